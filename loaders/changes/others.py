"""What a load leaves as it is of the parts that it replaces: what is about others than it tells of.

A list is replaced part by part, and a published export may hold only some of a part: the review of
one state, or of many reviews the few recommendations that somebody searched for. The others of the
part are said again by the load, as they are; and of whom the file holds too little stays, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from graph.model.ids import code_of
from graph.model.records import Record, Tie
from graph.store.base import Store
from graph.store.loads import live_layers

SHARE = 0.75  # of what is there; two publishers split and join differently, but not by so much
FEW = "the file holds too few of its review, so what is there stays"
_NAMED = 5

About = tuple[str, str]  # a part of a list, and whom ties in it are about
Counts = Mapping[About, tuple[int, int]]  # how many ties a file holds, and how many there should be


class TooFew(Exception):
    """A file holds too little about some: what is there must not be replaced by it."""

    def __init__(self, counts: Counts) -> None:
        super().__init__()
        self.counts = counts


def remaining(
    store: Store, dataset: str, claimed: Collection[tuple[str, ...]], fewest: int
) -> Iterator[tuple[str, Record]]:
    """The part and record of what is live in the parts that a load replaces, and about others.

    `claimed`: (part, kind, source, target, key) of all that the load says. TooFew, at the end: of
    some it says fewer than `fewest` ties, or than SHARE of those that are live.
    """
    new = Counter((part, target) for part, _, _, target, _ in claimed)
    before = Counter[About]()
    there = set[tuple[str, ...]]()
    for part, record in _live(store, dataset, {part for part, _ in new}):
        about = (part, record.target)
        identity = (part, *record.identity)
        if identity in there:  # what a newer load says of it counts
            continue
        there.add(identity)
        if about in new:
            before[about] += 1
        else:
            yield part, record
    wanted = {about: max(fewest, before[about]) for about in new}
    least = {about: max(fewest, SHARE * before[about]) for about in new}
    if few := {about: (n, wanted[about]) for about, n in new.items() if n < least[about]}:
        raise TooFew(few)


def _live(store: Store, dataset: str, parts: Collection[str]) -> Iterator[tuple[str, Tie]]:
    """The ties that readers see in these parts, those of newer loads first."""
    layers = live_layers(store.loads(), dataset)
    live = {(part, load) for part in parts for load in layers.get(part, {}).values()}
    for load in sorted({load for _, load in live}, reverse=True):
        for part, record in store.records_of(load):
            if (part, load) in live and isinstance(record, Tie):
                yield part, record


def left(counts: Counts, part: str) -> str:
    """What was left as it is, in a sentence. `part`: what the parts of the list are called."""
    texts = [
        f"{code_of(target)}, {part} {number} ({n:,} of {enough:,} or more)"
        for (number, target), (n, enough) in sorted(counts.items())
    ]
    more = f" and {len(texts) - _NAMED:,} more" if len(texts) > _NAMED else ""
    return (
        f"Left as they are, since the file holds too few of them: {'; '.join(texts[:_NAMED])}"
        f"{more}. Export whole reviews, not what a search finds, and load them again."
    )
