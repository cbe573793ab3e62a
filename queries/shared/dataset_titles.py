"""What datasets are called: their own names are for programs."""

from __future__ import annotations

from collections.abc import Callable

from graph.store.remembered import remembered
from graph.view import View


def dataset_titles(view: View) -> Callable[[str], str]:
    """By the name of a dataset its title; one that has none is called by its name."""
    loads = remembered(view.store, "loads", (), view.store.loads, most=2)
    titles = {one.dataset: one.about.get("title") for one in loads if one.live}
    return lambda dataset: titles.get(dataset) or dataset
