"""Without consent no format of an answer names the person or goes public."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.records import Entity, Record, Tie
from graph.model.vocabulary import ASKS, CONSENT_STATES, POSTURES
from graph.store.base import Store
from graph.store.opening import open_store
from queries import question
from queries.answer import Answer
from queries.render import terminal
from tests.conftest import write
from tests.queries.shared.test_approach import BY_TITLE, ORIGIN, rows, weighed_for

CASES = list(product(CONSENT_STATES, CONSENT_STATES, POSTURES))


@pytest.fixture(scope="module")
def many(filled_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A case of every consent for embassies and for the others, and of every posture."""
    folder = tmp_path_factory.mktemp("many")
    store = open_store(f"sqlite:///{shutil.copy(filled_file, folder / 'many.sqlite')}")
    records: list[Record] = []
    for n, (embassies, others, posture) in enumerate(CASES):
        case = f"cas:{n}"
        records += [
            Entity(
                "Case",
                case,
                f"Case {n}",
                {"posture": posture, "stage": "trial", "severity": "health in danger"},
                ORIGIN,
            ),
            Tie("DETAINS", "gov:BLR", case, origin=ORIGIN),
            Tie("NATIONAL_OF", case, "gov:CZE", origin=ORIGIN),
        ]
        for use in ("embassies", "name", "media", "UN", "health"):
            state = embassies if use == "embassies" else others
            records += [
                Entity("Consent", f"con:{n}{use}", use, {"use": use, "state": state}, ORIGIN),
                Tie("CONCERNS", f"con:{n}{use}", case, origin=ORIGIN),
            ]
    for n, (kind, day) in enumerate((("hearing", "2026-12-16"), ("review", "2027-02"))):
        records.append(Entity("Event", f"eve:{n}", kind, {"kind": kind, "date": day}, ORIGIN))
        records.append(Tie("CONCERNS", f"eve:{n}", "gov:BLR", origin=ORIGIN))
    write(store, *records)
    yield store
    store.close()


@pytest.mark.slow
@settings(max_examples=15)
@given(st.integers(0, len(CASES) - 1))
def test_without_consent_no_format_names_the_person_or_goes_public(many: Store, n: int) -> None:
    embassies, others, _ = CASES[n]
    approach = weighed_for(many, "gov:BLR", f"cas:{n}", most=12)
    answer = Answer(f"{approach.lead} {approach.risk}", approach.blocks)
    proposed = {
        row["ask"]
        for name in ("asks", "always", "first_doors", "european_union")
        for row in rows(approach, name)
    }
    shown = [BY_TITLE[title] for title in proposed]
    assert {cells["ask_id"] for cells in approach.cells.values()} <= {ask.id for ask in shown}
    may_name, may_publish = embassies == "given", embassies == others == "given"
    assert all(may_name or not ask.names_the_person for ask in shown)
    assert all(may_publish or not row["public"] for row in rows(approach, "asks"))
    if embassies == "withdrawn":
        assert proposed == {"do nothing now"}
        assert not rows(approach, "first_doors")
    for text in _formats(answer):
        for ask in ASKS:
            if " " not in ask.title or ask.title in proposed:
                continue
            if (ask.names_the_person and not may_name) or (ask.public and not may_publish):
                assert ask.title not in text, ask.title


def _formats(answer: Answer) -> list[str]:
    out = io.StringIO()
    terminal.show(answer, out, 400)
    return [answer.json().decode(), answer.export("csv"), " ".join(out.getvalue().split())]


def test_where_nothing_may_be_asked_nobody_is_sent_on(copy_of_filled: Store) -> None:
    released = Entity("Case", "cas:free", "Free", {"stage": "released"}, ORIGIN)
    write(copy_of_filled, released, Tie("DETAINS", "gov:BLR", "cas:free", origin=ORIGIN))
    sentence = question.ask("embassies", copy_of_filled, {"case": "cas:free"}).sentence
    assert "Ask nothing of" in sentence
    assert "Then turn to" not in sentence
