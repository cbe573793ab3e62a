"""V-Dem's electoral democracy index of each government, year by year."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.records import Entity, Origin, PartialDate, Tie
from loaders.loader import Loaded, Row, loader, values

URL = "https://www.v-dem.net/data/the-v-dem-dataset/"
MEASURE = "msr:polyarchy"
FIRST = 1946  # earlier states are not among the governments


@loader(
    title="Electoral democracy (V-Dem)",
    about={
        "publisher": "V-Dem Institute: Coppedge et al., V-Dem Country-Year Dataset",
        "url": URL,
        "licence": "CC BY-SA 4.0",
        "kind": "measures",
        "renew": "At ourworldindata.org the chart “Electoral democracy index”, download as CSV, "
        "or at v-dem.net the Country-Year dataset. It replaces the whole series.",
    },
    expected=(3_000, 30_000),
    after=("governments",),
)
def polyarchy(row: Row) -> Iterator[Loaded]:
    """How democratic governments' elections were: V-Dem's polyarchy index, from 0 to 1, each year.

    Teorell, Coppedge, Lindberg and Skaaning (2019). A year is known from its 31 December.

    year (needed): the year
    v2x_polyarchy (needed): the index, from 0 to 1; may be empty
    COWcode: the government's number in the Correlates of War
    iso3: its ISO code; read only where there is no COWcode
    country_name: what V-Dem calls it; read only to say what is left out
    """
    year = row.whole("year")
    if year is None:
        raise row.problem("This cell is empty; it is needed.", "year")
    if year < FIRST:
        row.skip(f"before {FIRST}")
        return
    if not row.maybe("v2x_polyarchy"):
        row.skip("no value of the index")
        return
    if row.maybe("COWcode"):
        government = row.country("COWcode", "cow", year)
    elif row.maybe("iso3"):
        government = row.country("iso3", "iso3", year)
    else:
        row.skip(f"no code that tells which government: {row.maybe('country_name')}")
        return
    value = row.number_of("v2x_polyarchy")
    if value is not None and not 0 <= value <= 1:
        raise row.problem("The index lies between 0 and 1.", "v2x_polyarchy")
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
