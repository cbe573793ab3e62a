"""Drafts: what each says, and whom it does not name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from graph.model.records import Entity, Record, Tie
from graph.model.schema import Label
from graph.store.base import Store
from graph.store.opening import open_store
from queries.answer import Answer
from queries.letter import Letter
from queries.question import ask
from tests.conftest import write
from tests.queries.test_brief import DAY, NAMES, ON_A_LIST, TELLING, campaign, world


def asked_of(store: Store, purpose: str, to: str = "gov:NOR") -> tuple[Answer, str]:
    """The answer, and its draft; "": there is none."""
    answer = ask("draft", store, {"case": "cas:1", "to": to, "purpose": purpose}, Label.RED, DAY)
    return answer, next((one.text for one in answer.blocks if isinstance(one, Letter)), "")


def helped(status: str = "done") -> Iterator[Record]:
    """An ask of Norway that was answered, through a member of our side."""
    values = {"instrument": "prison visit", "status": "made", "response": status}
    values |= {"date": "2026-05-01", "response_date": "2026-05-09"}
    yield Entity("Approach", "app:1", "prison visit", values, ON_A_LIST)
    for kind, source, target, part in (
        ("CONCERNS", "app:1", "cas:1", None),
        ("MADE_TO", "app:1", "gov:NOR", None),
        ("MADE_BY", "app:1", "org:1", None),
    ):
        values = {"part": part} if part else {}
        yield Tie(kind, source, target, values=values, origin=ON_A_LIST)


def test_an_ask_says_first_what_then_why_then_the_risk(tmp_path: Path) -> None:
    with closing(world(tmp_path, {"embassies": "given"})) as store:
        _, text = asked_of(store, "ask")
        opening, first, who = text.split("\n\n")[:3]
        assert opening == "Dear Ambassador,"
        assert first.startswith("We ask Norway for ")
        assert who == "We write for Марал Теш (Maral Tesh)."
        assert text.index("printing leaflets") < text.index("Nothing in public")
        assert "chance" not in text


@pytest.mark.parametrize("purpose", ["ask", "introduction", "thanks"])
@pytest.mark.parametrize("state", ["unset", "refused", "withdrawn", "given"])
def test_whom_consent_does_not_allow_nobody_names(tmp_path: Path, purpose: str, state: str) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'store.sqlite'}")
    write(store, *campaign({"embassies": state}), *helped())
    with closing(store):
        answer, text = asked_of(store, purpose)
        if state == "given" and purpose != "introduction":
            assert "Maral Tesh" in text
            return
        # Its own body's name is to whom a request to be introduced goes.
        rest = text.replace("Dear Friends of Maral,", "") + answer.sentence.replace(
            "Friends of Maral", ""
        )
        assert not [one for one in (*NAMES, *TELLING) if one.lower() in rest.lower()]
        if state in ("refused", "withdrawn"):
            assert f"was {state}" in answer.sentence
        if state == "withdrawn" and purpose != "thanks":
            assert text == ""


@pytest.mark.parametrize("stage", ["released", "died in custody"])
def test_of_the_free_and_the_dead_nothing_is_asked(tmp_path: Path, stage: str) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'store.sqlite'}")
    write(store, *campaign({"embassies": "given"}, stage=stage), *helped())
    with closing(store):
        for purpose in ("ask", "introduction"):
            answer, text = asked_of(store, purpose)
            assert text == ""
            assert "Ask nothing of Norway now" in answer.sentence
        _, thanks = asked_of(store, "thanks")
        assert "We ask for nothing with this letter." in thanks
        assert ("is free now" in thanks) == (stage == "released")
        assert ("has died" in thanks) == (stage != "released")


def test_thanks_are_for_what_is_on_record(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'store.sqlite'}")
    write(store, *campaign({"embassies": "given"}), *helped("declined"))
    with closing(store):
        answer, text = asked_of(store, "thanks")
        assert text == ""
        assert "nothing to thank for yet" in answer.sentence
        assert "log the answer" in answer.sentence


def test_a_request_to_be_introduced_goes_to_whoever_is_first(tmp_path: Path) -> None:
    with closing(world(tmp_path, {"embassies": "given"})) as store:
        answer, text = asked_of(store, "introduction")
        assert "Friends of Maral" in answer.sentence
        assert "Could you introduce us to Norway?" in text
        assert "We name nobody in writing" in text
        _, none = asked_of(store, "introduction", "gov:IRL")
        assert none == ""


def test_an_empty_campaign_has_nothing_to_write(filled: Store) -> None:
    answer = ask("draft", filled, {"case": "Lantern", "to": "Norway", "purpose": "thanks"})
    assert "nothing to thank for yet" in answer.sentence


def test_nobody_writes_to_whoever_is_not_to_be_contacted(tmp_path: Path) -> None:
    with closing(world(tmp_path, {"embassies": "given"})) as store:
        values = {"role": "journalist", "contact": "do not contact"}
        write(store, Entity("Person", "per:9", "Ferran Dust", values, ON_A_LIST), dataset="more")
        answer, text = asked_of(store, "ask", "per:9")
        assert text == ""
        assert answer.sentence.startswith("Do not write to Ferran Dust")
