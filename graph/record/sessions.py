"""The Universal Periodic Review: its sessions and what was known on which day, as data.

What a government recommends to another is said, and public, in the session of the UPR Working
Group. Whether it is accepted is public when the Human Rights Council adopts the review's outcome.

>>> opens(17), year_of(17), adopted(17)
(datetime.date(2013, 10, 21), 2013, datetime.date(2014, 4, 22))
"""

from __future__ import annotations

from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

# Issues, in UPR Info's words, that are about people such as political prisoners (README.md).
CORE: Final = frozenset(
    {
        "Detention",
        "Human rights defenders",
        "Freedom of opinion and expression",
        "Freedom of the press",
        "Freedom of association and peaceful assembly",
        "Enforced disappearances",
        "Extrajudicial executions",
        "Human rights violations by state agents",
        "Civil society",
    }
)
DETENTION: Final = "Detention"

# First and last day of each session of the working group, as the Human Rights Council lists them.
_DAYS = """
 1 2008-04-07 2008-04-18   2 2008-05-05 2008-05-19   3 2008-12-01 2008-12-15
 4 2009-02-02 2009-02-13   5 2009-05-04 2009-05-15   6 2009-11-30 2009-12-11
 7 2010-02-08 2010-02-19   8 2010-05-03 2010-05-14   9 2010-11-01 2010-11-12
10 2011-01-24 2011-02-04  11 2011-05-02 2011-05-13  12 2011-10-03 2011-10-14
13 2012-05-21 2012-06-04  14 2012-10-22 2012-11-05  15 2013-01-21 2013-02-01
16 2013-04-22 2013-05-03  17 2013-10-21 2013-11-01  18 2014-01-27 2014-02-07
19 2014-04-28 2014-05-09  20 2014-10-27 2014-11-07  21 2015-01-19 2015-01-30
22 2015-05-04 2015-05-15  23 2015-11-02 2015-11-13  24 2016-01-18 2016-01-29
25 2016-05-02 2016-05-13  26 2016-10-31 2016-11-11  27 2017-05-01 2017-05-12
28 2017-11-06 2017-11-17  29 2018-01-15 2018-01-26  30 2018-05-07 2018-05-18
31 2018-11-05 2018-11-16  32 2019-01-21 2019-02-01  33 2019-05-06 2019-05-17
34 2019-11-04 2019-11-15  35 2020-01-20 2020-01-31  36 2020-11-02 2020-11-13
37 2021-01-18 2021-01-29  38 2021-05-03 2021-05-14  39 2021-11-01 2021-11-12
40 2022-01-24 2022-02-04  41 2022-11-07 2022-11-18  42 2023-01-23 2023-02-03
43 2023-05-01 2023-05-12  44 2023-11-06 2023-11-17  45 2024-01-22 2024-02-02
46 2024-04-29 2024-05-10  47 2024-11-04 2024-11-15  48 2025-01-20 2025-01-31
49 2025-04-28 2025-05-09  50 2025-11-03 2025-11-14
"""


def _sessions() -> dict[int, tuple[date, date]]:
    cells = iter(_DAYS.split())
    return {
        int(number): (date.fromisoformat(first), date.fromisoformat(last))
        for number, first, last in zip(cells, cells, cells, strict=True)
    }


SESSIONS: Final = MappingProxyType(_sessions())

# Days from a session's first day after which its responses were public for sure: the Council
# adopts a review's outcome three to five months after it. The pandemic delayed these two (from
# memory). A single review may have come later: Libya's of session 9 was adopted in March 2012.
_USUAL, _DELAYED = timedelta(days=183), {34: timedelta(days=274), 35: timedelta(days=274)}


def opens(session: int) -> date:
    """The first day of a session. KeyError: it is not one of SESSIONS."""
    return SESSIONS[session][0]


def adopted(session: int) -> date:
    """A day by which the responses of a session were known: six months after it opened.

    A rule that errs on the late side, not the date of each adoption. KeyError: not in SESSIONS.
    """
    return opens(session) + _DELAYED.get(session, _USUAL)


def year_of(session: int) -> int:
    """The year of a session, as the record kernel counts it. KeyError: not in SESSIONS.

    >>> [year_of(session) for session in (1, 4, 7, 10, 13, 15)]
    [2008, 2009, 2010, 2011, 2012, 2013]
    """
    return opens(session).year


def session_on(day: date) -> int:
    """The newest session that had opened by a day, 0 if none had.

    >>> session_on(date(2011, 1, 23)), session_on(date(2011, 1, 24))
    (9, 10)
    """
    return max((session for session in SESSIONS if opens(session) <= day), default=0)


def over_before(day: date) -> int:
    """The newest session whose last day is before a day, 0 if there is none.

    >>> over_before(date(2013, 11, 1)), over_before(date(2013, 11, 2))
    (16, 17)
    """
    return max((session for session, (_, last) in SESSIONS.items() if last < day), default=0)
