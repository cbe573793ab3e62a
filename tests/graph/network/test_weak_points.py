"""Weak points and what mends them, against leaving each one out and trying every set of ties."""

from __future__ import annotations

from itertools import combinations, pairwise

import networkx as nx
import numpy as np
import pytest

from graph.network.conversion import from_networkx
from graph.network.network import Network
from graph.network.weak_points import NewTie, mend, weak_points
from tests.graph.random_networks import Example, ends, examples


def inner(way: tuple[str, ...]) -> set[str]:
    return set(way[1:-1])


def best(example: Example, ways: list[tuple[str, ...]]) -> float | None:
    return max((example.chance(way) for way in ways), default=None)


def dominators(G: Network, s: str, t: str) -> list[str]:
    """Everybody on every chain from s to t, in order, the ends left out."""
    above, on_every_way = nx.immediate_dominators(G.from_(s), s), list[str]()
    while (t := above.get(t, s)) != s:
        on_every_way.append(t)
    return on_every_way[::-1]


@pytest.mark.slow
def test_dominators_are_on_every_chain() -> None:
    some = 0
    for example in examples(600, seed=1):
        s, t = ends(example)
        ways = list(example.ways(s, t))
        on_all = set.intersection(*map(inner, ways)) if ways else set()
        on_every_way = dominators(example.G, s, t)
        assert set(on_every_way) == on_all
        assert all(
            [v for v in way if v in on_all] == on_every_way for way in ways
        )  # in their order
        some += bool(on_every_way)
    assert some > 80


def test_dominators_are_the_weak_points_of_all_chains() -> None:
    for example in examples(500, seed=2):
        s, t = ends(example)
        points = [point.hangs_on for point in weak_points(example.G, s, t)]
        assert [(id,) for id in dominators(example.G, s, t)] == [p for p in points if len(p) == 1]


@pytest.mark.slow
@pytest.mark.parametrize("least", [0.0, 0.1, 0.4])
def test_weak_points_of_the_chains_that_matter(least: float) -> None:
    some = 0
    for example in examples(300, seed=3, most=7, ties=20):
        s, t = ends(example)
        ways = list(example.ways(s, t))
        matter = [way for way in ways if example.chance(way) >= least - 1e-9]
        wanted: dict[tuple[str, ...], float | None] = {}
        if matter:
            for v in set.intersection(*map(inner, matter)):
                wanted[v,] = best(example, [way for way in ways if v not in way])
            for step in set.intersection(*(set(pairwise(way)) for way in matter)):
                wanted[step] = best(example, [w for w in ways if step not in pairwise(w)])
        points = weak_points(example.G, s, t, at_least=least)
        after = {point.hangs_on: point.after for point in points}
        assert after.keys() == wanted.keys()
        for hangs_on, p in wanted.items():
            assert after[hangs_on] == (None if p is None else pytest.approx(p))
        assert all(point.before == pytest.approx(best(example, ways)) for point in points)
        some += bool(points)
    assert some > 80


def parts(ids: set[str], pairs: set[frozenset[str]]) -> int:
    """How many connected parts, by growing them."""
    left, count = set(ids), 0
    while left:
        count += 1
        grown, waiting = set(), [left.pop()]
        while waiting:
            grown.add(v := waiting.pop())
            near = {u for pair in pairs if v in pair and pair <= ids for u in pair}
            waiting += near - grown
        left -= grown
    return count


def test_cut_points_and_bridges_leave_more_parts_behind() -> None:
    for example in examples(500, seed=4, ties=9):
        ids, pairs = set(example.ids), example.pairs
        whole = parts(ids, pairs)
        cut = {v for v in ids if parts(ids - {v}, {q for q in pairs if v not in q}) > whole}
        alone = {v for v in ids if not any(v in pair for pair in pairs)}
        assert set(nx.articulation_points(example.G.undirected)) == cut - alone
        split = {tuple(sorted(pair)) for pair in pairs if parts(ids, pairs - {pair}) > whole}
        assert set(nx.bridges(example.G.undirected)) == split


def test_mending_is_the_cheapest_of_all_sets_of_new_ties() -> None:
    rng = np.random.default_rng(5)
    mended = unmended = 0
    for example in examples(500, seed=5):
        s, t = ends(example)
        points = weak_points(example.G, s, t, at_least=0.05)
        if not points:
            continue
        offers = [
            NewTie(u, v, 0.5, float(rng.integers(1, 4)))
            for u, v in combinations(example.ids, 2)
            if frozenset((u, v)) not in example.pairs and rng.random() < 0.6
        ][:5]

        def helps(offer: NewTie, hangs_on: tuple[str, ...], example: Example = example) -> bool:
            """Adds the tie, takes the weak point away, and looks for a chain over the tie."""
            s, t = ends(example)
            arcs = (offer.source, offer.target), (offer.target, offer.source)
            more = example.p | dict.fromkeys(arcs, offer.p)
            other = Example(example.G, example.ids, more, example.silent)
            return any(
                other.chance(way) >= 0.05 - 1e-9 and set(pairwise(way)) & set(arcs)
                for way in other.ways(s, t)
                if (hangs_on[0] not in way if len(hangs_on) == 1 else hangs_on not in pairwise(way))
            )

        can = {p: {o for o in offers if helps(o, p.hangs_on)} for p in points}
        left = tuple(point for point in points if not can[point])
        sets = [
            sum(o.cost for o in few)
            for size in range(len(offers) + 1)
            for few in combinations(offers, size)
            if all(set(few) & can[p] for p in points if can[p])
        ]
        mending = mend(example.G, points, offers, at_least=0.05)
        assert mending.left == left
        assert mending.cost == min(sets) == sum(offer.cost for offer in mending.ties)
        assert all(set(mending.ties) & can[p] for p in points if can[p])
        mended += bool(mending.ties)
        unmended += bool(left)
    assert mended > 50
    assert unmended > 20


def test_nothing_to_mend_and_nothing_to_mend_with() -> None:
    G = from_networkx(nx.path_graph(["a", "b", "c"]))
    assert mend(G, [], [NewTie("a", "c", 0.5)]).ties == ()
    points = weak_points(G, "a", "c")
    assert mend(G, points, []).left == tuple(points)


def test_florentine_families_that_hold_others_on() -> None:
    """Padgett's marriages: who would be cut off without whom, as read off the published graph."""
    G = from_networkx(nx.florentine_families_graph())
    assert set(nx.articulation_points(G.undirected)) == {
        "Medici",
        "Salviati",
        "Guadagni",
        "Albizzi",
    }
    assert set(nx.bridges(G.undirected)) == {
        ("Acciaiuoli", "Medici"),
        ("Medici", "Salviati"),
        ("Pazzi", "Salviati"),
        ("Albizzi", "Ginori"),
        ("Guadagni", "Lamberteschi"),
    }
    assert dominators(G, "Pazzi", "Strozzi") == ["Salviati", "Medici"]
