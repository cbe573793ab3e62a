"""Yearly figures of governments: UN ideal points and electoral democracy."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from graph.model.errors import RowProblem
from graph.model.records import Record, Tie
from graph.store.base import Scope, Store
from loaders.countries import territories
from loaders.loader import named
from loaders.loading import load
from loaders.reference.build import FIRST_YEAR
from tests.loaders.read import DATA, REFERENCE, one, real, records, rows

POINT = {
    "year": "2019.0",
    "idealpointfp": "-0.3976938",
    "q10fp": "-0.54",
    "q90fp": "-0.25",
    "nvotesfp": "88.0",
    "ccode": "552",
    "iso3c": "ZWE",
}
WITHOUT_YEAR = {column: cell for column, cell in POINT.items() if column != "year"}
INDEX = {"year": "2019", "v2x_polyarchy": "0.268", "COWcode": "370", "country_name": "Belarus"}


def measured(claims: list[Record]) -> Tie:
    (tie,) = (r for r in claims if isinstance(r, Tie))
    return tie


def text(folder: Path, content: str) -> Path:
    """A file of some lines, as its publisher writes them."""
    file = folder / "given.csv"
    file.write_text(content, encoding="utf-8")
    return file


def test_an_ideal_point_has_its_interval_and_is_known_from_the_end_of_its_year() -> None:
    tie = measured(one("ideal_points", POINT)[1])
    assert (tie.source, tie.target, tie.key) == ("gov:ZWE", "msr:ideal-point", "2019")
    assert tie.values == {
        "year": 2019,
        "value": -0.3976938,
        "low": -0.54,
        "high": -0.25,
        "votes": 88,
    }
    assert tie.origin.known == "2019-12-31"


def test_both_releases_of_ideal_points_say_the_same_of_a_year(tmp_path: Path) -> None:
    older = (
        "Row,ccode,session,NVotes,IdealPoint,QO%,Q5%,Q10%,Q50%,Q90%,Q95%,Q100%,iso3c,Countryname\n"
    )
    older += "1,552,74,88,-0.3976938,-.9,-.6,-0.54,-.4,-0.25,-.2,0,ZWE,Zimbabwe\n"
    by_session = records("ideal_points", text(tmp_path, older))
    by_year = {record.identity: record for record in one("ideal_points", POINT)[1]}
    assert by_session == by_year


def test_a_year_belongs_to_the_state_that_was_there_whatever_code_the_file_writes() -> None:
    def government(**cells: str) -> str:
        return measured(one("ideal_points", POINT | cells)[1]).source

    assert government(ccode="365", iso3c="RUS", year="1985.0") == "gov:SUN"
    assert government(ccode="365", iso3c="RUS", year="1991.0") == "gov:RUS"
    assert government(ccode="365", iso3c="RUS", year="2024.0") == "gov:RUS"
    assert government(ccode="345", iso3c="YUG", year="2006.0") == "gov:SRB"
    assert government(ccode="", iso3c="YUG", year="2024.0") == "gov:SRB"
    assert government(ccode="345", iso3c="YUG", year="1985.0") == "gov:YUG"
    assert government(ccode="436", iso3c="", year="2001.0") == "gov:NER"


def test_an_index_by_way_of_our_world_in_data(tmp_path: Path) -> None:
    lines = (
        "Entity,Code,Year,Electoral Democracy Index,World region according to OWID",
        "Kosovo,OWID_KOS,2025,0.6,Europe",
        "Kosovo,OWID_KOS,2000,0.2,Europe",
        "Serbia,SRB,2004,0.5,Europe",
        "Serbia,SRB,2006,0.51,Europe",
        "Russia,RUS,1985,0.1,Europe",
        "East Germany,OWID_GDR,1985,0.09,Europe",
        "Belarus,BLR,1900,0.09,Europe",
        "Hong Kong,HKG,2025,0.19,Asia",
        "Zanzibar,OWID_ZAN,2025,0.27,Africa",
        "Somaliland,OWID_SML,2025,0.41,Africa",
        "Palestine/Gaza,,2025,0.11,Asia",
        "Africa,OWID_AFR,2025,0.4,Africa",
        "World (population-weighted),,2025,0.37,",
    )
    read = list(rows("polyarchy", text(tmp_path, "\n".join(lines))))
    figures = {
        (record.source, record.key): record.values["value"]
        for _, claims in read
        for record in claims
        if isinstance(record, Tie)
    }
    assert figures == {
        ("gov:XKX", "2025"): 0.6,
        ("gov:XKX", "2000"): 0.2,
        ("gov:SCG", "2004"): 0.5,
        ("gov:SRB", "2006"): 0.51,
        ("gov:SUN", "1985"): 0.1,
        ("gov:DDR", "1985"): 0.09,
    }
    assert [row.skipped for row, _ in read if row.skipped] == [
        "before 1946",
        *(f"no government here: {line.split(',')[0]}" for line in lines[8:]),
    ]


def test_an_index_of_democracy_lies_between_0_and_1() -> None:
    tie = measured(one("polyarchy", INDEX)[1])
    assert (tie.source, tie.key, tie.values["value"]) == ("gov:BLR", "2019", 0.268)
    with pytest.raises(RowProblem, match="between 0 and 1"):
        one("polyarchy", INDEX | {"v2x_polyarchy": "26.8"})


def test_a_missing_value_is_left_out_and_never_zero() -> None:
    row, claims = one("polyarchy", INDEX | {"v2x_polyarchy": ""})
    assert claims == []
    assert row.skipped == "no value of the index"
    row, claims = one("ideal_points", POINT | {"idealpointfp": ""})
    assert claims == []
    assert row.skipped == "no estimate of that year"


@pytest.mark.parametrize(
    ("loader", "cells", "column"),
    [
        ("ideal_points", POINT | {"ccode": "9999"}, "ccode"),
        ("ideal_points", POINT | {"year": "74"}, "year"),
        ("ideal_points", POINT | {"year": ""}, "year"),
        ("ideal_points", WITHOUT_YEAR | {"session": "1919"}, "session"),
        ("ideal_points", WITHOUT_YEAR, "session"),
        ("ideal_points", POINT | {"idealpointfp": "near"}, "idealpointfp"),
        ("polyarchy", INDEX | {"COWcode": "9999"}, "COWcode"),
        ("polyarchy", INDEX | {"year": "soon"}, "year"),
    ],
)
def test_what_cannot_be_used_names_its_column(
    loader: str, cells: dict[str, str], column: str
) -> None:
    with pytest.raises(RowProblem) as problem:
        one(loader, cells)
    assert problem.value.column == column


SHIPPED = {
    "ideal_points": "states/IdealpointsJuly2025.csv",
    "polyarchy": "states/owid_electoral-democracy-index.csv",
}


@real
@pytest.mark.parametrize("loader", SHIPPED)
def test_the_table_is_the_published_file_since_2003(loader: str) -> None:
    whole = records(loader, DATA / SHIPPED[loader])
    table = records(loader, REFERENCE / f"{loader}.csv", encoding="utf-8-sig")
    assert 11_000 < len(whole) < 20_000
    assert table == {
        identity: record
        for identity, record in whole.items()
        if not isinstance(record, Tie) or int(record.key) >= FIRST_YEAR
    }


@real
@pytest.mark.parametrize(
    ("loader", "file", "count"),
    [
        ("ideal_points", "ideal_points/IdealpointestimatesAll_Apr2020.csv", 10_470),
        ("polyarchy", "human_rights/Selected VDEM Data.xlsx", 12_327),
    ],
)
def test_the_files_of_before_are_read_too(loader: str, file: str, count: int) -> None:
    whole = records(loader, DATA / file)
    assert len(whole) == count
    table = records(loader, REFERENCE / f"{loader}.csv", encoding="utf-8-sig")
    last = {"ideal_points": 2019, "polyarchy": 2021}[loader]
    ours = {i for i, r in table.items() if isinstance(r, Tie) and int(r.key) <= last}
    # Our World in Data tells of South Sudan before it was a state.
    assert {identity[1:] for identity in ours - whole.keys()} <= {
        ("gov:SSD", "msr:polyarchy", str(year)) for year in range(2003, 2011)
    }


def test_the_tables_have_every_member_of_the_un_that_their_publishers_have() -> None:
    def years(loader: str) -> dict[str, set[int]]:
        series: dict[str, set[int]] = {}
        for record in records(loader, REFERENCE / f"{loader}.csv", encoding="utf-8-sig").values():
            if isinstance(record, Tie):
                series.setdefault(record.source[4:], set()).add(int(record.key))
        return series

    members = {one.iso3 for one in territories().values() if one.un_member}
    votes, index = years("ideal_points"), years("polyarchy")
    late = {"AFG", "VEN"}  # which have not voted of late
    assert {iso3 for iso3 in members if 2024 in votes[iso3]} == members - late
    assert (max(votes["AFG"]), max(votes["VEN"])) == (2023, 2021)
    assert votes["RUS"] == set(range(2003, 2025))
    assert votes["SCG"] | votes["SRB"] == set(range(2003, 2025))
    small = {iso3 for iso3 in members if iso3 not in index}
    assert len(small) == 21
    assert small >= {"AND", "LIE", "MCO", "SMR", "TON", "WSM"}
    assert {iso3 for iso3 in members if 2025 in index.get(iso3, ())} == members - small
    assert {"TWN", "XKX"} < index.keys()
    assert not {"ZAN", "HKG", "PSE"} & index.keys()


RATED = {
    "Country/Territory": "Congo (Brazzaville)",
    "C/T": "c",
    "Edition": "2022",
    "Status": "NF",
    "PR rating": "7",
    "CL rating": "6",
    "Total": "17",
}


def test_an_edition_of_freedom_house_judges_the_year_before() -> None:
    tie = measured(one("freedom_in_the_world", RATED)[1])
    assert (tie.source, tie.target, tie.key) == ("gov:COG", "msr:freedom-in-the-world", "2021")
    assert tie.values == {
        "year": 2021,
        "value": 17,
        "status": "not free",
        "rights": 7,
        "liberties": 6,
    }
    assert tie.origin.known == "2022-03-31"
    row, claims = one("freedom_in_the_world", RATED | {"Country/Territory": "Crimea", "C/T": "t"})
    assert (claims, row.skipped) == ([], "“Crimea” is a territory")


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("Country/Territory", "Nowhere"),
        ("C/T", "x"),
        ("Edition", "21"),
        ("Edition", "2999"),
        ("Status", "free"),
        ("PR rating", "8"),
        ("Total", "117"),
        ("Total", ""),
    ],
)
def test_what_freedom_house_does_not_write_names_its_column(column: str, text: str) -> None:
    with pytest.raises(RowProblem) as problem:
        one("freedom_in_the_world", RATED | {column: text})
    assert problem.value.column == column


def test_the_table_of_freedom_house_as_it_is_published(tmp_path: Path) -> None:
    scores = ",".join(f"{letter}{n}" for letter in "ABC" for n in range(1, 4))
    lines = (
        "Freedom in the World 2013-2022 Raw Data,,,,,,,,,,,,,,,,",
        f"Country/Territory,Region,C/T,Edition,Status,PR rating,CL rating,{scores},Total",
        "China,Asia,c,2022,NF,7,6,0,0,0,0,0,0,0,0,0,9",
        "Hong Kong,Asia,t,2022,PF,6,4,0,0,0,1,0,1,0,3,2,43",
    )
    book = workbook(tmp_path / "All_data_FIW_2013-2022.xlsx", {"Index": ("Key",), "FIW": lines})
    from_book = list(rows("freedom_in_the_world", book))
    from_text = list(rows("freedom_in_the_world", text(tmp_path, "\ufeff" + "\n".join(lines))))
    assert [claims for _, claims in from_book] == [claims for _, claims in from_text]
    assert [row.skipped for row, _ in from_book] == [None, "“Hong Kong” is a territory"]
    assert measured(from_book[0][1]).values["value"] == 9


def test_a_workbook_of_one_sheet_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    lines = (",".join(RATED), ",".join(RATED.values()))
    read = list(rows("freedom_in_the_world", workbook(tmp_path / "a.xlsx", {"Index": lines})))
    assert measured(read[0][1]).source == "gov:COG"


def workbook(path: Path, sheets: dict[str, tuple[str, ...]]) -> Path:
    """A workbook of sheets whose cells are those of lines of commas."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    names = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(sheets, 1)
    )
    links = "".join(
        f'<Relationship Id="r{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    relations = f'<Relationships xmlns="{package}/relationships">'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default '
        f'Extension="xml" ContentType="{kind}.worksheet+xml"/><Override PartName="/xl/workbook.xml"'
        f' ContentType="{kind}.sheet.main+xml"/></Types>',
        "_rels/.rels": f'{relations}<Relationship Id="r1" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{names}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f"{relations}{links}</Relationships>",
    }
    for n, lines in enumerate(sheets.values(), 1):
        cells = (
            "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in line.split(","))
            for line in lines
        )
        table = "".join(f"<row>{row}</row>" for row in cells)
        parts[f"xl/worksheets/sheet{n}.xml"] = (
            f'<worksheet xmlns="{main}"><sheetData>{table}</sheetData></worksheet>'
        )
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_a_load_replaces_the_whole_series(copy_of_filled: Store, tmp_path: Path) -> None:
    def index() -> set[tuple[str, str]]:
        measures = copy_of_filled.read(Scope(kinds=(), ties=("MEASURED",)))
        of_all = (r for r in measures if isinstance(r, Tie) and r.target == "msr:polyarchy")
        return {(r.source, r.key) for r in of_all if r.source != "gov:XZV"}

    assert {("gov:BLR", "2003"), ("gov:BLR", "2025")} < index()
    header = "Entity,Code,Year,Electoral Democracy Index"
    file = text(tmp_path, f"{header}\nBelarus,BLR,2024,0.1\nFrance,FRA,2024,0.9\n")
    load(named("polyarchy"), [file], copy_of_filled)
    assert index() == {("gov:BLR", "2024"), ("gov:FRA", "2024")}
