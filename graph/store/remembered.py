"""What was read of a store and is worth keeping for a while, in one place for the whole process.

Each thing is kept for a store, at one revision, with all else that it depends on (audience, day).
Nothing of an older revision outlives the next look at the store, whoever changed it, and a change
made by this process drops it at once (`forget_all`): so a person who was erased is in no answer,
network or history that lies in memory.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock, RLock
from typing import Any, Final, Protocol, TypeVar, cast

T = TypeVar("T")
B = TypeVar("B")
WHAT_IF: Final = "#what-if-"  # in a store's URL: from here on it says what is only supposed


class Revised(Protocol):
    """Of a store: what tells it from others, and when it was changed."""

    url: str

    def revision(self) -> int: ...


class _Place:
    """Room for one thing, and the lock under which it is made once, whoever else wants it."""

    __slots__ = ("filled", "lock", "value")

    def __init__(self) -> None:
        self.lock, self.filled, self.value = RLock(), False, cast(Any, None)


_LOCK: Final = Lock()
_PLACES: Final[OrderedDict[tuple[Any, ...], _Place]] = OrderedDict()  # (store, revision, kind, …)
_BESIDE: Final[OrderedDict[tuple[Any, ...], tuple[Any, Any]]] = OrderedDict()
_changes = 0  # made by this process, to any store


def remembered(
    store: Revised, kind: str, key: tuple[Hashable, ...], compute: Callable[[], T], most: int
) -> T:
    """What `compute` returned for this key, unless the store has changed since.

    Thread-safe: two who want one thing at once wait for one computation, others do not wait. An
    error is not kept. What was computed while the store changed is returned, but not kept. Of a
    `kind` at most `most` things are kept, those used last.
    """
    revision = store.revision()
    whole = (store.url, revision, kind, *key)
    with _LOCK:
        _drop(store.url, but=revision)
        place = _PLACES.setdefault(whole, _Place())
        _PLACES.move_to_end(whole)
        _shrink(kind, most)
    with place.lock:
        if not place.filled:
            try:
                place.value = compute()
                place.filled = store.revision() == revision
            finally:
                if not place.filled:
                    with _LOCK:
                        if _PLACES.get(whole) is place:
                            del _PLACES[whole]
        return cast(T, place.value)


def beside(thing: B, name: str, make: Callable[[B], T], most: int = 24) -> T:
    """What `make` makes of a thing that is itself kept here (such as the drawing of an answer's
    map): made once as long as both are kept. It goes with whatever goes."""
    key = (name, id(thing))
    with _LOCK:
        if key in _BESIDE and _BESIDE[key][0] is thing:
            _BESIDE.move_to_end(key)
            return cast(T, _BESIDE[key][1])
    value = make(thing)
    with _LOCK:
        _BESIDE[key] = (thing, value)
        while len(_BESIDE) > most:
            _BESIDE.popitem(last=False)
    return value


def forget_all(store: Revised) -> None:
    """Drop everything of a store, whatever its revision, what was only supposed of it too.

    Both stores call it when a change is committed (load, undo, forget, erase, restore); whoever
    changes a store in another way calls it after the commit. What is just being computed is handed
    to those who wait for it and then dropped.
    """
    global _changes
    with _LOCK:
        _changes += 1
        _drop(store.url, but=None)


def changes() -> int:
    """How many changes this process has made to stores: who kept something reads it anew when
    there are more."""
    return _changes


def size(store: Revised) -> int:
    """How many things of a store are kept."""
    base = store.url.partition(WHAT_IF)[0]
    with _LOCK:
        return len([k for k in _PLACES if k[0].partition(WHAT_IF)[0] == base]) + len(_BESIDE)


def _drop(url: str, *, but: int | None) -> None:
    base = url.partition(WHAT_IF)[0]
    old = [k for k in _PLACES if k[1] != but and k[0].partition(WHAT_IF)[0] == base]
    for key in old:
        del _PLACES[key]
    if old or but is None:
        _BESIDE.clear()


def _shrink(kind: str, most: int) -> None:
    """Of one kind the most recently used only (a large network is a hundred megabytes)."""
    if Counter(key[2] for key in _PLACES)[kind] > most:
        del _PLACES[next(key for key in _PLACES if key[2] == kind)]
