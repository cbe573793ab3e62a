"""Ways: what fits the door of a government first, and through whom it is asked."""

from __future__ import annotations

from typing import Any

import pytest

from graph.approach.asks import Situation
from graph.approach.embassies import ACCREDITED, CONSULATE, EMBASSY, GENEVA
from graph.approach.gate import Gate
from graph.model.records import Entity
from graph.model.vocabulary import (
    CONSENT_USES,
)
from tests.graph.approach.situations import (
    DAY,
    HEARING,
    event,
    fitting,
    now,
)


@pytest.mark.parametrize(
    ("values", "dated", "kind", "national", "ask", "channel"),
    [
        ({}, (), EMBASSY, True, "consular access", "embassy"),
        ({"stage": "incommunicado"}, (), EMBASSY, False, "whereabouts", "embassy"),
        ({"severity": "health in danger"}, HEARING, EMBASSY, False, "medical transfer", "embassy"),
        ({}, HEARING, EMBASSY, False, "trial observation", "embassy"),
        ({}, HEARING, ACCREDITED, False, "demarche desk", "capital desk"),
        ({}, HEARING, CONSULATE, False, "trial observation", "embassy"),
        ({}, HEARING, GENEVA, False, "demarche desk", "capital desk"),
        ({}, HEARING, None, False, "demarche desk", "capital desk"),
        ({"severity": "harsh"}, (), EMBASSY, False, "prison visit", "embassy"),
        ({"severity": "stable"}, (), EMBASSY, False, "demarche ambassador", "embassy"),
        ({"stage": "released"}, HEARING, EMBASSY, False, "visa", "embassy"),
    ],
)
def test_what_the_prisoner_needs_first_through_the_door_that_there_is(
    values: dict[str, str],
    dated: tuple[Entity, ...],
    kind: str | None,
    national: bool,
    ask: str,
    channel: str,
) -> None:
    proposal = fitting(now(dated=dated, **values), kind, national=national)
    assert (proposal.ask.id, proposal.channel, proposal.public) == (ask, channel, False)


ALONE = Situation(Gate(None, {}), DAY, [], [])
IN_TRIAL = now(severity="stable")


@pytest.mark.parametrize(
    ("situation", "kind", "way", "ask", "through"),
    [
        (
            ALONE,
            EMBASSY,
            {"lead": "France", "leads": True},
            "general joint",
            "through its embassy in Vesna, which leads, with the delegation of the EU",
        ),
        (
            IN_TRIAL,
            ACCREDITED,
            {"lead": "Germany"},
            "demarche joint",
            "with the delegation of the EU, Germany leading",
        ),
        (
            IN_TRIAL,
            None,
            {"apart": True, "protector": "Switzerland"},
            "demarche desk",
            "through Switzerland, which looks after its interests there",
        ),
        (ALONE, None, {"apart": True}, "general", "at its ministry in the capital"),
        (
            ALONE,
            ACCREDITED,
            {},
            "general",
            "at its ministry in the capital (its embassy for this is in Vesna)",
        ),
        (ALONE, EMBASSY, {"strong": True}, "sounding", "through its embassy in Vesna"),
        (
            ALONE,
            EMBASSY,
            {"mediated": "m", "strong": True},
            "channel",
            "through its embassy in Vesna",
        ),
        (IN_TRIAL, EMBASSY, {"mediated": "m"}, "good offices", "at its ministry in the capital"),
        # the family wants nothing public: a strong record changes nothing
        (
            IN_TRIAL,
            EMBASSY,
            {"strong": True},
            "demarche ambassador",
            "through its embassy in Vesna",
        ),
        (
            now(severity="stable", posture="public"),
            EMBASSY,
            {"strong": True},
            "joint statement",
            "at its ministry in the capital",
        ),
    ],
)
def test_what_fits_the_door_and_through_what(
    situation: Situation, kind: str | None, way: dict[str, Any], ask: str, through: str
) -> None:
    proposal = fitting(situation, kind, **way)
    assert (proposal.ask.id, proposal.through) == (ask, through)


def test_a_state_that_holds_its_own_national_may_refuse_and_the_ask_says_so() -> None:
    assert "also a national" not in fitting(now(), national=True).reason
    warning = "also a national of Zaveria, which may refuse"
    assert warning in fitting(now(), national=True, dual=True).reason


def test_before_an_execution_whoever_is_there_asks_for_a_stay_and_elsewhere_the_minister() -> None:
    set_day = now(dated=(event("execution date", "2027-03-01"),), severity="stable")
    assert fitting(set_day).ask.id == "demarche ambassador"
    assert "stay" in fitting(set_day).reason
    assert fitting(set_day, GENEVA).ask.id == "minister appeal"
    dying = now(severity="life in danger")
    assert fitting(dying, GENEVA).ask.id == "minister appeal"
    no_health = {use: "given" for use in CONSENT_USES if use != "health"}
    untold = fitting(now(no_health, severity="life in danger"), GENEVA)
    assert (untold.ask.id, "health" in untold.reason) == ("demarche desk", False)


def test_health_is_not_spoken_of_without_consent_for_it() -> None:
    states = {"embassies": "given", "health": "refused"}
    proposal = fitting(now(states, HEARING, severity="life in danger"))
    assert proposal.ask.id == "trial observation"
