"""python -m loaders bring FILE…: says what a file is and what it would make of it, asks what it
cannot know, and brings it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from graph.model.errors import InputError, Undecodable
from graph.model.schema import Label
from graph.model.system_errors import reason
from graph.model.words import listed, number, say
from graph.store.base import Store
from loaders.bring.asking import BringQuestion
from loaders.bring.bringing import bring, free_name
from loaders.bring.mapping import BringMapping, Filling, ListRows, from_json, to_json
from loaders.bring.plain import likely_encoding
from loaders.bring.previewing import preview
from loaders.bring.proposing import BringProposal, propose
from loaders.bring.recognize import named_apart, proposed_name, recognize
from loaders.bring.saved import keep, kept_for
from loaders.bring.table import ForeignTable
from loaders.files.sources import opened, size
from loaders.listings import audience_of
from loaders.loader import named
from loaders.loading import filled
from loaders.terminal import aside, err, progress_bar, tell

AddsCommand = Callable[
    [str, Callable[[Store, argparse.Namespace], None], str], argparse.ArgumentParser
]
_SHOWN = 3  # rows of each list
_MAPPING = 1 << 20  # bytes of a saved mapping, at most


def add(command: AddsCommand) -> None:
    """Add the command to the command line."""
    sub = command(
        "bring",
        run,
        say("bring any table or a file of another tool; says first what it would make of it"),
    )
    sub.add_argument("files", nargs="+", type=Path, metavar=say("FILE"))
    sub.add_argument(
        "--yes", action="store_true", help=say("take what is proposed, and ask nothing")
    )
    sub.add_argument(
        "--dry-run", action="store_true", help=say("say what it would do, and do nothing")
    )
    sub.add_argument(
        "--map", type=Path, metavar=say("FILE"), help=say("a mapping that was saved to a file")
    )
    sub.add_argument(
        "--save-map", type=Path, metavar=say("FILE"), help=say("save the mapping to a file")
    )
    sub.add_argument(
        "--rows",
        metavar=say("KIND"),
        help=say("what the rows are: people, prisoners, organizations, signatories, … or a list"),
    )
    sub.add_argument(
        "--set",
        action="append",
        default=[],
        metavar=say("COLUMN=VALUE"),
        help=say("what a column of ours is in every row, such as “detained by=Belarus”"),
    )
    sub.add_argument("--name", help=say("what the list is called in the store; else as the file"))
    sub.add_argument("--append", action="store_true", help=say("add to what is there"))
    sub.add_argument("--encoding", help=say("how a text file is encoded, such as cp1252"))
    sub.add_argument(
        "--accept-unencrypted",
        action="store_true",
        help=say("people at risk may be kept in a store that is not encrypted"),
    )


def run(store: Store, args: argparse.Namespace) -> None:
    """Bring each file as a load of its own, and the halves of a network as one. InputError: the
    first that cannot be brought, and what to do; what came before it stays."""
    for file in args.files:
        size(file)  # before anything waits for the store, or fills it
    with filled(store, aside, keep=not args.dry_run):
        if len(args.files) > 1:
            of_files = [(file, _tables(file, args)) for file in args.files]
            if _are_halves([tables for _, tables in of_files]):
                _bring_one(store, args.files, named_apart(of_files), args)
                return
        for file in args.files:
            _bring_one(store, [file], _tables(file, args), args)


def _are_halves(of_files: Sequence[Sequence[ForeignTable]]) -> bool:
    """Whether files are of one network: some have only its elements, others only its ties."""
    roles = [{table.role for table in tables} for tables in of_files]
    return {"entities"} in roles and {"ties"} in roles and all(len(each) == 1 for each in roles)


def _bring_one(
    store: Store, files: Sequence[Path], tables: Sequence[ForeignTable], args: argparse.Namespace
) -> None:
    file, whole = files[0], ", ".join(one.name for one in files)
    saved = _mapping_in(args.map) if args.map else kept_for(store, tables)
    proposal = _with_options(propose(tables, proposed_name(file), saved), args)
    if any(table.role for table in tables):  # all networks of a tool have one header
        proposal = proposal.called(proposed_name(file))
    if args.name:
        proposal = proposal.called(args.name)
    _refuse_another_file(free_name(proposal.mapping.name, store), file, store, args)
    tell(description(whole, proposal.proposals_taken()))
    proposal = _asked_for(proposal, args)
    if not any(table.lists for table in proposal.mapping.tables):
        raise InputError(say("Nothing of {file} is taken.", file=file.name))
    audience = audience_of(args)
    _show(store, file, proposal, audience)
    if args.save_map:
        _save(args.save_map, proposal.mapping)
    if not (args.dry_run or args.yes or _agreed(say("Write {yes} to bring it: ", yes="yes"))):
        raise InputError(say("Nothing was written. To take what is proposed, add --yes."))
    with progress_bar() as bar:
        task = bar.add_task(proposal.mapping.name, total=None)
        brought = bring(
            proposal.mapping,
            tables,
            whole,
            store,
            dry_run=args.dry_run,
            append=args.append,
            accept_unencrypted=args.accept_unencrypted,
            agreed=args.yes,
            audience=audience,
            progress=lambda rows: bar.update(task, completed=rows),
        )
    if not args.dry_run:
        keep(store, proposal.mapping)
    tell(str(brought.report))


def _refuse_another_file(name: str, file: Path, store: Store, args: argparse.Namespace) -> None:
    """InputError: a list of this name is there, from a file of another name, and nobody has said
    that this one takes its place."""
    files = {
        one for load in store.loads() if load.dataset == name and load.live for one in load.files
    }
    if files and file.name not in files and not (args.name or args.append or args.dry_run):
        raise InputError(
            say(
                "There is a list “{name}” already, from {files}. If {file} is to take its place, "
                "write --name “{name}”; else give it a name of its own with --name.",
                name=name,
                files=listed(sorted(files)),
                file=file.name,
            )
        )


def _tables(file: Path, args: argparse.Namespace) -> list[ForeignTable]:
    try:
        return recognize(file, args.encoding)
    except Undecodable as problem:
        if args.encoding or not args.yes:
            raise
        likely = likely_encoding(file)
        if likely not in problem.readings:
            raise
        tell(
            say(
                "{file} is not UTF-8; it is read as {encoding}: “{text}”. If that does not read "
                "right, name another with --encoding.",
                file=file.name,
                encoding=likely,
                text=problem.readings[likely],
            )
        )
        return recognize(file, likely)


def _mapping_in(file: Path) -> BringMapping:
    if size(file) > _MAPPING:
        raise InputError(say("{file} is too large for a mapping.", file=file.name))
    with opened(file) as text:
        return from_json(text.read(), file.name)


def _save(file: Path, mapping: BringMapping) -> None:
    try:
        file.write_text(to_json(mapping), encoding="utf-8")
    except OSError as problem:
        raise InputError(
            say("{file} cannot be written: {problem}.", file=file.name, problem=reason(problem))
        ) from None
    tell(say("The mapping is saved in {file}.", file=file.name))


def _with_options(proposal: BringProposal, args: argparse.Namespace) -> BringProposal:
    """What the command line says already."""
    if args.rows:
        for question in proposal.questions:
            if question.sort == "rows":
                proposal = proposal.answered(question, checked_choice(question, args.rows))
    for text in args.set:
        column, equals, value = (part.strip() for part in text.partition("="))
        fits = [q for q in proposal.questions if q.sort == "constant" and q.column == column]
        if not equals or not fits:
            raise InputError(
                say(
                    "--set {text} fits nothing that is asked of this file. Write a column of ours, "
                    "an equals sign and what it is, such as “detained by=Belarus”.",
                    text=text,
                )
            )
        for question in fits:
            proposal = proposal.answered(question, checked_choice(question, value))
    return proposal


def checked_choice(question: BringQuestion, value: str) -> str:
    """An answer that the question allows. InputError: it does not; with what it does."""
    values = [choice for choice, _ in question.choices]
    if values and value not in values:
        raise InputError(
            say(
                "“{value}” is no answer to “{question}” Choose one of: {choices}.",
                value=value,
                question=question.text,
                choices=listed([one for one in values if one], len(values)),
            )
        )
    return value


def _asked_for(proposal: BringProposal, args: argparse.Namespace) -> BringProposal:
    """All questions, answered by whoever sits before the screen or by what is proposed."""
    terminal = sys.stdin.isatty() and err.is_terminal and not args.yes
    if terminal:
        answered = set[str]()
        while question := next((q for q in proposal.questions if q.key not in answered), None):
            answered.add(question.key)
            proposal = _ask(proposal, question)
    if needed := proposal.needed:
        raise InputError(
            "\n".join(
                [
                    say("What the file does not say:"),
                    *(f"{question.text} {_option(question)}" for question in needed),
                ]
            )
        )
    whole = proposal.proposals_taken()
    if whole.assumption:
        tell(whole.assumption)
    if words := whole.words_left_out:
        tell(
            say(
                "Words of which nothing comes: {words}.",
                words=listed([f"“{word}”" for word in words], 10),
            )
        )
    return whole


def _option(question: BringQuestion) -> str:
    values = listed([value for value, _ in question.choices], len(question.choices), either=True)
    if question.sort == "rows":
        return say("Say it with --rows: {values}.", values=values)
    return say("Say it with --set “{column}=…”.", column=question.column)


def _ask(proposal: BringProposal, question: BringQuestion) -> BringProposal:
    aside(question.text)
    for value, meaning in question.choices:
        aside(f"  {value}: {meaning}" if value else f"  -: {meaning}")
    for word in question.words or ("",):
        proposed = question.proposed(word)
        prompt = say("“{word}” [{proposal}]: ", word=word, proposal=proposed or "-")
        if not question.words:
            prompt = say("Answer [{proposal}]: ", proposal=proposed or "-")
        answer = err.input(prompt, markup=False).strip() or proposed
        if answer == "-":
            answer = ""
        if answer or question.words:
            proposal = proposal.answered(question, checked_choice(question, answer), word)
    return proposal


def _agreed(prompt: str) -> bool:
    if not (sys.stdin.isatty() and err.is_terminal):
        return False
    return err.input(prompt, markup=False).strip().lower() in {"y", "yes"}


def description(file: str, proposal: BringProposal) -> str:
    """What a file is and what it would become, in lines."""
    lines, why = list[str](), dict(proposal.reasons)
    for table in proposal.tables:
        meaning = proposal.mapping.fitting(table)
        name = table.name or file
        lines.append(f"{name}: {why.get(table.name, '')}")
        for rows in meaning.lists if meaning else ():
            columns = [f"{ours} ← {_from(filling)}" for ours, filling in rows.columns.items()]
            lines.append(
                "  " + say("{list}: {columns}", list=_of_rows(rows), columns="; ".join(columns))
            )
        if meaning and meaning.notes:
            lines.append("  " + say("Into the note: {columns}.", columns=listed(meaning.notes, 50)))
        if meaning and meaning.left:
            lines.append("  " + say("Not taken: {columns}.", columns=listed(meaning.left, 50)))
        lines += [f"  {loss}" for loss in table.lost]
    return "\n".join(lines)


def _of_rows(rows: ListRows) -> str:
    """The list that rows go to, and which rows these are where not all are."""
    title = say(named(rows.list).title)
    if not rows.where or rows.where.without:
        return title
    words = [f"“{word}”" for word in rows.where.words if word] or [say("empty")]
    return say(
        "{list} (where “{column}” is {words})",
        list=title,
        column=rows.where.column,
        words=listed(words, either=True),
    )


def _from(filling: Filling) -> str:
    columns = " + ".join(f"“{column}”" for column in filling.columns)
    constant = say("always “{text}”", text=filling.constant) if filling.constant else ""
    if filling.columns and filling.constant:
        return say("{columns}, else “{text}”", columns=columns, text=filling.constant)
    return columns or constant or say("(not said yet)")


def _show(store: Store, file: Path, proposal: BringProposal, audience: Label) -> None:
    """The first rows as they would become, and how many of their problems there are."""
    tables = proposal.tables
    first = preview(
        proposal.mapping, tables, file.name, store, rows=_SHOWN, first=200, audience=audience
    )
    for row in first.rows:
        place = say("row {row}", row=number(row.number))
        tell(f"  {place}: {'; '.join(row.records) or row.problem}")
    if first.missing:
        tell(first.missing)
