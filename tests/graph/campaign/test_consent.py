"""Consent: the newest one counts, of one day the strictest, and an old one is asked for again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.campaign.consent import Standing, consent
from graph.model.records import Entity, Tie
from graph.model.schema import Label
from graph.store.base import Store
from graph.view import View
from tests.conftest import write


def standing(store: Store, *words: dict[str, Any], audience: Label = Label.RED) -> Standing:
    records: list[Any] = [Entity("Case", "cas:1", "Case One")]
    for n, values in enumerate(words):
        records += [
            Entity("Consent", f"con:{n}", None, {"use": "embassies"} | values),
            Tie("CONCERNS", f"con:{n}", "cas:1"),
        ]
    write(store, *records)
    return consent(View(store, audience, date(2026, 6, 1)), "cas:1", "embassies")


def test_without_a_record_nobody_is_named(empty: Store) -> None:
    result = standing(empty)
    assert (result.state, result.may_name) == ("unset", False)
    assert "only what can be done without naming" in result.sentence


@pytest.mark.parametrize("state", ["given", "refused", "withdrawn", "unset"])
def test_only_a_given_one_lets_name(empty: Store, state: str) -> None:
    result = standing(empty, {"state": state, "date": "2026-01-01"})
    assert result.may_name == (state == "given")
    assert (state == "unset") or "(1 January 2026)" in result.sentence


def test_the_newest_counts(empty: Store) -> None:
    old, new = {"state": "withdrawn", "date": "2025-01"}, {"state": "given", "date": "2026-02-01"}
    assert standing(empty, new, old).state == "given"


def test_of_one_day_the_strictest_counts(empty: Store) -> None:
    day = {"date": "2026-02-01"}
    result = standing(empty, {"state": "given"} | day, {"state": "withdrawn"} | day)
    assert result.state == "withdrawn"
    assert result.sentence.startswith(
        "Consent for embassies was withdrawn (1 February 2026): do not"
    )


def test_for_another_use_it_says_nothing(empty: Store) -> None:
    assert standing(empty, {"use": "media", "state": "given"}).state == "unset"


def test_after_the_day_of_its_review_it_is_asked_for_again(empty: Store) -> None:
    result = standing(empty, {"state": "given", "date": "2025-01-01", "review": "2026-05"})
    assert (result.lapsed, result.may_name) == (True, False)
    assert "was to be reviewed by May 2026: ask again" in result.sentence
    assert standing(empty, {"state": "given", "date": "2026-05-20", "review": "2026-06"}).may_name


# Who said what: a no is never weaker than a yes

DATES = ("2026-03-02", "2026-04", "2026-03", "2026", "2025-12-31", None)


def people(*records: Any) -> list[Any]:
    """A case of a prisoner, with a cousin, a mother who speaks for the family, and a relative."""
    case = Entity("Case", "cas:1", "Case One")
    folk = {
        "pris": "prisoner",
        "mother": "family spokesperson",
        "cousin": "relative",
        "aunt": "relative",
    }
    named = [Entity("Person", f"per:{id}", id.title(), {"role": role}) for id, role in folk.items()]
    return [case, *named, Tie("CONCERNS", "cas:1", "per:pris"), *records]


def word(giver: str, state: str, day: str | None, **more: Any) -> list[Any]:
    values = {"use": "embassies", "state": state, **({"date": day} if day else {}), **more}
    id = f"con:{giver}"
    return [
        Entity("Consent", id, None, values),
        Tie("CONCERNS", id, "cas:1"),
        Tie("MADE_BY", id, f"per:{giver}"),
    ]


def of(store: Store, *words: list[Any], audience: Label = Label.RED) -> Standing:
    write(store, *people(*(record for some in words for record in some)))
    return consent(View(store, audience, date(2026, 6, 1)), "cas:1", "embassies")


@pytest.mark.parametrize("state", ["refused", "withdrawn"])
@pytest.mark.parametrize("day", DATES)
def test_no_date_of_a_no_makes_it_weaker_than_a_cousins_yes(
    empty: Store, state: str, day: str | None
) -> None:
    result = of(empty, word("cousin", "given", "2026-03-01"), word("aunt", state, day))
    assert (result.state, result.since, result.may_name) == (state, day, False)
    assert "Cousin gave it (1 March 2026)" in result.sentence
    assert "The no holds until whoever speaks" in result.sentence


@pytest.mark.parametrize(
    ("yes", "no", "no_day", "state"),
    [
        ("mother", "cousin", "2026-02-01", "given"),  # speaks for the family, and later
        ("mother", "cousin", "2026-03", "refused"),  # perhaps not later
        ("mother", "cousin", None, "refused"),
        ("mother", "pris", "2026-02-01", "refused"),  # the prisoner speaks first
        ("pris", "mother", "2026-02-01", "given"),
        ("pris", "mother", "2026-04-01", "refused"),  # until they say otherwise again
        ("cousin", "aunt", "2026-02-01", "refused"),  # neither speaks for the family
    ],
)
def test_a_no_is_lifted_only_by_a_later_yes_of_whoever_speaks(
    empty: Store, yes: str, no: str, no_day: str | None, state: str
) -> None:
    result = of(empty, word(yes, "given", "2026-03-01"), word(no, "refused", no_day))
    assert result.state == state
    assert f"{no.title()} refused it" in result.sentence  # untold in neither outcome


def test_the_consent_itself_may_say_who_speaks(empty: Store) -> None:
    no = word("aunt", "refused", "2026-02-01")
    assert of(empty, word("cousin", "given", "2026-03-01", speaks=True), no).state == "given"
    assert of(empty, word("mother", "given", "2026-03-01", speaks=False), no).state == "refused"


def test_who_said_what_is_told_only_where_all_givers_are_seen(empty: Store) -> None:
    hidden = [
        r
        for r in people(*word("cousin", "given", "2026-03-01"), *word("aunt", "refused", None))
        if not (isinstance(r, Entity) and r.id == "per:aunt")
    ]
    write(empty, *hidden, Entity("Person", "per:aunt", "Aunt", {"contact": "do not contact"}))
    result = consent(View(empty, Label.RED, date(2026, 6, 1)), "cas:1", "embassies")
    assert "Those who were asked disagree." in result.sentence
    assert "Aunt" not in result.sentence
    outside = consent(View(empty, Label.STRICT, date(2026, 6, 1)), "cas:1", "embassies")
    assert outside.state == "refused"  # relatives are RED: nobody knows whose no it is
    assert "Cousin" not in outside.sentence


def test_a_yes_of_the_future_allows_nothing_yet_and_a_no_does(empty: Store) -> None:
    assert of(empty, word("pris", "given", "2026-07-01")).state == "unset"
    assert of(empty, word("pris", "withdrawn", "2026-07-01")).state == "withdrawn"
    lifted = of(empty, word("mother", "refused", "2026-01-01"), word("pris", "given", "2026-07"))
    assert lifted.state == "refused"
