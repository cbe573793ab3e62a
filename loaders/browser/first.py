"""The store of the app; at the first start of all it is filled while the browser opens."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from threading import Thread

from graph.errors import DemarcheError
from graph.store import Store, open_store
from loaders.loading import fill, unfilled


@dataclass
class First:
    """A store, open as long as the server runs, and how far the filling of it is."""

    store: Store | None = None
    doing: str = ""
    problem: DemarcheError | None = None
    work: Thread = field(init=False)

    def __post_init__(self) -> None:
        self.work = Thread(target=self._fill, name="first start", daemon=True)
        self.work.start()

    def _fill(self) -> None:
        try:
            store = open_store()
            if unfilled(store):
                fill(store, self._tell)
            self.store = store
        except DemarcheError as problem:
            self.problem = problem

    def _tell(self, what: str) -> None:
        self.doing = what

    def wait(self, seconds: float) -> Store | None:
        """The store, once it is filled. DemarcheError: it cannot be used; says why."""
        self.work.join(seconds)
        if self.problem is not None:
            begun.cache_clear()  # somebody may set it right and look again
            raise self.problem
        return self.store


@cache
def begun() -> First:
    """The one store of this process, being filled from the first call on."""
    return First()
