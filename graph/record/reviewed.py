"""In which session a state was reviewed, where a source names only the report, or only the year.

A report of the working group is a document of the Human Rights Council's session after it, under
whose number it stands: A/HRC/26/4 is of session 18. Sessions 1 and 2 share a number, and a list by
years names no session at all: of these the states reviewed are listed here.

>>> session_of_report("A/HRC/26/4", "AFG"), session_of_report("A/HRC/8/19", "POL")
(18, 1)
>>> session_of_year(2019, "EGY"), session_of_year(2019, "KOR")
(34, None)
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

from graph.record.sessions import year_of

# The council's session in whose documents the reports of a session of the UPR are.
_COUNCIL = (
    "8:1 8:2 10:3 11:4 12:5 13:6 14:7 15:8 16:9 17:10 18:11 19:12 21:13 22:14 23:15 24:16 25:17 "
    "26:18 27:19 28:20 29:21 30:22 31:23 32:24 33:25 34:26"
)
# The states reviewed in the two sessions of one number, and in the third cycle to January 2021 (of
# session 37 only those that the list of 2017–2020 has), in the order of the first.
_REVIEWED = """
1 BHR ECU TUN MAR IDN FIN GBR IND BRA PHL DZA POL NLD ZAF CZE ARG
2 GAB GHA PER GTM BEN KOR CHE PAK ZMB JPN UKR LKA FRA TON ROU MLI
27 BHR ECU TUN MAR IDN FIN GBR IND BRA PHL DZA POL NLD ZAF
28 CZE ARG GAB GHA PER GTM BEN KOR CHE PAK ZMB JPN UKR LKA
29 FRA TON ROU MLI MNE ARE ISR LIE SRB BDI LUX BRB BWA BHS
30 TKM BFA CPV TUV COL DEU DJI CAN BGD UZB RUS AZE CMR CUB
31 SAU SEN COG NGA MEX MUS JOR MYS CAF MCO BLZ TCD CHN MLT
32 NZL AFG CHL KHM URY YEM VUT MKD COM SVK ERI VNM CYP DOM
33 NOR ALB COD CIV PRT BTN DMA PRK BRN CRI GNQ ETH QAT NIC
34 ITA SLV GMB BOL FJI SMR KAZ AGO IRN MDG IRQ SVN EGY BIH
35 KGZ KIR GIN LAO ESP LSO KEN ARM GNB SWE GRD TUR GUY KWT
36 BLR LBR MWI PAN MNG MDV AND HRV HND BGR LBY MHL USA JAM
37 AUS OMN RWA
"""
REVIEWED: Final = MappingProxyType(
    {
        int(number): frozenset(states)
        for number, *states in (line.split() for line in _REVIEWED.strip().splitlines())
    }
)
_SYMBOL = re.compile(r"A/HRC/(\d+)/")


def _sessions() -> dict[str, list[int]]:
    sessions: dict[str, list[int]] = {}
    for council, session in (pair.split(":") for pair in _COUNCIL.split()):
        sessions.setdefault(council, []).append(int(session))
    return sessions


_OF_COUNCIL = _sessions()


def session_of_report(symbol: str, iso3: str) -> int | None:
    """The session of the review of a state whose report has this symbol; None: not known here."""
    number = _SYMBOL.match(symbol)
    sessions = _OF_COUNCIL.get(number[1], []) if number else []
    if len(sessions) == 1:
        return sessions[0]
    return next((session for session in sessions if iso3 in REVIEWED[session]), None)


def session_of_year(year: int, iso3: str) -> int | None:
    """The session of the third cycle in which a state was reviewed; None: not known, not that year.

    A list by years has the three reviews of January 2021, planned for 2020, under 2020.
    """
    of = (session for session, states in REVIEWED.items() if session >= 27 and iso3 in states)
    session = next(of, None)
    if session is None or year not in (year_of(session), year_of(session) - (session == 37)):
        return None
    return session
