"""Two allies who should know each other, in words: who, why, and who could introduce them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from graph.campaign.allies import Sides
from graph.campaign.contacts import Contacts
from graph.campaign.meetings import BRIDGE, Meeting
from graph.model.ids import is_kind
from graph.model.records import Entity, Tie
from graph.model.vocabulary import FUNCTIONS
from graph.model.words import listed, number, percent, say

_TITLES = {function.id: function.title for function in FUNCTIONS}


class BroughtBy(NamedTuple):
    """Who could bring two together: a side of the coalition, and who of it knows whom."""

    side: str
    who: Sequence[str]
    knows: Sequence[str]
    ties: Sequence[Tie]
    p: float


class PairWords:
    """What two allies are told of with."""

    def __init__(self, contacts: Contacts, around: Sides, others: Iterable[Entity]) -> None:
        self.contacts, self.around = contacts, around
        self.others = {one.id: one for one in others}

    def name(self, id: str) -> str:
        entity = self.contacts.entities.get(id) or self.others.get(id)
        return entity.title if entity else id

    def who(self, id: str) -> str:
        """A body with those who could speak for it."""
        speaking = [self.name(one) for one in self.around.speakers.get(id, ())]
        if not speaking:
            return self.name(id)
        return say("{body} ({people})", body=self.name(id), people=listed(speaking, 2))

    def why(self, meeting: Meeting) -> list[str]:
        """Each reason as a sentence without its full stop, which a list of them does without."""
        first, second = self.name(meeting.first.id), self.name(meeting.second.id)
        sentences = []
        if meeting.targets:
            names = listed(sorted(map(self.name, meeting.targets)), 2)
            sentences.append(
                say("Both want to reach {names}, and should agree who speaks first", names=names)
            )
        for mine, theirs, why in meeting.lacks[:2]:
            sentences.append(
                say(
                    "{first} brings {one}, {second} brings {other}: {why}",
                    first=first,
                    one=say(_TITLES[mine]),
                    second=second,
                    other=say(_TITLES[theirs]),
                    why=say(why),
                )
            )
        if meeting.bridge >= BRIDGE / 4:
            sentences.append(
                say(
                    "Their circles have hardly anybody in common, so each would reach people whom "
                    "it does not reach now"
                )
            )
        sentences += self._occasions(meeting)
        if meeting.languages:
            languages = listed(sorted(meeting.languages), 3)
            sentences.append(say("Both work in {languages}", languages=languages))
        return sentences

    def _occasions(self, meeting: Meeting) -> list[str]:
        """What they have in common to begin with, in sentences."""
        cities = sorted(id for id in meeting.occasions if ":" not in id)
        states = sorted(self.name(id) for id in meeting.occasions if is_kind(id, "Government"))
        signed = sorted(self.name(id) for id in meeting.occasions if is_kind(id, "Statement"))
        sentences = []
        if cities or states:
            sentences.append(say("Both are in {places}", places=listed(cities or states)))
        if signed[1:]:
            sentences.append(
                say(
                    "Both signed “{paper}” and {n} more",
                    paper=signed[0],
                    n=number(len(signed) - 1),
                )
            )
        elif signed:
            sentences.append(say("Both signed “{paper}”", paper=signed[0]))
        return sentences

    def by(self, i: BroughtBy) -> str:
        """Who could bring two together."""
        who = listed([self.name(id) for id in i.who])
        if i.side in i.who:
            return who
        return say("{people} of {body}", people=who, body=self.name(i.side))

    def tied(self, i: BroughtBy) -> str:
        """The same, with whom of both they know, and how likely it is to work."""
        return say(
            "{introducer}, tied to {people} (about {chance} that it works)",
            introducer=self.by(i),
            people=listed([self.name(id) for id in i.knows]),
            chance=percent(i.p),
        )
