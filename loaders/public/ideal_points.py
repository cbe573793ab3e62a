"""UN ideal points: where a government stands in the votes of the General Assembly, year by year."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.records import Entity, Origin, PartialDate, Tie
from loaders.loader import Loaded, Row, loader, values

URL = "https://doi.org/10.7910/DVN/LEJUQZ"
MEASURE = "msr:ideal-point"
FIRST = 1945  # the General Assembly's session n is counted to the year 1945 + n


@loader(
    title="UN ideal points",
    encoding="latin-1",
    about={
        "publisher": "Bailey, Strezhnev and Voeten (2017), release of April 2020",
        "url": URL,
        "licence": "MIT",
        "kind": "measures",
        "renew": "At Harvard Dataverse (doi.org/10.7910/DVN/LEJUQZ), “United Nations General "
        "Assembly Voting Data”: the newest file of ideal points.",
    },
    expected=(3_000, 15_000),
    after=("governments",),
)
def ideal_points(row: Row) -> Iterator[Loaded]:
    """Where governments stand in the votes of the UN General Assembly: one number a year.

    Bailey, Strezhnev and Voeten's estimates: two governments that vote alike are close. Each year
    comes with the 10 % and 90 % quantiles of the estimate and is known from its 31 December.
    Estimates are smoothed with later votes, so a look back knows a little of what came after.

    session (needed): of the General Assembly; 1945 is added for the year
    IdealPoint (needed): the estimate; higher is closer to the United States
    ccode: the government's number in the Correlates of War
    iso3c: its ISO code; read only where there is no ccode
    NVotes: on how many votes the estimate rests
    Q10%: the lower end of the interval
    Q90%: the upper end of the interval
    Countryname: not read, the numbers tell
    Row: not read
    QO%: not read
    Q5%: not read
    Q50%: not read
    Q95%: not read
    Q100%: not read
    """
    session = row.whole("session")
    if session is None or not 1 <= session <= 200:
        raise row.problem("This is not the number of a session of the General Assembly.", "session")
    year = FIRST + session
    if row.maybe("ccode"):
        government = row.country("ccode", "cow", year)
    else:
        government = row.country("iso3c", "iso3", year)
    row.take("IdealPoint")
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
            value=row.number_of("IdealPoint"),
            low=row.number_of("Q10%"),
            high=row.number_of("Q90%"),
            votes=row.whole("NVotes"),
        ),
        origin=Origin(row.maybe("source") or URL, known=PartialDate(f"{year}-12-31")),
    )
