"""Who has acted for prisoners: what is counted, what is said of silence, and the golden text."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.model.records import Entity, Origin, PartialDate, Record, Tie
from graph.model.schema import Label
from graph.model.vocabulary import CONSENT_USES
from graph.store.base import Store
from graph.store.opening import open_store
from loaders.loader import named
from loaders.loading import REFERENCE, load
from queries.answer import Answer, Note
from queries.question import ask
from tests.conftest import write
from tests.queries import golden
from tests.queries.few_acts import HEAD, TABLE, filled_with

DAY = date(2026, 11, 28)
# Of the campaign's own, which not everybody may see.
OWN = """
id,date,target,kind,stance,complete,source,label,signatories
O1,2026-01-05,BLR,letter of missions,for,yes,https://example.org/o,AMBER,GBR|ISL
O2,2026-01-06,EGY,letter of missions,for,yes,https://example.org/o,STRICT,GBR|ISL
"""


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Store]:
    """The same with the campaign's own acts."""
    table = tmp_path / "own.csv"
    table.write_text(OWN.lstrip(), "utf-8")
    store = filled_with(tmp_path, TABLE, table)
    yield store
    store.close()


def answer_of(
    store: Store, target: str = "BLR", day: date = DAY, audience: Label = Label.RED, **more: Any
) -> Answer:
    return ask("acts", store, {"target": target, **more}, audience, day)


def rows(answer: Answer, id: str) -> list[dict[str, Any]]:
    return [dict(row) for row in answer.block(id).rows]  # type: ignore[union-attr]


def ids(answer: Answer) -> list[str]:
    return [block.id for block in answer.blocks]


def test_what_it_says(few_acts: Store) -> None:
    golden.check(answer_of(few_acts))


def test_the_sentence_says_whom_to_ask_and_what_that_rests_on(few_acts: Store) -> None:
    assert answer_of(few_acts).sentence == (
        "Ask the United Kingdom to lead. It joined 3 of 4 joint acts on Belarus and 1 of 2 on "
        "similar governments. Closest partner: Canada. Releases followed 2 acts: that alone "
        "proves nothing."
    )


def test_the_risk_stands_beside_what_came_of_it(filled: Store) -> None:
    assert answer_of(filled, "TZA").sentence.endswith(
        "Releases followed 1 act, retaliation 1: that alone proves nothing."
    )


def test_each_act_says_when_and_whether_its_list_is_whole(
    few_acts: Store,
) -> None:
    acts = {row["source"][-1]: row for row in rows(answer_of(few_acts), "acts")}
    assert [acts[n]["date"] for n in "1235"] == [
        "September 2025",
        "23 May 2024",
        "2023 (estimated)",
        "1 March 2021 (from memory)",
    ]
    assert (acts["1"]["list"], acts["3"]["list"]) == ("complete", "not complete: 3 of 8 named")
    assert acts["2"]["outcome"] == "partly released: released (2), June 2024"
    assert acts["1"]["outcome"] is None
    assert acts["5"]["who"] == "United States; mediator: Qatar"
    assert acts["3"]["persons"] == "Ada Example"
    assert "not necessarily caused by it." in answer_of(few_acts).block("acts").note  # type: ignore[union-attr]


def test_silence_is_only_of_complete_lists(few_acts: Store) -> None:
    state = {
        (row["government"], row["act"]): row["state"] for row in rows(answer_of(few_acts), "matrix")
    }
    assert state["Norway", "September 2025, Permanent Council"] == "joined"
    assert state["Norway", "23 May 2024, Permanent Council"] == "silent"
    assert state["Norway", "2023, Minsk"] == "not known"
    assert {act for _, act in state} == {
        "September 2025, Permanent Council",
        "21 March 2025, UN Human Rights Council 58",
        "23 May 2024, Permanent Council",
        "2023, Minsk",
    }  # a vote and a mediation are no joint acts


def test_who_could_lead_counts_each_speech_once_and_not_what_is_not_known(few_acts: Store) -> None:
    leads = {row["name"]: row for row in rows(answer_of(few_acts), "leads")}
    assert next(iter(leads)) == "United Kingdom"
    assert (leads["Norway"]["joined"], leads["Norway"]["like"]) == ("1 of 3", "0 of 2")
    assert (leads["France"]["joined"], leads["France"]["last"]) == ("1 of 4", "2023 (estimated)")
    assert leads["Netherlands"]["joined"] == "1 of 3"
    assert (leads["Netherlands"]["like"], leads["Netherlands"]["small"]) == ("2 of 2", 2)
    assert not leads.keys() & {"Cuba", "China", "Russia", "Belarus", "Qatar"}
    pairs = {(row["name"], row["with"]): row for row in rows(answer_of(few_acts), "together")}
    canada = pairs["Canada", "United Kingdom"]
    assert (canada["together"], canada["either"], canada["share"]) == (2, 3, 2 / 3)


