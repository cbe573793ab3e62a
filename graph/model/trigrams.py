"""Which of many texts have most in common with another, by runs of three characters.

An inverted index (Zobel & Dart 1995): of a hundred thousand names a handful is left in a fraction
of a millisecond, and only these need to be compared closely.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

_BUCKETS: Final = 1 << 18  # runs that share one only make a text look a little nearer than it is
_READ: Final = 8_000  # places of runs that are gone through for one text, the rarest runs first


class Trigrams:
    """An index over texts; building it takes O(n) for n characters, 8 bytes each.

    >>> Trigrams(["amnesty international", "article 19", "amis"]).near("amnesty intl", 2)
    [0, 2]
    """

    def __init__(self, texts: Sequence[str]) -> None:
        lengths = np.fromiter((len(text) + 3 for text in texts), np.int64, len(texts))
        runs = _runs("".join(f"  {text} " for text in texts))
        of = np.repeat(np.arange(len(texts), dtype=np.int32), lengths)[: len(runs)]
        inside = np.ones(len(runs), dtype=bool)
        for back in (1, 2):  # the last two runs of a text reach into the next
            at = np.cumsum(lengths) - back
            inside[at[at < len(inside)]] = False
        runs, of = runs[inside], of[inside]
        order = np.argsort(runs, kind="stable")
        self._texts = of[order]
        self._starts = np.concatenate(([0], np.cumsum(np.bincount(runs, minlength=_BUCKETS))))
        self._lengths = lengths

    def near(self, text: str, most: int) -> list[int]:
        """The places of at most so many texts that share most runs with this one, the nearest
        first: where they share as many, those of about its length; then by place."""
        runs = np.unique(_runs(f"  {text} "))
        sizes = self._starts[runs + 1] - self._starts[runs]
        runs, sizes = runs[sizes > 0], sizes[sizes > 0]
        if not len(runs):
            return []
        order = np.argsort(sizes, kind="stable")
        enough = max(int(np.searchsorted(np.cumsum(sizes[order]), _READ)), 2)
        rare = runs[order[:enough]]
        places = np.concatenate([self._texts[self._starts[r] : self._starts[r + 1]] for r in rare])
        shared = np.bincount(places, minlength=len(self._lengths))
        sharing = shared[places]
        numbers = np.bincount(sharing)  # n times the texts that share n runs
        texts = numbers[1:] / np.arange(1, len(numbers))
        least = len(texts) - int(np.searchsorted(np.cumsum(texts[::-1]), most))
        nearest = np.unique(places[sharing >= max(least, 1)])  # not of all texts: they are many
        longer = np.abs(self._lengths[nearest] - len(text) - 3)
        return [int(at) for at in nearest[np.lexsort((nearest, longer, -shared[nearest]))]][:most]


def _runs(text: str) -> npt.NDArray[np.int64]:
    """The bucket of each run of three characters of a text, (n - 2,)."""
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    mixed = letters[:-2] * 0x9E3779B1 + letters[1:-1] * 0x85EBCA77 + letters[2:] * 0xC2B2AE3D
    return ((mixed ^ (mixed >> np.uint64(15))) % _BUCKETS).astype(np.int64)
