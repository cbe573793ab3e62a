"""Where each government stands for one approach: its total, how sure its place is, and why."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from graph.approach.evidence import Ground
from graph.approach.factors import BY_ID, CHANCE, ENOUGH, enough, factors, known_share, stand, total
from graph.approach.rank_uncertainty import TIED
from graph.approach.tipping_fact import decisive, facts, sources
from graph.model.ids import iso3_of
from graph.model.words import listed, number, percent, say
from queries.answer import Block, Column, Note, Row, Table, columns
from queries.shared.act_words import paragraph
from queries.shared.dataset_titles import dataset_titles
from queries.wording import the


class Standings:
    """The governments of one ground in order, ids of those that are shown in `top`."""

    def __init__(self, ground: Ground, most: int, weights: Mapping[str, float]) -> None:
        self.ground, self.weights = ground, weights
        self.factors = factors(ground.senders, ground.evidence, weights, ground.view.today)
        self.stands = stand(self.factors)
        self.low, self.median, self.high = (self.stands.rank(q) for q in (0.1, 0.5, 0.9))
        self.five = self.stands.among(5)
        self.place = {id: n for n, id in enumerate(self.stands.ids)}
        self.totals = {id: round(total(self.factors[id]), 12) for id in self.stands.ids}
        self.order = sorted(self.totals, key=lambda id: (-self.totals[id], id))
        self.top = self.order[:most]
        self.title = dataset_titles(ground.view)

    def name(self, id: str) -> str:
        return self.ground.past.governments[iso3_of(id)].title

    @cached_property
    def tied(self) -> dict[str, list[str]]:
        """For each of those shown the others that cannot be told apart from it."""
        alike = self.stands.tied([self.place[id] for id in self.top])
        return {
            # An empty list would read as not known.
            id: [self.name(other) for other, so in zip(self.top, row, strict=True) if so]
            or [say("nobody")]
            for id, row in zip(self.top, alike.tolist(), strict=True)
        }

    def cells(self, id: str) -> dict[str, Any]:
        n = self.place[id]
        return {
            "total": total(self.factors[id]),
            "first": float(self.stands.first[n]),
            "first_five": float(self.five[n]),
            "rank_low": int(self.low[n]),
            "rank_median": int(self.median[n]),
            "rank_high": int(self.high[n]),
            "tied": self.tied[id],
        }

    def blocks(self) -> list[Block]:
        return [self._standing(), self._decides(), self._factors(), *self._too_little()]

    def _standing(self) -> Table:
        rows: list[Row] = [
            {
                "id": id,
                "name": self.name(id),
                **self.cells(id),
                "rests_on": [self.title(one) for one in sources(self.factors[id])],
                "one_source": len(sources(self.factors[id])) == 1,
            }
            for id in self.top
        ]
        return Table(
            "standing",
            say("How sure the order is"),
            columns(
                ("name", "Government"),
                ("total", "Total", None, "The sum of its contributions"),
                ("first", "Ranked first in", "%"),
                ("first_five", "Among the first five in", "%"),
                Column("rank_median", say("Middle rank"), ends=("rank_low", "rank_high")),
                ("rank_low", "Best rank"),
                ("rank_high", "Worst rank"),
                Column("tied", say("Statistically tied with"), place="line"),
                ("rests_on", "Rests on"),
                ("one_source", "Single source"),
            ),
            rows,
            of="id",
            note=paragraph(
                self._order_by(),
                _tested(),
                say(
                    "In {n} simulations weights, chances and what is in doubt are drawn anew: how "
                    "often it is ranked first or among the first five, its middle rank, and the "
                    "best and worst rank in eight of ten.",
                    n=number(10_000),
                ),
                say(
                    "Statistically tied: neither ranks above the other in {share} of the "
                    "simulations or more.",
                    share=percent(TIED),
                ),
            ),
        )

    def _order_by(self) -> str:
        if self.weights == CHANCE:
            return say("The order is by the chance alone.")
        weighed = [
            say("{factor} ({weight})", factor=say(BY_ID[k].title), weight=percent(v))
            for k, v in self.weights.items()
            if v
        ]
        return say("The order is by: {factors}.", factors=listed(weighed, 9))

    def _decides(self) -> Note:
        title = say("What decides the first place")
        if len(self.top) < 2:
            return Note("decides", title, say("There is no second government to compare with."))
        first, second = self.top[:2]
        lead = total(self.factors[first]) - total(self.factors[second])
        signed = self.ground.signed(first) if self.weights.get("chance") else []
        fact = decisive(facts(self.factors[first], signed), lead)
        on = sources(self.factors[first])
        rests = (
            say("The first place rests on one source: {source}.", source=self.title(on[0]))
            if len(on) == 1
            else ""
        )
        what = (
            say(
                "Without one fact about {first} ({fact}), {second} would be first.",
                first=the(self.name(first)),
                fact=fact.sentence,
                second=the(self.name(second)),
            )
            if fact
            else say(
                "No single fact puts {first} before {second}.",
                first=the(self.name(first)),
                second=the(self.name(second)),
            )
        )
        return Note("decides", title, paragraph(rests, what))

    def _factors(self) -> Table:
        rows: list[Row] = [
            {
                "of": id,
                "name": self.name(id),
                "factor": say(BY_ID[one.name].title),
                "factor_id": one.name,
                "value": one.value,
                "low": one.low,
                "high": one.high,
                "weight": one.weight,
                "adds": one.contribution,
                "year": one.year,
                "source": self.title(one.source) if one.source else None,
                "sentence": one.sentence,
            }
            for id in self.top
            for one in self.factors[id]
        ]
        return Table(
            "factors",
            say("What an approach rests on, factor by factor"),
            columns(
                ("name", "Government"),
                "factor",
                Column("value", say("Value"), "%", ends=("low", "high")),
                ("low", "Low", "%"),
                ("high", "High", "%"),
                ("weight", "Weight", "%"),
                ("adds", "Adds", "%"),
                "year",
                "source",
                Column("sentence", say("What is known"), place="line"),
            ),
            rows,
            of="of",
            hidden=("low", "high"),
            note=paragraph(
                _tested(),
                say("What is not known is not zero: it counts as the middle of what it could be."),
                say("What the factors add is the total."),
                say(
                    "Ranges are meant to hold in {share} of cases, and are wider the older the "
                    "fact.",
                    share=percent(0.8),
                ),
            ),
        )

    def _too_little(self) -> list[Block]:
        rows: list[Row] = [
            {
                "id": id,
                "name": self.name(id),
                "known": known_share(one),
                "missing": [say(BY_ID[f.name].title) for f in one if f.weight and f.value is None],
            }
            for id, one in self.factors.items()
            if not enough(one)
        ]
        if not rows:
            return []
        return [
            Table(
                "too_little",
                say("Not enough data"),
                columns(("name", "Government"), ("known", "Known", "%"), ("missing", "Not known")),
                rows,
                of="id",
                note=say(
                    "Not last, but unknown: less than {share} of the weight is known.",
                    share=percent(ENOUGH),
                ),
            )
        ]


def _tested() -> str:
    return say("Only the chance was tested against history; all else is judgement.")
