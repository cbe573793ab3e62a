"""One cell as people read it; the same in the browser, in the terminal and on paper."""

from __future__ import annotations

import math
from collections.abc import Iterable

from graph.model.words import count, mark, number, percent, say
from queries.answer import Cell, Column, Row

YEARS_AGO = mark("years ago")


def is_missing(value: Cell) -> bool:
    """Whether nothing is known in a cell."""
    return value is None or value == [] or (isinstance(value, float) and not math.isfinite(value))


def cell_text(value: Cell, column: Column) -> str:
    """A cell as text: shares as percent, lists with semicolons, what is missing as such.

    >>> cell_text(0.1234, Column("chance", "Chance", "%"))
    '12%'
    >>> cell_text(None, Column("city", "City"))
    'not known'
    >>> cell_text(0.81249, Column("auc", "AUC")), cell_text(3, Column("held", "Held", "days"))
    ('0.812', '3 days')
    """
    if value is None or is_missing(value):
        return say(column.missing)
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, str):
        return value
    if column.unit == "%":
        return percent(value)
    if column.unit == say(YEARS_AGO):
        return ago(float(value))
    text = str(value) if isinstance(value, int) else number(value, 3)
    return say("{number} {unit}", number=text, unit=column.unit) if column.unit else text


def ago(years: float) -> str:
    """How long ago something was.

    >>> ago(0.02), ago(0.244), ago(1.1), ago(2.6)
    ('this month', '3 months ago', '13 months ago', '3 years ago')
    """
    months = round(12 * years)
    if months < 1:
        return say("this month")
    if months < 24:
        return count("{n} month ago", "{n} months ago", months)
    return count("{n} year ago", "{n} years ago", round(years))


def told_in(row: Row, column: Column) -> str:
    """The cell of a row, with its range where the column names one.

    >>> chance = Column("chance", "Chance", "%", ends=("low", "high"))
    >>> told_in({"chance": 0.909, "low": 0.802, "high": 0.963}, chance)
    '91% (80–96%)'
    """
    ends, text = span(row, column), cell_text(row.get(column.id), column)
    return say("{value} ({range})", value=text, range=ends) if ends else text


def told_with(row: Row, value: Column, more: Iterable[Column]) -> str:
    """The cell of a row, and what else is known of it, each by its name.

    >>> core, heeded = Column("core", "On these subjects"), Column("heeded", "Accepted")
    >>> told_with({"core": 52, "heeded": 0}, core, [heeded])
    '52 · Accepted: 0'
    >>> told_with({"core": 52, "heeded": None}, core, [heeded])
    '52'
    """
    ends = value.ends or ()
    known = [c for c in more if c.id not in ends and row.get(c.id) is not None]
    named = (say("{title}: {value}", title=c.title, value=cell_text(row[c.id], c)) for c in known)
    return " · ".join([told_in(row, value), *named])


def span(row: Row, column: Column) -> str:
    """The range of a cell; "" where none is known.

    >>> span({"low": 1.5, "high": 3}, Column("n", "N", "years", ends=("low", "high")))
    '1.500–3 years'
    """
    low, high = (row.get(end) for end in column.ends or ("", ""))
    if not (isinstance(low, int | float) and isinstance(high, int | float)):
        return ""
    if column.unit == "%":
        return say("{low}–{high}", low=share(low), high=percent(high))
    bare = Column(column.id, column.title)
    ends = say("{low}–{high}", low=cell_text(low, bare), high=cell_text(high, bare))
    return say("{number} {unit}", number=ends, unit=column.unit) if column.unit else ends


def share(value: float) -> str:
    """The low end of a range of shares, whose sign stands at its high end.

    >>> share(0.909), share(0.0042)
    ('91', '0')
    """
    return number(100 * value)
