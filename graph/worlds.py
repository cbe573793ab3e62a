"""Worlds: in each, every tie exists or fails by its own chance.

Whether a tie exists in a world is not drawn but looked up: a hash of its two ends, of the world's
number and of the seed is compared with its chance. So a tie fares the same in the same world
whatever order it is met in and whatever else is in the network: a what-if differs from what is
only where it should (common random numbers), and an answer is the same on every machine. Both
directions between two entities share their fate.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Words: TypeAlias = npt.NDArray[np.uint64]


def keys(ids: Iterable[str]) -> Words:
    """64 bits for each id; the key of a tie is the (wrapping) sum of its ends' keys.

    >>> keys(["per:a"]) == keys(["per:a"])
    array([ True])
    """
    digests = (hashlib.blake2b(id.encode(), digest_size=8).digest() for id in ids)
    return np.frombuffer(b"".join(digests), dtype="<u8").astype(np.uint64)


def numbered(worlds: npt.NDArray[np.int64], seed: int = 0) -> Words:
    """64 bits for each world of a seed."""
    return _mixed(worlds.astype(np.uint64) + np.uint64(seed % 2**32) * np.uint64(2**32))


def thresholds(p: npt.NDArray[np.float64]) -> Words:
    """Chances as what `exists` compares with, to 53 bits."""
    return (p * 2.0**53).astype(np.uint64)


def exists(tie_keys: Words, below: Words, world_keys: Words) -> npt.NDArray[np.bool_]:
    """Whether each tie exists in each world; keys and thresholds broadcast.

    >>> ties, worlds = keys(["per:a"]) + keys(["per:b"]), numbered(np.arange(10_000))
    >>> int(exists(ties, thresholds(np.array([0.3])), worlds).sum())
    3012
    """
    drawn = _mixed(tie_keys ^ world_keys)
    drawn >>= np.uint64(11)
    return np.asarray(drawn < below)


def _mixed(words: Words) -> Words:
    """SplitMix64 (Steele, Lea & Flood 2014): every bit of the result hangs on every bit given."""
    x = words + np.uint64(0x9E3779B97F4A7C15)
    spare = np.empty_like(x)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        np.right_shift(x, np.uint64(shift), out=spare)
        x ^= spare
        x *= np.uint64(factor)
    np.right_shift(x, np.uint64(31), out=spare)
    x ^= spare
    return x
