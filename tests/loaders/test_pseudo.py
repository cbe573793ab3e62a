"""In the pseudo-language no word of the commands of loading is without accents."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping

import pytest

from graph.model.words import PSEUDO, speaking
from graph.store.base import Store
from loaders.__main__ import main, parser
from loaders.loader import all_loaders
from tests.queries.escaping import Data, escapes, located

pytestmark = pytest.mark.slow
# What is left, by command: it only ever gets shorter. Two columns of a public file, broken where a
# line ends.
LEFT: dict[str, set[str]] = {"list": {"armimportstockabmilstockb", "armsimportsstockaballimst"}}
# Of a command line: its own names, and what argparse itself says.
TECHNICAL = {"strict", "FROM TO"}


@pytest.fixture(scope="module")
def data(filled: Store) -> Data:
    columns = {name for one in all_loaders().values() for name in (one.name, *one.columns)}
    return Data(filled, columns | commands().keys() | set(options()))


def commands() -> Mapping[str, argparse.ArgumentParser]:
    choices = next(a.choices for a in parser()._actions if isinstance(a.choices, dict))
    return {name: one for name, one in choices.items() if isinstance(one, argparse.ArgumentParser)}


def options() -> Iterator[str]:
    """Names of what a command line takes."""
    for one in commands().values():
        for action in one._actions:
            yield from (action.dest, str(action.dest).replace("_", "-"), action.dest.upper())
            metavar = action.metavar
            yield metavar if isinstance(metavar, str) else ""


@pytest.mark.parametrize("name", sorted(commands()))
def test_of_a_commands_help_nothing_escapes(data: Data, name: str) -> None:
    with speaking(PSEUDO):
        text = commands()[name].format_help()
    rest = set(escapes(text, data)) - TECHNICAL - LEFT.get(name, set())
    assert rest == set(), "\n" + "\n".join(sorted(map(located, rest)))


@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["loads"],
        ["stale"],
        ["fill"],
        ["undo", "999"],
        ["redo", "1"],
        ["forget", "nothing"],
        ["activists", "there-is-none.csv"],
        ["restore", "there-is-none.sqlite"],
        ["whereis", "Nobody At All"],
        ["erase", "Nobody At All"],
    ],
    ids=" ".join,
)
def test_of_what_commands_say_nothing_escapes(
    copy_of_filled: Store,
    data: Data,
    words: list[str],
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "4000")
    main([*words, "--store", copy_of_filled.url, "--language", PSEUDO])
    out, err = capfd.readouterr()
    rest = {piece for text in (out, err) for piece in escapes(text, data)}
    rest -= TECHNICAL | LEFT.get(words[0], set()) | set(words)
    assert rest == set(), "\n" + "\n".join(sorted(map(located, rest)))
