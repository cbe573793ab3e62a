"""What a library or the system says in English of a file is not repeated: we say it ourselves."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from graph.model.errors import DemarcheError
from graph.model.system_errors import reason
from graph.model.words import PSEUDO, speaking
from graph.store.base import Store
from loaders.bring.mapping import from_json
from loaders.bring.tools.xml_parts import parts_of
from loaders.loader import named
from loaders.loading import load

BROKEN = {
    "a.xls": b"\xd0\xcf\x11\xe0abc",
    "a.xlsx": b"PK\x03\x04abc",
    "a.ods": b"PK\x03\x04abc",
    "long.csv": b'name,role\n"' + b"x" * 200_000,
}


def unaccented(sentence: str) -> set[str]:
    """The words of a sentence in the pseudo-language that nobody translated."""
    words = sentence.replace("⟦", " ").replace("⟧", " ").split()
    return {word for word in words if len(word) > 3 and word.isascii() and word.isalpha()}


@pytest.mark.parametrize("name", BROKEN)
def test_of_a_broken_file(empty: Store, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(BROKEN[name])
    with speaking(PSEUDO), pytest.raises(DemarcheError) as problem:
        load(named("activists"), [file], empty)
    assert unaccented(str(problem.value)) == set()


@pytest.mark.parametrize("text", ["{", '{"format": "x"}', "[]", '{"tables": [{"rows": 3}]}'])
def test_of_a_mapping(text: str) -> None:
    with speaking(PSEUDO), pytest.raises(DemarcheError) as problem:
        from_json(text, "m.json")
    assert unaccented(str(problem.value)) == set()


def test_of_xml(tmp_path: Path) -> None:
    file = tmp_path / "a.graphml"
    file.write_text("<graphml><graph></graphml>", "utf-8")
    with speaking(PSEUDO), pytest.raises(DemarcheError) as problem:
        list(parts_of(file))
    assert unaccented(str(problem.value)) == set()


def test_of_the_system() -> None:
    with speaking(PSEUDO):
        for number in (errno.ENOSPC, errno.EACCES, errno.EROFS, 9999):
            assert unaccented(reason(OSError(number, os.strerror(number)))) == set()
