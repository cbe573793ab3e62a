"""How much a tie is believed: strength, confidence, age; which claim of a tie counts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from graph.model.records import Confidence, Origin, PartialDate, Tie
from graph.model.schema import TIES
from graph.network.tie_strength import CONFIDENCE, UNDATED, belief, best_claim, last_seen

TODAY = date(2024, 6, 1)
SURE = Origin("https://example.org", confidence=Confidence.HIGHLY_RELIABLE)


def knows(since: str | None = None, until: str | None = None, **origin: object) -> Tie:
    return Tie(
        "KNOWS",
        "per:a",
        "per:b",
        since=PartialDate(since) if since else None,
        until=PartialDate(until) if until else None,
        origin=replace(SURE, **origin),
    )


def test_one_half_life_halves_and_two_quarter() -> None:
    years = TIES["KNOWS"].half_life
    assert years == 3
    for ago, left in ((0, 1.0), (3, 0.5), (6, 0.25)):
        tie = knows(f"{2024 - ago}-06-01")
        assert belief(tie, TODAY).p == pytest.approx(0.5 * 0.9 * left, rel=1e-3)


def test_every_factor_is_told() -> None:
    strength = belief(replace(knows("2024-06-01"), strength=0.8), TODAY)
    assert strength == (0.8, 0.9, 1.0)


def test_a_tie_said_to_be_in_force_has_not_aged_and_an_undated_one_has() -> None:
    assert belief(knows("1990", "2030"), TODAY).fading == 1.0
    assert belief(knows(), TODAY).fading == UNDATED
    assert belief(replace(knows("1990"), kind="KIN_OF"), TODAY).fading == 1.0  # does not fade


def test_age_runs_from_the_last_day_that_is_known_of() -> None:
    tie = knows("2010", known=PartialDate("2021-06-01"))
    assert last_seen(tie) == "2021-06-01"
    assert belief(tie, TODAY).fading == pytest.approx(0.5, rel=1e-3)
    assert last_seen(knows()) is None


def test_a_kind_that_carries_nothing() -> None:
    with pytest.raises(ValueError, match="RESIDES_IN"):
        belief(Tie("RESIDES_IN", "per:a", "gov:FRA"), TODAY)


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ([knows("2025")], "not begun"),
        ([knows("2020", "2023")], "ended"),
        # A claim without an end is over too, if another knows of an end after it was last seen …
        ([knows("2020"), knows("2020", "2023")], "ended"),
    ],
)
def test_no_claim_holds(claims: list[Tie], reason: str) -> None:
    assert best_claim(claims, TODAY) == reason


def test_a_claim_seen_after_the_end_that_another_knows_of_holds() -> None:
    again = knows("2024")
    assert best_claim([knows("2020", "2023"), again], TODAY) == (again, belief(again, TODAY).p)


@given(
    st.lists(
        st.tuples(
            st.sampled_from([None, "2005", "2019-03", "2024-05-31"]),
            st.sampled_from(list(Confidence)),
        ),
        min_size=1,
    )
)
def test_of_open_claims_the_likeliest_counts(drawn: list[tuple[str | None, Confidence]]) -> None:
    claims = [knows(since, confidence=confidence) for since, confidence in drawn]
    strongest = best_claim(claims, TODAY)
    assert not isinstance(strongest, str)
    assert strongest[1] == max(belief(claim, TODAY).p for claim in claims)
    assert 0 < strongest[1] <= 1


def test_more_reliable_is_never_believed_less() -> None:
    ordered = [CONFIDENCE[confidence] for confidence in (0, 1, 2, 3, 4, 5)]
    assert ordered == sorted(ordered, reverse=True)
    assert CONFIDENCE[Confidence.UNKNOWN] == CONFIDENCE[Confidence.UNSURE]
