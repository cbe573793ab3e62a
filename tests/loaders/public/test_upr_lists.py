"""UN reviews after 2014: the Danish explorer's workbook and the lists that a model judged."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from graph.model.errors import LoadRefused, RowProblem, UnreadableFile
from graph.model.records import Tie
from graph.store.base import Scope, Store
from loaders.files.recognizing import fitting
from loaders.files.sources import Source, Upload
from loaders.loader import all_loaders, named
from loaders.loading import load
from loaders.reference.build import UPR_2014, UPR_2016, UPR_2020
from tests.loaders.files.test_sources import cell, xlsx
from tests.loaders.read import DATA, REFERENCE, one, real, records

UPR_INFO = {
    "To": "Belarus",
    "From": "Peru",
    "Text": "Free them",
    "Response": "Noted",
    "Action": "5",
    "Issue": "Detention",
    "Session": "22",
}
EXPLORER = {
    "Goals": "16. Peace, justice and strong institutions",
    "Recommendation": "Côte d'Ivoire",
    "Tekst": "Release  all journalists & poets",
    "Targets": "16.1",
    "Keywords": "Women and girlsChildren",
    "Response": "Supported",
    "Recommending state": "São Tomé and Príncipe",
    "Mechanism": "(Universal Periodic Review)",
    "Procedures": "",
    "Treaties": "",
    "Type": "Recommendation",
    "field_year": "2014 Cycle 2",
    "Document": "Source:A/HRC/27/6|127.40|",
}
TO_2016 = {
    "session": "19",
    "year": "2014",
    "sur": "CIV",
    "rs": "STP",
    "sur_name": "Côte d'Ivoire",
    "rs_name": "São Tomé and Príncipe",
    "Response": "Supported",
    "Goals": "",
    "Targets": "",
    "Keywords": "",
    "symbol": "A/HRC/27/6",
    "text": "Release all journalists & poets",
    "para": "127.40",
    "core_p": "0.4",
    "det_p": "0.399",
}
TO_2020 = {
    "year": "2019",
    "rs": "VAT",
    "sur": "EGY",
    "text": "Soigner les détenus",
    "core_p": "1",
    "det_p": "1.0",
}


def book(*rows: dict[str, str]) -> Upload:
    """A workbook as the explorer exports it."""
    table = [list(EXPLORER), *(list(row.values()) for row in rows)]
    lines = "".join(
        f'<row r="{n}">'
        + "".join(cell(f"{chr(65 + i)}{n}", html.escape(text)) for i, text in enumerate(texts))
        + "</row>"
        for n, texts in enumerate(table, 1)
    )
    return Upload("upr9.xlsx", xlsx(lines))


def listed(*rows: dict[str, str], encoding: str = "utf-8") -> Upload:
    """A CSV file of these rows."""
    lines = [",".join(rows[0]), *(",".join(f'"{x}"' for x in row.values()) for row in rows)]
    return Upload("list.csv", "\n".join(lines).encode(encoding))


@pytest.fixture
def governed(empty: Store) -> Store:
    load(named("governments"), [REFERENCE / "territories.csv"], empty)
    return empty


def ties(store: Store, *files: Source) -> list[Tie]:
    """What a store holds of reviews once these files are loaded, one after the other."""
    for file in files:
        load(named("upr"), [file], store)
    everything = [x for x in store.read(Scope()) if isinstance(x, Tie)]
    return sorted((x for x in everything if x.kind == "RECOMMENDED_TO"), key=lambda x: x.key)


def test_the_workbook_its_list_and_the_later_list_are_read_for_what_they_say(
    governed: Store,
) -> None:
    (row,) = ties(governed, book(EXPLORER))
    assert row.identity[:3] == ("RECOMMENDED_TO", "gov:STP", "gov:CIV")
    facts = {
        "session": 19,
        "response": "accepted",
        "answered": "2014-10-28",
        "core": True,
        "text": "Release all journalists & poets",
        "report": "A/HRC/27/6",
        "paragraph": "127.40",
    }
    assert row.values == {**facts, "detention": False, "judged": "words"}
    assert (row.origin.known, row.origin.url) == (
        "2014-04-28",
        "https://sdgdata.humanrights.dk/en",
    )
    (again,) = ties(governed, listed(TO_2016))  # replaces it, under the same key
    assert again.identity == row.identity
    assert again.values == {**facts, "detention": False, "judged": "model"}
    first, later = ties(governed, listed(TO_2020))
    assert first == again
    assert later.identity[:3] == ("RECOMMENDED_TO", "gov:VAT", "gov:EGY")
    assert later.values == {
        "session": 34,
        "core": True,
        "detention": True,
        "judged": "model",
        "text": "Soigner les détenus",
    }
    assert later.origin.known == "2019-11-04"


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({**EXPLORER, "Document": "Source:A/HRC/99/6|1|"}, "Document"),
        ({**EXPLORER, "Document": ""}, "Document"),
        ({**EXPLORER, "Recommendation": "Ivory"}, "To"),
        ({**EXPLORER, "Tekst": " "}, "Text"),
        ({**EXPLORER, "Response": ""}, "Response"),
        ({**TO_2016, "session": "1-2", "symbol": "A/HRC/8/30"}, "symbol"),
        ({**TO_2016, "session": "2-3"}, "Session"),
        ({**TO_2016, "core_p": ""}, "core_p"),
        ({**TO_2016, "det_p": "1.2"}, "det_p"),
        ({**TO_2016, "rs": "France"}, "From"),
        ({**TO_2020, "year": "then"}, "year"),
    ],
)
def test_what_cannot_be_used_is_a_problem_with_its_place(
    governed: Store, cells: dict[str, str], column: str
) -> None:
    file = book(cells) if "Tekst" in cells else listed(cells)
    with pytest.raises(LoadRefused) as refused:
        load(named("upr"), [file], governed)
    (problem,) = refused.value.problems
    assert (problem.column, problem.row, problem.file) == (column, 2, file.name)


def test_sessions_of_one_report_number_are_told_apart_by_the_state(governed: Store) -> None:
    first = {**TO_2016, "session": "1-2", "symbol": "A/HRC/8/27", "sur": "PHL"}
    second = {**first, "symbol": "A/HRC/8/42", "sur": "ROU"}
    assert [x.values["session"] for x in ties(governed, listed(first, second))] == [1, 2]


def test_a_year_in_which_there_was_no_review_is_a_slip(governed: Store) -> None:
    report = load(named("upr"), [listed({**TO_2020, "sur": "KOR"}, TO_2020)], governed)
    assert [why for _, _, why in report.skipped] == [
        "KOR was not reviewed in 2019: a slip of the list"
    ]
    assert report.claims.created == 1


def test_each_session_of_a_file_replaces_what_was_loaded_of_it(governed: Store) -> None:
    info = listed(UPR_INFO, {**UPR_INFO, "Session": "23"})
    danish = {**TO_2016, "session": "22", "symbol": "A/HRC/30/3", "sur": "BLR"}
    both = {**EXPLORER, "Document": "Source:A/HRC/31/4"}, EXPLORER
    after = [
        (x.values["session"], x.values.get("judged"))
        for x in ties(governed, info, listed(danish), book(*both))
    ]
    assert after == [(19, "words"), (22, "model"), (23, "words")]
    last = governed.loads()[-1]
    assert set(last.parts) == {"19", "23"}


def test_a_list_in_utf_8_and_one_in_mac_roman_are_both_read_right(governed: Store) -> None:
    french = {**UPR_INFO, "To": "Côte d'Ivoire", "Text": "Libérer les détenus"}
    keys = {
        load_once(governed, listed(french, encoding=encoding))
        for encoding in ("utf-8", "utf-8-sig", "mac_roman")
    }
    assert len(keys) == 1
    # An encoding that somebody names is taken at their word.
    with pytest.raises(LoadRefused, match="CÃ´te"):
        load(named("upr"), [listed(french)], governed, encoding="latin-1")


def load_once(store: Store, file: Upload) -> tuple[str, ...]:
    (row,) = ties(store, file)
    assert row.values["text"] == "Libérer les détenus"
    return row.identity


@pytest.mark.parametrize("row", [EXPLORER, TO_2016, TO_2020, UPR_INFO], ids=len)
def test_each_form_is_recognized_by_its_header(row: dict[str, str]) -> None:
    file = book(row) if row is EXPLORER else listed(row)
    assert [x.name for x in fitting(file, list(all_loaders().values()), None)] == ["upr"]


@pytest.mark.parametrize(
    ("header", "missing"),
    [
        (set(EXPLORER) - {"Document"}, "“Document”"),
        (set(TO_2016) - {"det_p"}, "“det_p”"),
        (set(TO_2020) - {"year"}, "“year”"),
        (set(UPR_INFO) - {"Session"}, "“Session”"),
    ],
)
def test_a_form_without_a_column_that_it_needs_is_refused(
    governed: Store, header: Sequence[str], missing: str
) -> None:
    file = Upload("list.csv", (",".join(sorted(header)) + "\n").encode())
    with pytest.raises(UnreadableFile, match=f"The column {missing} is missing"):
        load(named("upr"), [file], governed)


COMPACT = {
    "To": "VNM",
    "From": "FRA",
    "Core": "yes",
    "Detention": "no",
    "Response": "",
    "Action": "",
    "Hash": "0123456789ab",
    "Session": "32",
    "Judged": "yes",
}


def test_in_our_table_no_response_is_not_known_and_a_judgement_is_marked() -> None:
    (tie,) = one("upr", COMPACT)[1]
    assert tie.values == {"session": 32, "core": True, "detention": False, "judged": "model"}
    (plain,) = one("upr", {**COMPACT, "Judged": ""})[1]
    assert "judged" not in plain.values
    with pytest.raises(RowProblem):
        one("upr", {**COMPACT, "Judged": "model"})


@real
def test_the_table_holds_the_facts_of_the_lists_and_no_others() -> None:
    table = records("upr", REFERENCE / "upr.csv")
    later = {identity: x for identity, x in table.items() if x.values["session"] >= 18}
    expected = records("upr", DATA / UPR_2014)
    danish = records("upr", DATA / UPR_2016)
    expected |= {i: x for i, x in danish.items() if x.values["session"] >= 21}
    expected |= records("upr", DATA / UPR_2020)
    apart = ("text", "issues", "report", "paragraph")
    assert {i: (x.values, x.origin) for i, x in later.items()} == {
        i: ({k: v for k, v in x.values.items() if k not in apart}, x.origin)
        for i, x in expected.items()
    }
    reviews = {(x.values["session"], i[2]) for i, x in table.items()}
    assert len(reviews) == 528


@real
def test_the_workbooks_say_what_their_list_says(governed: Store) -> None:
    lists = [Path(DATA / UPR_2016)]
    before = {x.identity: x for x in ties(governed, *lists)}
    books = [DATA / f"upr_dihr/upr{n}.xlsx" for n in (1, 2)]
    report = load(named("upr"), books, governed)
    assert (report.rows, report.claims.created, report.claims.removed) == (56_674, 0, 0)
    after = {x.identity: x for x in ties(governed)}
    assert after.keys() == before.keys()
    differ = Counter(
        bool(x.values["core"]) == bool(before[i].values["core"]) for i, x in after.items()
    )
    assert differ[True] / differ.total() > 0.95


@real
def test_the_list_of_2020_has_one_slip_and_five_rows_twice(governed: Store) -> None:
    report = load(named("upr"), [DATA / UPR_2020], governed)
    reasons = Counter(why.partition(",")[0] for _, _, why in report.skipped)
    assert reasons == {
        "KOR was not reviewed in 2019: a slip of the list": 2,
        "says exactly what another row says": 5,
    }
    assert set(governed.loads()[-1].parts) == {str(n) for n in range(27, 38)}
