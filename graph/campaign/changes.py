"""What has changed around a case between two days, as was known on each of them.

Compared are the people, organizations and offices within two steps of the case over ties of the
campaign that hold, and those ties. Nobody who is at risk or must not be contacted is in it, on
either day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.campaign.contacts import MOST
from graph.campaign.safety import do_not_contact, protected
from graph.campaign.spectrum import Position, band, positions
from graph.model.ids import is_kind
from graph.model.records import Entity, Tie
from graph.model.schema import ACTORS, POSITIONS, TIES
from graph.view import View

STEPS: Final = 2
# Ties that say who stands around the case; asks, papers and dates are told of by their days.
AROUND: Final = tuple(
    name
    for name, kind in TIES.items()
    if "campaign" in kind.layers
    and name not in POSITIONS
    and kind.sources <= ACTORS
    and kind.targets <= ACTORS | {"Case"}
)
Identity = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Surroundings:
    """Who stands around a case on a day: in no order that says anything."""

    entities: Mapping[str, Entity]
    ties: Mapping[Identity, Tie]  # that hold on the day, among these and the case
    left_out: frozenset[str]  # who is at risk or must not be contacted
    truncated: bool


@dataclass(frozen=True, eq=False)
class CaseChanges:
    """What is otherwise on the later day. Ties of who came or went are told with them."""

    came: Mapping[str, Sequence[Tie]]  # who is there now and was not, with the ties that say so
    went: Mapping[str, Sequence[Tie]]  # who was there, with the ties that they had
    begun: Sequence[Tie]  # among those who were there before
    ended: Sequence[Tie]
    unknown: Sequence[Tie]  # that were known then and of which nothing is known any more
    entities: Mapping[str, Entity]


def surroundings(quiet: View, case: str) -> Surroundings:
    """Who stands around a case as of a view."""
    nearby = quiet.network([case], STEPS, MOST, AROUND)
    barred = do_not_contact(nearby.entities)
    left_out = protected(nearby.entities, nearby.ties, case, quiet.today) | barred
    entities = {one.id: one for one in nearby.entities if one.id not in left_out}
    day = quiet.today.isoformat()
    ties = {
        tie.identity: tie
        for tie in nearby.ties
        if {tie.source, tie.target} <= entities.keys() and tie.in_force(day) and _of_ours(tie)
    }
    ends = {end for tie in ties.values() for end in (tie.source, tie.target)}
    there = {id: one for id, one in entities.items() if id in ends and id != case}
    return Surroundings(there, ties, frozenset(left_out), nearby.truncated)


def _of_ours(tie: Tie) -> bool:
    """Not what a government does as a state: its memberships are no news of a case."""
    return not is_kind(tie.source, "Government") or tie.kind in ("DETAINS", "DECIDES", "WORKS_ON")


def compared(quiet: View, earlier: View, then: Surroundings, now: Surroundings) -> CaseChanges:
    """What is otherwise now; `quiet`: the view of now, `earlier`: that of the day before.

    What held on both days and only came within reach of the case, or left it, is no news of itself:
    that an embassy stands where a new case is held was so before.
    """
    unseen = then.left_out | now.left_out
    new = [now.ties[id] for id in sorted(now.ties.keys() - then.ties.keys())]
    before = _latest(earlier, new)
    new = [tie for tie in new if not _holds(tie, before, earlier)]
    old = [then.ties[id] for id in sorted(then.ties.keys() - now.ties.keys())]
    latest = _latest(quiet, old)
    old = [tie for tie in old if not _holds(tie, latest, quiet)]
    old = [tie for tie in old if not {tie.source, tie.target} & unseen]
    came = (now.entities.keys() - then.entities.keys() - unseen) & _ends(new)
    went = (then.entities.keys() - now.entities.keys() - unseen) & _ends(old)
    known = [latest[tie.identity] for tie in old if tie.identity in latest]
    lost = [tie for tie in old if tie.identity not in latest]
    return CaseChanges(
        came={id: _of(id, new) for id in sorted(came)},
        went={id: _of(id, [*known, *lost]) for id in sorted(went)},
        begun=[tie for tie in new if not {tie.source, tie.target} & came],
        ended=[tie for tie in known if not {tie.source, tie.target} & went],
        unknown=[tie for tie in lost if not {tie.source, tie.target} & went],
        entities={**then.entities, **now.entities},
    )


def _ends(ties: Iterable[Tie]) -> set[str]:
    return {end for tie in ties for end in (tie.source, tie.target)}


def _latest(view: View, ties: Sequence[Tie]) -> dict[Identity, Tie]:
    """What a view says of some ties, by their identities; nothing of whom it does not know."""
    return {tie.identity: tie for tie in view.ties(*AROUND, of=_ends(ties))} if ties else {}


def _holds(tie: Tie, known: Mapping[Identity, Tie], view: View) -> bool:
    one = known.get(tie.identity)
    return one is not None and one.in_force(view.today.isoformat())


def _of(id: str, ties: Sequence[Tie]) -> list[Tie]:
    return [tie for tie in ties if id in (tie.source, tie.target)]


def moved(now: Sequence[Position], earlier: View, case: str) -> list[tuple[Position, int | None]]:
    """Whose stance is another than was known on the earlier day, with that one; None: none was."""
    then = {one.id: band(one.now) for one in positions(earlier, case)}
    return [(one, then.get(one.id)) for one in now if then.get(one.id) != one.band]
