"""The commands of loading: python -m loaders LOADER FILE… | list | loads | undo | …"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from graph.errors import DemarcheError, InputError
from graph.store import Report, Store, open_store, unfilled
from graph.store.sqlite_store import SQLiteStore
from loaders import person_commands
from loaders.copying import copy, note_copy
from loaders.loader import all_loaders, named
from loaders.loading import fill, filled, load

out, err = Console(), Console(stderr=True)


def say(text: str) -> None:
    """Print a sentence as it is: cell text is never markup."""
    out.print(Text(text), soft_wrap=True)


def _aside(text: str) -> None:
    err.print(Text(text), soft_wrap=True)


def _load(store: Store, args: argparse.Namespace) -> None:
    loader = named(args.loader)
    with _bar() as bar, filled(store, _aside, keep=not args.dry_run):
        task = bar.add_task(loader.title, total=None)
        report = load(
            loader,
            args.files,
            store,
            dataset=args.dataset,
            append=args.append,
            dry_run=args.dry_run,
            encoding=args.encoding,
            accept_unencrypted=args.accept_unencrypted,
            progress=lambda rows: bar.update(task, completed=rows),
        )
    say(str(report))


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
        table.add_row(loader.name, Text(loader.summary), Text(needed))
    out.print(table)


def _loads(store: Store, args: argparse.Namespace) -> None:
    table = Table(box=None)
    for title in ("Load", "Day", "Dataset", "Files", "State"):
        table.add_column(title)
    for one in store.loads():
        state = "undone" if one.undone else "live" if one.live else "superseded"
        files = Text(", ".join(one.files))
        table.add_row(str(one.id), one.at.date().isoformat(), Text(one.dataset), files, state)
    out.print(table)


def _change(done: str) -> Callable[[Report], None]:
    def tell(report: Report) -> None:
        say(
            f"{done}: claims that readers see: {report.created:,} came back or were added, "
            f"{report.changed:,} changed, {report.removed:,} went."
        )

    return tell


def _undo(store: Store, args: argparse.Namespace) -> None:
    _change(f"Load {args.load} is undone")(store.undo(args.load))


def _redo(store: Store, args: argparse.Namespace) -> None:
    _change(f"Load {args.load} counts again")(store.redo(args.load))


def _forget(store: Store, args: argparse.Namespace) -> None:
    _change(f"All loads of “{args.dataset}” are erased")(store.forget(args.dataset))


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
    top = argparse.ArgumentParser(
        prog="python -m loaders",
        description="Load files into the store, and undo what was loaded.",
    )
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--store", help="sqlite:///path or neo4j://host/database")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, run: Callable[..., None], help: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, parents=[shared], help=help, description=help)
        sub.set_defaults(run=run)
        return sub

    for loader in all_loaders().values():
        columns = "\n".join(
            f"  {name}{' (needed)' if name in loader.needed else ''}: {told}"
            for name, told in loader.columns.items()
        )
        sub = command(loader.name, _load, loader.summary)
        sub.formatter_class = argparse.RawDescriptionHelpFormatter
        sub.description = f"{loader.help}\n\ncolumns:\n{columns}".replace("%", "%%")
        sub.set_defaults(loader=loader.name)
        sub.add_argument("files", nargs="+", type=Path, metavar="FILE")
        sub.add_argument("--dry-run", action="store_true", help="say what it would do, do nothing")
        sub.add_argument("--append", action="store_true", help="add to what is there")
        sub.add_argument("--dataset", help="load it under another name, beside the usual one")
        sub.add_argument("--encoding", help="how a text file is encoded, such as cp1252")
        sub.add_argument(
            "--accept-unencrypted",
            action="store_true",
            help="people at risk may be kept in a store that is not encrypted",
        )
    command("list", _list, "the loaders and what they read")
    command("loads", _loads, "what was loaded, and what of it is live")
    for name, run, help in (
        ("undo", _undo, "take a load back; nothing is lost"),
        ("redo", _redo, "let an undone load count again"),
    ):
        command(name, run, help).add_argument("load", type=int)
    command("forget", _forget, "erase all loads of a dataset").add_argument("dataset")
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


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0, or 1 with a sentence where something is wrong and nothing was written."""
    args = parser().parse_args(arguments)
    try:
        store = open_store(args.store)
        try:
            args.run(store, args)
        finally:
            store.close()
    except DemarcheError as problem:
        err.print(Text(str(problem)), soft_wrap=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
