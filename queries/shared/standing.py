"""Where each government stands for one approach: its total, how sure its place is, and why."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from graph.approach.evidence import Ground
from graph.approach.factors import BY_ID, CHANCE, ENOUGH, enough, factors, known_share, stand, total
from graph.approach.tipping_fact import decisive, facts, sources
from graph.model.ids import iso3_of
from queries.answer import Block, Column, Note, Row, Table, columns
from queries.wording import listed

ONLY = "Only the chance was tested against history"
NOBODY = ["nobody"]  # an empty list would read as not known


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
        loads = ground.view.store.loads()
        self._titles = {one.dataset: one.about.get("title", "") for one in loads if one.live}

    def name(self, id: str) -> str:
        return self.ground.past.governments[iso3_of(id)].title

    def title(self, dataset: str) -> str:
        """What a dataset is called."""
        return self._titles.get(dataset) or dataset

    @cached_property
    def tied(self) -> dict[str, list[str]]:
        """For each of those shown the others that cannot be told apart from it."""
        alike = self.stands.tied([self.place[id] for id in self.top])
        return {
            id: [self.name(other) for other, so in zip(self.top, row, strict=True) if so] or NOBODY
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
        weighed = [f"{BY_ID[k].title.lower()} {v:g}" for k, v in self.weights.items() if v]
        order = "the chance alone" if self.weights == CHANCE else listed(weighed, 9)
        return Table(
            "standing",
            "How sure the order is",
            columns(
                ("name", "Government"),
                ("total", "Total", None, "The sum of its contributions"),
                ("first", "First", "%"),
                ("first_five", "Among five", "%"),
                Column("rank_median", "Place", ends=("rank_low", "rank_high")),
                ("rank_low", "At best"),
                ("rank_high", "At worst"),
                Column("tied", "Not to be told apart from", place="line"),
                ("rests_on", "Rests on"),
                ("one_source", "On one source"),
            ),
            rows,
            of="id",
            note=f"Order by {order}. {ONLY}; whatever else is weighed in is judgement. In 10,000 "
            "draws of weights, chances and what is in doubt: how often it is first or among the "
            "first five, its middle place, and the places of eight draws in ten. Not to be told "
            "apart: neither is above the other in 65 % of the draws.",
        )

    def _decides(self) -> Note:
        title = "What the first place hangs on"
        if len(self.top) < 2:
            return Note("decides", title, "There is no second to compare it with.")
        first, second = self.top[:2]
        lead = total(self.factors[first]) - total(self.factors[second])
        signed = self.ground.signed(first) if self.weights.get("chance") else []
        fact = decisive(facts(self.factors[first], signed), lead)
        on = sources(self.factors[first])
        rests = f"It rests on one source, {self.title(on[0])}. " if len(on) == 1 else ""
        what = (
            f"Without one fact, {fact.sentence}, {self.name(second)} would be first."
            if fact
            else f"No single fact puts {self.name(first)} before {self.name(second)}."
        )
        return Note("decides", title, f"{rests}{what}")

    def _factors(self) -> Table:
        rows: list[Row] = [
            {
                "of": id,
                "name": self.name(id),
                "factor": BY_ID[one.name].title,
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
            "What an approach rests on, factor by factor",
            columns(
                ("name", "Government"),
                "factor",
                Column("value", "Value", "%", ends=("low", "high")),
                ("low", "Low", "%"),
                ("high", "High", "%"),
                ("weight", "Weight", "%"),
                ("adds", "Adds", "%"),
                "year",
                "source",
                Column("sentence", "What is known", place="line"),
            ),
            rows,
            of="of",
            hidden=("low", "high"),
            note=f"{ONLY}. What is not known is not zero: it counts as the middle of what it could "
            "be. What the factors add is the total. Ranges: 80 %, wider the older the fact.",
        )

    def _too_little(self) -> list[Block]:
        rows: list[Row] = [
            {
                "id": id,
                "name": self.name(id),
                "known": known_share(one),
                "missing": [BY_ID[f.name].title for f in one if f.weight and f.value is None],
            }
            for id, one in self.factors.items()
            if not enough(one)
        ]
        if not rows:
            return []
        return [
            Table(
                "too_little",
                "Not enough data",
                columns(("name", "Government"), ("known", "Known", "%"), ("missing", "Not known")),
                rows,
                of="id",
                note=f"Not last, but unknown: less than {ENOUGH:.0%} of the weight is known.",
            )
        ]
