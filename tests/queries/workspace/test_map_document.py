"""The map as a document: parallel ties are one line, ghosts of what ended, halos of what is new."""

from __future__ import annotations

from datetime import date

from graph.model.records import Entity, Origin, PartialDate, Tie
from graph.model.schema import Label
from graph.store.base import Store
from queries.render.workspace_documents import Workspace
from queries.workspace.workspace_state import WorkspaceState
from tests.conftest import write

TODAY = date(2026, 11, 25)


def campaign(store: Store) -> Store:
    """A case; a friend of long ago who left, one of always, one who came lately."""
    old, new = (Origin("https://example.org", known=PartialDate(d)) for d in ("2025", "2026-05-20"))
    names = {"org:left": old, "org:stays": old, "org:came": new}
    bodies = [Entity("Organization", id, id, {}, origin) for id, origin in names.items()]
    write(
        store,
        Entity("Case", "cas:1", "Case", {}, old),
        *bodies,
        Tie("WORKS_ON", "org:left", "cas:1", until=PartialDate("2026-02"), origin=old),
        Tie("WORKS_ON", "org:stays", "cas:1", origin=old),
        Tie("SUPPORTS", "org:stays", "cas:1", origin=old),
        Tie("ADOPTED", "org:stays", "cas:1"),
        Tie("WORKS_ON", "org:came", "cas:1", origin=new),
    )
    return store


def drawn(store: Store, **state: object) -> tuple[dict[str, str], dict[str, list[object]]]:
    values = {"subject": "cas:1", **state}
    document = Workspace(store, Label.RED, TODAY, WorkspaceState.of(values)).map()
    return {n[0]: n[5] for n in document["nodes"]}, {e[0]: e for e in document["edges"]}


def test_parallel_ties_are_one_line_with_a_count(empty: Store) -> None:
    _, lines = drawn(campaign(empty))
    assert set(lines) == {"org:left", "org:stays", "org:came"}
    _, _, phrase, many, directed, sourced, over, layer, further = lines["org:stays"]
    assert (phrase, many, directed, sourced, over, layer) == ("has adopted", 3, 1, 1, 0, "campaign")
    assert set(further) == {"works on", "supports"}


def test_who_has_left_is_a_ghost_and_who_has_just_come_has_a_halo(empty: Store) -> None:
    store = campaign(empty)
    today = {"cas:1": "", "org:left": "ended", "org:stays": "", "org:came": ""}
    assert drawn(store)[0] == today
    assert drawn(store, day="2026-06-10")[0] == {**today, "org:came": "new"}
    before = {"cas:1": "", "org:left": "", "org:stays": ""}
    assert drawn(store, day="2026-01-15")[0] == before
