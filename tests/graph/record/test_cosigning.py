"""Who signs together: each speech once, incomplete lists say nothing of who is not in them."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.record.cosigning import SMALL, Joint, leads, merged, pairs

GROUPS = [frozenset(group) for n in range(2, 6) for group in combinations("ABCDE", n)]


def joint(
    speech: str, signers: str, complete: bool = True, weight: float = 1, last: str = "2025-01-01"
) -> Joint:
    return Joint(speech, frozenset(signers), complete, weight, last, f"on {last}")


ACTS = [
    joint("s1", "AB", last="2024-01-01"),
    joint("s2", "ABC", last="2025-05-31"),
    joint("s3", "BC", complete=False),
    joint("s4", "CD", weight=0.1),
]


def test_a_pair_counts_what_both_are_known_to_have_joined_or_not() -> None:
    by = {(one.a, one.b): one for one in pairs(ACTS)}
    assert by["A", "B"][2:5] == (2, 2, 2)  # s3 is not complete: A may be in it
    assert by["B", "C"][2:4] == (2, 4)  # of s1, s2, s3, s4
    assert by["A", "B"].closeness == 1 + 1 / 2
    assert by["A", "B"].when == "on 2025-05-31"
    assert by["C", "D"].jaccard == 1 / 2  # s3 says nothing of D
    assert ("A", "D") not in by


def test_a_lead_is_who_joined_most_and_silence_is_only_of_complete_lists() -> None:
    rows = {one.id: one for one in leads(ACTS, pairs(ACTS))}
    assert [(one.joined, one.of) for one in rows.values()] == [(3, 4), (3, 4), (2, 3), (1, 3)]
    assert list(rows) == ["B", "C", "A", "D"]
    assert rows["B"].partners == ("A", "C")
    assert rows["A"].partners == ("B", "C")


def test_what_weighs_more_comes_first() -> None:
    acts = [joint("s1", "AB", weight=0.5), joint("s2", "CD"), joint("s3", "AD", weight=0.4)]
    assert [one.id for one in leads(acts, pairs(acts))] == ["D", "C", "A", "B"]


def test_whose_prisoners_it_was_for_was_not_silent() -> None:
    acts = [joint("s1", "AB")._replace(not_asked=frozenset("C")), joint("s2", "AC")]
    rows = {one.id: one for one in leads(acts, pairs(acts))}
    assert (rows["C"].joined, rows["C"].of) == (1, 1)
    assert (rows["B"].joined, rows["B"].of) == (1, 2)


def test_several_cases_of_one_speech_are_one() -> None:
    cases = [
        joint("s1", "AB", weight=0.5, last="2024-02-29"),
        joint("s1", "AC", weight=0.25, complete=False),
        joint("s2", "AB"),
    ]
    speech, other = merged(cases)
    assert (speech.signers, speech.weight, speech.last) == (frozenset("ABC"), 0.75, "2025-01-01")
    assert not speech.complete
    assert other == cases[2]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(GROUPS), st.booleans()), max_size=8))
def test_closeness_adds_up_to_joint_acts_and_shares_are_shares(
    drawn: list[tuple[frozenset[str], bool]],
) -> None:
    acts = [
        joint(str(n), "", complete)._replace(signers=s) for n, (s, complete) in enumerate(drawn)
    ]
    together = pairs(acts)
    for lead in leads(acts, together):
        close = [one.closeness for one in together if lead.id in (one.a, one.b)]
        assert sum(close) == pytest.approx(lead.weight)
        assert lead.joined <= lead.of <= len(acts)
    for pair in together:
        ends = {pair.a, pair.b}
        known = [a for a in acts if ends <= a.signers or (a.complete and ends & a.signers)]
        assert (pair.together, pair.either) == (sum(ends <= a.signers for a in acts), len(known))
    assert {(one.a, one.b) for one in together} == {
        ends for act in acts for ends in combinations(sorted(act.signers), 2)
    }


def test_an_act_is_small_up_to_its_limit() -> None:
    many = [chr(200 + n) for n in range(SMALL + 1)]
    acts = [
        joint("s1", "")._replace(signers=frozenset(many)),
        joint("s2", "")._replace(signers=frozenset(many[:SMALL])),
    ]
    together = pairs(acts)
    rows = {one.id: one for one in leads(acts, together)}
    assert (rows[many[0]].small, rows[many[-1]].small) == (1, 0)
    assert {(one.together, one.small) for one in together if one.a == many[0]} == {(2, 1), (1, 0)}
