"""Which functions of a release coalition are covered for a case, by whom, and which come first.

A function is a gap where fewer than two allies cover it who do not depend on each other. Work that
ended, or was not confirmed for as long as such ties last, covers nothing. What a case needs first
is a judgement from its own record.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.campaign.contacts import Contacts
from graph.campaign.safety import do_not_contact
from graph.model.ids import is_kind
from graph.model.records import Entity, Tie
from graph.model.schema import ACTORS, TIES, Trait, tie_kinds
from graph.model.vocabulary import FUNCTIONS, Function, stage_of
from graph.model.words import mark, say
from graph.network.tie_strength import YEAR, last_seen
from graph.view import View

NOBODY, LAPSED, AT_RISK, ONE, COVERED = (
    mark("nobody"),
    mark("lapsed"),
    mark("somebody at risk"),
    mark("one only"),
    mark("covered"),
)
GAPS: Final = (NOBODY, LAPSED, AT_RISK, ONE)  # the widest first
# What somebody in a role can do, where nothing else says so. Judgement.
BY_ROLE: Final[Mapping[str, tuple[str, ...]]] = {
    "local counsel": ("local defence",),
    "international counsel": ("international law",),
    "coordinator": ("coordination",),
    "exile": ("diaspora",),
    "journalist": ("media",),
    "doctor": ("medical",),
    "interpreter": ("translation",),
    "trial observer": ("monitoring",),
    "parliamentarian": ("parliaments",),
    "special rapporteur": ("international pressure",),
    "mediator": ("mediation",),
    "expert": ("peers",),
}
ALWAYS: Final = {  # what every case needs first, and why; judgement
    "family": mark("the family bears most and decides much"),
    "consent": mark("without it hardly anything may be done"),
    "documentation": mark("every ask rests on evidence"),
    "security": mark("a list of helpers is a list of targets"),
    "coordination": mark("nobody else sees the whole"),
}
_HARM: Final = {
    "life in danger": mark("the prisoner’s life is in danger"),
    "health in danger": mark("the prisoner’s health is in danger"),
    "ill-treated": mark("the prisoner has been ill-treated"),
}
# Ties by which one ally depends on another, so that both together are one.
_DEPENDS: Final = frozenset(tie_kinds(Trait.ONE))


@dataclass(frozen=True, slots=True)
class Coverage:
    """One function: who covers it, who did and until when, who else could."""

    function: Function
    now: tuple[str, ...] = ()
    independent: int = 0  # of those, how many do not depend on each other
    lapsed: Mapping[str, str] | None = None  # the last day on which it is known
    at_risk: bool = False  # somebody does it whom no answer may name or count
    could: tuple[str, ...] = ()  # depends on none of `now`; who did before comes first

    @property
    def state(self) -> str:
        """A word that code compares; it is said where it is shown."""
        if self.independent > 1:
            return COVERED
        if self.independent == 1:
            return ONE
        return AT_RISK if self.at_risk else LAPSED if self.lapsed else NOBODY


def coverage(
    contacts: Contacts,
    today: date,
    others: Iterable[Entity] = (),
    signatories: Collection[str] = (),
) -> dict[str, Coverage]:
    """Every function, as far as a case's contacts cover it on a day.

    `others` are bodies without a tie to the case that could cover something; of all who could,
    the `signatories` of its letters come before others who do nothing yet. Who is at risk or
    against the case, and who must not be contacted, covers nothing here.
    """
    work = [
        tie for tie in contacts.ties if tie.kind == "WORKS_ON" and tie.target == contacts.case.id
    ]
    counted, at_risk = allies(contacts), people_at_risk(contacts)
    now: dict[str, set[str]] = {}
    lapsed: dict[str, dict[str, str]] = {}
    risky: set[str] = set()
    for tie, end in ends(work, today):
        for name in words_in(tie.values.get("functions")):
            if tie.source in at_risk and not end:
                risky.add(name)
            elif tie.source in counted and not end:
                now.setdefault(name, set()).add(tie.source)
            elif tie.source in counted:
                before = lapsed.setdefault(name, {})
                before[tie.source] = max(before.get(tie.source, ""), end)
    known = {**contacts.entities, **{one.id: one for one in others}}
    able = _able(contacts, known)
    names = {id: one.title for id, one in known.items()}
    working = {who for some in now.values() for who in some}
    depends = [tie for tie in contacts.ties if tie.kind in _DEPENDS]
    result = {}
    for function in FUNCTIONS:
        here = now.get(function.id, set())
        gone = {who: day for who, day in lapsed.get(function.id, {}).items() if who not in here}
        tied = [t for t in depends if t.source in here or t.target in here] if here else []
        bound = {end for tie in tied for end in (tie.source, tie.target)}
        could = (able.get(function.id, set()) | gone.keys()) - here - bound
        result[function.id] = Coverage(
            function=function,
            now=tuple(sorted(here, key=lambda id: (names[id], id))),
            independent=independent(here, tied),
            lapsed=dict(sorted(gone.items())),
            at_risk=function.id in risky,
            could=tuple(
                sorted(
                    could,
                    key=lambda id: (
                        id not in gone,
                        id not in working,
                        id not in signatories,
                        names[id],
                        id,
                    ),
                )
            ),
        )
    return result


def needed(case: Entity, covered: Mapping[str, Coverage]) -> dict[str, Coverage]:
    """The functions that a case still needs at its stage: of the free and the dead, what remains.

    >>> free = Entity("Case", "cas:1", values={"stage": "released"})
    >>> list(needed(free, {f.id: Coverage(f) for f in FUNCTIONS[:3]}))
    ['documentation', 'monitoring']
    """
    stage = stage_of(case.values)
    return {id: one for id, one in covered.items() if one.function.remains(stage)}


def strangers(view: View, contacts: Contacts) -> list[Entity]:
    """Organizations on record without a tie to the case, except those to be left alone.

    Their label counts as used at once; their sources only when what is shown is asked of the view.
    """
    quiet = view.quiet()
    bodies = [one for one in quiet.entities("Organization") if one.id not in contacts.entities]
    view.used.label = max(view.used.label, quiet.used.label)
    barred = do_not_contact(bodies) | contacts.opponents
    return [one for one in bodies if one.id not in barred]


def allies(contacts: Contacts) -> set[str]:
    """Who may be counted: actors who are neither at risk nor against, nor to be left alone."""
    apart = people_at_risk(contacts) | contacts.opponents | contacts.detaining
    return {id for id in contacts.askable.ids if _is_actor(id)} - apart


def people_at_risk(contacts: Contacts) -> set[str]:
    """Those who carry nothing because of what could happen to them."""
    G = contacts.askable
    ends_only = {id for id, end in zip(G.ids, G.endpoints, strict=True) if end and _is_actor(id)}
    return ends_only - contacts.opponents - contacts.detaining


def ended(tie: Tie, today: date) -> str:
    """The last day on which a tie is known to have held, if that is over; "": it holds.

    It is over when it ended, and when nobody has confirmed it for as long as such ties last.

    >>> from graph.model.records import PartialDate
    >>> since, until = PartialDate("2020-03"), PartialDate("2021")
    >>> tie = Tie("WORKS_ON", "org:a", "cas:1", since=since, until=until)
    >>> ended(tie, date(2021, 6, 1)), ended(tie, date(2022, 6, 1))
    ('', '2021-12-31')
    >>> ended(Tie("WORKS_ON", "org:a", "cas:1", since=since), date(2022, 6, 1))
    '2020-03-31'
    """
    if tie.until:
        return tie.until.last if tie.over(today.isoformat()) else ""
    last_day, lasts = last_seen(tie, today), TIES[tie.kind].half_life
    if last_day is None or lasts is None:
        return ""
    return last_day if (today - date.fromisoformat(last_day)).days > lasts * YEAR else ""


def ends(ties: Iterable[Tie], today: date) -> list[tuple[Tie, str]]:
    """Each claim of a tie that has begun, with the last day on which that tie is known to have
    held, as `ended`.

    A claim that records no end does not say that the tie goes on: it is over too where another
    claim of the same tie records an end after it was last seen, as for ways (`best_claim`).

    >>> from graph.model.records import PartialDate
    >>> said = [Tie("WORKS_ON", "org:a", "cas:1", "1", PartialDate("2026-01")),
    ...         Tie("WORKS_ON", "org:a", "cas:1", "1", until=PartialDate("2026-05-04"))]
    >>> [end for _, end in ends(said, date(2026, 6, 1))]
    ['2026-05-04', '2026-05-04']
    """
    day = today.isoformat()
    claims = [tie for tie in ties if tie.begun(day)]
    over: dict[tuple[str, ...], str] = {}
    for tie in claims:
        if tie.until and tie.over(day):
            over[tie.identity] = max(tie.until.last, over.get(tie.identity, ""))
    return [(tie, ended(tie, today) or _elsewhere(tie, over)) for tie in claims]


def _elsewhere(tie: Tie, over: Mapping[tuple[str, ...], str]) -> str:
    """The end that another claim records after this one was last seen; "": none does."""
    end = over.get(tie.identity, "")
    return end if not tie.until and (last_seen(tie) or "") <= end else ""


def independent(ids: Iterable[str], ties: Iterable[Tie]) -> int:
    """How many of some allies do not depend on each other: a body and its part are one.

    >>> independent(["org:a", "org:b"], [Tie("PART_OF", "org:b", "org:a")])
    1
    """
    group = {id: id for id in ids}
    for tie in ties:
        if tie.kind in _DEPENDS and tie.source in group and tie.target in group:
            old, new = group[tie.source], group[tie.target]
            group = {id: new if one == old else one for id, one in group.items()}
    return len(set(group.values()))


def urgent(case: Entity) -> dict[str, str]:
    """Functions that a case needs first, the most urgent first, and why. Judgement.

    >>> list(urgent(Entity("Case", "cas:1", values={"severity": "life in danger"})))[:2]
    ['medical', 'family']
    """
    stage, severity = stage_of(case.values), str(case.values.get("severity"))
    needs: dict[str, str] = {}
    if severity in _HARM and stage.detained:
        needs["medical"] = say(_HARM[severity])
    if stage.awaiting == "whereabouts":
        needs["emergency"] = say("the case is at the stage “{stage}”", stage=say(stage.title))
    if stage.awaiting in ("charge", "trial", "verdict", "appeal"):
        needs["local defence"] = say("the case is at the stage “{stage}”", stage=say(stage.title))
    if stage.awaiting == "pardon":
        needs["mediation"] = say(
            "the case is at the stage “{stage}”: mercy is what is left", stage=say(stage.title)
        )
    if not stage.alive:
        needs["psychosocial"] = say("the family mourns")
    if stage.free:
        needs["release day"] = say("the prisoner is coming out")
        needs["reintegration"] = needs["psychosocial"] = say("freedom is hard after prison")
        needs["reprisals"] = say("who is free can be arrested again")
    return needs | {need: say(why) for need, why in ALWAYS.items() if need not in needs}


def _able(contacts: Contacts, known: Mapping[str, Entity]) -> dict[str, set[str]]:
    """Who could cover each function: says so or has the role for it; people only if they agreed."""
    able: dict[str, set[str]] = {}
    for id in sorted(allies(contacts) | (known.keys() - contacts.entities.keys())):
        entity = known[id]
        if entity.kind == "Person" and id not in contacts.opted_in:
            continue
        roles = BY_ROLE.get(str(entity.values.get("role")), ())
        for name in words_in(entity.values.get("functions")) or roles:
            able.setdefault(name, set()).add(id)
    return able


def words_in(value: object) -> list[str]:
    """A value that is a list of words; none where it is no list."""
    return value if isinstance(value, list) else []


def _is_actor(id: str) -> bool:
    return is_kind(id, *ACTORS) and not is_kind(id, "Family")
