"""What-if: before and after, as if it were stored; and how it is made so for good."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from graph.campaign.scenario import suppose
from graph.model.errors import DemarcheError
from graph.model.records import Entity, PartialDate, Tie
from graph.model.schema import Label
from graph.store.base import Store
from graph.view import View
from loaders.loader import named
from loaders.loading import load
from queries.answer import Answer, Matrix, NetworkMap, Note, Row, Table
from queries.parameters import resolve
from queries.question import ask
from tests.conftest import write
from tests.queries import golden
from tests.queries.test_introductions import CHANCELLOR, DAY, SURE, but, person, tie, two_ways

DAY_ONE = PartialDate("2026-11-01")
CAUCUS = "Caucus for Free Letters"
IRELAND = "De facto embassy of Ireland in Zaveria (invented)"


def what_if(store: Store, changes: str, **parameters: Any) -> Answer:
    parameters = {"case": "cas:1", "to": "per:eve", "changes": changes, **parameters}
    return ask("what-if", store, parameters, Label.RED, DAY)


def rows(answer: Answer, id: str) -> list[Row]:
    block = next((block for block in answer.blocks if block.id == id), None)
    return list(block.rows) if isinstance(block, Table) else []


def in_short(answer: Answer) -> str:
    note = answer.block("in_short")
    assert isinstance(note, Note)
    return note.text


def drawn(answer: Answer, id: str, state: str | None = None) -> set[str]:
    """Whom a map shows, in one state; without one as usual."""
    block = answer.block(id)
    assert isinstance(block, NetworkMap)
    return {str(one["name"]) for one in block.entities if one.get("state") == state}


def ids(answer: Answer, id: str, state: str | None = None) -> set[str]:
    """The ties of a map in one state, as sentences."""
    block = answer.block(id)
    assert isinstance(block, NetworkMap)
    name = {one["id"]: one["name"] for one in block.entities}
    return {
        f"{name[tie['source']]} {tie['phrase']} {name[tie['target']]}"
        for tie in block.ties
        if tie.get("state") == state
    }


def test_without_somebody_the_ways_are_fewer(empty: Store) -> None:
    write(empty, *two_ways())
    answer = what_if(empty, "remove Ada")
    way = rows(answer, "ways")[0]
    assert way["before"] > way["after"] > 0  # type: ignore[operator]
    assert way["best_before"] == "Watch → Ada → Eve"
    assert way["best_after"] == "Watch → Bo → Cy → Eve"
    assert "Scenario: Ada leaves. The chance of an introduction to Eve working would fall" in (
        answer.sentence
    )
    assert "Ada" in drawn(answer, "before")
    assert drawn(answer, "after") == {"Case One", "Watch", "Bo", "Cy", "Eve"}
    assert drawn(answer, "after", "gone") == {"Ada"}
    assert ids(answer, "after", "gone") == {"Ada works for Watch", "Ada knows Eve"}


def test_a_way_that_breaks_leaves_its_pieces_on_the_map(empty: Store) -> None:
    write(empty, *two_ways())
    answer = what_if(empty, "end Ada knows Eve; end Cy knows Bo")
    assert "No introduction to Eve would be left" in answer.sentence
    assert {"Eve", "Ada", "Bo", "Cy", "Watch"} <= drawn(answer, "after")
    assert ids(answer, "after", "gone") == {"Ada knows Eve", "Bo knows Cy"}
    assert "Ada works for Watch" in ids(answer, "after")


def test_each_difference_is_what_a_changed_store_would_give(empty: Store, tmp_path: Path) -> None:
    write(empty, *two_ways())
    answer = what_if(empty, "remove Ada; add Bo knows Eve; set Cy to passive opposition")
    supposed = rows(answer, "ways")[0]["after"]
    records = [r for r in two_ways() if "per:ada" not in r.identity]
    write(
        empty,
        *records,
        tie("KNOWS", "per:bo", "per:eve", key="x", since=DAY_ONE),
        tie("OPPOSES", "per:cy", "cas:1", since=DAY_ONE, values={"stance": -1}),
    )
    real = rows(what_if(empty, "add person Dee"), "ways")[0]["before"]
    assert supposed == pytest.approx(real, abs=0.02)  # a supposed tie is of the day, ours older


def test_functions_that_only_one_covered_become_a_gap(empty: Store) -> None:
    work = tie(
        "WORKS_ON", "org:watch", "cas:1", strength=1.0, values={"functions": ["media", "medical"]}
    )
    more = tie("WORKS_ON", "per:cy", "cas:1", values={"functions": ["media"]})
    write(empty, *but(two_ways(), work, more))
    answer = what_if(empty, "remove Watch")
    gaps = {
        row["function"]: (row["before"], row["after"], row["gap"]) for row in rows(answer, "gaps")
    }
    assert gaps == {
        "media coverage": (["Cy", "Watch"], ["Cy"], "one only"),
        "medical care and advice": (["Watch"], ["nobody"], "opens"),
    }
    assert "Nobody would cover medical care and advice any more." in in_short(answer)
    assert "Only one ally would still cover media coverage." in in_short(answer)
    assert drawn(answer, "lacking", "gap") == {"medical care and advice"}
    assert drawn(answer, "lacking", "gone") == {"Watch"}
    assert drawn(answer, "lacking") == {"Case One", "Cy", "media coverage"}
    assert ids(answer, "lacking", "gone") == {
        "Watch covered media coverage",
        "Watch covered medical care and advice",
    }
    assert "Cy covers media coverage" in ids(answer, "lacking")


def test_who_could_close_a_gap_is_said_and_drawn(empty: Store) -> None:
    work = tie("WORKS_ON", "org:watch", "cas:1", values={"functions": ["medical"]})
    clinic = Entity("Organization", "org:clinic", "Clinic", {"functions": ["medical"]}, SURE)
    write(empty, *but(two_ways(), work, clinic))
    answer = what_if(empty, "remove Watch")
    assert [row["could"] for row in rows(answer, "gaps")] == [["Clinic"]]
    assert ids(answer, "lacking", "could") == {"Clinic could cover medical care and advice"}
    back = what_if(empty, "set Watch to active opposition; set Watch to active ally")
    assert rows(back, "gaps") == []
    assert "lacking" not in {block.id for block in back.blocks}


def test_what_only_somebody_at_risk_does_then_is_told_apart(empty: Store) -> None:
    careful = person("Dee", role="doctor", opted_in=[])
    work = [
        tie("WORKS_ON", who, "cas:1", values={"functions": ["medical"]})
        for who in ("org:watch", "per:dee")
    ]
    write(empty, *but(two_ways(), careful, *work))
    answer = what_if(empty, "remove Watch")
    assert "Only somebody at risk would still cover medical care and advice." in in_short(answer)
    assert "Nobody would cover" not in in_short(answer)
    assert "Dee" not in answer.json().decode()


def test_after_release_only_what_is_needed_then_counts(empty: Store) -> None:
    free = Entity("Case", "cas:1", "Case One", {"stage": "released"}, SURE)
    work = tie(
        "WORKS_ON", "org:watch", "cas:1", values={"functions": ["diplomacy", "reintegration"]}
    )
    write(empty, *but(two_ways(), free, work))
    answer = what_if(empty, "remove Watch")
    assert [row["function_id"] for row in rows(answer, "gaps")] == ["reintegration"]


def test_a_stance_moves_whoever_has_it_off_the_ways(empty: Store) -> None:
    write(empty, *two_ways())
    answer = what_if(empty, "set Ada to active opposition")
    assert rows(answer, "ways")[0]["best_after"] == "Watch → Bo → Cy → Eve"
    (turned,) = rows(answer, "stances_moved")
    assert (turned["name"], turned["before"], turned["after"]) == ("Ada", None, "active opposition")
    back = what_if(empty, "set Ada to active opposition; set Ada to active ally")
    assert rows(back, "ways")[0]["best_after"] == "Watch → Ada → Eve"


def test_somebody_new_can_open_a_way(empty: Store) -> None:
    lone = [r for r in two_ways() if not isinstance(r, Tie) or r.kind != "KNOWS"]
    write(empty, *lone)
    answer = what_if(
        empty, "add person Dee Dow; add Dee Dow works for Watch; add Dee Dow knows Eve"
    )
    assert "An introduction to Eve would open" in answer.sentence
    assert rows(answer, "ways")[0]["best_after"] == "Watch → Dee Dow → Eve"
    barred = but(lone, person("Eve", contact="do not contact"))
    write(empty, *barred)
    closed = what_if(empty, "add Ada knows Eve")
    assert rows(closed, "ways")[0]["after"] is None  # whoever said no stays out of every what-if


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("marry Ada", "is not a change"),
        ("remove", "is not a change"),
        ("remove Adda", "Nothing here is called “Adda”"),
        ("end Ada knows Bo", "so it cannot end"),
        ("add Ada adores Bo", "names no kind of tie"),
        ("close Watch", "There is no mission"),
        ("set Ada to friend", "is not a change of stance"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(empty: Store, line: str, sentence: str) -> None:
    write(empty, *two_ways())
    with pytest.raises(DemarcheError, match=sentence):
        what_if(empty, line)


@pytest.mark.slow
def test_nothing_is_stored(copy_of_filled: Store) -> None:
    path = Path(copy_of_filled.url.removeprefix("sqlite:///"))
    parameters = {"case": "Swallow", "to": CHANCELLOR}
    plain = ask("introductions", copy_of_filled, parameters, Label.STRICT, DAY).json()
    before, revision = path.read_bytes(), copy_of_filled.revision()
    answer = what_if(copy_of_filled, f"remove {CAUCUS}; close {IRELAND}", **parameters)
    assert (path.read_bytes(), copy_of_filled.revision()) == (before, revision)
    assert ask("introductions", copy_of_filled, parameters, Label.STRICT, DAY).json() == plain
    doors = {row["name"]: row["after"] for row in rows(answer, "doors")}
    assert doors == {"Ireland": "no embassy is known"}


@pytest.mark.slow
def test_its_rows_make_it_so_for_good(copy_of_filled: Store, tmp_path: Path) -> None:
    changes = (
        f"remove {CAUCUS}; close {IRELAND}; set Benno Askervale to active ally; "
        "add organization House of Reeds; add House of Reeds coordinates with Open Margin; "
        "end Tigran Zaveruni knows Velma Zoridzen"
    )
    parameters = {"case": "Swallow", "to": CHANCELLOR}
    supposed = what_if(copy_of_filled, changes, **parameters)
    order = ("organizations", "missions", "ties", "stances")
    for loader in order:
        block = supposed.block(loader)
        assert isinstance(block, Table)
        path = tmp_path / f"{loader}.csv"
        path.write_text(supposed.export("csv", block), "utf-8")
        load(named(loader), [path], copy_of_filled, append=True, accept_unencrypted=True)
    tomorrow = DAY + timedelta(days=1)
    real = ask(
        "what-if", copy_of_filled, {**parameters, "changes": "add person Dee"}, Label.RED, tomorrow
    )
    view = View(copy_of_filled, Label.RED, tomorrow)
    again = suppose(
        View(copy_of_filled, Label.RED, DAY),
        view.find("Swallow", "Case")[0].id,
        ["set Benno Askervale to active ally"],
        resolve,
    )
    assert again.changes.added
    assert rows(real, "ways")[0]["best_before"] == rows(supposed, "ways")[0]["best_after"]
    assert rows(real, "ways")[0]["before"] == pytest.approx(
        rows(supposed, "ways")[0]["after"], abs=0.01
    )
    assert view.find("House of Reeds", "Organization")
    assert view.get(view.find(IRELAND, "Mission")[0].id).values["status"] == "closed"


def allies(functions: Answer) -> dict[str, dict[str, tuple[list[str], str]]]:
    """Of each ally the functions they cover: all who cover them, and the state, by function."""
    matrix, gaps = functions.block("allies"), functions.block("gaps")
    assert isinstance(matrix, Matrix)
    assert isinstance(gaps, Table)
    state = {row["function"]: str(row["state"]) for row in gaps.rows}
    covers = [row for row in matrix.rows if row["state"] == "covers"]
    who: dict[str, list[str]] = {}
    for row in covers:
        who.setdefault(str(row["function"]), []).append(str(row["ally"]))
    sections: dict[str, dict[str, tuple[list[str], str]]] = {}
    for row in covers:
        of = str(row["function"])
        sections.setdefault(str(row["id"]), {})[of] = who[of], state.get(row["function"], "covered")
    return sections


def before(answer: Answer) -> dict[str, tuple[object, str]]:
    return {
        str(row["function"]): (row["before"], str(row["state_before"]))
        for row in rows(answer, "gaps")
    }


@pytest.mark.slow
@pytest.mark.parametrize("audience", [Label.AMBER, Label.STRICT, Label.RED])
def test_both_pages_count_the_same_functions(campaign: Store, audience: Label) -> None:
    parameters = {"case": "Swallow"}
    covering = allies(ask("functions", campaign, parameters, audience, DAY))
    assert len(covering) > 3
    for who, covered in covering.items():
        answer = ask("what-if", campaign, {**parameters, "changes": f"remove {who}"}, audience, DAY)
        assert before(answer) == covered


def test_both_pages_count_the_same_for_anybody(empty: Store) -> None:
    work = tie("WORKS_ON", "org:watch", "cas:1", values={"functions": ["media", "medical"]})
    write(
        empty,
        *(
            replace(one, origin=replace(one.origin, label=Label.CLEAR))
            for one in but(two_ways(), work)
        ),
    )
    covered = allies(ask("functions", empty, {"case": "cas:1"}, Label.CLEAR, DAY))
    answer = ask("what-if", empty, {"case": "cas:1", "changes": "remove Watch"}, Label.CLEAR, DAY)
    assert before(answer) == covered["org:watch"]
    assert len(before(answer)) == 2


def test_whom_the_sample_is_hidden_from_both_pages_refuse_alike(campaign: Store) -> None:
    refusals = set()
    for name, parameters in (("functions", {}), ("what-if", {"changes": "remove Open Margin"})):
        with pytest.raises(DemarcheError) as refused:
            ask(name, campaign, {"case": "Swallow", **parameters}, Label.CLEAR, DAY)
        refusals.add(str(refused.value))
    assert len(refusals) == 1


@pytest.mark.slow
def test_both_pages_count_the_same_after_a_change_is_made(
    copy_of_filled: Store, tmp_path: Path
) -> None:
    parameters, changes = {"case": "Swallow"}, f"remove {CAUCUS}"
    supposed = ask("what-if", copy_of_filled, {**parameters, "changes": changes}, Label.RED, DAY)
    path = tmp_path / "ties.csv"
    block = supposed.block("ties")
    assert isinstance(block, Table)
    path.write_text(supposed.export("csv", block), "utf-8")
    load(named("ties"), [path], copy_of_filled, append=True, accept_unencrypted=True)
    tomorrow = DAY + timedelta(days=1)
    real = ask("functions", copy_of_filled, parameters, Label.RED, tomorrow)
    covering = allies(real)
    for who, covered in covering.items():
        more = {**parameters, "changes": f"remove {who}"}
        assert before(ask("what-if", copy_of_filled, more, Label.RED, tomorrow)) == covered
    still = {function: names for some in covering.values() for function, (names, _) in some.items()}
    for row in rows(supposed, "gaps"):
        after = row["after"] if row["after"] != [row["state_after"]] else None
        assert still.get(str(row["function"])) == after
    assert rows(supposed, "gaps")


def test_the_sample_reads_like_advice(campaign: Store) -> None:
    parameters = {"case": "Swallow", "changes": f"remove {CAUCUS}; close {IRELAND}"}
    golden.check(ask("what-if", campaign, parameters, Label.STRICT, DAY))
