"""Mappings that are kept in a store and proposed again for the next table of the same header.

Kept are headers, what somebody chose, and words that somebody told in ours; never a word of which
nothing came, which may be anything that stood in a cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from msgspec import structs

from graph.model.errors import InputError
from graph.store.base import Store
from loaders.bring.mapping import (
    BringMapping,
    Filling,
    TableMapping,
    fingerprint,
    from_json,
    to_json,
)
from loaders.bring.table import ForeignTable

_KEY = "mapping/"  # how the names of such settings begin


def keep(store: Store, mapping: BringMapping) -> None:
    """Keep the meaning of each table of a mapping, in the place of what was kept for its header."""
    for table in mapping.tables:
        one = structs.replace(mapping, tables=(_discreet(table),))
        store.set(_KEY + fingerprint(table.header), to_json(one))


def drop(store: Store, table: ForeignTable) -> None:
    """Keep nothing for the header of a table any more."""
    store.set(_KEY + fingerprint(table.header), "")


def kept_for(store: Store, tables: Sequence[ForeignTable]) -> BringMapping | None:
    """What was kept for the headers of these tables; None: nothing. What an earlier program kept
    and this one cannot read is as if it were not there."""
    meanings, name = list[TableMapping](), ""
    for table in tables:
        text = store.setting(_KEY + fingerprint(table.header))
        with suppress(InputError):
            if text:
                mapping = from_json(text)
                name = name or mapping.name
                meanings += mapping.tables
    return BringMapping(name, tuple(meanings)) if meanings else None


def _discreet(table: TableMapping) -> TableMapping:
    """Without words of which nothing comes but what comes of any unknown word."""
    lists = tuple(
        structs.replace(rows, columns={ours: _without(f) for ours, f in rows.columns.items()})
        for rows in table.lists
    )
    return structs.replace(table, lists=lists)


def _without(filling: Filling) -> Filling:
    words = {
        theirs: ours for theirs, ours in filling.words.items() if ours not in ("", filling.others)
    }
    # Where words were left out one by one, all that are not known are, from now on.
    others = "" if len(words) < len(filling.words) and filling.others is None else filling.others
    return structs.replace(filling, words=words, others=others)
