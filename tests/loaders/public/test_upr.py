"""Recommendations: the real exports, our compact table, and rows that cannot be used."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from msgspec.structs import replace

from graph.model.errors import RowProblem
from graph.model.records import Record, Tie
from graph.record.sessions import opens
from graph.store.base import Scope, Store
from loaders.loader import named
from loaders.loading import load
from loaders.reference.build import UPR
from tests.loaders.read import DATA, REFERENCE, one, real, records, rows

CELLS = {
    "To": "Viet Nam",
    "From": "Cote d'Ivoire",
    "Text": "Release  them ",
    "Response": "Noted",
    "Action": "5",
    "Issue": "Justice,Detention",
    "Session": "8",
}
FILES = [DATA / name for name in UPR if (DATA / name).exists()]


def tie(**changed: str) -> Tie:
    (claim,) = one("upr", {**CELLS, **changed})[1]
    assert isinstance(claim, Tie)
    return claim


def test_a_recommendation_is_a_tie_between_governments() -> None:
    claim = tie()
    assert claim.identity[:3] == ("RECOMMENDED_TO", "gov:CIV", "gov:VNM")
    assert claim.key.startswith("08-")
    assert claim.values == {
        "session": 8,
        "response": "noted",
        "answered": "2010-11-02",
        "action": 5,
        "core": True,
        "detention": True,
        "issues": ["Justice", "Detention"],
        "text": "Release them",
    }
    assert (claim.origin.known, claim.origin.url) == ("2010-05-03", "https://upr-info.org/en")


@pytest.mark.parametrize(
    ("issue", "core", "detention"),
    [
        ("Human rights defenders", True, False),
        ("Women's rights,freedom of the Press", True, False),
        ("Justice, Detention", True, True),
        ("Torture and other CID treatment", False, False),
        ("Freedom of religion and belief", False, False),
    ],
)
def test_which_issues_are_core(issue: str, core: bool, detention: bool) -> None:
    values = tie(Issue=issue).values
    assert (values["core"], values["detention"]) == (core, detention)


def test_rows_are_told_apart_by_what_they_say_not_by_spaces_or_capitals() -> None:
    assert tie().key == tie(Text="release them").key
    others = [
        tie(Text="Free them"),
        tie(Response="Accepted"),
        tie(Action="4"),
        tie(Issue="Justice"),
    ]
    assert len({other.key for other in (tie(), *others)}) == 5


def test_a_response_not_yet_given_is_missing() -> None:
    assert not {"response", "answered"} & set(tie(Response="Pending").values)
    assert "action" not in tie(Action="").values
    assert tie(Response="Supported").values["response"] == "accepted"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"From": "&#40;Unknown&#41;"}, "the government that recommends is not known"),
        ({"From": "Viet Nam"}, "a government’s recommendation to itself"),
        ({"From": "", "Response": "Voluntary Pledge"}, "a pledge of the state under review"),
    ],
)
def test_rows_left_out_say_why(changed: dict[str, str], reason: str) -> None:
    row, claims = one("upr", {**CELLS, **changed})
    assert claims == []
    assert (row.skipped or "").startswith(reason)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("To", "Viet Nan"),
        ("From", "Nigera"),
        ("Response", "Perhaps"),
        ("Session", "eight"),
        ("Session", "51"),
        ("Session", "08"),
        ("Action", "6"),
        ("Issue", ""),
        ("Text", " "),
    ],
)
def test_what_cannot_be_used_is_a_problem_with_its_place(column: str, value: str) -> None:
    with pytest.raises(RowProblem) as problem:
        one("upr", {**CELLS, column: value})
    assert (problem.value.column, problem.value.row, problem.value.file) == (column, 2, "given.csv")


@pytest.mark.parametrize(("column", "value"), [("Core", "1"), ("Hash", "XYZ"), ("From", "France")])
def test_the_compact_table_is_checked_too(column: str, value: str) -> None:
    compact = {
        "To": "VNM",
        "From": "FRA",
        "Core": "yes",
        "Detention": "no",
        "Response": "Noted",
        "Action": "5",
        "Hash": "0123456789ab",
        "Session": "8",
    }
    assert len(one("upr", compact)[1]) == 1
    with pytest.raises(RowProblem) as problem:
        one("upr", {**compact, column: value})
    assert problem.value.column == column


@pytest.mark.slow
def test_the_sample_says_nothing_that_the_table_does_not() -> None:
    table = records("upr", REFERENCE / "upr.csv", encoding="utf-8-sig")
    sample = records("upr", named("upr").sample, encoding="utf-8-sig")
    assert len(sample) == 7
    assert {identity: _facts(r) for identity, r in sample.items()} == {
        identity: _facts(table[identity]) for identity in sample
    }


def _facts(record: Record) -> Record:
    values = {k: v for k, v in record.values.items() if k not in ("text", "issues")}
    return replace(record, values=values)


@real
def test_every_row_of_the_four_files_is_read_or_left_out_with_a_reason(empty: Store) -> None:
    load(named("governments"), [REFERENCE / "territories.csv"], empty)
    report = load(named("upr"), FILES, empty)
    assert report.rows == 33_082
    assert report.claims.created == 33_070
    reasons = Counter(reason.partition(",")[0] for _, _, reason in report.skipped)
    assert reasons == {
        "the government that recommends is not known": 9,
        "says exactly what another row says": 3,
    }
    assert report.unread == []
    assert load(named("upr"), FILES, empty).claims.load is None


@real
def test_the_table_holds_the_facts_of_the_files_to_session_17_and_no_others() -> None:
    files = records("upr", *FILES)
    table = records("upr", REFERENCE / "upr.csv")
    assert {identity: _facts(r) for identity, r in files.items()} == {
        identity: r for identity, r in table.items() if int(str(r.values["session"])) <= 17
    }


@real
def test_the_files_replace_the_table_and_undo_brings_it_back(empty: Store) -> None:
    load(named("governments"), [REFERENCE / "territories.csv"], empty)
    load(named("upr"), [REFERENCE / "upr.csv"], empty, encoding="utf-8-sig")
    second = load(named("upr"), FILES[:1], empty).claims
    assert (second.created, second.removed, second.changed) == (0, 0, 6_085)
    assert second.load is not None
    back = empty.undo(second.load)
    assert (back.created, back.removed, back.changed) == (0, 0, 6_085)


@real
def test_the_workbook_says_what_its_csv_says() -> None:
    book, text = (
        [
            (row.skipped, claims)
            for row, claims in rows("upr", DATA / f"upr/upr-info_sessions_1-5.{x}")
        ]
        for x in ("xls", "csv")
    )
    assert len(book) == 6_094
    assert book == text


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """A further export with sessions 18 to 20, as UPR Info would ship it: rows of 1 to 3 again."""
    with FILES[0].open(encoding="mac_roman", newline="") as file:
        header, *table = csv.reader(file)
    at = header.index("Session")
    shifted = [
        [*row[:at], str(int(row[at]) + 17), *row[at + 1 :]] for row in table if row[at] < "4"
    ]
    with (tmp_path / "sessions_18-20.csv").open("w", encoding="mac_roman", newline="") as file:
        csv.writer(file, lineterminator="\r").writerows([header, *shifted])
    return tmp_path / "sessions_18-20.csv"


def by_session(store: Store) -> Counter[int]:
    table = store.table("RECOMMENDED_TO", Scope(kinds=frozenset()), ["session"])
    return Counter(int(session) for session in table["session"])


@real
def test_a_further_file_with_later_sessions_is_one_of_the_files(empty: Store, later: Path) -> None:
    load(named("governments"), [REFERENCE / "territories.csv"], empty)
    report = load(named("upr"), [FILES[0], later], empty)
    (act,) = (one for one in empty.loads() if one.dataset == "upr")
    assert set(act.parts) == {"1", "2", "3", "4", "5", "18", "19", "20"}
    counts = by_session(empty)
    assert report.claims.created == counts.total()
    assert [counts[n] for n in (18, 19, 20)] == [counts[n] for n in (1, 2, 3)]
    # Each is known from its own session on, by the dates of all sessions up to 50.
    days = set(empty.table("RECOMMENDED_TO", Scope(kinds=frozenset()))["known"])
    assert days == {str(opens(n)) for n in counts}


@real
def test_it_replaces_its_own_sessions_and_no_others(empty: Store, later: Path) -> None:
    load(named("governments"), [REFERENCE / "territories.csv"], empty)
    load(named("upr"), FILES[:1], empty)
    before = by_session(empty)
    added = load(named("upr"), [later], empty).claims
    assert (added.created, added.removed) == (sum(before[n] for n in (1, 2, 3)), 0)
    assert Counter({n: k for n, k in by_session(empty).items() if n < 18}) == before
    lines = later.read_bytes().splitlines(keepends=True)
    later.write_bytes(b"".join(line for line in lines if not line.endswith(b",20\r")))
    assert load(named("upr"), [later], empty).claims.load is None  # nothing new, and 20 stays
    assert by_session(empty)[20] == before[3]
