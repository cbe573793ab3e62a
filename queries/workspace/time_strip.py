"""The strip of time under the map: what happened in a case, what was asked, and what lies ahead."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from graph.model.ids import is_kind
from graph.model.records import PartialDate
from graph.view import View
from queries.answer import Row
from queries.shared.days import CaseDays
from queries.workspace.workspace_state import WorkspaceState

BEFORE: Final = 2 * 365  # days before today that the strip goes back: older ones would squeeze it
_EDGE: Final = timedelta(days=31)  # before the first and after the last
_EVENTS, _ASKS = 0, 1  # the two lanes


def days(view: View, state: WorkspaceState, today: date) -> dict[str, Any]:
    """{"first", "last", "today", "day", "events"}: the days of a case, of all that is known today.

    The strip does not change with the day it is set to: `view` is as of `today`.
    """
    rows: list[Row] = []
    if is_kind(state.subject, "Case") and (case := view.get(state.subject)):
        rows = CaseDays(view, case).rows()
    events = [event for row in rows if (event := _event(row)) is not None]
    oldest = (today - timedelta(days=BEFORE)).isoformat()
    earlier = sum(event["day"] < oldest for event in events)
    events = events[earlier:]
    known = [date.fromisoformat(event["day"]) for event in events] + [today]
    return {
        "first": (min(known) - _EDGE).isoformat(),
        "last": (max(known) + _EDGE).isoformat(),
        "today": today.isoformat(),
        "events": events,
        "earlier": earlier,
    }


def _event(row: Row) -> dict[str, Any] | None:
    id = str(row["id"])
    first = PartialDate(str(row["day"])).first
    try:
        day = date.fromisoformat(first)
    except ValueError:
        return None
    return {
        "day": day.isoformat(),
        "words": str(row["what"]),
        "kind": str(row["kind"]),
        "when": str(row["when"]),
        "id": id,
        "lane": _ASKS if is_kind(id, "Approach", "Statement") else _EVENTS,
    }
