"""A case at a glance: the few facts that say how it stands, and who has a part in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from graph.approach.gate import Gates
from graph.campaign.deadlines import custody
from graph.campaign.functions import (
    LAPSED,
    NOBODY,
    ONE,
    Coverage,
    allies,
    coverage,
    ends,
    needed,
    strangers,
)
from graph.campaign.ledger import LedgerEntry
from graph.campaign.petitions import signed
from graph.campaign.spectrum import positions
from graph.model.ids import is_kind
from graph.model.records import Entity, Tie, Value
from graph.model.vocabulary import stage_of
from graph.model.words import say
from graph.view import View
from queries.answer import Row
from queries.shared.duties import STOPPED, Due, in_order
from queries.shared.pressing import state
from queries.shared.reach import Reach

SOON = 60  # days ahead that are looked at


class CaseFacts:
    """How one case stands."""

    def __init__(self, view: View, case: Entity, gates: Gates) -> None:
        self.view, self.case = view, case
        self.due = Due(view, case, gates)
        self.contacts = self.due.contacts
        self.letters = signed(view, self.contacts)
        self.covered = coverage(
            self.contacts, view.today, strangers(view, self.contacts), self.letters.bodies
        )
        self.rows = in_order(self.due.rows(SOON))
        self.open = [row for row in self.rows if row["when"] != STOPPED]
        hidden = {id for id in self.contacts.no_target if is_kind(id, "Person", "Family")}
        self.stood = [one for one in positions(view, case.id) if one.id not in hidden]
        self.deciding = sorted({t.source for t in self.contacts.deciding(view.today)})
        reach = Reach(view, self.contacts)
        chains = [chain for id in self.deciding if (chain := reach.chain(id))]
        self.best = max((chain.p for chain in chains), default=None)

    @property
    def asks_made(self) -> list[LedgerEntry]:
        return [one for one in self.due.asks if one.status == "made"]

    @property
    def needed(self) -> list[Coverage]:
        """The functions that the case needs at its stage."""
        return list(needed(self.case, self.covered).values())

    @property
    def may_ask(self) -> bool:
        """Whether anybody new may be asked for something."""
        return stage_of(self.case.values).detained and not self.due.gate.halt

    def count(self, *states: str) -> int:
        return sum(one.state in states for one in self.needed)

    @property
    def working(self) -> set[str]:
        return {id for one in self.covered.values() for id in one.now}

    def days_held(self) -> int | None:
        since, _ = custody(self.case, self.due.dated)
        if since is None or not stage_of(self.case.values).detained:
            return None
        return (self.view.today - date.fromisoformat(since)).days if len(since) == 10 else None

    def since(self) -> str | None:
        """The day, month or year of the arrest, while somebody is held."""
        since, _ = custody(self.case, self.due.dated)
        return str(since) if since and stage_of(self.case.values).detained else None

    def current(self) -> Mapping[str, Value]:
        """What is said of the case; how the prisoner is held only while that is so."""
        values = dict(self.case.values)
        if not stage_of(values).detained:
            values.pop("severity", None)
        return values

    def row(self) -> Row:
        values = self.current()
        return {
            "id": self.case.id,
            "name": self.case.title,
            "held": self.days_held(),
            "since": self.since(),
            **{key: state(values, key) for key in ("stage", "severity", "posture")},
            "allies": len(self.working),
            "gaps": self.count(NOBODY, LAPSED),
            "alone": self.count(ONE),
            "open": sum(one.open for one in self.asks_made),
            "signed": self.letters.most,
            "reach": self.best,
        }

    def drawn(self) -> tuple[set[str], list[Tie], list[Row]]:
        """Who has a part in the case and may be shown, the ties among them, and who asked whom."""
        asks = [one for one in self.due.asks if one.status != "given up"]
        addressees = {id for one in asks for id in one.to}
        coalitions = {id for id in self.contacts.entities if is_kind(id, "Coalition")}
        may = (
            allies(self.contacts)
            | self.contacts.detaining
            | set(self.deciding)
            | self.contacts.opponents
        )
        may |= {id for id in addressees if is_kind(id, "Government")}
        parts = (
            self.working | set(self.deciding) | coalitions | addressees | self.contacts.detaining
        )
        ids = (parts & may - self.contacts.no_target) | {self.case.id}
        of = self.view.ties("DETAINS", of=[self.case.id])
        now = [tie for tie, end in ends(self.contacts.ties, self.view.today) if not end]
        ties = [t for t in (*now, *of) if {t.source, t.target} <= ids]
        lines = [
            _ask_line(next((by for by in one.by if by in ids), self.case.id), to, one)
            for one in asks
            for to in one.to
            if to in ids
        ]
        return ids, ties, lines


def _ask_line(by: str, to: str, approach: LedgerEntry) -> Row:
    """An ask as a line of the map; dashed while nothing says that it was made."""
    was_made = approach.status == "made"
    return {
        "source": by,
        "target": to,
        "kind": "MADE_TO",
        "directed": True,
        "count": 1,
        "phrase": say("made an ask ({ask}) to", ask=approach.ask.title)
        if was_made
        else say("is to make an ask ({ask}) to", ask=approach.ask.title),
        "sourced": approach.ask.origin.url is not None,
        "since": approach.day("date"),
        "until": None,
        "strength": None,
        **({} if was_made else {"state": "could"}),
    }
