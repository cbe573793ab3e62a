"""What is wrong in a command line is said as what to do, in the language that is spoken."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from graph.model.command_line import Parser
from graph.model.words import ENGLISH, PSEUDO, speaking

WRONG = {
    "needed": ([], "file"),
    "too much": (["a", "b", "--zz"], "b --zz"),
    "no value": (["a", "--day"], "--day"),
    "no such choice": (["a", "--audience", "all"], "--audience"),
    "no number": (["a", "--most", "few"], "--most"),
    "both": (["a", "--yes", "--no"], "--yes"),
}


def complaint(words: Sequence[str], capsys: pytest.CaptureFixture[str]) -> str:
    command = Parser(prog="ask", allow_abbrev=False)
    command.add_argument("file")
    command.add_argument("--day")
    command.add_argument("--audience", choices=["red", "green"])
    command.add_argument("--most", type=int)
    either = command.add_mutually_exclusive_group()
    either.add_argument("--yes", action="store_true")
    either.add_argument("--no", action="store_true")
    with pytest.raises(SystemExit) as end:
        command.parse_args(words)
    assert end.value.code == 2
    return capsys.readouterr().err.splitlines()[-1]


@pytest.mark.parametrize(("words", "named"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_said_in_the_language_that_is_spoken(
    words: list[str], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with speaking(ENGLISH):
        sentence = complaint(words, capsys)
    assert named in sentence
    assert sentence.endswith(".")
    assert "argument" not in sentence
    with speaking(PSEUDO):
        assert complaint(words, capsys).startswith("⟦")
