"""Gathers what is known of each government for one approach: the evidence behind the factors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import expit, logit

from graph.approach.backfire import Backfire, Counter, backfire, counters, unknown_risk
from graph.approach.breaks import breaks
from graph.approach.embassies import (
    ACCREDITED,
    CONSULATE,
    EMBASSY,
    GENEVA,
    NEW_YORK,
    THERE,
    Door,
)
from graph.approach.factors import enough, factors, total
from graph.approach.leverage import dependence, measures
from graph.approach.mandates import Rule, eu_members, mandates, rules
from graph.approach.nexus import NATIONAL, Evidence, nexus, ties_of_history
from graph.approach.tipping_fact import Fact
from graph.model.ids import government_id, iso3_of
from graph.model.records import Entity
from graph.model.words import count, number, percent, say
from graph.record.acceptance import PSEUDO
from graph.record.acts import HALF_LIFE, YEAR
from graph.record.forecast import Floats
from graph.record.history import History, Known
from graph.record.public_acts import Outlook
from graph.record.sessions import opens
from graph.view import View

if TYPE_CHECKING:
    from graph.network.paths import Chain

DOORS: Final[Mapping[str, float]] = {
    THERE: 1.0,
    EMBASSY: 1.0,
    CONSULATE: 0.75,
    ACCREDITED: 0.5,
    GENEVA: 0.25,
    NEW_YORK: 0.25,
}
SLOPE: Final = 0.19  # share by which the slope may be off, 80 %: .045 of .302 (README.md)
IMPRISONS: Final = "msr:political-imprisonment"  # CIRIGHTS: 0 many, 1 few, 2 none
PRISONERS: Final = {0: "many", 1: "some"}


@dataclass(frozen=True, eq=False)
class Ground:
    """All that an approach towards one state, for one case or none, can rest on."""

    view: View
    host: Entity
    case: Entity | None
    past: History
    chances: Outlook
    at: Mapping[str, Door]  # by ISO3

    @cached_property
    def members(self) -> frozenset[str]:
        """The member states of the EU."""
        return eu_members(self.view)

    @cached_property
    def rules(self) -> dict[str, list[Rule]]:
        return rules(self.view, self.members)

    @cached_property
    def nexus(self) -> dict[str, Evidence]:
        return nexus(self.view, self.case.id, self.host.id) if self.case else {}

    @cached_property
    def apart(self) -> dict[str, Known]:
        """How far each government votes from the host, by ISO3."""
        return {
            iso3: known
            for iso3, known in self.past.distance(self.chances.target).items()
            if government_id(iso3) != self.host.id
        }

    @cached_property
    def counters(self) -> list[Counter]:
        return counters(self.view, self.host.id, self.case.id if self.case else None)

    @property
    def framed(self) -> bool | None:
        treason = self.case.values.get("treason") if self.case else None
        return treason if isinstance(treason, bool) else None

    @cached_property
    def _risks(self) -> dict[str, Backfire]:
        return backfire(
            self.view, self.host.id, self.apart, self.counters, self.framed, self.members
        )

    def risk(self, government: str) -> Backfire:
        """The risk of an ask in public by this government."""
        return self._risks.get(government) or unknown_risk(self.framed)

    @cached_property
    def imprisons(self) -> dict[str, tuple[str, int]]:
        """Governments that hold political prisoners themselves: how many in a word, and the year.

        Newest year on record; a government of which nothing is recorded is not in it, whatever it
        does.
        """
        newest: dict[str, tuple[int, int]] = {}
        table = self.view.table("MEASURED", of=[IMPRISONS], values=("value",))
        for source, key, value in table.rows("source", "key", "value"):
            if value is not None and int(key) >= newest.get(source, (0, 0))[0]:
                newest[source] = (int(key), int(value))
        return {
            id: (PRISONERS[value], year)
            for id, (year, value) in newest.items()
            if value in PRISONERS
        }

    @cached_property
    def breaks(self) -> dict[str, list[Entity]]:
        """What may have ended a government's record while that still counts, newest last."""
        after = (self.view.today - timedelta(days=round(2 * HALF_LIFE * YEAR))).isoformat()
        return breaks(self.view, self.senders, after)

    @cached_property
    def evidence(self) -> dict[str, dict[str, Evidence]]:
        """By factor of `factors.KINDS`, then by government."""
        profile = self.case.values.get("profile") if self.case else None
        nationals = [id for id, bond in self.nexus.items() if bond.value == NATIONAL]
        return {
            "chance": self._chance(),
            "mission": self._mission(),
            "mandate": mandates(
                self.rules, profile if isinstance(profile, list) else [], nationals
            ),
            "chain": self._chains(),
            "nexus": self.nexus,
            "dependence": dependence(self.view, self.host.id),
            "measure": measures(self.view, self.host.id, self.members),
            "receptivity": self._receptivity(),
            "history": ties_of_history(self.view, self.host.id),
        }

    @cached_property
    def senders(self) -> list[str]:
        """The governments that can be ranked: those that ever acted, or spoke at a review."""
        return [
            government_id(iso3)
            for iso3 in self.past.reviews.senders.tolist()
            if government_id(iso3) != self.host.id and iso3 in self.active
        ]

    @cached_property
    def active(self) -> frozenset[str]:
        """ISO3 of governments that ever acted for prisoners, or spoke at a UN review."""
        acts = self.chances.of.speaking_up
        joined = acts.joined[acts.usable <= self.chances.known.toordinal()].any(axis=0)
        return self.past.speakers | frozenset(acts.senders[joined].tolist())

    @cached_property
    def introductions(self) -> Mapping[str, Chain]:
        """By government, the best chain of introductions to it or to its door, weak ones too."""
        if self.case is None:
            return {}
        # Only here, as NetworkX takes long to import, and most first questions are of a state.
        from graph.approach.access import best_chains

        return best_chains(self.view, self.case.id, self.at)

    def _chains(self) -> dict[str, Evidence]:
        if self.case is None:
            return {}
        from graph.approach.access import chains

        return chains(self.view, self.case.id, self.introductions)

    def _chance(self) -> dict[str, Evidence]:
        outlook, acts = self.chances, self.chances.acts
        newest = outlook.newest
        only = (
            say(
                "Only its rank is known; no chance is given, as the newest act on record is of "
                "{year}.",
                year=newest.year,
            )
            if newest
            else say("Only its rank is known; no chance is given, as no public act is on record.")
        )
        return {
            government_id(iso3): Evidence(
                value=float(acts.chance[n]),
                low=float(acts.low[n]),
                high=float(acts.high[n]),
                sentence=say(
                    "If governments act for such a prisoner, its chance of being among them is "
                    "{chance} ({low} to {high}).",
                    chance=percent(float(acts.chance[n])),
                    low=percent(float(acts.low[n])),
                    high=percent(float(acts.high[n])),
                )
                if outlook.stated
                else only,
                source="acts" if outlook.newest else "upr",
                year=(newest or outlook.habit.ended).year,
            )
            for n, iso3 in enumerate(self.past.reviews.senders.tolist())
            if iso3 in self.active and acts.chance[n] == acts.chance[n]
        }

    def _mission(self) -> dict[str, Evidence]:
        by_government = {}
        for iso3, door in self.at.items():
            value = DOORS[door.kind] * (0.5 if door.status == "suspended" else 1.0)
            year = int(door.known[:4]) if door.known else None
            source = door.ties[0].origin.dataset
            by_government[government_id(iso3)] = Evidence(
                value=value,
                low=value,
                high=value,
                sentence=say(
                    "{embassy}, in {city} ({checked}).",
                    embassy=door.name,
                    city=door.city,
                    checked=door.checked,
                )
                if door.city
                else say("{embassy} ({checked}).", embassy=door.name, checked=door.checked),
                source=source,
                year=year,
            )
        return by_government

    def _receptivity(self) -> dict[str, Evidence]:
        """How readily the target accepts what such a government recommends (acceptance.py)."""
        model = self.past.heeding
        if model is None:
            return {}
        mine = self.past.answered_by.get(self.chances.target.iso3, [])
        yes, n = sum(r.response == "accepted" for r in mine), len(mine)
        own = (yes + PSEUDO * model.base) / (n + PSEUDO)
        record = (
            _accepted(yes, n, opens(max(r.session for r in mine)).year)
            if n
            else say(
                "What the detaining government accepts is not known; of all such recommendations, "
                "governments accepted {share}.",
                share=percent(model.base),
            )
        )
        # How the target answers is the same for all, so only what tells them apart is in doubt.
        slopes = model.slope * np.array([1, 1 - SLOPE, 1 + SLOPE])
        far = np.array([known.value for known in self.apart.values()])[:, None] - model.middle
        chances = expit(logit(own) + slopes * far).tolist()
        by_government = {}
        for (iso3, known), (value, *ends) in zip(self.apart.items(), chances, strict=True):
            by_government[government_id(iso3)] = Evidence(
                value=value,
                low=min(ends),
                high=max(ends),
                sentence=f"{record} {_near(known, model.middle, value)}",
                source="upr",
                year=known.year,
            )
        return by_government

    def signed(self, government: str) -> list[Fact]:
        """The acts that a government joined, and how much lower its chance would be had it not."""
        of, acting = self.chances.of, self.chances.acting
        n = acting.acts.senders.tolist().index(iso3_of(government))
        facts = []
        for i in np.flatnonzero(acting.weight * acting.acts.joined[:, n]):
            silent = (acting.plain[n] * acting.evidence[n] - acting.weight[i]) / (
                acting.evidence[n] - (0 if acting.acts.complete[i] else acting.weight[i])
            )
            act = of.by_id[acting.acts.id[i].item()]
            words = say("it joined this act: {act}", act=act.entity.title)
            loss = float(acting.chance[n] - expit(logit(max(silent, 1e-12)) + acting.shift[n]))
            facts.append(Fact(words, "acts", act.last.year, loss))
        return facts


