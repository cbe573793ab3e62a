"""Public acts of governments for and against prisoners: who, for whom, when, in which form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from graph.model.act_kinds import BASES, BY_TITLE, SCOPES, STANCES
from graph.model.errors import InvalidRecord
from graph.model.ids import iso3_of
from graph.model.records import Entity, PartialDate, Tie
from graph.model.schema import Label
from graph.model.words import mark, say
from loaders.countries import territories
from loaders.loader import Loaded, Row, loader, values

_CODE = re.compile(r"[A-Z]{3}")
_COMPLETE = re.compile(r"([^:( ]+)(?:: *(.*)| \((.*)\))?")  # yes: as printed, yes (as printed)


@loader(
    title=mark("Public acts for prisoners"),
    aliases={"url": "source", "signatory": "signatories", "case persons": "case_persons"},
    about={
        "publisher": mark(
            "our own table, coded by hand from public pages, row by row with its address"
        ),
        "licence": mark("facts of public record"),
        "kind": "acts",
        "renew": mark(
            "New acts stand in joint statements at the UN, letters and declarations of "
            "embassies and foreign ministries: add a row for each signatory to what is there, "
            "with its address."
        ),
    },
    after=("governments",),
)
def acts(row: Row) -> Iterator[Loaded]:
    """What governments did in public for prisoners of other states, or against them.

    Joint statements, trials attended, votes, mediation …: one row per signatory, or several
    signatories in one. Rows of one id are one act. Whoever is not on a list counts as silent only
    if the list is complete. Add your own to what is there: they count from their day on.

    id (needed): your name for the act, such as BLR-2026-03-letter
    date (needed): 2026-03-14, 2026-03, 2026, or “2025-03 to 2025-05”
    target (needed): the government that holds the prisoners, by name or ISO code
    kind (needed): joint statement, letter of states, trial attendance, vote, mediation …
    stance (needed): for, against (defends who holds them), mediator or abstained
    complete (needed): yes if the list names everybody who joined, else no; after a colon, why
    signatories (needed): the governments, by name or ISO code, separated by |
    speech_id: the same for several acts of one speech, which then count as one
    date_is: how the date is known, in words
    date_basis: stated; stated, month only; stated, year only; estimated; memory. Empty: stated
    forum: where, such as UN Human Rights Council 51
    level: capital, embassy, Geneva, New York, Vienna, Washington …
    scope: prisoners, own nationals, prisoners of war, or situation (a mandate, a law)
    about: the subject in a few words
    case_persons: public figures that the source names
    n_stated: how many joined, by the source
    outcome_class: released, partly released, no success … as the source says; a sequence, no cause
    outcome: in words
    outcome_date: when
    target_region: not read, the table of governments has it
    n_counted_apart: not read
    source_kind: not read
    from_excerpt: not read
    batch: not read
    note: not read
    """
    name, when = row.take("id"), _when(row)
    kind = BY_TITLE[row.word(row.take("kind"), BY_TITLE, "kind")]
    stance = row.word(row.take("stance"), STANCES, "stance")
    parts = _COMPLETE.fullmatch(row.take("complete"))
    answer, why, more = parts.groups("") if parts else (row.take("complete"), "", "")
    whole = row.word(answer, ("yes", "no"), "complete") == "yes"
    target, about = _government(row, row.take("target"), "target"), row.maybe("about")
    row.take("signatories")
    where = row.origin(PartialDate(when.last.last), label=Label.CLEAR)
    if where.url is None:
        raise row.problem(
            say("Give the source: the address of the page that reports this."), "source"
        )
    act = row.id("Event" if kind.done else "Statement", "act", name)
    host = territories()[iso3_of(target)].name
    title = f"{kind.title[:1].upper()}{kind.title[1:]}, {host}, {row.take('date')}"
    yield Entity(
        "Event" if kind.done else "Statement",
        act,
        f"{title}: {about}" if about else title,
        values(
            act=kind.title,
            date=row.take("date"),
            date_basis=_basis(row),
            forum=row.maybe("forum"),
            level=row.maybe("level"),
            scope=row.choice("scope", SCOPES),
            about=about,
            persons=row.maybe("case_persons"),
            complete=whole,
            list=why or more,
            stated=row.maybe("n_stated"),
            speech=row.maybe("speech_id"),
            outcome=row.maybe("outcome_class"),
            outcome_words=row.maybe("outcome"),
            outcome_date=row.maybe("outcome_date"),
        ),
        where,
    )
    yield Tie("ABOUT", act, target, origin=where)
    if not kind.done:
        yield Tie("ADDRESSED_TO", act, target, origin=where)
    for text in row.several("signatories"):
        signatory = _government(row, text, "signatories")
        yield Tie(
            "SIGNED", signatory, act, since=when.first, values={"stance": stance}, origin=where
        )


class _When(NamedTuple):
    first: PartialDate
    last: PartialDate


def _when(row: Row) -> _When:
    """The first and the last date that a cell may mean; both are one but in “A to B”."""
    first, _, last = row.take("date").partition(" to ")
    try:
        when = _When(PartialDate(first), PartialDate(last or first))
    except InvalidRecord as problem:
        raise row.problem(str(problem), "date") from None
    if when.last.last < when.first.first:
        raise row.problem(say("It ends before it begins."), "date")
    if when.last.first > row.today.isoformat():
        raise row.problem(
            say("This day has not come yet; only what has happened is an act."), "date"
        )
    return when


def _basis(row: Row) -> str:
    if row.maybe("date_basis"):
        return row.word(row.maybe("date_basis"), BASES, "date_basis")
    words = row.maybe("date_is").casefold()
    return next((basis for basis in ("memory", "estimated") if basis in words), "stated")


def _government(row: Row, text: str, column: str) -> str:
    return row.government(text, column, "iso3" if _CODE.fullmatch(text) else "name")
