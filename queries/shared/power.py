"""Where each actor stands, by how much say it has in the decision: a map of power, and a lens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from graph.campaign.contacts import shown
from graph.campaign.influence import access
from graph.campaign.spectrum import Position, band
from graph.model.records import Tie
from graph.model.vocabulary import STANCES
from graph.model.words import listed, mark, percent, say, written
from graph.network.paths import Chain
from queries.answer import Column, PowerMap, Row, columns
from queries.lens import Lens, LensEntity, Role
from queries.shared.stances import Stances

ROLES: Final[Mapping[int, Role]] = {-1: "opponent", 0: "neutral", 1: "ally"}
MEANS: Final = mark(
    "100% for whoever decides; of everybody else the chance that the best introduction from them "
    "to somebody who decides works. That is access, not power, and says nothing of a release."
)


class Say(NamedTuple):
    """How much say somebody has in the decision, and what that is made of."""

    influence: float | None
    made_of: str


def power_map(tell: Stances) -> PowerMap:
    """Everybody who has a stance: where they stand, and how much say they have."""
    moved = {one.id: band(old) for one, old, _ in tell.moved}
    says = influence(tell)
    rows: list[Row] = [
        {
            "id": one.id,
            "name": tell.name(one.id),
            "stance": one.band,
            "was": moved.get(one.id),
            "stale": tell.stale(one),
            "influence": says[one.id].influence,
            "influence_of": says[one.id].made_of,
            "since": one.now.since,
            "stands": say(STANCES[one.band]),
            "stood": say(STANCES[moved[one.id]]) if one.id in moved else None,
        }
        for one in tell.stood
    ]
    return PowerMap(
        "power",
        say("Support, and influence on this decision"),
        columns(
            "name",
            ("stands", "Stance"),
            Column("influence", say("Influence on this decision"), "%", say(MEANS)),
            ("stood", "Stance before"),
            ("stale", "Check again?"),
            "since",
            Column("influence_of", say("What that is made of"), place="line"),
            not_applicable=["stood"],
        ),
        rows,
        of="id",
        note=say(MEANS),
    )


def influence(tell: Stances) -> dict[str, Say]:
    """How much say each who has a stance has in the decision."""
    ids = [one.id for one in tell.stood]
    chains = access(tell.contacts.askable, ids, tell.deciding)
    used = [id for chain in chains.values() for id in chain.ids]
    shown(tell.view, used, (tie for chain in chains.values() for tie in _ties(tell, chain)))
    return {id: _say(tell, id, chains.get(id)) for id in ids}


def _ties(tell: Stances, chain: Chain) -> Iterator[Tie]:
    G = tell.contacts.askable
    return (tie for s in chain.steps for tie, _ in G.reasons(s.source, s.target))


def _say(tell: Stances, id: str, chain: Chain | None) -> Say:
    if id in tell.deciding:
        return Say(1.0, say("decides on the case"))
    if tell.barred(id):
        return Say(None, say("must not be contacted, so not counted"))
    if not tell.deciding:
        return Say(None, say("who decides on the case is not known"))
    if chain is None:
        return Say(None, say("no introduction from them to whoever decides is known"))
    name = tell.contacts.name
    who, chance = name(chain.ids[-1]), percent(chain.p)
    if not chain.between:
        made_of = say(
            "tied to {who} directly (chance of an introduction working: {chance})",
            who=who,
            chance=chance,
        )
        return Say(chain.p, made_of)
    made_of = say(
        "reaches {who} through {people} (chance of that introduction working: {chance})",
        who=who,
        people=listed([name(other) for other in chain.between], 9),
        chance=chance,
    )
    return Say(chain.p, made_of)


def stance_lens(tell: Stances) -> Lens:
    """Everybody by the side on which they stand; who changed it since the day is moved."""
    before = {one.id: old for one, old, _ in tell.moved}
    standings = [
        LensEntity(
            one.id,
            "moved" if one.id in before else ROLES[(one.band > 0) - (one.band < 0)],
            words=_words(tell, one, before.get(one.id)),
        )
        for one in tell.stood
    ]
    return Lens(standings, list="stances")


def _words(tell: Stances, one: Position, before: Tie | None) -> str:
    now = say(STANCES[one.band])
    if before is not None:
        was, day = say(STANCES[band(before)]), written(str(one.now.since))
        return say("{now}, was {stance} until {day}", now=now, stance=was, day=day)
    return say("{now}, to be checked again", now=now) if tell.stale(one) else now
