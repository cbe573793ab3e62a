"""Diplomatic exchange (Correlates of War): who had a mission of which rank in whose capital."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.errors import UnknownName
from graph.model.ids import government_id
from graph.model.records import Origin, PartialDate, Tie
from graph.model.words import listed, mark, say
from loaders.countries import resolve
from loaders.loader import Loaded, Row, loader

URL = "https://correlatesofwar.org/data-sets/diplomatic-exchange"
RANKS = {"1": "chargé d’affaires", "2": "minister", "3": "ambassador", "9": "other"}


@loader(
    title=mark("Diplomatic exchange (COW)"),
    about={
        "publisher": mark("Bayer 2006, Diplomatic Exchange Data v2006.1, Correlates of War"),
        "url": URL,
        "licence": mark("terms not read: not shipped, cite the authors"),
        "kind": "measures",
        "renew": mark(
            "At correlatesofwar.org, data sets, Diplomatic Exchange: the file by dyad and "
            "year. Version 2006.1 ends in 2005; for today’s posts load the list of missions."
        ),
    },
    after=("governments",),
)
def diplomatic_exchange(row: Row) -> Iterator[Loaded]:
    """Which government had a mission in which, and of what rank, in some years from 1817 to 2005.

    The direction is a trap: DR_at_1 is the rank of state 2's mission at state 1. Zero says that
    there was none, so it makes no tie. A year is known from its 31 December.

    ccode1 (needed): state 1's number in the Correlates of War
    ccode2 (needed): state 2's number
    year (needed): the year
    DR_at_1 (needed): rank of the mission of state 2 at state 1: 0 none, 1, 2, 3, 9 other
    DR_at_2 (needed): rank of the mission of state 1 at state 2
    DE: not read; whether there is either
    version: not read
    """
    year = row.whole("year")
    if year is None:
        raise row.problem(say("Fill in this cell: it is needed."), "year")
    states = {}
    for number in "12":
        code = row.take(f"ccode{number}")
        try:
            states[number] = government_id(resolve(code, "cow", year))
        except UnknownName:
            row.skip(say("{code} is not the number of a government that is known here", code=code))
            return
    for host, sender in (("1", "2"), ("2", "1")):
        rank = row.take(f"DR_at_{host}")
        if rank == "0":
            continue
        if rank not in RANKS:
            raise row.problem(
                say("The rank is {ranks}.", ranks=listed(["0", *RANKS], most=9, either=True)),
                f"DR_at_{host}",
            )
        yield Tie(
            "HAS_MISSION_IN",
            states[sender],
            states[host],
            str(year),
            values={"year": year, "rank": RANKS[rank]},
            origin=Origin(URL, known=PartialDate(f"{year}-12-31")),
        )
