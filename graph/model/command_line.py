"""Command lines in the language of the moment: their help, and what is wrong in what was typed."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from typing import IO, Any, Final, NoReturn

from graph.model.printable import harmless
from graph.model.words import ENGLISH, PSEUDO, languages, mark, say

# What argparse finds wrong, in its own English; what to do about it.
_WRONG: Final = (
    (r"the following arguments are required: (?P<names>.+)", mark("Give these too: {names}.")),
    (
        r"unrecognized arguments: (?P<words>.+)",
        mark("Leave this out: {words}."),
    ),
    (r"argument (?P<name>.+?): expected .*arguments?", mark("Write a value after {name}.")),
    (
        r"argument (?P<name>.+?): invalid choice: (?P<value>.+?) \(choose from (?P<choices>.+)\)",
        mark("{name} cannot be {value}. Choose one of these: {choices}."),
    ),
    (
        r"argument (?P<name>.+?): invalid int value: (?P<value>.+)",
        mark("{name} is a whole number, which {value} is not."),
    ),
    (
        r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)",
        mark("Give {name} or {other}, not both."),
    ),
)


class Parser(argparse.ArgumentParser):
    """A command line that repeats nobody's control characters, in the language of the moment."""

    def __init__(self, *args: Any, add_help: bool = True, **more: Any) -> None:
        super().__init__(*args, **{**more, "add_help": False})
        self._positionals.title, self._optionals.title = say("what to name"), say("options")
        if add_help:
            self.add_argument("-h", "--help", action="help", help=say("show this help and end"))

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", say("usage:") + " ", 1)

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", say("usage:") + " ", 1)

    def speaks(self) -> None:
        """Give it the option by which its language is chosen (`spoken_in` reads it)."""
        self.add_argument(
            "--language",
            choices=languages(),
            default=ENGLISH,
            help=say(
                "the language of what is written; default {default}; {pseudo} is for testing",
                default=ENGLISH,
                pseudo=PSEUDO,
            ),
        )

    def error(self, message: str) -> NoReturn:
        """End with what is wrong, and how it is written rightly."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{in_words(message)}\n")

    def _print_message(self, message: str, file: IO[str] | Any = None) -> None:
        super()._print_message(harmless(message), file)


def spoken_in(arguments: Sequence[str]) -> str:
    """The language that a command line chooses, before it is read: its help is in it already.

    >>> spoken_in(["due", "--language", "en_XA"]), spoken_in(["due", "--language=xx"])
    ('en_XA', 'en_GB')
    """
    early = argparse.ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
    early.add_argument("--language", nargs="?")
    try:
        chosen = str(early.parse_known_args(list(arguments))[0].language)
    except argparse.ArgumentError:
        return ENGLISH
    return chosen if chosen in languages() else ENGLISH


def in_words(message: str) -> str:
    """What argparse says of a command line, as what to do; what is not known here stays as it is.

    >>> in_words("the following arguments are required: --case")
    'Give these too: --case.'
    """
    for pattern, template in _WRONG:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return say(template, **match.groupdict())
    return message
