"""How one proposal is worded: as advice, as a line of a table, as its cells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from graph.approach.asks import Proposal
from graph.approach.gate import NOTHING
from graph.approach.requests import request
from graph.model.words import mark, say, written

# To whom an ask goes that goes through none of a government's own people.
_TO: Final[Mapping[str, str]] = {
    "nobody": mark("nobody"),
    "regional body": mark("a regional body"),
    "detaining state": mark("the detaining government"),
}


def advice(government: str, proposal: Proposal, today: date) -> str:
    """What to do first: whom to ask, through whom, for what, by when."""
    if proposal.ask.id == NOTHING.id:
        reason = proposal.reason
        return say(
            "Ask nothing of {government} now. {reason}", government=government, reason=reason
        )
    through, ask = proposal.through, request(proposal.ask)
    if proposal.by is None:
        return (
            say(
                "Start with {government}, {through}: ask for {ask}.",
                government=government,
                through=through,
                ask=ask,
            )
            if through
            else say("Start with {government}: ask for {ask}.", government=government, ask=ask)
        )
    day = written(proposal.by)
    if proposal.by < today.isoformat():
        return (
            say(
                "Start with {government}, {through}: ask for {ask} at once; the last day was "
                "{day}.",
                government=government,
                through=through,
                ask=ask,
                day=day,
            )
            if through
            else say(
                "Start with {government}: ask for {ask} at once; the last day was {day}.",
                government=government,
                ask=ask,
                day=day,
            )
        )
    return (
        say(
            "Start with {government}, {through}: ask for {ask} by {day}.",
            government=government,
            through=through,
            ask=ask,
            day=day,
        )
        if through
        else say(
            "Start with {government}: ask for {ask} by {day}.",
            government=government,
            ask=ask,
            day=day,
        )
    )


def in_line(proposal: Proposal, today: date) -> str:
    """The same of a government that is named beside it: what, through whom, by when, why then."""
    if proposal.ask.id == NOTHING.id:
        return say("nothing now. {reason}", reason=proposal.reason)
    line = request(proposal.ask)
    if proposal.through:
        line = say("{ask}, {through}", ask=line, through=proposal.through)
    if proposal.by:
        day = written(proposal.by)
        late = proposal.by < today.isoformat()
        line = (
            say("{ask}, at once: the last day was {day}", ask=line, day=day)
            if late
            else say("{ask}, by {day}", ask=line, day=day)
        )
    return say("{ask} ({before})", ask=line, before=proposal.before) if proposal.before else line


def ask_cells(proposal: Proposal) -> dict[str, Any]:
    """A proposal as cells of a row."""
    return {
        "ask": say(proposal.ask.title),
        "ask_id": proposal.ask.id,
        "channel": proposal.channel,
        "through": proposal.through or say(_TO.get(proposal.channel, "nobody")),
        "public": proposal.public,
        "allowed_by": proposal.allowed_by,
        "by": proposal.by,
        "before": proposal.before,
        "why": proposal.reason,
    }
