"""How old the public tables are that answers rest on, and how each can be renewed."""

from __future__ import annotations

from collections.abc import Sequence

from graph.store.ages import Age, ages
from graph.store.remembered import remembered
from graph.view import View
from queries.answer import Column, Row, Table, columns
from queries.wording import counted, is_are, written


def of_today(view: View) -> list[Age]:
    """The age of each public table, what has been out of date longest first.

    None for a view of a past day: what is in the store now was not all there then.
    """
    if view.as_of is not None:
        return []
    loads = remembered(view.store, "loads", (), view.store.loads, most=2)
    return ages(loads, view.today)


def in_brief(tables: Sequence[Age], view: View) -> str:
    """How many tables are out of date, and which to renew first, in a sentence."""
    stale = sum(table.stale(view.today) for table in tables)
    if not stale:
        return f"No public table used here is out of date (of {len(tables)})."
    first = tables[0]
    return (
        f"{stale} of the {counted(len(tables), 'public table')} used here "
        f"{is_are(stale)} out of date. Renew first: {first.title}, as of "
        f"{written(first.last.isoformat())}."
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
        "How old is what we use",
        columns(
            ("table", "Table"),
            ("last_day", "Its last day"),
            "age",
            ("state", "In date?"),
            "loader",
            Column("renew", "How to renew it", place="line"),
        ),
        rows,
        note="What has been out of date longest comes first. After its last day a table knows "
        "nothing, which does not mean that nothing happened. The loader reads the newer file: on "
        "the page Loads, or with python -m loaders and its name.",
    )
