"""How to open a store: one URL, `DEMARCHE_STORE`, names the file or the server."""

from __future__ import annotations

import os
from pathlib import Path

from graph.model.errors import StoreError
from graph.model.words import say
from graph.store.base import Store
from graph.store.sqlite.file import default_path


def open_store(url: str | None = None) -> Store:
    """Open the store at a URL, or at DEMARCHE_STORE, or the default file. Loads nothing into it."""
    url = url or os.environ.get("DEMARCHE_STORE") or f"sqlite:///{default_path()}"
    scheme, separator, rest = url.partition("://")
    if separator and scheme == "sqlite":
        from graph.store.sqlite.store import SQLiteStore

        if not rest.startswith("/"):
            raise StoreError(
                say(
                    "“{url}” names no file. Write sqlite:/// and then the path, as in "
                    "sqlite:///campaign.sqlite.",
                    url=url,
                )
            )
        return SQLiteStore(Path(rest[1:]).expanduser())
    if separator and scheme.removesuffix("+s").removesuffix("+ssc") in {"neo4j", "bolt"}:
        # The driver is imported only by those who use it.
        from graph.store.neo4j.store import Neo4jStore

        return Neo4jStore(url)
    raise StoreError(
        say(
            "“{url}” is not a store. Write sqlite:///path or neo4j://host/database.",
            url=url.partition("@")[2] or url,
        )
    )
