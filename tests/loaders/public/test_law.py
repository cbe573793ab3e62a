"""What binds governments: treaties, complaint procedures, courts."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from graph.model.errors import RowProblem
from graph.model.records import Record, Tie
from tests.loaders.public.test_public_facts import read
from tests.loaders.read import DATA, REFERENCE, one, real, records, rows, ties

TREATIES = sorted((DATA / "treaties").glob("hr_status_*.csv"))


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
    with pytest.raises(RowProblem, match="Name the treaty by its id"):
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
        "CAT-22": 25,
        "CED-31": 4,
        "CERD-14": 6,
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


def test_a_decision_shows_that_a_state_accepts_and_from_when_that_was_known() -> None:
    row = {
        "government": "KOR",
        "procedure": "CAT-22",
        "decided": "2014-11-21",
        "decision": "CAT/C/53/D/519/2012",
        "source": "https://example.org",
        "checks next": "we, before 2027",
    }
    (tie,) = (r for r in one("complaints", row)[1] if isinstance(r, Tie))
    assert (tie.since, tie.origin.known) == (None, "2014-11-21")
    assert tie.values == {
        "decided": "2014-11-21",
        "decision": "CAT/C/53/D/519/2012",
        "checks_next": "we, before 2027",
    }
    with pytest.raises(RowProblem, match="has not come yet"):
        one("complaints", row | {"decided": "2999-01-01"})


def test_of_each_state_that_accepts_by_a_decision_the_symbol_is_of_that_committee() -> None:
    with (REFERENCE / "complaints_ours.csv").open(encoding="utf-8", newline="") as file:
        rows_decided = [row for row in csv.DictReader(file) if row["decided"]]
    assert len(rows_decided) == 28
    for row in rows_decided:
        committee = row["procedure"].split("-")[0]
        assert row["decision"].startswith(f"{committee}/C/"), row
        # The number of a complaint ends with its year: nothing is decided before it is brought.
        assert row["decision"][-4:] < row["decided"][:4] <= row["retrieved"][:4], row
        assert not row["since"]
        assert row["source"].startswith("https://")


def test_a_list_of_complaints_says_whether_it_is_whole() -> None:
    claims = records("complaints", REFERENCE / "complaints.csv", encoding="utf-8-sig")
    whole = {
        id[0][15:]: r.values.get("complete") for id, r in claims.items() if r.kind == "Agreement"
    }
    assert {id for id, day in whole.items() if not day} == {"CAT-22", "CED-31", "CERD-14"}
    assert whole["ICCPR-OP1"] == "2022"
    by_hand = records("complaints", REFERENCE / "complaints_ours.csv", encoding="utf-8-sig")
    with (REFERENCE / "complaints_ours.csv").open(encoding="utf-8", newline="") as file:
        assert all(row["checks next"].strip() for row in csv.DictReader(file))
    assert all(
        str(r.origin.url).startswith("http") and r.origin.retrieved
        for r in by_hand.values()
        if isinstance(r, Tie)
    )
    assert by_hand.keys() < claims.keys()
