"""What is true of loads in every store: which is live where, and when one says nothing new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from graph.model.errors import StoreError
from graph.model.words import say
from graph.store.base import Load, Report


def live_layers(loads: Sequence[Load], dataset: str) -> dict[str, dict[int, int]]:
    """Of each part: layer → the load that is live in it.

    Layer 0 is the newest load that replaced the part and is not undone; each load that added to
    it since then is a layer of its own, numbered like the load.
    """
    layers: dict[str, dict[int, int]] = {}
    for load in sorted(loads, key=lambda load: load.id):
        if load.dataset == dataset and not load.undone:
            for part in load.parts:
                if load.append:
                    layers.setdefault(part, {})[load.id] = load.id
                else:
                    layers[part] = {0: load.id}
    return layers


def live_already(loads: Sequence[Load], load: Load) -> int | None:
    """How many claims are live already, if this very load is and nothing replaced or joined it.

    `loads`: all of the store, by number.
    """
    if not load.digest:
        return None
    content = (load.dataset, load.loader, load.digest)
    same = [x for x in loads if (x.dataset, x.loader, x.digest) == content and not x.undone]
    if not same:
        return None
    latest = same[-1]
    layers = live_layers(loads, load.dataset)
    for part in latest.parts:
        live = set(layers.get(part, {}).values())
        if latest.id not in live:
            return None
        others = live - {latest.id}
        if any(number > latest.id for number in others) or (others and not load.append):
            return None
    counts = latest.counts
    return counts["created"] + counts["changed"] + counts["unchanged"]


def counts_with(load: Load, report: Report) -> dict[str, int]:
    """What is kept of a load's counts: its own, and what it did."""
    return {**load.counts, **{k: v for k, v in asdict(report).items() if k != "load"}}


def no_load(number: int) -> StoreError:
    """That a store has no load of this number."""
    return StoreError(say("There is no load {number} in this store.", number=number))


def refuse_passed(number: int, last: int) -> None:
    """Raise StoreError for a load of another store whose number is not above all that are here."""
    if number <= last:
        raise StoreError(
            say(
                "Load {number} cannot be taken over: load {last} is here already.",
                number=number,
                last=last,
            )
        )
