"""Who is known already: in the store by what others say, and in the file that is brought."""

from __future__ import annotations

from msgspec import structs

from graph.model.ids import is_kind
from graph.model.records import Entity
from graph.model.schema import ENTITIES, Label
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

    def __init__(self, store: Store, dataset: str, audience: Label) -> None:
        """`audience`: whom a single name may be matched with, is what it may see."""
        self._store, self._dataset, self._audience = store, dataset, audience
        self._stored: dict[str, bool] = {}
        self._here = set[str]()
        self._titles: dict[str, str] = {}  # by code, or by id
        self._names: dict[str, dict[str, set[str]]] = {}  # by kind

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

    def identified(self, kind: str, code: str, name: str) -> str:
        """The id of whom the store has already: by an id as code, and of a kind of public record
        by a name that no other of that kind has there; "": nobody."""
        if is_kind(code, kind) and self.stored(code):
            return code
        return self.single(kind, name) if ENTITIES[kind].public else ""

    def single(self, kind: str, name: str) -> str:
        """The id of the one of a kind that another list of the store calls so; "": nobody, or
        several."""
        ids = self._ids_of(kind).get(fold(name), set())
        if len(ids) != 1:
            return ""
        (id,) = ids
        self._titles[id] = name
        return id

    def _ids_of(self, kind: str) -> dict[str, set[str]]:
        """All of a kind that other lists of the store tell of, by name; read once, for a petition
        asks of thousands."""
        if kind not in self._names:
            by_name: dict[str, set[str]] = {}
            scope = Scope(self._audience, kinds=frozenset({kind}), ties=frozenset())
            for entity in self._store.read(scope):
                if isinstance(entity, Entity) and entity.origin.dataset != self._dataset:
                    for name in names_of(entity):
                        by_name.setdefault(name, set()).add(entity.id)
            self._names[kind] = by_name
        return self._names[kind]

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
                plain = structs.replace(
                    rows, columns=named, once=False, counted=False, sought="", kind=""
                )
                lists.append(plain)
        tables.append(structs.replace(table, lists=tuple(lists), notes=()))
    return structs.replace(mapping, tables=tuple(tables))


def asks_who_is_known(mapping: BringMapping) -> bool:
    """Whether a mapping leaves out whom nobody knows."""
    lists = (rows for table in mapping.tables for rows in table.lists)
    return any(f.known for rows in lists for f in rows.columns.values())
