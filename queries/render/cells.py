"""One cell as people read it; the same in the browser, in the terminal and on paper."""

from __future__ import annotations

import math
from collections.abc import Iterable

from queries.answer import APART, Cell, Column, Row

MISSING = "not known"


def cell_text(value: Cell, column: Column) -> str:
    """A cell as text: shares as percent, lists with semicolons, what is missing as such.

    >>> cell_text(0.1234, Column("chance", "Chance", "%"))
    '12.3 %'
    >>> cell_text(None, Column("city", "City"))
    'not known'
    >>> cell_text(0.81249, Column("auc", "AUC"))
    '0.812'
    """
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return MISSING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(value) if value else MISSING
    if isinstance(value, str):
        return value
    if column.unit == "%":
        return f"{100 * value:.1f} %"
    text = str(value) if isinstance(value, int) else f"{value:.3f}"
    return f"{text} {column.unit}" if column.unit else text


def told_in(row: Row, column: Column) -> str:
    """The cell of a row, with its range where the column names one.

    >>> chance = Column("chance", "Chance", "%", ends=("low", "high"))
    >>> told_in({"chance": 0.909, "low": 0.802, "high": 0.963}, chance)
    '91 % (80–96 %)'
    """
    value, ends = row.get(column.id), span(row, column)
    if not ends or not isinstance(value, int | float) or column.unit != "%":
        return f"{cell_text(value, column)} ({ends})" if ends else cell_text(value, column)
    return f"{share(value)} % ({ends})"


def told_with(row: Row, value: Column, more: Iterable[Column]) -> str:
    """The cell of a row, and what else is known of it, each by its name.

    >>> core, heeded = Column("core", "On these subjects"), Column("heeded", "Accepted")
    >>> told_with({"core": 52, "heeded": 0}, core, [heeded])
    '52; accepted 0'
    >>> told_with({"core": 52, "heeded": None}, core, [heeded])
    '52'
    """
    ends = value.ends or ()
    known = [c for c in more if c.id not in ends and row.get(c.id) is not None]
    named = (f"{c.title[:1].lower()}{c.title[1:]} {cell_text(row[c.id], c)}" for c in known)
    return "; ".join([told_in(row, value), *named])


def apart(row: Row) -> str:
    """What is apart with an entity or a tie of a map, after its name; "" where nothing is.

    >>> apart({"name": "Ada", "state": "gone"}), apart({"name": "Bo"})
    (' (gone)', '')
    """
    state = row.get("state")
    return f" ({APART[str(state)]})" if state else ""


def span(row: Row, column: Column) -> str:
    """The range of a cell; "" where none is known.

    >>> span({"low": 1.5, "high": 3}, Column("n", "N", "years", ends=("low", "high")))
    '1.500–3 years'
    """
    low, high = (row.get(end) for end in column.ends or ("", ""))
    if not (isinstance(low, int | float) and isinstance(high, int | float)):
        return ""
    if column.unit == "%":
        return f"{share(low)}–{share(high)} %"
    bare = Column(column.id, column.title)
    return f"{cell_text(low, bare)}–{cell_text(high, bare)}" + (
        f" {column.unit}" if column.unit else ""
    )


def share(value: float) -> str:
    """A share in percent as finely as its range allows: small ones with a decimal.

    >>> share(0.909), share(0.0042)
    ('91', '0.4')
    """
    return f"{100 * value:.1f}" if 0 < value < 0.0095 else f"{100 * value:.0f}"
