"""The functions of a coalition: who covers each, what nobody does, and who could."""

from __future__ import annotations

from collections.abc import Sequence

from graph.approach.gate import gate
from graph.campaign.contacts import contacts, shown
from graph.campaign.functions import (
    AT_RISK,
    GAPS,
    LAPSED,
    NOBODY,
    ONE,
    Coverage,
    coverage,
    strangers,
)
from graph.campaign.outreach import NearAllies, asked_governments, near
from graph.model.records import Entity, Tie
from graph.view import View
from queries.answer import Answer, Block, Column, Matrix, Note, Row, Table, columns
from queries.parameters import CaseId, GovernmentId
from queries.question import question
from queries.shared.lacking import Lacking
from queries.shared.maps import network_map
from queries.shared.reach import APART, unseen
from queries.wording import counted, listed

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
    around_case = contacts(view, case)
    covered = coverage(around_case, view.today, strangers(view, around_case))
    may = gate(view, around_case.case)
    tell = _FunctionWords(view, around_case, covered, may)
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


class _FunctionWords(Lacking):
    """The functions of one case in words and blocks."""

    def sentence(self) -> str:
        case = self.contacts.case.title
        by_state = {
            state: [gap.coverage for gap in self.open if gap.coverage.state == state]
            for state in GAPS
        }
        clauses = []
        if nobody := by_state[NOBODY]:
            clauses.append(f"nobody covers {listed([one.function.title for one in nobody], 4)}")
        if lapsed := by_state[LAPSED]:
            names = listed([one.function.title for one in lapsed], 4)
            who = sorted({self.name(id) for one in lapsed for id in one.lapsed or ()})
            clauses.append(
                f"{names} {'were' if lapsed[1:] else 'was'} covered by {listed(who)}, but "
                f"{'are' if lapsed[1:] else 'is'} no longer"
            )
        if risky := by_state[AT_RISK]:
            names = listed([one.function.title for one in risky], 4)
            clauses.append(
                f"{names} {'are' if risky[1:] else 'is'} done by somebody at risk, on whom "
                "nothing may be built"
            )
        if alone := by_state[ONE]:
            clauses.append(
                f"{counted(len(alone), 'function')} hang{'s' * (len(alone) == 1)} on one ally alone"
            )
        after = (
            ""
            if self.stage.detained
            else "after release "
            if self.stage.free
            else "after the death "
        )
        if not clauses:
            return f"For {case} {after}every function is covered by two who need not each other."
        return f"For {case} {after}{'; '.join(clauses)}. {self.begin()}{unseen(self.view)}"

    def gaps(self) -> Table:
        rows: list[Row] = []
        for gap in self.open:
            covered = gap.coverage
            could, stop = self.could(covered), self.may.function(covered.function.id)
            rows.append(
                {
                    "function": covered.function.title,
                    "state": covered.state,
                    "now": [self.name(id) for id in covered.now] or ["nobody"],
                    "before": [
                        f"{self.name(id)} (until {day})"
                        for id, day in (covered.lapsed or {}).items()
                    ]
                    or ["nobody"],
                    "could": [who.title for who in could]
                    or ["nobody is to be asked now" if stop else "nobody on record"],
                    "reach": [f"{who.title}: {self.reach.words(who)}" for who in could]
                    or [f"ask nobody now: {stop}" if stop else "look for somebody new"],
                    "first": None if stop else gap.why_first or None,
                    "function_id": covered.function.id,
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
        for covered in self.covered.values():
            states = {
                **dict.fromkeys(covered.could, "could"),
                **dict.fromkeys(covered.lapsed or (), "no longer"),
                **dict.fromkeys(covered.now, "covers"),
            }
            for id in sorted(states, key=lambda id: (self.name(id), id)):
                rows.append(
                    {
                        "function": covered.function.title,
                        "ally": self.name(id),
                        "state": states[id],
                        "note": f"until {covered.lapsed[id]}"
                        if covered.lapsed and id in covered.lapsed
                        else None,
                        "id": id,
                    }
                )
            if not states:
                rows.append(
                    {
                        "function": covered.function.title,
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
        at = {one.id: near(self.view, self.contacts, self.asks, one.id) for one in governments}
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

    def _cell(self, covered: Coverage, government: Entity, at: NearAllies) -> Row:
        state, who = at.covers(covered)
        names = listed(sorted(self.name(id) for id in who))
        return {
            "function": covered.function.title,
            "government": government.title,
            "state": state,
            "who": (f"{names} could" if state == NOBODY else names)
            if who and not (state == NOBODY and self.may.function(covered.function.id))
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
        ids = {id for one in self.covered.values() for id in one.now} | {self.contacts.case.id}
        ties: dict[tuple[str, ...], Tie] = {}
        for gap in self.open:
            for who in self.could(gap.coverage):
                way = self.reach.ties(who.id)
                ties |= {tie.identity: tie for tie in way}
                ids |= {who.id} | {end for tie in way for end in (tie.source, tie.target)}
        ties |= {
            tie.identity: tie
            for tie in self.contacts.ties
            if tie.kind == "WORKS_ON" and tie.target == self.contacts.case.id and tie.source in ids
        }
        shown(self.view, ids, ties.values())
        drawn = [self.entity(id) for id in sorted(ids)]
        return network_map(
            "map",
            "Who covers something, and who could",
            drawn,
            ties.values(),
            [self.contacts.case.id],
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
