"""What commands list: the loaders, the loads so far, how old the public tables are."""

from __future__ import annotations

import argparse
from datetime import date
from textwrap import fill

from graph.model.printable import in_line
from graph.model.schema import OURS, Label
from graph.model.words import listed, say, written
from graph.store.ages import ages
from graph.store.base import Store
from loaders.changes.listing import listed as loads_for
from loaders.loader import Loader, all_loaders
from loaders.person.traces import state
from loaders.terminal import out, plain, table, tell


def list_loaders(store: Store, args: argparse.Namespace) -> None:
    """Every loader, what it reads, and which columns it needs."""
    rows = table(say("Loader"), say("What it reads"), say("Needed columns"))
    for loader in all_loaders().values():
        needed = ", ".join(column for column in loader.columns if column in loader.needed)
        rows.add_row(loader.name, plain(say(loader.summary)), plain(needed))
    out.print(rows)


def list_loads(store: Store, args: argparse.Namespace) -> None:
    """The loads that the audience may know of, and what has become of each."""
    rows = table(say("Load"), say("Day"), say("Dataset"), say("Files"), say("State"))
    for each in loads_for(store, audience_of(args)):
        files = plain(in_line(", ".join(each.files)))
        dataset = plain(in_line(each.dataset))
        rows.add_row(str(each.id), written(each.at.date()), dataset, files, state(each))
    out.print(rows)
    tell(
        say(
            "Shown for {audience}. Lists of which this audience may see nothing are not here; "
            "--audience red lists all.",
            audience=audience_of(args).title,
        )
    )


def list_ages(store: Store, args: argparse.Namespace) -> None:
    """How old each public table is, and where to get a newer one."""
    today, loaders = date.today(), all_loaders()
    tables = ages(store.loads(), today)
    for age in tables:
        name = age.dataset if age.dataset == age.loader else f"{age.dataset} ({age.loader})"
        about = loaders[age.loader].about if age.loader in loaders else {}
        tell(
            say(
                "{name}: {title}, to {day}, {old}; {state}.",
                name=name,
                title=say(age.title),
                day=written(age.last),
                old=age.old(today),
                state=age.state(today),
            )
        )
        if renew := about.get("renew", age.renew):
            tell(f"  {say(renew)}")
    loaded = {name for age in tables for name in (age.dataset, age.loader)}
    public = {name for name, one in loaders.items() if one.section == "public"}
    if others := sorted(public - loaded):
        tell(
            say(
                "Not loaded: {names}. Where to get one: python -m loaders NAME --help",
                names=listed(others, len(others)),
            )
        )


def audience_of(args: argparse.Namespace) -> Label:
    """Who reads what a command writes."""
    return Label[args.audience.upper()] if args.audience else OURS


def described(loader: Loader) -> str:
    """What a loader reads, where to get it, and its columns."""
    parts = [fill(say(paragraph)) for paragraph in loader.paragraphs]
    if renew := loader.about.get("renew"):
        parts.append(fill(say("where to get it: {where}", where=say(renew))))
    lines = [say("columns:")]
    for name, text in loader.columns.items():
        if name in loader.needed:
            lines.append(f"  {say('{column} (needed): {text}', column=name, text=say(text))}")
        else:
            lines.append(f"  {say('{column}: {text}', column=name, text=say(text))}")
    return "\n\n".join([*parts, "\n".join(lines)])
