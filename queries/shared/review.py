"""A UN review of a state within a year: when, whom to lobby, at which door, in which order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from math import isnan
from typing import Final, NamedTuple

from graph.approach.breaks import breaks, fact
from graph.approach.embassies import GENEVA, UN, Door, doors
from graph.approach.gate import BY_ID, Gate
from graph.campaign.reviews import Review, within_a_year
from graph.model.errors import QuestionError
from graph.model.ids import government_id, iso3_of
from graph.model.records import Entity
from graph.model.words import listed, mark, percent, say, written
from graph.record.history import history
from graph.record.public_acts import public_acts
from graph.record.sessions import opens
from graph.view import View
from queries.answer import Block, Cell, Column, Row, Table, columns

MOST: Final = 5  # governments to lobby that are named
AT_A_REVIEW: Final = mark(
    "Chance of raising detention, expression or civil society at a UN review of such governments"
)
# How the day of a review is known, as the calendar has it.
BASES: Final = {
    "stated": mark("stated"),
    "by the order of the third cycle": mark("by the order of the third cycle"),
}


class ReviewChance(NamedTuple):
    """A government's chance of raising such cases at a review, and its 80 % interval."""

    chance: float
    low: float
    high: float


def review_chances(view: View, states: Iterable[str]) -> Mapping[str, ReviewChance]:
    """By government: its chance at a review of one of these states, of several the highest.

    Empty where no record of reviews is loaded; a government without one is not in it.
    """
    best: dict[str, ReviewChance] = {}
    for state in states:
        try:
            known = public_acts(view)
            ends = zip(*known.outlook(iso3_of(state)).at_review, strict=True)
        except QuestionError:
            return {}
        for code, figures in zip(known.past.reviews.senders.tolist(), ends, strict=True):
            one, id = ReviewChance(*map(float, figures)), government_id(code)
            if not isnan(one.chance):
                best[id] = max(one, best.get(id, one))
    return best


def geneva(view: View) -> Mapping[str, Door]:
    """By ISO3: the permanent mission of each government to the UN in Geneva, where one is known."""
    return {code: door for code, door in doors(view, UN).items() if door.kind == GENEVA}


def between(review: Review) -> str:
    """When a review is, in words, and no more precise than it is known."""
    values = review.event.values
    day, until = str(values["date"]), values.get("until")
    if until is None:
        return written(day)
    first, last = written(day), written(str(until))
    if len(day) == len("2027-01-18"):
        return say("{first} to {last}", first=first, last=last)
    # Of a session that is known by its months only the review is in one or the other.
    return say("{first} or {last}", first=first, last=last)


def basis(review: Review) -> str:
    """How the day of a review is known."""
    basis = str(review.event.values.get("basis", ""))
    if not basis:
        return say("a day recorded by hand")
    return say(BASES[basis]) if basis in BASES else basis


def un_review(
    view: View,
    states: Sequence[str],
    gate: Gate | None = None,
    apart: Collection[str] = (),
    most: int = MOST,
) -> list[Block]:
    """The block “UN review” of each of these states that is reviewed within a year; else none.

    `gate`: of the case, where the answer is of one; what it refuses is not proposed, only dated.
    `apart`: ids of governments not to be asked, such as those that were asked already.
    """
    return [
        _block(view, one, gate, frozenset(apart) | frozenset(states), most, n)
        for n, one in enumerate(within_a_year(view, states))
    ]


def _block(
    view: View, review: Review, gate: Gate | None, apart: frozenset[str], most: int, n: int
) -> Table:
    ask = BY_ID["recommendation"]
    refused = gate.refusal(ask, ask.public is True) if gate else None
    if gate:
        apart |= gate.strikes.governments
    rows = [] if refused else _whom(view, review.state, apart, most)
    state = view.get(review.state)
    if refused:
        advice = [say("Whom to lobby is not proposed: {reason}.", reason=refused)]
    elif rows:
        advice = [_lobby(review, view.today), *_order(view)]
    else:
        advice = [say("Whom to lobby is not known: no record of UN reviews is loaded.")]
    return Table(
        f"un_review_{n + 1}" if n else "un_review",
        say("UN review of {government}: {when}", government=state.title, when=between(review)),
        columns(
            "rank",
            ("name", "Government"),
            Column(
                "chance",
                say("Chance of raising it"),
                "%",
                say(AT_A_REVIEW),
                ends=("low", "high"),
            ),
            ("low", "Low", "%"),
            ("high", "High", "%"),
            ("door", "Ask at"),
            "city",
            Column("caveat", say("What may have changed since"), place="line"),
            Column("website", say("Website"), place="aside"),
            Column("known", say("Mission listed on"), place="aside"),
        ),
        rows,
        of="id",
        hidden=("low", "high"),
        note=" ".join([advice[0], _when(review, view.today), *advice[1:], *_source(review)]),
    )


