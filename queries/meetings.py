"""Allies who should know each other: why, who could introduce them, and what comes before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, NamedTuple

from graph.approach.gate import gate
from graph.campaign.allies import Sides, counted, met, sides
from graph.campaign.contacts import Contacts, contacts, shown, stances
from graph.campaign.ledger import approaches
from graph.campaign.meetings import BRIDGE, KNOWN, WARNING, Meeting
from graph.campaign.meetings import meetings as pairs_of
from graph.model.ids import is_kind
from graph.model.records import Entity, Tie
from graph.model.schema import Label
from graph.model.vocabulary import FUNCTIONS
from graph.network.contraction import contract
from graph.network.network import Network
from graph.view import View
from queries.answer import Answer, Block, Column, NetworkMap, Note, Row, Table, columns
from queries.parameters import Bounds, CaseId
from queries.question import question
from queries.shared.maps import network_map
from queries.shared.reach import APART, first
from queries.wording import chance, listed
from queries.wording import counted as number_of

LIKELY = 0.02  # an introduction less likely than this is none
BY = 2  # of those who could introduce two, how many are named
_TITLES = {function.id: function.title for function in FUNCTIONS}


@question("Who should know each other", section="Coalition")
def meetings(view: View, case: CaseId, most: Annotated[int, Bounds(1, 100)] = 8) -> Answer:
    """Which of our allies should come to know each other, why, and who could bring them together?

    Allies who want to reach the same one, who do what the other lacks, who have a place or a
    language in common, and between whom there is a gap that nobody bridges yet; who could introduce
    them; and what is to be asked of each before. Newcomers are ordered by what they do and where
    they are, not by whom they know. Nobody is proposed who is at risk and has not agreed, who is
    against the case, or whose part in it may not be told to the other.

    case: the case, by name or id
    most: how many pairs to show
    """
    may = gate(view, view.get(case))
    if may.halt:  # nobody is to hear of it who has not heard of it yet
        name = view.get(case).title
        return Answer(f"{may.opening}Bring nobody together for {name} now: {may.halt}.")
    asks = approaches(view, case)
    for_it = {id for id, stance in stances(view, case).items() if stance > 0}
    addressees = {id for one in asks for id in one.people if is_kind(id, "Person")}
    around_case = contacts(view, case, sorted(for_it | addressees))
    around = sides(view, around_case, asks)
    whole = counted(around_case)
    tell = _MeetingWords(view, around_case, around, whole)
    G = contract(whole, {id: body for id, body in around.owner.items() if id in whole.index})
    every = pairs_of(G, around.allies, met=met(whole, around.owner), trusted=tell.trusted)
    settled = [one for one in every if not one.newcomer][:most]
    fresh = [one for one in every if one.newcomer][:most]
    blocks: list[Block] = [
        tell.table("pairs", "Allies who should know each other", settled),
        tell.newcomers(fresh),
        tell.withheld(),
        tell.map([*settled, *fresh]),
        Note(
            "not_to_do",
            "What not to do",
            "Ask each of them whether they want to be introduced, and whoever introduces them, "
            "before the other hears a name; one no is enough, and needs no reason. Do not bring "
            "people together in writing, nor more than two at a time. Tell each nothing of the "
            "other that the meeting does not need. That a meeting would be useful is no reason to "
            "hurry it.",
            "caution",
        ),
        tell.limits(),
    ]
    return Answer(f"{may.opening}{tell.sentence(settled, fresh)}", blocks)


class _Introducer(NamedTuple):
    """Who could bring two together: a side of the coalition, and who of it knows whom."""

    side: str
    who: Sequence[str]
    knows: Sequence[str]
    ties: Sequence[Tie]
    p: float


class _MeetingWords:
    """Meetings in words and blocks."""

    def __init__(self, view: View, contacts: Contacts, around: Sides, G: Network) -> None:
        self.view, self.contacts, self.around, self.G = view, contacts, around, G
        marked = {
            end for one in around.allies for end in one.targets | one.occasions if ":" in end
        } - contacts.entities.keys()
        self.others = {one.id: one for one in view.several(marked)}
        silent = {id for id, end in zip(G.ids, G.endpoints, strict=True) if end}
        self.members: defaultdict[str, set[str]] = defaultdict(set)
        for id, body in around.owner.items():
            if id not in silent:
                self.members[body] |= {id, body}

    def name(self, id: str) -> str:
        entity = self.contacts.entities.get(id) or self.others.get(id)
        return entity.title if entity else id

    def trusted(self, one: str, other: str) -> bool:
        """Whether the tie between two may be told of: it is not for named recipients only."""
        return any(tie.level < Label.RED for tie, _ in self._between(one, other))

    def _between(self, one: str, other: str) -> list[tuple[Tie, float]]:
        """The ties between two, each a person or a body with its people; the surest first."""
        G = self.G
        ends = self.members.get(other, {other})
        reasons: dict[tuple[str, ...], tuple[Tie, float]] = {}
        for id in self.members.get(one, {one}) & G.index.keys():
            row = G.mutual.indices[G.mutual.indptr[G.at(id)] : G.mutual.indptr[G.at(id) + 1]]
            for end in {G.ids[n] for n in row} & ends:
                for a, b in ((id, end), (end, id)):
                    reasons |= {t.identity: (t, p) for t, p in self.contacts.agreed.reasons(a, b)}
        return sorted(reasons.values(), key=lambda reason: (-reason[1], reason[0].identity))

    def who(self, id: str) -> str:
        """A body with those who could speak for it."""
        speaking = [self.name(one) for one in self.around.speakers.get(id, ())]
        return f"{self.name(id)} ({listed(speaking, 2)})" if speaking else self.name(id)

    def why(self, meeting: Meeting) -> list[str]:
        """Each reason as a clause."""
        first, second = self.name(meeting.first.id), self.name(meeting.second.id)
        clauses = []
        if meeting.targets:
            names = listed(sorted(map(self.name, meeting.targets)), 2)
            clauses.append(f"both want to reach {names}, and should agree who speaks first")
        for mine, theirs, why in meeting.lacks[:2]:
            clauses.append(f"{first} brings {_TITLES[mine]} and {second} {_TITLES[theirs]}: {why}")
        if meeting.bridge >= BRIDGE / 4:
            clauses.append(
                "their circles have hardly anybody in common, so that each would reach "
                "people whom it does not reach now"
            )
        if meet := self._occasions(meeting):
            clauses.append(meet)
        if meeting.languages:
            clauses.append(f"both work in {listed(sorted(meeting.languages), 3)}")
        return clauses

    def _occasions(self, meeting: Meeting) -> str:
        """What they have in common to begin with."""
        cities = sorted(id for id in meeting.occasions if ":" not in id)
        states = sorted(self.name(id) for id in meeting.occasions if is_kind(id, "Government"))
        signed = sorted(self.name(id) for id in meeting.occasions if is_kind(id, "Statement"))
        clauses = [f"both are in {listed(cities or states)}"] if cities or states else []
        clauses += [f"both signed “{listed(signed, 1)}”"] if signed else []
        return ", and ".join(clauses)

    def introducers(self, meeting: Meeting) -> list[_Introducer]:
        """Those who could bring two together, with the tie that each side rests on."""
        introducers = []
        for i in meeting.by[:BY]:
            if i.p < LIKELY:
                continue
            ties = [self._between(i.id, side.id)[0][0] for side in (meeting.first, meeting.second)]
            inside = self.members.get(i.id, {i.id})
            ends = [end for tie in ties for end in (tie.source, tie.target)]
            mine = sorted({end for end in ends if end in inside})
            introducers.append(
                _Introducer(i.id, mine, [e for e in ends if e not in inside], ties, i.p)
            )
        return introducers

    def by(self, i: _Introducer) -> str:
        who = listed([self.name(id) for id in i.who])
        of = f" of {self.name(i.side)}" if i.side not in i.who else ""
        return f"{who}{of}, tied to {listed([self.name(id) for id in i.knows])}"

    def before(self, meeting: Meeting) -> list[str]:
        """What comes before they hear of each other."""
        steps = []
        for side in (meeting.first, meeting.second):
            entity = self.contacts.entities[side.id]
            if step := first(entity):
                steps.append(f"{entity.title}: {step}")
            if side.occasions & self.contacts.detaining:
                steps.append(
                    f"{entity.title}: sits where the prisoner is held, and a tie abroad "
                    "can be used against them"
                )
            if entity.kind != "Person" and not self.around.speakers.get(side.id):
                steps.append(
                    f"{entity.title}: nobody of theirs has agreed yet; ask the body itself"
                )
        for id in {id: None for i in self.introducers(meeting)[:1] for id in i.who}:
            if step := first(self.contacts.entities[id]):
                steps.append(f"{self.name(id)}, to introduce them: {step}")
        if not meeting.languages:
            steps.append("no language in common is recorded: find an interpreter whom both trust")
        return steps

    def sentence(self, settled: Sequence[Meeting], fresh: Sequence[Meeting]) -> str:
        case = self.contacts.case.title
        if not settled and not fresh:
            return (
                f"For {case} no two allies are known who need each other, may be told of each "
                "other, and have not met."
            )
        best = settled[0] if settled else fresh[0]
        names = f"{self.who(best.first.id)} and {self.who(best.second.id)}"
        by = self.introducers(best)
        how = (
            f"{self.by(by[0])}, could introduce them (about {chance(by[0].p)}), once all three "
            "have said yes."
            if by
            else "Nobody is known who could introduce them, so write to each yourselves."
        )
        more = len(settled) + len(fresh) - 1
        rest = f" {_capital(number_of(more, 'other pair'))} would help too." if more else ""
        return f"For {case} bring together {names} first: {'; '.join(self.why(best))}. {how}{rest}"

    def table(self, id: str, title: str, some: Sequence[Meeting]) -> Table:
        rows: list[Row] = [
            {
                "pair": f"{self.name(meeting.first.id)} – {self.name(meeting.second.id)}",
                "need": meeting.need,
                "feasible": meeting.feasibility,
                "risk": meeting.risk,
                "why": self.why(meeting),
                "by": [f"{self.by(i)} (about {chance(i.p)})" for i in self.introducers(meeting)]
                or ["nobody is known who could: write to each yourselves"],
                "before": self.before(meeting) or ["nothing more than to ask both"],
                "first_id": meeting.first.id,
                "second_id": meeting.second.id,
                "by_ids": [introducer.id for introducer in meeting.by],
            }
            for meeting in some
        ]
        return Table(
            id,
            title,
            columns(
                ("pair", "Who and whom"),
                Column(
                    "need",
                    "Need",
                    "%",
                    "Same target 40 %, functions that the other lacks 40 %, bridging a gap 20 %",
                ),
                Column(
                    "feasible",
                    "Feasible",
                    "%",
                    "The chance of the best introduction (10 % if "
                    "nobody knows both), a language in common 20 %, a place or letter 10 %",
                ),
                Column(
                    "risk",
                    "Risk",
                    "%",
                    "Of approaching them: ask first 10 %, not known to be "
                    "safe 20 %, where the prisoner is held 30 %",
                ),
                Column("why", "Why", place="line"),
                Column("by", "Who could introduce them", place="line"),
                Column("before", "Before that", place="line"),
            ),
            rows,
            note="In the order of need × feasible × (1 − risk); all three are judgements.",
        )

    def newcomers(self, fresh: Sequence[Meeting]) -> Table:
        return replace(
            self.table("newcomers", "Whoever has no tie yet, and whom they should meet", fresh),
            note="They have no tie to anybody now, so only what they do and where they are counts.",
        )

    def withheld(self) -> Table:
        rows: list[Row] = [
            {"id": id, "name": self.name(id), "reason": reason}
            for id, reason in sorted(self.around.withheld.items(), key=lambda w: self.name(w[0]))
        ]
        return Table(
            "withheld",
            "Allies whom nobody is introduced to",
            columns("name", ("reason", "Because")),
            rows,
            of="id",
            note="Ask the first kind whether they would agree, and tell them nothing more.",
        )

    def map(self, some: Sequence[Meeting]) -> NetworkMap:
        """Those who should meet, who could introduce them, and what ties these."""
        ids: set[str] = set()
        ties: dict[tuple[str, ...], Tie] = {}
        for meeting in some:
            ids |= {meeting.first.id, meeting.second.id}
            for i in self.introducers(meeting)[:1]:
                ties |= {tie.identity: tie for tie in i.ties}
                ids |= {i.side, *i.who, *i.knows}
        of = [(id, self.around.owner.get(id)) for id in sorted(ids)]
        ties |= {
            tie.identity: tie
            for id, body in of
            if body in ids
            for tie, _ in self.contacts.agreed.reasons(id, body)
        }
        shown(self.view, ids, ties.values())
        entities: list[Entity] = [self.contacts.entities[id] for id in sorted(ids)]
        drawn = network_map("map", "Who should know each other", entities, ties.values())
        proposed: list[Row] = [
            {
                "source": meeting.first.id,
                "target": meeting.second.id,
                "kind": "KNOWS",
                "phrase": "should come to know",
                "directed": False,
                "count": 1,
                "sourced": False,
                "since": None,
                "until": None,
                "strength": None,
            }
            for meeting in some
        ]
        return replace(drawn, ties=[*drawn.ties, *proposed], note="Dashed: not there yet.")

    def limits(self) -> Note:
        cut = " There were too many allies to look at them all." if self.around.truncated else ""
        return Note(
            "limits",
            "How sure this is",
            f"Not looked at: {APART}. Which functions need each other is a judgement, and so are "
            f"the weights. A new tie is supposed to be as good as a well-known acquaintance "
            f"({chance(KNOWN)}). {WARNING}{cut}",
            "caution",
        )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
