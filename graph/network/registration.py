"""NetworkX learns of its backend from the installed package; here, if that is older than the code.

`pip install -e .` writes down the entry points of pyproject.toml once: whoever brings the code up
to date without installing again has none, and every question would stop at its first `nx` call.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import EntryPoint
from typing import Any, Final

import networkx as nx

from graph.network.backend_info import get_info

NAME: Final = "demarche"
MODULE: Final = "graph.network.backend"


def register() -> None:
    """Make the backend known, and let NetworkX run what it has no kernel for."""
    nx.config.fallback_to_nx = True  # one setting for the process: a Network is no nx.Graph
    backends: Any = import_module("networkx.utils.backends")  # of which its type stubs know little
    if NAME in backends.backends:
        return
    dispatchable = backends._dispatchable
    if not backends.backends:  # then its functions do not even look
        dispatchable.__call__ = dispatchable._call_if_any_backends_installed
    backends.backends[NAME] = EntryPoint(NAME, MODULE, "networkx.backends")
    backends.backend_info[NAME] = get_info()
