"""What a load leaves as it is of the parts that it replaces: what is about others than it tells of.

A list is replaced part by part, and a published export may hold only some of a part: the review of
one state, or of many reviews the few recommendations that somebody searched for. The others of the
part are said again by the load, as they are; and of whom the file holds too little stays, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from graph.model.ids import code_of
from graph.model.records import Record, Tie
from graph.model.words import listed, mark, number, say
from graph.store.base import Store
from graph.store.loads import live_layers

SHARE = 0.75  # of what is there; two publishers split and join differently, but not by so much
FEW = mark("the file holds too few of its review, so what is there stays")
_NAMED = 5

About = tuple[str, str]  # a part of a list, and whom ties in it are about
Counts = Mapping[About, tuple[int, int]]  # how many ties a file holds, and how many there should be


class WholeReviews:
    """What a file says about each, held back until it is enough to take the place of what is there.

    So a file is read once, however large, and of each no more is held than would be enough.
    """

    def __init__(self, store: Store, dataset: str, fewest: int) -> None:
        """`fewest`: ties about one that are enough at least, and SHARE of those that are live."""
        self._store, self._dataset, self._fewest = store, dataset, fewest
        self._before: dict[str, Counter[str]] = {}  # live ties by part and whom they are about
        self._waiting: dict[About, list[Tie]] = {}
        self._whole = set[About]()
        self._others = set[tuple[str, ...]]()  # the part and identity of what stays as it is

    def enough(self, records: Iterable[tuple[str, Record]]) -> Iterator[tuple[str, Record]]:
        """The records, without the ties about whom there are too few; then what is live in the
        parts that are replaced, and about others."""
        for part, record in records:
            if not isinstance(record, Tie) or (part, record.target) in self._whole:
                yield part, record
                continue
            about = (part, record.target)
            ties = self._waiting.setdefault(about, [])
            ties.append(record)
            if len(ties) >= self._least(about):
                self._whole.add(about)
                for tie in self._waiting.pop(about):
                    yield part, tie
        for part, record in _live(self._store, self._dataset, {part for part, _ in self._whole}):
            if (part, record.target) not in self._whole:
                self._others.add((part, *record.identity))
                yield part, record

    def waits(self, about: About) -> bool:
        """Whether there are too few ties about one so far."""
        return about in self._waiting

    def claimed(self, all_rows: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
        """The part and identity of all that a load says, of that which its rows say."""
        few = ((part, *x.identity) for (part, _), ties in self._waiting.items() for x in ties)
        return all_rows.difference(few) | self._others

    @property
    def few(self) -> Counts:
        """Those about whom there were too few."""
        return {
            about: (len(ties), max(self._fewest, self._there(about)))
            for about, ties in self._waiting.items()
        }

    def _least(self, about: About) -> float:
        return max(self._fewest, SHARE * self._there(about))

    def _there(self, about: About) -> int:
        """How many ties about one are live; of a part that no row is of none is read."""
        part, target = about
        if part not in self._before:
            live = _live(self._store, self._dataset, {part})
            self._before[part] = Counter(record.target for _, record in live)
        return self._before[part][target]


def _live(store: Store, dataset: str, parts: Collection[str]) -> Iterator[tuple[str, Tie]]:
    """The ties that readers see in these parts, those of newer loads first; of one identity the
    newest counts."""
    layers = live_layers(store.loads(), dataset)
    chosen = layers.keys() & parts
    live = {(part, load) for part in chosen for load in layers[part].values()}
    several = {part for part in chosen if len(layers[part]) > 1}
    there = set[tuple[str, ...]]()
    for load in sorted({load for _, load in live}, reverse=True):
        for part, record in store.records_of(load, parts=chosen):
            if (part, load) not in live or not isinstance(record, Tie):
                continue
            if part in several:
                identity = (part, *record.identity)
                if identity in there:
                    continue
                there.add(identity)
            yield part, record


def left(counts: Counts, part: str) -> str:
    """What was left as it is, in a sentence. `part`: what the parts of the list are called."""
    texts = [
        say(
            "{state} in {part} {number} ({n} of {least} or more)",
            state=code_of(target),
            part=part,
            number=number_of_part,
            n=number(n),
            least=number(enough),
        )
        for (number_of_part, target), (n, enough) in sorted(counts.items())
    ]
    return say(
        "Export whole reviews, not what a search finds, and load them again. Left as they are, "
        "since the file holds too few of them: {reviews}.",
        reviews=listed(texts, most=_NAMED),
    )
