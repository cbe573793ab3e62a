"""Events: what has happened cannot lie ahead; what is planned may; the stage that follows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.model.date_kinds import DATE_KINDS, DateKind
from graph.model.errors import LoadRefused
from graph.model.records import Entity
from graph.model.schema import Label
from graph.model.words import written
from graph.store.base import Store
from graph.view import View
from loaders.loader import named
from loaders.loading import load
from tests.conftest import write

TODAY = date(2026, 11, 28)
CASES = (
    "name,detained by,stage,detained since,known,source\nHeron,Belarus,trial,2025-03-02,{},web\n"
)


@pytest.fixture
def store(empty: Store, tmp_path: Path) -> Store:
    write(
        empty, Entity("Government", "gov:BLR", "Belarus"), Entity("Government", "gov:NOR", "Norway")
    )
    rows(empty, tmp_path, "cases", CASES.format("2026-02-01"))
    return empty


def rows(store: Store, folder: Path, loader: str, text: str) -> None:
    path = folder / f"{loader}.csv"
    path.write_text(text, encoding="utf-8")
    load(named(loader), [path], store, accept_unencrypted=True, today=TODAY)


@pytest.mark.parametrize("kind", DATE_KINDS, ids=lambda kind: kind.id)
def test_only_what_is_known_before_it_comes_may_lie_ahead(
    store: Store, tmp_path: Path, kind: DateKind
) -> None:
    def event(day: str) -> None:
        rows(store, tmp_path, "events", f"kind,date,case,source\n{kind.id},{day},Heron,web\n")

    for day in ("2026-11-28", "2026-11", "2026", "2025-12-31"):
        event(day)
    for day in ("2026-11-29", "2026-12", "2027"):
        if kind.ahead:
            event(day)
        else:
            with pytest.raises(LoadRefused) as refused:
                event(day)
            assert f"{written(day)} has not come yet" in str(refused.value)


@pytest.mark.parametrize(
    ("loader", "header", "row"),
    [
        ("approaches", "ask,case,made to,status,date", "letter,Heron,Norway,made,{}"),
        (
            "approaches",
            "ask,case,made to,status,date,response,response date",
            "letter,Heron,Norway,made,2026-01-01,done,{}",
        ),
        ("statements", "title,kind,status,date,about", "To the court,letter,sent,{},Heron"),
        ("statements", "title,kind,status,date,about", "To all,petition,published,{},Heron"),
        ("cases", "name,detained by,detained since", "Egret,Belarus,{}"),
        ("cases", "name,detained by,known", "Egret,Belarus,{}"),
    ],
)
def test_what_was_done_lies_not_ahead(
    store: Store, tmp_path: Path, loader: str, header: str, row: str
) -> None:
    with pytest.raises(LoadRefused, match="has not come yet"):
        rows(store, tmp_path, loader, f"{header}\n{row.format('2026-11-29')}\n")
    rows(store, tmp_path, loader, f"{header}\n{row.format('2026-11-28')}\n")


@pytest.mark.parametrize(
    ("loader", "header", "row"),
    [
        ("approaches", "ask,case,made to,status,due", "letter,Heron,Norway,planned,2027-01-05"),
        ("statements", "title,kind,status,date,about", "T,letter,planned,2027-01-05,Heron"),
        ("cases", "name,worked on by,since", "Heron,Norway,2027-03-01"),
    ],
)
def test_what_is_planned_may(
    store: Store, tmp_path: Path, loader: str, header: str, row: str
) -> None:
    if loader == "cases":
        header, row = f"{header},detained by", f"{row},Belarus"
    before = store.revision()
    rows(store, tmp_path, loader, f"{header}\n{row}\n")
    assert store.revision() > before


def test_a_release_is_the_newer_word_and_an_arrest_after_it_likewise(
    store: Store, tmp_path: Path
) -> None:
    def stage() -> object:
        return View(store, Label.RED).find("Heron", "Case")[0].values["stage"]

    events = "kind,date,until,case,source\narrest,2025-03-02,,Heron,web\n"
    hunger = "hunger strike,2026-09-01,2026-09-20,Heron,web\ntransfer,2026-08-01,,Heron,web\n"
    rows(store, tmp_path, "events", events + hunger)
    assert stage() == "trial"
    released = f"{events}release,2026-11-20,,Heron,web\n"
    rows(store, tmp_path, "events", released)
    assert stage() == "released"
    rows(store, tmp_path, "events", f"{released}arrest,2026-11-25,,Heron,web\n")
    assert stage() == "re-arrested"
    rows(store, tmp_path, "cases", CASES.format("2026-11-27"))  # a newer word of the list itself
    assert stage() == "trial"
