"""Who signs together: who could lead a joint act, and who then comes along.

What counts is a speech (or a resolution), once, however many cases it names. That a government is
not in an incomplete list says nothing, so such a list counts only for those who are in it. To sign
together in a small act says more than in a large one: each shared act adds weight / (signers − 1)
to how close two governments are (Newman 2001, Phys. Rev. E 64, 016132), so that a government's
closeness to all others adds up to the weight of its joint acts. Cost: O(acts · signers²).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

SMALL = 15  # governments at most in an act such as a campaign brings about; above it a large one


class Joint(NamedTuple):
    """One speech of several governments, for prisoners."""

    speech: str
    signers: frozenset[str]
    complete: bool  # who is not in it did not join
    weight: float  # how much it counts: likeness × age × its share of its speech
    last: str  # the last day that its date may mean, ISO 8601
    when: str  # its date in words
    not_asked: frozenset[str] = frozenset()  # whose own prisoners it was for


class Lead(NamedTuple):
    """A government that joins: `joined` of the `of` joint acts of which it is known."""

    id: str
    joined: int
    of: int
    small: int  # of those joined, how many had at most `SMALL` signers
    weight: float  # of those joined
    last: str  # of the newest joined
    when: str
    partners: tuple[str, ...]  # with whom it signs, closest first


class Pair(NamedTuple):
    """Two governments that sign together; `either`: acts in which one of them is known to be."""

    a: str
    b: str
    together: int
    either: int
    small: int  # together in acts of at most `SMALL` signers
    closeness: float
    when: str  # the newest together

    @property
    def jaccard(self) -> float:
        """The share of what either joined that both joined, 0 to 1."""
        return self.together / self.either


def merged(acts: Iterable[Joint]) -> list[Joint]:
    """One entry a speech: who joined any of its acts; it weighs what its acts weigh together."""
    speeches: defaultdict[str, list[Joint]] = defaultdict(list)
    for act in acts:
        speeches[act.speech].append(act)
    return [
        Joint(
            speech=speech,
            signers=frozenset().union(*(act.signers for act in of)),
            complete=all(act.complete for act in of),
            weight=sum(act.weight for act in of),
            last=_newest(of).last,
            when=_newest(of).when,
            not_asked=frozenset().union(*(act.not_asked for act in of)),
        )
        for speech, of in speeches.items()
    ]


def leads(speeches: Sequence[Joint], together: Iterable[Pair]) -> list[Lead]:
    """Who has joined, by the weight of what it joined, then by id; `together`: their `pairs`."""
    close: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for pair in together:
        close[pair.a][pair.b] = close[pair.b][pair.a] = pair.closeness
    rows = []
    for id in sorted({id for act in speeches for id in act.signers}):
        joined = [act for act in speeches if id in act.signers]
        silent = sum(
            act.complete and id not in act.signers and id not in act.not_asked for act in speeches
        )
        partners = sorted(close[id], key=lambda other: (-round(close[id][other], 12), other))
        rows.append(
            Lead(
                id=id,
                joined=len(joined),
                of=len(joined) + silent,
                small=sum(len(act.signers) <= SMALL for act in joined),
                weight=sum(act.weight for act in joined),
                last=_newest(joined).last,
                when=_newest(joined).when,
                partners=tuple(partners),
            )
        )
    return sorted(rows, key=lambda lead: (-round(lead.weight, 12), lead.id))


def pairs(speeches: Sequence[Joint]) -> list[Pair]:
    """Who has signed together, closest first, then by ids."""
    together: defaultdict[tuple[str, str], list[Joint]] = defaultdict(list)
    in_complete: Counter[str] = Counter()
    for act in speeches:
        if act.complete:
            in_complete.update(act.signers)
        for pair in combinations(sorted(act.signers), 2):
            together[pair].append(act)
    rows = []
    for (a, b), both in together.items():
        whole = sum(act.complete for act in both)
        rows.append(
            Pair(
                a=a,
                b=b,
                together=len(both),
                either=in_complete[a] + in_complete[b] - 2 * whole + len(both),
                small=sum(len(act.signers) <= SMALL for act in both),
                closeness=sum(act.weight / (len(act.signers) - 1) for act in both),
                when=_newest(both).when,
            )
        )
    return sorted(rows, key=lambda pair: (-round(pair.closeness, 12), pair.a, pair.b))


def _newest(acts: Iterable[Joint]) -> Joint:
    return max(acts, key=lambda act: (act.last, act.speech))
