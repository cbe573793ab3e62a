"""What “What if” writes, the loaders read: one vocabulary of columns for both."""

from __future__ import annotations

import pytest

from graph.model.edits import COLUMNS
from loaders.loader import named


@pytest.mark.parametrize("table", COLUMNS)
def test_every_column_of_a_table_is_one_of_its_loader(table: str) -> None:
    of_every_loader = {"source", "reliability"}
    assert set(COLUMNS[table].values()) <= {*named(table).columns, *of_every_loader}
