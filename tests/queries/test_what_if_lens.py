"""What-if as a lens: ghosts, halos, who moved, whose introductions change; and what next."""

from __future__ import annotations

from graph.model.schema import Label
from graph.store.base import Store
from queries.answer import Answer, Table
from queries.lens import Lens
from queries.question import ask
from tests.conftest import write
from tests.queries.test_introductions import DAY, two_ways
from tests.queries.test_spectrum import stance


def lens(store: Store, changes: str) -> Lens:
    answer = ask(
        "what-if", store, {"case": "cas:1", "to": "per:eve", "changes": changes}, Label.RED, DAY
    )
    assert answer.lens is not None
    return answer.lens


def marks(lens: Lens) -> set[tuple[str, str, int | None]]:
    return {(one.id, one.role, one.order) for one in lens.entities}


def lines(lens: Lens) -> set[tuple[str, str, str]]:
    return {(line.source, line.target, line.role) for line in lens.lines}


def test_whoever_leaves_is_a_ghost_with_all_ties(empty: Store) -> None:
    write(empty, *two_ways())
    without_ada = lens(empty, "remove Ada")
    assert marks(without_ada) == {("per:ada", "gone", None), ("per:eve", "goal", None)}
    ghosts = {frozenset(ends[:2]) for ends in lines(without_ada) if ends[2] == "gone"}
    assert {frozenset({"per:ada", "org:watch"}), frozenset({"per:ada", "per:eve"})} <= ghosts
    assert ("per:bo", "per:cy", "new") in lines(without_ada)  # the introduction that is left
    goal = next(one for one in without_ada.entities if one.id == "per:eve")
    assert goal.words.startswith("introduction: ")


def test_a_tie_that_ends_is_a_line_that_is_gone(empty: Store) -> None:
    write(empty, *two_ways())
    over = lens(empty, "end Ada knows Eve")
    assert ("per:ada", "per:eve", "gone") in lines(over)
    assert all(one.role == "goal" for one in over.entities)


def test_who_is_supposed_comes_onto_the_map(empty: Store) -> None:
    write(empty, *two_ways())
    more = lens(empty, "add person Zed; add Zed knows Eve")
    assert [row["name"] for row in more.added] == ["Zed"]
    (zed,) = (one.id for one in more.entities if one.role == "new")
    assert (zed, "per:eve", "new") in lines(more)


def test_who_changes_sides_has_moved(empty: Store) -> None:
    write(empty, *two_ways(), stance("org:watch", 1, "2026-10-01"))
    turned = lens(empty, "set Watch to active ally")
    assert ("org:watch", "moved", None) in marks(turned)
    words = {one.id: one.words for one in turned.entities}
    assert words["org:watch"] == "active ally, was passive ally"


def test_nobody_is_marked_twice(campaign: Store) -> None:
    changes = "remove Caucus for Free Letters; set Ember Fund to active ally"
    answer = ask("what-if", campaign, {"case": "Swallow", "changes": changes}, Label.RED, DAY)
    assert answer.lens is not None
    ids = [one.id for one in answer.lens.entities]
    assert len(ids) == len(set(ids)) >= 2
    assert_leads(answer, campaign)


def assert_leads(answer: Answer, store: Store) -> None:
    """Every row leads to a question that is answered."""
    for block in answer.blocks:
        for lead in block.onward if isinstance(block, Table) else ():
            for row in block.rows:
                own = {name: row.get(column) for name, column in lead.of_row.items()}
                if None not in own.values():
                    ask(lead.question, store, {**lead.parameters, **own}, Label.RED, DAY)
