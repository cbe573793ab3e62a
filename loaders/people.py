"""What the loaders of a campaign's own files share: people, offices, notes, and careful labels."""

from __future__ import annotations

import re
from collections.abc import Generator

from anyascii import anyascii

from graph.model.ids import id_of, is_kind, iso3_of
from graph.model.records import Confidence, Entity, Origin, PartialDate
from graph.model.schema import ACTORS as ACTOR_KINDS
from graph.model.schema import Label
from graph.model.text import fold
from graph.model.vocabulary import CONTACT_RULES, SAFE_TO_TELL
from graph.model.words import mark, say, written
from loaders.countries import known, territories
from loaders.languages import LANGUAGES
from loaders.loader import Loaded, Naming, PendingTie, Ref, Row, values

ACTORS = " ".join(sorted(ACTOR_KINDS))  # for a reference to any actor

# That an office belongs to the body in its title needs no other source than the title.
_TITLE = Origin("the title of the office", confidence=Confidence.HIGHLY_RELIABLE)


def origin(row: Row, default: Label, known: PartialDate | None = None) -> Origin:
    """Where the row comes from; `default` is its label unless the row names one."""
    return row.origin(known, None if row.maybe("label") else default)


def day(row: Row, column: str) -> str | None:
    """A date as a value of a record."""
    date = row.date(column)
    return None if date is None else str(date)


def latest(row: Row, *columns: str) -> PartialDate | None:
    """The last of several dates: from then on all that the row says could be known."""
    dates = [date for column in columns if (date := row.date(column))]
    return max(dates, key=lambda date: date.last, default=None)


def confirmed(row: Row) -> str | None:
    """The last day on which the tie of a row was known to hold, as a value of it."""
    latest_day = row.past("confirmed", mark("Give the day when it was last known to hold."))
    if latest_day is None:
        return None
    since, until = row.date("since"), row.date("until")
    if since and latest_day.last < since.first:
        raise row.problem(
            say("This is before it began (since {since}).", since=written(str(since))), "confirmed"
        )
    if until and latest_day.first > until.last:
        raise row.problem(
            say("It ended before that (until {until}).", until=written(str(until))), "confirmed"
        )
    return str(latest_day)


def noted(row: Row) -> dict[str, Label]:
    """The labels of a row's values: a free note may name anybody, so it is for few eyes."""
    return {"note": Label.RED} if row.maybe("note") else {}


def person(row: Row, role: str) -> Generator[Loaded, None, str]:
    """The person that a row tells of, by its columns on people, and where he or she lives; the
    generator returns the person's id.

    A row without a name needs a code: then the person is known by role alone.
    """
    name, code = row.maybe("name"), row.maybe("code")
    minor = row.flag("minor")
    where = row.origin(label=Label.RED if minor else None)
    id = row.own_id("Person", name, "") if name or code else ""
    if not id:
        raise row.problem(
            say("Give a name, or a code for somebody who shall not be named."), "name"
        )
    yield Entity(
        "Person",
        id,
        name or None,
        values=values(
            role=role,
            # Who has no name is found by the code.
            aliases=row.listed("also known as") if name else [code],
            code=code,
            languages=row.listed("languages", LANGUAGES),
            city=row.maybe("city"),
            contact=row.choice("contact rule", CONTACT_RULES),
            safe_to_tell=row.choice("safe to tell", SAFE_TO_TELL),
            minor=minor,
            opted_in=[row.id("Case", case) for case in row.listed("opted in")],
            note=row.maybe("note"),
        ),
        origin=where,
        labels=noted(row),
    )
    if row.maybe("country"):
        yield row.tie("RESIDES_IN", id, row.place("country"), origin=where)
    return id


def office(body: Ref, title: str, row: Row) -> tuple[str, list[Loaded]]:
    """An office of a body: its id and its records, which are as strict as the body's name.

    Only a government's office has a readable id: any other body may be a secret.
    """
    by_id = is_kind(body.text, "Government")
    code = known(iso3_of(body.text), "iso3") if by_id else known(body.text)
    if code:
        name = territories()[code].name
        words = re.findall(r"[a-z0-9]+", fold(anyascii(f"{name} {title}")))
        id = id_of("Office", "-".join(words))
    else:
        name, id = body.text, row.id("Office", body.text, title)
    named = Entity("Office", id, f"{title}, {name}", {"position": title})
    tie = PendingTie("PART_OF", id, body, {"origin": _TITLE})
    return id, [Naming(named, (body,)), Naming(tie, (body,))]
