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

Keys: TypeAlias = npt.NDArray[np.uint64]
Words: TypeAlias = npt.NDArray[np.uint32]


def keys(ids: Iterable[str]) -> Keys:
    """64 bits for each id.

    >>> keys(["per:a"]) == keys(["per:a"])
    array([ True])
    """
    digests = (hashlib.blake2b(id.encode(), digest_size=8).digest() for id in ids)
    return np.frombuffer(b"".join(digests), dtype="<u8").astype(np.uint64)


def joined(ends: Keys, others: Keys) -> Words:
    """32 bits for each tie, the same in both directions, from the keys of its ends."""
    return (_mixed(ends + others) >> np.uint64(32)).astype(np.uint32)


def numbered(worlds: npt.NDArray[np.int64], seed: int = 0) -> Words:
    """32 bits for each world of a seed."""
    of_seed = worlds.astype(np.uint64) + np.uint64(seed % 2**32) * np.uint64(2**32)
    return (_mixed(of_seed) >> np.uint64(32)).astype(np.uint32)


def thresholds(p: npt.NDArray[np.float64]) -> Words:
    """Chances in (0, 1] as what `exists` compares with, to 32 bits."""
    return (np.ceil(p * 2.0**32) - 1).astype(np.uint32)


def exists(ties: Words, below: Words, worlds: Words) -> npt.NDArray[np.bool_]:
    """Whether each tie exists in each world; ties and thresholds broadcast against worlds.

    Every bit of what is drawn hangs on every bit of a tie and of a world (lowbias32, Wellons 2018).

    >>> tie = joined(keys(["per:a"]), keys(["per:b"]))
    >>> int(exists(tie, thresholds(np.array([0.3])), numbered(np.arange(10_000))).sum())
    2999
    """
    drawn = ties ^ worlds
    spare = np.empty_like(drawn)
    for shift, factor in ((16, 0x7FEB352D), (15, 0x846CA68B)):
        np.right_shift(drawn, np.uint32(shift), out=spare)
        drawn ^= spare
        drawn *= np.uint32(factor)
    np.right_shift(drawn, np.uint32(16), out=spare)
    drawn ^= spare
    return np.asarray(drawn <= below)


def _mixed(words: Keys) -> Keys:
    """SplitMix64 (Steele, Lea & Flood 2014): every bit of the result hangs on every bit given."""
    x = words + np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        x ^= x >> np.uint64(shift)
        x *= np.uint64(factor)
    return x ^ (x >> np.uint64(31))
