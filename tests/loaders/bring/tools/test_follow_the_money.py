"""FollowTheMoney: names, relations with one end and with several, states, addresses."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from loaders.bring.table import ForeignTable
from tests.loaders.bring.tools.reading import connections, elements, network, problems


def entity(id: str, schema: str, **properties: Any) -> dict[str, Any]:
    return {"id": id, "schema": schema, "properties": properties}


def lines(*entities: dict[str, Any]) -> tuple[ForeignTable, ...]:
    return network("\n".join(json.dumps(one) for one in entities))


ADA = entity("p1", "Person", name=["Ada Q", "Ада К"], alias=["A."], country=["by", "lt"])
CLUB = entity("o1", "Organization", name=["Club"], addressEntity=["a1", "gone"])
HOUSE = entity("a1", "Address", full=["1 High Street"])


def ties(tables: Sequence[ForeignTable]) -> list[tuple[str, str, str]]:
    return [(row["from"], row["tie"], row["to"]) for row in connections(tables)]


def test_an_entity_has_all_its_names_its_country_and_its_address_as_text() -> None:
    tables = lines(ADA, CLUB, HOUSE)
    assert elements(tables) == [
        {
            "id": "p1",
            "name": "Ada Q",
            "kind": "Person",
            "aliases": "Ада К|A.",
            "country": "BY",
            "countries": "BY|LT",
        },
        {"id": "o1", "name": "Club", "kind": "Organization", "address": "1 High Street"},
    ]
    assert tables[0].lost == (
        "Addresses, which stand with those who have them, as text: 1.",
        "Addresses that are referred to and are not in the file: 1.",
    )


def test_relations_are_ties_by_what_their_ends_are() -> None:
    tables = lines(
        ADA,
        CLUB,
        entity("o2", "Company", name=["Firm"]),
        entity("r1", "Membership", member=["p1"], organization=["o1"], startDate=["2018-12"]),
        entity("r2", "Directorship", director=["p1"], organization=["o2"], role=["chair"]),
        entity("r3", "Directorship", director=["o1"], organization=["o2"]),
        entity("r4", "Ownership", owner=["p1", "o1"], asset=["o2"]),
        entity("r5", "UnknownLink", subject=["p1"], object=["o2"], role=["adviser"]),
        entity("r6", "Occupancy", holder=["p1"]),
        entity("r7", "Passport", holder=["p1"], number=["123"]),
        entity("r8", "Membership", member=["p1"], organization=["elsewhere"]),
    )
    assert ties(tables) == [
        ("p1", "is a member of", "o1"),
        ("p1", "leads", "o2"),
        ("o1", "is linked to", "o2"),
        ("p1", "owns", "o2"),
        ("o1", "owns", "o2"),
        ("p1", "is linked to", "o2"),
        ("p1", "is a member of", "elsewhere"),
    ]
    first, second, *_ = connections(tables)
    assert (first["since"], second["position"]) == ("2018-12", "chair")
    assert tables[1].lost == (
        "Relations with several at an end, of which each pair is a tie: 1.",
        "Relations of the kind Occupancy that name one end alone, so no tie: 1.",
        "Records of the kind Passport, about one alone, so no tie: 1.",
    )
    assert problems(tables) == [(11, "to", "elsewhere")]


def test_a_sanction_is_of_a_state_of_the_store_or_of_the_european_union() -> None:
    tables = lines(
        ADA,
        entity("s1", "Sanction", entity=["p1"], country=["gb"], program=["P"], reason=["x"]),
        entity("s2", "Sanction", entity=["p1"], country=["eu"]),
        entity("s3", "Sanction", entity=["p1"], authority=["nobody knows whose"]),
    )
    assert ties(tables) == [("gov:GBR", "sanctions", "p1"), ("org:EU", "sanctions", "p1")]
    assert connections(tables)[0]["position"] == "P"
    assert problems(tables) == []


def test_ties_that_would_be_one_are_told_apart_where_they_say_different_things() -> None:
    def paid(id: str, **properties: Any) -> dict[str, Any]:
        return entity(id, "Payment", payer=["p1"], beneficiary=["o1"], **properties)

    tables = lines(
        ADA,
        CLUB,
        paid("x", date=["2020"], amountEur=["5"]),
        paid("y", date=["2020"], amountEur=["7"]),
        paid("z", date=["2021"], amountEur=["7"]),
    )
    assert [row.get("apart") for row in connections(tables)] == ["x", "y", None]


def test_many_days_are_the_widest_span() -> None:
    days = {"startDate": ["2019-02", "2018-05-01"], "endDate": ["2020", "2021-01-01"]}
    tables = lines(ADA, CLUB, entity("r", "Membership", member=["p1"], organization=["o1"], **days))
    (tie,) = connections(tables)
    assert (tie["since"], tie["until"]) == ("2018-05-01", "2021-01-01")


def test_a_list_is_read_as_lines_are() -> None:
    assert elements(network([ADA, CLUB])) == elements(lines(ADA, CLUB))
