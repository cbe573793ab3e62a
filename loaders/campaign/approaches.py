"""Approaches: what was asked of whom, through which door, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.records import Entity
from graph.model.vocabulary import (
    APPROACH_STATUS,
    ASKS,
    EFFECT_STATUS,
    EFFECTS,
    RESPONSES,
    Ask,
    by_word,
)
from graph.model.words import mark, say
from loaders.loader import Loaded, Row, loader, values
from loaders.people import ACTORS, day, latest, noted

_BY_ID = {ask.id: ask for ask in ASKS}
_ASKS, _RESPONSES, _EFFECTS = by_word(ASKS), by_word(RESPONSES), by_word(EFFECTS)
_AHEAD = mark("For what is still to be asked, write the status planned and the day under due.")
_NEEDS = {  # a column that means nothing without another
    "response date": "response",
    "effect": "response",
    "effect status": "effect",
}


@loader(
    title=mark("Asks"),
    after=("governments", "missions", "activists", "cases", "families", "coalitions"),
)
def approaches(row: Row) -> Iterator[Loaded]:
    """Asks: what was asked of one actor for one case, a row each, with its answer.

    ask (needed): such as prison visit, private démarche by the desk, trial observation, …
    case (needed): the name of the case
    made to (needed): who is asked: a government, an organization, an office, a person
    door: where it was handed in: an embassy, an office, a person
    made by: who asks
    introduced by: who introduced you
    status (needed): planned, made or given up
    public: yes or no; needed only where the ask can be either
    date: the day on which it was made
    due: the day on which it is to be made, or on which an answer is due
    response: no reply, acknowledged, instructions sought, agreed, done, declined, retaliation, …
    response date: the day of the response
    effect: access, better conditions, release, none, worse, reprisal, …
    effect status: claimed or corroborated
    code: tells apart asks that are repeated to one actor
    note: for yourselves; shown to the strictest audience only
    """
    ask = _BY_ID[_ASKS[row.word(row.take("ask"), _ASKS, "ask")]]
    status = row.word(row.take("status"), APPROACH_STATUS, "status")
    case, addressee = row.take("case"), row.take("made to")
    response, effect = row.choice("response", _RESPONSES), row.choice("effect", _EFFECTS)
    _check(row, status)
    where = row.origin(latest(row, "date", "response date"))
    id = row.id("Approach", ask.id, case, addressee, row.maybe("code"))
    yield Entity(
        "Approach",
        id,
        ask.title,
        values=values(
            instrument=ask.id,
            status=status,
            public=_public(row, ask),
            date=day(row, "date"),
            due=day(row, "due"),
            response=_RESPONSES[response] if response else None,
            response_date=day(row, "response date"),
            effect=_EFFECTS[effect] if effect else None,
            effect_status=row.choice("effect status", EFFECT_STATUS),
            note=row.maybe("note"),
        ),
        origin=where,
        labels=noted(row),
    )
    yield row.tie("CONCERNS", id, row.ref("Case", case, "case"), origin=where)
    for column, kind, part in (
        ("made to", "MADE_TO", ""),
        ("door", "MADE_TO", "door"),
        ("made by", "MADE_BY", ""),
        ("introduced by", "MADE_BY", "introducer"),
    ):
        if text := row.maybe(column):
            yield row.tie(
                kind,
                id,
                row.ref(ACTORS, text, column),
                key=part,
                values=values(part=part),
                origin=where,
            )


def _check(row: Row, status: str) -> None:
    for column, other in _NEEDS.items():
        if row.maybe(column) and not row.maybe(other):
            raise row.problem(say("Fill in the column “{column}” too.", column=other), column)
    if status == "planned" and (row.maybe("date") or row.maybe("response")):
        column = "date" if row.maybe("date") else "response"
        raise row.problem(
            say("Use due for what is only planned: it has neither date nor response yet."), column
        )
    asked_on, answered = (row.past(column, _AHEAD) for column in ("date", "response date"))
    if asked_on and answered and answered.last < asked_on.first:
        raise row.problem(say("The response is older than the ask."), "response date")


def _public(row: Row, ask: Ask) -> bool | None:
    stated = row.flag("public")
    if stated is not None and ask.public is not None and stated != ask.public:
        if ask.public:
            raise row.problem(say("“{ask}” is always public.", ask=ask.title), "public")
        raise row.problem(say("“{ask}” is always private.", ask=ask.title), "public")
    return ask.public if stated is None else stated
