"""Whom two share and who could introduce them, by looking at everybody."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from graph.model.errors import NotFound
from graph.network.pairs import find, introducers, numbered_pairs, shared, tied
from tests.graph.random_networks import examples


@pytest.mark.slow
def test_whom_two_share() -> None:
    for example in examples(500, seed=1, most=7, ties=18):
        G, pairs = example.G, list(combinations(example.ids, 2))
        numbers = numbered_pairs(G, pairs)
        between = shared(G.mutual, numbers)
        wanted = {
            (k, z)
            for k, (u, v) in enumerate(pairs)
            for z in example.ids
            if {frozenset((u, z)), frozenset((z, v))} <= example.pairs and z not in (u, v)
        }
        assert {
            (int(k), G.ids[z]) for k, z in zip(between.pair, between.who, strict=True)
        } == wanted
        assert len(between.pair) == len(wanted)
        both = G.mutual.data
        for k, z, left, right in zip(*between, strict=True):
            u, v = numbers[k]
            assert both[left] == pytest.approx(G.mutual[u, z])
            assert both[right] == pytest.approx(G.mutual[v, z])
        known = tied(G.mutual, numbers).tolist()
        assert known == [frozenset(pair) in example.pairs for pair in pairs]


@pytest.mark.slow
def test_who_could_introduce_two() -> None:
    some = 0
    for example in examples(500, seed=2, most=7, ties=18):
        pairs = [(u, v) for u in example.ids for v in example.ids if u != v]
        between = introducers(example.G, pairs)
        p = example.p
        for (u, v), by in zip(pairs, between, strict=True):
            wanted = {}
            for z in set(example.ids) - {u, v} - example.silent:
                there = p.get((u, z), 0.0) * p.get((z, v), 0.0)
                back = p.get((v, z), 0.0) * p.get((z, u), 0.0)
                if there or back:
                    wanted[z] = max(there, back)
            assert {i.id: i.p for i in by} == pytest.approx(wanted)
            assert [-i.p for i in by] == sorted(-i.p for i in by)
            some += bool(by)
    assert some > 500


def test_places_that_hold_nothing() -> None:
    example = next(iter(examples(1, seed=3, ties=8)))
    n = len(example.ids)
    rows, columns = np.divmod(np.arange(n * n), n)
    at = find(example.G.p, rows, columns)
    dense = example.G.p.toarray().ravel()
    assert [dense[i] if k < 0 else example.G.p.data[k] for i, k in enumerate(at)] == dense.tolist()
    assert ((at < 0) == (dense == 0)).all()


def test_no_pairs_and_strangers() -> None:
    (example,) = examples(1, seed=4)
    assert introducers(example.G, []) == []
    with pytest.raises(NotFound):
        numbered_pairs(example.G, [("a", "nobody")])
