"""Every stage × every question, on a real store: nothing is said or proposed that the stage denies.

One case with all that could mislead: a life in danger, a hearing, a renewal and a medical review
ahead, a next date, planned asks with every consent given and a public posture, an ask whose answer
is late, an ally who offers everything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from graph.model.errors import QuestionError
from graph.model.records import Confidence, Entity, Origin, PartialDate, Tie
from graph.model.schema import Label
from graph.model.vocabulary import CONSENT_USES, FUNCTIONS, STAGES, Stage
from graph.store.base import Store
from graph.store.opening import open_store
from queries.question import ask, questions
from tests.conftest import write

DAY = date(2026, 11, 28)
SURE = Origin("a call", known=PartialDate("2026-11-01"), confidence=Confidence.HIGHLY_RELIABLE)
YES = {"state": "given", "date": "2026-10-01"}
PLANNED = ("prison visit", "trial observation", "medical transfer", "pardon", "statement")
AHEAD = ("hearing", "detention renewal", "medical review", "execution date", "verdict")


def campaign(stage: str) -> Iterator[Entity | Tie]:
    yield Entity("Government", "gov:BLR", "Belarus")
    yield Entity("Government", "gov:NOR", "Norway")
    yield Entity("Mission", "mis:Q1", "Embassy of Norway", {"type": "embassy", "status": "open"})
    yield Tie("REPRESENTS", "mis:Q1", "gov:NOR", origin=SURE)
    yield Tie("LOCATED_IN", "mis:Q1", "gov:BLR", origin=SURE)
    yield Entity(
        "Case",
        "cas:1",
        "Heron",
        {
            "stage": stage,
            "severity": "life in danger",
            "posture": "public",
            "since": "2025-03-02",
            "next_date": "2026-12-10",
        },
        SURE,
    )
    yield Entity("Person", "per:1", "Pris Heron", {"role": "prisoner"}, SURE)
    yield Tie("CONCERNS", "cas:1", "per:1", origin=SURE)
    yield Tie("DETAINS", "gov:BLR", "cas:1", origin=SURE)
    yield Entity(
        "Organization",
        "org:1",
        "Reed",
        {"sector": "ngo", "functions": [one.id for one in FUNCTIONS]},
        SURE,
    )
    yield Tie(
        "WORKS_ON",
        "org:1",
        "cas:1",
        since=PartialDate("2026"),
        origin=SURE,
        values={"functions": ["coordination"]},
    )
    for use in CONSENT_USES:
        yield Entity("Consent", f"con:{use}", values={"use": use} | YES, origin=SURE)
        yield Tie("CONCERNS", f"con:{use}", "cas:1", origin=SURE)
    for n, kind in enumerate(AHEAD, 10):
        yield Entity("Event", f"eve:{n}", kind, {"kind": kind, "date": f"2026-12-{n}"}, SURE)
        yield Tie("CONCERNS", f"eve:{n}", "cas:1", origin=SURE)
    asks = [(ask, "planned", "due") for ask in PLANNED] + [("demarche desk", "made", "date")]
    for n, (instrument, status, column) in enumerate(asks):
        yield Entity(
            "Approach",
            f"app:{n}",
            instrument,
            {"instrument": instrument, "status": status, column: "2026-11-05"},
            SURE,
        )
        yield Tie("CONCERNS", f"app:{n}", "cas:1", origin=SURE)
        yield Tie("MADE_TO", f"app:{n}", "gov:NOR", origin=SURE)


@pytest.fixture(scope="module", params=STAGES, ids=lambda stage: stage.id)
def placed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Stage, Store]]:
    stage: Stage = request.param
    path: Path = tmp_path_factory.mktemp("stages") / "store.sqlite"
    store = open_store(f"sqlite:///{path}")
    write(store, *campaign(stage.id))
    yield stage, store
    store.close()


# What a sentence, a note or a proposal may not say; the ledger of what was asked may name it.
IN_DETENTION = re.compile(
    r"[Hh]eld for \d|days since|life (or health )?(is )?in danger|Who decides"
)
FOR_THE_HELD = re.compile(
    r"prison visit|medical transfer|visit the prison|transfer to a hospital|a pardon|stay\b"
    r"|against it|private word with those who renew|send an observer|local defence"
)
FOR_THE_LIVING = re.compile(r"visa|medical care|relocation|hearing|release-day|reintegration")


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(questions()))
def test_no_question_says_what_the_stage_denies(placed: tuple[Stage, Store], name: str) -> None:
    stage, store = placed
    parameters = questions()[name].parameters
    key = next((p.name for p in parameters if p.name in ("case", "entity")), None)
    if key is None:
        pytest.skip("it asks about no case")
    try:
        answer = ask(name, store, {key: "cas:1"}, Label.RED, DAY)
    except QuestionError:
        pytest.skip("it needs more than a case")
    opened = answer.sentence.partition("Stopped, so not to be done")[0]
    notes = [b.text for b in answer.blocks if b.type == "note" and b.id.startswith("case_")]
    text = " ".join([opened, *notes])
    proposed = text + " ".join(
        json.dumps(row)
        for block in json.loads(answer.json())["blocks"]
        if block["id"] in ("due", "first", "ahead", "gaps")
        for row in block["rows"]
        if row.get("when") != "stopped"
    )
    if stage.detained:
        return
    assert not IN_DETENTION.search(text), text
    assert not FOR_THE_HELD.search(proposed), proposed
    if not stage.alive:
        assert not FOR_THE_LIVING.search(proposed), proposed


def test_who_is_held_is_still_cared_for(placed: tuple[Stage, Store]) -> None:
    """The same words do stand where they are right: the test above could fail."""
    stage, store = placed
    overview = repr(ask("overview", store, {"case": "cas:1"}, Label.RED, DAY).block("case_1"))
    due = ask("due", store, {"case": "cas:1"}, Label.RED, DAY).block("due").rows
    assert bool(IN_DETENTION.search(overview)) == stage.detained
    assert any("against it" in str(row["what"]) for row in due) == stage.detained
