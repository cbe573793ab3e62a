"""Each ask as that which a sentence asks for: “ask for a prison visit by 2 December”."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graph.model.vocabulary import Ask
from graph.model.words import mark, say

_REQUESTS: Final[Mapping[str, str]] = {
    "general": mark("a private démarche about such cases in general, naming nobody"),
    "general joint": mark("a démarche with others about such cases, naming nobody"),
    "inquiry": mark("an inquiry note"),
    "whereabouts": mark("confirmation of where the prisoner is"),
    "consular access": mark("consular access"),
    "prison visit": mark("a prison visit"),
    "medical transfer": mark("a medical transfer"),
    "receive the family": mark("a meeting with the family"),
    "trial observation": mark("trial observation"),
    "demarche desk": mark("a private démarche by the desk"),
    "demarche ambassador": mark("a private démarche by the ambassador"),
    "demarche minister": mark("a private démarche by the minister"),
    "minister appeal": mark("an urgent appeal by the minister"),
    "demarche joint": mark("a joint private démarche"),
    "call": mark("a call"),
    "letter": mark("a letter"),
    "dialogue": mark("a mention by name in a dialogue"),
    "statement": mark("a statement of its own"),
    "EU statement": mark("an EU statement"),
    "joint statement": mark("a joint statement"),
    "sounding": mark("a confidential sounding on a statement, naming nobody"),
    "award": mark("an award or public recognition"),
    "parliamentary question": mark("a parliamentary question"),
    "adoption": mark("adoption by a parliamentarian"),
    "IPU": mark("a complaint to the IPU committee"),
    "advance question": mark("an advance question at the UN review"),
    "recommendation": mark("a recommendation at the UN review"),
    "Council statement": mark("a statement in the Human Rights Council"),
    "good offices": mark("its good offices as a mediator"),
    "channel": mark("a sounding on a quiet channel, naming nobody"),
    "exchange": mark("an exchange"),
    "conditionality": mark("conditions on aid or trade"),
    "visa ban": mark("a visa ban"),
    "sanction": mark("a targeted sanction"),
    "sanction relief": mark("relief of a visa ban or sanction"),
    "visa": mark("a humanitarian visa"),
    "shelter": mark("shelter"),
    "funds": mark("funds"),
}


def request(ask: Ask) -> str:
    """What one asks for, to stand after “ask for”; an ask that is not here by its title."""
    return say(_REQUESTS.get(ask.id, ask.title))
