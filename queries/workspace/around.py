"""Who is on the map of the workspace: whoever stands around a case or a country, layer by layer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from graph.approach.embassies import doors
from graph.model.ids import government_id, is_kind, kind_of
from graph.model.layers import layer_of, tie_kinds_in
from graph.model.records import Entity, Tie
from graph.model.schema import ENTITIES, LAYERS
from graph.view import View
from queries.workspace.workspace_state import WorkspaceState

HOPS: Final = 2  # of a case: who works on it, and whom these know
_OWN: Final = ("campaign", "embassies", "asks", "papers", "dates")  # which one walks along
_LEAVES: Final = ("treaties", "measures")  # one step, from governments; nothing goes on from them
_PASSING: Final = frozenset({"Approach", "Statement"})  # an ask leads to whom it was made


class MapContents(NamedTuple):
    """What is on a map."""

    centre: Entity
    entities: list[Entity]  # nearest first, then by id
    ties: list[Tie]  # among them
    within: Collection[str]  # who is within reach, whether their layer is shown or not
    cut: bool  # more are within reach than may be shown at once

    @property
    def total(self) -> int:
        return len(self.within)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many are within reach, by layer."""
        counts = dict.fromkeys((kind.layer for kind in ENTITIES.values()), 0)
        for id in self.within:
            counts[_layer(id)] += 1
        return {name: counts[name] for name in LAYERS if name in counts}


def around(view: View, state: WorkspaceState) -> MapContents:
    """Whoever stands around the subject of a workspace, in the layers that are shown.

    Of the campaign's own ties `HOPS` steps, never onward through a government but along its own
    people and offices; of a country all its embassies. What governments say and are to each other
    is drawn among those who are there and brings nobody. NotFound: the audience sees no subject.
    """
    centre = view.get(state.subject)
    walk = _Walk(view, centre.id)
    walk.steps(HOPS)
    for id in state.expanded:
        walk.expand(id)
    leaves = [name for name in _LEAVES if name in state.layers]
    if leaves:
        walk.step(_governments(walk.reached), tie_kinds_in(leaves), HOPS + 3)  # after all others
    order = sorted(walk.reached, key=lambda id: (walk.reached[id], id))
    on = frozenset(state.layers)
    shown = [id for id in order if id == centre.id or _layer(id) in on]
    among = frozenset(shown[: state.most])
    ties = [tie for tie in walk.ties.values() if _shown(tie, on, among)]
    ties += _between(view, on, among)
    tied = {end for tie in ties for end in (tie.source, tie.target)}
    connected = tied | {centre.id} | set(state.expanded)
    there = [id for id in shown[: state.most] if id in connected or is_kind(id, "Case")]
    entities = {one.id: one for one in view.several(there)}
    return MapContents(
        centre=centre,
        entities=[entities[id] for id in there if id in entities],
        ties=[t for t in ties if t.source in entities and t.target in entities],
        within=walk.reached.keys(),
        cut=len(shown) > state.most,
    )


class _Walk:
    """Whom one reaches from a centre, in how many steps, and along which ties."""

    def __init__(self, view: View, centre: str) -> None:
        self.view, self.centre = view, centre
        self.reached = {centre: 0}
        self.ties: dict[tuple[str, ...], Tie] = {}

    def steps(self, hops: int) -> None:
        """The campaign's own, and where governments of it have an embassy."""
        front = [self.centre]
        for hop in range(1, hops + 1):
            front = self.step([id for id in front if self._passes(id)], tie_kinds_in(_OWN), hop)
        hosts = {t.source for t in self.ties.values() if t.kind == "DETAINS"}
        if is_kind(self.centre, "Government"):
            hosts.add(self.centre)
        for host in sorted(id for id in hosts if is_kind(id, "Government")):
            self._embassies(host, hops + 1)

    def step(self, front: Sequence[str], kinds: Sequence[str], hop: int) -> list[str]:
        """One step onward; those who are reached by it and were not before."""
        new: list[str] = []
        begin = frozenset(front)
        for tie in self.view.ties(*kinds, of=begin) if begin else ():
            layer = layer_of(tie)
            if layer not in _OWN and layer not in _LEAVES:
                continue
            near, far = tie.source, tie.target
            if near not in begin:
                near, far = far, near
            if is_kind(near, "Government") and layer == "embassies":
                continue  # its posts are everywhere, and say nothing here
            if far not in self.reached:
                self.reached[far] = hop
                new.append(far)
            self.ties[tie.identity] = tie
        return sorted(new)

    def expand(self, id: str) -> None:
        """Whatever else stands around one of them."""
        if id not in self.reached:
            if not self.view.several([id]):
                return
            self.reached[id] = HOPS + 1
        self.step([id], tie_kinds_in(_OWN), HOPS + 2)

    def _passes(self, id: str) -> bool:
        kind = kind_of(id)
        return kind is not None and (
            kind.layer in ("campaign", "embassies") or kind.name in _PASSING
        )

    def _embassies(self, host: str, hop: int) -> None:
        """The embassies in a country: all where it is the subject, else of those on the map."""
        for code, door in doors(self.view, host).items():
            sender = government_id(code)
            there = self.centre == host and any(t.kind == "LOCATED_IN" for t in door.ties)
            if not (there or sender in self.reached or door.id in self.reached):
                continue
            for id in (sender, door.id):
                self.reached.setdefault(id, hop)
            for tie in door.ties:
                self.ties[tie.identity] = tie


def _layer(id: str) -> str:
    kind = kind_of(id)
    return kind.layer if kind else ""


def _shown(tie: Tie, layers: frozenset[str], among: frozenset[str]) -> bool:
    return layer_of(tie) in layers and tie.source in among and tie.target in among


def _between(view: View, layers: frozenset[str], among: frozenset[str]) -> list[Tie]:
    """What governments on the map say and are to each other, in the layers that are shown."""
    apart = [name for name in LAYERS if name in layers and name not in (*_OWN, *_LEAVES)]
    states = [id for id in sorted(among) if is_kind(id, "Government")]
    if not apart or len(states) < 2:
        return []
    ties = view.ties(*tie_kinds_in(apart), of=states, where=lambda t: {t.source, t.target} <= among)
    return [tie for tie in ties if layer_of(tie) in layers]


def _governments(ids: Iterable[str]) -> list[str]:
    return sorted(id for id in ids if is_kind(id, "Government"))
