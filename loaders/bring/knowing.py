"""Who is known already: in the store by what others say, and in the file that is brought."""

from __future__ import annotations

from graph.model.text import fold
from graph.store.base import Scope, Store
from loaders.bring.applying import Application
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

    def note(self, application: Application) -> None:
        """Whom the file itself tells of; only where a mapping asks for that."""
        lists = [rows for _, meaning in application.meant for rows in meaning.lists]
        if not any(f.known for rows in lists for f in rows.columns.values()):
            return
        for name in dict.fromkeys(rows.list for rows in lists if rows.list != "ties"):
            for mapped in application.rows(name):
                for column in NAMING:
                    if text := mapped.cells.get(column):
                        self._here.update(fold(one) for one in text.split("|"))

    def stored(self, name: str) -> bool:
        """Whether another list of the store tells of somebody of this name."""
        wanted = fold(name)
        if wanted not in self._stored:
            scope = Scope(ties=frozenset())
            self._stored[wanted] = any(
                wanted in names_of(entity) and entity.origin.dataset != self._dataset
                for entity in self._store.candidates(name, scope)
            )
        return self._stored[wanted]

    def known(self, name: str) -> bool:
        """Whether the store or the file tells of somebody of this name."""
        return fold(name) in self._here or self.stored(name)
