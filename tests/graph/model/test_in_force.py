"""In force on a day: every precision of a beginning and an end, before, on and after."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from graph.model.records import PartialDate, Tie

days = st.dates(date(2019, 1, 1), date(2029, 12, 31))
lengths = st.sampled_from([len("2026"), len("2026-03"), len("2026-03-05")])
partial = st.builds(lambda day, length: PartialDate(day.isoformat()[:length]), days, lengths)
maybe = st.none() | partial


def possible(since: PartialDate | None, until: PartialDate | None, day: date) -> bool:
    """Whether some day that the beginning may mean, and some that the end may mean, allow it."""
    begins = date.min if since is None else date.fromisoformat(since.first)
    ends = date.max if until is None else date.fromisoformat(until.last)
    return begins <= day <= ends


@given(maybe, maybe, days)
def test_a_tie_is_in_force_exactly_while_its_dates_allow_it(
    since: PartialDate | None, until: PartialDate | None, day: date
) -> None:
    if since and until and until.last < since.first:
        return  # no such tie can be made
    tie = Tie("WORKS_ON", "org:a", "cas:1", since=since, until=until)
    assert tie.in_force(day.isoformat()) == possible(since, until, day)
    assert tie.in_force(day.isoformat()) == (
        tie.begun(day.isoformat()) and not tie.over(day.isoformat())
    )


@given(partial)
def test_before_on_and_after_the_ends_of_what_a_date_may_mean(at: PartialDate) -> None:
    first, last = date.fromisoformat(at.first), date.fromisoformat(at.last)
    one = timedelta(days=1)
    begins = Tie("KNOWS", "per:a", "per:b", since=at)
    ends = Tie("KNOWS", "per:a", "per:b", until=at)
    around = [first - one, first, last, last + one]
    assert [begins.in_force(day.isoformat()) for day in around] == [False, True, True, True]
    assert [ends.in_force(day.isoformat()) for day in around] == [True, True, True, False]
