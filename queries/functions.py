"""The functions of a coalition: who covers each, what nobody does, and who could."""

from __future__ import annotations

from collections.abc import Sequence

from graph.approach.gate import gate
from graph.campaign.contacts import contacts, shown
from graph.campaign.functions import (
    AT_RISK,
    LAPSED,
    NOBODY,
    ONE,
    Coverage,
    coverage,
    strangers,
)
from graph.campaign.outreach import NearAllies, asked_governments, near
from graph.campaign.petitions import signed
from graph.model.records import Entity, Tie
from graph.model.words import count, listed, mark, say, written
from graph.view import View
from queries.answer import Answer, Block, Column, Matrix, Note, Row, Table, columns
from queries.parameters import CaseId, GovernmentId
from queries.question import question
from queries.shared.function_lens import first_of, function_lens, towards_closing
from queries.shared.lacking import Lacking, limits, on_one_alone
from queries.shared.maps import network_map
from queries.shared.reach import APART, unseen
from queries.shared.signed_words import signed_in_short, signed_table

# What is done towards one government at a time.
TOWARDS = ("diplomacy", "parliaments", "media", "awareness", "diaspora", "business", "relocation")


@question("What our coalition lacks", section="Coalition", lens=mark("Gaps"), place=3)
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
    bodies = signed(view, around_case).bodies
    covered = coverage(around_case, view.today, strangers(view, around_case), bodies)
    may = gate(view, around_case.case)
    tell = _FunctionWords(view, around_case, covered, may)
    matter = view.several(governments or asked_governments(tell.asks))
    blocks: list[Block] = [
        *tell.in_short(),
        tell.gaps(),
        tell.matrix(),
        *tell.towards(sorted(matter, key=lambda one: (one.title, one.id))),
        tell.after_release(),
        *signed_table(view, tell.letters, tell.working, ask=tell.may_ask),
        tell.map(),
        Note(
            "not_to_do",
            say("What not to do"),
            say(
                "Do not ask one ally for everything: whoever carries many functions already is a "
                "weak point. Tell those whom you ask no more of the case than the function needs: "
                "who knows the family need not know the donors. A function that nobody covers can "
                "wait, if asking for it now would put somebody at risk."
            ),
            "caution",
        ),
        limits(),
    ]
    return Answer(may.opened(tell.sentence()), blocks, lens=function_lens(tell))


