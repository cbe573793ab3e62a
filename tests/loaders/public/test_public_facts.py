"""Public facts on governments: treaties, memberships, history, pledges, terror, influence …"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from graph.model.errors import RowProblem
from graph.model.records import Record, Tie
from loaders.countries import territories
from tests.loaders.read import DATA, REFERENCE, one, real, records, rows, ties

TREATIES = sorted((DATA / "treaties").glob("hr_status_*.csv"))


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
def test_all_eighteen_treaties_load_whole() -> None:
    count, claims, left_out = read("treaties", *TREATIES)
    assert len(TREATIES) == 18
    assert count == 18 * 193
    assert not left_out
    assert len(ties(claims, "PARTY_TO")) == 2_304
    assert len(ties(claims, "SIGNED")) == 187
    assert ("gov:NAM", "agr:CAT") in ties(claims, "PARTY_TO")  # NA is a country
    assert ("gov:SRB", "agr:ICCPR") in ties(claims, "PARTY_TO")
    assert ("gov:SSD", "agr:CAT") in ties(claims, "PARTY_TO")
    assert sum(r.kind == "Agreement" for r in claims.values()) == 18


def test_a_party_is_known_from_the_year_in_which_it_became_one() -> None:
    row = {
        "iso2": "NA",
        "member": "Namibia",
        "status": "state party",
        "treaty": "CAT",
        "since": "1994",
    }
    _, claims = one("treaties", row)
    (tie,) = (r for r in claims if isinstance(r, Tie))
    assert (tie.source, tie.since, tie.origin.known) == ("gov:NAM", "1994", "1994")
    with pytest.raises(RowProblem, match="This is none of"):
        one("treaties", row | {"treaty": "CATS"})
    del row["treaty"]
    assert one("treaties", row, "hr_status_opcat.csv")[1][0].identity == ("agr:OPCAT",)
    with pytest.raises(RowProblem, match="does not say which treaty"):
        one("treaties", row, "treaty.csv")


def test_treaties_with_days_in_the_words_of_their_list(tmp_path: Path) -> None:
    file = tmp_path / "merged.csv"
    dates = "Ratification Date, Accession(a), Succession(d) Date"
    file.write_text(
        f'COUNTRY,Treaty Description,Treaty Name,Signature Date,"{dates}"\n'
        "Afghanistan,x,CAT,04 Feb 1985,01 Apr 1987\n"
        "Serbia,x,CCPR,,12 Mar 2001 (d)\n"
        "C\u0413\u0491te d'Ivoire,x,CAT-OP,,01 Mar 2023 (a)\n"
        "Lao People's Democratic Republic,x,CED,29 Sep 2008,\n"
        "State of Palestine,x,CCPR-OP2-DP,,18 Mar 2019 (a)\n"
        "European Union,x,CRPD,30 Mar 2007,23 Dec 2010\n"
        "Belarus,x,CED,,\n",
        "utf-8",
    )
    read = list(rows("treaties", file))
    bound = {
        (r.kind, r.source, r.target): (r.since, r.origin.known)
        for _, claims in read
        for r in claims
        if isinstance(r, Tie)
    }
    assert bound == {
        ("PARTY_TO", "gov:AFG", "agr:CAT"): ("1987-04-01", "1987-04-01"),
        ("PARTY_TO", "gov:SRB", "agr:ICCPR"): ("2001-03-12", "2001-03-12"),
        ("PARTY_TO", "gov:CIV", "agr:OPCAT"): ("2023-03-01", "2023-03-01"),
        ("SIGNED", "gov:LAO", "agr:CED"): ("2008-09-29", "2008-09-29"),
        ("PARTY_TO", "gov:PSE", "agr:ICCPR-OP2"): ("2019-03-18", "2019-03-18"),
    }
    assert [row.skipped for row, _ in read if row.skipped] == ["no state: European Union"]
    listed = {r.values["listed"] for _, claims in read for r in claims if r.kind == "Agreement"}
    assert listed == {"2023-09-28"}


def test_a_day_that_cannot_be_read_names_its_column() -> None:
    row = {"member": "Belarus", "treaty": "CED", "since": "1 Apr", "signed": ""}
    with pytest.raises(RowProblem) as problem:
        one("treaties", row)
    assert (problem.value.column, problem.value.value) == ("since", "1 Apr")


@real
def test_the_shipped_treaties_are_the_later_list_and_six_of_the_earlier() -> None:
    earlier = read("treaties", *TREATIES)[1]
    count, later, left_out = read("treaties", "states/updated_merged_tables.csv")
    assert (count, left_out) == (2_364, {"no state: European Union": 1})
    table = records("treaties", REFERENCE / "treaties.csv", encoding="utf-8-sig")
    newer = {r.target for r in later.values() if isinstance(r, Tie)}
    assert len(newer) == 12
    # The later list has its signature only; its ministry tells of the ratification (README).
    ratified = ("PARTY_TO", "gov:SLB", "agr:CRC-OPSC", "")
    assert {i: r for i, r in table.items() if isinstance(r, Tie) and r.target in newer} == {
        **{i: r for i, r in later.items() if isinstance(r, Tie) and i[1:] != ratified[1:]},
        ratified: earlier[ratified],
    }
    assert {i: r for i, r in table.items() if isinstance(r, Tie) and r.target not in newer} == {
        i: r for i, r in earlier.items() if isinstance(r, Tie) and r.target not in newer
    }
    # Nobody else who was a party is none any more, but three slips of the earlier list.
    gone = ties(earlier, "PARTY_TO") - ties(table, "PARTY_TO")
    assert gone == {
        ("gov:BRN", "agr:CERD"),
        ("gov:SLB", "agr:ICCPR"),
        ("gov:TUV", "agr:ICCPR"),
        ("gov:TUV", "agr:ICESCR"),
    }


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
        "“Puerto Rico” is no government of its own here",
        "“Crimea” is no government of its own here",
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


def test_complaints_follow_from_what_is_shipped() -> None:
    claims = records("complaints", REFERENCE / "complaints.csv", encoding="utf-8-sig")
    treaties = records("treaties", REFERENCE / "treaties.csv", encoding="utf-8-sig")
    accepted = {
        (a, b.removeprefix("agr:complaints-")) for a, b in ties(claims, "ACCEPTS_COMPLAINTS_UNDER")
    }
    parties = {(a, b.removeprefix("agr:")) for a, b in ties(treaties, "PARTY_TO")}
    protocols = {"ICCPR-OP1", "CEDAW-OP", "CRPD-OP", "CRC-OPIC", "ICESCR-OP"}
    assert {pair for pair in accepted if pair[1] in protocols} == {
        pair for pair in parties if pair[1] in protocols
    }
    assert len(open_at(claims, "ECtHR")) == 46
    assert not {"gov:RUS", "gov:BLR"} & open_at(claims, "ECtHR")
    assert Counter(pair[1] for pair in accepted) == {
        "CEDAW-OP": 113,
        "CRC-OPIC": 46,
        "CRPD-OP": 97,
        "ICCPR-OP1": 116,
        "ICESCR-OP": 26,
        "ECtHR": 47,
        "IACHR": 25,
        "IACtHR": 22,
        "ACtHPR": 12,
        "ACtHPR-5": 32,
        "ECOWAS-CCJ": 15,
        "CAT-22": 2,
        "CED-31": 4,
        "CERD-14": 1,
    }


def open_at(claims: dict[tuple[str, ...], Record], procedure: str) -> set[str]:
    """Who accepts a procedure and has not withdrawn."""
    return {
        r.source
        for r in claims.values()
        if isinstance(r, Tie) and not r.until and r.target == f"agr:complaints-{procedure}"
    }


def test_courts_that_states_have_joined_and_left() -> None:
    claims = records("complaints", REFERENCE / "complaints.csv", encoding="utf-8-sig")
    until = {
        (r.source[4:], r.target[15:]): r.until
        for r in claims.values()
        if isinstance(r, Tie) and r.until
    }
    assert until == {
        ("RWA", "ACtHPR"): "2017-03-01",
        ("TZA", "ACtHPR"): "2020-11-22",
        ("BEN", "ACtHPR"): "2021-03",
        ("CIV", "ACtHPR"): "2021-04",
        ("TUN", "ACtHPR"): "2026-03",
        ("VEN", "IACHR"): "2013-09-10",
        ("VEN", "IACtHR"): "2013-09-10",
        ("TTO", "IACHR"): "1999-05",
        ("TTO", "IACtHR"): "1999-05",
        ("BFA", "ECOWAS-CCJ"): "2025-01-29",
        ("MLI", "ECOWAS-CCJ"): "2025-01-29",
        ("NER", "ECOWAS-CCJ"): "2025-01-29",
        ("RUS", "ECtHR"): "2022-09-16",
        ("BLR", "ICCPR-OP1"): "2023-02-08",
    }
    assert open_at(claims, "ACtHPR") == {
        f"gov:{id}" for id in ("BFA", "MWI", "MLI", "GHA", "GMB", "NER", "GNB")
    }
    assert open_at(claims, "ACtHPR") < open_at(claims, "ACtHPR-5")
    assert "gov:RWA" in open_at(claims, "ACtHPR-5")  # it left the declaration, not the court
    assert open_at(claims, "IACtHR") < open_at(claims, "IACHR")
    assert open_at(claims, "IACHR") - open_at(claims, "IACtHR") == {"gov:DMA", "gov:GRD", "gov:JAM"}
    assert "gov:NIC" in open_at(claims, "IACtHR")  # no member of the OAS any more, but bound
    assert len(open_at(claims, "ECOWAS-CCJ")) == 12
    assert "gov:DZA" in open_at(claims, "CAT-22")


def test_a_list_of_complaints_says_whether_it_is_whole() -> None:
    claims = records("complaints", REFERENCE / "complaints.csv", encoding="utf-8-sig")
    whole = {
        id[0][15:]: r.values.get("complete") for id, r in claims.items() if r.kind == "Agreement"
    }
    assert {id for id, day in whole.items() if not day} == {"CAT-22", "CED-31", "CERD-14"}
    assert whole["ICCPR-OP1"] == "2022"
    by_hand = records("complaints", REFERENCE / "complaints_ours.csv", encoding="utf-8-sig")
    assert all(
        str(r.origin.url).startswith("http") and r.origin.retrieved
        for r in by_hand.values()
        if isinstance(r, Tie)
    )
    assert by_hand.keys() < claims.keys()


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
