"""How like a government is the one whose prisoners an act was for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import exp, isnan

from graph.model.errors import QuestionError
from graph.model.ids import is_kind, iso3_of
from graph.model.records import Entity
from graph.record.forecast import SLOW
from graph.record.history import Target, history
from graph.view import View
from queries.shared.public_acts import PublicAct, acts_about

ALIKE = 0.25  # from this likeness on an act is "for prisoners of a government like this one"
HALF_LIFE = 3  # years after which an act counts half


def alike(view: View, host: Entity) -> list[tuple[PublicAct, float]]:
    """The acts for prisoners of governments like this one, each with the likeness of the two.

    The most alike and newest first; none where nothing is known that could be compared.
    """
    about = view.quiet().ties("ABOUT", where=lambda tie: is_kind(tie.target, "Government"))
    near = _likenesses(view, host, {tie.target for tie in about} - {host.id})
    rows = [
        (act, max(near[id] for id in act.about if id in near)) for act in acts_about(view, near)
    ]
    return sorted(rows, key=lambda row: (-row[1] * faded(row[0], view.today), row[0].entity.id))


def faded(act: PublicAct, today: date) -> float:
    """How much an act counts for its age: 1 today, half after `HALF_LIFE` years."""
    return 0.5 ** ((today - date.fromisoformat(act.last)).days / 365.25 / HALF_LIFE)


def _likenesses(view: View, host: Entity, others: Iterable[str]) -> dict[str, float]:
    try:
        past = history(view)
    except QuestionError:
        return {}
    target = past.target(iso3_of(host.id))
    near = {id: _likeness(past.target(iso3_of(id)), target) for id in others}
    return {id: likeness for id, likeness in near.items() if likeness >= ALIKE}


def _likeness(one: Target, other: Target) -> float:
    theta, p = one.theta.value - other.theta.value, one.p.value - other.p.value
    theta, p = SLOW.missing_theta if isnan(theta) else theta, SLOW.missing_p if isnan(p) else p
    square = (theta / SLOW.bandwidth_theta) ** 2 + (p / SLOW.bandwidth_p) ** 2
    same = bool(one.region) and one.region == other.region
    return exp(-square / 2) * (1 if same else 1 / SLOW.region_factor)
