"""Law that can be cited: what binds on the day, its own word once public, nothing made up."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.approach.law import ALWAYS
from graph.model.errors import QuestionError
from graph.model.records import Entity, Origin, PartialDate, Record, Tie, Value
from graph.model.schema import Label
from graph.record.sessions import adopted, opens
from graph.store.base import Store
from queries.answer import Answer, Note, Table
from queries.question import ask
from tests.conftest import write
from tests.queries import golden

DAY = date(2026, 11, 25)
ORIGIN = Origin("https://example.org", known=PartialDate("2010"))
HOST = "gov:BLR"


def answer_of(store: Store, day: date = DAY, **parameters: str) -> Answer:
    return ask("hooks", store, parameters or {"target": "BLR"}, Label.RED, day)


def rows(answer: Answer, block: str) -> list[dict[str, Any]]:
    table = answer.block(block)
    assert isinstance(table, Table)
    return [dict(row) for row in table.rows]


def paper(id: str, kind: str = "treaty") -> Entity:
    return Entity("Agreement", f"agr:{id}", f"Treaty {id}", {"kind": kind}, Origin("https://x.org"))


def party(
    id: str,
    since: str | None = "1990",
    until: str | None = None,
    kind: str = "PARTY_TO",
    **values: Value,
) -> Tie:
    begun, ended = (PartialDate(day) if day else None for day in (since, until))
    return Tie(kind, HOST, f"agr:{id}", since=begun, until=ended, values=values, origin=ORIGIN)


def recommendation(n: int, session: int, response: str, core: bool = True, action: int = 3) -> Tie:
    known = PartialDate(opens(session).isoformat())
    values = {
        "session": session,
        "core": core,
        "detention": False,
        "action": action,
        "response": response,
    }
    return Tie(
        "RECOMMENDED_TO",
        "gov:FRA",
        HOST,
        f"{session}-{n}",
        values=values,
        origin=Origin("https://example.org", known=known),
    )


BASE: list[Record] = [
    Entity("Government", HOST, "Belarus", {}, ORIGIN),
    Entity("Government", "gov:FRA", "France", {}, ORIGIN),
    *(paper(id) for id in ("ICCPR", "CAT", "CED", "CRC", "OPCAT")),
    paper("complaints-ICCPR-OP1", "procedure"),
]


def test_what_binds_on_the_day_and_what_does_not(empty: Store) -> None:
    write(
        empty,
        *BASE,
        party("ICCPR", "1973", reservations="to article 14"),
        party("CAT", None),
        party("CED", "1990", "2023-02"),
        party("CRC", None, kind="SIGNED"),
        party("complaints-ICCPR-OP1", "1992", kind="ACCEPTS_COMPLAINTS_UNDER"),
    )
    answer = answer_of(empty)
    assert [(r["id"], r["since"], r["reservations"]) for r in rows(answer, "treaties")] == [
        ("agr:ICCPR", "1973", "to article 14"),
        ("agr:CAT", None, None),
    ]
    assert {(r["id"], r["state"]) for r in rows(answer, "not_bound")} == {
        ("agr:CED", "left: February 2023"),
        ("agr:CRC", "signed only"),
        ("agr:OPCAT", "no party"),
    }
    assert "2 of the 5" in answer.block("treaties").note  # type: ignore[union-attr]
    assert "Treaty ICCPR (since 1973)" in answer.sentence
    before = answer_of(empty, date(2022, 1, 1))
    assert "agr:CED" in {row["id"] for row in rows(before, "treaties")}
    where = {row["procedure"]: row["why"] for row in rows(answer, "procedures")}
    assert where["Treaty complaints-ICCPR-OP1"] == "accepted since 1992"
    assert {one.title for one in ALWAYS} < where.keys()


def test_regional_ways_are_open_to_full_members_only(empty: Store) -> None:
    public = Origin(label=Label.CLEAR)
    bodies = [
        Entity("Organization", f"org:{id}", id, {"sector": "igo"}, public)
        for id in ("OSCE", "OAS", "AU")
    ]
    write(
        empty,
        *BASE,
        *bodies,
        Tie("MEMBER_OF", HOST, "org:OSCE", values={"status": "member"}, origin=ORIGIN),
        Tie("MEMBER_OF", HOST, "org:OAS", values={"status": "observer"}, origin=ORIGIN),
        Tie("MEMBER_OF", HOST, "org:AU", until=PartialDate("2019"), origin=ORIGIN),
    )
    answer = answer_of(empty)
    assert [row["id"] for row in rows(answer, "bodies")] == ["org:OSCE"]
    procedures = " ".join(row["procedure"] for row in rows(answer, "procedures"))
    assert "Moscow Mechanism" in procedures
    assert "Inter-American" not in procedures
    assert "African Commission" not in procedures


def test_its_own_word_counts_from_the_day_on_which_it_was_public(empty: Store) -> None:
    write(
        empty,
        *BASE,
        recommendation(1, 8, "accepted"),
        recommendation(2, 8, "noted"),
        recommendation(3, 8, "accepted", False),
        recommendation(4, 22, "accepted", action=5),
        recommendation(5, 22, "accepted"),
    )
    answer = answer_of(empty)
    assert [(r["year"], r["action"]) for r in rows(answer, "own_word")] == [
        (2015, 5),
        (2015, 3),
        (2010, 3),
    ]
    assert "Belarus accepted 3, last in 2015, 11 years ago" in answer.sentence
    assert "2015, 11 years ago" in answer.sentence
    assert len(rows(answer_of(empty, adopted(22).replace(day=1)), "own_word")) == 1


def test_nothing_on_record_is_said_to_be_nothing_known(empty: Store) -> None:
    write(empty, *BASE)
    answer = answer_of(empty)
    assert "says nothing of what binds it" in answer.sentence
    assert rows(answer, "treaties") == []
    assert "not_bound" not in {block.id for block in answer.blocks}  # it is on no list
    assert rows(answer, "procedures")  # the working groups are open for every state


def test_the_age_of_the_lists_is_said(empty: Store) -> None:
    def limits() -> str:
        note = answer_of(empty).block("limits")
        assert isinstance(note, Note)
        return note.text

    write(empty, *BASE)
    assert "Lists of treaties" not in limits()  # they do not say
    days = {"CRPD": "2023-09-28", "CMW": "2022"}
    write(
        empty,
        *BASE,
        *[
            Entity("Agreement", f"agr:{id}", id, {"kind": "treaty", "listed": day}, ORIGIN)
            for id, day in days.items()
        ],
    )
    assert "Lists of treaties are as of 2022 and 28 September 2023; states have joined" in limits()


def test_a_case_opens_with_consent_for_the_un(filled: Store) -> None:
    answer = ask("hooks", filled, {"case": "Swallow"}, Label.STRICT, DAY)
    assert answer.sentence.startswith("Consent for the UN was given (1 March 2026)")
    other = ask("hooks", filled, {"case": "Lantern"}, Label.STRICT, DAY)
    assert other.sentence.startswith("No consent for the UN is recorded")
    with pytest.raises(QuestionError, match="either a case or a target"):
        answer_of(filled, case="Swallow", target="BLR")


def test_a_real_state_reads_like_advice(filled: Store) -> None:
    golden.check(ask("hooks", filled, {"target": "BLR"}, Label.STRICT, DAY))
