"""UN ideal points: where a government stands in the votes of the General Assembly, year by year."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.records import Entity, Origin, PartialDate, Tie
from graph.model.words import mark, say
from loaders.loader import Loaded, Row, loader, values

URL = "https://doi.org/10.7910/DVN/LEJUQZ"
MEASURE = "msr:ideal-point"
FIRST = 1946  # of the General Assembly; its session n is counted to the year 1945 + n


@loader(
    title=mark("UN ideal points"),
    encoding="latin-1",
    aliases={  # the release of April 2020
        "IdealPoint": "idealpointfp",
        "NVotes": "nvotesfp",
        "QO%": "qofp",
        "Q5%": "q5fp",
        "Q10%": "q10fp",
        "Q50%": "q50fp",
        "Q90%": "q90fp",
        "Q95%": "q95fp",
        "Q100%": "q100fp",
    },
    about={
        "publisher": mark(
            "Bailey, Strezhnev and Voeten (2017); shipped: their release of July 2025"
        ),
        "url": URL,
        "licence": mark("facts; cite the authors (the release of April 2020: MIT)"),
        "kind": "measures",
        "renew": mark(
            "At Harvard Dataverse (doi.org/10.7910/DVN/LEJUQZ), “United Nations General "
            "Assembly Voting Data”: the newest file of ideal points."
        ),
    },
    expected=(3_000, 15_000),
    after=("governments",),
)
def ideal_points(row: Row) -> Iterator[Loaded]:
    """Where governments stand in the votes of the UN General Assembly: one number a year.

    Bailey, Strezhnev and Voeten’s estimates: two governments that vote alike are close. Each year
    comes with the 10% and 90% quantiles of the estimate and is known from its 31 December.
    Estimates are smoothed with later votes, so a look back knows a little of what came after. Of
    the release of July 2025 the estimate from votes on final passage is read; the release of
    April 2020 (IdealPoint, session) is read too.

    idealpointfp (needed): the estimate; higher is closer to the United States
    year: the year of the votes
    session: of the General Assembly, where there is no year; 1945 is added
    ccode: the government’s number in the Correlates of War
    iso3c: its ISO code; read only where there is no ccode
    nvotesfp: on how many votes the estimate rests
    q10fp: the lower end of the interval
    q90fp: the upper end of the interval
    countryname: not read, the numbers tell
    Row: not read
    qofp: not read
    q5fp: not read
    q50fp: not read
    q95fp: not read
    q100fp: not read
    idealpointall: not read
    idealpointlegacy: not read
    nvotesall: not read
    qoall: not read
    q5all: not read
    q10all: not read
    q50all: not read
    q90all: not read
    q95all: not read
    q100all: not read
    nvotesLegacy: not read
    """
    year = _year(row)
    # The number goes first: the file writes RUS and YUG for every year, also for those before.
    if row.maybe("ccode"):
        government = row.country("ccode", "cow", year)
    else:
        government = row.country("iso3c", "iso3", year)
    value = row.number_of("idealpointfp")
    if value is None:
        row.skip(say("no estimate of that year"))
        return
    yield Entity(
        "Measure",
        MEASURE,
        "UN ideal point",
        {"scale": "higher: votes more like the United States; without fixed ends"},
        Origin(URL),
    )
    yield Tie(
        "MEASURED",
        government,
        MEASURE,
        str(year),
        values=values(
            year=year,
            value=value,
            low=row.number_of("q10fp"),
            high=row.number_of("q90fp"),
            votes=row.whole("nvotesfp"),
        ),
        origin=Origin(row.maybe("source") or URL, known=PartialDate(f"{year}-12-31")),
    )


def _year(row: Row) -> int:
    """The year of a row, by itself or by the session. RowProblem: it has neither."""
    year = row.whole("year")
    if year is not None:
        if not FIRST <= year <= row.today.year:
            raise row.problem(
                say("This is no year in which the General Assembly has voted."), "year"
            )
        return year
    session = row.whole("session")
    if session is None:
        column = "year" if row.has("year") else "session"
        raise row.problem(say("Give the year of the votes, or the session."), column)
    if not 1 <= session <= 200:
        raise row.problem(
            say("This is not the number of a session of the General Assembly."), "session"
        )
    return FIRST - 1 + session
