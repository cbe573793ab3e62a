"""In which role somebody stands between others (Gould and Fernandez), in words and as a table."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model.words import mark, say
from graph.network.network import Network
from graph.network.rank_stability import Rank
from graph.network.structural_holes import Brokerage
from queries.answer import Column, Row, Table, columns
from queries.shared.roles import Roles

ROLES = {  # by the name of the measure: what it is called, and what that means
    "coordinator": (mark("Coordinator"), mark("Coordinator: connects people of its own group.")),
    "itinerant": (mark("Go-between"), mark("Go-between: connects people of one other group.")),
    "gatekeeper": (mark("Gatekeeper"), mark("Gatekeeper: lets others reach its own group.")),
    "representative": (
        mark("Representative"),
        mark("Representative: reaches other groups for its own."),
    ),
    "liaison": (mark("Liaison"), mark("Liaison: connects two other groups.")),
}
MOSTLY = {  # the same in a sentence, by what makes a group
    ("coordinator", "sector"): mark("It mostly connects people of its own sector."),
    ("itinerant", "sector"): mark("It mostly connects people of one other sector."),
    ("gatekeeper", "sector"): mark("It mostly lets others reach its own sector."),
    ("representative", "sector"): mark("It mostly reaches other sectors for its own."),
    ("liaison", "sector"): mark("It mostly connects two other sectors."),
    ("coordinator", "country"): mark("It mostly connects people of its own country."),
    ("itinerant", "country"): mark("It mostly connects people of one other country."),
    ("gatekeeper", "country"): mark("It mostly lets others reach its own country."),
    ("representative", "country"): mark("It mostly reaches other countries for its own."),
    ("liaison", "country"): mark("It mostly connects two other countries."),
}


def usual(brokerage: Brokerage, at: int) -> str | None:
    """The role in which somebody stands between others most often."""
    counts = {role: float(values[at]) for role, values in brokerage._asdict().items()}
    most = max(counts, key=lambda role: counts[role])
    return most if counts[most] > 0 else None


def roles_table(roles: Roles, G: Network, listed: Sequence[Rank], brokerage: Brokerage) -> Table:
    """How often each of those listed connects which groups."""
    rows: list[Row] = []
    for rank in listed:
        counts = {role: int(values[G.at(rank.id)]) for role, values in brokerage._asdict().items()}
        rows.append({"name": roles.name(rank.id), **counts})
    return Table(
        "roles",
        say("Which groups they connect"),
        columns(
            ("name", "Who, by role"),
            *(
                Column(role, say(title), None, say(meaning))
                for role, (title, meaning) in ROLES.items()
            ),
        ),
        rows,
        note=" ".join(
            [
                say(
                    "How often it connects two who are not tied (Gould and Fernandez), each pair "
                    "counted once in each direction."
                ),
                *(say(meaning) for _, meaning in ROLES.values()),
            ]
        ),
    )