def test_a_government_like_it_is_another_and_alike(few_acts: Store) -> None:
    like = rows(answer_of(few_acts), "like")
    assert {row["target"] for row in like} == {"Russia"}  # Egypt is of another group
    assert all(0.25 <= row["likeness"] <= 1 for row in like)
    assert [row["source"][-1] for row in like] == ["7", "6"]  # the third was against


def test_who_defended_it_and_who_mediated(few_acts: Store) -> None:
    against = [
        (row["name"], row["own"], row["like"]) for row in rows(answer_of(few_acts), "against")
    ]
    assert against == [("Cuba", 1, 1), ("China", 1, 0)]
    (mediator,) = rows(answer_of(few_acts), "mediators")
    assert (mediator["who"], mediator["target"]) == ("Qatar", "Belarus")
    outcomes = [row["outcome"] for row in rows(answer_of(few_acts), "outcomes")]
    assert outcomes == ["partly released: released (2), June 2024", "released, 2 March 2021"]


def test_an_act_is_known_from_the_last_day_that_its_date_may_mean(few_acts: Store) -> None:
    before, after = (
        [row["day"] for row in rows(answer_of(few_acts, day=day), "acts")]
        for day in (date(2025, 9, 29), date(2025, 9, 30))
    )
    assert after == ["2025-09", *before]


def test_since_and_most_shorten_the_lists_and_say_so(few_acts: Store) -> None:
    since = answer_of(few_acts, since="2024-01-01")
    assert [row["day"] for row in rows(since, "timeline")] == [
        "2024-05-23",
        "2025-03-21",
        "2025-09",
    ]
    assert "mediators" not in ids(since)
    short = answer_of(few_acts, most=2).block("acts")
    assert len(short.rows) == 2  # type: ignore[union-attr]
    assert "The first 2 of 6 are shown" in short.note  # type: ignore[union-attr]
    assert "No public act since 1 May 2026" in answer_of(few_acts, since="2026-05-01").sentence


def test_own_acts_are_gone_for_weaker_audiences_and_those_of_others_make_nothing_stricter(
    own: Store, few_acts: Store
) -> None:
    clear = answer_of(own, audience=Label.CLEAR)
    assert clear.label is Label.CLEAR
    assert [row["name"] for row in rows(clear, "leads")] == [
        row["name"] for row in rows(answer_of(few_acts), "leads")
    ]
    amber = answer_of(own)
    assert "Iceland" in {row["name"] for row in rows(amber, "leads")}
    assert amber.label is Label.AMBER  # the act on Egypt, which is not shown, is stricter


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        (
            "PSE",
            "No public act for prisoners of Palestine, or of governments like it, is on record "
            "here, which does not mean that nobody acted.",
        ),
        (
            "VUT",
            "No joint act is on record. The newest act about prisoners of Vanuatu is by the United "
            "States: named by one government, 15 September 2024.",
        ),
        (
            "MDA",
            "Ask the United Kingdom to lead. It joined 4 of 5 joint acts on governments like "
            "Moldova. Closest partner: Canada. No act for prisoners of Moldova is on record.",
        ),
    ],
)
def test_where_little_is_on_record(few_acts: Store, target: str, sentence: str) -> None:
    answer = answer_of(few_acts, target)
    assert answer.sentence == sentence
    assert (ids(answer) == []) is (target == "PSE")


def test_a_territory_is_asked_of_who_governs_it(few_acts: Store) -> None:
    answer = answer_of(few_acts, "Hong Kong")
    assert answer.sentence.startswith("Hong Kong is governed by China: ")
    assert answer.blocks == answer_of(few_acts, "CHN").blocks


def test_without_any_act_it_says_how_to_load_them(tmp_path: Path) -> None:
    answer = answer_of(filled_with(tmp_path))
    assert answer.sentence.endswith("load it under Loads.")
    assert not answer.blocks


