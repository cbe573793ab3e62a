"""Weak points over a map, people by role: nobody on it can be told from others of that role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.model.words import say
from graph.network.paths import Chain
from graph.network.weak_points import NewTie, WeakPoint
from queries.lens import Lens, LensEntity, Line, Role
from queries.shared.roles import Roles


def weak_point_lens(
    roles: Roles,
    begin: str,
    points: Mapping[str, Sequence[WeakPoint]],
    ways: Mapping[str, Sequence[Chain]],
    mending: Sequence[NewTie],
) -> Lens:
    """What the introductions from us to each goal depend on, and the new ties that would mend it.

    People stand on it under ids that are made for this answer, and are added to the map as such.
    """
    every = [point for some in points.values() for point in some]
    weak = dict.fromkeys(id for point in every if len(point.hangs_on) == 1 for id in point.hangs_on)
    entities = {begin: LensEntity(begin, "start")}
    for order, id in enumerate(weak, 1):
        entities[id] = LensEntity(roles.id[id], "weak", order, say("single point of failure"))
    for goal in points:
        entities.setdefault(goal, LensEntity(roles.id[goal], "goal", words=say("whom to reach")))
    lines: dict[tuple[str, str], Line] = {}
    for point in every:
        if len(point.hangs_on) > 1:
            one, other = point.hangs_on
            lines[one, other] = _line(roles, one, other, "weak")
    for chain in (chain for some in ways.values() for chain in some):
        for step in chain.steps:
            ends = (step.source, step.target)
            lines.setdefault(ends, _line(roles, *ends, "shown"))
    for order, tie in enumerate(mending, 1):
        ends = (tie.source, tie.target)
        lines[ends] = _line(roles, *ends, "could", order)
    for id in dict.fromkeys(id for ends in lines for id in ends):
        entities.setdefault(id, LensEntity(roles.id[id], "shown"))
    people = [id for id in entities if roles.entities[id].kind == "Person"]
    return Lens(
        sorted(entities.values(), key=lambda one: (one.order is None, one.order or 0, one.id)),
        list(lines.values()),
        "points",
        added=[
            {"id": roles.id[id], "name": roles.name(id), "kind": "Person"}
            for id in sorted(people, key=lambda id: roles.id[id])
        ],
    )


def _line(roles: Roles, one: str, other: str, role: Role, order: int | None = None) -> Line:
    return Line(roles.id[one], roles.id[other], role, order)
