"""Diplomatic relations with a host: who has none, who is not recognized, who protects whom there.

Two states without relations have no embassies with each other; what one of them asks of the other
goes through a protecting power, a third state that both have agreed to (Vienna Convention on
Diplomatic Relations, articles 45 and 46). From a table made by hand, which is not whole: that
nothing is on record of two states does not say that they have relations.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.model.ids import iso3_of
from graph.model.records import Tie
from graph.view import View

NONE, UNRECOGNIZED, PROTECTS = "NO_RELATIONS_WITH", "DOES_NOT_RECOGNIZE", "PROTECTS_INTERESTS_OF"


@dataclass(frozen=True, slots=True)
class Relations:
    """What is on record of the relations of governments, by ISO3, with a host on one day."""

    host: str  # ISO3
    none: Mapping[str, Tie]  # those without diplomatic relations with the host
    unrecognized: Mapping[str, Tie]  # those that it does not recognize, or that do not recognize it
    protected: Mapping[str, Tie]  # those whose interests there another protects: the tie from it

    def broken(self, iso3: str) -> Tie | None:
        """Why there are no relations with this government; None: nothing says so."""
        return self.none.get(iso3) or self.unrecognized.get(iso3)

    def protector(self, iso3: str) -> str | None:
        """Who protects the interests of this government in the host, by ISO3; None: not known."""
        tie = self.protected.get(iso3)
        return iso3_of(tie.source) if tie else None


def relations(view: View, host: str) -> Relations:
    """The relations of all governments with a host (its id) on the day of the view."""
    iso3 = iso3_of(host)

    def concerned(tie: Tie) -> bool:
        # A protecting power, whom it protects, and – in a value – where: a tie has two ends only.
        return (
            tie.values.get("host") == iso3
            if tie.kind == PROTECTS
            else host in (tie.source, tie.target)
        )

    # All of these few kinds: faster than all ties of a host, of which there are thousands.
    ties = view.ties(NONE, UNRECOGNIZED, PROTECTS, now=True, where=concerned)
    ties.sort(key=lambda tie: (tie.since or "", tie.key))  # the newest last, so that it counts
    return Relations(
        host=iso3,
        none={_other(tie, host): tie for tie in ties if tie.kind == NONE},
        unrecognized={_other(tie, host): tie for tie in ties if tie.kind == UNRECOGNIZED},
        protected={iso3_of(tie.target): tie for tie in ties if tie.kind == PROTECTS},
    )


def _other(tie: Tie, host: str) -> str:
    return iso3_of(tie.target if tie.source == host else tie.source)