class _FunctionWords(Lacking):
    """The functions of one case in words and blocks."""

    def sentence(self) -> str:
        case = self.contacts.case.title
        open_, alone = len(self._titles(NOBODY, LAPSED)), len(self._titles(ONE))
        if self.open and self.may.halt:
            return self.begin()
        sentences = [self.begin()] if self.open else []
        if not self.open:
            sentences.append(
                say(
                    "For {case}, every function is covered by at least two independent allies.",
                    case=case,
                )
            )
        elif open_:
            sentences.append(
                count(
                    "For {case}, nobody covers {n} function.",
                    "For {case}, nobody covers {n} functions.",
                    open_,
                    case=case,
                )
            )
        elif alone:
            sentences.append(
                count(
                    "For {case}, {n} function rests on one ally alone.",
                    "For {case}, {n} functions rest on one ally alone.",
                    alone,
                    case=case,
                )
            )
        return " ".join(sentences)

    def in_short(self) -> list[Note]:
        """Why what comes first does, and which functions are missing."""
        sentences = self.why()
        if nobody := self._titles(NOBODY):
            sentences.append(say("Nobody covers {functions}.", functions=listed(nobody, 6)))
        if lapsed := self._titles(LAPSED):
            of = [gap.coverage for gap in self.open if gap.coverage.state == LAPSED]
            who = sorted({self.name(id) for one in of for id in one.lapsed or ()})
            sentences.append(
                say(
                    "{allies} covered this once, and nobody does now: {functions}.",
                    allies=listed(who),
                    functions=listed(lapsed, 6),
                )
            )
        if risky := self._titles(AT_RISK):
            sentences.append(
                say(
                    "Done only by somebody at risk, on whom nothing may be built: {functions}.",
                    functions=listed(risky, 6),
                )
            )
        sentences += [*on_one_alone(len(self._titles(ONE))), *self._stage()]
        sentences += signed_in_short(self.view, self.letters, self.working, ask=self.may_ask)
        text = f"{' '.join(sentences)}{unseen(self.view)}".strip()
        title = say("Why this comes first, and what is missing")
        return [Note("in_short", title, text)] if text else []

    def _titles(self, *states: str) -> list[str]:
        """The functions in some states, as people call them."""
        gaps = [gap.coverage for gap in self.open]
        return [say(one.function.title) for one in gaps if one.state in states]

    def _stage(self) -> list[str]:
        """That only some functions count once nobody is held."""
        if self.stage.detained:
            return []
        if self.stage.free:
            return [say("Only what is needed after release counts here.")]
        return [say("Only what is needed after a death counts here.")]

    def gaps(self) -> Table:
        rows: list[Row] = []
        for gap in self.open:
            covered = gap.coverage
            could, stop = self.could(covered), self.may.function(covered.function.id)
            rows.append(
                {
                    "function": say(covered.function.title),
                    "state": say(covered.state),
                    "now": [self.name(id) for id in covered.now] or [say("nobody")],
                    "before": [
                        say("{ally} (until {day})", ally=self.name(id), day=written(day))
                        for id, day in (covered.lapsed or {}).items()
                    ]
                    or [say("nobody")],
                    "could": self._could(covered),
                    "reach": [
                        say("{ally}: {way}", ally=who.title, way=self.reach.words(who))
                        for who in could
                    ]
                    or [
                        say("ask nobody now: {reason}", reason=stop)
                        if stop
                        else say("look for somebody new")
                    ],
                    "first": None if stop else gap.why_first or None,
                    "function_id": covered.function.id,
                    "could_ids": [who.id for who in could],
                    **first_of(self, gap),
                }
            )
        return Table(
            "gaps",
            say("What is missing, and who could cover it next"),
            columns(
                "function",
                ("state", "Covered by"),
                ("now", "Who covers it"),
                ("before", "Who did before"),
                ("could", "Who could next"),
                Column("reach", say("How to reach them"), place="line"),
                Column("first", say("Why it comes first"), place="aside"),
                not_applicable=["first"],
            ),
            rows,
            note=say(
                "The widest gaps first, and of those what a case like this needs first. One only: "
                "no two of those who cover it are independent of each other."
            ),
            onward=towards_closing(self.contacts.case.id),
        )

    def _could(self, covered: Coverage) -> list[str]:
        """Who could cover a function, or why nobody is named."""
        if could := self.could(covered):
            return [who.title for who in could]
        stop = self.may.function(covered.function.id)
        return [say("nobody is to be asked now") if stop else say("nobody on record")]

    def matrix(self) -> Matrix:
        """Functions × allies."""
        rows: list[Row] = []
        for covered in self.covered.values():
            states = {
                **dict.fromkeys(covered.could, say("could")),
                **dict.fromkeys(covered.lapsed or (), say("no longer")),
                **dict.fromkeys(covered.now, say("covers")),
            }
            for id in sorted(states, key=lambda id: (self.name(id), id)):
                rows.append(
                    {
                        "function": say(covered.function.title),
                        "ally": self.name(id),
                        "state": states[id],
                        "note": say("until {day}", day=written(covered.lapsed[id]))
                        if covered.lapsed and id in covered.lapsed
                        else None,
                        "id": id,
                    }
                )
            if not states:
                rows.append(
                    {
                        "function": say(covered.function.title),
                        "ally": say("nobody on record"),
                        "state": say("gap"),
                        "note": None,
                        "id": None,
                    }
                )
        return Matrix(
            "allies",
            say("Functions and allies"),
            columns("function", "ally", "state", "note", not_applicable=["note"]),
            rows,
            of="id",
            note=say(APART),
        )

    def towards(self, governments: Sequence[Entity]) -> list[Block]:
        """Functions × governments."""
        if not governments:
            text = say(
                "No government was asked, and none is to be asked yet: see “Embassies to approach”."
            )
            return [Note("governments", say("What is done towards governments"), text)]
        at = {one.id: near(self.view, self.contacts, self.asks, one.id) for one in governments}
        rows: list[Row] = [
            self._cell(self.covered[function], one, at[one.id])
            for function in TOWARDS
            for one in governments
        ]
        return [
            Matrix(
                "governments",
                say("What is done towards each government"),
                columns("function", "government", ("state", "Covered by"), "who"),
                rows,
                of="id",
                note=say(
                    "Covered by an ally who does this for the case and is at home there, has "
                    "asked that government, or is tied to it, to one of its offices or missions."
                ),
            )
        ]

    def _cell(self, covered: Coverage, government: Entity, at: NearAllies) -> Row:
        state, who = at.covers(covered)
        names = listed(sorted(self.name(id) for id in who))
        return {
            "function": say(covered.function.title),
            "government": government.title,
            "state": say(state),
            "who": (say("{allies} could", allies=names) if state == NOBODY else names)
            if who and not (state == NOBODY and self.may.function(covered.function.id))
            else None,
            "id": government.id,
        }

    def after_release(self) -> Table:
        rows: list[Row] = [
            {
                "function": say(one.function.title),
                "state": say(one.state),
                "now": [self.name(id) for id in one.now] or [say("nobody")],
                "could": self._could(one),
            }
            for one in self.covered.values()
            if one.function.after_release
        ]
        return Table(
            "after_release",
            say("What is needed after release"),
            columns(
                "function",
                ("state", "Covered by"),
                ("now", "Who covers it now"),
                ("could", "Who could"),
            ),
            rows,
            note=say(
                "Release is not the end: ask early who stays, for how long, and with what means."
            ),
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
            say("Who covers something, and who could"),
            drawn,
            ties.values(),
            [self.contacts.case.id],
        )
