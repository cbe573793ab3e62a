"""Who is known already: in the store by what others say, and in the file that is brought."""

from __future__ import annotations

from msgspec import structs

from graph.model.text import fold
from graph.store.base import Scope, Store
from loaders.bring.applying import Application
from loaders.bring.mapping import BringMapping
from loaders.names import names_of

# The columns by which rows of a list are named, so that others can refer to them.
NAMING = ("name", "code", "title", "also known as")


class Acquaintances:
    """Whether somebody of a name is known. What the same list said before does not count: it is
    what is being replaced."""

    def __init__(self, store: Store, dataset: str) -> None:
        self._store, self._dataset = store, dataset
        self._stored: dict[str, bool] = {}
        self._here = set[str]()
        self._titles: dict[str, str] = {}  # by code

    def note(self, application: Application) -> None:
        """Whom the file itself tells of, by a mapping of `naming_rows`."""
        for name in application.lists:
            for mapped in application.rows(name):
                cells = mapped.cells
                if "code" in cells:
                    self._titles[cells["code"]] = cells.get("name") or cells.get("title", "")
                for column in NAMING:
                    if text := cells.get(column):
                        self._here.update(map(fold, text.split("|")))

    def here(self, name: str) -> bool:
        """Whether the file itself tells of somebody of this name."""
        return fold(name) in self._here

    def title(self, text: str) -> str:
        """The name of whom a code of the file means; the text itself where it is none."""
        return self._titles.get(text) or text

    def stored(self, name: str) -> bool:
        """Whether another list of the store tells of somebody of this name."""
        wanted = fold(name)
        if wanted not in self._stored:
            scope = Scope(ties=frozenset())
            self._stored[wanted] = any(
                (wanted in names_of(entity) or entity.id == name)
                and entity.origin.dataset != self._dataset
                for entity in self._store.candidates(name, scope)
            )
        return self._stored[wanted]

    def known(self, name: str) -> bool:
        """Whether the store or the file tells of somebody of this name."""
        return fold(name) in self._here or self.stored(name)


def naming_rows(mapping: BringMapping) -> BringMapping:
    """A mapping of nothing but names and codes, for a quick look at whom a file tells of."""
    tables = []
    for table in mapping.tables:
        lists = []
        for rows in table.lists:
            named = {c: f for c, f in rows.columns.items() if c in NAMING and not f.known}
            if named and rows.list not in ("ties", "stances"):
                plain = structs.replace(rows, columns=named, once=False, counted=False)
                lists.append(plain)
        tables.append(structs.replace(table, lists=tuple(lists), notes=()))
    return structs.replace(mapping, tables=tuple(tables))


def asks_who_is_known(mapping: BringMapping) -> bool:
    """Whether a mapping leaves out whom nobody knows."""
    lists = (rows for table in mapping.tables for rows in table.lists)
    return any(f.known for rows in lists for f in rows.columns.values())
