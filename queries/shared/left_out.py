"""Which ties are in no network, and why."""

from __future__ import annotations

from collections.abc import Mapping

from graph.model.words import count, listed, say


def left_out(reasons: Mapping[str, int]) -> str:
    """How many ties a network leaves out, by the network's word for why; "" where it has all.

    >>> left_out({"ended": 2, "unsourced": 1})
    'Ties left out: 2 that have ended and 1 without a source.'
    """
    ties = [_ties(reason, n) for reason, n in sorted(reasons.items())]
    return say("Ties left out: {ties}.", ties=listed(ties)) if ties else ""


def _ties(reason: str, n: int) -> str:
    if reason == "ended":
        return count("{n} that has ended", "{n} that have ended", n)
    if reason == "not begun":
        return count("{n} that has not begun", "{n} that have not begun", n)
    return count("{n} without a source", "{n} without a source", n)
