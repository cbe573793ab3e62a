"""Read files through a loader without a store: what it makes of each row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from graph.model.records import Entity, Record, Tie
from loaders.files.sheets import Sheet
from loaders.files.sources import encoding_of
from loaders.loader import ORIGIN_COLUMNS, Row, named

DATA = Path(__file__).parents[2] / "../shared/data"
REFERENCE = Path(__file__).parents[2] / "loaders/reference"


def real(test: Callable[..., None]) -> Callable[..., None]:
    """A test that reads the publishers' files: slow, and skipped where these are absent."""
    absent = "the real files (../shared/data) are absent"
    return pytest.mark.slow(pytest.mark.skipif(not DATA.exists(), reason=absent)(test))


def one(name: str, cells: Mapping[str, str], file: str = "given.csv") -> tuple[Row, list[Record]]:
    """A row given by hand and its records."""
    row = Row(cells, {**named(name).columns, **ORIGIN_COLUMNS}, file, 2, b"key")
    return row, [r for r in named(name).read(row) if isinstance(r, Entity | Tie)]


def rows(name: str, file: Path, encoding: str | None = None) -> Iterator[tuple[Row, list[Record]]]:
    """The rows of a file and their records, in order."""
    loader = named(name)
    columns = {**loader.columns, **ORIGIN_COLUMNS}
    sheet = Sheet(file, loader, encoding or encoding_of(file, loader.encoding))
    for number, cells in sheet:
        row = Row(cells, columns, file.name, number, b"key")
        yield row, [r for r in loader.read(row) if isinstance(r, Entity | Tie)]


def records(name: str, *files: Path, encoding: str | None = None) -> dict[tuple[str, ...], Record]:
    """What files say, by identity. AssertionError: two rows contradict each other."""
    by_identity: dict[tuple[str, ...], Record] = {}
    for file in files:
        for _, claims in rows(name, file, encoding):
            for record in claims:
                assert by_identity.setdefault(record.identity, record) == record
    return by_identity


def ties(
    claims: Mapping[tuple[str, ...], Record] | list[Record], kind: str
) -> set[tuple[str, str]]:
    """(source, target) of the ties of one kind."""
    all_of = claims.values() if isinstance(claims, Mapping) else claims
    return {(r.source, r.target) for r in all_of if isinstance(r, Tie) and r.kind == kind}


def entity(claims: Mapping[tuple[str, ...], Record], id: str) -> Entity:
    """The entity of an id."""
    record = claims[(id,)]
    assert isinstance(record, Entity)
    return record
