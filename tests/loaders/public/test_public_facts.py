"""Public facts on governments: memberships, history, pledges, terror, influence …"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from graph.model.errors import RowProblem
from graph.model.records import Record, Tie
from loaders.countries import territories
from tests.loaders.read import DATA, REFERENCE, one, real, records, rows, ties


def read(name: str, *files: str | Path) -> tuple[int, dict[Any, Record], Counter[str]]:
    """Rows read, records by identity, and why rows were left out; prints the counts."""
    count, by_identity, left_out = 0, {}, Counter[str]()
    for file in files:
        for row, claims in rows(name, DATA / file):
            count += 1
            for record in claims:
                assert by_identity.setdefault(record.identity, record) == record
            if row.skipped:
                left_out[row.skipped] += 1
    print(f"{name}: {count:,} rows, {len(by_identity):,} records, left out:")
    print("\n".join(f"  {n:,} × {reason}" for reason, n in left_out.most_common()))
    return count, by_identity, left_out


def governments(claims: dict[Any, Record]) -> set[str]:
    return {end for r in claims.values() if isinstance(r, Tie) for end in (r.source, r.target)}


@real
def test_memberships_load_whole_and_codes_are_fips() -> None:
    count, claims, left_out = read("memberships", "memberships/igo_membership_edges.csv")
    assert count == 10_907
    member = {
        (a, b): r.values["status"]
        for r in claims.values()
        if isinstance(r, Tie)
        for a, b in [(r.source, r.target)]
    }
    assert member["gov:DZA", "org:AU"] == "member"  # ag, not Antigua
    assert member["gov:DEU", "org:EU"] == "member"
    assert member["gov:NAM", "org:UN"] == member["gov:SRB", "org:UN"] == "member"
    assert member["gov:VAT", "org:OSCE"] == "member"
    assert not any(a == "gov:PSE" for a, _ in member)  # the Factbook says nothing of its own
    assert ("gov:XKX", "org:UN") not in member
    now = {(r.source, r.target) for r in claims.values() if isinstance(r, Tie) and not r.until}
    assert sum(b == "org:EU" and member[a, b] == "member" for a, b in now) == 27
    assert not {("gov:GBR", "org:EU"), ("gov:RUS", "org:CE"), ("gov:NIC", "org:OAS")} & now
    assert ("gov:CRI", "org:OAS") in now
    assert all(
        "take part" in r or "territory" in r or "not among" in r or "no organization" in r
        for r in left_out
    )


@real
def test_cepii_loads_whole_with_its_old_codes() -> None:
    count, claims, left_out = read("ties_of_history", "ties/dist_cepii.csv")
    assert count == 50_176
    assert all("territory" in r or "not among" in r or "has ended" in r for r in left_out)
    assert ("gov:NAM", "gov:ZAF") in ties(claims, "BORDERS")
    assert ("gov:ZAF", "gov:NAM") in ties(claims, "COLONIZED")
    assert ("gov:GBR", "gov:USA") in ties(claims, "COLONIZED")  # of two rulers, the earlier
    assert {"gov:ROU", "gov:COD", "gov:TLS", "gov:SRB"} <= governments(claims)
    assert not {("gov:USA", "gov:GBR"), ("gov:NAM", "gov:ZAF")} & ties(claims, "COLONIZED")
    borders = next(r for r in claims.values() if r.kind == "BORDERS" and r.source == "gov:NAM")
    assert borders.values["km"] > 100
    assert all(r.origin.known is None for r in claims.values())  # timeless


@real
def test_the_terror_scale_loads_whole() -> None:
    count, claims, left_out = read("terror_scale", "human_rights/PTS-2022.csv")
    assert count == 9_748
    values = {
        (r.source, r.target, r.key): r.values["value"]
        for r in claims.values()
        if isinstance(r, Tie)
    }
    assert values["gov:NAM", "msr:terror-scale-s", "2021"] == 2
    assert ("gov:NAM", "msr:terror-scale-h", "2021") not in values  # NA is missing, not zero
    assert set(values.values()) == {1, 2, 3, 4, 5}
    assert {"gov:XKX", "gov:SRB", "gov:PSE", "gov:YUG"} <= governments(claims)
    assert set(left_out) >= {
        "“Puerto Rico” has no government of its own here",
        "“Crimea” has no government of its own here",
    }


@real
def test_political_imprisonment_loads_whole() -> None:
    count, claims, left_out = read(
        "political_imprisonment", "human_rights/cirights_v1.22.11.25.csv"
    )
    assert count == 7_541
    assert left_out["no value"] == 817
    values = [r.values["value"] for r in claims.values() if isinstance(r, Tie)]
    assert Counter(values).keys() == {0, 1, 2}
    assert len(values) + sum(left_out.values()) == count
    assert {"gov:NAM", "gov:SRB"} <= governments(claims)


@real
def test_influence_is_worked_out_as_its_source_does() -> None:
    worst = dict.fromkeys(("dependence", "bandwidth", "fbic"), 0.0)
    count = 0
    for row, claims in rows("influence", DATA / "fbic/FBIC_sample.csv"):
        count += 1
        for record in claims:
            for name in worst:
                expected = float(row._cells[name])
                worst[name] = max(worst[name], abs(float(str(record.values[name])) - expected))
    print(f"influence: {count:,} rows, largest difference {worst}")
    assert count == 1_000
    assert max(worst.values()) < 1e-6


@real
def test_the_direction_of_diplomatic_exchange() -> None:
    file = next((DATA / "diplomatic_exchange").glob("*.csv"))
    count, claims, _ = read("diplomatic_exchange", file)
    assert count == 55
    # In 1995 Saint Vincent (57) had an ambassador in Washington (2), which had none there.
    there = {
        (r.source, r.target) for r in claims.values() if isinstance(r, Tie) and r.key == "1995"
    }
    assert ("gov:VCT", "gov:USA") in there
    assert ("gov:USA", "gov:VCT") not in there


def test_pledges_have_a_source_and_a_day_of_reading() -> None:
    claims = records("pledges", REFERENCE / "pledges.csv", encoding="utf-8-sig")
    pledged = [r for r in claims.values() if isinstance(r, Tie)]
    assert len(pledged) > 100
    assert all(r.origin.url and r.origin.retrieved and r.origin.known for r in pledged)
    assert ("org:EU", "agr:HRD-EU") in ties(claims, "ADOPTED")
    assert ("gov:NOR", "agr:HRD-Norway") in ties(claims, "ADOPTED")
    assert ("gov:XKX", "agr:media-freedom") in ties(claims, "SIGNED")
    row = {"government": "NOR", "code": "x", "title": "X", "kind": "pledge", "retrieved": ""}
    with pytest.raises(RowProblem, match="the day on which it was read"):
        one("pledges", row | {"source": "https://example.org"})


def test_a_break_of_policy_needs_its_source() -> None:
    row = {"government": "France", "date": "2025-01-20", "fact": "A programme was closed."}
    _, claims = one("policy_breaks", row | {"source": "https://example.org"})
    assert [r.kind for r in claims] == ["Event", "CONCERNS"]
    with pytest.raises(RowProblem, match="Give the source"):
        one("policy_breaks", row)


@pytest.mark.parametrize("table", ["treaties", "memberships", "ties_of_history", "complaints"])
def test_the_shipped_tables_name_governments_only(table: str) -> None:
    claims = records(table, REFERENCE / f"{table}.csv", encoding="utf-8-sig")
    for end in governments(claims):
        if end.startswith("gov:"):
            assert territories()[end[4:]].kind in ("state", "observer", "partially recognized")
