"""Where a complaint can be brought: what is accepted, what is not, and what is not known."""

from __future__ import annotations

from datetime import date

import pytest

from graph.model.records import Entity, Origin, Tie, Value
from graph.model.schema import Label
from graph.store.base import Store
from queries.answer import Answer, Table
from tests.conftest import write
from tests.queries.test_hooks import BASE, HOST, ORIGIN, answer_of, party, rows


def procedure(id: str, complete: str | None = None) -> Entity:
    values: dict[str, Value] = {"kind": "procedure"} | ({"complete": complete} if complete else {})
    return Entity("Agreement", f"agr:complaints-{id}", f"Complaints to {id}", values, ORIGIN)


def accepts(id: str, since: str = "2001", until: str | None = None) -> Tie:
    return party(f"complaints-{id}", since, until, "ACCEPTS_COMPLAINTS_UNDER")


def closed(answer: Answer) -> dict[str, str]:
    """What is said of the procedures that are not open, by the first words of the body."""
    return {
        row["procedure"].removeprefix("Complaints to the "): row["state"]
        for row in rows(answer, "closed")
    }


COMMITTEES = {
    "CAT": "Committee against Torture (article 22)",
    "CED": "Committee on Enforced Disappearances (article 31)",
    "women": "Committee on the Elimination of Discrimination against Women",
    "child": "Committee on the Rights of the Child",
    "work": "Committee on Migrant Workers (article 77)",
}


def test_a_list_that_is_not_whole_never_says_no(empty: Store) -> None:
    write(
        empty,
        *BASE,
        party("CAT"),
        procedure("CAT-22"),
        procedure("CED-31"),
        procedure("CEDAW-OP", "2022"),
        procedure("CRC-OPIC"),
        # Somebody else accepts each: the lists are there, this state is on none.
        *(
            Tie("ACCEPTS_COMPLAINTS_UNDER", "gov:FRA", f"agr:complaints-{id}", origin=ORIGIN)
            for id in ("CAT-22", "CED-31", "CEDAW-OP", "CRC-OPIC")
        ),
    )
    answer = answer_of(empty)
    values = closed(answer)
    assert values[COMMITTEES["CAT"]] == "not known"
    assert values[COMMITTEES["child"]] == "not known"
    assert values[COMMITTEES["work"]] == "not known"  # nothing at all is recorded of it
    assert values[COMMITTEES["women"]] == "not accepted, by the list of 2022"
    assert values[COMMITTEES["CED"]] == "no party to its treaty"
    assert not any("Court" in body for body in values)  # it is a member of no regional body
    procedures = answer.block("procedures")
    assert isinstance(procedures, Table)
    assert "No committee or court is on record" in procedures.note
    unknown = list(values.values()).count("not known")
    assert f"Whether it accepts {unknown} more is not known." in procedures.note
    # Before the list was made it says nothing: who accepted then may have left.
    assert closed(answer_of(empty, date(2021, 1, 1)))[COMMITTEES["women"]] == "not known"


def test_a_list_of_un_members_says_nothing_of_others(empty: Store) -> None:
    write(empty, *BASE, procedure("CEDAW-OP", "2022"))
    assert set(closed(answer_of(empty)).values()) == {"not known"}


def test_a_court_that_was_left_is_closed_from_that_day(empty: Store) -> None:
    public = Origin(label=Label.CLEAR)
    write(
        empty,
        *BASE,
        Entity("Organization", "org:AU", "AU", {"sector": "igo"}, public),
        Tie("MEMBER_OF", HOST, "org:AU", values={"status": "suspended"}, origin=ORIGIN),
        procedure("ACtHPR", "2025-04-17"),
        accepts("ACtHPR", "2001", "2021-03"),
        procedure("ACtHPR-5", "2020-12-08"),
        procedure("ECtHR", "2020"),
        procedure("ECOWAS-CCJ"),
        accepts("ECOWAS-CCJ"),
    )
    answer = answer_of(empty)
    court = "African Court on Human and Peoples’ Rights"
    assert closed(answer)[court] == "ended: March 2021"
    through = f"{court} (by way of the African Commission)"
    assert closed(answer)[through] == "not accepted, by the list of 8 December 2020"
    assert not any("European" in body for body in closed(answer))
    where = {row["procedure"]: row["takes"] for row in rows(answer, "procedures")}
    assert "Complaints to ACtHPR" not in where
    assert where["Complaints to ECOWAS-CCJ"] == "without the courts at home first"
    assert any("African Commission" in way for way in where)  # suspended, and bound all the same
    before = answer_of(empty, date(2021, 3, 31))
    assert "Complaints to ACtHPR" in {row["procedure"] for row in rows(before, "procedures")}
    assert court not in closed(before)


