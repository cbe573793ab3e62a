"""What a question is about: a case, or the government that detains."""

from __future__ import annotations

from graph.model.errors import QuestionError
from graph.model.ids import is_kind
from graph.model.records import Entity
from graph.view import View
from queries.wording import listed

OLD = 2  # years after which a fact is told to be old


def host_and_case(view: View, case: str | None, target: str | None) -> tuple[Entity, Entity | None]:
    """The government that detains, and the case if there is one.

    QuestionError: neither or both are given, or nobody is recorded as detaining.
    """
    if (case is None) == (target is None):
        raise QuestionError("Give either a case or a target: the government that detains.")
    if target is not None:
        return standing(view, view.get(target)), None
    about = view.get(str(case))
    detaining = [
        tie.source
        for tie in view.ties("DETAINS", of=[about.id])
        if tie.target == about.id and is_kind(tie.source, "Government")
    ]
    if not detaining:
        raise QuestionError(
            f"No government is recorded as detaining in “{about.title}”. Add it to the case, or "
            "ask with the target instead."
        )
    return view.get(min(detaining)), about


def governing(view: View, place: str) -> str:
    """The government in whose state a territory lies. QuestionError: none is on record."""
    ties = view.ties("LOCATED_IN", of=[place])
    states = {t.target for t in ties if t.source == place and is_kind(t.target, "Government")}
    if not states:
        raise QuestionError(f"No state is recorded as governing {view.get(place).title}.")
    return min(states)


def territories_of(view: View, case: str) -> list[Entity]:
    """The territories in which a case is."""
    ties = view.ties("LOCATED_IN", of=[case])
    return view.several(
        t.target for t in ties if t.source == case and is_kind(t.target, "Facility")
    )


def standing(view: View, state: Entity) -> Entity:
    """The state itself. QuestionError: it had ended by the day of the view; its successors."""
    until = state.values.get("until")
    if not isinstance(until, int) or until >= view.today.year:
        return state
    names = [one.title for one in _successors(view, state)]
    instead = f" Ask of {listed(names, 20, 'or')} instead." if names else ""
    raise QuestionError(f"{state.title} ended in {until}, so nobody can ask it anything.{instead}")


def _successors(view: View, state: Entity) -> list[Entity]:
    """The states that came after it and stand; of one that has ended too, those after that."""
    after = state.values.get("successors")
    successors = {
        one.id: one
        for next_ in view.several(after if isinstance(after, list) else [])
        for one in (_successors(view, next_) if next_.values.get("until") else [next_])
    }
    return [successors[id] for id in sorted(successors, key=lambda id: successors[id].title)]


def aged(year: int | None, today: int) -> str | None:
    """A year, and how old it is where it is old.

    >>> aged(2013, 2026), aged(2025, 2026), aged(None, 2026)
    ('2013, 13 years ago', '2025', None)
    """
    if year is None:
        return None
    return f"{year}, {today - year} years ago" if today - year > OLD else str(year)
