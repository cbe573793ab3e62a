"""A network with changes is the network of what the changes would be if they were written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from graph.model.records import Entity, Tie
from graph.model.schema import ENTITIES, Label
from graph.network.building import build
from graph.network.network import Network
from graph.network.reliability import reliability
from graph.network.structural_holes import Holes
from graph.store.opening import open_store
from graph.store.scenario import Changes
from graph.view import View
from tests.conftest import write
from tests.graph.network.test_reliability import counted
from tests.graph.network.test_structural_holes import by_hand
from tests.graph.random_claims import ACTORS, claims, entities, tie
from tests.graph.random_networks import Example, chains

TODAY = date(2024, 6, 1)


def arcs(G: Network) -> dict[tuple[str, str], float]:
    M = G.p.tocoo()
    ends = zip(M.row.tolist(), M.col.tolist(), M.data.tolist(), strict=True)
    return {(G.ids[u], G.ids[v]): round(p, 12) for u, v, p in ends}


Numbers = tuple[float, float, float, float, float]


def numbers_of(G: Network) -> Numbers:
    """Chains from a to b, the best of them, whether any holds; a's constraint, effective size."""
    ways = [chain.p for chain in chains(G, "per:a", "per:b")]
    holes, a = Holes(G), G.at("per:a")
    chance = reliability(G, "per:a", "per:b", exact=True).chance
    best = max(ways, default=0.0)
    return len(ways), best, chance, float(holes.constraint[a]), float(holes.effective_size[a])


def worked_out(example: Example) -> Numbers:
    """The same by trying every way and every world."""
    ways = [example.chance(way) for way in example.ways("per:a", "per:b")]
    chance = counted(example, "per:a", "per:b")
    return len(ways), max(ways, default=0.0), chance, *by_hand(example, "per:a")


@pytest.mark.slow
def test_differences_are_those_of_everything_worked_out_again() -> None:
    """One tie more or less, or one actor less: what is found after, less what was found before."""
    rng = np.random.default_rng(0)
    moved = checked = 0
    for before in claims(700, seed=1, most=9):
        after = [*before, tie(rng)] if rng.random() < 0.5 else before[1:]
        gone = {str(rng.choice(ACTORS[2:]))} if rng.random() < 0.3 else set[str]()
        networks = [
            build(entities(), before, TODAY, unsourced=True),
            build(entities(), after, TODAY, unsourced=True, excluded=gone),
        ]
        examples = [
            Example(G, list(G.ids), arcs(G), frozenset(np.array(G.ids)[G.endpoints].tolist()))
            for G in networks
        ]
        if max(len(example.p) for example in examples) > 12:
            continue
        ours, theirs = (
            np.subtract(how(after), how(before))
            for how, (before, after) in ((numbers_of, networks), (worked_out, examples))
        )
        np.testing.assert_allclose(ours, theirs, atol=1e-9)
        moved += bool(np.nan_to_num(ours).any())
        checked += 1
    assert checked >= 500
    assert moved > 60


def network_of(view: View) -> Network:
    """The network of all that a view shows."""
    return build(view.entities(*ENTITIES), view.ties(), view.today, unsourced=True)


@pytest.mark.slow
def test_a_view_with_changes_shows_the_network_of_a_store_that_has_them(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    stores = [open_store(f"sqlite:///{tmp_path / name}") for name in ("now", "then")]
    now, then = stores
    changed = 0
    for ties in claims(25, seed=2):
        known = {record.identity: record for record in ties}
        write(now, *entities(), *known.values())
        new = [Entity("Person", "per:new"), Tie("KNOWS", "per:new", "per:a"), tie(rng)]
        gone = frozenset(str(id) for id in rng.choice(ACTORS, 1))
        over = {(t.kind, t.source, t.target) for t in list(known.values())[:2]}
        changes = Changes(new, gone, frozenset(over))
        left = [t for t in known.values() if (t.kind, t.source, t.target) not in over]
        by_identity = {record.identity: record for record in [*entities(), *left, *new]}
        write(
            then, *(record for record in by_identity.values() if Changes(gone=gone).leaves(record))
        )
        supposed = network_of(View(now, Label.RED, TODAY).with_(changes))
        written = network_of(View(then, Label.RED, TODAY))
        assert supposed.ids == written.ids
        assert arcs(supposed) == arcs(written)
        before = network_of(View(now, Label.RED, TODAY))
        changed += arcs(supposed) != arcs(before)
    assert changed > 15
    for store in stores:
        store.close()
