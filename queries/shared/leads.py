"""What a row leads to: the same question has the same words on every page."""

from __future__ import annotations

from graph.model.words import say
from queries.answer import Onward


def explore(column: str = "id") -> Onward:
    """To the network around whoever is in a column."""
    return Onward(say("Explore the network around them"), "neighbourhood", {}, {"entity": column})


def who_introduces(case: str, column: str = "id") -> Onward:
    """To the introductions to whoever is in a column."""
    return Onward(say("Who introduces us"), "introductions", {"case": case}, {"to": column})


def what_links(host: str, column: str = "id") -> Onward:
    """To what links the government in a column with the one that detains."""
    return Onward(say("What links the two"), "dyad", {"target": host}, {"government": column})


def if_they_fell_away(case: str, column: str = "without", **more: str) -> Onward:
    """To what would change without whoever is in a row; the column holds the change."""
    return Onward(
        say("What if they fell away?"), "what-if", {"case": case, **more}, {"changes": column}
    )


def if_they_met(case: str, column: str = "meet") -> Onward:
    """To what would change if two came to know each other; the column holds the change."""
    return Onward(say("What if they met"), "what-if", {"case": case}, {"changes": column})
