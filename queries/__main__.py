"""The command of every question: python -m queries QUESTION … | list | export"""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from textwrap import fill

from graph.model.command_line import Parser, spoken_in
from graph.model.errors import DemarcheError, QuestionError
from graph.model.printable import in_line
from graph.model.schema import Label
from graph.model.words import ENGLISH, language, say, speaking
from graph.store.base import Store, unfilled
from graph.store.claims import uncollected
from graph.store.opening import open_store
from queries.answer import Answer
from queries.parameters import Parameter, day
from queries.question import AUDIENCE, Question, ask, load, questions
from queries.render import format

_WIDE = 80  # characters of a line of help


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer a question on the standard output; 0, or 1 with a sentence where it cannot be."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # the same bytes on every system
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    words = list(sys.argv[1:] if arguments is None else arguments)
    with speaking(spoken_in(words)):
        try:
            _run(words)
            sys.stdout.flush()
        except DemarcheError as problem:
            print(in_line(str(problem)), file=sys.stderr)
            return 1
        except BrokenPipeError:  # the reader, such as `head`, has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _run(words: Sequence[str]) -> None:
    if not words or words[0].startswith("-"):
        _top().print_help()
    elif words[0] == "list":
        _listing().parse_args(words[1:])
        _list()
    elif words[0] == "export":
        _export(words[1:])
    else:
        with uncollected():  # one answer, and the process ends: a tenth of its time
            # Only the file of the question that is asked is imported.
            question = load(words[0])
            args = parser(question).parse_args(words[1:])
            _print(_answer(question, args), args.format)


def _print(answer: Answer, form: str) -> None:
    """The answer on the standard output; a workbook only where that is a file."""
    if not format.format_of(form).binary:
        answer.write(form, sys.stdout)
    elif sys.stdout.isatty():
        raise QuestionError(
            say("This format is no text. Write it to a file: {command}", command="… > answer.xlsx")
        )
    else:
        answer.write(form, sys.stdout.buffer)


def _export(words: Sequence[str]) -> None:
    from queries.render import export_command  # only who takes something out pays for it

    args = export_command.parser().parse_args(words)
    store = open_store(args.store)
    try:
        _filled(store)
        export_command.export(args, store)
    finally:
        store.close()


def parser(question: Question) -> Parser:
    """The command line of one question, from its signature and docstring."""
    command = Parser(
        prog=f"python -m queries {question.name}",
        description=_description(question),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    for parameter in question.parameters:
        command.add_argument(
            f"--{parameter.name.replace('_', '-')}",
            dest=f"p_{parameter.name}",
            metavar=_metavar(parameter),
            help=_help(parameter),
            required=parameter.required,
        )
    command.add_argument(
        "--audience",
        choices=[label.name.lower() for label in Label],
        default=AUDIENCE.name.lower(),
        help=say("who reads it; default {default}", default=AUDIENCE.name.lower()),
    )
    command.add_argument(
        "--as-of", metavar=say("DATE"), help=say("only what was known on that day")
    )
    command.add_argument(
        "--store",
        metavar="URL",
        help=say("{file} or {server}", file="sqlite:///path", server="neo4j://host/database"),
    )
    command.add_argument(
        "--format",
        choices=format.names(),
        default="text",
        help=say("default {default}; json is always in English", default="text"),
    )
    command.speaks()
    return command


def _description(question: Question) -> str:
    texts = [say(text) for text in (question.summary, *question.more)]
    return "\n\n".join(fill(text, _WIDE) for text in texts).replace("%", "%%")


def _metavar(parameter: Parameter) -> str:
    if parameter.several:
        single = _metavar(replace(parameter, several=False))
        return f"{single};{single};…"
    if parameter.of is not None:
        return say("ID-OR-NAME")
    if parameter.choices:
        return "|".join(parameter.choices)
    if parameter.kind is bool:
        return "yes|no"
    if parameter.kind is date:
        return say("DATE")
    return say("NUMBER") if parameter.kind in (int, float) else say("TEXT")


def _help(parameter: Parameter) -> str:
    parts = [say(parameter.help)]
    if parameter.between is not None:
        low, high = parameter.between.low, parameter.between.high
        parts.append(say("from {low} to {high}", low=low, high=high))
    if parameter.default not in (None, False, (), []):
        parts.append(say("default {default}", default=parameter.default))
    return "; ".join(parts).replace("%", "%%")


def _top() -> Parser:
    top = Parser(
        prog="python -m queries",
        description=say(
            "Ask a question of the store. What can be asked: {command}",
            command="python -m queries list",
        ),
    )
    top.add_argument("question", help=say("its name, or list, or export"))
    top.add_argument(
        "…",
        nargs="?",
        help=say(
            "{command} says what it is given",
            command=f"python -m queries {say('QUESTION')} --help",
        ),
    )
    top.speaks()
    return top


def _listing() -> Parser:
    listing = Parser(
        prog="python -m queries list", description=say("All questions that can be asked.")
    )
    listing.speaks()
    return listing


def _list() -> None:
    for question in questions().values():
        options = " ".join(
            f"--{p.name.replace('_', '-')}" if p.required else f"[--{p.name.replace('_', '-')}]"
            for p in question.parameters
        )
        print(f"{question.name} {options}\n    {say(question.summary)}")


def _answer(question: Question, args: argparse.Namespace) -> Answer:
    parameters = {p.name: getattr(args, f"p_{p.name}") for p in question.parameters}
    store = open_store(args.store)
    try:
        _filled(store)
        return ask(
            question.name,
            store,
            parameters,
            Label[args.audience.upper()],
            day(args.as_of) if args.as_of else None,
            ENGLISH if format.format_of(args.format).for_programs else args.language,
        )
    finally:
        store.close()


def _filled(store: Store) -> None:
    """A store that holds no loads is filled: by its command, for questions know no loaders."""
    if unfilled(store):
        notice = say(
            "Please wait: the store is empty, so the public record and the sample campaign are "
            "loaded first."
        )
        print(notice, file=sys.stderr)
        filling = [sys.executable, "-m", "loaders", "fill", "--store", store.url]
        filling += ["--language", language()]
        if subprocess.run(filling, stdout=subprocess.DEVNULL, check=False).returncode:
            raise QuestionError(say("The store is empty and could not be filled."))


if __name__ == "__main__":
    sys.exit(main())
