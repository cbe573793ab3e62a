"""A kind of tie is one line of a table: what is said there holds everywhere, at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from graph.approach.leverage import MEASURES
from graph.approach.nexus import HISTORY
from graph.model import tables
from graph.model.schema import TIES, Between, Trait
from graph.model.vocabulary import ASKS

ROOT = Path(__file__).parents[3]
SCRIPT = Path(__file__).with_name("added_kinds.py")


@pytest.mark.slow
def test_a_kind_added_to_the_table_alone_is_everywhere() -> None:
    # In a process of its own: what follows from the table is worked out when it is imported.
    subprocess.run([sys.executable, SCRIPT], cwd=ROOT, check=True, timeout=120)


def test_what_a_page_has_words_or_weights_for_is_all_that_it_should_have() -> None:
    # A kind added to the schema that makes one of these fail lacks its answer there.
    states = {k.name for k in TIES.values() if k.between not in (None, Between.ELSEWHERE)}
    timeless = {name for name in states if Trait.TIMELESS in TIES[name].traits}
    assert set(HISTORY) == timeless  # how much each binds a government to another
    apart = {name for name in states if TIES[name].between is Between.APART}
    assert apart <= set(MEASURES)  # what a government could take back


def test_an_entry_says_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for line in ("a | b", "a | b | ", "a | b | c | d"):
        (tmp_path / "t.txt").write_text(f"x | y | z\n# a remark\n{line}\n")
        monkeypatch.setattr(tables, "__file__", str(tmp_path / "tables.py"))
        with pytest.raises(ValueError, match="fill in each of x, y, z"):
            list(tables.entries("t.txt"))


def test_asks_that_name_the_person_are_told_apart() -> None:
    asks = {ask.id: ask for ask in ASKS}
    assert not asks["general"].names_the_person
    assert asks["inquiry"].names_the_person
    assert asks["trial observation"].public is None
    assert [ask.id for ask in ASKS if ask.helps_the_free] == ["visa", "shelter", "funds"]
