"""The sample campaign and real ones are kept apart: a store as if some datasets were not there.

`Apart` wraps a store and has its reading, as `Supposed` does: so whatever reads a View's store, or
keeps what it read by the store's url, keeps to it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, cast

from msgspec.structs import replace

from graph.model.records import Entity, Record
from graph.model.schema import Label
from graph.store.base import SAMPLE, Load, Scope, Store
from graph.store.columns import Columns
from graph.store.remembered import remembered
from graph.store.scenario import SUPPOSED


class Apart:
    """A store without some of its datasets; what is written goes to the store itself."""

    def __init__(self, store: Store, without: frozenset[str], name: str) -> None:
        self.store, self.without = store, without
        # Like a what-if's, so that what is remembered of it goes with what is of the store itself.
        self.url = f"{store.url}#{SUPPOSED}-{name}"

    def read(self, scope: Scope) -> Iterator[Record]:
        return self.store.read(self._narrow(scope))

    def table(self, kind: str, scope: Scope, values: Collection[str] | None = None) -> Columns:
        return self.store.table(kind, self._narrow(scope), values)

    def candidates(self, text: str, scope: Scope) -> Iterator[Entity]:
        return self.store.candidates(text, self._narrow(scope))

    def loads(self) -> Sequence[Load]:
        return [load for load in self.store.loads() if load.dataset not in self.without]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def _narrow(self, scope: Scope) -> Scope:
        return replace(scope, without=scope.without | self.without)


class Worlds:
    """What of a store a question is asked of, for one audience.

    Of a real case (or government, person …) without the sample campaign. Of the sample without the
    campaign's own lists, once there are real cases: the public record belongs to both. Of all cases
    without the sample, once there are real cases that this audience may see.
    """

    def __init__(self, store: Store, audience: Label) -> None:
        self.store = store
        self.invented, own, self.mixed = remembered(
            store, "worlds", (audience,), lambda: _worlds(store, audience), most=len(Label)
        )
        self.real = self._apart(self.invented, "real")
        self.sample = self._apart(own, "sample") if self.mixed else store

    @property
    def all(self) -> Store:
        """Where no case is named."""
        return self.real if self.mixed else self.store

    def _apart(self, without: frozenset[str], name: str) -> Store:
        return cast(Store, Apart(self.store, without, name)) if without else self.store


def _worlds(store: Store, audience: Label) -> tuple[frozenset[str], frozenset[str], bool]:
    """The sample's datasets, the campaign's own, and whether the audience sees cases of both."""
    live = [load for load in store.loads() if load.live]
    invented = frozenset(x.dataset for x in live if x.dataset.startswith(SAMPLE))
    # A campaign's own lists are always read anew, so they have no digest.
    own = frozenset(x.dataset for x in live if not x.digest) - invented
    cases = Scope(audience, kinds=frozenset({"Case"}), ties=frozenset(), limit=1, without=invented)
    return invented, own, bool(invented and own) and any(True for _ in store.read(cases))
