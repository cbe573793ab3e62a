"""What may be written down about somebody: forms of the app, with what stands in them at first.

The forms themselves are the loaders'; here they are known by name alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from graph.model.errors import InvalidRecord
from graph.model.ids import is_kind
from graph.model.records import Entity, PartialDate, Tie
from graph.model.schema import ACTORS, TIES
from graph.model.vocabulary import ASKS
from graph.model.words import say
from graph.view import View
from queries.answer import Row

_ASKS: Final = frozenset(ask.id for ask in ASKS)
_EDITS: Final = {
    "Case": "case",
    "Person": "person",
    "Organization": "organization",
    "Event": "date",
    "Consent": "consent",
    "Approach": "ask",
}


@dataclass(frozen=True, slots=True)
class Form:
    """A form to be opened: its name, its cells at first by column, and of whom it says something
    new ("": of somebody new). `label`: on the button, our own words."""

    label: str
    name: str
    cells: Mapping[str, str] = field(default_factory=dict)
    edited: str = ""


def of_entity(
    view: View, one: Entity, case: str | None, rows: Sequence[Row] = ()
) -> Iterable[Form]:
    """About anybody; `case`: what one works on, `rows`: what an answer says of them."""
    about = {"case": case} if case else {}
    if one.kind == "Approach":
        if one.values.get("status") == "planned":
            yield _made_today(one.id, view.today.isoformat())
        yield Form(say("Write down the answer"), "answer", {}, one.id)
    elif one.kind == "Case":
        about = {"case": one.id}
        yield Form(say("Log an ask"), "ask", about)
        yield Form(say("Add a date"), "date", about)
        yield Form(say("Write down a consent"), "consent", about)
        yield Form(say("Who works on the case"), "work", {"name": one.id})
    elif one.kind in ACTORS and one.kind != "Family":
        if not (case and _detains(view, case, one.id)):
            yield Form(say("Log an ask"), "ask", about | ask_cells(rows) | _whom(view, one))
            yield Form(say("Write down a stance"), "stance", about | {"who": one.id})
        yield Form(say("Add a tie"), "tie", {"from": one.id})
    if one.kind in _EDITS:
        yield Form(say("Say something new"), _EDITS[one.kind], {}, one.id)


def of_pair(view: View, one: Entity, other: Entity) -> Iterable[Form]:
    """About two: that they are tied, or are so no more."""
    if not {one.kind, other.kind} <= {*ACTORS, "Case"}:
        return
    yield Form(say("Add a tie"), "tie", {"from": one.id, "to": other.id})
    today = view.today.isoformat()
    for tie in view.ties(of=[one.id], now=True):
        if {tie.source, tie.target} == {one.id, other.id} and (cells := _ended(tie, today)):
            label = say("No longer: {tie}", tie=say(TIES[tie.kind].phrase))
            yield Form(label, "tie", cells)


def of_row(row: Row, of: str | None, case: str | None) -> Form | None:
    """About whom a row of a report stands for: the ask that it proposes, or the answer to one."""
    id = row.get(of or "id")
    if not isinstance(id, str):
        return None
    if is_kind(id, "Approach"):
        if row.get("standing") == "planned":
            return _made_today(id, date.today().isoformat())
        return Form(say("Write down the answer"), "answer", {}, id)
    if is_kind(id, "Case", "Family") or not is_kind(id, *ACTORS) or not case:
        return None
    return Form(say("Log an ask"), "ask", {"case": case, **ask_cells([row]), "made to": id})


def _made_today(id: str, today: str) -> Form:
    """That a planned ask was made."""
    return Form(say("It was asked"), "ask", {"status": "made", "date": today}, id)


def of_supposed(view: View, case: str, supposed: Iterable[str]) -> Form:
    """The ask by which what is supposed would come about: of the first body that it names."""
    words = (word.strip(";,") for line in supposed for word in line.split())
    named = [word for word in words if is_kind(word, *ACTORS)]
    cells = _whom(view, view.get(named[0])) if named else {}
    return Form(say("Log an ask"), "ask", {"case": case, "status": "planned", **cells})


def ask_cells(rows: Iterable[Row]) -> dict[str, str]:
    """What rows of answers propose: what to ask for, through whom, by when."""
    cells: dict[str, str] = {}
    for row in rows:
        ask = row.get("ask_id")
        if isinstance(ask, str) and ask in _ASKS:
            cells.setdefault("ask", ask)
        for column, keys in (
            ("door", ("door_id",)),
            ("introduced by", ("introduced_by",)),
            ("due", ("ask_by", "by")),
        ):
            for key in keys:
                if isinstance(text := row.get(key), str) and text:
                    cells.setdefault(column, text)
    if "due" in cells:  # by then it is to be made
        cells |= {"status": "planned"}
    return cells


def _whom(view: View, one: Entity) -> dict[str, str]:
    """Who is asked: of a mission its government, through the mission."""
    if one.kind != "Mission":
        return {"made to": one.id}
    sent_by = [t.target for t in view.ties("REPRESENTS", of=[one.id]) if t.source == one.id]
    return {"made to": sent_by[0] if sent_by else one.id, "door": one.id}


def _detains(view: View, case: str, id: str) -> bool:
    return any(tie.source == id for tie in view.ties("DETAINS", of=[case]))


def _ended(tie: Tie, today: str) -> dict[str, str] | None:
    """The cells by which a tie ends today; None: no row of ties can say it."""
    cells = {"from": tie.source, "kind": tie.kind, "to": tie.target, "until": today}
    if not tie.key:
        return {**cells, "confirmed": ""}
    try:
        return {**cells, "since": str(PartialDate(tie.key)), "confirmed": ""}
    except InvalidRecord:
        return None
