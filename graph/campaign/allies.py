"""The allies of a case who could be brought together, and what is known of each for that.

Allies work on the case, represent it, have adopted it, support it, belong to a coalition that works
on it, or are bodies that signed a letter for it. Whoever is at risk and has not agreed, whoever is
against the case and whoever must not be contacted is none. A person who speaks for a body among
them is met as that body.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import sparse

from graph.campaign.consent import consent
from graph.campaign.contacts import Contacts, stances
from graph.campaign.functions import BY_ROLE, allies, ends, people_at_risk, words_in
from graph.campaign.ledger import LedgerEntry
from graph.campaign.meetings import MOST, Ally
from graph.campaign.petitions import signed
from graph.model.ids import is_kind
from graph.model.records import Entity, Tie
from graph.model.schema import MEMBERSHIPS, PLACES, RED_ROLES, Label, Trait, tie_kinds
from graph.model.words import mark
from graph.network.network import Matrix, Network
from graph.view import View

SIDES: Final = ("Person", "Organization", "Coalition", "Campaign")
JOINS: Final = tie_kinds(Trait.ALLY)  # ties that make somebody an ally of a case
BELONGS: Final = (*MEMBERSHIPS, "PART_OF")
FAMILY: Final = ("relative", "family spokesperson")
ASK_FIRST, UNSURE, INSIDE = 0.1, 0.2, 0.3  # what each adds to the risk of being approached
NOT_AGREED = mark("has not agreed to introductions for this case")
OURS_ONLY = mark("their part in the case may be told to nobody outside our organization")
NO_CONSENT = mark("the family has given no consent to be named")


@dataclass(frozen=True, eq=False)
class Sides:
    """Allies, whom nobody is proposed to and why, and who speaks for each body."""

    allies: Sequence[Ally]
    withheld: dict[str, str]  # the reason is marked, and said where it is shown
    speakers: dict[str, tuple[str, ...]]
    owner: dict[str, str]  # the body that a person stands for
    truncated: bool


def sides(view: View, contacts: Contacts, asks: Sequence[LedgerEntry]) -> Sides:
    """The allies of a case."""
    kinds = {*JOINS, *BELONGS}
    known = (tie for tie in contacts.ties if tie.kind in kinds)
    now = [tie for tie, end in ends(known, view.today) if not end]
    joins = [tie for tie in now if tie.kind in JOINS and tie.target == contacts.case.id]
    ids = {tie.source for tie in joins}
    ids |= {
        t.source
        for t in now
        if t.kind in ("MEMBER_OF", "LEADS") and t.target in ids and is_kind(t.target, "Coalition")
    }
    ids |= {id for id, stance in stances(view, contacts.case.id).items() if stance > 0}
    letters = signed(view, contacts)
    ids |= letters.bodies
    ids &= {
        id for id in allies(contacts) - contacts.no_target if contacts.entities[id].kind in SIDES
    }
    bodies: defaultdict[str, set[str]] = defaultdict(set)
    for tie in now:
        if tie.kind in BELONGS:
            bodies[tie.source].add(tie.target)
    people = {id for id in ids if is_kind(id, "Person")}
    owner = _owners(now, ids - people, contacts)
    alone = people - owner.keys()
    agreed = people & contacts.opted_in
    withheld = dict.fromkeys(alone - agreed, NOT_AGREED)
    speakers: defaultdict[str, list[str]] = defaultdict(list)
    for id, body in sorted(owner.items()):
        if id in contacts.opted_in and contacts.entities[id].values.get("role") not in RED_ROLES:
            speakers[body].append(id)
    spoken = {body: tuple(some) for body, some in speakers.items()}
    facts = _Facts(view, contacts, ids, asks, [*joins, *letters.ties])
    candidates = [
        facts.ally(id, bodies[id], spoken.get(id, ()))
        for id in sorted((ids - people) | (alone & agreed))
    ]
    open_to_it = []
    for candidate in candidates:
        if contacts.entities[candidate.id].values.get("role") in FAMILY and not facts.family_named:
            withheld[candidate.id] = NO_CONSENT
            continue
        if candidate.label > Label.AMBER:
            withheld[candidate.id] = OURS_ONLY
        open_to_it.append(candidate)
    return Sides(open_to_it[:MOST], withheld, spoken, owner, len(open_to_it) > MOST)


def _owners(now: Iterable[Tie], bodies: set[str], contacts: Contacts) -> dict[str, str]:
    """For each person the body to which he or she is closest; a coalition comes after its members.

    Only those who may be counted.
    """
    may = allies(contacts)
    best: dict[str, tuple[bool, int, str]] = {}
    for tie in now:
        if tie.kind in MEMBERSHIPS and tie.target in bodies and tie.source in may:
            rank = (is_kind(tie.target, "Coalition"), MEMBERSHIPS.index(tie.kind), tie.target)
            if is_kind(tie.source, "Person"):
                best[tie.source] = min(best.get(tie.source, rank), rank)
    return {id: rank[2] for id, rank in sorted(best.items())}


def counted(contacts: Contacts) -> Network:
    """The network of those who agreed, without anybody at risk, for counting and introductions."""
    G, gone = contacts.agreed, people_at_risk(contacts)
    may_count = np.array([id not in gone for id in G.ids], dtype=bool)
    ids = tuple(id for id in G.ids if id not in gone)
    rows: Matrix = sparse.csr_array(G.p[may_count])
    return Network(ids, sparse.csr_array(rows[:, may_count]), G.endpoints[may_count], G.left_out)


def met(G: Network, owner: Mapping[str, str]) -> set[tuple[str, str]]:
    """Bodies that are in touch by people who introduce nobody, and so are not to be introduced."""
    pairs = set()
    for id, body in owner.items():
        n = G.at(id)
        for other in G.mutual.indices[G.mutual.indptr[n] : G.mutual.indptr[n + 1]]:
            end = owner.get(G.ids[other], G.ids[other])
            if end != body:
                pairs.add((min(body, end), max(body, end)))
    return pairs


class _Facts:
    """What is known of the allies of one case."""

    def __init__(
        self,
        view: View,
        contacts: Contacts,
        ids: Iterable[str],
        asks: Sequence[LedgerEntry],
        joins: Iterable[Tie],
    ) -> None:
        self.contacts = contacts
        self.joins: defaultdict[str, list[Tie]] = defaultdict(list)
        for tie in joins:
            self.joins[tie.source].append(tie)
        places = view.ties(*PLACES, of=ids, now=True)
        self.occasions: defaultdict[str, set[str]] = defaultdict(set)
        for tie in places:
            if is_kind(tie.target, "Government"):
                self.occasions[tie.source].add(tie.target)
        self.targets: defaultdict[str, set[str]] = defaultdict(set)
        for entry in asks:
            for by in entry.by if entry.status != "given up" else ():
                self.targets[by].update(entry.to)
        about = {t.source for t in view.ties("ABOUT", of=[contacts.case.id])}
        for tie in view.ties("SIGNED", of=about):
            self.occasions[tie.source].add(tie.target)
        self.wanted = {id for some in self.targets.values() for id in some}
        self.wanted |= {t.source for t in contacts.deciding(view.today)}
        for tie in contacts.ties:
            if tie.kind == "MEDIATES" and tie.target in self.wanted:
                self.targets[tie.source].add(tie.target)
        self.family_named = consent(view, contacts.case.id, "name").may_name

    def ally(self, id: str, bodies: Iterable[str], speakers: Iterable[str]) -> Ally:
        entity = self.contacts.entities[id]
        speaking = [entity, *(self.contacts.entities[speaker] for speaker in speakers)]
        does = {name for tie in self.joins[id] for name in words_in(tie.values.get("functions"))}
        can = words_in(entity.values.get("functions")) or BY_ROLE.get(
            str(entity.values.get("role")), ()
        )
        city = entity.values.get("city")
        return Ally(
            id=id,
            functions=frozenset(does | set(can)),
            languages=frozenset(
                word for each in speaking for word in words_in(each.values.get("languages"))
            ),
            occasions=frozenset(self.occasions[id] | ({str(city)} if city else set())),
            targets=frozenset(self.targets[id] - self.contacts.no_target),
            bodies=frozenset(bodies),
            label=self._label(entity),
            risk=self._risk(entity),
        )

    def _label(self, entity: Entity) -> Label:
        """To whom their part in the case may be told: by their least strict tie to it.

        Whoever agreed to introductions agreed that those who need to know do.
        """
        shown = min((tie.level for tie in self.joins[entity.id]), default=Label.CLEAR)
        if entity.kind == "Person":
            secret = entity.level is Label.RED or shown is Label.RED
            return Label.RED if secret else Label.AMBER
        return max(entity.level, shown)

    def _risk(self, entity: Entity) -> float:
        safe_to_tell = entity.values.get(
            "safe_to_tell", "yes" if entity.kind != "Person" else "unknown"
        )
        inside = self.occasions[entity.id] & self.contacts.detaining
        safe = 1 - ASK_FIRST * (entity.values.get("contact") == "ask first")
        safe *= 1 - UNSURE * (safe_to_tell != "yes")
        return 1 - safe * (1 - INSIDE * bool(inside))
