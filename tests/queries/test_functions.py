"""Functions: what counts as covered, who could cover it, and the sample's golden text."""

from __future__ import annotations

from typing import Any

import pytest

from graph.model.records import Entity, Origin, PartialDate, Record, Tie
from graph.model.schema import Label
from graph.model.words import written
from graph.store.base import Store
from queries.answer import Answer, Matrix, Note, Row, Table
from queries.question import ask
from tests.conftest import write
from tests.queries import golden
from tests.queries.test_introductions import DAY, SURE, but, person, tie


def answer_of(store: Store, audience: Label = Label.RED, **parameters: Any) -> Answer:
    return ask("functions", store, {"case": "cas:1", **parameters}, audience, DAY)


def gap(answer: Answer, function: str) -> Row | None:
    """The row of a function; None: it is no gap."""
    table = answer.block("gaps")
    assert isinstance(table, Table)
    return next((row for row in table.rows if row["function_id"] == function), None)


def in_short(answer: Answer) -> str:
    note = answer.block("in_short")
    assert isinstance(note, Note)
    return note.text


def cells(answer: Answer, id: str) -> dict[tuple[str, str], str]:
    block = answer.block(id)
    assert isinstance(block, Matrix)
    down, across, value = (column.id for column in block.columns[:3])
    return {(str(row[down]), str(row[across])): str(row[value]) for row in block.rows}


def body(name: str, *can: str, **values: Any) -> Entity:
    return Entity(
        "Organization", f"org:{name.lower()}", name, {"functions": [*can], **values}, SURE
    )


def works(who: str, *functions: str, **dates: Any) -> Tie:
    return tie("WORKS_ON", who, "cas:1", values={"functions": [*functions]}, **dates)


def coalition() -> list[Record]:
    """Watch covers media; Press, of the same house as Watch, could; Clinic has no tie."""
    return [
        Entity("Case", "cas:1", "Case One", {"stage": "appeal"}, SURE),
        Entity("Government", "gov:BLR", "Belarus"),
        Entity("Government", "gov:FRA", "France"),
        body("Watch", "media"),
        body("Press", "media", "awareness"),
        body("Clinic", "medical"),
        tie("DETAINS", "gov:BLR", "cas:1"),
        works("org:watch", "media", since=PartialDate("2026-01")),
        tie("PARTNERS_WITH", "org:press", "org:watch"),
    ]


def test_nobody_one_only_and_two(empty: Store) -> None:
    write(empty, *coalition())
    alone, nobody = gap(answer_of(empty), "media"), gap(answer_of(empty), "awareness")
    assert alone
    assert (alone["state"], alone["now"], alone["could"]) == ("one only", ["Watch"], ["Press"])
    assert nobody
    assert (nobody["state"], nobody["could"]) == ("nobody", ["Press"])
    assert str(nobody["reach"]).startswith("['Press: through Watch (about")
    write(empty, *coalition(), works("org:press", "media", since=PartialDate("2026-02")))
    assert gap(answer_of(empty), "media") is None
    assert cells(answer_of(empty), "allies")["media coverage", "Press"] == "covers"


def test_a_body_and_its_part_are_one(empty: Store) -> None:
    both = [*coalition(), works("org:press", "media", since=PartialDate("2026-02"))]
    write(empty, *both, tie("PART_OF", "org:press", "org:watch"))
    row = gap(answer_of(empty), "media")
    assert row
    assert (row["state"], row["now"]) == ("one only", ["Press", "Watch"])
    write(empty, *coalition(), tie("PART_OF", "org:press", "org:watch"))
    alone = gap(answer_of(empty), "media")
    assert alone
    assert alone["could"] == ["nobody on record"]  # its own part would be no second ally


