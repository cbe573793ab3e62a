"""The README says what is so: its commands exist, its tables are those that are shipped."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from loaders.__main__ import parser as loading
from queries.__main__ import parser as asking
from queries.question import load
from queries.render.export_command import parser as taking_out

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = [
    line.partition("#")[0].strip() for line in README.splitlines() if line.startswith("python -m ")
]


def test_there_are_the_two_commands_for_two_kinds_of_shell() -> None:
    for what in ("run", "test"):
        posix, powershell = (
            re.search(rf"<!-- {what}: {shell} -->\n```\w+\n(.+)\n```", README)
            for shell in ("posix", "powershell")
        )
        assert posix
        assert powershell
        as_posix = powershell[1].replace("\\", "/").replace("Scripts", "bin")
        for step in re.findall(r"-m [^;&}]+", posix[1]):
            assert step.strip() in as_posix


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_is_understood(command: str) -> None:
    package, name, *rest = shlex.split(command.partition(" > ")[0])[2:]
    if package == "loaders":
        assert loading().parse_args([name, *rest]).command == name
    elif name == "export":
        assert taking_out().parse_args(rest)
    elif name != "list":
        assert asking(load(name)).parse_args(rest)


def test_the_tables_named_are_those_shipped() -> None:
    shipped = {path.stem for path in (ROOT / "loaders" / "reference").glob("*.csv")}
    shipped = {"governments" if one == "territories" else one for one in shipped}
    section = README.partition("## Where the facts come from")[2].partition("\n## ")[0]
    named = set(re.findall(r"^\| (\w+) \|", section, re.MULTILINE)) - {"table"}
    assert named == {one for one in shipped if not one.endswith("_ours")}


def test_what_it_links_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
