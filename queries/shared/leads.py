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
