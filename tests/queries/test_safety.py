"""Who is at risk, through every question about ways: on no chain, in no count, in no suggestion.

Random campaigns on both stores. The rules of DESIGN 8 are written down here once more, from what
the generator decided, and not taken from the program.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from graph.model.records import Entity, Record
from graph.model.schema import Label
from graph.store.base import Store
from graph.store.opening import open_store
from queries.question import ask
from tests.conftest import write
from tests.neo4j import server
from tests.queries.test_introductions import DAY, SURE, tie

pytestmark = pytest.mark.slow

SEEDS = [*((seed, "sqlite") for seed in range(10)), (10, "neo4j")]


class Campaign(NamedTuple):
    """Records, and which people must be treated how."""

    records: list[Record]
    people: list[str]
    barred: set[str]  # not to be contacted
    at_risk: set[str]  # and did not agree for this case
    silent: set[str]  # did not agree

    def without(self, ids: set[str]) -> list[Record]:
        return [r for r in self.records if not ids & set(r.identity)]


def campaign(seed: int) -> Campaign:
    rng = random.Random(seed)
    rules: list[dict[str, Any]] = [
        {},
        {},
        {},
        {},
        {"contact": "do not contact"},
        {"safe_to_tell": "no"},
        {"role": "prisoner"},
        {"role": "relative"},
        {"role": "source"},
        {"minor": True},
        {"contact": "ask first"},
        {"safe_to_tell": "unknown"},
    ]
    people = [f"per:{n:02d}z" for n in range(24)]
    chosen = {id: rng.choice(rules) for id in people}
    agreed = {id for id in people if rng.random() < 0.7}
    inside = {id for id in people if rng.random() < 0.15}
    kin = set(rng.sample(people, 2))
    barred = {
        id
        for id, v in chosen.items()
        if v.get("contact") == "do not contact" or v.get("safe_to_tell") == "no"
    }
    risky = {id for id, v in chosen.items() if "role" in v or "minor" in v} | inside | kin
    records: list[Record] = [
        Entity("Case", "cas:1", "Case One", {}, SURE),
        Entity("Government", "gov:BLR", "Belarus", {}, SURE),
        Entity("Person", "per:held", "Held", {"role": "prisoner"}, SURE),
        *(
            Entity("Organization", f"org:{n}", f"Body {n}", {"sector": "ngo"}, SURE)
            for n in range(4)
        ),
        Entity("Coalition", "coa:1", "The Table", {}, SURE),
        tie("DETAINS", "gov:BLR", "cas:1"),
        tie("CONCERNS", "cas:1", "per:held"),
        *(tie("KIN_OF", id, "per:held") for id in sorted(kin)),
        *(tie("RESIDES_IN", id, "gov:BLR") for id in sorted(inside)),
        *(tie("WORKS_ON", f"org:{n}", "cas:1", values={"functions": ["media"]}) for n in range(2)),
        *(tie("MEMBER_OF", f"org:{n}", "coa:1") for n in range(3)),
    ]
    for id in people:
        values = {**chosen[id], "opted_in": ["cas:1"] if id in agreed else []}
        records.append(Entity("Person", id, f"Name{id[4:]}", values, SURE))
        if rng.random() < 0.5:
            records.append(tie("WORKS_FOR", id, f"org:{rng.randrange(4)}"))
    pairs = {tuple(sorted(rng.sample(people, 2))) for _ in range(40)}
    records += [tie("KNOWS", a, b, strength=0.9) for a, b in sorted(pairs)]
    return Campaign(
        records, people, barred, (risky - agreed) | barred, (set(people) - agreed) | barred
    )


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store of the kind that is asked for."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'campaign.sqlite'}"
    server.require()
    return server.empty()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url)
    yield opened
    opened.close()


def blocks(store: Store, name: str, **parameters: Any) -> dict[str, Any]:
    answer = ask(name, store, {"case": "cas:1", **parameters}, Label.RED, DAY)
    document = json.loads(answer.json())
    return {"all": json.dumps(document), **{block["id"]: block for block in document["blocks"]}}


def named(ids: set[str], text: str) -> set[str]:
    return {id for id in ids if f"Name{id[4:]}" in text or id in text}


@pytest.mark.parametrize(("seed", "url"), SEEDS, indirect=["url"])
def test_nobody_at_risk_is_on_a_way_or_in_a_suggestion(seed: int, store: Store) -> None:
    people_of = campaign(seed)
    write(store, *people_of.records)
    steps = 0
    for goal in people_of.people[: 2 if store.url.startswith("neo4j") else 6]:  # each takes it long
        document = blocks(store, "introductions", to=goal)
        others = people_of.barred - {goal}
        assert not named(others, document["all"])
        carriers = {row["who_id"] for row in document.get("steps", {"rows": []})["rows"]}
        assert not carriers & people_of.silent
        assert not carriers & people_of.at_risk
        opens = json.dumps(document.get("would_open", {}))
        assert not named(people_of.at_risk - {goal}, opens)
        steps += len(carriers)
        if goal in people_of.barred:
            assert "not to be contacted" in document["all"]
            assert not carriers
    assert steps
    a, b = people_of.people[:2]
    changes = f"add {a} knows {b}; add person Newcomer; add Newcomer works for org:0"
    supposed = blocks(store, "what-if", changes=changes, to=people_of.people[2])
    assert not named(people_of.barred - {a, b, people_of.people[2]}, supposed["all"])
    for map in ("before", "after"):
        among = json.dumps(supposed.get(map, {}))
        assert not named(people_of.at_risk - {people_of.people[2]}, among)


@pytest.mark.parametrize(("seed", "url"), SEEDS, indirect=["url"])
def test_nobody_at_risk_is_in_any_count(seed: int, store: Store) -> None:
    """Who is at risk might as well not be there."""
    people_of = campaign(seed)
    names = ("brokers", "communities")
    write(store, *people_of.without(people_of.at_risk))
    documents = [blocks(store, name)["all"] for name in names]
    write(store, *people_of.records)
    assert [blocks(store, name)["all"] for name in names] == documents
    assert not any(named(people_of.at_risk, text) for text in documents)
    weak = blocks(store, "weak-points", to=people_of.people[0])
    assert not named(
        set(people_of.people), weak["all"].replace(f'"to": "{people_of.people[0]}"', "")
    )


def test_the_generator_makes_people_of_every_sort() -> None:
    campaigns = [campaign(seed) for seed, _ in SEEDS]
    assert all(one.barred and one.silent - one.barred for one in campaigns)
    assert sum(bool(one.at_risk - one.barred) for one in campaigns) > 3
