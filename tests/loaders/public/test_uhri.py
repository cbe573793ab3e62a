"""The UN's index of recommendations: its formats, its rows, and what it takes the place of."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.model.errors import InputError, LoadRefused, RowProblem, UnreadableFile
from graph.model.records import Record, Tie
from graph.record.sessions import CORE
from graph.store.base import Scope, Store
from loaders.files.recognizing import fitting
from loaders.loader import all_loaders, named
from loaders.loading import REFERENCE, load
from loaders.public.uhri import CORE_THEMES, FEWEST
from tests.loaders.conftest import Run
from tests.loaders.public import uhri_exports as exports
from tests.loaders.public.uhri_exports import dashed, observation, recommendation, review
from tests.loaders.read import one, records

UHRI = named("uhri")


def ties(**cells: str) -> list[Tie]:
    return [claim for claim in one("uhri", recommendation(**cells))[1] if isinstance(claim, Tie)]


def test_a_recommendation_is_a_tie_like_those_of_upr_info() -> None:
    (tie,) = ties()
    assert tie.identity[:3] == ("RECOMMENDED_TO", "gov:NOR", "gov:BLR")
    assert tie.key.startswith("36-")
    assert tie.values == {
        "session": 36,
        "response": "noted",
        "answered": "2021-05-04",
        "core": True,
        "detention": True,
        "issues": ["Arbitrary arrest & detention", "Equality & non-discrimination"],
        "text": "138.1 Release all “political prisoners” & their lawyers (Norway);",
    }
    assert (tie.origin.known, tie.origin.url) == ("2020-11-02", "https://uhri.ohchr.org")


def test_of_several_who_recommend_together_each_does() -> None:
    both = ties(UPR_Reccomending_States=dashed("France", "Netherlands (Kingdom of the)", "France"))
    assert [tie.source for tie in both] == ["gov:FRA", "gov:NLD"]
    assert len({tie.key for tie in both}) == 1


@pytest.mark.parametrize(
    ("theme", "core", "detention"),
    [
        ("Conditions of detention", True, True),
        ("Human rights defenders", True, False),
        ("Freedom of opinion and expression &amp; access to information", True, False),
        ("right to peaceful assembly", True, False),
        ("Liberty & security of the person", False, False),
        ("Administration of justice & fair trial", False, False),
        (exports.THEMES[-1], False, False),
    ],
)
def test_which_themes_are_core(theme: str, core: bool, detention: bool) -> None:
    (tie,) = ties(Themes=dashed("Right to health", theme))
    assert (tie.values["core"], tie.values["detention"]) == (core, detention)


def test_themes_follow_the_issues_of_upr_info() -> None:
    # Torture is no issue of CORE, so it is none here.
    assert not any("torture" in name.casefold() for name in (*CORE, *CORE_THEMES))


@pytest.mark.parametrize(
    ("position", "response"),
    [
        ("- Supported", "accepted"),
        ("Noted", "noted"),
        ("", None),
        ("- Supported/Noted", None),
    ],
)
def test_a_position_that_is_not_known_is_missing_and_never_noted(
    position: str, response: str | None
) -> None:
    (tie,) = ties(UPR_Position=position)
    assert tie.values.get("response") == response
    assert ("answered" in tie.values) == (response is not None)


@pytest.mark.parametrize("session", ["- 36th Session", "36", "Session 36", "- 36th session"])
def test_a_session_however_it_is_written(session: str) -> None:
    row, (tie,) = one("uhri", recommendation(UPR_Session=session))
    assert (row.part, tie.values["session"]) == ("36", 36)


@pytest.mark.parametrize(
    "countries",
    ["- China", dashed("China", "Hong Kong, China SAR", "Macao, China SAR"), "China\nHong Kong"],
)
def test_territories_beside_the_state_under_review_are_under_review_with_it(countries: str) -> None:
    assert [tie.target for tie in ties(Countries_Concerned=countries)] == ["gov:CHN"]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Reccomending_Body": "- CEDAW"}, "of a treaty body or a special procedure"),
        ({"Type": "- Concerns/Observations"}, "not a recommendation"),
        ({"UPR_Session": "- 20th Session"}, "of a session up to 20"),
        ({"UPR_Session": "- 99th Session"}, "of a session after"),
        ({"UPR_Session": ""}, "it does not say in which session"),
        ({"UPR_Reccomending_States": ""}, "the government that recommends is not known"),
        ({"UPR_Reccomending_States": "- Belarus"}, "a government’s recommendation to itself"),
    ],
)
def test_rows_left_out_say_why(cells: dict[str, str], reason: str) -> None:
    row, claims = one("uhri", recommendation(**cells))
    assert claims == []
    assert (row.skipped or "").startswith(reason)


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("Countries Concerned", "- Belarusia"),
        ("Countries Concerned", dashed("Belarus", "Egypt")),
        ("UPR Reccomending States", dashed("France", "Narnia")),
        ("UPR Position", "- Perhaps"),
        ("UPR Session", "the first"),
        ("Text", " "),
        ("Reccomending Body", ""),
    ],
)
def test_what_cannot_be_used_is_a_problem_with_its_place(column: str, text: str) -> None:
    with pytest.raises(RowProblem) as problem:
        one("uhri", {**recommendation(), column: text})
    assert (problem.value.column, problem.value.row) == (column, 2)


# Formats


SOME = [*review(36, "Belarus", 9, others=2), *review(37, "Viet Nam", 7)]


def read(file: Path) -> dict[tuple[str, ...], Record]:
    return records("uhri", file)


@given(order=st.permutations(range(len(SOME))), ending=st.sampled_from(["xlsx", "json", "jsonl"]))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_neither_format_nor_order_matters(tmp_path: Path, order: list[int], ending: str) -> None:
    plain = exports.write(tmp_path / "plain.jsonl", SOME)
    file = exports.write(tmp_path / f"other.{ending}", [SOME[n] for n in order])
    assert read(file) == read(plain)
    assert len(read(plain)) == 16


@pytest.mark.parametrize(("prefix", "own"), [("", True), ("x:", False), ("x:", True)])
def test_a_workbook_as_other_programs_write_it(tmp_path: Path, prefix: str, own: bool) -> None:
    plain = exports.write(tmp_path / "plain.json", SOME)
    exports.workbook(tmp_path / "other.xlsx", SOME, prefix=prefix, own=own)
    assert read(tmp_path / "other.xlsx") == read(plain)


def test_the_index_s_own_names_and_both_spellings_mean_the_same(tmp_path: Path) -> None:
    plain = exports.write(tmp_path / "plain.json", SOME)
    own = tmp_path / "own.json"
    # Where a field is first filled does not matter: treaty bodies' records leave some out.
    fields = [{k: v for k, v in exports.as_fields(x).items() if v} for x in SOME]
    own.write_text(json.dumps([{**fields[-1]}, *fields]), "utf-8")
    right = [{k.replace("Reccom", "Recomm"): v for k, v in x.items()} for x in SOME]
    corrected = exports.write(tmp_path / "corrected.xlsx", right)
    assert read(own) == read(plain) == read(corrected)


def test_a_file_without_a_column_is_refused_by_its_name(tmp_path: Path) -> None:
    for ending in ("xlsx", "json"):
        short = [{k: v for k, v in x.items() if k != "UPR Session"} for x in SOME]
        with pytest.raises(UnreadableFile, match=r"“UPR Session” is missing.*It has: “Text”"):
            read(exports.write(tmp_path / f"short.{ending}", short))


@pytest.mark.parametrize("ending", ["xlsx", "json", "jsonl"])
def test_an_export_is_recognized(tmp_path: Path, ending: str) -> None:
    file = exports.write(tmp_path / f"export.{ending}", SOME)
    assert fitting(file, list(all_loaders().values()), None) == [UHRI]


# What it takes the place of


@pytest.fixture
def world(empty: Store) -> Store:
    """The governments, and a list of recommendations of sessions 17, 36 and 37."""
    load(named("governments"), [REFERENCE / "territories.csv"], empty)
    return empty


@pytest.fixture
def shipped(world: Store, tmp_path: Path) -> Store:
    file = tmp_path / "shipped.csv"
    rows = [
        f"{to},{state},no,no,Noted,,{n:012x},{session}"
        for session, to in ((17, "CHN"), (36, "BLR"), (36, "LBY"), (37, "OMN"))
        for n in range(5)
        for state in ("FRA", "NOR", "CAN", "JPN", "CHL", "KEN", "FJI", "EGY", "TUR", "VNM", "LTU")
        if state != to
    ]
    file.write_text("\n".join(["To,From,Core,Detention,Response,Action,Hash,Session", *rows, ""]))
    load(named("upr"), [file], world, encoding="utf-8-sig")
    return world


def reviews(store: Store) -> Counter[tuple[int, str]]:
    table = store.table("RECOMMENDED_TO", Scope(kinds=frozenset()), ["session"])
    return Counter(
        (int(session), str(target).removeprefix("gov:"))
        for session, target in zip(table["session"], table["target"], strict=True)
    )


WHOLE = [*review(36, "Belarus", 60), *review(17, "China", 80), *review(38, "Fiji", FEWEST)]
NOW = {(17, "CHN"): 55, (36, "BLR"): 66, (36, "LBY"): 55, (37, "OMN"): 55, (38, "FJI"): 55}


@pytest.mark.parametrize("ending", ["xlsx", "json"])
def test_a_review_takes_the_place_of_that_review_and_of_no_other(
    shipped: Store, tmp_path: Path, ending: str
) -> None:
    before = reviews(shipped)
    file = exports.write(tmp_path / f"export.{ending}", WHOLE)
    report = load(UHRI, [file], shipped)
    assert report.dataset == "upr"
    assert reviews(shipped) == NOW
    assert (report.claims.created, report.claims.removed) == (66 + 55, 55)
    again = load(UHRI, [file], shipped)
    assert again.claims.load is None
    assert report.claims.load is not None
    shipped.undo(report.claims.load)
    assert reviews(shipped) == before


def test_another_format_of_the_same_changes_nothing(shipped: Store, tmp_path: Path) -> None:
    load(UHRI, [exports.write(tmp_path / "export.json", WHOLE)], shipped)
    other = load(UHRI, [exports.write(tmp_path / "export.xlsx", WHOLE[::-1])], shipped)
    assert (other.claims.created, other.claims.changed, other.claims.removed) == (0, 0, 0)
    assert other.claims.load is None
    assert reviews(shipped) == NOW


def test_one_review_after_another_is_both(shipped: Store, tmp_path: Path) -> None:
    for n, target in enumerate(("Belarus", "Egypt")):
        file = exports.write(tmp_path / f"{n}.json", review(36, target, 60))
        load(UHRI, [file], shipped)
    there = reviews(shipped)
    assert [there[36, code] for code in ("BLR", "EGY", "LBY")] == [66, 66, 55]


def test_what_a_search_finds_of_a_review_does_not_replace_it(
    shipped: Store, tmp_path: Path
) -> None:
    before = reviews(shipped)
    some = [*review(36, "Belarus", 37), *review(38, "Fiji", FEWEST - 6), *review(38, "Kenya", 70)]
    report = load(UHRI, [exports.write(tmp_path / "search.json", some)], shipped)
    assert reviews(shipped) == before + Counter({(38, "KEN"): 77})
    assert report.claims.removed == 0
    assert len([reason for _, _, reason in report.skipped if "too few" in reason]) == 37 + 44
    (sentence,) = report.warnings
    assert "BLR in UPR Session 36 (40 of 55 or more)" in sentence
    assert "FJI in UPR Session 38 (48 of 50 or more)" in sentence


def test_a_file_is_read_once_and_its_rows_are_left_out_in_their_order(
    shipped: Store, tmp_path: Path
) -> None:
    part, whole = review(36, "Belarus", 37), review(38, "Kenya", 470)
    rows = [*part[:20], observation(), *whole[:20], part[0], whole[0], *whole[20:], *part[20:]]
    progress: list[int] = []
    report = load(
        UHRI, [exports.write(tmp_path / "mixed.json", rows)], shipped, progress=progress.append
    )
    assert progress == [500]
    left_out = [(number, reason.split()[-1]) for _, number, reason in report.skipped]
    assert left_out == [
        *((n, "stays") for n in range(1, 21)),
        (21, "Review"),
        (42, "stays"),
        (43, "22"),  # says what row 22 says
        *((n, "stays") for n in range(494, 511)),
    ]


def test_a_search_of_nothing_whole_writes_nothing(shipped: Store, tmp_path: Path) -> None:
    file = exports.write(tmp_path / "search.json", review(36, "Belarus", 10))
    report = load(UHRI, [file], shipped, dry_run=True)
    assert not report.claims.changes
    assert load(UHRI, [file], shipped).claims.load is None


def test_what_would_be_taken_away_is_of_whole_reviews(shipped: Store, tmp_path: Path) -> None:
    some = [*review(36, "Belarus", 60), *review(37, "Oman", 20)]
    report = load(UHRI, [exports.write(tmp_path / "some.json", some)], shipped, dry_run=True)
    assert report.claims.removed == 55
    assert report.gone
    assert all(name.endswith("to Belarus") for _, name in report.gone)


def test_it_cannot_be_added_and_no_other_list_is_taken_for_it(
    shipped: Store, tmp_path: Path
) -> None:
    file = exports.write(tmp_path / "export.json", WHOLE)
    with pytest.raises(InputError, match="review by review"):
        load(UHRI, [file], shipped, append=True)
    with pytest.raises(InputError, match="list of another kind"):
        load(UHRI, [file], shipped, dataset="governments")


def test_one_wrong_name_and_nothing_is_written(shipped: Store, tmp_path: Path) -> None:
    wrong = [*WHOLE, recommendation(Countries_Concerned="- Belarusia")]
    with pytest.raises(LoadRefused, match="Belarusia"):
        load(UHRI, [exports.write(tmp_path / "wrong.xlsx", wrong)], shipped)
    assert reviews(shipped)[36, "BLR"] == 55


def test_the_command_says_what_came_of_every_row(run: Run, tmp_path: Path) -> None:
    file = exports.write(tmp_path / "export.jsonl", [*WHOLE, observation()])
    code, out, err = run("uhri", file)
    assert (code, err.strip()) == (0, "")
    assert (
        "(UHRI export): 191 rows read from export.jsonl. Statements about people and ties: " in out
    )
    assert "Skipped 80: of a session up to 20" in out
    assert "Skipped 1: of a treaty body" in out


def test_the_sample_is_read_whole() -> None:
    sample = records("uhri", UHRI.sample)
    assert Counter(tie.values["core"] for tie in sample.values()) == {True: 3, False: 1}
