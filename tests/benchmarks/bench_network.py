"""How long the network questions take on 20,000 people and 130,000 ties; run by hand:

python -m tests.benchmarks.bench_network

In this process, once warm: seconds on the clock, the worst of several pairs of people where it
depends on them, beside NetworkX's own functions on the same network in the same run. Where those
would take minutes they do a part of the work, and the whole is reckoned from it; that is said.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import combinations, islice

import networkx as nx
import numpy as np

from graph.campaign.meetings import Ally, meetings
from graph.model.records import Confidence, Entity, Origin, PartialDate, Tie
from graph.model.vocabulary import FUNCTIONS
from graph.network.betweenness import betweenness
from graph.network.building import build
from graph.network.key_players import key_set
from graph.network.network import Network
from graph.network.paths import diverse_chains
from graph.network.rank_stability import ranks
from graph.network.reliability import reliability
from graph.network.structural_holes import Holes

AS_OF = date(2025, 1, 1)
KINDS = ("KNOWS", "PARTNERS_WITH", "COORDINATES_WITH", "KIN_OF", "ALLIED_WITH")


def campaign(people: int = 20_000, ties: int = 130_000, seed: int = 0) -> Network:
    """Invented people in 500 circles of uneven size, seven ties in ten within a circle."""
    rng = np.random.default_rng(seed)
    ids = [f"per:{number:05}" for number in range(people)]
    circle = np.sort((rng.pareto(1.5, people) * 40).astype(int) % 500)
    order = rng.permutation(people)  # so that number and circle have nothing to do with each other
    first, last = np.searchsorted(circle, circle), np.searchsorted(circle, circle, "right")
    source = rng.integers(people, size=ties)
    near = first[source] + (rng.random(ties) * (last - first)[source]).astype(int)
    known = (rng.random(ties) ** 2 * people).astype(int)  # some are better known than others
    target = np.where(rng.random(ties) < 0.7, near, known)
    entities = [Entity("Person", id) for id in ids]
    records = [
        Tie(
            KINDS[kind],
            ids[order[i]],
            ids[order[j]],
            key=str(number),
            since=PartialDate(str(2012 + year)),
            origin=Origin("https://example.org", confidence=Confidence(sure)),
        )
        for number, (i, j, kind, year, sure) in enumerate(
            zip(
                source,
                target,
                rng.integers(len(KINDS), size=ties).tolist(),
                rng.integers(12, size=ties).tolist(),
                rng.integers(4, size=ties).tolist(),
                strict=True,
            )
        )
        if i != j
    ]
    return build(entities, records, AS_OF)


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The best of so many runs."""
    durations = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        durations.append(time.perf_counter() - begun)
    return min(durations)


def brokers(G: Network, groups: dict[str, str]) -> None:
    """What the question counts of a network of this size."""
    holes = Holes(G)
    assert len(holes.constraint) == len(holes.effective_size) == len(G.ids)
    holes.brokerage(groups)
    ranks(G, lambda world: betweenness(world, 32).pairs, draws=3)
    key_set(G, 3)


def allies(G: Network, count: int) -> list[Ally]:
    rng = np.random.default_rng(2)
    names = [function.id for function in FUNCTIONS]
    tongues, states = ["French", "English", "Arabic", "Thai"], [f"gov:{n}" for n in range(30)]

    def some(of: list[str], most: int) -> frozenset[str]:
        return frozenset(str(x) for x in rng.choice(of, rng.integers(1, most + 1)))

    chosen = sorted(str(id) for id in rng.choice(G.ids, count, replace=False))
    return [Ally(id, some(names, 3), some(tongues, 2), targets=some(states, 3)) for id in chosen]


def compared(G: Network) -> Iterator[tuple[str, float, float, float, str]]:
    """What, seconds here, seconds wanted at most, seconds of NetworkX, what that is."""
    rng = np.random.default_rng(1)
    pairs = [(G.ids[a], G.ids[b]) for a, b in rng.integers(len(G.ids), size=(8, 2)).tolist()]
    directed, plain = G.as_networkx, nx.Graph(G.as_networkx)
    for _, _, tie in plain.edges(data=True):
        tie["weight"] = tie["p"]

    ours = max(seconds(lambda pair=pair: diverse_chains(G, *pair)) for pair in pairs)
    theirs = seconds(
        lambda: list(islice(nx.shortest_simple_paths(directed, *pairs[0], weight="length"), 2)), 1
    )
    yield "five diverse chains", ours, 0.2, theirs * 50 / 2, "the 50 to choose from, of 2"

    def sampled(number: int) -> bool:
        draw = np.random.default_rng(number)
        open_ties = [(u, v) for u, v, p in plain.edges(data="p") if draw.random() < p]
        world = nx.Graph(open_ties)
        world.add_nodes_from(pairs[0])
        return nx.has_path(world, *pairs[0])

    ours = max(seconds(lambda pair=pair: reliability(G, *pair), 2) for pair in pairs)
    theirs = seconds(lambda: [sampled(number) for number in range(5)], 1)
    yield "reliability, 10,000 worlds", ours, 1.0, theirs * 2_000, "has_path in 10,000, of 5"

    sides = allies(G, min(400, len(G.ids)))
    ours = seconds(lambda: meetings(G, sides))
    both = list(combinations([side.id for side in sides], 2))[:4_000]
    theirs = seconds(lambda: list(nx.resource_allocation_index(plain, both)), 1)
    whole = len(sides) * (len(sides) - 1) / 2 / len(both)
    yield f"meetings of {len(sides)} allies", ours, 2.0, theirs * whole, "shared acquaintances only"

    groups = {id: f"{number % 7}" for number, id in enumerate(G.ids)}
    ours = seconds(lambda: brokers(G, groups))
    few = [str(id) for id in rng.choice(G.ids, 10)]
    theirs = seconds(lambda: nx.constraint(plain, few, weight="weight"), 1)
    theirs = (theirs + seconds(lambda: nx.effective_size(plain, few), 1)) * len(G.ids) / len(few)
    theirs += seconds(lambda: nx.betweenness_centrality(directed, k=1, seed=0), 1) * 32 * 4
    yield "brokers", ours, 2.0, theirs, "constraint and size of 10, betweenness of one start"

    ours = seconds(lambda: nx.community.louvain_communities(G.undirected, weight="p", seed=0))
    theirs = seconds(lambda: nx.community.louvain_communities(plain, weight="weight", seed=0), 1)
    yield "communities", ours, 1.0, theirs, "louvain_communities"


def main(people: int = 20_000, ties: int = 130_000) -> None:
    G = campaign(people, ties)
    assert all((G.mutual.nnz, G.outward, G.inward))  # warm
    print(f"{len(G.ids):,} people, {G.p.nnz:,} arcs; seconds")
    print(f"{'':28}{'here':>8}{'at most':>9}{'NetworkX':>10}{'ratio':>8}")
    for what, ours, most, theirs, how in compared(G):
        print(f"{what:28}{ours:8.2f}{most:9.1f}{theirs:10.1f}{theirs / ours:8.0f}  ({how})")


if __name__ == "__main__":
    main()
