"""An ask that was answered says that the tie between who made it and who answered held that day.

So does an introduction that led to one. It makes no tie: it only confirms those on record.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Final

from msgspec.structs import replace

from graph.model.ids import is_kind
from graph.model.records import Tie
from graph.network.tie_strength import last_seen
from graph.view import View

_NO_ANSWER: Final = ("no reply", "retaliation")


def confirmed_by_asks(view: View, ties: Sequence[Tie]) -> list[Tie]:
    """The same ties, those confirmed to the day of the answer that an ask was answered between."""
    parties = view.ties("MADE_BY", "MADE_TO", where=lambda tie: is_kind(tie.source, "Approach"))
    parties_of: dict[str, tuple[list[str], list[str]]] = {}
    for tie in parties:
        parties_of.setdefault(tie.source, ([], []))[tie.kind == "MADE_TO"].append(tie.target)
    days: dict[frozenset[str], str] = {}
    for ask in view.several(parties_of):
        day = ask.values.get("response_date")
        if not day or ask.values.get("response", "no reply") in _NO_ANSWER:
            continue
        if str(day) > view.today.isoformat():
            continue
        for pair in map(frozenset, product(*parties_of[ask.id])):
            days[pair] = max(str(day), days.get(pair, ""))
    return [_confirmed(tie, days.get(frozenset((tie.source, tie.target)))) for tie in ties]


def _confirmed(tie: Tie, day: str | None) -> Tie:
    if day is None or day <= (last_seen(tie) or "") or tie.over(day):
        return tie
    return replace(tie, values={**tie.values, "confirmed": day})
