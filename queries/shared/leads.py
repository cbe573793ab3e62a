"""Where a row leads: the questions that come next, called alike wherever they are proposed.

Each is asked with what is the same in every row and with what a column of the row holds; a row in
which that cell is empty leads nowhere.
"""

from __future__ import annotations

from graph.model.words import say
from graph.view import View
from queries.answer import Onward


def introductions_to(case: str, to: str) -> Onward:
    """Who can introduce us to whoever the column `to` holds."""
    return Onward(say("Who introduces us"), "introductions", {"case": case}, {"to": to})


def what_if_moved(case: str, changes: str) -> Onward:
    """What would change if somebody changed sides; `changes` holds “set … to …”."""
    return Onward(
        say("What if they moved a step?"), "what-if", {"case": case}, {"changes": changes}
    )


def explore(entity: str) -> Onward:
    """Who and what is tied to whoever the column `entity` holds."""
    return Onward(say("Explore the network around them"), "neighbourhood", {}, {"entity": entity})


def links(government: str, target: str) -> Onward:
    """All that links the government in a column with one government."""
    return Onward(say("What links the two"), "dyad", {"target": target}, {"government": government})


def brief_for(case: str, government: str) -> Onward:
    """The page to take along to the embassy of whichever government the column holds."""
    return Onward(say("A page to take along"), "brief", {"case": case}, {"government": government})


def detaining(view: View, case: str | None) -> set[str]:
    """Who detains in a case: without them there would be none, so nobody supposes that."""
    return {tie.source for tie in view.quiet().ties("DETAINS", of=[case])} if case else set()


def without(id: str | None) -> list[str] | None:
    """Somebody's leaving as “What if” reads it; None: nobody's.

    >>> without("org:a"), without(None)
    (['remove org:a'], None)
    """
    return [f"remove {id}"] if id else None


def if_they_fell_away(case: str, column: str = "without", **more: str) -> Onward:
    """To what would change without whoever is in a row; the column holds the change."""
    return Onward(
        say("What if they fell away?"), "what-if", {"case": case, **more}, {"changes": column}
    )


def if_they_met(case: str, column: str = "meet") -> Onward:
    """To what would change if two came to know each other; the column holds the change."""
    return Onward(say("What if they met"), "what-if", {"case": case}, {"changes": column})
