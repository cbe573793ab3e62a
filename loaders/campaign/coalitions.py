"""Declared coalitions: those that say of themselves that they are one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graph.model.records import Entity
from graph.model.words import mark
from loaders.languages import LANGUAGES
from loaders.loader import Loaded, Row, loader, values
from loaders.people import confirmed, noted


@loader(title=mark("Coalitions"), after=("organizations", "activists", "cases"))
def coalitions(row: Row) -> Iterator[Loaded]:
    """Declared coalitions, one row each. Members with dates of their own stand in ties.

    name (needed): what it calls itself, in any script
    code: yours, of one coalition alone: then a corrected name keeps all ties
    also known as: other names and spellings, separated by |
    purpose: in a sentence
    works on: cases, separated by |
    members: organizations and people, separated by |
    led by: people, separated by |
    languages: in which it works, separated by |
    since: from when
    until: when it was dissolved
    confirmed: the last day on which you knew that its members are members
    note: for yourselves; shown to the strictest audience only
    """
    name, where = row.take("name"), row.origin()
    dates: dict[str, Any] = {
        "since": row.date("since"),
        "until": row.date("until"),
        "values": values(confirmed=confirmed(row)),
    }
    id = row.own_id("Coalition", name)
    yield Entity(
        "Coalition",
        id,
        name,
        values=values(
            aliases=row.listed("also known as"),
            code=row.maybe("code"),
            purpose=row.maybe("purpose"),
            languages=row.listed("languages", LANGUAGES),
            note=row.maybe("note"),
        ),
        origin=where,
        labels=noted(row),
    )
    for member in row.several("members"):
        who = row.ref("Organization Person Coalition Government", member, "members")
        yield row.tie("MEMBER_OF", who, id, origin=where, **dates)
    for leader in row.several("led by"):
        who = row.ref("Person", leader, "led by")
        yield row.tie("LEADS", who, id, origin=where, **dates)
    for case in row.several("works on"):
        yield row.tie("WORKS_ON", id, row.ref("Case", case, "works on"), origin=where, **dates)
