"""Freedom House's yearly table: political rights and civil liberties of each state, 0 to 100."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.errors import UnknownName
from graph.model.ids import government_id
from graph.model.records import Entity, Origin, PartialDate, Tie
from graph.model.words import mark, say
from loaders.countries import resolve
from loaders.loader import Loaded, Row, loader, values

URL = "https://freedomhouse.org/report/freedom-world"
MEASURE = "msr:freedom-in-the-world"
STATUS = {"F": "free", "PF": "partly free", "NF": "not free"}


@loader(
    title=mark("Freedom in the World (Freedom House)"),
    aliases={"Country": "Country/Territory", "C/T?": "C/T"},
    about={
        "publisher": mark("Freedom House: Freedom in the World, all data"),
        "url": URL,
        "licence": mark("not to be passed on: load only, cite Freedom House"),
        "kind": "measures",
        "renew": mark(
            "At freedomhouse.org, under Freedom in the World: the Excel file of all data."
        ),
    },
    expected=(190, 5_000),
    after=("governments",),
)
def freedom_in_the_world(row: Row) -> Iterator[Loaded]:
    """How free citizens of a state are by Freedom House’s scores, yearly: 0 (least) to 100 (most).

    Reads All_data_FIW_….xlsx or the same saved as CSV, with the title above the header. An edition
    judges the year before it and is known from 31 March of its own year. Territories (Crimea,
    Hong Kong …) are left out: they have no government of their own here.

    Country/Territory (needed): its name
    C/T (needed): c for a country, t for a territory
    Edition (needed): the year of the report
    Status (needed): F, PF or NF: free, partly free, not free
    PR rating: political rights, 1 (most) to 7 (least)
    CL rating: civil liberties, 1 (most) to 7 (least)
    Total (needed): the score, 0 to 100; up to 4 less where rule changes who lives there
    Region: not read
    A1: not read
    A2: not read
    A3: not read
    A: not read
    B1: not read
    B2: not read
    B3: not read
    B4: not read
    B: not read
    C1: not read
    C2: not read
    C3: not read
    C: not read
    Add Q: not read
    Add A: not read
    PR: not read
    D1: not read
    D2: not read
    D3: not read
    D4: not read
    D: not read
    E1: not read
    E2: not read
    E3: not read
    E: not read
    F1: not read
    F2: not read
    F3: not read
    F4: not read
    F: not read
    G1: not read
    G2: not read
    G3: not read
    G4: not read
    G: not read
    CL: not read
    """
    name, edition = row.take("Country/Territory"), row.whole("Edition")
    if edition is None or not 1973 <= edition <= row.today.year:
        raise row.problem(say("Give the year of the edition, 1973 or later."), "Edition")
    if row.word(row.take("C/T"), ("c", "t"), "C/T") == "t":
        row.skip(say("“{name}” is a territory", name=name))
        return
    try:
        iso3 = resolve(name, "name", edition - 1)
    except UnknownName as problem:
        raise row.problem(str(problem), "Country/Territory") from None
    row.take("Total")
    score = row.whole("Total")
    if score is not None and not -4 <= score <= 100:  # four points at most are taken away
        raise row.problem(say("The score goes from 0 to 100."), "Total")
    scale = {"scale": "0 (least free) to 100 (most free)"}
    yield Entity("Measure", MEASURE, "Freedom in the World (Freedom House)", scale, Origin(URL))
    yield Tie(
        "MEASURED",
        government_id(iso3),
        MEASURE,
        str(edition - 1),
        values=values(
            year=edition - 1,
            value=score,
            status=STATUS[row.word(row.take("Status"), STATUS, "Status")],
            rights=_rating(row, "PR rating"),
            liberties=_rating(row, "CL rating"),
        ),
        origin=Origin(row.maybe("source") or URL, known=PartialDate(f"{edition}-03-31")),
    )


def _rating(row: Row, column: str) -> int | None:
    rating = row.whole(column)
    if rating is not None and not 1 <= rating <= 7:
        raise row.problem(say("A rating goes from 1 to 7."), column)
    return rating
