"""What a coalition lacks for a case: the functions that too few cover, and who could cover them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from graph.approach.gate import Gate
from graph.campaign.contacts import Contacts
from graph.campaign.functions import (
    COVERED,
    GAPS,
    ONE,
    Coverage,
    needed,
    urgent,
)
from graph.campaign.ledger import approaches
from graph.campaign.petitions import signed
from graph.model.records import Entity
from graph.model.vocabulary import stage_of
from graph.model.words import count, say
from graph.view import View
from queries.answer import Note
from queries.shared.reach import Reach

OFFERED = 3  # of those who could cover a function, how many are told of


class OpenFunction(NamedTuple):
    """A function that too few cover; `why_first` is "" where others come before it."""

    coverage: Coverage
    why_first: str

    @property
    def rank(self) -> tuple[int, bool]:
        return GAPS.index(self.coverage.state), not self.why_first


def on_one_alone(functions: int) -> list[str]:
    """In a sentence, how many functions have no second ally; none where all have."""
    if not functions:
        return []
    return [
        count(
            "{n} function rests on one ally alone.",
            "{n} functions rest on one ally alone.",
            functions,
        )
    ]


class Lacking:
    """The functions of one case, and the gaps among them, those to be closed first in front."""

    def __init__(
        self, view: View, contacts: Contacts, covered: Mapping[str, Coverage], may: Gate
    ) -> None:
        self.view, self.contacts, self.covered, self.may = view, contacts, covered, may
        self.letters = signed(view, contacts)
        self.reach = Reach(view, contacts, self.letters.by_signatory)
        self.stage = stage_of(contacts.case.values)
        self.asks = approaches(view, contacts.case.id)
        first = urgent(contacts.case)
        able = {id for one in covered.values() for id in one.could}
        self.others = {one.id: one for one in view.several(able - contacts.entities.keys())}
        gaps = [
            OpenFunction(one, first.get(id, ""))
            for id, one in needed(contacts.case, covered).items()
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

    @property
    def may_ask(self) -> bool:
        """Whether anybody new may be asked for something."""
        return self.stage.detained and not self.may.halt

    @property
    def working(self) -> set[str]:
        """Who covers something now."""
        return {id for one in self.covered.values() for id in one.now}

    def entity(self, id: str) -> Entity:
        return self.contacts.entities.get(id) or self.others[id]

    def name(self, id: str) -> str:
        return self.entity(id).title

    def could(self, coverage: Coverage) -> list[Entity]:
        """Whom to ask for a function, at most a few; nobody where it is not to be begun."""
        if self.may.function(coverage.function.id):
            return []
        return [self.entity(id) for id in coverage.could[:OFFERED]]

    @property
    def first(self) -> OpenFunction | None:
        """The widest gap among those that the case needs first and that somebody could close."""
        wide = [gap for gap in self.open if self.could(gap.coverage)]
        return next((gap for gap in wide if gap.why_first), wide[0] if wide else None)

    def begin(self) -> str:
        """Which function to see to first, and whom to ask."""
        if self.first is None and self.may.halt:
            return say("Ask nobody new to take anything on.")
        if self.first is None:
            return say("Nobody on record could cover what is missing: look for somebody new.")
        gap = self.first.coverage
        function, who = say(gap.function.title), self.entity(gap.could[0])
        if who.id in (gap.lapsed or {}):
            return say(
                "Begin with {function}: ask {ally} whether they would take it up again.",
                function=function,
                ally=who.title,
            )
        if gap.state == ONE:
            return say(
                "Begin with {function}: ask {ally} to be the second who covers it.",
                function=function,
                ally=who.title,
            )
        return say(
            "Begin with {function}: ask {ally} to cover it.", function=function, ally=who.title
        )

    def why(self) -> list[str]:
        """In sentences, why that comes first, and how whoever is to be asked is reached."""
        if self.first is None:
            stop = self.may.halt
            return [say("The reason: {reason}.", reason=stop)] if stop else []
        who = self.entity(self.first.coverage.could[0])
        why = self.first.why_first
        return [
            *([say("Why this comes first: {reason}.", reason=why)] if why else []),
            say("How to reach {ally}: {way}.", ally=who.title, way=self.reach.words(who)),
        ]


def limits() -> Note:
    """What such a list of functions does not say."""
    return Note(
        "limits",
        say("How sure this is"),
        say(
            "Whoever could cover something says so, or has the role for it; nobody has tried. What "
            "nobody has recorded may still be done by somebody. What comes first in a case like "
            "this is a judgement."
        ),
        "caution",
    )
