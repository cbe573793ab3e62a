"""Law that can be cited: what binds on the day, its own word once public, nothing made up."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.errors import QuestionError
from graph.law import ALWAYS
from graph.records import Entity, Origin, PartialDate, Record, Tie, Value
from graph.reviews import adopted, opens
from graph.schema import Label
from graph.store import Store
from queries.answer import Answer, Table
from queries.question import ask
from tests.conftest import write
from tests.queries import golden

DAY = date(2026, 11, 25)
SEEN = Origin("https://example.org", known=PartialDate("2010"))
HOST = "gov:BLR"


def asked(store: Store, day: date = DAY, **given: str) -> Answer:
    return ask("hooks", store, given or {"target": "BLR"}, Label.RED, day)


def rows(answer: Answer, block: str) -> list[dict[str, Any]]:
    table = answer.block(block)
    assert isinstance(table, Table)
    return [dict(row) for row in table.rows]


def paper(id: str, kind: str = "treaty") -> Entity:
    return Entity("Agreement", f"agr:{id}", f"Treaty {id}", {"kind": kind}, Origin("https://x.org"))


def party(id: str, since: str | None = "1990", until: str | None = None, kind: str = "PARTY_TO",
          **values: Value) -> Tie:  # fmt: skip
    begun, ended = (PartialDate(day) if day else None for day in (since, until))
    return Tie(kind, HOST, f"agr:{id}", since=begun, until=ended, values=values, origin=SEEN)


def told(n: int, session: int, response: str, core: bool = True, action: int = 3) -> Tie:
    known = PartialDate(opens(session).isoformat())
    values = {"session": session, "core": core, "detention": False, "action": action,
              "response": response}  # fmt: skip
    return Tie("RECOMMENDED_TO", "gov:FRA", HOST, f"{session}-{n}", values=values,
               origin=Origin("https://example.org", known=known))  # fmt: skip


BASE: list[Record] = [
    Entity("Government", HOST, "Belarus", {}, SEEN),
    Entity("Government", "gov:FRA", "France", {}, SEEN),
    *(paper(id) for id in ("ICCPR", "CAT", "CED", "CRC", "OPCAT")),
    paper("complaints-ICCPR-OP1", "procedure"),
]


def test_what_binds_on_the_day_and_what_does_not(empty: Store) -> None:
    write(
        empty, *BASE,
        party("ICCPR", "1973", reservations="to article 14"), party("CAT", None),
        party("CED", "1990", "2023-02"), party("CRC", None, kind="SIGNED"),
        party("complaints-ICCPR-OP1", "1992", kind="ACCEPTS_COMPLAINTS_UNDER"),
    )  # fmt: skip
    answer = asked(empty)
    assert [(r["id"], r["since"], r["reservations"]) for r in rows(answer, "treaties")] == [
        ("agr:ICCPR", "1973", "to article 14"), ("agr:CAT", None, None),
    ]  # fmt: skip
    assert {(r["id"], r["state"]) for r in rows(answer, "not_bound")} == {
        ("agr:CED", "no party"), ("agr:CRC", "signed only"), ("agr:OPCAT", "no party"),
    }  # fmt: skip
    assert "2 of the 5" in answer.sentence
    assert "Treaty ICCPR (since 1973)" in answer.sentence
    before = asked(empty, date(2022, 1, 1))
    assert "agr:CED" in {row["id"] for row in rows(before, "treaties")}
    where = {row["procedure"]: row["why"] for row in rows(answer, "procedures")}
    assert where["Treaty complaints-ICCPR-OP1"] == "accepted since 1992"
    assert {one.title for one in ALWAYS} < where.keys()


def test_regional_ways_are_open_to_full_members_only(empty: Store) -> None:
    public = Origin(label=Label.CLEAR)
    bodies = [Entity("Organization", f"org:{id}", id, {"sector": "igo"}, public)
              for id in ("OSCE", "OAS", "AU")]  # fmt: skip
    write(
        empty, *BASE, *bodies,
        Tie("MEMBER_OF", HOST, "org:OSCE", values={"status": "member"}, origin=SEEN),
        Tie("MEMBER_OF", HOST, "org:OAS", values={"status": "observer"}, origin=SEEN),
        Tie("MEMBER_OF", HOST, "org:AU", until=PartialDate("2019"), origin=SEEN),
    )  # fmt: skip
    answer = asked(empty)
    assert [row["id"] for row in rows(answer, "bodies")] == ["org:OSCE"]
    told = " ".join(row["procedure"] for row in rows(answer, "procedures"))
    assert "Moscow Mechanism" in told
    assert "Inter-American" not in told
    assert "African Commission" not in told


def test_its_own_word_counts_from_the_day_on_which_it_was_public(empty: Store) -> None:
    write(empty, *BASE, told(1, 8, "accepted"), told(2, 8, "noted"), told(3, 8, "accepted", False),
          told(4, 22, "accepted", action=5), told(5, 22, "accepted"))  # fmt: skip
    answer = asked(empty)
    assert [(r["year"], r["action"]) for r in rows(answer, "own_word")] == [
        (2015, 5), (2015, 3), (2010, 3),
    ]  # fmt: skip
    assert "it accepted 3 of 4" in answer.sentence
    assert "2015, 11 years ago" in answer.sentence
    assert len(rows(asked(empty, adopted(22).replace(day=1)), "own_word")) == 1


def test_nothing_on_record_is_said_to_be_nothing_known(empty: Store) -> None:
    write(empty, *BASE)
    answer = asked(empty)
    assert "says nothing of what binds it" in answer.sentence
    assert rows(answer, "treaties") == []
    assert "not_bound" not in {block.id for block in answer.blocks}  # it is on no list
    assert rows(answer, "procedures")  # the working groups are open for every state


def test_a_case_opens_with_consent_for_the_un(filled: Store) -> None:
    answer = ask("hooks", filled, {"case": "Swallow"}, Label.STRICT, DAY)
    assert answer.sentence.startswith("Consent for UN was given on 2026-03-01")
    other = ask("hooks", filled, {"case": "Lantern"}, Label.STRICT, DAY)
    assert other.sentence.startswith("No consent for UN is recorded")
    with pytest.raises(QuestionError, match="either a case or a target"):
        asked(filled, case="Swallow", target="BLR")


def test_a_real_state_reads_like_advice(filled: Store) -> None:
    golden.check(ask("hooks", filled, {"target": "BLR"}, Label.STRICT, DAY))
