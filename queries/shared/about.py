"""What a question is about: a case, or the government that detains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from graph.model.errors import QuestionError
from graph.model.ids import is_kind
from graph.model.records import Entity
from graph.model.words import count, listed, say
from graph.view import View
from queries.wording import the

OLD = 2  # years after which a fact is told to be old


class Subject(NamedTuple):
    """The government that an answer is about, the case if there is one, and what to say first."""

    host: Entity
    case: Entity | None
    opening: str = ""  # that several governments detain, and how to ask for another; else ""


def subject(view: View, case: str | None, target: str | None) -> Subject:
    """What a question about the government that detains is about.

    A case whose prisoners several governments detain is asked of each alone, with the target;
    without one the answer is about the first by name, and opens with that.
    QuestionError: neither is given, the target does not detain in the case, or nobody is recorded
    as detaining.
    """
    if case is None:
        if target is None:
            raise QuestionError(
                say("Choose either a case or a target: the government that detains.")
            )
        return Subject(standing(view, view.get(target)), None)
    about = view.get(case)
    states = detaining(view, about)
    if target is not None:
        host = next((one for one in states if one.id == target), None)
        if host is None:
            raise QuestionError(
                say(
                    "{government} is not recorded as detaining in “{case}”. Choose either a case "
                    "or a target: the government that detains.",
                    government=view.get(target).title,
                    case=about.title,
                )
            )
        return Subject(host, about)
    if not states:
        raise QuestionError(
            say(
                "No government is recorded as detaining in “{case}”. Add it to the case, or choose "
                "the target instead.",
                case=about.title,
            )
        )
    return Subject(states[0], about, _which(about, states))


def detaining(view: View, case: Entity) -> list[Entity]:
    """The governments that are recorded as detaining in a case, by name."""
    ties = view.ties("DETAINS", of=[case.id])
    ids = {t.source for t in ties if t.target == case.id and is_kind(t.source, "Government")}
    return sorted(view.several(ids), key=lambda one: (one.title, one.id))


def hosts(view: View, detaining: Iterable[str]) -> list[tuple[str, str]]:
    """Of those who detain the governments, by name: id and name; the only one needs no name: ""."""
    ids = sorted(id for id in detaining if is_kind(id, "Government"))
    if len(ids) < 2:
        return [(id, "") for id in ids]
    return sorted(((one.id, one.title) for one in view.several(ids)), key=lambda host: host[::-1])


def _which(case: Entity, states: Sequence[Entity]) -> str:
    """Of which of several governments an answer is, how to see another, and a space; "": of one."""
    if len(states) < 2:
        return ""
    first, *others = (one.title for one in states)
    which = say(
        "{governments} are recorded as detaining in “{case}”: this is about {first}. For {others} "
        "choose that government as the target, together with the case.",
        governments=listed([first, *others], 20),
        case=case.title,
        first=first,
        others=listed(others, 20, either=True),
    )
    return f"{which} "


def governing(view: View, place: str) -> str:
    """The government in whose state a territory lies. QuestionError: none is on record."""
    ties = view.ties("LOCATED_IN", of=[place])
    states = {t.target for t in ties if t.source == place and is_kind(t.target, "Government")}
    if not states:
        raise QuestionError(
            say("No state is recorded as governing {place}.", place=view.get(place).title)
        )
    return min(states)


def territories_of(view: View, case: str, of: Entity | None = None) -> list[Entity]:
    """The territories in which a case is; with `of`, a government, those that it governs."""
    ties = view.ties("LOCATED_IN", of=[case])
    places = view.several(
        t.target for t in ties if t.source == case and is_kind(t.target, "Facility")
    )
    if of is None or not places:
        return places
    ties = view.ties("LOCATED_IN", of=[place.id for place in places])
    governed = {t.source for t in ties if t.target == of.id}
    return [place for place in places if place.id in governed]


def standing(view: View, state: Entity) -> Entity:
    """The state itself. QuestionError: it had ended by the day of the view; its successors."""
    until = state.values.get("until")
    if not isinstance(until, int) or until >= view.today.year:
        return state
    names = [the(one.title) for one in _successors(view, state)]
    ended = say(
        "Nobody can ask {state} anything: it ended in {year}.",
        state=the(state.title),
        year=until,
    )
    if names:
        instead = say("Ask of {states} instead.", states=listed(names, 20, either=True))
        ended = f"{ended} {instead}"
    raise QuestionError(ended)


def _successors(view: View, state: Entity) -> list[Entity]:
    """The states that came after it and stand; of one that has ended too, those after that."""
    after = state.values.get("successors")
    standing = {
        state.id: state
        for next_ in view.several(after if isinstance(after, list) else [])
        for state in (_successors(view, next_) if next_.values.get("until") else [next_])
    }
    return sorted(standing.values(), key=lambda state: state.title)


def aged(year: int | None, today: int) -> str | None:
    """A year, and how old it is where it is old.

    >>> aged(2013, 2026), aged(2025, 2026), aged(None, 2026)
    ('2013, 13 years ago', '2025', None)
    """
    if year is None:
        return None
    if today - year <= OLD:
        return str(year)
    return count("{year}, {n} year ago", "{year}, {n} years ago", today - year, year=year)