@pytest.mark.parametrize(
    ("dates", "day"),
    [
        ({"since": PartialDate("2025"), "until": PartialDate("2026-06")}, "2026-06-30"),
        ({"since": PartialDate("2020-03")}, "2026-11-01"),
    ],
)
def test_what_ended_or_was_not_confirmed_covers_nothing(
    empty: Store, dates: dict[str, Any], day: str
) -> None:
    old = works("org:watch", "media", **dates)
    if "until" not in dates:
        origin = Origin("https://example.org", known=PartialDate("2020-03"))
        old = Tie(
            "WORKS_ON",
            "org:watch",
            "cas:1",
            since=dates["since"],
            origin=origin,
            values={"functions": ["media"]},
        )
        day = "2020-03-31"
    write(empty, *but(coalition(), old))
    row = gap(answer_of(empty), "media")
    assert row
    assert (row["state"], row["now"]) == ("lapsed", ["nobody"])
    assert row["before"] == [f"Watch (until {written(day)})"]
    assert row["could"] == ["Watch", "Press"]  # who did it before is asked first
    assert f"worked with us until {written(day)}" in str(row["reach"])


def test_work_is_over_too_where_another_list_says_so(empty: Store) -> None:
    write(empty, *coalition())
    over = works("org:watch", until=PartialDate("2026-11-10"))
    write(empty, over, dataset="another list")
    row = gap(answer_of(empty), "media")
    assert row
    assert (row["state"], row["now"]) == ("lapsed", ["nobody"])
    assert row["before"] == ["Watch (until 10 November 2026)"]
    assert "worked with us until 10 November 2026" in str(row["reach"])
    write(empty, works("org:watch", until=PartialDate("2026-10-31")), dataset="another list")
    seen_since = gap(answer_of(empty), "media")  # on the first of November
    assert seen_since
    assert seen_since["now"] == ["Watch"]


def test_who_has_no_tie_yet_is_found_and_no_way_is_said(empty: Store) -> None:
    write(empty, *coalition())
    row = gap(answer_of(empty), "medical")
    assert row
    assert row["could"] == ["Clinic"]
    assert "no good introduction is known yet" in str(row["reach"])
    write(empty, *but(coalition(), body("Clinic", "medical", contact="do not contact")))
    assert "Clinic" not in answer_of(empty).json().decode()
    against = tie(
        "OPPOSES", "org:clinic", "cas:1", since=PartialDate("2026"), values={"stance": -1}
    )
    write(empty, *coalition(), against)
    assert "Clinic" not in answer_of(empty).json().decode()


@pytest.mark.parametrize(
    "values", [{"role": "doctor"}, {"role": "expert", "minor": True}, {"role": "relative"}]
)
def test_who_is_at_risk_is_neither_named_nor_counted(empty: Store, values: dict[str, Any]) -> None:
    careful = person("Ada", **{**values, "opted_in": []})
    write(empty, *coalition(), careful, works("per:ada", "medical"))
    answer = answer_of(empty)
    row = gap(answer, "medical")
    assert row
    assert (row["state"], row["now"]) == ("somebody at risk", ["nobody"])
    assert "Ada" not in answer.json().decode()
    write(empty, *coalition(), person("Ada", **values), works("per:ada", "medical"))
    agreed = gap(answer_of(empty), "medical")
    assert agreed
    assert (agreed["state"], agreed["now"]) == ("one only", ["Ada"])
    gone = person("Ada", contact="do not contact", **values)
    write(empty, *coalition(), gone, works("per:ada", "medical"))
    without = gap(answer_of(empty), "medical")
    assert without
    assert without["state"] == "nobody"


def test_people_are_proposed_only_if_they_agreed(empty: Store) -> None:
    staff = tie("WORKS_FOR", "per:ada", "org:press")
    write(empty, *coalition(), person("Ada", role="interpreter"), staff)
    row = gap(answer_of(empty), "translation")
    assert row
    assert row["could"] == ["Ada"]
    write(empty, *coalition(), person("Ada", role="expert", opted_in=[]), staff)
    without = gap(answer_of(empty), "peers")
    assert without
    assert without["could"] == ["nobody on record"]


