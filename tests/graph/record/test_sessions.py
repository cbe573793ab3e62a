"""Sessions of the Universal Periodic Review: dates that later code relies on."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from graph.record.sessions import SESSIONS, adopted, opens, session_on, year_of

FIRST_SESSIONS = {2008: 1, 2009: 4, 2010: 7, 2011: 10, 2012: 13, 2013: 15}


def test_fifty_sessions_follow_each_other() -> None:
    assert list(SESSIONS) == list(range(1, 51))
    for (first, last), (following, _) in pairwise(SESSIONS.values()):
        assert first < last < following
        assert last - first in (timedelta(days=11), timedelta(days=14))


def test_years_are_those_of_the_reference_definition() -> None:
    years = {session: year_of(session) for session in range(1, 18)}
    assert {year: min(s for s, y in years.items() if y == year) for year in years.values()} == (
        FIRST_SESSIONS
    )
    assert year_of(50) == 2025


def test_a_response_is_known_only_after_its_session_and_before_a_year() -> None:
    for session, (_, last) in SESSIONS.items():
        assert last < adopted(session) < opens(session) + timedelta(days=365)
    assert adopted(35) > date(2020, 10, 7)  # the Council session that adopted it ended then


def test_what_is_no_session() -> None:
    with pytest.raises(KeyError):
        opens(51)
    assert session_on(date(2008, 4, 6)) == 0
    assert session_on(date(2030, 1, 1)) == 50
