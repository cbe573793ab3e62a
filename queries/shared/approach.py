"""What else one must know before an approach, in blocks: asks, risks, first doors, how sure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.approach.asks import Proposal, propose, situation
from graph.approach.embassies import Door
from graph.approach.evidence import Ground
from graph.approach.factors import weights
from graph.approach.gate import NOTHING
from graph.approach.nexus import NATIONAL
from graph.approach.portfolio import NEAR, ROLES
from graph.campaign.safety import do_not_contact
from graph.model.ids import iso3_of
from graph.model.records import Entity
from graph.record.history import History
from graph.record.public_acts import Outlook
from graph.view import View
from queries.answer import Block, Column, Row, Table, columns
from queries.shared.europe import europe
from queries.shared.first_doors import FAINT, Ways
from queries.shared.standing import Standings
from queries.wording import listed, the


@dataclass(frozen=True, eq=False)
class Approach:
    """What to add to the answer: an order of ISO codes, cells and columns for its rows, a text."""

    order: Sequence[str]
    cells: Mapping[str, dict[str, Any]]
    columns: Sequence[Column]
    lead: str  # what to do first
    rest: str  # whom else, and what is always possible
    blocks: Sequence[Block]

    @property
    def sentence(self) -> str:
        return f"{self.lead} {self.rest}"


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
    tell = _ApproachWords(ground, Standings(ground, most, weights(weighing)))
    return Approach(
        [iso3_of(id) for id in tell.standings.order],
        {iso3_of(id): tell.cells(id) for id in tell.top},
        (
            Column("ask", "Ask for", place="line"),
            Column("first", "First in", "%", "In how many of 10,000 draws it comes first"),
            Column("rank_low", "Place, at best", place="aside"),
            Column("rank_high", "Place, at worst", place="aside"),
            Column("tied", "Not to be told apart from", place="aside"),
            Column("mind", "Caveats", place="line"),
            *([Column("way", "Our way there", place="line")] if about else []),
        ),
        tell.lead(),
        tell.rest(),
        tell.blocks(),
    )


class _ApproachWords:
    """One ground in words and blocks."""

    def __init__(self, ground: Ground, standings: Standings) -> None:
        self.ground, self.standings, self.top = ground, standings, standings.top
        self.name = standings.name
        self.now = situation(ground.view, ground.host.id, ground.case, ground.counters)
        self.gate = self.now.gate
        self.struck = f"Nothing in public: {back}." if (back := self.gate.strikes.back) else ""
        self.barred = self._barred()
        self.ways = Ways(ground, standings.order, self.name, self.barred)
        self.asks = {id: self._propose(id) for id in self.top}
        self.chosen = [] if self.gate.halt else self.ways.chosen

    def _barred(self) -> set[str]:
        """Governments that are not to be contacted, or whose door is not safe to tell."""
        at = self.ground.at
        doors = {at[iso3_of(id)].id: id for id in self.standings.order if iso3_of(id) in at}
        barred = do_not_contact(self.ground.view.several([*self.standings.order, *doors]))
        return {doors.get(id, id) for id in barred}

    def _propose(self, id: str) -> list[Proposal]:
        return propose(
            self.now,
            id,
            self.ways.way(id),
            self.ground.rules.get(id, []),
            self.ground.risk(id),
            barred=id in self.barred,
        )

    def cells(self, id: str) -> dict[str, Any]:
        ask = self.asks[id][0]
        return {
            **self.standings.cells(id),
            "ask": _words(ask, self.now.today),
            "ask_id": ask.ask.id,
            "ask_by": ask.by,
            "caveats": list(self.ways.caveats(id)),
            "mind": self.mind(id),
            **self._way(id),
        }

    def _way(self, id: str) -> dict[str, Any]:
        """How the campaign of the case reaches it, if there is one."""
        if self.ground.case is None:
            return {}
        known = self.ground.evidence["chain"].get(id)
        none = "No way to it through people who agreed is on record."
        return {
            "way": known.sentence if known else none,
            "way_chance": known.value if known else None,
        }

    def mind(self, id: str) -> str | None:
        """What must be known of a government before it is asked; None: nothing is on record."""
        risk, sentences = self.ground.risk(id), [*self.ways.caveats(id).values()]
        if risk.level != "not known":
            sentences.append(
                f"The risk of an ask in public is {risk.level}: {listed(risk.reasons)}"
            )
        return f"{'. '.join(sentences)}." if sentences else None

    def lead(self) -> str:
        """What to do first: whom to ask, for what, through which door, by when.

        The government of which the prisoner is a national goes before the list: only it has a right
        to see them.
        """
        if not self.top:
            return ""
        first = next((one.id for one in self.chosen if self._national(one.id)), self.top[0])
        ask = self._propose(first)[0]
        if ask.ask.id == NOTHING.id:
            return f"Ask nothing of {the(self.name(first))} now: {_lower(ask.reason)}"
        return f"Approach {the(self.name(first))} first: {_words(ask, self.now.today)}."

    def _national(self, id: str) -> bool:
        bond = self.ground.nexus.get(id)
        return bond is not None and bond.value == NATIONAL

    def rest(self) -> str:
        """Other doors, what must not be done, and what is always possible."""
        if not self.top:
            return ""
        doors = listed([the(self.name(one.id)) for one in self.chosen])
        several = f"First doors that complement each other: {doors}. " if self.chosen else ""
        quiet = f"{self.struck} " if self.struck else ""
        return f"{several}{quiet}{self.gate.always}"

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
                lambda id: self._propose(id)[0].ask.title,
            ),
            self._risks(),
            *self.standings.blocks(),
        ]

    def _asks(self) -> Table:
        rows: list[Row] = [
            {"id": id, "name": self.name(id), **_cells(self.asks[id][0])} for id in self.top
        ]
        return Table(
            "asks",
            "What to ask of each",
            columns(
                ("name", "Government"),
                "ask",
                ("through", "Way"),
                ("public", "In public"),
                ("allowed_by", "What provides for it"),
                ("by", "By"),
                Column("before", "Before", place="line"),
                Column("why", "Why", place="line"),
            ),
            rows,
            of="id",
            note="One ask for each: what fits its door and the case. A guideline says what may be "
            "asked for; it is not law that a court would apply. Not known: no rule of it was read.",
        )

    def _always(self) -> Table:
        options = (("Privately first", 1), ("Do nothing now", 2)) if self.top else ()
        rows: list[Row] = [
            {"option": name, **_cells(self.asks[self.top[0]][n])} for name, n in options
        ]
        return Table(
            "always",
            "Always among the options",
            columns("option", "ask", ("through", "Way"), ("why", "When")),
            rows,
            note=self.struck,
        )

    def _first_doors(self) -> Table:
        rows: list[Row] = []
        for one in self.chosen:
            ask, door = self._propose(one.id)[0], self.ground.at.get(iso3_of(one.id))
            rows.append(
                {
                    "id": one.id,
                    "name": self.name(one.id),
                    "role": ROLES[one.role],
                    "reason": self.ways.reason(one),
                    "door": door.name if door else "not known",
                    "ask": ask.ask.title,
                    "ask_id": ask.ask.id,
                    "how": _words(ask, self.now.today),
                    "ask_why": ask.reason,
                    "by": ask.by,
                }
            )
        return Table(
            "first_doors",
            "First doors: a few that complement each other",
            columns(
                ("name", "Government"),
                ("role", "Chosen as"),
                "door",
                Column("reason", "Why", place="line"),
                Column("how", "Ask for", place="line"),
                Column("ask_why", "Why that", place="line"),
                Column("ask", "In short", place="aside"),
                Column("by", "By", place="aside"),
            ),
            rows,
            of="id",
            note="One for each role: a bond to the prisoner (nationality before any other), who "
            "acts most, a neighbour, a mediator, leverage. Of the EU at most one beside a bond or "
            "a border, for its members act together. Only governments with a known door, but for a "
            "mediator. That something followed a mediation does not say that it was caused by "
            f"it.{self._without_neighbour()}",
        )

    def _without_neighbour(self) -> str:
        if not self.chosen or any(one.role == NEAR for one in self.chosen):
            return ""
        likely = f"a chance of {FAINT * 100:.0f} % or more to act"
        return f" Nobody with a border, or close in UN votes, has {likely}."

    def _risks(self) -> Table:
        rows: list[Row] = []
        for id in self.top:
            risk = self.ground.risk(id)
            rows.append(
                {
                    "id": id,
                    "name": self.name(id),
                    "level": risk.level,
                    "least": risk.least,
                    "most": risk.most,
                    "why": list(risk.reasons) or ["nothing on record"],
                    "unknown": list(risk.unknown) or ["nothing"],
                }
            )
        public = [one for one in self.ground.counters if one.public]
        return Table(
            "risks",
            "The risk of asking in public",
            columns(
                ("name", "Government"),
                ("level", "Risk"),
                ("least", "From", "%"),
                ("most", "To", "%"),
                Column("why", "Because", place="line"),
                Column("unknown", "Not known", place="aside"),
            ),
            rows,
            of="id",
            note="Judgement, not validated, and never added to the order. Nothing recorded is not "
            f"known, never low. Public asks on record for this state: {len(public)}, after which "
            f"things became worse: {sum(one.struck for one in public)}.",
        )


def _words(proposal: Proposal, today: date) -> str:
    """An ask as one says it: what, through whom, by when."""
    if proposal.ask.id == NOTHING.id:
        return f"nothing now: {_lower(proposal.reason)}".rstrip(".")
    late = ", which has passed: at once" if proposal.by and proposal.by < today.isoformat() else ""
    by = f"by {proposal.by}{late}" if proposal.by else ""
    parts = [proposal.ask.title, proposal.through, by]
    before = f" (before: {proposal.before})" if proposal.before else ""
    return f"{', '.join(filter(None, parts))}{before}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _cells(proposal: Proposal) -> dict[str, Any]:
    return {
        "ask": proposal.ask.title,
        "ask_id": proposal.ask.id,
        "channel": proposal.channel,
        "through": proposal.through or proposal.channel,
        "public": proposal.public,
        "allowed_by": proposal.allowed_by,
        "by": proposal.by,
        "before": proposal.before,
        "why": proposal.reason,
    }
