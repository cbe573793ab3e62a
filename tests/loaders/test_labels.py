"""Labels follow their sources: nothing that comes of a row is less strict than the row, and what
spells out a name is no less strict than the name."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from graph.model.records import Entity, Record, Tie
from graph.model.schema import Label
from graph.store.base import Scope, Store
from graph.view import View
from loaders.conversion import Conversion
from loaders.loader import all_loaders, named
from loaders.loading import LoadReport, load

CAMPAIGN = [name for name, one in all_loaders().items() if one.section == "campaign"]


def cells_of(name: str) -> list[dict[str, str]]:
    with named(name).sample.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(file: Path, rows: Sequence[dict[str, str]]) -> Path:
    header = dict.fromkeys(column for row in rows for column in row)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, header, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return file


def written(store: Store, name: str, rows: Sequence[dict[str, str]], folder: Path) -> list[Record]:
    """All that a list says, not written: the store is only asked for the names in it."""
    loading = Conversion(named(name), store, "tried", None, None, Label.RED)
    return [record for _, record in loading.records([write(folder / f"{name}.csv", rows)])]


def loaded(store: Store, name: str, file: Path, dataset: str) -> LoadReport:
    return load(named(name), [file], store, dataset=dataset, accept_unencrypted=True)


def everything(store: Store, dataset: str) -> Iterator[Record]:
    return (r for r in store.read(Scope()) if r.origin.dataset == dataset)


@pytest.mark.slow
@pytest.mark.parametrize("name", CAMPAIGN)
def test_nothing_that_comes_of_a_row_is_less_strict(
    name: str, filled: Store, tmp_path: Path
) -> None:
    """Every row of every campaign's list."""
    rows = cells_of(name)
    for label in (Label.AMBER, Label.STRICT, Label.RED):
        marked = [{**row, "label": label.name} for row in rows]
        records = written(filled, name, marked, tmp_path)
        assert len(records) >= len(rows) / 2
        assert [r.identity for r in records if r.level < label and r.kind != "STOPPED"] == []


def full(name: str) -> dict[str, str]:
    """One row in which every column is filled that any row of the sample fills."""
    row: dict[str, str] = {}
    for cells in cells_of(name):
        row = {**cells, **{column: text for column, text in row.items() if text}}
    return row


@pytest.mark.parametrize("name", CAMPAIGN)
def test_a_row_that_fills_every_column(name: str, filled: Store, tmp_path: Path) -> None:
    columns = {"label": "RED", "until": "", "withdrawn": "", "code": "one of its own"}
    if name == "approaches":
        columns |= {"status": "made", "date": "2026-01-02", "response date": "2026-02-03"}
    if name == "consents":
        columns |= {"state": "given"}
    records = written(filled, name, [{**full(name), **columns}], tmp_path)
    assert records
    assert {r.level for r in records} == {Label.RED}


def test_each_row_keeps_to_its_own_label(copy_of_filled: Store, tmp_path: Path) -> None:
    """Two rows say one office, one of them for few eyes: the other's readers go on seeing it."""
    post = {"affiliation": "Norway", "affiliated as": "office holder", "position": "Envoy"}
    rows = [
        {"name": "Ilse Quend", "role": "official", **post, "label": "RED"},
        {"name": "Tarn Obrel", "role": "official", **post, "label": "GREEN"},
    ]
    for ordered in (rows, rows[::-1]):
        loaded(copy_of_filled, "activists", write(tmp_path / "posts.csv", ordered), "offices")
        office = View(copy_of_filled, Label.GREEN).get("off:norway-envoy")
        assert office.title == "Envoy, Norway"
        assert office.level is Label.GREEN
        loaded(copy_of_filled, "activists", write(tmp_path / "posts.csv", rows[:1]), "offices")
        assert View(copy_of_filled, Label.STRICT).several(["off:norway-envoy"]) == []


@pytest.mark.slow
@pytest.mark.parametrize("elsewhere", [False, True], ids=["secret", "public elsewhere"])
def test_an_office_is_as_strict_as_the_body_that_it_names(
    elsewhere: bool, copy_of_filled: Store, tmp_path: Path
) -> None:
    body = {"name": "Quiet Ferry", "sector": "ngo", "label": "RED", "also known as": "The Ferry"}
    post = {
        "name": "",
        "affiliation": "The Ferry",
        "affiliated as": "office holder",
        "position": "Pilot",
        "role": "official",
    }
    loaded(copy_of_filled, "organizations", write(tmp_path / "body.csv", [body]), "bodies")
    loaded(copy_of_filled, "activists", write(tmp_path / "post.csv", [post]), "offices")
    records = list(everything(copy_of_filled, "offices"))
    assert {type(r) for r in records} == {Entity, Tie}
    assert {r.level for r in records} == {Label.RED}
    assert not any("ferry" in part.casefold() for r in records for part in r.identity)
    if elsewhere:  # the name is public in another list: so may the office be
        open_ = {**body, "label": "CLEAR"}
        loaded(copy_of_filled, "organizations", write(tmp_path / "open.csv", [open_]), "open")
        loaded(copy_of_filled, "activists", write(tmp_path / "post.csv", [post]), "offices")
        assert {r.level for r in everything(copy_of_filled, "offices")} == {Label.CLEAR}


def test_the_offices_of_governments_have_readable_ids(filled: Store) -> None:
    offices = {office.title: office.id for office in View(filled).entities("Office")}
    assert offices["Prosecutor General, Zaveria"] == "off:zaveria-prosecutor-general"
    body = "Special Rapporteur on Free Letters, Assembly of the Amber Coast"
    assert "letters" not in offices[body]
    assert "amber" not in offices[body]
