"""Political Terror Scale: how much a state imprisons, tortures and kills for politics, 1 to 5."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.errors import UnknownName
from graph.model.ids import government_id
from graph.model.records import Entity, Origin, PartialDate, Tie
from graph.model.words import mark, say
from loaders.countries import resolve
from loaders.loader import Loaded, Row, loader

URL = "https://www.politicalterrorscale.org"
SOURCES = {"A": "Amnesty International", "H": "Human Rights Watch", "S": "US State Department"}
# The scale divides some places otherwise than the numbers do, and gives some no number.
NAMED = {
    "Serbia": "SRB",
    "Soviet Union": "SUN",
    "Palestine, State of": "PSE",
    "Yugoslavia, Federal Republic of": "SCG",
    "Yugoslavia, Socialist Federal Republic of": "YUG",
}


@loader(
    title=mark("Political Terror Scale"),
    encoding="utf-8-sig",
    about={
        "publisher": mark("Gibney, Cornett, Wood, Haschke, Arnon, Pisanò and Barrett: PTS"),
        "url": URL,
        "licence": mark("terms not read: not shipped, cite the authors"),
        "kind": "measures",
        "renew": mark("At politicalterrorscale.org, Data: the newest file, as CSV."),
    },
    expected=(5_000, 15_000),
    after=("governments",),
)
def terror_scale(row: Row) -> Iterator[Loaded]:
    """The Political Terror Scale, a number a year from each of three yearly reports.

    1: people are not imprisoned for their views; 5: terror has reached the whole population. What a
    report does not cover is missing, never zero. A year is known from its 31 December.

    Country (needed): what the scale calls it; read where there is no code
    Year (needed): the year
    COW_Code_N (needed): the government’s number in the Correlates of War, or NA
    PTS_A: from the reports of Amnesty International
    PTS_H: from those of Human Rights Watch
    PTS_S: from those of the US State Department
    Country_OLD: not read
    COW_Code_A: not read
    WordBank_Code_A: not read
    UN_Code_N: not read
    Region: not read
    NA_Status_A: not read
    NA_Status_H: not read
    NA_Status_S: not read
    """
    country, year, code = row.take("Country"), row.whole("Year"), row.take("COW_Code_N")
    if year is None:
        raise row.problem(say("Fill in this cell: it is needed."), "Year")
    iso3 = NAMED.get(country)
    if iso3 is None and code == "NA":
        row.skip(say("“{name}” has no government of its own here", name=country))
        return
    try:
        iso3 = iso3 or resolve(code, "cow", year)
    except UnknownName:
        row.skip(say("“{name}” ({code}) is not among the governments", name=country, code=code))
        return
    for letter, report in SOURCES.items():
        text = row.maybe(f"PTS_{letter}")
        if text in ("", "NA"):
            continue
        if text not in ("1", "2", "3", "4", "5"):
            raise row.problem(say("The scale goes from 1 to 5."), f"PTS_{letter}")
        measure = f"msr:terror-scale-{letter.lower()}"
        scale = {"scale": "1 (least) to 5 (most)"}
        yield Entity("Measure", measure, f"Political Terror Scale ({report})", scale, Origin(URL))
        yield Tie(
            "MEASURED",
            government_id(iso3),
            measure,
            str(year),
            values={"year": year, "value": int(text)},
            origin=Origin(URL, known=PartialDate(f"{year}-12-31")),
        )
