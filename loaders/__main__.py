"""The commands of loading: python -m loaders LOADER FILE… | list | loads | undo | …"""

from __future__ import annotations

import argparse
import codecs
import io
import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from anyascii import anyascii
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from graph.model.errors import DemarcheError, InputError, Unanswered
from graph.model.printable import Parser, harmless, in_line, spoken_in
from graph.model.schema import OURS, Label
from graph.model.words import speaking
from graph.store.ages import ages
from graph.store.base import Report, Store, unfilled
from graph.store.opening import open_store
from graph.store.sqlite.store import SQLiteStore
from loaders.changes.leaving import with_ends
from loaders.changes.listing import listed
from loaders.changes.naming import datasets, list_name, marked
from loaders.copying import copy, note_copy
from loaders.files.sources import size
from loaders.loader import all_loaders, named
from loaders.loading import fill, filled, load
from loaders.person import commands as person_commands

out, err = Console(), Console(stderr=True)


def say(text: str) -> None:
    """Print a sentence as it is: cell text is never markup, and acts on no terminal."""
    out.print(_text(text), soft_wrap=True)


def _text(text: str) -> Text:
    return Text(harmless(text))


def _aside(text: str) -> None:
    err.print(_text(text), soft_wrap=True)


def _load(store: Store, args: argparse.Namespace) -> None:
    loader = named(args.loader)
    for file in args.files:
        size(file)  # before anything waits for the store, or fills it
    with _bar() as bar, filled(store, _aside, keep=not args.dry_run):
        task = bar.add_task(loader.title, total=None)
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
            audience=_audience(args),
            progress=lambda rows: bar.update(task, completed=rows),
        )
        try:
            report = run(agreed=args.yes)
        except Unanswered as question:
            bar.stop()
            if not _agreed(question):
                raise
            report = run(agreed=True)
    say(str(report))


def _agreed(question: Unanswered) -> bool:
    """Ask whoever sits before the screen; nobody does in a script."""
    if not (sys.stdin.isatty() and err.is_terminal):
        return False
    _aside(" ".join(question.questions))
    return err.input("Write yes to go on: ", markup=False).strip().lower() in {"y", "yes"}


def _fill(store: Store, args: argparse.Namespace) -> None:
    if not unfilled(store) and not args.again:
        say("The store is filled already. Use --again to load the tables of this version.")
        return
    with _bar() as bar:
        task = bar.add_task("", total=None)

        def tell(what: str) -> None:
            bar.update(task, description=what)
            if not out.is_terminal:  # whoever reads it, such as the app, is told line by line
                say(what)

        reports = fill(store, tell)
    created = sum(report.claims.created for report in reports)
    say(f"{len(reports)} tables loaded, {created:,} claims. Now: streamlit run app.py")


def _list(store: Store, args: argparse.Namespace) -> None:
    table = Table(box=None)
    for title in ("Loader", "What it reads", "Needed columns"):
        table.add_column(title)
    for loader in all_loaders().values():
        needed = ", ".join(column for column in loader.columns if column in loader.needed)
        table.add_row(loader.name, _text(loader.summary), _text(needed))
    out.print(table)


def _loads(store: Store, args: argparse.Namespace) -> None:
    table = Table(box=None)
    for title in ("Load", "Day", "Dataset", "Files", "State"):
        table.add_column(title)
    for each in listed(store, _audience(args)):
        state = "undone" if each.undone else "live" if each.live else "superseded"
        files = _text(in_line(", ".join(each.files)))
        dataset = _text(in_line(each.dataset))
        table.add_row(str(each.id), each.at.date().isoformat(), dataset, files, state)
    out.print(table)
    say(
        f"Shown for {_audience(args).title}. Lists of which this audience may see nothing are not "
        "here; --audience red lists all."
    )


def _stale(store: Store, args: argparse.Namespace) -> None:
    today, loaders = date.today(), all_loaders()
    tables = ages(store.loads(), today)
    for age in tables:
        name = age.dataset if age.dataset == age.loader else f"{age.dataset} ({age.loader})"
        about = loaders[age.loader].about if age.loader in loaders else {}
        say(f"{name}: {age.title}, to {age.last}, {age.old(today)}; {age.state(today)}.")
        say(f"  {about.get('renew', age.renew)}")
    loaded = {name for age in tables for name in (age.dataset, age.loader)}
    public = {name for name, one in loaders.items() if one.section == "public"}
    if others := sorted(public - loaded):
        say(f"Not loaded: {', '.join(others)}. Where to get one: python -m loaders NAME --help")


def _audience(args: argparse.Namespace) -> Label:
    return Label[args.audience.upper()] if args.audience else OURS


def _change(done: str) -> Callable[[Report], None]:
    def tell(report: Report) -> None:
        say(
            f"{done}: claims that readers see: {report.created:,} came back or were added, "
            f"{report.changed:,} changed, {report.removed:,} went."
        )

    return tell


def _undo(store: Store, args: argparse.Namespace) -> None:
    marked(store, args.load, _audience(args), undone=False)
    _change(f"Load {args.load} is undone")(with_ends(store, args.load, store.undo))


def _redo(store: Store, args: argparse.Namespace) -> None:
    marked(store, args.load, _audience(args), undone=True)
    _change(f"Load {args.load} counts again")(with_ends(store, args.load, store.redo))


