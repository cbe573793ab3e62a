"""Whom a campaign may ask for one case: the network around it, with the rules for people at risk.

The rules of DESIGN 8 are applied here, once, before anything is counted. Gone altogether are those
who must not be contacted, closed missions and honorary consulates (an honorary consul is a private
person). At the end of a chain but never in the middle are those whom `safety.protected` names, who
stands against the case, and whoever detains. A person carries an introduction only after agreeing
to do so for this case: `agreed` is the network of those who did, `askable` that of all who could be
asked to agree. Bodies and offices need no agreement; the people who speak for them do.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple, TypeVar

import networkx as nx
import numpy as np

from graph.campaign.answered import confirmed_by_asks
from graph.campaign.safety import do_not_contact, holds, opted_in, protected
from graph.model.errors import QuestionError
from graph.model.ids import is_kind
from graph.model.records import Entity, Record, Tie
from graph.model.schema import INFLUENCE, PLACES, POSITIONS, RISKS, TIES, Risk
from graph.model.used import Used
from graph.model.words import say
from graph.network.building import build
from graph.network.network import Bools, Network
from graph.view import Neighbourhood, View

NEAR: Final = 4  # ties around the case
FAR: Final = 2  # ties around an end that is farther off: every chain of up to five lies within
HUB: Final = 1  # around a government, to which hundreds of missions are tied
MOST: Final = 50_000  # entities; above that the answer says that it was cut
CIRCLE: Final = ("Person", "Organization", "Coalition", "Campaign", "Office")
_T = TypeVar("_T")
KINSHIP: Final = tuple(name for name, kind in TIES.items() if kind.risk is Risk.KIN)
_NOTHING: Final = Neighbourhood([], [], False)


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

    def deciding(self, today: date) -> list[Tie]:
        """Who decides on the case, on a day."""
        day, case = today.isoformat(), self.case.id
        return [t for t in self.ties if (t.kind, t.target) == ("DECIDES", case) and t.in_force(day)]

    def name(self, id: str) -> str:
        """What to call somebody on screen."""
        return self.entities[id].title


def contacts(
    view: View, case: str, around: Iterable[str] = (), *, unsourced: bool = False
) -> Contacts:
    """The contacts of a case, and of whoever else is asked about. QuestionError: not a case.

    Its label counts as used at once; its sources only when what is shown is told to `shown`. Kept
    until the store changes.
    """
    near = _remembered(
        view, (Contacts, case, unsourced), lambda quiet: _contacts(quiet, case, (), unsourced)
    )
    far = tuple(sorted(set(around) - near.entities.keys()))
    if not far:
        return near
    return _remembered(
        view, (Contacts, case, unsourced, far), lambda quiet: _contacts(quiet, case, far, unsourced)
    )


def _contacts(quiet: View, case: str, around: Sequence[str], unsourced: bool) -> Contacts:
    about = quiet.get(case)
    if about.kind != "Case":
        raise QuestionError(say("“{name}” is not a case.", name=about.title))
    entities: dict[str, Entity] = {}
    claims: dict[object, Tie] = {}
    hubs = [id for id in around if is_kind(id, "Government")]
    others = [id for id in around if id not in hubs]
    truncated = False
    for centres, hops in (([about.id], NEAR), (others, FAR), (hubs, HUB)):
        part = quiet.network(centres, hops, MOST, INFLUENCE) if centres else _NOTHING
        claims |= {(tie.identity, tie.origin): tie for tie in part.ties}
        entities |= {one.id: one for one in part.entities}
        truncated |= part.truncated
    ties = confirmed_by_asks(quiet, list(claims.values()))
    rules = _rules(quiet, entities, ties, about.id)
    askable = build(
        entities.values(),
        ties,
        quiet.today,
        unsourced=unsourced,
        excluded=rules.gone,
        endpoints_only=rules.at_risk | rules.against | rules.detaining,
    )
    silent = [is_kind(id, "Person") and id not in rules.agreed for id in askable.ids]
    return Contacts(
        about,
        entities,
        ties,
        replace(askable, endpoints=askable.endpoints | np.array(silent, dtype=bool)),
        askable,
        frozenset(rules.agreed),
        frozenset(rules.gone | rules.could_be_hurt),
        frozenset(rules.against),
        frozenset(rules.detaining),
        truncated,
    )


@dataclass(frozen=True, eq=False)
class Circle:
    """Who has to do with a case, or with any, for counting: nobody at risk is in it."""

    entities: Mapping[str, Entity]
    ties: Sequence[Tie]
    network: Network
    agreed: frozenset[str]
    truncated: bool


def circle(view: View, case: str | None = None) -> Circle:
    """The circle around a case, or of everybody. Kept until the store changes."""
    return _remembered(view, (Circle, case), lambda quiet: _circle(quiet, case))


def _circle(quiet: View, case: str | None) -> Circle:
    """People and bodies up to `NEAR` ties from a case, or all that are tied to anybody.

    Nobody is in it only by way of somebody at risk. Governments are no brokers; missions are where
    somebody here is tied to them. Whoever is against the case, or detains, is in it too: that they
    stand between others is worth knowing.
    """
    if case is None:
        known, truncated = quiet.entities(*CIRCLE), False
        ties = quiet.ties(*INFLUENCE, of=[one.id for one in known], where=_personal)
        known += quiet.several(id for id in _ends(ties, *INFLUENCE) if is_kind(id, "Mission"))
    else:
        part = quiet.network([case], NEAR, MOST, INFLUENCE)
        known, ties, truncated = part.entities, part.ties, part.truncated
    entities = {one.id: one for one in known if is_kind(one.id, *CIRCLE, "Mission")}
    rules = _rules(quiet, entities, ties, case)
    gone = rules.gone | rules.at_risk
    whole = build(entities.values(), ties, quiet.today, excluded=gone)
    to_case = _ends((t for t in ties if case in (t.source, t.target)), *INFLUENCE)
    tied = np.diff(whole.mutual.indptr) > 0
    is_near = _within(whole, to_case, NEAR - 1) if case else tied
    inside = {id: entities[id] for id, is_in in zip(whole.ids, is_near, strict=True) if is_in}
    network = build(inside.values(), ties, quiet.today)
    return Circle(inside, ties, network, frozenset(rules.agreed), truncated)


def _within(G: Network, start: Iterable[str], hops: int) -> Bools:
    """Who is at most so many ties away, in either direction; (n,)."""
    is_near = np.zeros(len(G.ids), dtype=bool)
    if sources := [id for id in start if id in G]:
        away = nx.multi_source_dijkstra_path_length(G.undirected, sources, hops, weight=None)
        is_near[G.numbers(away)] = True
    return is_near


def _remembered(view: View, what: tuple[Hashable, ...], read: Callable[[View], _T]) -> _T:
    """What was read before, unless the store has changed; its label counts as used."""
    # A large network is a hundred megabytes.
    return view.remembered("network", what, read, most=6, counts=lambda used: Used(used.label))


class _Rules(NamedTuple):
    """Sets of ids that an answer must treat with care."""

    gone: set[str]  # not to be contacted, or no door any more
    at_risk: set[str]
    could_be_hurt: set[str]  # at risk wherever they live
    agreed: set[str]
    against: set[str]
    detaining: set[str]


def _rules(
    quiet: View, entities: Mapping[str, Entity], ties: Sequence[Tie], case: str | None
) -> _Rules:
    risks = quiet.ties(*(kind for kind in RISKS if kind not in PLACES))
    known = [*entities.values(), *quiet.several(_ends(risks, *KINSHIP) - entities.keys())]
    looked_up: set[str] = set()
    to_look_up = {id for id in _ends(risks, *RISKS) if is_kind(id, "Government", "Facility")}
    to_look_up |= {id for id in entities if is_kind(id, "Person")}
    places: list[Tie] = []
    while to_look_up:
        places += quiet.ties(*PLACES, of=to_look_up)
        looked_up |= to_look_up
        to_look_up = {id for id in _ends(places, *PLACES) if is_kind(id, "Facility")} - looked_up
    case_and_people = {case} | {
        t.target for t in risks if t.kind == "CONCERNS" and t.source == case
    }
    elsewhere = [*ties, *risks]  # as if everybody lived abroad
    return _Rules(
        do_not_contact(known) | {one.id for one in known if _no_door(one)},
        protected(known, [*elsewhere, *places], case, quiet.today),
        protected(known, elsewhere, case, quiet.today),
        opted_in(known, case),
        {id for id, stance in stances(quiet, case).items() if stance < 0} if case else set(),
        {t.source for t in risks if holds(t) and t.target in case_and_people},
    )


def shown(view: View, entities: Iterable[str], ties: Iterable[Record]) -> None:
    """Tell a view what is shown, so that the answer names its sources."""
    view.several(entities)  # every claim of an entity counts, not only the best one
    for tie in ties:
        o = tie.origin
        retrieved = o.retrieved.isoformat() if o.retrieved else None
        view.used.note(o.dataset, tie.level, str(o.known) if o.known else None, retrieved)


def among(G: Network, ids: Sequence[str]) -> list[Tie]:
    """Why these are tied to each other, tie by tie."""
    inside = set(G.numbers(ids).tolist())
    pairs = [
        (G.ids[v], G.ids[int(u)])
        for v in sorted(inside)
        for u in G.p.indices[G.p.indptr[v] : G.p.indptr[v + 1]]
        if int(u) in inside
    ]
    return [tie for pair in pairs for tie, _ in G.reasons(*pair)]


def stances(view: View, case: str) -> dict[str, int]:
    """Where each actor stands towards a case, -2 to 2, by the newest stance as of the view."""
    today = view.today.isoformat()
    newest: dict[str, tuple[str, int]] = {}  # of two on one day the more hostile counts
    for tie in view.ties(*POSITIONS, of=[case]):
        if not tie.in_force(today):
            continue
        since = tie.since.first if tie.since else ""
        value = tie.values.get("stance")
        stance = value if isinstance(value, int) else TIES[tie.kind].stance or 0
        newest[tie.source] = max(newest.get(tie.source, ("", -2)), (since, -stance))
    return {id: -against for id, (_, against) in sorted(newest.items())}


def holders(ties: Iterable[Tie], office: str, day: str) -> list[Tie]:
    """Who holds an office on a day, the newest credible word first; an end that is not recorded is
    not one."""
    holding = [
        tie
        for tie in ties
        if tie.kind == "HOLDS_OFFICE" and tie.target == office and tie.in_force(day)
    ]
    return sorted(
        holding,
        reverse=True,
        key=lambda tie: (tie.origin.confidence.credible, tie.since or "", tie.source),
    )


def _personal(tie: Tie) -> bool:
    """Not a mission's accreditation, of which there are thousands."""
    return not (is_kind(tie.source, "Mission") and tie.kind in ("ACCREDITED_TO", "REPRESENTS"))


def _no_door(entity: Entity) -> bool:
    closed, honorary = entity.values.get("status") == "closed", entity.values.get("honorary")
    return entity.kind == "Mission" and bool(closed or honorary)


def _ends(ties: Iterable[Tie], *kinds: str) -> set[str]:
    return {end for tie in ties if tie.kind in kinds for end in (tie.source, tie.target)}
