"""How far others are from somebody, in every store: nearest first; sameness costs no hop."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

Step = Callable[[Collection[str], bool], Iterable[str]]


def walk(start: Iterable[str], step: Step, hops: int, limit: int | None = None) -> list[str]:
    """The ids within so many hops, nearest first, then by id; each is stepped from only once.

    `start`: those visible ones where it begins. `step(ids, same)`: the visible entities to which a
    tie leads from one of these; `same`: only along judgements that two are the same (SAME_AS),
    which are followed from the last hop too.

    >>> ways = {"a": "b", "b": "c", "c": "d"}
    >>> walk("a", lambda ids, same: [] if same else [ways[id] for id in ids], 2)
    ['a', 'b', 'c']
    """
    reached: dict[str, None] = {}
    front = set(start)
    for hop in range(hops + 1):
        level = set(front)
        while front:  # whoever is the same is equally far
            front = set(step(sorted(front), True)) - level - reached.keys()
            level |= front
        nearest = sorted(level)
        reached |= dict.fromkeys(nearest)
        enough = limit is not None and len(reached) >= limit
        if hop == hops or not nearest or enough:
            break
        front = set(step(nearest, False)) - reached.keys()
    return list(reached)[:limit]
