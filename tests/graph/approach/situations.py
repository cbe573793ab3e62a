"""What the tests of asks share: a case as it stands, a door, an ask of the past."""

from __future__ import annotations

from datetime import date
from typing import Any

from graph.approach.asks import Proposal, Situation, propose
from graph.approach.backfire import Backfire, unknown_risk
from graph.approach.embassies import EMBASSY, Door
from graph.approach.gate import Gate, Strikes
from graph.approach.ways import Way
from graph.campaign.consent import Standing
from graph.campaign.ledger import LedgerEntry
from graph.model.records import Entity
from graph.model.vocabulary import (
    ASKS,
    CONSENT_USES,
)

DAY = date(2026, 11, 25)
FRANCE = "gov:FRA"
CALM = unknown_risk(False)
HIGH = Backfire("high", 0.7, 0.9, ("a", "b"), ())


def door(kind: str) -> Door:
    return Door("mis:1", "Embassy of France", kind, "Vesna", "open", "2026-10-01", None, None, ())


def event(kind: str, day: str) -> Entity:
    return Entity("Event", f"eve:{kind}", kind, {"kind": kind, "date": day})


def past_ask(ask: str, status: str = "made", **values: Any) -> LedgerEntry:
    title = next(one for one in ASKS if one.id == ask)
    all_values = {"instrument": ask, "status": status, "public": bool(title.public)} | values
    return LedgerEntry(Entity("Approach", f"app:{ask}", title.title, all_values), (FRANCE,))


def now(
    states: dict[str, str] | None = None,
    dated: tuple[Entity, ...] = (),
    past_asks: tuple[LedgerEntry, ...] = (),
    struck: str | None = None,
    **values: Any,
) -> Situation:
    states_by_use = dict.fromkeys(CONSENT_USES, "given") if states is None else states
    consents = {use: Standing(use, states_by_use.get(use, "unset")) for use in CONSENT_USES}
    case = Entity("Case", "cas:1", "Case One", {"stage": "trial", "posture": "private"} | values)
    by = frozenset(to for one in past_asks if one.response == "retaliation" for to in one.to)
    return Situation(Gate(case, consents, lambda: Strikes(struck, by)), DAY, dated, past_asks)


def fitting(situation: Situation, kind: str | None = EMBASSY, **more: Any) -> Proposal:
    risk, rules = more.pop("risk", CALM), more.pop("rules", [])
    way = Way(door(kind) if kind else None, "Zaveria", **more)
    return propose(situation, FRANCE, way, rules, risk)[0]


HEARING = (event("hearing", "2026-12-16"),)
