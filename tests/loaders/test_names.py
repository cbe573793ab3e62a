"""Names, codes and rows: whom a file means, and what it says twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.campaign.contacts import contacts
from graph.model.errors import LoadRefused, NotFound
from graph.model.schema import Label
from graph.store.base import Store
from graph.store.dangling import dangling
from graph.view import View
from loaders.changes.leaving import with_ends
from loaders.countries import STATE_OF, territories
from loaders.loader import named
from loaders.loading import load
from queries.answer import Table
from queries.parameters import resolve
from queries.question import ask
from tests.loaders.conftest import Give


def ties(store: Store, kind: str, dataset: str) -> set[tuple[str, str]]:
    """(source, target) by name."""
    view = View(store, Label.RED)
    named = {e.id: e.title for e in view.entities("Person", "Organization", "Case", "Government")}
    ties = view.ties(kind, where=lambda tie: tie.origin.dataset == dataset)
    return {(named[tie.source], named[tie.target]) for tie in ties}


TWO = (
    "name,code,role,country,city\n"
    "Robin Vale,rv-oslo,activist,Norway,Oslo\n"
    "Robin Vale,rv-porto,exile,Portugal,Porto\n"
    "Dana Quill,,activist,Norway,\n"
)


def test_a_code_refers_to_one_of_two_people_of_one_name(give: Give, copy_of_filled: Store) -> None:
    give("activists", TWO)
    give("ties", "from,kind,to\nrv-porto,knows,Dana Quill\n")
    view = View(copy_of_filled, Label.RED)
    porto = resolve("rv-porto", ["Person"], view)
    assert view.get(porto).values["city"] == "Porto"
    (tie,) = view.ties("KNOWS", of=[porto])
    assert {tie.source, tie.target} == {porto, resolve("Dana Quill", ["Person"], view)}


@pytest.mark.parametrize("together", [True, False])
def test_two_of_one_name_are_told_apart_without_ids(
    give: Give, copy_of_filled: Store, together: bool
) -> None:
    if together:  # prisoner and relative of one name in the load itself
        text = (
            "family,name,code,prisoner,relation,speaks,city\n"
            "Vale,Kim Vale,kv-1,Kim Vale,brother,no,Oslo\n"
            "Vale,Kim Vale,kv-2,Kim Vale,aunt,no,Faro\n"
        )
        with pytest.raises(LoadRefused) as refused:
            give("families", text)
        sentence = str(refused.value)
        assert "families.csv row 2, Oslo, brother, code “kv-1”" in sentence
    else:
        give("activists", TWO)
        with pytest.raises(LoadRefused) as refused:
            give("ties", "from,kind,to\nRobin Vale,knows,Dana Quill\n")
        sentence = str(refused.value)
        assert "ties.csv, row 2, column “from”: This names more than one person" in sentence
        assert "Robin Vale (activist, Oslo, Norway, code “rv-oslo”)" in sentence
        with pytest.raises(NotFound, match="exile, Porto, Portugal, code “rv-porto”"):
            resolve("Robin Vale", ["Person"], View(copy_of_filled, Label.RED))
    assert "per:" not in sentence


@pytest.mark.parametrize(
    ("loader", "kind", "first", "second"),
    [
        ("organizations", "Organization", "name,code,sector\nOld Oak,C-7,ngo\n", "New Oak"),
        ("activists", "Person", "name,code,role\nOld Oak,C-7,exile\n", "New Oak"),
        ("coalitions", "Coalition", "name,code\nOld Oak,C-7\n", "New Oak"),
        ("statements", "Statement", "title,code,kind\nOld Oak,C-7,letter\n", "New Oak"),
        ("cases", "Case", "name,code,detained by\nOld Oak,C-7,Belarus\n", "New Oak"),
    ],
)
def test_what_has_a_code_keeps_its_id_when_its_name_is_corrected(
    give: Give, copy_of_filled: Store, loader: str, kind: str, first: str, second: str
) -> None:
    give(loader, first)
    view = View(copy_of_filled, Label.RED)
    before = resolve("Old Oak", [kind], view)
    report = give(loader, first.replace("Old Oak", second))
    assert (report.claims.changed, report.claims.removed) == (1, 0)
    assert resolve("New Oak", [kind], view) == resolve("c-7", [kind], view) == before


def test_a_corrected_name_of_a_coded_case_keeps_ties_consents_and_opt_ins(
    give: Give, copy_of_filled: Store
) -> None:
    give("cases", "name,code,detained by\nBluebird,BB,Belarus\n")
    give("activists", "name,role,opted in\nIna Holm,activist,Bluebird\nOle Berg,activist,BB\n")
    give("consents", "case,use,state,giver\nBluebird,media,refused,Ina Holm\n")
    give("cases", "name,code,detained by\nKingfisher,BB,Belarus\n")
    view = View(copy_of_filled, Label.RED)
    case = resolve("Kingfisher", ["Case"], view)
    agreed = {e.title for e in view.entities("Person") if case in e.values.get("opted_in", [])}
    assert agreed == {"Ina Holm", "Ole Berg"}
    assert [t.target for t in view.ties("CONCERNS", of=[case]) if t.source[:4] == "con:"] == [case]


def test_rows_that_contradict_each_other_are_told_with_row_and_columns(give: Give) -> None:
    give("activists", TWO)
    text = (
        "from,kind,to,since,strength,note\n"
        "rv-oslo,knows,Dana Quill,2020,0.9,one\nrv-oslo,knows,Dana Quill,2020,0.1,one\n"
        "Dana Quill,knows,rv-oslo,2020,0.9,two\nDana Quill,knows,rv-porto,2020,0.9,two\n"
    )
    with pytest.raises(LoadRefused) as refused:
        give("ties", text)
    assert [(p.file, p.row, p.column, p.value) for p in refused.value.problems] == [
        ("ties.csv", 3, "strength", "0.1"),
        ("ties.csv", 4, "from", "Dana Quill"),
    ]
    assert "This contradicts row 2: see “strength”." in str(refused.value)


def test_a_repeated_tie_is_listed_as_skipped(give: Give) -> None:
    give("activists", TWO)
    row = "rv-oslo,knows,Dana Quill\n"
    report = give("ties", f"from,kind,to\n{row}{row}rv-porto,knows,Dana Quill\n")
    assert report.claims.created == 2
    assert report.skipped == [("ties.csv", 3, "says exactly what another row says, of row 2")]


def test_a_territory_is_a_place_where_a_case_a_seat_and_a_home_can_be(
    give: Give, copy_of_filled: Store
) -> None:
    give("organizations", "name,sector,country\nHarbour Watch,ngo,Macao\nIce Bell,ngo,Greenland\n")
    give("cases", "name,detained by\nHarbour,Macao\n")
    give(
        "activists",
        "name,role,country,nationality\nLi Wen,activist,Macao,Hong Kong\n"
        "Una Kerr,exile,Jersey,Puerto Rico\n",
    )
    view = View(copy_of_filled, Label.RED)
    case = resolve("Harbour", ["Case"], view)
    assert {t.source for t in view.ties("DETAINS", of=[case])} == {"gov:CHN"}
    assert {t.target for t in view.ties("LOCATED_IN", of=[case])} == {"fac:MAC"}
    at = {
        t.target for t in view.ties("RESIDES_IN", where=lambda t: t.origin.dataset == "activists")
    }
    assert at == {"fac:MAC", "fac:JEY"}
    assert ties(copy_of_filled, "NATIONAL_OF", "activists") == {
        ("Li Wen", "China"),
        ("Una Kerr", "United States"),
    }
    # Who lives there lives in the state that detains, so is at risk for this case.
    li, una = (resolve(name, ["Person"], view) for name in ("Li Wen", "Una Kerr"))
    askable = contacts(view, case, [li, una]).askable
    assert [bool(askable.endpoints[askable.index[id]]) for id in (li, una)] == [True, False]


def test_every_territory_but_one_has_its_state() -> None:
    kinds = {code: one.kind for code, one in territories().items()}
    dependent = {code for code, kind in kinds.items() if kind == "territory"}
    assert dependent - STATE_OF.keys() == {"ATA"}  # Antarctica is nobody's
    assert {kinds[state] for state in STATE_OF.values()} == {"state"}
    assert dependent >= STATE_OF.keys()


@pytest.mark.slow
def test_a_territory_answers_as_its_state_with_the_missions_there_first(
    filled: Store,
) -> None:
    view = View(filled)
    assert resolve("HKG", ["Government"], view) == "gov:CHN"
    answer = ask("embassies", filled, {"target": "Hong Kong", "most": "50"})
    assert answer.sentence.startswith(
        "Start with the United Kingdom, through its consulate in Hong Kong"
    )
    assert "Hong Kong is governed by China; missions in Hong Kong come first." in answer.sentence
    (table,) = (b for b in answer.blocks if b.id == "ranking" and isinstance(b, Table))
    kinds = {row["name"]: (row["door_kind"], row["city"]) for row in table.rows}
    assert kinds["France"] == ("in the territory", "Hong Kong")
    whole = ask("embassies", filled, {"target": "CHN", "most": "50"})
    (plain,) = (b for b in whole.blocks if b.id == "ranking" and isinstance(b, Table))
    assert [r["name"] for r in plain.rows] == [r["name"] for r in table.rows]
    assert {r["name"]: r["door_kind"] for r in plain.rows}["France"] == "embassy"


def test_every_missing_end_is_told_with_its_row(empty: Store, tmp_path: Path) -> None:
    file = tmp_path / "seats.csv"
    file.write_text(
        "name,sector,country\nA,ngo,France\nB,ngo,Frrance\nC,ngo,Greenland\nD,ngo,France\n", "utf-8"
    )
    with pytest.raises(LoadRefused) as refused:
        load(named("organizations"), [file], empty)
    places = {(p.file, p.row, p.column, p.value) for p in refused.value.problems}
    assert places == {
        ("seats.csv", 2, "country", "France"),
        ("seats.csv", 3, "country", "Frrance"),
        ("seats.csv", 4, "country", "Greenland"),
        ("seats.csv", 5, "country", "France"),
    }
    assert "load governments first" in str(refused.value)


PEOPLE = "name,role,source\nPia Lindt,activist,web\nJon Marsh,activist,web\n"
KNOWS = "from,kind,to,source\nPia Lindt,knows,Jon Marsh,web\n"


def test_a_renamed_end_is_told_before_it_is_lost_and_undo_counts_all_that_came_back(
    give: Give, copy_of_filled: Store
) -> None:
    give("activists", PEOPLE)
    give("ties", KNOWS)
    renamed = PEOPLE.replace("Lindt", "Lind")
    preview = give("activists", renamed, dry_run=True)
    sentence = "1 tie of “Ties” names Pia Lindt, who would be gone: correct “Ties” too."
    assert sentence in preview.warnings
    assert dangling(copy_of_filled) == []  # nothing was written
    load_id = give("activists", renamed).claims.load
    (lost,) = dangling(copy_of_filled)
    assert (lost.dataset, lost.tie.kind, len(lost.gone)) == ("ties", "KNOWS", 1)
    for audience, listed in ((Label.RED, [("Jon Marsh", "knows")]), (Label.STRICT, [])):
        answer = ask("coverage", copy_of_filled, {"target": "Belarus"}, audience)
        tables = [b for b in answer.blocks if b.id == "loose" and isinstance(b, Table)]
        assert [(row["who"], row["tie"]) for t in tables for row in t.rows] == listed
    assert load_id is not None
    report = with_ends(copy_of_filled, load_id, copy_of_filled.undo)
    assert (report.created, report.removed) == (2, 1)  # her, her tie; the other spelling
    assert dangling(copy_of_filled) == []


def test_a_removed_row_is_told_and_a_reader_of_less_learns_no_name(
    give: Give, copy_of_filled: Store, tmp_path: Path
) -> None:
    give("activists", PEOPLE.replace("Pia Lindt,activist", "Pia Lindt,prisoner"))
    give("ties", KNOWS)
    less = tmp_path / "less.csv"
    less.write_text("name,role,source\nJon Marsh,activist,web\n", "utf-8")

    def warnings(audience: Label) -> list[str]:
        return load(
            named("activists"),
            [less],
            copy_of_filled,
            dataset="activists",
            dry_run=True,
            accept_unencrypted=True,
            audience=audience,
        ).warnings

    assert "1 tie of “Ties” names Pia Lindt" in warnings(Label.RED)[0]
    assert warnings(Label.AMBER) == []  # her tie is hidden with her


def test_a_code_given_later_says_that_the_other_list_is_to_be_loaded_again(give: Give) -> None:
    give("activists", PEOPLE)
    give("ties", KNOWS)
    coded = "name,code,role,source\nPia Lindt,PL,activist,web\nJon Marsh,,activist,web\n"
    (first, *_) = give("activists", coded).warnings
    assert first == (
        "1 tie of “Ties” names Pia Lindt, who has another id now: load “Ties” again after this."
    )
    give("ties", KNOWS)
    assert give("activists", coded.replace("Lindt", "Lind")).warnings == []  # a code keeps ties


def test_opt_ins_by_a_name_that_is_gone_are_told(give: Give) -> None:
    give("cases", "name,detained by\nBluebird,Belarus\n")
    give("activists", "name,role,opted in\nIna Holm,activist,Bluebird\n")
    report = give("cases", "name,detained by\nKingfisher,Belarus\n")
    assert any(
        "1 person opted in for a case by a name that would no longer" in w for w in report.warnings
    )


def test_a_row_that_names_whom_its_own_list_takes_away_is_a_problem_of_that_row(
    give: Give,
) -> None:
    give("organizations", "name,sector\nElm,ngo\nElm Youth,ngo\n")
    with pytest.raises(LoadRefused) as refused:
        give("organizations", "name,sector,part of\nElm Youth,ngo,Elm\n")
    (problem,) = refused.value.problems
    assert (problem.row, problem.column, problem.value) == (2, "part of", "Elm")
    assert "was in the list before" in str(problem)
