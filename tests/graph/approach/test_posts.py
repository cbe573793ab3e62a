"""What became of embassies since the snapshot: shut ones are no doors, moved ones are elsewhere."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from graph.approach.embassies import doors
from graph.approach.posts import Post
from graph.model.ids import government_id, iso3_of
from graph.model.records import Entity, Origin, PartialDate, Tie
from graph.model.schema import Label
from graph.store.base import Store
from graph.view import View
from loaders.countries import resolve
from tests.conftest import write
from tests.loaders.read import REFERENCE

NAMES = {"BLR": "Belarus", "RUS": "Russia", "USA": "United States", "ISL": "Iceland", "LTU": "Lit"}
SNAPSHOT = Origin("https://example.org", known=PartialDate("2022-11-16"), label=Label.CLEAR)


def on(store: Store, day: str = "2026-11-29") -> View:
    return View(store, Label.CLEAR, date.fromisoformat(day))


def changed(sender: str, host: str, change: str, day: str, **where: str) -> Tie:
    origin = Origin("https://example.org", date(2026, 11, 29), PartialDate(day))
    return Tie(
        "CHANGED_POST_IN",
        government_id(sender),
        government_id(host),
        f"{day} embassy",
        PartialDate(day),
        values={"type": "embassy", "city": "there", "change": change, **where},
        origin=origin,
    )


@pytest.fixture
def store(empty: Store) -> Store:
    """Embassies of the United States in Minsk and of Iceland in Moscow, accredited to Belarus."""
    missions = {
        "usa": ("embassy", "Minsk", "USA", "BLR"),
        "isl": ("embassy", "Moscow", "ISL", "RUS"),
        "geneva": ("permanent mission", "Geneva", "USA", "LTU"),
    }
    records: list[Entity | Tie] = [
        Entity("Government", f"gov:{iso3}", name) for iso3, name in NAMES.items()
    ]
    records.append(Entity("Organization", "org:UN", "United Nations", {"sector": "igo"}, SNAPSHOT))
    for id, (type, city, sender, host) in missions.items():
        mission = f"mis:{id}"
        to = "org:UN" if type == "permanent mission" else "gov:BLR"
        records += [
            Entity("Mission", mission, id, {"type": type, "city": city, "latitude": 1.0}, SNAPSHOT),
            Tie("REPRESENTS", mission, f"gov:{sender}", origin=SNAPSHOT),
            Tie("LOCATED_IN", mission, f"gov:{host}", origin=SNAPSHOT),
            Tie("ACCREDITED_TO", mission, to, origin=SNAPSHOT),
        ]
    write(empty, *records)
    return empty


@pytest.mark.parametrize("change", ["closed", "suspended"])
def test_a_post_that_is_shut_is_no_door_and_the_next_best_is_one(store: Store, change: str) -> None:
    assert doors(on(store), "gov:BLR")["USA"].kind == "embassy"
    write(store, changed("USA", "BLR", change, "2022-02-28"), dataset="posts")
    assert doors(on(store), "gov:BLR")["USA"].kind == "Geneva"
    assert doors(on(store, "2022-02-27"), "gov:BLR").get("USA") is None  # before the snapshot
    (tie,) = on(store).ties("CHANGED_POST_IN")
    assert (Post.of(tie).status, Post.of(tie).words) == (
        change,
        f"embassy in there {change} (28 February 2022)",
    )


def test_an_embassy_that_is_shut_is_no_door_to_where_it_was_accredited_from_there(
    store: Store,
) -> None:
    assert doors(on(store), "gov:BLR")["ISL"].kind == "accredited"
    write(store, changed("ISL", "RUS", "suspended", "2023-08-01"), dataset="posts")
    assert "ISL" not in doors(on(store), "gov:BLR")
    assert doors(on(store, "2023-07-31"), "gov:BLR")["ISL"].kind == "accredited"


def test_a_post_that_moved_is_a_door_in_the_city_where_it_works_now(store: Store) -> None:
    away = changed("USA", "BLR", "moved", "2022-02-28", to="Vilnius", to_host="gov:LTU")
    write(store, away, dataset="posts")
    door = doors(on(store), "gov:BLR")["USA"]
    assert (door.kind, door.city, door.status) == ("accredited", "Vilnius", "moved")
    assert (door.known, door.latitude) == ("2026-11-29", None)  # where it lies there: not known
    assert door.post
    assert door.post.tie in door.ties
    within = changed("USA", "BLR", "moved", "2022-03-01", to="Brest", to_host="gov:BLR")
    write(store, within, dataset="later")
    door = doors(on(store), "gov:BLR")["USA"]
    assert (door.kind, door.city) == ("embassy", "Brest")


def test_the_newest_change_counts_so_that_a_post_reopens(store: Store) -> None:
    shut = changed("USA", "BLR", "closed", "2023-01-01")
    write(store, changed("USA", "BLR", "reopened", "2025-06"), shut, dataset="posts")
    door = doors(on(store), "gov:BLR")["USA"]
    assert (door.kind, door.city, door.status) == ("embassy", "Minsk", "open")
    assert doors(on(store, "2025-05-01"), "gov:BLR")["USA"].kind == "Geneva"


def test_without_relations_only_the_missions_to_the_un_are_doors(store: Store) -> None:
    broken = PartialDate("2024-01-01")
    for other in ("USA", "ISL"):
        write(
            store,
            Tie(
                "NO_RELATIONS_WITH",
                "gov:BLR",
                f"gov:{other}",
                since=broken,
                origin=Origin("https://example.org", known=broken),
            ),
            dataset=f"relations {other}",
        )
    at = doors(on(store), "gov:BLR")
    assert at["USA"].kind == "Geneva"
    assert "ISL" not in at
    assert doors(on(store, "2023-12-31"), "gov:BLR")["USA"].kind == "embassy"


@pytest.mark.slow
def test_no_door_is_one_that_the_shipped_tables_call_shut(filled: Store) -> None:
    """Towards all that a row could matter to; the tables are read here without the product."""
    newest: dict[tuple[str, str], dict[str, str]] = {}
    with (REFERENCE / "posts.csv").open(encoding="utf-8", newline="") as file:
        for row in sorted(csv.DictReader(file), key=lambda row: row["date"]):
            newest[resolve(row["government"]), resolve(row["host"])] = row
    with (REFERENCE / "relations.csv").open(encoding="utf-8", newline="") as file:
        broken = {
            frozenset((resolve(row["government"]), resolve(row["other"])))
            for row in csv.DictReader(file)
            if row["kind"] == "no relations" and not row["until"]
        }
    view = on(filled)
    lies_in: dict[str, set[str]] = {}
    for tie in view.ties("LOCATED_IN", where=lambda tie: tie.source.startswith("mis:")):
        lies_in.setdefault(tie.source, set()).add(iso3_of(tie.target))
    hosts = {place for _, place in newest} | {iso3 for pair in broken for iso3 in pair}
    senders = {t.source: iso3_of(t.target) for t in view.ties("REPRESENTS", of=lies_in)}
    for tie in view.ties("ACCREDITED_TO", of=lies_in):
        if any((senders.get(tie.source), place) in newest for place in lies_in[tie.source]):
            hosts |= {iso3_of(tie.target)} if tie.target.startswith("gov:") else set()
    reached = dict.fromkeys(newest, False)
    for host in hosts:
        for sender, door in doors(view, f"gov:{host}").items():
            if door.kind in ("Geneva", "New York"):
                continue
            assert frozenset((sender, host)) not in broken, door
            for place in lies_in[door.id]:
                if (sender, place) in newest:
                    row = newest[sender, place]
                    assert row["change"] not in ("closed", "suspended"), door
                    assert door.city == row["to"] or not row["to"], door
                    reached[sender, place] |= place == host
    open_again = {key for key, row in newest.items() if row["change"] in ("reopened", "moved")}
    assert {key for key, is_door in reached.items() if is_door} == open_again
