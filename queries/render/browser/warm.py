"""What is made ready when the server begins, so that whoever opens the first page need not wait."""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from threading import Thread
from typing import Final

from graph.model.errors import DemarcheError
from graph.record.public_acts import public_acts
from graph.store.base import Store
from graph.view import View
from queries.question import AUDIENCE, questions

_LATE: Final = ("streamlit.emojis", "pyvis.network")  # imported when first used: .4 s each


def begin(store: Callable[[], Store | None]) -> None:
    """Make it ready in a thread of its own; the server answers meanwhile. `store`: waits for it."""
    Thread(target=_ready, args=[store], name="warm", daemon=True).start()


def _ready(store: Callable[[], Store | None]) -> None:
    questions()  # their files take a second to import
    for name in _LATE:
        import_module(name)
    with suppress(DemarcheError):  # the first page says what is wrong
        if (there := store()) is not None:
            public_acts(
                View(there, AUDIENCE)
            )  # 3 s, which the first answer about a case would take
    settle()


def settle() -> None:
    """Leave what lives as long as the server out of later collections: Streamlit asks for a whole
    one after every run of a page, which takes .2 s as long as it looks at all modules."""
    gc.collect()
    gc.freeze()
