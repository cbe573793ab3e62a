"""The brief: whom it names, what it leaves out, and that no byte of it tells more than it may."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from graph.model.errors import QuestionError
from graph.model.records import Confidence, Entity, Origin, PartialDate, Record, Tie
from graph.model.schema import Label
from graph.model.vocabulary import STAGES
from graph.store.base import Store
from graph.store.opening import open_store
from graph.view import View
from queries.answer import Answer
from queries.brief_document import Brief
from queries.question import ask
from queries.render.terminal import show
from queries.shared.brief_government import binding
from queries.shared.brief_sources import BriefSources
from tests.conftest import write

DAY = date(2026, 11, 28)
ON_A_LIST = Origin(
    "https://example.org/Maral-Tesh", known=PartialDate("2026-11-01"), confidence=Confidence(0)
)
NAMES = ("Марал Теш", "Maral Tesh", "Maral", "Marsh heron")  # the prisoner's, and the case's
TELLING = ("leaflets", "beekeeper", "hearing", "13 December")  # what tells whom it is about
STATES = ("given", "refused", "withdrawn", "unset", "lapsed")


def campaign(states: dict[str, str], **case: str) -> Iterator[Record]:
    """One case before one state, with an embassy, an ally who introduces us, and a planned ask."""

    def tie(kind: str, source: str, target: str, **values: object) -> Tie:
        return Tie(kind, source, target, values=values, origin=ON_A_LIST)  # type: ignore[arg-type]

    for code, name in (("BLR", "Belarus"), ("NOR", "Norway"), ("IRL", "Ireland")):
        yield Entity("Government", f"gov:{code}", name, {"un_seat": True}, ON_A_LIST)
    said_in = {"session": 36, "core": True, "response": "accepted", "action": 5, "detention": True}
    for n, of in enumerate(("gov:KAZ", "gov:KGZ")):
        yield Entity("Government", of, of[4:], {"un_seat": True}, ON_A_LIST)
        known = Origin("https://example.org/review", known=PartialDate("2020-11-02"))
        yield Tie("RECOMMENDED_TO", "gov:IRL", of, str(n), values=said_in, origin=known)
    mission = {"type": "embassy", "status": "open", "city": "Minsk"}
    yield Entity("Mission", "mis:Q1", "Embassy of Norway in Belarus", mission, ON_A_LIST)
    yield from (
        tie("REPRESENTS", "mis:Q1", "gov:NOR"),
        tie("LOCATED_IN", "mis:Q1", "gov:BLR"),
        tie("ACCREDITED_TO", "mis:Q1", "gov:BLR"),
    )
    values = {
        "stage": "trial",
        "posture": "private",
        "severity": "health in danger",
        "charge": "printing leaflets",
        "profile": ["beekeeper"],
        "since": "2026-02-03",
        **case,
    }
    yield Entity("Case", "cas:1", NAMES[3], values, ON_A_LIST)
    prisoner = {"role": "prisoner", "aliases": [NAMES[1]]}
    yield Entity("Person", "per:1", NAMES[0], prisoner, ON_A_LIST)
    yield Entity("Organization", "org:1", "Friends of Maral", {"city": "Oslo"}, ON_A_LIST)
    works = Tie("WORKS_ON", "org:1", "cas:1", values={"functions": ["diplomacy"]}, origin=ON_A_LIST)
    yield from (
        works,
        tie("CONCERNS", "cas:1", "per:1"),
        tie("DETAINS", "gov:BLR", "cas:1"),
        tie("DETAINS", "gov:BLR", "per:1"),
        tie("COORDINATES_WITH", "org:1", "gov:NOR"),
        tie("CONCERNS", "eve:1", "cas:1"),
    )
    hearing = {"kind": "hearing", "date": "2026-12-13"}
    yield Entity("Event", "eve:1", "hearing of Maral Tesh", hearing, ON_A_LIST)
    for use, state in states.items():
        if state != "unset":
            words = {"use": use, "state": state.replace("lapsed", "given"), "date": "2026-03-01"}
            words |= {"review": "2026-10-01"} if state == "lapsed" else {}
            yield Entity("Consent", f"con:{use}", use, words, ON_A_LIST)
            yield tie("CONCERNS", f"con:{use}", "cas:1")


def world(folder: Path, states: dict[str, str], **case: str) -> Store:
    store = open_store(f"sqlite:///{folder / 'store.sqlite'}")
    write(store, *campaign(states, **case), dataset="list of Maral Tesh")
    return store


def asked_for(store: Store, audience: Label = Label.RED, of: str | None = "gov:NOR") -> Answer:
    return ask("brief", store, {"case": "cas:1", "government": of}, audience, DAY)


def page_of(answer: Answer) -> Brief | None:
    return next((one for one in answer.blocks if isinstance(one, Brief)), None)


def inflated(pdf: bytes) -> bytes:
    """A PDF with its streams unpacked, as far as they are packed so."""
    parts = [pdf]
    for piece in pdf.split(b"stream\n")[1:]:
        try:
            parts.append(zlib.decompressobj().decompress(piece))
        except zlib.error:
            continue  # the end of the stream before it
    return b"\n".join(parts)


def bytes_of(answer: Answer) -> Iterator[bytes]:
    """All that leaves the program of a brief."""
    brief = page_of(answer)
    yield json.dumps(json.loads(answer.export("json"))["blocks"], ensure_ascii=False).encode()
    if brief is not None:
        yield answer.export_bytes("html")
        yield inflated(answer.export_bytes("pdf"))


def holds(content: bytes, name: str) -> bool:
    codes = ("utf-8", "utf-16-be", "utf-16-le")
    return any(name.encode(code).lower() in content.lower() for code in codes)


@pytest.mark.parametrize(("embassies", "name"), [*product(STATES, ("given", "refused", "unset"))])
def test_only_consent_names_anybody(tmp_path: Path, embassies: str, name: str) -> None:
    states = {"embassies": embassies, "name": name}
    with closing(world(tmp_path, states)) as store:
        answers = [asked_for(store), asked_for(store, of=None)]
        allowed = embassies == "given" and name != "refused"
        for answer in answers:
            brief = page_of(answer)
            assert (brief is None) == (embassies in ("refused", "withdrawn"))
            if brief:
                assert bool(brief.note) == (not allowed)
            if brief and allowed:
                assert brief.about.startswith("Марал Теш (Maral Tesh), beekeeper")
                assert holds(answer.export_bytes("html"), NAMES[0])
                continue
            for content in bytes_of(answer):
                assert not [one for one in (*NAMES, *TELLING) if holds(content, one)]
        if embassies in ("refused", "withdrawn"):
            assert "Take nothing written to Norway" in answers[0].sentence
            assert answers[0].block("without_naming").text  # type: ignore[union-attr]


def test_the_title_and_the_name_of_the_file_hold_no_name(tmp_path: Path) -> None:
    with closing(world(tmp_path, {"embassies": "given"})) as store:
        html = asked_for(store).export("html")
        assert "<title>Brief</title>" in html
        assert "example.org" not in html
        pdf = inflated(asked_for(store).export_bytes("pdf"))
        assert not holds(pdf, "example.org")


@pytest.mark.parametrize("stage", [one.id for one in STAGES if one.free or not one.alive])
def test_of_the_free_and_the_dead_nothing_is_asked(tmp_path: Path, stage: str) -> None:
    with closing(world(tmp_path, {"embassies": "given"}, stage=stage)) as store:
        answer = asked_for(store)
        assert page_of(answer) is None
        assert "Take nothing written to Norway" in answer.sentence
        assert ("has died" if "died" in stage else "is free") in answer.sentence


def test_a_page_of_a_past_day_says_so(tmp_path: Path) -> None:
    with closing(world(tmp_path, {"embassies": "given"})) as store:
        assert "as known on 28 November 2026" in asked_for(store).export("html")


def test_health_is_told_with_consent_for_it_only(tmp_path: Path) -> None:
    for n, state in enumerate(("given", "unset")):
        folder = tmp_path / str(n)
        folder.mkdir()
        with closing(world(folder, {"embassies": "given", "health": state})) as store:
            html = asked_for(store).export("html")
            assert ("health is in danger" in html) == (state == "given")


def test_whoever_may_not_see_who_is_held_prints_a_person(tmp_path: Path) -> None:
    with closing(world(tmp_path, {"embassies": "given"})) as store:
        answer = asked_for(store, Label.STRICT)
        brief = page_of(answer)
        assert brief is not None
        assert brief.about.startswith("A person, beekeeper · held by Belarus")
        assert "not shown to this audience" in answer.block("missing").text  # type: ignore[union-attr]
        assert answer.label <= Label.STRICT


def test_what_is_not_on_record_is_not_on_the_page(tmp_path: Path) -> None:
    with closing(world(tmp_path, {"embassies": "given"})) as store:
        brief = page_of(asked_for(store))
        assert brief is not None
        ids = [one.id for one in brief.sections]
        assert "law" not in ids
        assert "why" not in ids  # no act and no review of Norway
        assert ids[0] == "ask"
        assert all(one.lines for one in brief.sections)
        text = " ".join(brief.texts)
        assert "will be released" not in text
        assert "chance" not in text
        numbers = [n for one in brief.sections for line in one.lines for n in line.sources]
        assert set(numbers) == set(range(1, len(brief.sources) + 1))


def test_the_law_says_where_a_complaint_can_go_and_which_comes_first(filled: Store) -> None:
    view = View(filled, Label.CLEAR, DAY)
    sources = BriefSources(view, lambda _: True)
    lines = binding(view, view.get("gov:KAZ"), sources)
    (line,) = [one for one in lines if one.text.startswith("It accepts complaints")]
    assert line.text.startswith(
        "It accepts complaints to: Human Rights Committee (since 2009), Committee against Torture "
        "(article 22) (by a decision of 2017) and "
    )
    assert line.sources
    nobody = binding(view, view.get("gov:PRK"), sources)
    assert not any("complaints" in one.text for one in nobody)


def test_the_detaining_government_is_asked_nothing(tmp_path: Path) -> None:
    with (
        closing(world(tmp_path, {"embassies": "given"})) as store,
        pytest.raises(QuestionError, match="detains in this case"),
    ):
        asked_for(store, of="gov:BLR")


def test_a_terminal_reads_it_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import sys

    with closing(world(tmp_path, {"embassies": "given"})) as store:
        show(asked_for(store), sys.stdout, 100)
    printed = capsys.readouterr().out
    assert "The one ask" in printed
    assert "Please not" in printed


def test_the_sample_is_marked_as_invented(filled: Store) -> None:
    answer = ask("brief", filled, {"case": "Swallow", "government": "Norway"}, Label.STRICT)
    assert "Invented: the sample campaign" in answer.export("html")
    for content in bytes_of(answer):  # whoever is held is for named recipients
        assert not holds(content, "Назрин")
        assert not holds(content, "Nazrin")
