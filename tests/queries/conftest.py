"""The sample campaign in a store with a known secret, so that its ids are always the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.store.base import SAMPLE, Store
from graph.store.opening import open_store
from loaders.loader import all_loaders, named
from loaders.loading import REFERENCE, in_order, load
from tests.queries.few_acts import TABLE, filled_with


@pytest.fixture(scope="session")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The sample campaign and the governments' names, without the rest of the public record."""
    path = tmp_path_factory.mktemp("campaign") / "campaign.sqlite"
    store = open_store(f"sqlite:///{path}")
    store.set("secret", "5a" * 32)
    load(named("governments"), [REFERENCE / "territories.csv"], store, encoding="utf-8-sig")
    for loader in in_order(list(all_loaders().values())):
        if loader.sample.exists() and loader.name not in ("upr", "ideal_points", "polyarchy"):
            dataset = f"{SAMPLE}{loader.name}"
            load(loader, [loader.sample], store, dataset=dataset, encoding="utf-8-sig")
    yield store
    store.close()


@pytest.fixture(scope="session")
def few_acts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The acts of few_acts.csv, which the files here that ask about acts share."""
    store = filled_with(tmp_path_factory.mktemp("acts"), TABLE)
    yield store
    store.close()
