"""Consent: what the prisoner or the family allows, use by use."""

from __future__ import annotations

from collections.abc import Iterator

from graph.records import Entity
from graph.vocabulary import CONSENT_STATES, CONSENT_USES
from loaders.campaign import day, latest, noted
from loaders.loader import Loaded, Row, loader, values


@loader(title="Consents", section="campaign", after=("activists", "cases", "families"))
def consents(row: Row) -> Iterator[Loaded]:
    """Consents, one row per case, use and giver. A use without a row counts as unset.

    case (needed): the name of the case
    use (needed): embassies, UN, media, name, photo or health
    state (needed): given, refused, withdrawn or unset
    giver: who gave, refused or withdrew it; needed unless it is unset
    date: the day on which it was given or refused
    review: the day on which to ask again
    withdrawn: the day on which it was withdrawn
    note: for yourselves; shown to the strictest audience only
    """
    case, giver = row.take("case"), row.maybe("giver")
    use = row.word(row.take("use"), CONSENT_USES, "use")
    state = row.word(row.take("state"), CONSENT_STATES, "state")
    if (state == "unset") == bool(giver):
        raise row.problem(
            "Nobody gives a consent that is unset." if giver else "Say who gave or refused it.",
            "giver",
        )
    if row.maybe("withdrawn") and state != "withdrawn":
        raise row.problem("This consent is withdrawn; its state must say so.", "state")
    for column in ("date", "withdrawn"):
        row.past(column, "A consent counts from the day on which it is given or refused.")
    where = row.origin(latest(row, "date", "withdrawn"))
    id = row.id("Consent", case, use, giver)
    yield Entity(
        "Consent",
        id,
        f"Consent: {use}",
        values(
            use=use,
            state=state,
            date=day(row, "withdrawn") or day(row, "date"),  # of the state that it is in
            given=day(row, "date") if state == "withdrawn" else None,
            review=day(row, "review"),
            note=row.maybe("note"),
        ),
        where,
        noted(row),
    )
    yield row.tie("CONCERNS", id, row.ref("Case", case, "case"), origin=where)
    if giver:
        yield row.tie("MADE_BY", id, row.ref("Person Family", giver, "giver"), origin=where)
