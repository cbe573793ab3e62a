"""Consent: what the prisoner or the family allows, use by use."""

from __future__ import annotations

from collections.abc import Iterator

from graph.campaign.consent import GIVEN, NO
from graph.model.records import Entity, Origin, PartialDate
from graph.model.schema import Label
from graph.model.vocabulary import CONSENT_STATES, CONSENT_USES
from graph.model.words import mark, say
from loaders.loader import Loaded, Row, loader, values
from loaders.people import latest, noted


@loader(title=mark("Consents"), after=("activists", "cases", "families"))
def consents(row: Row) -> Iterator[Loaded]:
    """Consents, one row per case, use and giver. A use without a row counts as unset.

    A no is never weaker than a yes. It holds until the same giver, or somebody who speaks for the
    prisoner or the family, gives consent on a day that is surely later. That consent was refused
    or withdrawn, and when, is seen by whoever sees the case; who said so is not.

    case (needed): the name of the case
    use (needed): embassies, UN, media, name, photo or health
    state (needed): given, refused, withdrawn or unset
    giver: who gave, refused or withdrew it; needed unless it is unset
    speaks: yes or no: whether the giver speaks for the family; empty: as families says
    date: the day on which it was given or refused; a consent that is given needs one
    review: the day on which to ask again
    withdrawn: the day on which it was withdrawn
    note: for yourselves; shown to the strictest audience only
    """
    case, giver = row.take("case"), row.maybe("giver")
    use = row.word(row.take("use"), CONSENT_USES, "use")
    state = row.word(row.take("state"), CONSENT_STATES, "state")
    if (state == "unset") == bool(giver):
        raise row.problem(
            say("Nobody gives a consent that is unset.")
            if giver
            else say("Say who gave or refused it."),
            "giver",
        )
    if row.maybe("withdrawn") and state != "withdrawn":
        raise row.problem(
            say("Write the state withdrawn, or leave the day of withdrawal empty."), "state"
        )
    instead = mark("A consent counts from the day on which it is given or refused.")
    given_on, withdrawn_on = row.past("date", instead), row.past("withdrawn", instead)
    if state == GIVEN and given_on is None:
        raise row.problem(
            say(
                "Say on which day it was given, if only the year: without one nobody can tell "
                "whether it was refused since. Only a refusal or a withdrawal may stand without a "
                "day."
            ),
            "date",
        )
    since = withdrawn_on or given_on  # of the state that it is in
    # A no is known from the first day that it may mean, a yes from the last.
    known = PartialDate(since.first) if since and state in NO else latest(row, "date", "withdrawn")
    where = row.origin(known)
    id = row.id("Consent", case, use, giver)
    review = row.date("review")
    statement = values(use=use, state=state, date=str(since or ""))
    yield Entity(
        "Consent",
        id,
        f"Consent: {use}",
        values=values(
            **statement,
            given=str(given_on or "") if state == "withdrawn" else None,
            review=str(review or ""),
            speaks=row.flag("speaks"),
            note=row.maybe("note"),
        ),
        origin=where,
        labels=noted(row),
    )
    about = row.ref("Case", case, "case")
    yield row.tie("CONCERNS", id, about, origin=where)
    if giver:
        yield row.tie("MADE_BY", id, row.ref("Person Family", giver, "giver"), origin=where)
    if state in NO:  # without the source, which may name whoever said so
        stop = Origin(known=where.known, confidence=where.confidence, label=Label.CLEAR)
        yield row.tie("STOPPED", about, about, key=id, values=statement, origin=stop)
