"""What else one must know before an approach, in blocks: asks, risks, first doors, how sure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.approach.asks import Proposal, propose, situation
from graph.approach.embassies import Door
from graph.approach.evidence import Ground
from graph.approach.factors import weights
from graph.approach.gate import NOTHING
from graph.approach.nexus import NATIONAL
from graph.approach.portfolio import NEAR, ROLES
from graph.approach.rank_uncertainty import DRAWS
from graph.campaign.safety import do_not_contact
from graph.model.ids import iso3_of
from graph.model.records import Entity
from graph.model.words import listed, mark, number, percent, say
from graph.record.history import History
from graph.record.public_acts import Outlook
from graph.view import View
from queries.answer import Block, Column, Row, Table, columns
from queries.shared.europe import europe
from queries.shared.first_doors import FAINT, Ways
from queries.shared.our_way import OurWay, our_columns, towards_embassies
from queries.shared.past_asks import asked_before, past_asks, public_asks
from queries.shared.proposals import advice, ask_cells, in_line
from queries.shared.standing import Standings
from queries.wording import the

ASKS = mark(
    "One ask for each: what fits its embassy and the case. A guideline says what you may ask for; "
    "no court applies it as law. “What provides for it” is not known where none of the "
    "government’s rules has been read."
)
CHOICE = mark(
    "One for each role: a bond to the prisoner (nationality before any other), who speaks up most, "
    "a neighbour, a mediator, leverage. Of the EU at most one besides a bond or a border, as its "
    "members act together. All have a known embassy or mission, except perhaps the mediator. "
    "Recent acts, and those for prisoners of the most similar governments, count most: who joined "
    "fewer may stand first. That something followed a mediation does not mean that the mediation "
    "caused it."
)


@dataclass(frozen=True, eq=False)
class Approach:
    """What to add to the answer: an order of ISO codes, cells and columns for its rows, a text."""

    order: Sequence[str]
    cells: Mapping[str, dict[str, Any]]
    columns: Sequence[Column]
    lead: str  # what to do first, and whom to turn to then
    risk: str  # why nothing is asked in public; "": nothing says so
    blocks: Sequence[Block]


def approach(
    view: View,
    host: Entity,
    about: Entity | None,
    past: History,
    chances: Outlook,
    at: Mapping[str, Door],
    most: int = 20,
    weighing: str = "",
) -> Approach:
    """The rest of what one must know before an approach. QuestionError: weights that are none.

    `weighing`: as `factors.weights`; "" ranks by the chance alone. Cells are those of the first
    `most` in the order, by ISO code.
    """
    ground = Ground(view=view, host=host, case=about, past=past, chances=chances, at=at)
    tell = ApproachWords(ground, Standings(ground, most, weights(weighing)))
    return Approach(
        [iso3_of(id) for id in tell.standings.order],
        {iso3_of(id): tell.cells(id) for id in tell.top},
        (
            Column("ask", say("Ask for"), place="line"),
            Column(
                "first",
                say("Ranked first in"),
                "%",
                say("In how many of {n} simulations it comes first", n=number(DRAWS)),
                place="aside",
            ),
            Column("rank_low", say("Best rank"), place="aside"),
            Column("rank_high", say("Worst rank"), place="aside"),
            Column("tied", say("Statistically tied with"), place="aside"),
            Column("mind", say("Caveats"), place="line"),
            *(asked_before() if about else []),
            *(our_columns() if about else []),
        ),
        tell.lead(),
        tell.struck,
        tell.blocks(),
    )


class ApproachWords:
    """One ground in words and blocks."""

    def __init__(self, ground: Ground, standings: Standings) -> None:
        self.ground, self.standings, self.top = ground, standings, standings.top
        self.name = standings.name
        self.now = situation(ground.view, ground.host.id, ground.case, ground.counters)
        self.gate = self.now.gate
        back = self.gate.strikes.back
        self.struck = say("Ask nothing in public: {reason}.", reason=back) if back else ""
        self.barred = self._barred()
        self.ways = Ways(ground, standings.order, self.name, self.barred)
        self.our_way = OurWay(ground, self.gate.halt, self.barred)
        self._proposed = dict[str, list[Proposal]]()
        self.past_asks = past_asks(self.now.asks, self.now.today)
        self.chosen = [] if self.gate.halt else self.ways.chosen

    def _barred(self) -> set[str]:
        """Governments that are not to be contacted, or whose door is not safe to tell."""
        at = self.ground.at
        doors = {at[iso3_of(id)].id: id for id in self.standings.order if iso3_of(id) in at}
        barred = do_not_contact(self.ground.view.several([*self.standings.order, *doors]))
        return {doors.get(id, id) for id in barred}

    def proposals(self, id: str) -> list[Proposal]:
        if id not in self._proposed:
            self._proposed[id] = propose(
                self.now,
                id,
                self.ways.way(id),
                self.ground.rules.get(id, []),
                self.ground.risk(id),
                barred=id in self.barred,
            )
        return self._proposed[id]

    def cells(self, id: str) -> dict[str, Any]:
        ask = self.proposals(id)[0]
        return {
            **self.standings.cells(id),
            "ask": in_line(ask, self.now.today),
            "ask_id": ask.ask.id,
            "ask_by": ask.by,
            "caveats": list(self.ways.caveats(id)),
            "mind": self.mind(id),
            "asked_before": self.past_asks.get(id),
            **self.our_way.cells(id),
        }

    def mind(self, id: str) -> str | None:
        """What must be known of a government before it is asked; None: nothing is on record."""
        risk, sentences = self.ground.risk(id), [*self.ways.caveats(id).values()]
        if risk.level != "not known":
            sentences.append(
                say(
                    "The risk of asking in public is {level}: {reasons}.",
                    level=say(risk.level),
                    reasons=listed(risk.reasons),
                )
            )
        return " ".join(sentences) or None

    def lead(self) -> str:
        """What to do first: whom to ask, for what, through whom, by when; and whom then.

        The government of which the prisoner is a national goes before the list: only it has a right
        to see them.
        """
        if not self.top or self.gate.halt:
            return ""  # that nothing may be asked of anybody is what the answer opens with
        ids = [self._first, *(one.id for one in self.chosen if one.id != self._first)]
        asks = {id: self.proposals(id)[0] for id in ids}
        # Of whom nothing may be asked, nobody is sent to; where that is all, the first says why.
        open_ids = [id for id in ids if asks[id].ask.id != NOTHING.id] or ids[:1]
        first = advice(the(self.name(open_ids[0])), asks[open_ids[0]], self.now.today)
        others = [the(self.name(id)) for id in open_ids[1:]]
        then = say("Then turn to {governments}.", governments=listed(others, 3)) if others else ""
        return " ".join(filter(None, [first, then]))

    @property
    def _first(self) -> str:
        return next((one.id for one in self.chosen if self._national(one.id)), self.top[0])

    def _national(self, id: str) -> bool:
        bond = self.ground.nexus.get(id)
        return bond is not None and bond.value == NATIONAL

    def blocks(self) -> list[Block]:
        return [
            self._asks(),
            self._always(),
            self._first_doors(),
            *europe(
                self.ground,
                self.now,
                self.standings.order,
                self.name,
                self.ways.lead,
                lambda id: say(self.proposals(id)[0].ask.title),
            ),
            self._risks(),
            *self.standings.blocks(),
        ]

    def _asks(self) -> Table:
        rows: list[Row] = [
            {"id": id, "name": self.name(id), **ask_cells(self.proposals(id)[0])} for id in self.top
        ]
        return Table(
            "asks",
            say("What to ask of each"),
            columns(
                ("name", "Government"),
                "ask",
                ("through", "Through"),
                ("public", "In public"),
                ("allowed_by", "What provides for it"),
                ("by", "By"),
                Column("before", say("Why by then"), place="line"),
                Column("why", say("Why"), place="line"),
            ),
            rows,
            of="id",
            note=" ".join([*self._consent(), say(ASKS)]),
        )

    def _consent(self) -> list[str]:
        """That consent was given; where it was not, the answer opens with that."""
        allowed = self.gate.consents.get("embassies")
        return [allowed.sentence] if allowed and allowed.may_name else []

    def _always(self) -> Table:
        options = ((say("Privately first"), 1), (say("Do nothing now"), 2)) if self.top else ()
        rows: list[Row] = [
            {"option": name, **ask_cells(self.proposals(self.top[0])[n])} for name, n in options
        ]
        return Table(
            "always",
            say("Always among the options"),
            columns("option", "ask", ("through", "Through"), ("why", "When")),
            rows,
            note=" ".join(filter(None, [self.struck, self.gate.always if self.top else ""])),
        )

    def _first_doors(self) -> Table:
        rows: list[Row] = []
        for one in self.chosen:
            ask, door = self.proposals(one.id)[0], self.ground.at.get(iso3_of(one.id))
            rows.append(
                {
                    "id": one.id,
                    "name": self.name(one.id),
                    "role": say(ROLES[one.role]),
                    "reason": self.ways.reason(one),
                    "door": door.name if door else say("not known"),
                    "ask": say(ask.ask.title),
                    "ask_id": ask.ask.id,
                    "how": in_line(ask, self.now.today),
                    "ask_why": ask.reason,
                    "by": ask.by,
                    **self.our_way.cells(one.id),
                }
            )
        case = self.ground.case
        return Table(
            "first_doors",
            say("Whom to ask first: a few that complement each other"),
            columns(
                ("name", "Government"),
                ("role", "Chosen as"),
                ("door", "Embassy or mission"),
                Column("reason", say("Why"), place="line"),
                Column("how", say("Ask for"), place="line"),
                Column("ask_why", say("Why this ask"), place="line"),
                Column("ask", say("In short"), place="aside"),
                Column("by", say("By"), place="aside"),
                *(our_columns() if case else []),
            ),
            rows,
            of="id",
            onward=towards_embassies(self.ground.host.id, case.id if case else None),
            note=" ".join(filter(None, [say(CHOICE), self._without_neighbour()])),
        )

    def _without_neighbour(self) -> str:
        if not self.chosen or any(one.role == NEAR for one in self.chosen):
            return ""
        return say(
            "No neighbour, and nobody who votes alike at the UN, has a chance of speaking up of "
            "{share} or more.",
            share=percent(FAINT),
        )

    def _risks(self) -> Table:
        rows: list[Row] = []
        for id in self.top:
            risk = self.ground.risk(id)
            rows.append(
                {
                    "id": id,
                    "name": self.name(id),
                    "level": say(risk.level),
                    "least": risk.least,
                    "most": risk.most,
                    "why": list(risk.reasons) or [say("nothing on record")],
                    "unknown": list(risk.unknown) or [say("nothing")],
                }
            )
        public = [one for one in self.ground.counters if one.public]
        return Table(
            "risks",
            say("The risk of asking in public"),
            columns(
                ("name", "Government"),
                ("level", "Risk"),
                ("least", "From", "%"),
                ("most", "To", "%"),
                Column("why", say("Because"), place="line"),
                Column("unknown", say("Not known"), place="aside"),
            ),
            rows,
            of="id",
            note=" ".join(
                [
                    say(
                        "A judgement, not validated, and never added to the order. Where nothing "
                        "is on record the risk is not known, never low."
                    ),
                    public_asks(len(public), sum(one.struck for one in public)),
                ]
            ),
        )
