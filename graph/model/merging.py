"""How the claims of several datasets about one entity become one: at reading, never in the store.

What does not change (a name, a charge) is told by the most reliable claim, among equals by the
newest. What changes (`schema.CHANGING`: a stage, a severity, a posture …) is told by the newest
credible one: a release of last week is not outdone by a trial of two years ago that was labelled
more reliable. An event by which the stage changes is such a word too, of the event's day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import structs

from graph.model.date_kinds import BY_ID
from graph.model.edits import RETRACTED, is_our_word
from graph.model.records import Entity, PartialDate, Tie, Value
from graph.model.schema import BY_PREFIX, CHANGING, RED_ROLES, Label
from graph.model.vocabulary import DIED, stage_of


def unretracted(claims: Iterable[Entity]) -> list[Entity]:
    """The claims without what was taken away again: of each entity, what a dataset retracts of its
    own earlier word. No other dataset's word is touched, and nobody sees more than before.

    `claims`: of one dataset the newest first, as every store reads them.

    >>> from graph.model.records import Origin
    >>> ours = Origin(dataset="edits/cases")
    >>> newer = Entity("Case", "cas:1", values={RETRACTED: ["stage"]}, origin=ours)
    >>> older = Entity("Case", "cas:1", values={"stage": "final", "place": "Vesna"}, origin=ours)
    >>> [dict(one.values) for one in unretracted([newer, older])]
    [{}, {'place': 'Vesna'}]
    """
    gone: dict[tuple[str, str], set[str]] = {}
    left = []
    for claim in claims:
        retracted = claim.values.get(RETRACTED)
        if not retracted and not gone:  # as nearly always
            left.append(claim)
            continue
        keys = gone.setdefault((claim.id, claim.origin.dataset), set())
        left.append(without(claim, {*keys, RETRACTED}))
        keys |= set(retracted) if isinstance(retracted, list) else set()
    return left


def without(claim: Entity, keys: set[str]) -> Entity:
    """A claim that no longer says some values (or its "name"), as strict as it was."""
    if not keys & {"name", *claim.values}:
        return claim
    return structs.replace(
        claim,
        name=None if "name" in keys else claim.name,
        values={key: value for key, value in claim.values.items() if key not in keys},
        labels={key: label for key, label in claim.labels.items() if key not in keys},
        origin=structs.replace(claim.origin, label=claim.level),
    )


def merge(id: str, claims: Sequence[Entity], turns: Sequence[Entity] = ()) -> Entity:
    """One entity out of what several datasets claim: each value from the best claim that has it,
    and what changes from the newest word (`newest_first`), of `turns` too.

    But whoever may be at risk is: there the careful claim counts, however reliable the other is.
    The other names become aliases, so that search finds them. The merged origin is that of the
    best claim; its label is the strictest of all.

    >>> a = Entity("Government", "gov:FRA", "France", {"iso2": "FR"})
    >>> b = Entity("Government", "gov:FRA", "Frankreich", {"gw": 220})
    >>> merge("gov:FRA", [a, b]).values
    {'iso2': 'FR', 'gw': 220, 'aliases': ['Frankreich']}
    """
    ordered = sorted(claims, key=precedence)
    best = ordered[0]
    if len(ordered) == 1 and not turns:
        return best if best.id == id else structs.replace(best, id=id)
    values: dict[str, Value] = {}
    labels: dict[str, Label] = {}
    names: dict[str, None] = {}
    for claim in ordered:
        for key, value in claim.values.items():
            if key not in values or _careful(key, value) > _careful(key, values[key]):
                values[key] = value
                if key in claim.labels:
                    labels[key] = claim.labels[key]
        names.update(dict.fromkeys([claim.name] if claim.name else []))
        aliases = claim.values.get("aliases")
        names.update(dict.fromkeys(aliases if isinstance(aliases, list) else []))
    for key in CHANGING:
        if key in values or turns:
            _take_newest(key, [*ordered, *turns], values, labels)
    name = next((claim.name for claim in ordered if claim.name), None)
    names.pop(name or "", None)
    if names:
        values["aliases"] = list(names)
    kind = BY_PREFIX[id.partition(":")[0]].name
    label = max(claim.level for claim in (*ordered, *turns))
    return Entity(kind, id, name, values, structs.replace(best.origin, label=label), labels)


def _take_newest(
    key: str, claims: Sequence[Entity], values: dict[str, Value], labels: dict[str, Label]
) -> None:
    newest = next(iter(newest_first(claims, key)), None)
    if newest is None:
        return
    value = newest.values[key]
    if key in values and _careful(key, values[key]) > _careful(key, value):
        return
    values[key] = value
    labels.pop(key, None)
    if key in newest.labels:
        labels[key] = newest.labels[key]


def newest_first(claims: Iterable[Entity], key: str) -> list[Entity]:
    """The claims that say something of a value that changes, the newest credible word first.

    A date that is known to the month or the year counts from its beginning, so that it outdoes no
    exact day that may be later. A word of unknown day comes after all dated ones. What somebody
    called unreliable comes last. Of one day the more reliable counts.

    >>> from graph.model.records import Confidence, Origin
    >>> def claim(stage: str, known: str, sure: int) -> Entity:
    ...     origin = Origin(known=PartialDate(known), confidence=Confidence(sure))
    ...     return Entity("Case", "cas:1", values={"stage": stage}, origin=origin)
    >>> claims = [claim("trial", "2024-10-01", 0), claim("released", "2026-11-20", 1),
    ...           claim("final", "2026-11-25", 4)]
    >>> [one.values["stage"] for one in newest_first(claims, "stage")]
    ['released', 'trial', 'final']
    """
    return sorted((one for one in claims if key in one.values), key=_newness)


def differing(claims: Sequence[Entity]) -> dict[str, list[Entity]]:
    """Of what changes: where the claims differ, by key; each value once, the newest word first."""
    by_key: dict[str, list[Entity]] = {}
    for key in CHANGING:
        each: dict[str, Entity] = {}
        for one in newest_first(claims, key):
            each.setdefault(str(one.values[key]), one)
        if len(each) > 1:
            by_key[key] = list(each.values())
    return by_key


def turns(case: str, claims: Sequence[Entity], ties: Iterable[Tie]) -> list[Entity]:
    """What a case's events say of its stage, each as a word of the event's day.

    `ties`: from the events to the case, with the kind of date as value `turn`. An arrest says
    something of the stage only where the prisoner was free before it; a death out of prison is
    none in custody.

    >>> def event(kind: str, day: str) -> Tie:
    ...     return Tie("CONCERNS", f"eve:{kind}{day}", "cas:1", since=PartialDate(day),
    ...                values={"turn": kind})
    >>> events = [event("arrest", "2026-03-01"), event("release", "2026-02"),
    ...           event("arrest", "2025-01-10")]
    >>> [one.values["stage"] for one in turns("cas:1", [], events)]
    ['released', 're-arrested']
    """
    words = [(word_day(one), 0, stage_of(one.values), None) for one in claims if word_day(one)]
    dated = [(tie.since.first, 1, None, tie) for tie in ties if tie.since]
    free, stages = False, list[Entity]()
    for _, _, stage, tie in sorted([*words, *dated], key=lambda one: one[:2]):
        if tie is None:
            free = stage is not None and stage.free
            continue
        kind = BY_ID[str(tie.values["turn"])]
        if kind.id == "arrest" and not free:
            continue
        name = DIED.id if kind.id == "death" and free else kind.stage
        free = stage_of({"stage": name}).free
        origin = structs.replace(tie.origin, known=tie.since, label=tie.level)
        stages.append(Entity("Case", case, values={"stage": name}, origin=origin))
    return stages


def word_day(claim: Entity) -> str:
    """The day of which a claim is the word, ISO 8601; "": not known.

    A case that says no day of its own is dated by its arrest, which is not when its stage was told.
    """
    known = claim.origin.known
    return known.first if known and known != claim.values.get("since") else ""


def _newness(claim: Entity) -> tuple[object, ...]:
    day = word_day(claim)
    newest = -int(day.replace("-", "")) if day else 0
    return (not claim.origin.confidence.credible, newest, *precedence(claim))


def _careful(key: str, value: Value) -> bool:
    """Whether a value says that somebody must be left alone or is at risk."""
    return (
        (key == "contact" and value == "do not contact")
        or (key == "safe_to_tell" and value == "no")
        or (key == "minor" and value is True)
        or (key == "role" and value in RED_ROLES)
    )


def precedence(claim: Entity) -> tuple[object, ...]:
    """Most reliable, then newest, then our own word, then by dataset and id: the same order in
    every store."""
    known = claim.origin.known
    newest = -int(PartialDate(known).last.replace("-", "")) if known else 0
    dataset = claim.origin.dataset
    return (claim.origin.confidence, newest, not is_our_word(dataset), dataset, claim.id)
