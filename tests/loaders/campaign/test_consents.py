"""Consents as they are loaded: whoever sees the case sees that it has a stop, and not whose."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.campaign.consent import consents
from graph.model.errors import InputError, LoadRefused
from graph.model.records import Entity, Tie
from graph.model.schema import Label
from graph.store.base import Store
from graph.view import View
from loaders.loader import named
from loaders.loading import load
from queries.question import ask
from tests.conftest import write

HEADER = "case,use,state,giver,date,withdrawn,source,label\n"


@pytest.fixture
def sent(empty: Store, tmp_path: Path) -> Store:
    """A case that is seen at AMBER, one that is RED, and two of the family."""
    write(
        empty,
        Entity("Case", "cas:1", "Rowan"),
        Tie("DETAINS", "gov:BLR", "cas:1"),
        Entity("Government", "gov:BLR", "Belarus"),
        Entity("Person", "per:1", "Ama Sister", {"role": "relative"}),
        Entity("Person", "per:2", "Kofi Uncle", {"role": "relative"}),
    )
    return empty


def give(store: Store, folder: Path, *rows: str) -> None:
    file = folder / "consents.csv"
    file.write_text(HEADER + "\n".join(rows), "utf-8")
    load(named("consents"), [file], store, accept_unencrypted=True)


def states(store: Store, audience: Label, day: date | None = None) -> dict[str, str]:
    states = consents(View(store, audience, day), "cas:1")
    return {use: one.state for use, one in states.items() if one.state != "unset"}


def test_a_stop_is_seen_at_every_audience_that_sees_the_case(sent: Store, tmp_path: Path) -> None:
    give(
        sent,
        tmp_path,
        "Rowan,embassies,withdrawn,Ama Sister,2026-02-01,2026-05-01,call with Ama Sister,RED",
        "Rowan,media,refused,Kofi Uncle,2026-03,,call,",
        "Rowan,UN,given,Kofi Uncle,2026-03-01,,call,",
    )
    stops = {"embassies": "withdrawn", "media": "refused"}
    assert states(sent, Label.RED) == stops | {"UN": "given"}
    assert states(sent, Label.AMBER) == stops
    for name in ("overview", "due", "timeline"):
        answer = ask(name, sent, {"case": "cas:1"}, Label.AMBER, date(2026, 11, 28))
        text = answer.json().decode()
        assert "withdrawn" in text, name
        assert "2026-05-01" in text, name
        assert not any(word in text for word in ("Ama", "Kofi", "Sister", "Uncle", "call")), name
    amber = View(sent, Label.AMBER)
    assert "Ama" not in repr(amber.ties())
    assert amber.network(["cas:1"], 2).ties == amber.ties("DETAINS")  # to itself: no tie to draw


def test_of_a_case_that_is_not_seen_nothing_is(sent: Store, tmp_path: Path) -> None:
    give(sent, tmp_path, "Rowan,embassies,refused,Ama Sister,,,call,")
    for audience in (Label.CLEAR, Label.GREEN):
        view = View(sent, audience)
        assert view.ties("STOPPED") == []
        assert view.entities("Case", "Consent") == []


def test_a_stop_goes_with_the_row_that_said_it(sent: Store, tmp_path: Path) -> None:
    row = "Rowan,embassies,given,Ama Sister,2026-02-01,,call,"
    no = "Rowan,embassies,withdrawn,Ama Sister,2026-02-01,2026-05-01,call,"
    give(sent, tmp_path, row)
    assert states(sent, Label.RED) == {"embassies": "given"}
    give(sent, tmp_path, no)  # what was given does not linger
    assert states(sent, Label.RED) == states(sent, Label.AMBER) == {"embassies": "withdrawn"}
    sent.undo(next(one.id for one in reversed(sent.loads()) if one.dataset == "consents"))
    assert states(sent, Label.RED) == {"embassies": "given"}
    assert states(sent, Label.AMBER) == {}
    give(sent, tmp_path, "Rowan,media,refused,Ama Sister,2026,,call,")
    assert states(sent, Label.AMBER) == {"media": "refused"}


def test_a_no_is_known_from_the_first_day_that_it_may_mean(sent: Store, tmp_path: Path) -> None:
    give(
        sent,
        tmp_path,
        "Rowan,embassies,given,Kofi Uncle,2026-03-01,,call,",
        "Rowan,embassies,withdrawn,Ama Sister,,2026,call,",
        "Rowan,UN,given,Kofi Uncle,2026,,call,",
    )
    assert states(sent, Label.RED, date(2026, 4, 1)) == {"embassies": "withdrawn"}
    assert states(sent, Label.RED, date(2025, 12, 31)) == {}


def test_only_a_no_may_stand_without_a_day(sent: Store, tmp_path: Path) -> None:
    give(sent, tmp_path, "Rowan,embassies,refused,Ama Sister,,,call,", "Rowan,UN,unset,,,,,")
    assert states(sent, Label.AMBER) == {"embassies": "refused"}
    with pytest.raises(InputError, match="Say on which day it was given"):
        give(sent, tmp_path, "Rowan,embassies,given,Ama Sister,,,call,")


def test_only_people_and_families_are_offered_for_a_giver(sent: Store, tmp_path: Path) -> None:
    with pytest.raises(LoadRefused) as refused:
        give(
            sent,
            tmp_path,
            "Rowan,embassies,given,Ama Sister,2026-02-01,,call,",
            "Rowan,UN,given,Embassies consent,2026-02-01,,call,",
        )
    assert "Did you mean" not in str(refused.value)
