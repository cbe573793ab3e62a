"""How long a map's layout takes and how true it is; run by hand:

python -m tests.benchmarks.bench_layout

Beside NetworkX's own ForceAtlas2 in the same run, up to 1,000 entities (beyond, it takes minutes).
Stress: how far distances on the map are from those along lines, squared, 0 is perfect. Neighbours:
how many of those tied to an entity are among the nearest to it, by as many as are tied to it.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import networkx as nx
import numpy as np

from queries.render.layout import Point, placed_beside, positions
from tests.queries.render.drawn_networks import grouped

PEER_UP_TO = 1000
LIMITS = {87: 0.04, 300: 0.04, 1000: 0.11, 5000: 0.5}  # seconds


def best(work: Callable[[], dict[str, Point]], times: int = 5) -> tuple[float, dict[str, Point]]:
    durations = []
    for _ in range(times):
        begun = time.perf_counter()
        places = work()
        durations.append(time.perf_counter() - begun)
    return min(durations), places


def quality(G: nx.Graph, places: dict[str, Point], starts: int = 200) -> tuple[float, float]:
    """Stress and neighbours of the largest part, from so many of its entities."""
    part = sorted(max(nx.connected_components(G), key=len))
    points = np.array([places[id] for id in part])
    hops, gaps, hits, ties = [], [], 0, 0
    for number in np.random.default_rng(0).permutation(len(part))[:starts].tolist():
        far = np.hypot(*(points - points[number]).T)
        steps = nx.single_source_shortest_path_length(G, part[number])
        hop = np.array([steps[id] for id in part], dtype=float)
        nearest = np.argsort(far, kind="stable")[1 : G.degree(part[number]) + 1]
        hits += int((hop[nearest] == 1).sum())
        ties += G.degree(part[number])
        hops.append(hop[hop > 0])
        gaps.append(far[hop > 0])
    hop, gap = np.concatenate(hops), np.concatenate(gaps)
    scale = (gap / hop).sum() / ((gap / hop) ** 2).sum()
    return float((((scale * gap - hop) / hop) ** 2).mean()), hits / ties


def main() -> None:
    print(
        f"{'entities':>8} {'lines':>6} {'here':>7} {'at most':>8} {'NetworkX':>9} {'times':>6}"
        f" {'stress':>7} {'NetworkX':>9} {'neighbours':>11} {'NetworkX':>9} {'a tenth more':>13}"
    )
    for count, limit in LIMITS.items():
        ids, lines = grouped(count)
        G = nx.Graph(lines)
        G.add_nodes_from(ids)
        seconds, places = best(lambda ids=ids, lines=lines: positions(ids, lines))
        there = positions(ids[: count * 10 // 11], lines)
        later, _ = best(lambda ids=ids, lines=lines, at=there: placed_beside(ids, lines, at))
        stress, near = quality(G, places)
        peer = [f"{'–':>9}"] * 4
        if count <= PEER_UP_TO:
            theirs, other = best(lambda G=G: nx.forceatlas2_layout(G, seed=0), 1)
            values = quality(G, {id: tuple(at) for id, at in other.items()})
            peer = [f"{theirs:8.2f}s", f"{theirs / seconds:6.0f}"]
            peer += [f"{value:9.2f}" for value in values]
        print(
            f"{count:8,} {len(lines):6,} {seconds:6.3f}s {limit:7.2f}s {peer[0]} {peer[1]:>6}"
            f" {stress:7.2f} {peer[2]} {near:11.2f} {peer[3]} {later:12.3f}s"
        )


if __name__ == "__main__":
    main()
