"""V-Dem's electoral democracy index of each government, year by year."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.errors import UnknownName
from graph.model.ids import government_id
from graph.model.records import Entity, Origin, PartialDate, Tie
from graph.model.words import mark, say
from loaders.countries import resolve, territories
from loaders.loader import Loaded, Row, loader, values

URL = "https://www.v-dem.net/data/the-v-dem-dataset/"
MEASURE = "msr:polyarchy"
FIRST = 1946  # earlier states are not among the governments
# Codes of Our World in Data's own. Its others are of continents, of states before 1946 and of
# parts of states (Zanzibar, Somaliland), which are left out.
OURS = {
    "OWID_KOS": "XKX",
    "OWID_GDR": "DDR",
    "OWID_GFR": "DEU",
    "OWID_YAR": "YAR",
    "OWID_YPR": "YMD",
    "OWID_DRV": "VNM",
    "OWID_RVN": "RVN",
}


@loader(
    title=mark("Electoral democracy (V-Dem)"),
    aliases={
        "Electoral Democracy Index": "v2x_polyarchy",
        "Code": "iso3",
        "Entity": "country_name",
    },
    about={
        "publisher": mark(
            "V-Dem Institute: Coppedge et al., V-Dem Country-Year Dataset; shipped: by "
            "way of Our World in Data, to 2025"
        ),
        "url": URL,
        "licence": mark("CC BY-SA 4.0 (V-Dem), CC BY 4.0 (Our World in Data)"),
        "kind": "measures",
        "renew": mark(
            "At ourworldindata.org the chart “Electoral democracy index”, download as CSV, "
            "or at v-dem.net the Country-Year dataset. It replaces the whole series."
        ),
    },
    expected=(3_000, 40_000),
    after=("governments",),
)
def polyarchy(row: Row) -> Iterator[Loaded]:
    """How democratic governments’ elections were: V-Dem’s polyarchy index, from 0 to 1, each year.

    Teorell, Coppedge, Lindberg and Skaaning (2019). A year is known from its 31 December. Reads
    V-Dem’s country-years and Our World in Data’s “Electoral Democracy Index”. Each release
    estimates all years again, so load the whole file: it replaces the whole series.

    year (needed): the year
    v2x_polyarchy (needed): the index, from 0 to 1; may be empty
    COWcode: the government’s number in the Correlates of War
    iso3: its ISO code; read only where there is no COWcode
    country_name: what V-Dem calls it; read only to say what is left out
    World region according to OWID: not read
    """
    year = row.whole("year")
    if year is None:
        raise row.problem(say("Fill in this cell: it is needed."), "year")
    if year < FIRST:
        row.skip(say("before {year}", year=FIRST))
        return
    if not row.maybe("v2x_polyarchy"):
        row.skip(say("no value of the index"))
        return
    if row.maybe("COWcode"):
        government = row.country("COWcode", "cow", year)
    elif iso3 := _coded(row.maybe("iso3"), year):
        government = government_id(iso3)
    else:
        row.skip(
            say("no government here: {name}", name=row.maybe("country_name") or row.maybe("iso3"))
        )
        return
    value = row.number_of("v2x_polyarchy")
    if value is not None and not 0 <= value <= 1:
        raise row.problem(say("The index lies between 0 and 1."), "v2x_polyarchy")
    scale = {"scale": "0 to 1; 1 is the most democratic"}
    yield Entity("Measure", MEASURE, "Electoral democracy index (V-Dem)", scale, Origin(URL))
    yield Tie(
        "MEASURED",
        government,
        MEASURE,
        str(year),
        values=values(year=year, value=value),
        origin=Origin(row.maybe("source") or URL, known=PartialDate(f"{year}-12-31")),
    )


def _coded(code: str, year: int) -> str:
    """The government that a code means in a year; "": none of its own.

    A series goes by today's code: Russia's of 1985 is the Soviet Union's.
    """
    try:
        state = territories()[resolve(OURS.get(code, code), "iso3", year)]
    except UnknownName:
        return ""
    if state.kind == "territory":
        return ""
    if state.since and year < state.since:
        return resolve(state.cow, "cow", year)
    return state.iso3
