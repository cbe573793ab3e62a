"""Whom an answer must leave alone: people at risk, and people who said no.

Two sets, both erring on the side of leaving somebody out. Those who must not be contacted are on
no chain and in no count: give them to `network.build` as `excluded`. The protected may be at an
end of a chain but carry none, unless they opted in for this case: give them as `endpoints_only`.
`contacts.contacts` and `contacts.circle` do so for whatever an audience may see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from graph.model.ids import is_kind
from graph.model.records import Entity, Tie
from graph.model.schema import ACTORS, PLACES, RED_ROLES, TIES, Risk, Trait, tie_kinds

CUSTODY: Final = ("Case", "Detention", "Proceeding")  # matters of somebody who is or was held
WITHIN: Final = frozenset(tie_kinds(Trait.WITHIN))


def do_not_contact(entities: Iterable[Entity]) -> set[str]:
    """Those with whom contact is ruled out, or who cannot safely be told; nothing overrides it.

    >>> do_not_contact([Entity("Person", "per:a", values={"contact": "do not contact"}),
    ...                 Entity("Person", "per:b", values={"safe_to_tell": "unknown"})])
    {'per:a'}
    """
    return {
        entity.id
        for entity in entities
        if entity.values.get("contact") == "do not contact"
        or entity.values.get("safe_to_tell") == "no"
    }


def opted_in(entities: Iterable[Entity], case: str | None) -> set[str]:
    """Those who agreed to make and to be given introductions for this case; for none: nobody."""
    return {
        entity.id
        for entity in entities
        if isinstance(cases := entity.values.get("opted_in"), list) and case in cases
    }


def protected(
    entities: Sequence[Entity], ties: Sequence[Tie], case: str | None, as_of: date | None = None
) -> set[str]:
    """Those who carry no chain for this case, those not to be contacted among them.

    Prisoners, the co-accused, minors, relatives (and theirs), everybody in a role that puts people
    at risk, and people inside the detaining state, except who opted in for this case. Give all
    ties of the view, not only those that carry influence. Without a case nobody has opted in, and
    then, or where no state is known to detain, every state that detains anybody counts. Somebody
    lives where a tie says so until it says that this ended before `as_of`.

    >>> people = [Entity("Person", "per:a", values={"role": "prisoner"}),
    ...           Entity("Person", "per:b", values={"role": "relative", "opted_in": ["cas:x"]})]
    >>> protected(people, [], "cas:x"), sorted(protected(people, [], "cas:y"))
    ({'per:a'}, ['per:a', 'per:b'])
    """
    imprisoned = _prisoners(ties)
    at_risk = {
        entity.id
        for entity in entities
        if entity.kind == "Family"
        or entity.values.get("role") in RED_ROLES
        or entity.values.get("minor") is True
    }
    at_risk |= imprisoned | _relatives(ties, imprisoned | _by_role(entities, "prisoner"))
    at_risk |= _inside(ties, _detaining(ties, case), as_of)
    return (at_risk - opted_in(entities, case)) | do_not_contact(entities)


def _by_role(entities: Iterable[Entity], role: str) -> set[str]:
    return {entity.id for entity in entities if entity.values.get("role") == role}


def _prisoners(ties: Iterable[Tie]) -> set[str]:
    """Whoever a tie says is or was held or accused, whatever role is recorded."""
    people: set[str] = set()
    for tie in ties:
        risk = TIES[tie.kind].risk
        if risk is Risk.SOURCE_HELD:
            people.add(tie.source)
        elif risk is Risk.TARGET_HELD and is_kind(tie.source, *ACTORS, *CUSTODY):
            people.add(tie.target)
        elif risk is Risk.BOTH_ACCUSED:
            people |= {tie.source, tie.target}
    return {id for id in people if is_kind(id, "Person")}


def _relatives(ties: Iterable[Tie], prisoners: set[str]) -> set[str]:
    """Kin of a prisoner and their kin in turn, families, and members of a family."""
    kin: defaultdict[str, set[str]] = defaultdict(set)
    families: set[str] = set()
    for tie in ties:
        risk = TIES[tie.kind].risk
        if risk is Risk.KIN:
            kin[tie.source].add(tie.target)
            kin[tie.target].add(tie.source)
        elif risk is Risk.FAMILY and is_kind(tie.target, "Family"):
            families |= {tie.source, tie.target}
    return families | _onward(prisoners, kin)


def _onward(start: Iterable[str], ties: Mapping[str, set[str]]) -> set[str]:
    """Whatever can be reached, the start included."""
    reached, waiting = set(start), list(start)
    while waiting:
        further = ties.get(waiting.pop(), set()) - reached
        reached |= further
        waiting += further
    return reached


def holds(tie: Tie) -> bool:
    """Whether its source, a state or who acts for it, holds its target: a person or a case."""
    return TIES[tie.kind].risk is Risk.TARGET_HELD and is_kind(tie.source, *ACTORS)


def held_by(tie: Tie) -> bool:
    """Whether its source is held in its target: a detention, a place or a state."""
    return TIES[tie.kind].risk is Risk.SOURCE_HELD


def _detaining(ties: Sequence[Tie], case: str | None) -> set[str]:
    """The governments that hold the prisoners of a case; of every case if none is known."""
    if case is None:
        cases_and_people = {t.target for t in ties if holds(t)} | {
            t.source for t in ties if held_by(t)
        }
    else:
        cases_and_people = {case} | {
            t.target for t in ties if t.kind == "CONCERNS" and t.source == case
        }
        cases_and_people |= {t.source for t in ties if t.kind == "CONCERNS" and t.target == case}
        cases_and_people |= {t.target for t in ties if held_by(t) and t.source in cases_and_people}
    holders = {t.source for t in ties if holds(t) and t.target in cases_and_people}
    holders |= {t.target for t in ties if held_by(t) and t.source in cases_and_people}
    whole: defaultdict[str, set[str]] = defaultdict(set)
    for tie in ties:
        if tie.kind in WITHIN:
            whole[tie.source].add(tie.target)
    states = {id for id in _onward(holders, whole) if is_kind(id, "Government")}
    return states if states or case is None else _detaining(ties, None)


def _inside(ties: Sequence[Tie], states: set[str], as_of: date | None) -> set[str]:
    """People who live or are in one of these states or in a place in it."""
    current = [
        tie
        for tie in ties
        if tie.kind in PLACES
        # Who is only to move there is protected already: care may come early.
        and not (as_of and tie.over(as_of.isoformat()))
    ]
    within: defaultdict[str, set[str]] = defaultdict(set)
    for tie in current:
        within[tie.target].add(tie.source)
    return {id for id in _onward(states, within) if is_kind(id, "Person", "Family")}