def test_the_commission_of_the_americas_is_named_once(empty: Store) -> None:
    public = Origin(label=Label.CLEAR)
    base = [
        *BASE,
        Entity("Organization", "org:OAS", "OAS", {"sector": "igo"}, public),
        Tie("MEMBER_OF", HOST, "org:OAS", origin=ORIGIN),
        procedure("IACHR", "2020"),
        procedure("IACtHR", "2003"),
    ]
    write(empty, *base)
    named = [r["procedure"] for r in rows(answer_of(empty), "procedures") if r["id"] == "org:OAS"]
    assert len(named) == 1
    assert closed(answer_of(empty))["Inter-American Court of Human Rights"].startswith(
        "not accepted"
    )
    assert not any("Commission" in body for body in closed(answer_of(empty)))
    write(empty, *base, accepts("IACHR"))
    ids = [r["id"] for r in rows(answer_of(empty), "procedures")]
    assert "agr:complaints-IACHR" in ids
    assert "org:OAS" not in ids


@pytest.mark.parametrize(
    ("state", "open", "shut"),
    [
        (
            "RWA",
            {"ACtHPR-5"},
            {"African Court on Human and Peoples’ Rights": "ended: 1 March 2017"},
        ),
        ("TUN", {"ACtHPR-5"}, {"African Court on Human and Peoples’ Rights": "ended: March 2026"}),
        ("NIC", {"IACHR", "IACtHR"}, {}),
        ("VEN", set(), {"Inter-American Court of Human Rights": "ended: 10 September 2013"}),
        (
            "USA",
            set(),
            {"Inter-American Court of Human Rights": "not accepted, by the list of 2003"},
        ),
        ("DEU", {"ECtHR", "ICCPR-OP1", "CAT-22", "CERD-14"}, {COMMITTEES["CED"]: "not known"}),
        ("ITA", {"ECtHR", "ICCPR-OP1"}, {COMMITTEES["CAT"]: "not known"}),
        ("DZA", {"CAT-22", "ICCPR-OP1"}, {}),
        ("RUS", {"ICCPR-OP1"}, {"European Court of Human Rights": "ended: 16 September 2022"}),
        (
            "BLR",
            {"CEDAW-OP"},
            {
                "Human Rights Committee": "ended: 8 February 2023",
                COMMITTEES["CED"]: "no party to its treaty",
            },
        ),
        ("MLI", {"ACtHPR"}, {"ECOWAS Community Court of Justice": "ended: 29 January 2025"}),
    ],
)
def test_what_the_shipped_lists_say(
    filled: Store, state: str, open: set[str], shut: dict[str, str]
) -> None:
    answer = answer_of(filled, target=state)
    ids = {str(row["id"]) for row in rows(answer, "procedures")}
    assert {f"agr:complaints-{id}" for id in open} <= ids
    assert shut.items() <= closed(answer).items()


def test_where_a_complaint_can_go_says_since_when_by_what_and_as_of_when(filled: Store) -> None:
    before = answer_of(filled, date(2015, 5, 14), target="VEN")
    assert "agr:complaints-CAT-22" not in {row["id"] for row in rows(before, "procedures")}
    where = {row["id"]: row for row in rows(answer_of(filled, target="VEN"), "procedures")}
    by_decision = where["agr:complaints-CAT-22"]
    assert by_decision["why"] == (
        "accepted: a complaint was decided on 15 May 2015 (CAT/C/54/D/456/2011)"
    )
    assert by_decision["as_of"] == "2015, 11 years ago"
    assert by_decision["source"].startswith("https://github.com/werkstattcodes/CAT/")
    by_list = where["agr:complaints-ICCPR-OP1"]
    assert by_list["why"].startswith("accepted since ")
    assert (by_list["as_of"], by_list["source"]) == (
        "2022, 4 years ago",
        "United Nations Treaty Collection",
    )
    assert where[None]["as_of"] is None