def test_without_un_reviews_the_acts_themselves_are_shown(few_acts: Store, tmp_path: Path) -> None:
    plain = open_store(f"sqlite:///{tmp_path / 'plain.sqlite'}")
    load(named("governments"), [REFERENCE / "territories.csv"], plain, encoding="utf-8-sig")
    load(named("acts"), [TABLE], plain)
    bare = answer_of(plain)
    assert "like" not in ids(bare)
    assert [row["source"] for row in rows(bare, "acts")] == [
        row["source"] for row in rows(answer_of(few_acts), "acts")
    ]
    assert rows(bare, "leads")[0]["name"] == "United Kingdom"


def case_of(posture: str, uses: tuple[str, ...], **values: str) -> Iterator[Record]:
    origin = Origin(HEAD)
    yield Entity("Case", "cas:1", "Case One", {"posture": posture, **values}, origin)
    yield Entity("Person", "per:1", "Prisoner", {}, origin)
    yield Tie("DETAINS", "gov:BLR", "cas:1", origin=origin)
    for use in uses:
        consent = {"use": use, "state": "given", "date": "2026-01-01"}
        yield Entity("Consent", f"con:{use}", use, consent, origin)
        yield Tie("CONCERNS", f"con:{use}", "cas:1", origin=origin)
        yield Tie("MADE_BY", f"con:{use}", "per:1", origin=origin)


@pytest.mark.parametrize(
    ("posture", "uses", "stage", "words"),
    [
        ("public", CONSENT_USES, "trial", "Ask the United Kingdom to lead a joint statement. "),
        ("private", CONSENT_USES, "trial", "to lead a joint démarche, in private. "),
        ("public", (), "trial", "Ask the United Kingdom in private, naming nobody. "),
        ("public", CONSENT_USES, "released", "Ask nobody for an act now. On record, "),
    ],
)
def test_of_a_case_nothing_is_proposed_that_its_gate_refuses(
    own: Store, posture: str, uses: tuple[str, ...], stage: str, words: str
) -> None:
    write(own, *case_of(posture, uses, stage=stage))
    answer = ask("acts", own, {"case": "cas:1"}, Label.RED, DAY)
    assert words in answer.sentence
    assert ("joint statement" in answer.sentence) is (words.endswith("joint statement. "))


def test_how_far_it_can_be_trusted_is_said(few_acts: Store) -> None:
    note = answer_of(few_acts).block("limits")
    assert isinstance(note, Note)
    for words in ("English and Spanish", "only where the list is complete", "Open the source"):
        assert words in note.text


def test_the_shipped_table_gives_what_its_rows_say(filled: Store) -> None:
    with (REFERENCE / "acts.csv").open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    for code in ("BLR", "NIC", "TZA"):
        mine = [row for row in table if row["target"] == code]
        answer = answer_of(filled, code, most=500)
        day_by_day = rows(answer, "timeline")
        assert len(day_by_day) == len({row["id"] for row in mine})
        against: dict[str, set[str]] = {}
        for row in mine:
            for signatory in row["signatories"].split("|") if row["stance"] == "against" else []:
                against.setdefault(f"gov:{signatory}", set()).add(row["speech_id"])
        defended = {r["id"]: r["own"] for r in rows(answer, "against") if r["own"]}
        assert defended == {id: len(speeches) for id, speeches in against.items()}


@pytest.mark.slow
def test_its_sentence_is_short_for_every_state_of_the_shipped_table(filled: Store) -> None:
    with (REFERENCE / "acts.csv").open(encoding="utf-8") as file:
        targets = sorted({row["target"] for row in csv.DictReader(file)})
    for code in targets:
        words = answer_of(filled, code).sentence.split()
        assert len(words) <= 35, " ".join(words)


def test_who_may_have_changed_its_policy_since_is_not_asked_first(own: Store) -> None:
    origin = Origin(HEAD, known=PartialDate("2026-03-01"))
    values = {"kind": "policy break", "date": "2026-03-01"}
    write(
        own,
        Entity("Event", "eve:1", "Programme closed.", values, origin),
        Tie("CONCERNS", "eve:1", "gov:GBR", origin=origin),
    )
    answer = answer_of(own)
    first, second = rows(answer, "leads")[:2]
    assert (first["name"], first["changed"]) == (
        "United Kingdom",
        "Programme closed (1 March 2026)",
    )
    assert second["changed"] is None
    assert answer.sentence.startswith(f"Ask {second['name']} to lead. ")
    before = answer_of(own, day=date(2026, 2, 28))
    assert before.sentence.startswith("Ask the United Kingdom to lead. ")
