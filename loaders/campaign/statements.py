"""Letters, petitions, resolutions: who signed, to whom, about what."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.ids import iso3_of
from graph.model.records import Entity, Value
from graph.model.vocabulary import STATEMENT_KINDS, STATEMENT_STATUS
from graph.model.words import mark, say
from loaders.languages import LANGUAGES
from loaders.loader import Loaded, Row, loader, values
from loaders.people import ACTORS, noted


@loader(
    title=mark("Letters and statements"),
    after=("governments", "missions", "organizations", "activists", "cases", "coalitions"),
)
def statements(row: Row) -> Iterator[Loaded]:
    """Letters, petitions, resolutions and statements with signatories and addressees.

    A statement has one row that says of what kind it is. Further rows of that title may add
    signatories and addressees, one or several at a time.

    title (needed): what it is called
    code: yours, of one statement alone: then a corrected title keeps all ties
    kind (needed): letter, open letter, petition, resolution or statement; empty in further rows
    status: planned, sent, published or given up
    date: the day on which it was sent or published, or is to be
    languages: in which it exists, separated by |
    signatories: organizations, coalitions and people, separated by |
    number of signatories: how many signed in all, those named too; in the row with the kind
    signatories by country: country and number, as in France 120 | Kenya 3
    addressed to: separated by |
    about: cases, separated by |
    text: where it can be read
    note: for yourselves; shown to the strictest audience only
    """
    title, date = row.take("title"), row.date("date")
    status = row.choice("status", STATEMENT_STATUS)
    if status in ("sent", "published"):
        row.past("date", mark("What is still to be sent or published has the status planned."))
    # What is planned is known before its date.
    where = row.origin(date if status in ("sent", "published") else None)
    statement = row.ref("Statement", row.maybe("code") or title, "title")
    if row.maybe("kind"):
        yield Entity(
            "Statement",
            row.own_id("Statement", title),
            title,
            values=values(
                code=row.maybe("code"),
                kind=row.choice("kind", STATEMENT_KINDS),
                status=status,
                date=None if date is None else str(date),
                languages=row.listed("languages", LANGUAGES),
                text=row.maybe("text"),
                note=row.maybe("note"),
                **signed(row),
            ),
            origin=where,
            labels=noted(row),
        )
    elif not row.maybe("signatories") and not row.maybe("addressed to"):
        raise row.problem(say("Say of what kind it is, or who signs or receives it."), "kind")
    elif row.maybe("number of signatories") or row.maybe("signatories by country"):
        raise row.problem(say("Write how many signed in the row that has the kind."), "kind")
    for name in row.several("signatories"):
        who = row.ref(ACTORS, name, "signatories")
        yield row.tie("SIGNED", who, statement, since=date, origin=where)
    for name in row.several("addressed to"):
        who = row.ref(ACTORS, name, "addressed to")
        yield row.tie("ADDRESSED_TO", statement, who, values=values(status=status), origin=where)
    for case in row.several("about"):
        yield row.tie("ABOUT", statement, row.ref("Case", case, "about"), origin=where)


def signed(row: Row) -> dict[str, Value]:
    """How many signed: `signatories` in all, and `signatories_by_country` as "ISO3 n", most first.

    Whoever is not named is only counted. RowProblem: no number, or less than none.
    """
    many = row.whole("number of signatories")
    if many is not None and many < 0:
        raise row.problem(say("Write how many signed: no less than 0."), "number of signatories")
    by_country: dict[str, int] = {}
    for text in row.several("signatories by country"):
        country, _, digits = text.rpartition(" ")
        if not country or not (digits.isascii() and digits.isdigit()):
            raise row.problem(
                say("Write each country with its number after it, as in France 120 | Kenya 3."),
                "signatories by country",
            )
        code = iso3_of(row.government(country.strip(" :"), "signatories by country"))
        if code in by_country:
            raise row.problem(say("A country stands here twice."), "signatories by country")
        by_country[code] = int(digits)
    if many is not None and many < sum(by_country.values()):
        raise row.problem(
            say("This is less than the countries add up to: correct one of the two."),
            "number of signatories",
        )
    ordered = sorted(by_country.items(), key=lambda one: (-one[1], one[0]))
    return values(
        signatories=many,
        signatories_by_country=[f"{code} {n}" for code, n in ordered],
    )
