"""Political imprisonment, year by year, from the CIRIGHTS data."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.errors import UnknownName
from graph.model.ids import government_id
from graph.model.records import Entity, Origin, PartialDate, Tie
from graph.model.words import mark, say
from loaders.countries import resolve
from loaders.loader import Loaded, Row, loader

URL = "https://cirights.com"
MEASURE = "msr:political-imprisonment"


@loader(
    title=mark("Political imprisonment (CIRIGHTS)"),
    encoding="utf-8-sig",
    about={
        "publisher": mark("Mark, Cingranelli, Filippov and Richards: CIRIGHTS v1.22.11.25"),
        "url": URL,
        "licence": mark("terms not read: not shipped, cite the authors"),
        "kind": "measures",
        "renew": mark("At cirights.com: the newest file of the CIRIGHTS data project, as CSV."),
    },
    expected=(3_000, 15_000),
    after=("governments",),
)
def political_imprisonment(row: Row) -> Iterator[Loaded]:
    """Whether a state held people for their views: 0 many, 1 few, 2 none (CIRIGHTS, polpris).

    Its other columns are not read. A year is known from its 31 December.

    country (needed): what the data calls it; read only to say what is left out
    year (needed): the year
    cow (needed): the government’s number in the Correlates of War
    polpris (needed): 0, 1 or 2; may be empty
    """
    year, text = row.whole("year"), row.maybe("polpris")
    if year is None:
        raise row.problem(say("Fill in this cell: it is needed."), "year")
    if not text:
        row.skip(say("no value"))
        return
    if text not in ("0", "1", "2"):
        raise row.problem(say("The value is 0, 1 or 2."), "polpris")
    try:
        iso3 = resolve(row.take("cow"), "cow", year)
    except UnknownName:
        row.skip(
            say(
                "“{name}” ({code}) is not among the governments",
                name=row.maybe("country"),
                code=row.take("cow"),
            )
        )
        return
    scale = {"scale": "0 many political prisoners, 1 few, 2 none"}
    yield Entity("Measure", MEASURE, "Political imprisonment (CIRIGHTS)", scale, Origin(URL))
    yield Tie(
        "MEASURED",
        government_id(iso3),
        MEASURE,
        str(year),
        values={"year": year, "value": int(text)},
        origin=Origin(URL, known=PartialDate(f"{year}-12-31")),
    )
