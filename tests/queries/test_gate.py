"""One gate: over all combinations no question proposes what a case does not allow.

What is allowed is said here a second time, from the combination alone and without the gate, so that
a gate that lets something through fails as surely as a question that does not ask it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from itertools import chain, product
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from graph.approach.gate import BY_ID, Gates
from graph.model.records import Entity, Origin, PartialDate, Record
from graph.model.schema import Label
from graph.model.vocabulary import CONSENT_USES, POSTURES, STAGES
from graph.store.base import Store
from graph.store.opening import open_store
from graph.view import View
from queries.answer import Answer, Row
from queries.question import ask
from tests.conftest import write
from tests.queries.test_introductions import SURE, tie

DAY = date(2026, 11, 28)
GIVEN_ON = "2026-03-01"  # by a cousin, for every use; what the mother says of one use is varied
DAYS = ("2026-06-01", "2026-03", "2026", "2026-01-01", "")
PLANNED = ("statement", "parliamentary question", "special procedure", "demarche desk", "visa")
PUBLIC = ("statement", "parliamentary question", "special procedure")
OUTSIDE = {
    "media": "media",
    "awareness": "media",
    "culture": "media",
    "diplomacy": "embassies",
    "parliaments": "embassies",
    "international law": "UN",
}


NO = ("refused", "withdrawn")


class Combination(NamedTuple):
    use: str
    state: str
    day: str
    posture: str
    stage: str
    struck: bool

    def consent(self, use: str) -> bool:
        return use != self.use or self.state == "given"

    def allows(self, instrument: str) -> bool:
        stage = next(one for one in STAGES if one.id == self.stage)
        if not stage.alive or (self.use, self.state) == ("embassies", "withdrawn"):
            return False
        if stage.free and instrument != "visa":
            return False
        if not self.consent("UN" if instrument == "special procedure" else "embassies"):
            return False
        return instrument not in PUBLIC or self.public(
            "UN" if instrument == "special procedure" else "media"
        )

    def refuses(self, *uses: str) -> bool:
        return self.use in uses and self.state in NO

    def seeks(self, use: str) -> bool:
        """Whether an ally may be sought for what needs a use: where nobody said no."""
        if use != "media":
            return not self.halted and not self.refuses(use)
        wanted = self.posture in ("public", "private then public") and not self.struck
        return wanted and not self.halted and not self.refuses(use, "name", "embassies")

    def public(self, use: str) -> bool:
        wanted = self.posture in ("public", "private then public")
        return wanted and not self.struck and all(map(self.consent, (use, "name", "embassies")))

    @property
    def halted(self) -> bool:
        return self.stage == "died in custody" or (self.use, self.state) == (
            "embassies",
            "withdrawn",
        )


WORDS = [
    Combination(use, state, day, "public", "trial", False)
    for use, state, day in product(CONSENT_USES, NO, DAYS)
]
WORDS += [Combination(use, "unset", "", "public", "trial", False) for use in CONSENT_USES]
STANDS = [
    Combination("photo", "given", "", posture, stage.id, False)
    for posture, stage in product(POSTURES, STAGES)
]
STRUCK = [Combination("photo", "given", "", posture, "trial", True) for posture in POSTURES]
MIXED = [
    Combination(use, state, "2026", posture, stage, False)
    for use, state, posture, stage in product(
        ("embassies", "media", "UN"), NO, ("private", "public"), ("released", "died in custody")
    )
]
ALL = [*WORDS, *STANDS, *STRUCK, *MIXED]
TOGETHER = 25  # cases of one store: each question reads who else is at risk


def records(n: int, of: Combination) -> Iterator[Record]:
    """One case: its consents, five asks that are planned, a hearing, and people to be asked."""
    id, host = f"cas:{n}", "gov:KAZ" if of.struck else "gov:BLR"
    yield Entity("Case", id, f"Case {n}", {"posture": of.posture, "stage": of.stage}, SURE)
    yield from (
        tie("DETAINS", host, id),
        tie("WORKS_ON", "org:watch", id),
        tie("CONCERNS", "eve:hearing", id),
        tie("DECIDES", "per:judge", id),
        tie("SUPPORTS", "per:waverer", id, values={"stance": 1}),
    )
    for use in CONSENT_USES:
        if of.consent(use) or of.state != "unset":
            yield from consent(f"{n}{use}", id, "per:cousin", use, "given", GIVEN_ON)
    if of.state in ("refused", "withdrawn"):
        yield from consent(f"{n}no", id, "per:mother", of.use, of.state, of.day)
    for instrument in PLANNED:
        one = f"app:{n}{instrument}"
        values = {
            "instrument": instrument,
            "status": "planned",
            "due": "2026-12-05",
            "public": instrument in PUBLIC,
        }
        yield Entity("Approach", one, BY_ID[instrument].title, values, SURE)
        yield from (tie("CONCERNS", one, id), tie("MADE_TO", one, "gov:FRA"))


def consent(id: str, case: str, giver: str, use: str, state: str, day: str) -> Iterator[Record]:
    values = {"use": use, "state": state} | ({"date": day} if day else {})
    yield Entity("Consent", f"con:{id}", use, values, SURE)
    yield from (tie("CONCERNS", f"con:{id}", case), tie("MADE_BY", f"con:{id}", giver))


def around() -> Iterator[Record]:
    """Two states, of which one struck back, and those who could do something for a case."""
    for code, name in (("BLR", "Belarus"), ("KAZ", "Kazakhstan"), ("FRA", "France")):
        yield Entity("Government", f"gov:{code}", name, {}, SURE)
    for name in ("mother", "cousin"):
        yield Entity("Person", f"per:{name}", f"The {name}", {"role": "relative"}, SURE)
    for name in ("judge", "waverer", "bridge"):
        agreed: list[str] = [f"cas:{n}" for n in range(len(ALL))]
        yield Entity("Person", f"per:{name}", f"The {name}", {"opted_in": agreed}, SURE)
    yield Entity("Organization", "org:watch", "Watch", {"functions": ["documentation"]}, SURE)
    yield Entity("Organization", "org:able", "Able", {"functions": list(OUTSIDE)}, SURE)
    yield from (
        tie("KNOWS", "per:bridge", "per:judge"),
        tie("WORKS_FOR", "per:bridge", "org:watch"),
    )
    yield Entity("Event", "eve:hearing", "hearing", {"kind": "hearing", "date": "2026-12-20"}, SURE)
    yield Entity("Case", "cas:struck", "Struck", {}, SURE)
    back = {"instrument": "statement", "status": "made", "public": True, "response": "retaliation"}
    yield Entity("Approach", "app:struck", "statement", back, SURE)
    yield from (
        tie("DETAINS", "gov:KAZ", "cas:struck"),
        tie("CONCERNS", "app:struck", "cas:struck"),
    )


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Store]]:
    """The cases of all combinations, `TOGETHER` to a store."""
    folder = tmp_path_factory.mktemp("gate")
    opened = []
    for first in range(0, len(ALL), TOGETHER):
        store = open_store(f"sqlite:///{folder / str(first)}.sqlite")
        some = range(first, min(first + TOGETHER, len(ALL)))
        write(store, *around(), *chain.from_iterable(records(n, ALL[n]) for n in some))
        opened.append(store)
    yield opened
    for store in opened:
        store.close()


def rows(answer: Answer, block: str) -> list[Row]:
    blocks = [one for one in answer.blocks if one.id == block]
    return list(blocks[0].rows) if blocks else []  # type: ignore[attr-defined]


def answer_of(stores: list[Store], name: str, n: int, **parameters: Any) -> Answer:
    store = stores[n // TOGETHER] if stores[1:] else stores[0]
    return ask(name, store, {"case": f"cas:{n}", **parameters}, Label.RED, DAY)


def test_the_gate_itself_follows_the_combination(stores: list[Store]) -> None:
    every = [Gates(View(store, Label.RED, DAY)) for store in stores]
    for n, one in enumerate(ALL):
        gates = every[n // TOGETHER]
        gate = gates.of(gates.view.get(f"cas:{n}"))
        for instrument in PLANNED:
            reason = gate.refusal(BY_ID[instrument], instrument in PUBLIC)
            assert (reason is None) == one.allows(instrument), (one, instrument, reason)
        assert bool(gate.halt) == one.halted


# A question is slower than the gate: each is asked of every third combination, another third each.
def some(start: int) -> Iterator[tuple[int, Combination]]:
    return ((n, ALL[n]) for n in range(start, len(ALL), 3))


def proposed_in(text: str) -> set[str]:
    """The planned asks that a text names outside what it calls stopped."""
    open_ = text.partition("Stopped, so not to be done:")[0]
    return {one for one in PLANNED if BY_ID[one].title in open_}


@pytest.mark.slow
def test_what_is_due_stops_what_is_refused_and_proposes_the_rest(stores: list[Store]) -> None:
    for n, one in some(0):
        answer = answer_of(stores, "due", n)
        for row in rows(answer, "due"):
            instrument = str(row["id"]).removeprefix(f"app:{n}")
            if instrument in PLANNED:
                assert (row["when"] != "stopped") == one.allows(instrument), (one, row)
                assert bool(row["reason"]) == (row["when"] == "stopped")
            if "observer" in str(row["what"]) and row["when"] != "stopped":
                assert one.allows("demarche desk")
            if row["when"] == "stopped":
                assert row["how"] is None
        assert all(map(one.allows, proposed_in(answer.sentence))), (one, answer.sentence)


@pytest.mark.slow
def test_the_overview_and_the_timeline_propose_nothing_that_is_refused(stores: list[Store]) -> None:
    for n, one in some(1):
        answer = answer_of(stores, "overview", n)
        actions = " ".join(str(row["what"]) for row in rows(answer, "first"))
        assert all(map(one.allows, proposed_in(f"{actions} {answer.sentence}"))), (one, actions)
        assert "Begin with" not in actions or not one.halted
        for row in rows(answer_of(stores, "timeline", n), "timeline"):
            instrument = str(row["id"]).removeprefix(f"app:{n}")
            if instrument in PLANNED:
                assert (row["kind"] != "stopped") == one.allows(instrument), (one, row)


@pytest.mark.slow
def test_nobody_is_asked_to_take_on_what_may_not_be_done(stores: list[Store]) -> None:
    for n, one in some(2):
        answer = answer_of(stores, "functions", n)
        for row in rows(answer, "gaps"):
            use = OUTSIDE.get(str(row["function_id"]), "")
            may = one.seeks(use)
            assert may or row["could_ids"] == [], (one, row)
        assert not one.halted or "Begin with" not in answer.sentence
        begun = answer.sentence.partition("Begin with ")[2]
        assert not begun.startswith("media") or one.seeks("media"), answer.sentence


@pytest.mark.slow
def test_nobody_is_approached_or_brought_together_where_all_is_stopped(stores: list[Store]) -> None:
    halted = [n for n, one in enumerate(ALL) if one.halted][::4]
    free = [n for n, one in enumerate(ALL) if not one.halted][::20]
    assert halted
    for n in (*halted, *free):
        stop = n in halted
        ways = answer_of(stores, "introductions", n, to="per:judge")
        assert bool(rows(ways, "ways")) != stop
        assert stop == ("Ask nobody for an introduction" in ways.sentence)
        steps = {str(row["next"]) for row in rows(answer_of(stores, "spectrum", n), "stances")}
        nothing = all(step.startswith("nothing now") for step in steps)  # who is free or has died
        assert (stop or nothing) == ("ask for one small thing, privately" not in steps)
        assert not stop or not rows(answer_of(stores, "meetings", n), "pairs")
        mended = answer_of(stores, "weak-points", n)
        assert not stop or not rows(mended, "mending")
        for answer in (ways, mended):
            assert not stop or "asking privately" not in json.dumps(answer.json().decode())


@pytest.mark.slow
def test_embassies_are_asked_for_nothing_that_is_refused(filled_file: Path, tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{shutil.copy(filled_file, tmp_path / 'filled.sqlite')}")
    chosen = [(n, ALL[n]) for n in range(0, len(ALL), 11)]
    write(store, *around(), *chain.from_iterable(records(n, one) for n, one in chosen))
    for n, one in chosen:
        answer = answer_of([store], "embassies", n, most=5)
        shown = [*rows(answer, "asks"), *rows(answer, "always")]
        for row in shown:
            proposal = BY_ID[str(row["ask_id"])]
            assert one.consent("embassies") or not proposal.names_the_person, (one, row)
            assert not row["public"] or one.public("media"), (one, row)
            assert not one.halted or proposal.id == "do nothing", (one, row)
        france = [row["ask_id"] for row in rows(answer, "asks") if row["id"] == "gov:FRA"]
        assert all(one.allows(str(id)) for id in france if id in PLANNED)
        assert not one.halted or not rows(answer, "first_doors")
    store.close()


def test_a_government_that_answered_by_retaliation_is_not_asked_again(empty: Store) -> None:
    one = Combination("photo", "given", "", "private", "trial", False)
    back = {"instrument": "call", "status": "made", "response": "retaliation"}
    write(
        empty,
        *around(),
        *records(0, one),
        Entity("Approach", "app:before", "call", back, SURE),
        tie("CONCERNS", "app:before", "cas:0"),
        tie("MADE_TO", "app:before", "gov:FRA"),
    )
    actions = rows(answer_of([empty], "due", 0), "due")
    reasons = {str(row["reason"]) for row in actions if str(row["id"]).startswith("app:0")}
    assert "an ask of this government was answered by retaliation" in reasons
    assert None not in {row["reason"] for row in actions if str(row["id"]).startswith("app:0")}


@pytest.mark.slow
def test_both_questions_name_one_last_day_for_one_ask(filled_file: Path, tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{shutil.copy(filled_file, tmp_path / 'filled.sqlite')}")
    where = Origin("press", known=PartialDate("2026-10-01"))
    dialogue = {"kind": "rights dialogue", "date": "2027-01-20"}
    write(
        store,
        Entity("Case", "cas:0", "Case 0", {"posture": "private"}, SURE),
        tie("DETAINS", "gov:BLR", "cas:0"),
        *consent("0", "cas:0", "gov:BLR", "embassies", "given", GIVEN_ON),
        Entity("Event", "eve:dialogue", "human-rights dialogue", dialogue, where),
        tie("CONCERNS", "eve:dialogue", "gov:BLR"),
    )
    due = {row["by"] for row in rows(answer_of([store], "due", 0), "due")}
    by = {row["by"] for row in rows(answer_of([store], "embassies", 0, most=3), "asks")}
    assert due == by == {"2026-12-21"}
    store.close()
