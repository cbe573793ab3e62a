"""What became of an embassy since the list of missions: closed, suspended, moved, reopened, opened.

From a table made by hand, each row with its source and the day on which somebody checked it; the
newest change of a post counts. A post that is closed or suspended is no door, wherever the embassy
there was accredited; one that works from another city is a door in that city. Nothing on record of
a post says nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from graph.model.records import Entity, Tie
from graph.model.text import fold
from graph.model.words import mark, say, written
from graph.view import View

CHANGED: Final = "CHANGED_POST_IN"
SHUT: Final = frozenset({"closed", "suspended"})
MOVED: Final = "moved"
_EMBASSIES: Final[Mapping[str, str]] = {
    "closed": mark("embassy in {city} closed"),
    "suspended": mark("embassy in {city} suspended"),
    "moved": mark("embassy in {city} moved to {to}"),
    "reopened": mark("embassy in {city} reopened"),
    "opened": mark("embassy in {city} opened"),
}
_CONSULATES: Final[Mapping[str, str]] = {
    "closed": mark("consulate in {city} closed"),
    "suspended": mark("consulate in {city} suspended"),
    "moved": mark("consulate in {city} moved to {to}"),
    "reopened": mark("consulate in {city} reopened"),
    "opened": mark("consulate in {city} opened"),
}
EMBASSY, CONSULATE = "embassy", "consulate"  # a delegation or a nunciature counts as an embassy
_OF_TYPE: Final[Mapping[str, str]] = {
    "embassy": EMBASSY,
    "delegation": EMBASSY,
    "consulate": CONSULATE,
}


@dataclass(frozen=True, slots=True)
class Post:
    """The newest change of one government's post in a host, with the tie that says so."""

    type: str
    city: str
    change: str
    to: str | None  # the city from which it works since it moved
    to_host: str | None  # the id of the government in which that city lies
    tie: Tie

    @classmethod
    def of(cls, tie: Tie) -> Post:
        """What a tie says of a post."""
        values = tie.values
        to_host = values.get("to_host")
        return cls(
            type=str(values.get("type", EMBASSY)),
            city=str(values.get("city", "")),
            change=str(values.get("change", "")),
            to=str(values["to"]) if "to" in values else None,
            to_host=str(to_host) if to_host else None,
            tie=tie,
        )

    @property
    def shut(self) -> bool:
        return self.change in SHUT

    @property
    def status(self) -> str:
        """The status of the door that the post is; of one that is none, what became of it."""
        return self.change if self.shut or self.change == MOVED else "open"

    @property
    def checked(self) -> str | None:
        """The day on which the source was read."""
        return str(self.tie.origin.retrieved) if self.tie.origin.retrieved else None

    @property
    def words(self) -> str:
        """What became of it, such as “embassy in Kabul moved to Doha (31 August 2021)”."""
        words = _CONSULATES if self.type == CONSULATE else _EMBASSIES
        if self.change not in words:
            return self.change
        became = say(words[self.change], city=self.city, to=self.to)
        day = self.tie.since
        return say("{change} ({day})", change=became, day=written(day)) if day else became


class Posts:
    """The newest change of every post, on the day of the view."""

    def __init__(self, view: View) -> None:
        self._by_place: dict[tuple[str, str], dict[tuple[str, str], Post]] = {}
        for tie in sorted(view.ties(CHANGED, now=True), key=lambda t: (t.since or "", t.key)):
            post = Post.of(tie)
            # A host has one embassy of each government, in whatever suburb it lies, but consulates
            # in several cities.
            place = fold(post.city) if post.type == CONSULATE else ""
            self._by_place.setdefault((tie.source, tie.target), {})[post.type, place] = post

    def senders(self) -> set[str]:
        """The ids of the governments of which a change is on record."""
        return {sender for sender, _ in self._by_place}

    def of(self, mission: Entity, sender: str, hosts: Iterable[str]) -> Post | None:
        """What became of a mission of a sender that lies in one of the hosts (ids)."""
        type = _OF_TYPE.get(str(mission.values.get("type")))
        if type is None or mission.values.get("honorary"):
            return None
        place = fold(str(mission.values.get("city", ""))) if type == CONSULATE else ""
        changes = (self._by_place.get((sender, host), {}).get((type, place)) for host in hosts)
        return next((post for post in changes if post is not None), None)
