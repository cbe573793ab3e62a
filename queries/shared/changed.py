"""Changes around a case in rows and as marks on a map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from graph.campaign.changes import CaseChanges
from graph.campaign.ledger import LedgerEntry
from graph.campaign.spectrum import Position
from graph.model.records import PartialDate, Tie
from graph.model.schema import TIES
from graph.model.vocabulary import STANCES
from graph.model.words import listed, mark, say, written
from graph.view import View
from queries.answer import Cell, Row
from queries.lens import Lens, LensEntity, Line
from queries.shared.days import CaseDays, response_title

# What a row is, as programs read it and as it is said.
NEW: Final = mark("new")
ENDED: Final = mark("ended")
MOVED: Final = mark("moved")
CONSENT: Final = mark("consent")
ANSWERED: Final = mark("answered")
HAPPENED: Final = mark("happened")
UNKNOWN: Final = mark("no longer known")
_ORDER = (CONSENT, ANSWERED, MOVED, NEW, ENDED, HAPPENED, UNKNOWN)


@dataclass(frozen=True)
class ChangeWords:
    """What has changed around one case, in words."""

    view: View
    days: CaseDays
    since: date
    changes: CaseChanges
    moved: Sequence[tuple[Position, int | None]]
    names: Mapping[str, str]  # of those who have a stance

    def rows(self) -> list[Row]:
        """What weighs most first, of each the newest first; what has no day comes last."""
        rows = [*self._moved(), *self._around(), *self._happened()]
        rows.sort(key=lambda row: (str(row["who"]), str(row["id"])))
        rows.sort(key=lambda row: str(row["when"] or ""), reverse=True)
        return sorted(rows, key=lambda row: _ORDER.index(str(row["kind"])))

    def _row(self, kind: str, who: str, id: str, **more: Cell) -> Row:
        row: dict[str, Cell] = {
            "what": say(kind),
            "who": who,
            "detail": None,
            "when": None,
            "source": None,
            "id": id,
            "kind": kind,
            "around": None,
            "stance_on": None,
            "day_of": None,
        }
        return {**row, **more}

    def _moved(self) -> list[Row]:
        return [
            self._row(
                NEW if before is None else MOVED,
                self.names[one.id],
                one.id,
                detail=_from(one, before),
                when=_day(one.now.since),
                source=one.now.origin.url,
                around=one.id,
                stance_on=self.days.case.id,
            )
            for one, before in self.moved
        ]

    def _around(self) -> list[Row]:
        one = self.changes
        rows = [self._of_actor(NEW, id, ties, begun=True) for id, ties in one.came.items()]
        rows += [self._of_actor(ENDED, id, ties, begun=False) for id, ties in one.went.items()]
        rows += [self._of_tie(NEW, tie, tie.since) for tie in one.begun]
        rows += [self._of_tie(ENDED, tie, tie.until) for tie in one.ended]
        rows += [self._of_tie(UNKNOWN, tie, None) for tie in one.unknown]
        return rows

    def _of_actor(self, kind: str, id: str, ties: Sequence[Tie], *, begun: bool) -> Row:
        days = [day for tie in ties if (day := tie.since if begun else tie.until)]
        pick = min if begun else max
        return self._row(
            kind,
            self.changes.entities[id].title,
            id,
            detail=listed([self._sentence(tie) for tie in ties], 3) or None,
            when=_day(pick(days, default=None)),
            source=next((tie.origin.url for tie in ties if tie.origin.url), None),
            around=id,
        )

    def _of_tie(self, kind: str, tie: Tie, day: PartialDate | None) -> Row:
        other = tie.source if tie.source != self.days.case.id else tie.target
        return self._row(
            kind,
            self._sentence(tie),
            other,
            when=_day(day),
            source=tie.origin.url,
            around=other,
        )

    def _sentence(self, tie: Tie) -> str:
        return say(
            "{source} {tie} {target}",
            source=self._name(tie.source),
            tie=say(TIES[tie.kind].phrase),
            target=self._name(tie.target),
        )

    def _name(self, id: str) -> str:
        return self.days.case.title if id == self.days.case.id else self.changes.entities[id].title

    def _within(self, day: str) -> bool:
        """Whether a day came after the one compared with, and has come."""
        of = PartialDate(day)
        return self.since.isoformat() < of.first <= self.view.today.isoformat()

    def _happened(self) -> list[Row]:
        return [
            self._row(
                self._kind(row),
                str(row["what"]),
                str(row["id"]),
                detail="; ".join(str(row[key]) for key in ("kind", "detail") if row[key]) or None,
                when=row["day"],
                source=row["source"],
                day_of=self.days.case.id,
            )
            for row in self.days.rows()
            if self._within(str(row["day"]))
        ]

    def _kind(self, row: Row) -> str:
        """What a dated row of the case is here; only what holds a consent is called so."""
        if row["kind"] == say("consent"):
            return CONSENT
        came = any(
            one.ask.id == row["id"]
            and str(one.day("response_date")) == row["day"]
            and response_title(str(one.response)) == row["kind"]
            for one in self._answered
        )
        return ANSWERED if came else HAPPENED

    @cached_property
    def _answered(self) -> list[LedgerEntry]:
        return [
            one
            for one in self.days.asks
            if one.response not in (None, "no reply")
            and (day := one.day("response_date"))
            and self._within(str(day))
        ]

    def ties(self) -> list[Tie]:
        """All that the rows and the marks rest on."""
        one = self.changes
        of_actors = [t for some in (one.came, one.went) for ties in some.values() for t in ties]
        return [*of_actors, *one.begun, *one.ended, *one.unknown]

    def entities(self) -> set[str]:
        """All whom the rows and the marks name."""
        return {end for tie in self.ties() for end in (tie.source, tie.target)}

    def lens(self) -> Lens:
        """Who is new, gone or moved, whose answer came, and the ties that are new or over."""
        one = self.changes
        marks = [
            *(LensEntity(id, "new", words=say("new")) for id in one.came),
            *(
                LensEntity(who.id, "shown" if old is None else "moved", words=_from(who, old))
                for who, old in self.moved
            ),
            *(LensEntity(id, "gone", words=say("ended")) for id in one.went),
            *self._who_answered(),
        ]
        once = {standing.id: standing for standing in reversed(marks)}
        over = [*one.ended, *one.unknown, *(t for ties in one.went.values() for t in ties)]
        begun = [*one.begun, *(t for ties in one.came.values() for t in ties)]
        return Lens([*reversed(once.values())], [*_lines(begun, over)], "changes")

    def _who_answered(self) -> list[LensEntity]:
        return [
            LensEntity(
                id,
                "shown",
                words=say("answered on {day}", day=written(str(one.day("response_date")))),
            )
            for one in self._answered
            for id in one.to
            if id in self.days.names
        ]


def _lines(begun: Iterable[Tie], over: Iterable[Tie]) -> Iterable[Line]:
    new = {tie.identity: tie for tie in begun}
    gone = {tie.identity: tie for tie in over if tie.identity not in new}
    for tie in new.values():
        kind = TIES[tie.kind]
        yield Line(tie.source, tie.target, "new", words=say(kind.phrase), directed=kind.directed)
    for tie in gone.values():
        kind = TIES[tie.kind]
        yield Line(tie.source, tie.target, "gone", words=say(kind.phrase), directed=kind.directed)


def _from(one: Position, before: int | None) -> str:
    """Where somebody stands, and where before."""
    now = say(STANCES[one.band])
    if before is None:
        return say("first stance on record: {now}", now=now)
    return say("{now}, was {stance}", now=now, stance=say(STANCES[before]))


def _day(day: PartialDate | None) -> str | None:
    return str(day) if day else None
