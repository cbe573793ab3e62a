"""Which allies of a case stand near a government: at home there, tied to it, or having asked it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.campaign.contacts import Contacts
from graph.campaign.functions import COVERED, LAPSED, NOBODY, ONE, Coverage, allies
from graph.campaign.ledger import LedgerEntry
from graph.model.ids import is_kind
from graph.model.schema import INFLUENCE, PLACES
from graph.model.words import mark
from graph.view import View

PLANNED = mark("planned")


@dataclass(frozen=True, slots=True)
class NearAllies:
    """Ids of allies."""

    tied: frozenset[str]  # at home there, or tied to it, to an office or to a mission of it
    have_asked: frozenset[str]  # have asked it for something in this case
    to_ask: frozenset[str]

    def covers(self, coverage: Coverage) -> tuple[str, frozenset[str]]:
        """The state of a function towards the government, and whose doing it is (or could be).

        Whoever has asked the government for something is a diplomatic channel to it.
        """
        doing = self.tied & set(coverage.now)
        if coverage.function.id == "diplomacy":
            doing |= self.have_asked
            if not doing and self.to_ask:
                return PLANNED, self.to_ask
        if doing:
            return COVERED if len(doing) > 1 else ONE, doing
        gone = self.tied & set(coverage.lapsed or ())
        return (LAPSED, gone) if gone else (NOBODY, self.tied & set(coverage.could))


def near(
    view: View, contacts: Contacts, asks: Sequence[LedgerEntry], government: str
) -> NearAllies:
    """Who of a case's allies stands near a government."""
    counted = allies(contacts)
    of_it = view.ties("PART_OF", "REPRESENTS", *PLACES, of=[government], now=True)
    bodies = {t.source for t in of_it if t.kind not in PLACES} | {government}
    to_bodies = view.ties(
        *INFLUENCE,
        of=bodies,
        now=True,
        where=lambda t: t.source in counted or t.target in counted,
    )
    tied = {t.source for t in of_it if t.kind in PLACES}
    tied |= {end for t in to_bodies for end in (t.source, t.target)} - bodies
    have_asked = {
        by for one in asks if government in one.to and one.status == "made" for by in one.by
    }
    to_ask = {
        by for one in asks if government in one.to and one.status == "planned" for by in one.by
    }
    return NearAllies(
        frozenset(tied & counted),
        frozenset(have_asked & counted),
        frozenset((to_ask - have_asked) & counted),
    )


def asked_governments(asks: Sequence[LedgerEntry]) -> set[str]:
    """The governments that were asked, or are to be."""
    return {
        id for one in asks if one.status != "given up" for id in one.to if is_kind(id, "Government")
    }
