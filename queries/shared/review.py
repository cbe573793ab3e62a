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
from graph.record.history import history
from graph.record.public_acts import public_acts
from graph.record.sessions import opens
from graph.view import View
from queries.answer import Block, Cell, Column, Row, Table, columns
from queries.wording import listed, written

MOST: Final = 5  # governments to lobby that are named
AT_A_REVIEW: Final = (
    "Chance of raising detention, expression or civil society at a UN review of such a state"
)


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
    # Of a session that is known by its months only the review is in one or the other.
    word = "to" if len(day) == len("2027-01-18") else "or"
    return f"{written(day)} {word} {written(str(until))}"


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
    note = f"{_when(review, view.today)} "
    if refused:
        note += f"Whom to lobby is not proposed: {refused}. "
    elif rows:
        note += f"{_lobby(review, view.today)} {_basis(view)} "
    else:
        note += "Whom to lobby is not known: no record of UN reviews is loaded. "
    return Table(
        f"un_review_{n + 1}" if n else "un_review",
        f"UN review of {state.title}: {between(review)}",
        columns(
            "rank",
            ("name", "Government"),
            Column("chance", "Chance at a review", "%", AT_A_REVIEW, ends=("low", "high")),
            ("low", "Low", "%"),
            ("high", "High", "%"),
            ("door", "Ask at"),
            "city",
            Column("caveat", "What may have changed since its record", place="line"),
            Column("website", "Website", place="aside"),
            Column("known", "Mission as of", place="aside"),
        ),
        rows,
        of="id",
        hidden=("low", "high"),
        note=f"{note}{_source(review)}",
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
    return {id: f"{listed(facts)}." for id, facts in since.items()}


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
    capital = government.values.get("capital")
    place = f" in {capital}" if capital else ""
    return f"its mission in Geneva (not on record here) or its foreign ministry{place}"


def _when(review: Review, today: date) -> str:
    """Until when one may submit."""
    day = review.submissions
    if day is not None:
        closed = "closed" if day.last < today.isoformat() else "close"
        on = "on" if len(day) == len("2027-01-18") else "in"
        return f"Submissions by organizations {closed} {on} {written(day)}."
    about = review.usual_submissions
    if about < today:
        return (
            "Submissions by organizations are usually closed by now (some seven months before a "
            "review); the day was not read."
        )
    return (
        f"Submissions by organizations usually close some seven months before, about "
        f"{written(f'{about:%Y-%m}')}: look up the day now."
    )


def _lobby(review: Review, today: date) -> str:
    first, last = review.lobby
    span = f"from {written(str(first))} to {written(str(last))}"
    if today < first:
        return f"Lobby in this order {span}."
    if today <= last:
        return f"Lobby now, in this order: {span} is best."
    return f"Lobby at once, in this order: best was {span}, and missions may have written already."


def _basis(view: View) -> str:
    newest = history(view).reviews.session[-1]
    return (
        f"The order is that of the record (UN reviews up to session {int(newest)}; range 80 %); "
        "when to lobby is a judgement. What is said at a review is public: agree the words with "
        "the family first."
    )


def _source(review: Review) -> str:
    values, origin = review.event.values, review.event.origin
    basis = str(values.get("basis", "a day recorded by hand"))
    checked = f", checked on {written(str(origin.retrieved))}" if origin.retrieved else ""
    session = f"session {values['session']}, " if "session" in values else ""
    note = f" {values['note']}" if "note" in values else ""
    return f"When it is: {session}{basis}{checked}.{note}"
