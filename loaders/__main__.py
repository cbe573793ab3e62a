"""The commands of loading: python -m loaders LOADER FILE… | list | loads | undo | …"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from graph.model.command_line import Parser, spoken_in
from graph.model.errors import DemarcheError, InputError, Unanswered
from graph.model.schema import OURS, Label
from graph.model.words import count, say, speaking
from graph.store.base import Report, Store, unfilled
from graph.store.opening import open_store
from graph.store.sqlite.store import SQLiteStore
from loaders.bring import command as bring_command
from loaders.changes.leaving import with_ends
from loaders.changes.load_report import statements
from loaders.changes.naming import datasets, list_name, marked
from loaders.copying import copy, note_copy
from loaders.files.sources import size
from loaders.first_steps import FillingStep
from loaders.listings import audience_of, described, list_ages, list_loaders, list_loads
from loaders.loader import all_loaders, named
from loaders.loading import fill, filled, load
from loaders.person import commands as person_commands
from loaders.terminal import aside, err, legible_everywhere, out, progress_bar, tell


def _load(store: Store, args: argparse.Namespace) -> None:
    loader = named(args.loader)
    for file in args.files:
        size(file)  # before anything waits for the store, or fills it
    with progress_bar() as bar, filled(store, aside, keep=not args.dry_run):
        task = bar.add_task(say(loader.title), total=None)
        run = partial(
            load,
            loader,
            args.files,
            store,
            dataset=list_name(args.dataset) if args.dataset else None,
            append=args.append,
            dry_run=args.dry_run,
            encoding=args.encoding,
            accept_unencrypted=args.accept_unencrypted,
            audience=audience_of(args),
            progress=lambda rows: bar.update(task, completed=rows),
        )
        try:
            report = run(agreed=args.yes)
        except Unanswered as question:
            bar.stop()
            if not _agreed(question):
                raise
            report = run(agreed=True)
    tell(str(report))


def _agreed(question: Unanswered) -> bool:
    """Ask whoever sits before the screen; nobody does in a script."""
    if not (sys.stdin.isatty() and err.is_terminal):
        return False
    aside(" ".join(question.questions))
    answer = err.input(say("Write {yes} to go on: ", yes="yes"), markup=False)
    return answer.strip().lower() in {"y", "yes"}


def _fill(store: Store, args: argparse.Namespace) -> None:
    if not unfilled(store) and not args.again:
        tell(say("The store is filled already. Use --again to load the tables of this version."))
        return
    with progress_bar() as bar:
        task = bar.add_task("", total=None)

        def progress(step: FillingStep) -> None:
            bar.update(task, description=str(step))
            if not out.is_terminal:  # whoever reads it is told line by line
                tell(step.line if args.steps else str(step))

        reports = fill(store, progress)
    created = sum(report.claims.created for report in reports)
    tell(
        count(
            "{n} table loaded, with {statements}. Next: streamlit run app.py",
            "{n} tables loaded, with {statements}. Next: streamlit run app.py",
            len(reports),
            statements=count("{n} statement", "{n} statements", created),
        )
    )


def _change(done: str, report: Report) -> None:
    """Tell what was done, a sentence, and what it changed for readers."""
    tell(f"{done} {statements(report)}")


def _undo(store: Store, args: argparse.Namespace) -> None:
    marked(store, args.load, audience_of(args), undone=False)
    report = with_ends(store, args.load, store.undo)
    _change(say("Load {number} is undone.", number=args.load), report)


def _redo(store: Store, args: argparse.Namespace) -> None:
    marked(store, args.load, audience_of(args), undone=True)
    report = with_ends(store, args.load, store.redo)
    _change(say("Load {number} is restored.", number=args.load), report)


def _forget(store: Store, args: argparse.Namespace) -> None:
    reports = [
        store.forget(dataset) for dataset in datasets(store, args.dataset, audience_of(args))
    ]
    came, changed, went = (
        sum(getattr(report, what) for report in reports)
        for what in ("created", "changed", "removed")
    )
    done = (
        say("The sample campaign is erased.")
        if len(reports) > 1
        else say("All loads of “{dataset}” are erased.", dataset=args.dataset)
    )
    _change(done, Report(came, changed, removed=went))


def _backup(store: Store, args: argparse.Namespace) -> None:
    _embedded(store).backup(args.file)
    note_copy(store, str(args.file.absolute()))
    tell(
        say(
            "The store is copied to {file}. It is not encrypted; keep it like the store.",
            file=args.file.name,
        )
    )


def _restore(store: Store, args: argparse.Namespace) -> None:
    _embedded(store).restore(args.file)
    tell(say("The store is again as it was in {file}.", file=args.file.name))


def _copy(store: Store, args: argparse.Namespace) -> None:
    target = open_store(args.to)
    try:
        with progress_bar() as bar:
            task = bar.add_task("", total=None)
            copied = copy(
                store,
                target,
                accept_unencrypted=args.accept_unencrypted,
                progress=lambda what, claims: bar.update(task, description=what, completed=claims),
            )
    finally:
        target.close()
    tell(str(copied))


def _embedded(store: Store) -> SQLiteStore:
    if not isinstance(store, SQLiteStore):
        raise InputError(
            say("Only the embedded store is backed up so; a server has its own tools.")
        )
    return store


def parser() -> argparse.ArgumentParser:
    """The command line; loading is the command of a loader's name."""
    top = Parser(
        prog="python -m loaders",
        description=say("Load files into the store, and undo what was loaded."),
    )
    shared = Parser(add_help=False)
    shared.add_argument("--store", help=say("sqlite:///path or neo4j://host/database"))
    shared.add_argument(
        "--audience",
        choices=[label.name.lower() for label in Label],
        help=say(
            "who reads it: errors offer only names that they may see; default {audience}",
            audience=OURS.name.lower(),
        ),
    )
    shared.speaks()
    commands = top.add_subparsers(dest="command", required=True, metavar=say("COMMAND"))

    def command(name: str, run: Callable[..., None], help: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, parents=[shared], help=help, description=help)
        sub.set_defaults(run=run)
        return sub

    for loader in all_loaders().values():
        sub = command(loader.name, _load, say(loader.summary))
        sub.formatter_class = argparse.RawDescriptionHelpFormatter
        sub.description = described(loader).replace("%", "%%")
        sub.set_defaults(loader=loader.name)
        sub.add_argument("files", nargs="+", type=Path, metavar=say("FILE"))
        sub.add_argument(
            "--dry-run", action="store_true", help=say("say what it would do, and do nothing")
        )
        sub.add_argument("--append", action="store_true", help=say("add to what is there"))
        sub.add_argument("--dataset", help=say("load it under another name, beside the usual one"))
        sub.add_argument(
            "--yes", action="store_true", help=say("load it even if much would be taken away")
        )
        sub.add_argument("--encoding", help=say("how a text file is encoded, such as cp1252"))
        sub.add_argument(
            "--accept-unencrypted",
            action="store_true",
            help=say("people at risk may be kept in a store that is not encrypted"),
        )
    bring_command.add(command)
    command("list", list_loaders, say("the loaders and what they read"))
    command("loads", list_loads, say("what was loaded, and what of it is live"))
    command("stale", list_ages, say("how old the public tables are, and how to renew each"))
    for name, run, help in (
        ("undo", _undo, say("take a load back; nothing is lost")),
        ("redo", _redo, say("restore an undone load")),
    ):
        command(name, run, help).add_argument("load", type=int)
    command(
        "forget",
        _forget,
        say("erase all loads of a dataset; “sample”: the whole sample campaign"),
    ).add_argument("dataset")
    person_commands.add(command, tell)
    command("backup", _backup, say("copy the store to a file")).add_argument("file", type=Path)
    command("restore", _restore, say("bring a copy back")).add_argument("file", type=Path)
    copying = commands.add_parser(
        "copy",
        help=say("copy a store into another one, with all its loads"),
        description=say(
            "Copy a store into another one, of either kind: every load with its number, what it "
            "said, the judgements and the secret. Both are compared at the end. A copy that was "
            "broken off goes on where it stopped."
        ),
    )
    copying.set_defaults(run=_copy)
    copying.speaks()
    copying.add_argument(
        "store", metavar=say("FROM"), help=say("sqlite:///path or neo4j://host/database")
    )
    copying.add_argument("to", metavar=say("TO"), help=say("a store that holds nothing yet"))
    copying.add_argument(
        "--accept-unencrypted",
        action="store_true",
        help=say("people at risk may be kept where it goes"),
    )
    filling = command("fill", _fill, say("load the reference tables and the sample campaign"))
    filling.add_argument(
        "--again", action="store_true", help=say("also when the store holds loads already")
    )
    filling.add_argument(
        "--steps",
        action="store_true",
        help=say("write each step as the app reads it, in no language, where nobody looks on"),
    )
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0, or 1 with a sentence where something is wrong and nothing was written."""
    legible_everywhere()
    words = sys.argv[1:] if arguments is None else arguments
    with speaking(spoken_in(words)):
        return _run(words)


def _run(words: Sequence[str]) -> int:
    args = parser().parse_args(words)
    try:
        store = open_store(args.store)
        try:
            args.run(store, args)
        finally:
            store.close()
    except DemarcheError as problem:
        aside(str(problem))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
