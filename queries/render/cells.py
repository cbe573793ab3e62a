"""One cell as people read it; the same in the browser, in the terminal and on paper."""

from __future__ import annotations

import math

from queries.answer import Cell, Column

MISSING = "not known"


def told(value: Cell, column: Column) -> str:
    """A cell as text: shares as percent, lists with semicolons, what is missing as such.

    >>> told(0.1234, Column("chance", "Chance", "%"))
    '12.3 %'
    >>> told(None, Column("city", "City"))
    'not known'
    >>> told(0.81249, Column("auc", "AUC"))
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
