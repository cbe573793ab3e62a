"""Whom somebody may have meant: offered in a sensible order, never taken; fast among many."""

from __future__ import annotations

import random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.candidates import Candidates

OHCHR = "Office of the United Nations High Commissioner for Human Rights"
NAMES = [
    "Amnesty International",
    "Amnesty International Norway",
    "Article 19",
    "Human Rights Watch",
    "Reporters Without Borders",
    "International Federation for Human Rights",
    "Союз Благодарных Писателей",
    "بيت الحبر المائل",
    "St. John's Chambers",
    OHCHR,
]
LETTERS = "aabdeefghiiklmnoprstuvz"
KNOWN = Candidates(
    [
        *((name, name) for name in NAMES),
        ("OHCHR", OHCHR),
        ("RSF", "Reporters Without Borders"),
        ("Reporters sans frontières", "Reporters Without Borders"),
    ]
)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Amnesty Intl", "Amnesty International"),
        ("amnesty international.", "Amnesty International"),
        ("Amnesty", "Amnesty International"),
        ("Amnestey Internatinal", "Amnesty International"),
        ("Watch, Human Rights", "Human Rights Watch"),
        ("HRW", "Human Rights Watch"),
        ("UNHCHR", OHCHR),
        ("Fed. Int. Human Rts", "International Federation for Human Rights"),
        ("Reporters sans frontiere", "Reporters Without Borders"),
        ("R.S.F", "Reporters Without Borders"),
        ("Soyuz Blagodarnykh Pisatelej", "Союз Благодарных Писателей"),
        ("St Johns Chambers", "St. John's Chambers"),
    ],
)
def test_the_likeliest_comes_first(text: str, first: str) -> None:
    assert KNOWN.near(text)[0] == first


@pytest.mark.parametrize("text", ["Hollow Tree", "zq", "", "!!!", "👍", "Qwrtz 4711"])
def test_what_is_like_nothing_offers_nothing(text: str) -> None:
    assert KNOWN.near(text) == []


def test_a_name_is_offered_once_and_at_most_three_are() -> None:
    known = Candidates(
        [("Anna Watch", "Anna Watch")] * 2 + [(f"Anna Watch {n}",) * 2 for n in "12345"]
    )
    offered = known.near("Ana Watch")
    assert offered[0] == "Anna Watch"
    assert len(offered) == len(set(offered)) == 3


@pytest.mark.slow
@settings(max_examples=150)
@given(st.lists(st.text(min_size=1, max_size=20), max_size=8), st.text(max_size=30))
def test_any_text_among_any_names(names: list[str], text: str) -> None:
    known = Candidates((name, name) for name in names)
    assert set(known.near(text)) <= set(names)
    for name in names:
        offered = known.near(name)
        assert not any(char.isalnum() for char in name) or name in offered or len(offered) == 3


def test_a_candidate_among_twenty_thousand_takes_a_millisecond() -> None:
    rng = random.Random(20)
    names = [" ".join("".join(rng.sample(LETTERS, 7)) for _ in range(2)) for _ in range(20_000)]
    known = Candidates((name, name) for name in names)
    start = process_time()
    for name in names[::100]:
        assert known.near(name[:3] + name[4:])[0] == name
    assert (process_time() - start) / 200 < 0.005  # a millisecond on an idle machine