def _accepted(yes: int, answered: int, year: int) -> str:
    """How many of the recommendations on these subjects the detaining government accepted."""
    if yes == answered:
        return count(
            "The detaining government accepted the one such recommendation that it answered up to "
            "{year}.",
            "The detaining government accepted all {n} such recommendations that it answered up to "
            "{year}.",
            answered,
            year=year,
        )
    return count(
        "The detaining government did not accept the one such recommendation that it answered up "
        "to {year}.",
        "The detaining government accepted {accepted} of the {n} such recommendations that it "
        "answered up to {year}.",
        answered,
        accepted=number(yes),
        year=year,
    )


def _near(known: Known, middle: float, share: float) -> str:
    """How near a government votes, and so how likely what it recommends is accepted."""
    if known.value < middle:
        return say(
            "This government votes nearer to it than most ({year}), so the estimate is {share}: of "
            "a promise in Geneva, not of a release.",
            year=known.year,
            share=percent(share),
        )
    return say(
        "This government votes further from it than most ({year}), so the estimate is {share}: of "
        "a promise in Geneva, not of a release.",
        year=known.year,
        share=percent(share),
    )


def totals(ground: Ground, weights: Mapping[str, float]) -> Floats:
    """(senders,): the total of each sender of the history by these weights, as `factors.total`;
    NaN: the target itself, and whoever has no place in the order."""
    by_government = factors(ground.senders, ground.evidence, weights, ground.view.today)
    sums = {id: total(one) for id, one in by_government.items() if enough(one)}
    senders = ground.past.reviews.senders.tolist()
    return np.array([sums.get(government_id(iso3), np.nan) for iso3 in senders], np.float64)
