"""What one government has said about another, with texts only where the originals are loaded."""

from __future__ import annotations

from typing import Any

from graph.store.base import Store
from queries.answer import Answer
from queries.question import ask


def record(store: Store, government: str, target: str) -> Answer:
    return ask("record", store, {"government": government, "target": target})


def table(answer: Answer, id: str) -> list[dict[str, Any]]:
    return [dict(row) for row in answer.block(id).rows]


def test_counts_agree_with_the_rows(filled: Store) -> None:
    answer = record(filled, "FRA", "Belarus")
    recommendations = table(answer, "recommendations")
    core = [row for row in recommendations if row["core"]]
    assert answer.sentence.startswith(
        f"At UN reviews, France made {len(recommendations)} recommendations to Belarus"
    )
    assert f"{len(core)} of them are on detention, expression or civil society" in answer.sentence
    sessions = table(answer, "sessions")
    assert sum(row["all"] for row in sessions) == len(recommendations)
    assert sum(row["core"] for row in sessions) == len(core)
    assert [row["session"] for row in recommendations] == sorted(
        row["session"] for row in recommendations
    )


def test_without_the_originals_it_says_how_to_get_the_texts(filled: Store) -> None:
    answer = record(filled, "FRA", "BLR")
    assert all(row["text"] is None for row in table(answer, "recommendations"))
    note = answer.block("recommendations").note
    assert "under Loads" in note


def test_a_judged_subject_and_an_unknown_response_are_said_to_be_so(filled: Store) -> None:
    answer = record(filled, "FRA", "BLR")
    rows = table(answer, "recommendations")
    # UPR Info to session 20, the Danish list to 26, then the list that has no responses.
    assert {(row["judged"], row["response"] is None) for row in rows if row["session"] <= 20} == {
        (None, False)
    }
    assert {(row["judged"], row["response"]) for row in rows if row["session"] > 26} == {
        ("model", None)
    }
    unknown = sum(row["response"] is None for row in rows)
    note = answer.block("recommendations").note
    assert f"The responses to {unknown} recommendations are not in the files" in note
    assert "95 of 100 so judged" in note
    core = [row for row in rows if row["core"]]
    answered = [row["response"] for row in core if row["response"]]
    yes = answered.count("accepted")
    assert 0 < yes < len(answered) < len(core)
    assert f"accepted {yes} of the {len(answered)} whose answer is known" in answer.sentence
    bars = {row["review"]: row["core_accepted"] for row in table(answer, "sessions")}
    assert bars["2020 (session 36)"] is None


def test_with_the_originals_each_row_has_its_text(originals: Store, filled: Store) -> None:
    texts = table(record(originals, "FRA", "BLR"), "recommendations")
    counted = table(record(filled, "FRA", "BLR"), "recommendations")
    assert all((row["text"] is not None) == (row["session"] <= 17) for row in texts)
    assert [row["key"] for row in texts] == [row["key"] for row in counted]


def test_silence_is_not_called_a_refusal(filled: Store) -> None:
    answer = record(filled, "PLW", "BLR")
    assert answer.sentence.startswith("No recommendation of Palau to Belarus is on the record")
    assert not answer.blocks
