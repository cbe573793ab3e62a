"""Whom a campaign may ask for one case: the network around it, with the rules for people at risk.

The rules of DESIGN 8 are applied here, once, before anything is counted. Gone altogether are those
who must not be contacted, closed missions and honorary consulates (an honorary consul is a private
person). At the end of a chain but never in the middle are those whom `safety.protected` names, who
stands against the case, and whoever detains. A person carries an introduction only after agreeing
to do so for this case: `agreed` is the network of those who did, `askable` that of all who could be
asked to agree. Bodies and offices need no agreement; the people who speak for them do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from graph.errors import QuestionError
from graph.network import Network, build
from graph.records import Entity, Record, Tie
from graph.safety import do_not_contact, opted_in, protected
from graph.schema import TIES, kind_of
from graph.view import Neighbourhood, View

NEAR: Final = 4  # ties around the case
FAR: Final = 2  # ties around another end: every chain of up to six lies within both
HUB: Final = 1  # around a government, to which hundreds of missions are tied: of up to five
MOST: Final = 50_000  # entities; above that the answer says that it was cut
INFLUENCE: Final = tuple(name for name, kind in TIES.items() if kind.influence is not None)
_RISKS: Final = (
    "DETAINED_IN", "HELD_AT", "DETAINS", "CONCERNS", "CO_ACCUSED_WITH", "KIN_OF", "PART_OF",
)  # fmt: skip
_NOTHING: Final = Neighbourhood([], [], False)
_PLACES: Final = ("RESIDES_IN", "LOCATED_IN")


@dataclass(frozen=True, eq=False)
class Contacts:
    """Who surrounds a case, and the two networks along which introductions may go."""

    case: Entity
    entities: Mapping[str, Entity]
    ties: Sequence[Tie]  # all that carry influence, ended ones too
    agreed: Network
    askable: Network
    opted_in: frozenset[str]
    no_target: frozenset[str]  # no chain even ends there: not to be contacted, or at risk
    opponents: frozenset[str]
    detaining: frozenset[str]
    truncated: bool

    def name(self, id: str) -> str:
        """What to call somebody on screen."""
        return self.entities[id].title


def contacts(
    view: View, case: str, around: Sequence[str] = (), *, unsourced: bool = False
) -> Contacts:
    """The contacts of a case, and of whoever else is asked about. QuestionError: not a case.

    Its label counts as used at once; its sources only when what is shown is told to `shown`.
    """
    quiet = View(view.store, view.audience, view.as_of)
    about = quiet.get(case)
    if about.kind != "Case":
        raise QuestionError(f"“{about.title}” is not a case.")
    entities: dict[str, Entity] = {}
    claims: dict[object, Tie] = {}
    hubs = [id for id in around if _is(id, "Government")]
    others = [id for id in around if id not in hubs]
    truncated = False
    for centres, hops in (([about.id], NEAR), (others, FAR), (hubs, HUB)):
        part = quiet.network(centres, hops, MOST, INFLUENCE) if centres else _NOTHING
        claims |= {(tie.identity, tie.origin): tie for tie in part.ties}
        entities |= {one.id: one for one in part.entities}
        truncated |= part.truncated
    ties, risks = list(claims.values()), quiet.ties(*_RISKS)
    known = [*entities.values(), *quiet.several(_ends(risks, "KIN_OF") - entities.keys())]
    places = {id for id in _ends(risks, *_RISKS) if _is(id, "Government", "Facility")}
    people = [id for id in entities if _is(id, "Person")]
    facts = [*ties, *risks, *quiet.ties(*_PLACES, of=[*places, *people])]
    gone = do_not_contact(known) | {one.id for one in known if _no_door(one)}
    at_risk = protected(known, facts, about.id, view.today)
    abroad = [tie for tie in facts if tie.kind not in _PLACES]  # as if everybody lived abroad
    against = {id for id, stance in stances(quiet, about.id).items() if stance < 0}
    detaining = _detaining(risks, about.id)
    askable = build(
        entities.values(), ties, view.today, unsourced=unsourced, excluded=gone,
        endpoints_only=at_risk | against | detaining,
    )  # fmt: skip
    agreed = opted_in(known, about.id)
    silent = np.array([_is(id, "Person") and id not in agreed for id in askable.ids], dtype=bool)
    view.used.label = max(view.used.label, quiet.used.label)
    return Contacts(
        about,
        entities,
        ties,
        replace(askable, endpoints=askable.endpoints | silent),
        askable,
        frozenset(agreed),
        frozenset(gone | protected(known, abroad, about.id, view.today)),
        frozenset(against),
        frozenset(detaining),
        truncated,
    )


def shown(view: View, entities: Iterable[str], ties: Iterable[Record]) -> None:
    """Tell a view what is shown, so that the answer names its sources."""
    view.several(entities)  # every claim of an entity counts, not only the best one
    for tie in ties:
        o = tie.origin
        retrieved = o.retrieved.isoformat() if o.retrieved else None
        view.used.note(o.dataset, tie.level, str(o.known) if o.known else None, retrieved)


def stances(view: View, case: str) -> dict[str, int]:
    """Where each actor stands towards a case, -2 to 2, by the newest stance as of the view."""
    today = view.today.isoformat()
    newest: dict[str, tuple[str, int]] = {}  # of two on one day the more hostile counts
    for tie in view.ties("SUPPORTS", "OPPOSES", of=[case]):
        since = tie.since.first if tie.since else ""
        if since > today or (tie.until and tie.until.last < today):
            continue
        said = tie.values.get("stance")
        stance = said if isinstance(said, int) else -1 if tie.kind == "OPPOSES" else 1
        newest[tie.source] = max(newest.get(tie.source, ("", -2)), (since, -stance))
    return {id: -against for id, (_, against) in sorted(newest.items())}


def holders(ties: Iterable[Tie], office: str, day: str) -> list[Tie]:
    """Who holds an office on a day, the newest first; an end that is not recorded is not one."""
    held = [
        tie
        for tie in ties
        if tie.kind == "HOLDS_OFFICE"
        and tie.target == office
        and (tie.since is None or tie.since.first <= day)
        and (tie.until is None or tie.until.last >= day)
    ]
    return sorted(held, key=lambda tie: (tie.since or "", tie.source), reverse=True)


def _no_door(one: Entity) -> bool:
    closed, honorary = one.values.get("status") == "closed", one.values.get("honorary")
    return one.kind == "Mission" and bool(closed or honorary)


def _detaining(ties: Sequence[Tie], case: str) -> set[str]:
    held = {case} | {t.target for t in ties if t.kind == "CONCERNS" and t.source == case}
    return {t.source for t in ties if t.kind == "DETAINS" and t.target in held}


def _ends(ties: Iterable[Tie], *kinds: str) -> set[str]:
    return {end for tie in ties if tie.kind in kinds for end in (tie.source, tie.target)}


def _is(id: str, *kinds: str) -> bool:
    kind = kind_of(id)
    return kind is not None and kind.name in kinds
