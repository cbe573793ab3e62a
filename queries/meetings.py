"""Allies who should know each other: why, who could introduce them, and what comes before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from graph.approach.gate import gate
from graph.campaign.allies import Sides, counted, met, sides
from graph.campaign.contacts import Contacts, contacts, shown, stances
from graph.campaign.ledger import approaches
from graph.campaign.meetings import KNOWN, WARNING, Meeting
from graph.campaign.meetings import meetings as pairs_of
from graph.campaign.petitions import signed
from graph.model.ids import is_kind
from graph.model.records import Entity, Tie
from graph.model.schema import Label
from graph.model.words import count, mark, percent, say
from graph.network.contraction import contract
from graph.network.network import Network
from graph.view import View
from queries.answer import Answer, Block, Column, NetworkMap, Note, Row, Table, columns
from queries.lens import Lens
from queries.parameters import Bounds, CaseId
from queries.question import question
from queries.shared.leads import if_they_met
from queries.shared.maps import network_map
from queries.shared.meeting_lens import meeting_lens
from queries.shared.pair_words import BroughtBy, PairWords
from queries.shared.reach import APART, first

LIKELY = 0.02  # an introduction less likely than this is none
BY = 2  # of those who could introduce two, how many are named


@question("Who should know each other", section="Coalition", lens=mark("Who should meet"), place=4)
def meetings(view: View, case: CaseId, most: Annotated[int, Bounds(1, 100)] = 8) -> Answer:
    """Which of our allies should come to know each other, why, and who could bring them together?

    Allies who want to reach the same one, who do what the other lacks, who have a place or a
    language in common, and whose circles nobody connects yet; who could introduce them; and what is
    to be asked of each before. Newcomers are ordered by what they do and where they are, not by
    whom they know. Nobody is proposed who is at risk and has not agreed, who is against the case,
    or whose part in it may not be told to the other.

    case: the case, by name or id
    most: how many pairs to show
    """
    may = gate(view, view.get(case))
    if may.halt:  # nobody is to hear of it who has not heard of it yet
        nobody = say("Bring nobody together for {case} now.", case=view.get(case).title)
        return Answer(f"{may.opening}{nobody}")
    asks = approaches(view, case)
    for_it = {id for id, stance in stances(view, case).items() if stance > 0}
    addressees = {id for one in asks for id in one.people if is_kind(id, "Person")}
    for_it |= signed(view, contacts(view, case)).bodies
    around_case = contacts(view, case, sorted(for_it | addressees))
    around = sides(view, around_case, asks)
    whole = counted(around_case)
    tell = _MeetingWords(view, around_case, around, whole)
    G = contract(whole, {id: body for id, body in around.owner.items() if id in whole.index})
    every = pairs_of(G, around.allies, met=met(whole, around.owner), trusted=tell.trusted)
    settled = [one for one in every if not one.newcomer][:most]
    fresh = [one for one in every if one.newcomer][:most]
    blocks: list[Block] = [
        *tell.in_short(settled, fresh),
        tell.table("pairs", say("Allies who should know each other"), settled),
        tell.newcomers(fresh),
        tell.withheld(),
        tell.map([*settled, *fresh]),
        Note(
            "not_to_do",
            say("What not to do"),
            say(
                "Ask each of them whether they want to be introduced, and whoever introduces them, "
                "before the other hears a name; one no is enough, and needs no reason. Do not "
                "bring people together in writing, nor more than two at a time. Tell each nothing "
                "of the other that the meeting does not need. That a meeting would be useful is no "
                "reason to hurry it."
            ),
            "caution",
        ),
        tell.limits(),
    ]
    sentence = may.opened(tell.sentence(settled, fresh))
    return Answer(sentence, blocks, lens=tell.lens(settled, fresh))


class _MeetingWords(PairWords):
    """Meetings in words and blocks."""

    def __init__(self, view: View, contacts: Contacts, around: Sides, G: Network) -> None:
        self.view, self.G = view, G
        marked = {
            end for one in around.allies for end in one.targets | one.occasions if ":" in end
        } - contacts.entities.keys()
        super().__init__(contacts, around, view.several(marked))
        silent = {id for id, end in zip(G.ids, G.endpoints, strict=True) if end}
        self.members: defaultdict[str, set[str]] = defaultdict(set)
        for id, body in around.owner.items():
            if id not in silent:
                self.members[body] |= {id, body}

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

    def introducers(self, meeting: Meeting) -> list[BroughtBy]:
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
                BroughtBy(i.id, mine, [e for e in ends if e not in inside], ties, i.p)
            )
        return introducers

    def before(self, meeting: Meeting) -> list[str]:
        """What comes before they hear of each other."""
        steps = []
        for side in (meeting.first, meeting.second):
            entity = self.contacts.entities[side.id]
            name = entity.title
            if step := first(entity):
                steps.append(say("{name}: {step}", name=name, step=step))
            if side.occasions & self.contacts.detaining:
                steps.append(
                    say(
                        "{name} is where the prisoner is held: a tie abroad can be used against "
                        "them",
                        name=name,
                    )
                )
            if entity.kind != "Person" and not self.around.speakers.get(side.id):
                steps.append(
                    say(
                        "{name}: none of its people has agreed yet, so ask the body itself",
                        name=name,
                    )
                )
        for id in {id: None for i in self.introducers(meeting)[:1] for id in i.who}:
            if step := first(self.contacts.entities[id]):
                steps.append(
                    say("{name}, who would introduce them: {step}", name=self.name(id), step=step)
                )
        if not meeting.languages:
            steps.append(
                say("no language in common is recorded: find an interpreter whom both trust")
            )
        return steps

    def sentence(self, settled: Sequence[Meeting], fresh: Sequence[Meeting]) -> str:
        """Whom to bring together first, and who could."""
        case = self.contacts.case.title
        if not settled and not fresh:
            return say(
                "For {case}, no two allies are known who need each other and may be brought "
                "together.",
                case=case,
            )
        best = settled[0] if settled else fresh[0]
        begin = say(
            "For {case}, bring {first} and {second} together first.",
            case=case,
            first=self.who(best.first.id),
            second=self.who(best.second.id),
        )
        how = (
            say(
                "{introducer} could introduce them, once all have said yes.",
                introducer=self.by(by[0]),
            )
            if (by := self.introducers(best))
            else say("Nobody is known who could introduce them, so write to each yourselves.")
        )
        return f"{begin} {how}"

    def in_short(self, settled: Sequence[Meeting], fresh: Sequence[Meeting]) -> list[Note]:
        """Why those come first, and how many others there are."""
        if not settled and not fresh:
            return []
        best, more = (settled or fresh)[0], len(settled) + len(fresh) - 1
        sentences = [say("{reason}.", reason=reason) for reason in self.why(best)]
        if by := self.introducers(best):
            sentences.append(
                say(
                    "The chance that this introduction works is about {chance}.",
                    chance=percent(by[0].p),
                )
            )
        if more:
            sentences.append(
                count("{n} other pair would help too.", "{n} other pairs would help too.", more)
            )
        return [Note("in_short", say("Why these two first"), " ".join(sentences))]

    def table(self, id: str, title: str, some: Sequence[Meeting]) -> Table:
        rows: list[Row] = [
            {
                "pair": f"{self.name(meeting.first.id)} – {self.name(meeting.second.id)}",
                "need": meeting.need,
                "feasible": meeting.feasibility,
                "risk": meeting.risk,
                "why": self.why(meeting),
                "by": [self.tied(i) for i in self.introducers(meeting)]
                or [say("nobody is known who could: write to each yourselves")],
                "before": self.before(meeting) or [say("nothing more than to ask both")],
                "first_id": meeting.first.id,
                "second_id": meeting.second.id,
                "by_ids": [introducer.id for introducer in meeting.by],
                "meet": [f"add {meeting.first.id} meets {meeting.second.id}"],
            }
            for meeting in some
        ]
        return Table(
            id,
            title,
            columns(
                ("pair", "Who and whom"),
                (
                    "need",
                    "Need",
                    "%",
                    "Want to reach the same one 40%, functions that the other lacks 40%, circles "
                    "that have nobody in common 20%",
                ),
                (
                    "feasible",
                    "Feasible",
                    "%",
                    "The chance of the best introduction (10% if nobody knows both), a language in "
                    "common 20%, a place or letter 10%",
                ),
                (
                    "risk",
                    "Risk",
                    "%",
                    "Of approaching them: ask first 10%, not known to be safe 20%, where the "
                    "prisoner is held 30%",
                ),
                Column("why", say("Why"), place="line"),
                Column("by", say("Who could introduce them"), place="line"),
                Column("before", say("Before that"), place="line"),
            ),
            rows,
            note=say("In the order of need × feasible × (1 − risk); all three are judgements."),
            onward=[if_they_met(self.contacts.case.id)],
        )

    def newcomers(self, fresh: Sequence[Meeting]) -> Table:
        return replace(
            self.table("newcomers", say("Newcomers, and whom they should meet"), fresh),
            note=say(
                "They have no tie to anybody now, so only what they do and where they are counts."
            ),
        )

    def withheld(self) -> Table:
        rows: list[Row] = [
            {"id": id, "name": self.name(id), "reason": say(reason)}
            for id, reason in sorted(self.around.withheld.items(), key=lambda w: self.name(w[0]))
        ]
        return Table(
            "withheld",
            say("Allies whom nobody is introduced to"),
            columns("name", ("reason", "Because")),
            rows,
            of="id",
            note=say(
                "Ask those who have not agreed whether they would, and tell them nothing more."
            ),
        )

    def lens(self, settled: Sequence[Meeting], fresh: Sequence[Meeting]) -> Lens:
        pairs = [(one, next(iter(self.introducers(one)), None)) for one in (*settled, *fresh)]
        return meeting_lens(pairs, "pairs" if settled else "newcomers")

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
        drawn = network_map("map", say("Who should know each other"), entities, ties.values())
        proposed: list[Row] = [
            {
                "source": meeting.first.id,
                "target": meeting.second.id,
                "kind": "KNOWS",
                "phrase": say("should come to know"),
                "directed": False,
                "count": 1,
                "sourced": False,
                "since": None,
                "until": None,
                "strength": None,
            }
            for meeting in some
        ]
        return replace(
            drawn, ties=[*drawn.ties, *proposed], note=say("Dashed: suggested, not there yet.")
        )

    def limits(self) -> Note:
        sentences = [
            say(APART),
            say("Which functions need each other is a judgement, and so are the weights."),
            say(
                "A new tie is supposed to be as good as a well-known acquaintance ({chance}).",
                chance=percent(KNOWN),
            ),
            say(WARNING),
        ]
        if self.around.truncated:
            sentences.append(say("There were too many allies to look at them all."))
        return Note("limits", say("How sure this is"), " ".join(sentences), "caution")