def test_towards_governments(empty: Store) -> None:
    call = Entity("Approach", "app:1", "call", {"status": "made"}, SURE)
    planned = Entity("Approach", "app:2", "letter", {"status": "planned"}, SURE)
    write(
        empty,
        *coalition(),
        Entity("Government", "gov:DEU", "Germany"),
        call,
        planned,
        tie("CONCERNS", "app:1", "cas:1"),
        tie("MADE_TO", "app:1", "gov:FRA"),
        tie("MADE_BY", "app:1", "org:watch"),
        tie("CONCERNS", "app:2", "cas:1"),
        tie("MADE_TO", "app:2", "gov:DEU"),
        tie("MADE_BY", "app:2", "org:press"),
        tie("LOCATED_IN", "org:watch", "gov:FRA"),
        tie("LOCATED_IN", "org:press", "gov:FRA"),
    )
    towards = cells(answer_of(empty), "governments")
    assert towards["diplomatic channels", "France"] == "one only"
    assert towards["diplomatic channels", "Germany"] == "planned"
    assert towards["media coverage", "France"] == "one only"
    assert towards["public awareness", "France"] == "nobody"
    block = answer_of(empty).block("governments")
    assert isinstance(block, Matrix)
    assert {"Press could"} <= {row["who"] for row in block.rows}
    only = cells(answer_of(empty, governments=["gov:DEU"]), "governments")
    assert {government for _, government in only} == {"Germany"}


def test_after_release_only_what_is_needed_then_is_a_gap(empty: Store) -> None:
    write(empty, *coalition())
    before = answer_of(empty)
    assert gap(before, "diplomacy")
    assert gap(before, "reintegration")
    free = Entity("Case", "cas:1", "Case One", {"stage": "released"}, SURE)
    write(empty, *but(coalition(), free))
    answer = answer_of(empty)
    assert gap(answer, "diplomacy") is None
    assert gap(answer, "reintegration")
    assert answer.sentence.startswith("No consent for embassies is recorded")
    assert "For Case One, nobody covers" in answer.sentence
    assert "Only what is needed after release counts here." in in_short(answer)


def test_a_lower_audience_is_told_what_it_cannot_see(empty: Store) -> None:
    write(empty, *coalition())
    assert "families" not in in_short(answer_of(empty))
    assert "neither families nor local counsel" in in_short(answer_of(empty, Label.STRICT))


def test_the_sample_reads_like_advice(campaign: Store) -> None:
    golden.check(ask("functions", campaign, {"case": "Swallow"}, Label.STRICT, DAY))


def test_the_lens_shows_functions_nobody_covers_and_who_could(empty: Store) -> None:
    write(empty, *coalition())
    lens = answer_of(empty).lens
    assert lens is not None
    assert lens.list == "gaps"
    roles = {one.id: (one.role, one.words) for one in lens.entities}
    assert roles["Function:awareness"] == ("gap", "nobody")
    assert roles["Function:media"] == ("shown", "one only")
    people = {(one.id, one.role) for one in lens.entities if not one.id.startswith("Function")}
    assert {("cas:1", "shown"), ("org:watch", "shown"), ("org:press", "could")} <= people
    lines = {(one.source, one.target, one.role) for one in lens.lines}
    assert ("org:watch", "Function:media", "shown") in lines
    assert ("org:press", "Function:awareness", "could") in lines
    table = answer_of(empty).block("gaps")
    assert isinstance(table, Table)
    orders = [one.order for one in lens.entities if one.id.startswith("Function")]
    assert orders == list(range(1, len(table.rows) + 1))
    assert {one["id"] for one in lens.added} == {f"Function:{r['function_id']}" for r in table.rows}


def test_the_lens_names_nobody_whom_the_audience_may_not_see(empty: Store) -> None:
    write(empty, *coalition())
    before = answer_of(empty, Label.STRICT).lens
    red = Origin("https://example.org", known=SURE.known, label=Label.RED)
    mo = Entity("Person", "per:mo", "Mo", {"functions": ["media"], "opted_in": ["cas:1"]}, red)
    write(empty, *coalition(), mo, works("per:mo", "media", since=PartialDate("2026-02")))
    assert answer_of(empty).lens != before
    assert answer_of(empty, Label.STRICT).lens == before
