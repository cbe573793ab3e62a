"""Tables made by hand: where a row comes from, when somebody checked it, and who does so next."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from graph.model.records import Origin, PartialDate
from graph.model.schema import Label
from graph.model.words import mark, say
from loaders.row import Row


def checked(row: Row, known: PartialDate | None, *, needed: bool = True) -> Origin:
    """The origin of a row with the columns source and checked; public, and known since `known`.

    Without a date of its own, or of a year or a month that was not over, the fact counts from the
    day of checking. RowProblem: the source is missing, or the day of checking where it is `needed`,
    or it lies after the day of loading.
    """
    origin = row.origin()
    if origin.url is None:
        raise row.problem(say("Give the source."), "source")
    if needed:
        row.take("checked")
    day = row.past("checked", mark("Give the day on which you read the source."))
    retrieved = date.fromisoformat(day.first) if day else origin.retrieved
    stamp = PartialDate(retrieved.isoformat()) if retrieved else None
    known = origin.known or known or stamp
    if stamp and known and known.last > stamp.last:
        known = stamp
    return replace(origin, retrieved=retrieved, known=known, label=Label.CLEAR)