def _whom(view: View, state: str, apart: frozenset[str], most: int) -> list[Row]:
    chances = review_chances(view, [state])
    order = sorted(chances.keys() - apart, key=lambda id: (-chances[id].chance, id))[:most]
    missions = geneva(view)
    first_doors = [door for id in order if (door := missions.get(iso3_of(id)))]
    known = {one.id: one for one in view.several([*order, *(door.id for door in first_doors)])}
    caveats = _caveats(view, order)
    return [
        {
            "rank": rank,
            "id": id,
            "name": known[id].title,
            **chances[id]._asdict(),
            **_door(known[id], missions.get(iso3_of(id)), known),
            "caveat": caveats.get(id),
        }
        for rank, id in enumerate(order, 1)
    ]


def _caveats(view: View, order: Sequence[str]) -> Mapping[str, str]:
    """By government: its breaks of policy since the newest review that its chance rests on."""
    if not order:
        return {}
    newest = opens(int(history(view).reviews.session[-1])).isoformat()
    since = {id: list(map(fact, events)) for id, events in breaks(view, order, newest).items()}
    return {id: say("{facts}.", facts=listed(facts)) for id, facts in since.items()}


def _door(government: Entity, door: Door | None, known: Mapping[str, Entity]) -> dict[str, Cell]:
    """Its mission in Geneva; where none is known, its ministry in the capital too."""
    if door is None:
        return {"door": unlisted(government), "city": None, "website": None, "known": None}
    website = known[door.id].values.get("website") if door.id in known else None
    return {
        "door": door.name,
        "city": door.city,
        "website": str(website) if website else None,
        "known": door.known,
    }


def unlisted(government: Entity) -> str:
    """Where to ask a government of which no mission in Geneva is on record."""
    if capital := government.values.get("capital"):
        return say(
            "its foreign ministry in {capital}, or its mission in Geneva (not on record here)",
            capital=capital,
        )
    return say("its foreign ministry, or its mission in Geneva (not on record here)")


def _when(review: Review, today: date) -> str:
    """Until when one may submit."""
    day = review.submissions
    if day is not None:
        closes, exact = written(day), len(day) == len("2027-01-18")
        if day.last < today.isoformat():
            return (
                say("Submissions by organizations closed on {day}.", day=closes)
                if exact
                else say("Submissions by organizations closed in {month}.", month=closes)
            )
        return (
            say("Submissions by organizations close on {day}.", day=closes)
            if exact
            else say("Submissions by organizations close in {month}.", month=closes)
        )
    about = review.usual_submissions
    if about < today:
        return say(
            "Submissions by organizations are usually closed by now (some seven months before a "
            "review); the exact day is not known."
        )
    return say(
        "Look up now when submissions by organizations close: usually some seven months before, "
        "about {month}.",
        month=written(f"{about:%Y-%m}"),
    )


def _lobby(review: Review, today: date) -> str:
    first, last = (written(day) for day in review.lobby)
    if today < review.lobby[0]:
        return say("Lobby in this order from {first} to {last}.", first=first, last=last)
    if today <= review.lobby[1]:
        return say(
            "Lobby now, in this order: the best time is {first} to {last}.", first=first, last=last
        )
    return say(
        "Lobby at once, in this order: the best time was {first} to {last}, and missions may have "
        "written their statements already.",
        first=first,
        last=last,
    )


def _order(view: View) -> list[str]:
    newest = history(view).reviews.session[-1]
    return [
        say("Agree the words with the family first: what is said at a review is public."),
        say(
            "The order is that of the record (UN reviews up to session {session}; ranges: "
            "{share}); when to lobby is a judgement.",
            session=int(newest),
            share=percent(0.8),
        ),
    ]


def _source(review: Review) -> list[str]:
    """How the day is known, and what the calendar notes of it."""
    values, origin = review.event.values, review.event.origin
    known = basis(review)
    if "session" in values:
        known = say("session {session}, {basis}", session=values["session"], basis=known)
    source = (
        say(
            "How we know the date: {basis}, checked on {day}.",
            basis=known,
            day=written(str(origin.retrieved)),
        )
        if origin.retrieved
        else say("How we know the date: {basis}.", basis=known)
    )
    return [source, *([str(values["note"])] if "note" in values else [])]