def _forget(store: Store, args: argparse.Namespace) -> None:
    reports = [store.forget(dataset) for dataset in datasets(store, args.dataset, _audience(args))]
    came, changed, went = (
        sum(getattr(report, what) for report in reports)
        for what in ("created", "changed", "removed")
    )
    whole = "The sample campaign is" if len(reports) > 1 else f"All loads of “{args.dataset}” are"
    _change(f"{whole} erased")(Report(came, changed, removed=went))


def _backup(store: Store, args: argparse.Namespace) -> None:
    _embedded(store).backup(args.file)
    note_copy(store, str(args.file.absolute()))
    say(f"The store is copied to {args.file.name}. It is not encrypted; keep it like the store.")


def _restore(store: Store, args: argparse.Namespace) -> None:
    _embedded(store).restore(args.file)
    say(f"The store is again as it was in {args.file.name}.")


def _copy(store: Store, args: argparse.Namespace) -> None:
    target = open_store(args.to)
    try:
        with _bar() as bar:
            task = bar.add_task("", total=None)
            copied = copy(
                store,
                target,
                accept_unencrypted=args.accept_unencrypted,
                progress=lambda what, claims: bar.update(task, description=what, completed=claims),
            )
    finally:
        target.close()
    say(str(copied))


def _embedded(store: Store) -> SQLiteStore:
    if not isinstance(store, SQLiteStore):
        raise InputError("Only the embedded store is backed up so; a server has its own tools.")
    return store


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}", markup=False), BarColumn(), console=err, transient=True
    )


def parser() -> argparse.ArgumentParser:
    """The command line; loading is the command of a loader's name."""
    top = Parser(
        prog="python -m loaders",
        description="Load files into the store, and undo what was loaded.",
    )
    shared = Parser(add_help=False)
    shared.add_argument("--store", help="sqlite:///path or neo4j://host/database")
    shared.add_argument(
        "--audience",
        choices=[label.name.lower() for label in Label],
        help=f"who reads it, and what an error offers as meant; default {OURS.name.lower()}",
    )
    shared.speaks()
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, run: Callable[..., None], help: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, parents=[shared], help=help, description=help)
        sub.set_defaults(run=run)
        return sub

    for loader in all_loaders().values():
        columns = "\n".join(
            f"  {name}{' (needed)' if name in loader.needed else ''}: {text}"
            for name, text in loader.columns.items()
        )
        sub = command(loader.name, _load, loader.summary)
        sub.formatter_class = argparse.RawDescriptionHelpFormatter
        source = f"\n\nwhere to get it: {renew}" if (renew := loader.about.get("renew")) else ""
        sub.description = f"{loader.help}{source}\n\ncolumns:\n{columns}".replace("%", "%%")
        sub.set_defaults(loader=loader.name)
        sub.add_argument("files", nargs="+", type=Path, metavar="FILE")
        sub.add_argument("--dry-run", action="store_true", help="say what it would do, do nothing")
        sub.add_argument("--append", action="store_true", help="add to what is there")
        sub.add_argument("--dataset", help="load it under another name, beside the usual one")
        sub.add_argument("--yes", action="store_true", help="load it whatever would be taken away")
        sub.add_argument("--encoding", help="how a text file is encoded, such as cp1252")
        sub.add_argument(
            "--accept-unencrypted",
            action="store_true",
            help="people at risk may be kept in a store that is not encrypted",
        )
    command("list", _list, "the loaders and what they read")
    command("loads", _loads, "what was loaded, and what of it is live")
    command("stale", _stale, "how old the public tables are, and how to renew each")
    for name, run, help in (
        ("undo", _undo, "take a load back; nothing is lost"),
        ("redo", _redo, "let an undone load count again"),
    ):
        command(name, run, help).add_argument("load", type=int)
    command(
        "forget", _forget, "erase all loads of a dataset; “sample”: the whole sample campaign"
    ).add_argument("dataset")
    person_commands.add(command, say)
    command("backup", _backup, "copy the store to a file").add_argument("file", type=Path)
    command("restore", _restore, "bring a copy back").add_argument("file", type=Path)
    copying = commands.add_parser(
        "copy",
        help="copy a store into another one, with all its loads",
        description="Copy a store into another one, of either kind: every load with its number, "
        "what it said, the judgements and the secret. Both are compared at the end. A copy that "
        "was broken off goes on where it stopped.",
    )
    copying.set_defaults(run=_copy)
    copying.speaks()
    copying.add_argument("store", metavar="FROM", help="sqlite:///path or neo4j://host/database")
    copying.add_argument("to", metavar="TO", help="a store that holds nothing yet")
    copying.add_argument(
        "--accept-unencrypted",
        action="store_true",
        help="people at risk may be kept where it goes",
    )
    command("fill", _fill, "load the reference tables and the sample campaign").add_argument(
        "--again", action="store_true", help="also when the store holds loads already"
    )
    return top


def _legible_everywhere() -> None:
    """A console that lacks a character is shown it in letters that it has, instead of an error."""
    codecs.register_error("anyascii", _in_ascii)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="anyascii")


def _in_ascii(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    return anyascii(problem.object[problem.start : problem.end]) or "?", problem.end


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0, or 1 with a sentence where something is wrong and nothing was written."""
    _legible_everywhere()
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
        _aside(str(problem))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
