"""What is supposed is read as if it were stored, and nothing is stored."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.model.errors import StoreError
from graph.model.records import Entity, Origin, Record, Tie
from graph.model.schema import ENTITIES, TIES, Label
from graph.store.base import Load, Store
from graph.store.opening import open_store
from graph.store.scenario import Changes, Supposed
from graph.view import View
from tests.conftest import small_network, write

KINDS = ("Person", "Organization", "Coalition", "Government", "Case")


def world(rng: random.Random) -> list[Record]:
    """12 entities of some labels and 30 ties of any kind, judgements of sameness among them."""
    by_identity: dict[tuple[str, ...], Record] = {}
    for n in range(12):
        kind = rng.choice(KINDS)
        origin = Origin("https://example.org", label=rng.choice([None, Label.CLEAR, Label.RED]))
        one = Entity(kind, f"{ENTITIES[kind].prefix}:{n:02d}", f"Name {n}", {"n": n}, origin)
        by_identity[one.identity] = one
    entities = [one for one in by_identity.values() if isinstance(one, Entity)]
    while len(by_identity) < 42:
        kind = TIES[rng.choice(sorted(TIES))]
        a, b = rng.sample(entities, 2)
        if kind.name == "SAME_AS" and (a.kind != b.kind or rng.random() < 0.7):
            continue
        if a.kind in kind.sources and b.kind in kind.targets:
            tie = Tie(kind.name, a.id, b.id, rng.choice(["", "2"]), origin=Origin("https://a.org"))
            by_identity[tie.identity] = tie
    return list(by_identity.values())


def changed(rng: random.Random, records: list[Record]) -> tuple[Changes, list[Record]]:
    """Random changes, and the records as they would be with them."""
    entities = [r for r in records if isinstance(r, Entity)]
    ties = [r for r in records if isinstance(r, Tie)]
    gone = frozenset(one.id for one in rng.sample(entities, 2))
    ended = frozenset((t.kind, t.source, t.target) for t in rng.sample(ties, 4))
    stay = [one for one in entities if one.id not in gone]
    other = rng.choice(stay)
    new = Entity("Organization", "org:new", "Name new", {}, Origin("x", label=Label.CLEAR))
    added: list[Record] = [new]
    for one in rng.sample(stay, 3):
        if one.kind in TIES["ALLIED_WITH"].sources:
            added.append(
                Tie("ALLIED_WITH", one.id, "org:new", origin=Origin("x", label=Label.CLEAR))
            )
    changes = Changes(added, gone, ended, {other.id: {"n": -1}})
    after: list[Record] = list(added)
    for record in records:
        if isinstance(record, Entity):
            values = {"n": -1} if record.id == other.id else record.values
            if record.id not in gone:
                after.append(Entity(record.kind, record.id, record.name, values, record.origin))
        elif not gone & {record.source, record.target} and record.identity[:3] not in ended:
            after.append(record)
    return changes, after


def stored(path: Path, records: list[Record]) -> Store:
    store = open_store(f"sqlite:///{path}")
    store.write(Load("d"), [("", record) for record in records])
    return store


def answers_of(view: View, ids: list[str]) -> Iterator[Any]:
    def without_dataset(records: list[Any]) -> list[str]:
        return sorted(repr(r).replace("dataset='what-if'", "dataset='d'") for r in records)

    yield without_dataset(view.entities(*ENTITIES))
    yield without_dataset(view.ties())
    yield without_dataset(view.find("Name", most=50))
    yield list(view.table("ALLIED_WITH").rows("source", "target", "key"))
    for id in ids:
        yield without_dataset(view.several([id]))
        yield without_dataset(view.ties(of=[id]))
        yield without_dataset(view.ties(of=[id], end="source"))
        yield without_dataset(view.ties(of=[id], end="target"))
        for hops, limit in ((1, 50), (2, 50), (3, 4)):
            near = view.network([id], hops, limit, ("ALLIED_WITH", "KNOWS", "MEMBER_OF", "FUNDS"))
            yield without_dataset(near.entities), without_dataset(near.ties), near.truncated


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("audience", [Label.GREEN, Label.RED])
def test_what_is_supposed_is_read_as_if_it_were_stored(
    seed: int, audience: Label, tmp_path: Path
) -> None:
    rng = random.Random(seed)
    before = world(rng)
    changes, after = changed(rng, before)
    real, base = stored(tmp_path / "after.sqlite", after), stored(tmp_path / "b.sqlite", before)
    supposed = View(base, audience).with_(changes)
    ids = sorted({r.id for r in [*before, *after] if isinstance(r, Entity)})
    for ours, theirs in zip(
        answers_of(supposed, ids), answers_of(View(real, audience), ids), strict=True
    ):
        assert ours == theirs
    real.close()
    base.close()


def test_nothing_is_stored_and_nothing_can_be(empty: Store) -> None:
    write(empty, *small_network())
    path = Path(empty.url.removeprefix("sqlite:///"))
    before, view = (path.read_bytes(), empty.revision()), View(empty, Label.RED)
    changes = Changes(gone=frozenset({"org:watch"}))
    with_ = view.with_(changes)
    assert {one.id for one in with_.entities("Organization")} == {"org:press"}
    assert {one.id for one in view.entities("Organization")} == {"org:watch", "org:press"}
    for act in (
        lambda: with_.store.write(Load("d"), []),
        lambda: with_.store.undo(1),
        lambda: with_.store.redo(1),
        lambda: with_.store.forget("test"),
        lambda: with_.store.set("a", "b"),
        lambda: with_.store.set_once("a", "b"),
    ):
        with pytest.raises(StoreError, match="Nothing is stored"):
            act()
    assert (path.read_bytes(), empty.revision()) == before


def test_later_changes_also_meet_what_earlier_ones_added() -> None:
    new = Entity("Organization", "org:new", "New")
    tie = Tie("ALLIED_WITH", "org:new", "org:watch")
    assert not (Changes([new, tie]) | Changes(gone=frozenset({"org:new"}))).added
    ended = Changes([new, tie]) | Changes(ended=frozenset({tie.identity[:3]}))  # type: ignore[arg-type]
    assert list(ended.added) == [new]
    values = Changes(values={"a": {"x": 1, "y": 1}}) | Changes(values={"a": {"y": 2}})
    assert values.values == {"a": {"x": 1, "y": 2}}


def test_other_changes_are_another_store_for_whoever_keeps_what_was_read(empty: Store) -> None:
    urls = {
        Supposed(empty, Changes(gone=frozenset(gone))).url
        for gone in ({"org:a"}, {"org:b"}, {"org:a", "org:b"})
    }
    assert len(urls) == 3
    assert empty.url not in urls
