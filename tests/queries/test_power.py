"""Where they stand and how much say they have: the map of power, the lens, and what next."""

from __future__ import annotations

import random
from itertools import pairwise, permutations

import pytest

from graph.campaign.contacts import contacts
from graph.campaign.influence import access
from graph.model.errors import DemarcheError
from graph.model.records import Entity, Record
from graph.model.schema import Label
from graph.store.base import Store
from graph.view import View
from queries.answer import Answer, PowerMap, Row, Table
from queries.question import ask
from queries.render.browser.power_map import placed
from tests.conftest import write
from tests.queries.test_introductions import DAY, but, person, tie
from tests.queries.test_spectrum import answer_of, case, stance


def eve_decides() -> list[Record]:
    """Eve decides; Ada works for Watch and knows her; Press knows nobody."""
    return [
        *case(),
        person("Eve"),
        tie("DECIDES", "per:eve", "cas:1"),
        tie("WORKS_FOR", "per:ada", "org:watch"),
        tie("KNOWS", "per:ada", "per:eve"),
    ]


def stances_of_all() -> list[Record]:
    return [
        stance("org:watch", 2, "2026-10-01"),
        stance("org:press", 0, "2026-10-05"),
        stance("per:eve", -1, "2026-10-06"),
    ]


def power(answer: Answer) -> dict[str, Row]:
    block = answer.block("power")
    assert isinstance(block, PowerMap)
    return {str(row["name"]): row for row in block.rows}


def standings(answer: Answer) -> set[tuple[str, str, int | None]]:
    assert answer.lens is not None
    return {(one.id, one.role, one.order) for one in answer.lens.entities}


def test_say_is_access_to_whoever_decides(empty: Store) -> None:
    write(empty, *eve_decides(), *stances_of_all())
    rows = power(answer_of(empty))
    assert (rows["Eve"]["influence"], rows["Eve"]["stance"]) == (1.0, -1)
    assert rows["Eve"]["influence_of"] == "decides on the case"
    assert rows["Press"]["influence"] is None
    assert rows["Press"]["influence_of"] == "no introduction from them to whoever decides is known"
    G = contacts(View(empty, Label.RED, DAY), "cas:1").askable
    chain = G.chance("org:watch", "per:ada") * G.chance("per:ada", "per:eve")
    assert rows["Watch"]["influence"] == pytest.approx(chain)
    assert str(rows["Watch"]["influence_of"]).startswith("reaches Eve through Ada (")


def test_where_nobody_knows_who_decides_no_say_is_known(empty: Store) -> None:
    write(empty, *case(), stance("org:watch", 2, "2026-10-01"))
    row = power(answer_of(empty))["Watch"]
    assert (row["influence"], row["influence_of"]) == (None, "who decides on the case is not known")


def test_nobody_at_risk_is_in_the_middle_and_no_chain_runs_through_the_case(empty: Store) -> None:
    at_risk = person("Ada", safe_to_tell="no")
    write(empty, *but(eve_decides(), at_risk), *stances_of_all())
    assert power(answer_of(empty))["Watch"]["influence"] is None


@pytest.mark.parametrize("seed", range(5))
def test_it_is_the_best_of_all_chains(seed: int, empty: Store) -> None:
    rng = random.Random(seed)
    people = [f"per:{name}" for name in "abcd"]
    known = [
        tie("KNOWS", one, other, strength=rng.uniform(0.2, 0.9))
        for one in people
        for other in (*people, "per:eve")
        if one < other and rng.random() < 0.6
    ]
    write(empty, *eve_decides(), *(person(id[4:]) for id in people), *known)
    G = contacts(View(empty, Label.RED, DAY), "cas:1", people).askable

    def best(start: str) -> float:
        others = [id for id in G.ids if id.startswith("per:") and id not in (start, "per:eve")]
        chains = ((start, *m, "per:eve") for k in range(4) for m in permutations(others, k))
        return max(_along(chain) for chain in chains)

    def _along(chain: tuple[str, ...]) -> float:
        p = 1.0
        for one, other in pairwise(chain):
            p *= G.chance(one, other)
        return p

    of_access = access(G, people, {"per:eve"})
    for id in people:
        if id in G:
            assert (of_access[id].p if id in of_access else 0) == pytest.approx(best(id))


def test_the_lens_says_on_which_side_each_stands_and_who_moved(empty: Store) -> None:
    write(empty, *eve_decides(), *stances_of_all(), stance("org:watch", 0, "2026-03-01"))
    answer = answer_of(empty)
    assert standings(answer) == {
        ("org:watch", "moved", None),
        ("org:press", "neutral", None),
        ("per:eve", "opponent", None),
    }
    assert answer.lens is not None
    words = {one.id: one.words for one in answer.lens.entities}
    assert words["org:watch"] == "active ally, was neutral until 1 October 2026"
    assert power(answer)["Watch"]["was"] == 0
    assert ("org:watch", "ally", None) in standings(answer_of(empty, since="2026-10-02"))


@pytest.mark.parametrize("stage", ["released", "conditional release", "died in custody"])
def test_for_who_is_free_or_dead_nobody_is_to_be_asked(stage: str, empty: Store) -> None:
    freed = Entity("Case", "cas:1", "Case One", {"stage": stage})
    write(empty, *but(eve_decides(), freed))
    assert "Begin with" not in answer_of(empty).sentence
    write(empty, *but(eve_decides(), freed), *stances_of_all())
    answer = answer_of(empty)
    table = answer.block("stances")
    assert isinstance(table, Table)
    assert all(row["to"] is None and row["moved"] is None for row in table.rows)
    nexts = {str(row["next"]) for row in table.rows if row["stance"] != "active ally"}
    assert all(step.startswith("nothing now: ") for step in nexts)


@pytest.mark.slow
def test_every_row_leads_where_it_is_answered(campaign: Store) -> None:
    answer = ask("spectrum", campaign, {"case": "Swallow"}, Label.RED, DAY)
    for id in ("stances", "moves", "unknown"):
        table = answer.block(id)
        assert isinstance(table, Table)
        for lead in table.onward:
            for row in table.rows:
                own = {name: row.get(column) for name, column in lead.of_row.items()}
                if None in own.values():
                    continue
                try:
                    ask(lead.question, campaign, {**lead.parameters, **own}, Label.RED, DAY)
                except DemarcheError as refusal:
                    pytest.fail(f"{id}: {lead.question} of {own}: {refusal}")


def test_those_at_one_place_stand_side_by_side(empty: Store) -> None:
    write(empty, *eve_decides(), *stances_of_all(), stance("gov:BLR", -1, "2026-10-01"))
    points = placed([*power(answer_of(empty)).values()])
    assert len({(x, y) for x, y in zip(points["x"], points["height"], strict=True)}) == len(points)
    assert set(points["told"]) >= {"100%", "not known"}
