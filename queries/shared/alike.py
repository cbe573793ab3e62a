"""The acts for prisoners of governments like one, and how much each act says of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from graph.model.errors import QuestionError
from graph.model.ids import iso3_of
from graph.model.records import Entity
from graph.record.act import Act
from graph.record.acts import HALF_LIFE, YEAR, likeness
from graph.record.public_acts import ALIKE, public_acts
from graph.view import View
from queries.shared.act_words import read, side


class Alike(NamedTuple):
    """`acts`: for prisoners of others, each with the likeness of the two governments, 0 to 1; the
    most alike and newest first. `weight`: what an act counts by which governments spoke up:
    likeness × age × share of its speech. `loaded`: whether any act at all is known."""

    acts: list[tuple[Act, float]]
    weight: Callable[[Act], float]
    loaded: bool


def alike(view: View, host: Entity) -> Alike:
    """What acts say of a government. Without UN reviews none is compared, and each counts alike."""
    try:  # all acts are looked at, and only those that are shown make the answer stricter
        known = public_acts(view.quiet())
        outlook = known.outlook(iso3_of(host.id))
    except QuestionError:
        acts = view.quiet().ties("SIGNED", where=lambda tie: "stance" in tie.values)
        return Alike([], lambda act: 1.0, loaded=bool(acts))
    every = known.table(lambda act: side(act, *act.by_stance) & known.candidates)
    target, acting = outlook.target, outlook.acting
    k = likeness(every, target.theta.value, target.p.value, target.region)
    near = {
        id: float(k[n])
        for n, id in enumerate(every.id.tolist())
        if k[n] >= ALIKE and every.target[n] != target.iso3
    }
    weight = dict(zip(acting.acts.id.tolist(), acting.weight.tolist(), strict=True))
    rows = [(act, near[act.entity.id]) for act in read(view, near)]
    rows.sort(key=lambda row: (-row[1] * _faded(row[0], view), row[0].entity.id))
    return Alike(rows, lambda act: weight.get(act.entity.id, 0.0), loaded=bool(known.all))


def _faded(act: Act, view: View) -> float:
    return float(0.5 ** ((view.today - act.last).days / YEAR / HALF_LIFE))
