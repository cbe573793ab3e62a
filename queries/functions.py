"""The functions of a coalition: who covers each, what nobody does, and who could."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from graph.approach.gate import Gate, gate
from graph.campaign.contacts import Contacts, contacts, shown
from graph.campaign.functions import (
    AT_RISK,
    COVERED,
    GAPS,
    LAPSED,
    NOBODY,
    ONE,
    Coverage,
    coverage,
    needed,
    strangers,
    urgent,
)
from graph.campaign.ledger import approaches
from graph.campaign.outreach import NearAllies, asked_governments, near
from graph.model.records import Entity, Tie
from graph.model.vocabulary import stage_of
from graph.view import View
from queries.answer import Answer, Block, Column, Matrix, Note, Row, Table, columns, network_map
from queries.parameters import CaseId, GovernmentId
from queries.question import question
from queries.shared.allies import APART, Reach, unseen
from queries.wording import counted, listed

OFFERED = 3  # of those who could cover a function, how many are told of
# What is done towards one government at a time.
TOWARDS = ("diplomacy", "parliaments", "media", "awareness", "diaspora", "business", "relocation")


@question("What our coalition lacks", section="Coalition")
def functions(view: View, case: CaseId, governments: list[GovernmentId] | None = None) -> Answer:
    """Which functions does nobody cover, which hang on one ally alone, and who could cover them?

    Every function that a release coalition needs, and the allies who cover it for this case: now,
    no longer, or not yet though they could. Two who depend on each other count as one. The same
    towards each government that matters, and what will be needed after release. Who could is asked
    in the order of what they did before, and each with the way to reach them.

    case: the case, by name or id
    governments: those that matter; without any, those that were asked or are to be asked
    """
    found = contacts(view, case)
    covered = coverage(found, view.today, strangers(view, found))
    may = gate(view, found.case)
    tell = _Telling(view, found, covered, may)
    matter = view.several(governments or asked_governments(tell.asks))
    blocks: list[Block] = [
        tell.gaps(),
        tell.matrix(),
        *tell.towards(sorted(matter, key=lambda one: (one.title, one.id))),
        tell.after_release(),
        tell.map(),
        Note(
            "not_to_do",
            "What not to do",
            "Do not ask one ally for everything: whoever carries many functions already is a "
            "weak point. Do not tell whoever is asked more of the case than the function needs; "
            "who knows the family need not know the donors. A function that nobody covers can "
            "wait, if asking for it now would put somebody at risk.",
            "caution",
        ),
        _limits(),
    ]
    return Answer(f"{may.opening}{tell.sentence()}", blocks)


def begin(view: View, found: Contacts, covered: Mapping[str, Coverage], may: Gate) -> str:
    """With which gap to begin, and whom to ask; only such as the case allows now."""
    return _Telling(view, found, covered, may).begin()


class _Gap(NamedTuple):
    coverage: Coverage
    why_first: str

    @property
    def rank(self) -> tuple[int, bool]:
        return GAPS.index(self.coverage.state), not self.why_first


class _Telling:
    """The functions of one case in words and blocks."""

    def __init__(
        self, view: View, found: Contacts, covered: Mapping[str, Coverage], may: Gate
    ) -> None:
        self.view, self.found, self.covered, self.may = view, found, covered, may
        self.reach = Reach(view, found)
        self.stage = stage_of(found.case.values)
        self.asks = approaches(view, found.case.id)
        first = urgent(found.case)
        able = {id for one in covered.values() for id in one.could}
        self.others = {one.id: one for one in view.several(able - found.entities.keys())}
        gaps = [
            _Gap(one, first.get(id, ""))
            for id, one in needed(found.case, covered).items()
            if one.state != COVERED
        ]
        order = list(first)
        self.open = sorted(
            gaps,
            key=lambda gap: (
                (*gap.rank, order.index(gap.coverage.function.id))
                if gap.why_first
                else (*gap.rank, 0)
            ),
        )

    def entity(self, id: str) -> Entity:
        return self.found.entities.get(id) or self.others[id]

    def name(self, id: str) -> str:
        return self.entity(id).title

    def could(self, one: Coverage) -> list[Entity]:
        """Whom to ask for a function, at most a few; nobody where it is not to be begun."""
        if self.may.function(one.function.id):
            return []
        return [self.entity(id) for id in one.could[:OFFERED]]

    def sentence(self) -> str:
        case = self.found.case.title
        by_state = {
            state: [gap.coverage for gap in self.open if gap.coverage.state == state]
            for state in GAPS
        }
        told = []
        if nobody := by_state[NOBODY]:
            told.append(f"nobody covers {listed([one.function.title for one in nobody], 4)}")
        if lapsed := by_state[LAPSED]:
            names = listed([one.function.title for one in lapsed], 4)
            who = sorted({self.name(id) for one in lapsed for id in one.lapsed or ()})
            told.append(
                f"{names} {'were' if lapsed[1:] else 'was'} covered by {listed(who)}, but "
                f"{'are' if lapsed[1:] else 'is'} no longer"
            )
        if risky := by_state[AT_RISK]:
            names = listed([one.function.title for one in risky], 4)
            told.append(
                f"{names} {'are' if risky[1:] else 'is'} done by somebody at risk, on whom "
                "nothing may be built"
            )
        if alone := by_state[ONE]:
            told.append(
                f"{counted(len(alone), 'function')} hang{'s' * (len(alone) == 1)} on one ally alone"
            )
        after = (
            "" if self.stage.held else "after release " if self.stage.free else "after the death "
        )
        if not told:
            return f"For {case} {after}every function is covered by two who need not each other."
        return f"For {case} {after}{'; '.join(told)}. {self.begin()}{unseen(self.view)}"

    def begin(self) -> str:
        """The widest gap among those that the case needs first and that somebody could close."""
        wide = [gap for gap in self.open if self.could(gap.coverage)]
        first = next((gap for gap in wide if gap.why_first), wide[0] if wide else None)
        if first is None and (stop := self.may.halt):
            return f"Ask nobody new to take anything on: {stop}."
        if first is None:
            return "Nobody on record could cover what is missing: look for somebody new."
        name, who = first.coverage.function.title, self.entity(first.coverage.could[0])
        why = f", because {first.why_first}" if first.why_first else ""
        second = "as the second, " if first.coverage.state == ONE else ""
        before = (first.coverage.lapsed or {}).get(who.id)
        would = "would take it up again" if before else "would"
        return (
            f"Begin with {name}{why}: {second}ask {who.title} whether they {would} "
            f"({self.reach.words(who)})."
        )

    def gaps(self) -> Table:
        rows: list[Row] = []
        for gap in self.open:
            one = gap.coverage
            could, stop = self.could(one), self.may.function(one.function.id)
            rows.append(
                {
                    "function": one.function.title,
                    "state": one.state,
                    "now": [self.name(id) for id in one.now] or ["nobody"],
                    "before": [
                        f"{self.name(id)} (until {day})" for id, day in (one.lapsed or {}).items()
                    ]
                    or ["nobody"],
                    "could": [who.title for who in could]
                    or ["nobody is to be asked now" if stop else "nobody on record"],
                    "reach": [f"{who.title}: {self.reach.words(who)}" for who in could]
                    or [f"ask nobody now: {stop}" if stop else "look for somebody new"],
                    "first": None if stop else gap.why_first or None,
                    "function_id": one.function.id,
                    "could_ids": [who.id for who in could],
                }
            )
        return Table(
            "gaps",
            "What is missing, and who could cover it next",
            columns(
                "function",
                ("state", "Covered by"),
                ("now", "Who covers it"),
                ("before", "Who did before"),
                ("could", "Who could next"),
                Column("reach", "How to reach them", place="line"),
                Column("first", "Why it comes first", place="aside"),
            ),
            rows,
            note="The widest gaps first, and of those what a case like this needs first. One only: "
            "no two cover it who do not depend on each other.",
        )

    def matrix(self) -> Matrix:
        """Functions × allies."""
        rows: list[Row] = []
        for one in self.covered.values():
            states = {
                **dict.fromkeys(one.could, "could"),
                **dict.fromkeys(one.lapsed or (), "no longer"),
                **dict.fromkeys(one.now, "covers"),
            }
            for id in sorted(states, key=lambda id: (self.name(id), id)):
                rows.append(
                    {
                        "function": one.function.title,
                        "ally": self.name(id),
                        "state": states[id],
                        "note": f"until {one.lapsed[id]}"
                        if one.lapsed and id in one.lapsed
                        else None,
                        "id": id,
                    }
                )
            if not states:
                rows.append(
                    {
                        "function": one.function.title,
                        "ally": "nobody on record",
                        "state": "gap",
                        "note": None,
                        "id": None,
                    }
                )
        return Matrix(
            "allies",
            "Functions and allies",
            columns("function", "ally", "state", "note"),
            rows,
            of="id",
            note=f"Not counted: {APART}.",
        )

    def towards(self, governments: Sequence[Entity]) -> list[Block]:
        """Functions × governments."""
        if not governments:
            text = "No government was asked, and none is to be asked: see Embassies to approach."
            return [Note("governments", "What is done towards governments", text)]
        at = {one.id: near(self.view, self.found, self.asks, one.id) for one in governments}
        rows: list[Row] = [
            self._cell(self.covered[function], one, at[one.id])
            for function in TOWARDS
            for one in governments
        ]
        return [
            Matrix(
                "governments",
                "What is done towards each government",
                columns("function", "government", ("state", "Covered by"), "who"),
                rows,
                of="id",
                note="Covered by an ally who does this for the case and is at home there, has "
                "asked that government, or is tied to it, to one of its offices or missions.",
            )
        ]

    def _cell(self, one: Coverage, government: Entity, at: NearAllies) -> Row:
        state, who = at.covers(one)
        names = listed(sorted(self.name(id) for id in who))
        return {
            "function": one.function.title,
            "government": government.title,
            "state": state,
            "who": (f"{names} could" if state == NOBODY else names)
            if who and not (state == NOBODY and self.may.function(one.function.id))
            else None,
            "id": government.id,
        }

    def after_release(self) -> Table:
        rows: list[Row] = [
            {
                "function": one.function.title,
                "state": one.state,
                "now": [self.name(id) for id in one.now] or ["nobody"],
                "could": [who.title for who in self.could(one)]
                or [
                    "nobody is to be asked now"
                    if self.may.function(one.function.id)
                    else "nobody on record"
                ],
            }
            for one in self.covered.values()
            if one.function.after_release
        ]
        return Table(
            "after_release",
            "What is needed after release",
            columns(
                "function",
                ("state", "Covered by"),
                ("now", "Who covers it now"),
                ("could", "Who could"),
            ),
            rows,
            note="Release is not the end: ask early who stays, for how long, and with what means.",
        )

    def map(self) -> Block:
        """The case, who covers something, and the ways to those who could cover a gap."""
        ids = {id for one in self.covered.values() for id in one.now} | {self.found.case.id}
        ties: dict[tuple[str, ...], Tie] = {}
        for gap in self.open:
            for who in self.could(gap.coverage):
                way = self.reach.ties(who.id)
                ties |= {tie.identity: tie for tie in way}
                ids |= {who.id} | {end for tie in way for end in (tie.source, tie.target)}
        ties |= {
            tie.identity: tie
            for tie in self.found.ties
            if tie.kind == "WORKS_ON" and tie.target == self.found.case.id and tie.source in ids
        }
        shown(self.view, ids, ties.values())
        drawn = [self.entity(id) for id in sorted(ids)]
        return network_map(
            "map", "Who covers something, and who could", drawn, ties.values(), [self.found.case.id]
        )


def _limits() -> Note:
    return Note(
        "limits",
        "How sure this is",
        "Who could cover something says so of itself, or has the role for it; nobody has tried. "
        "What nobody has recorded may still be done by somebody. What comes first in a case like "
        "this is a judgement.",
        "caution",
    )
