"""The command that takes a campaign's data out: python -m queries export --format gexf FILE"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, cast

from graph.campaign.disclosure import disclosure
from graph.campaign.extract import USUAL, Extract, ExtractChoice, extract
from graph.model.command_line import Parser
from graph.model.errors import QuestionError
from graph.model.printable import in_line
from graph.model.schema import LAYERS, OURS, Label
from graph.model.system_errors import reason
from graph.model.words import ENGLISH, listed, say, speaking
from graph.store.base import Store
from graph.view import View
from queries.answer import Table
from queries.parameters import day, resolve
from queries.render.export_file import ExportFormat, export_format, export_names
from queries.shared.leaving_words import NEVER, LeavingPreview, leaving_preview


def parser() -> Parser:
    """The command line of the export."""
    command = Parser(
        prog="python -m queries export",
        description=say(
            "Take out what a campaign holds, in the format of another tool. What leaves is told "
            "first; nothing is written without --yes."
        ),
        allow_abbrev=False,
    )
    command.add_argument("file", metavar=say("FILE"), help=say("where to write it"))
    command.add_argument("--format", choices=export_names(), required=True, help=say("the format"))
    command.add_argument(
        "--case",
        metavar=say("ID-OR-NAME"),
        help=say("what stands around one case; without it everything that the campaign knows"),
    )
    command.add_argument(
        "--layers",
        metavar=say("LAYERS"),
        default=",".join(USUAL),
        help=say("of {layers}; default {default}", layers=", ".join(LAYERS), default=USUAL[0]),
    )
    command.add_argument(
        "--without-texts", action="store_true", help=say("leave out what was written freely")
    )
    command.add_argument(
        "--audience",
        choices=[label.name.lower() for label in Label if label <= OURS],
        default=OURS.name.lower(),
        help=say("who reads it; default {default}", default=OURS.name.lower()),
    )
    command.add_argument(
        "--as-of", metavar=say("DATE"), help=say("only what was known on that day")
    )
    command.add_argument("--store", metavar="URL", help=say("the store; default: the usual one"))
    command.add_argument("--yes", action="store_true", help=say("write the file"))
    command.add_argument(
        "--overwrite", action="store_true", help=say("replace a file that is there already")
    )
    command.speaks()
    return command


def export(args: argparse.Namespace, store: Store) -> None:
    """Tell what leaves; with `--yes` write it, all of it or nothing."""
    chosen, file = export_format(args.format), Path(args.file)
    view = View(store, Label[args.audience.upper()], day(args.as_of) if args.as_of else None)
    choice = _choice(args, view)
    with speaking(ENGLISH):  # names of roles in a file are for programs
        leaving = extract(view, choice)
    risks = disclosure(view, choice, leaving)
    for line in preview_lines(leaving_preview(leaving, risks, chosen.losses(leaving))):
        print(in_line(line))
    if not leaving.entities:
        raise QuestionError(say("Nothing was written."))
    if file.exists() and not args.overwrite:
        raise QuestionError(
            say(
                "{file} is there already. Nothing was written. Choose another name, or replace it "
                "with --overwrite.",
                file=in_line(str(file)),
            )
        )
    if not args.yes:
        print(say("Nothing was written. If that is what shall leave, add --yes."))
        return
    save(leaving, chosen, file)
    print(say("Written: {file}", file=in_line(str(file))))


def _choice(args: argparse.Namespace, view: View) -> ExtractChoice:
    layers = tuple(part.strip() for part in args.layers.split(",") if part.strip())
    if unknown := sorted(set(layers) - LAYERS.keys()):
        raise QuestionError(
            say(
                "There is no layer “{name}”. There are: {names}.",
                name=unknown[0],
                names=listed(list(LAYERS), 20),
            )
        )
    case = resolve(args.case, ("Case",), view) if args.case else None
    return ExtractChoice(case, layers, not args.without_texts)


def preview_lines(preview: LeavingPreview) -> Iterator[str]:
    """A preview as lines."""
    yield preview.sentence
    yield " · ".join(preview.marks)
    for table in (preview.entities, preview.ties):
        yield from _counts(table)
    if preview.cautions:
        yield say("What could still give somebody away:")
        yield from (f"  - {text}" for text in preview.cautions)
    if preview.losses:
        yield say("What the format cannot hold:")
        yield from (f"  - {text}" for text in preview.losses)
    yield say(NEVER)


def _counts(table: Table) -> Iterator[str]:
    if table.rows:
        yield f"{table.title}:"
    for row in table.rows:
        kind, *numbers = row.values()
        yield f"  {kind}: {' / '.join(map(str, numbers))}"


def save(leaving: Extract, chosen: ExportFormat, file: Path) -> None:
    """Write a file beside its place and put it there once it is whole. QuestionError: no file can
    be written there."""
    try:
        with NamedTemporaryFile(dir=file.parent, prefix=".export-", delete=False) as whole:
            try:
                chosen.write(leaving, cast(BinaryIO, whole))
                whole.flush()
            except BaseException:
                os.unlink(whole.name)
                raise
        os.replace(whole.name, file)
    except OSError as problem:
        raise QuestionError(
            say(
                "{file} cannot be written: {reason}. Nothing was written.",
                file=in_line(str(file)),
                reason=reason(problem),
            )
        ) from None
