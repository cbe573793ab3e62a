"""The store of the app; at the first start of all it is filled while the browser opens."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from functools import cache
from subprocess import PIPE, Popen
from threading import Thread

from graph.model.errors import DemarcheError, StoreError
from graph.model.words import language, say, speaking
from graph.store.base import Store, unfilled
from graph.store.opening import open_store
from loaders.first_steps import FillingStep, filling_step


@dataclass
class First:
    """A store, open as long as the server runs, and how far the filling of it is.

    The server begins it before anybody has said in which language they read: the step is told to
    each who waits in their own, and a problem is sought anew in the language of who meets it.
    """

    language: str = field(default_factory=language)
    store: Store | None = None
    step: FillingStep | None = None
    problem: DemarcheError | None = None
    work: Thread = field(init=False)

    def __post_init__(self) -> None:
        self.work = Thread(target=self._fill, name="first start", daemon=True)
        self.work.start()

    def _fill(self) -> None:
        with speaking(self.language):
            try:
                store = open_store()
                if unfilled(store):
                    self._fill_by_command(store.url)
                self.store = store
            except DemarcheError as problem:
                self.problem = problem

    def _fill_by_command(self, url: str) -> None:
        """Fill it by the command, in a process of its own: this one still imports a great deal."""
        fill = [sys.executable, "-m", "loaders", "fill", "--steps", "--store", url]
        fill += ["--language", self.language]  # of what may be wrong
        with Popen(fill, stdout=PIPE, stderr=PIPE, text=True, encoding="utf-8") as working:
            assert working.stdout is not None
            assert working.stderr is not None
            for line in working.stdout:
                self.step = filling_step(line) or self.step
            output = working.stderr.read().strip()
        if working.returncode:
            raise StoreError(f"{say('The store could not be filled.')} {output}")

    def wait(self, seconds: float | None) -> Store | None:
        """The store, once it is filled; None: not in so many seconds. DemarcheError: it cannot be
        used; says why."""
        self.work.join(seconds)
        if self.problem is not None:
            begun.cache_clear()  # somebody may set it right and look again
            if self.language != language():
                return begun().wait(None)
            raise self.problem
        return self.store


def again() -> None:
    """Open what lies at the store's place now, in the stead of what was opened first."""
    first = begun()
    begun.cache_clear()
    if first.store is not None:
        first.store.close()


@cache
def begun() -> First:
    """The one store of this process, being filled from the first call on."""
    return First()
