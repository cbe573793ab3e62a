"""How old the public tables are that answers rest on, and how each can be renewed."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model.words import count, say, written
from graph.store.ages import Age, ages
from graph.store.remembered import remembered
from graph.view import View
from queries.answer import Column, Row, Table, columns


def of_today(view: View) -> list[Age]:
    """The age of each public table, what has been out of date longest first.

    None for a view of a past day: what is in the store now was not all there then.
    """
    if view.as_of is not None:
        return []
    loads = remembered(view.store, "loads", (), view.store.loads, most=2)
    return ages(loads, view.today)


def in_brief(tables: Sequence[Age], view: View) -> str:
    """Which table to renew first, and how many are out of date."""
    stale = sum(table.stale(view.today) for table in tables)
    if not stale:
        return count(
            "The one public dataset used here is up to date.",
            "All {n} public datasets used here are up to date.",
            len(tables),
        )
    first = say("{title} (as of {day})", title=tables[0].title, day=written(tables[0].last))
    if stale == len(tables):
        return count(
            "Renew {first}: the one public dataset used here is out of date.",
            "Renew {first} first: all {n} public datasets used here are out of date.",
            stale,
            first=first,
        )
    return count(
        "Renew {first}: {n} of the {all} public datasets used here is out of date.",
        "Renew {first} first: {n} of the {all} public datasets used here are out of date.",
        stale,
        first=first,
        all=len(tables),
    )


def table(tables: Sequence[Age], view: View) -> Table:
    """The tables as a block of an answer."""
    rows: list[Row] = [
        {
            "table": one.title,
            "last_day": one.last.isoformat(),
            "age": one.old(view.today),
            "state": one.state(view.today),
            "loader": one.loader,
            "renew": one.renew or None,
            "dataset": one.dataset,
            "stale": one.stale(view.today),
        }
        for one in tables
    ]
    return Table(
        "ages",
        say("How old the public datasets are"),
        columns(
            ("table", "Dataset"),
            ("last_day", "Last day it covers"),
            "age",
            ("state", "Up to date?"),
            "loader",
            Column("renew", say("How to renew it"), place="line"),
        ),
        rows,
        note=say(
            "Longest out of date first. A dataset says nothing about what came after its last day, "
            "which does not mean that nothing happened. Load a newer file on the page Loads."
        ),
    )
