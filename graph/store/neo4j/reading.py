"""What a scope means in Cypher: everything is filtered in the database, limits last.

A reading sees one version of the store. What a later one has ended is still there while it reads,
unless it takes so long that the ended claims are swept: it notices, and begins again if it has not
given anything out yet.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter
from typing import Any, TypeVar

from graph.model.errors import StoreBusy
from graph.model.records import Entity, Record
from graph.model.schema import BY_PREFIX, ENTITIES, TIES
from graph.model.text import search_words
from graph.model.words import say
from graph.store import claims
from graph.store.base import Scope
from graph.store.neo4j import cypher
from graph.store.neo4j.rows import once
from graph.store.neo4j.server import Result, Server, Transaction
from graph.store.neo4j.state import read_state
from graph.store.walk import walk

T = TypeVar("T")
Row = tuple[Any, ...]
SAFE = 50_000  # what is read before anything is given out
MANY = 20_000  # ties of a kind, from which on they come page by page
PAGE = 1_000  # entities, with their claims or the ties of one kind that begin there
TRIES = 5


def reading(
    server: Server, scope: Scope, work: Callable[[CypherReading], Iterator[T]]
) -> Iterator[T]:
    """What `work` reads of one version of the store. Raises StoreBusy when that is swept away."""
    for _ in range(TRIES):
        with server.stream() as transaction:
            reader = CypherReading(transaction, scope)
            items = work(reader)
            first = list(islice(items, SAFE))
            if reader.lost(server):
                continue
            yield from first
            if len(first) == SAFE:
                yield from items
                if reader.lost(server):
                    break
            return
    raise StoreBusy(say("Try again: the store was changed while it was being read."))


@dataclass(slots=True)
class CypherReading:
    """One scope's statements, on one version of the store."""

    transaction: Transaction
    scope: Scope
    values: dict[str, Any] = field(init=False)
    order: dict[tuple[str, str, int], int] = field(init=False)

    def __post_init__(self) -> None:
        state = read_state(self.transaction)
        self.order = state.order() if state else {}
        scope = self.scope
        self.values = {
            "version": state.version if state else 0,
            "audience": int(scope.audience),
            "as_of": scope.as_of.isoformat() if scope.as_of else "9999-12-31",
            "kinds": None if scope.kinds is None else sorted(scope.kinds),
            "without": sorted(scope.without) or None,
        }

    def lost(self, server: Server) -> bool:
        """Whether anything of this version was swept away by now."""
        swept = server.read(lambda transaction: transaction.run(cypher.SWEPT).single())
        return swept is not None and int(swept[0]) > self.values["version"]

    def records(self) -> Iterator[Record]:
        """Entities by id, then ties by kind, source, target and key."""
        scope = self.scope
        chosen = sorted(scope.ids) if scope.ids is not None else None
        if scope.around is not None:
            chosen = sorted(self.near(sorted(scope.around)))
        if chosen is None:
            yield from self._entities(self._all_entities())
        else:
            kinds = None if scope.around is not None else scope.kinds
            yield from self._entities(self._entities_of(chosen, kinds))
        for kind, a, b, key, since, until, strength, known, _, dataset, body in self.ties(chosen):
            days = (since, until, strength, known)
            yield claims.tie(kind, a, b, key, *days, body, dataset, scope.audience)

    def table(self) -> Iterator[Row]:
        """Rows for `claims.table`."""
        scope = self.scope
        chosen = sorted(scope.ids) if scope.ids is not None else None
        if scope.around is not None:
            chosen = sorted(self.near(sorted(scope.around)))
        return self.ties(chosen)

    def ties(self, chosen: list[str] | None) -> Iterator[Row]:
        """(kind, source, target, key, since, until, strength, known, level, dataset, body)."""
        kinds = sorted(TIES if self.scope.ties is None else self.scope.ties & TIES.keys())
        around = self.scope.around is not None
        rows: Iterable[Row] = ()
        if chosen is None:
            rows = (row for kind, n in self._counts(kinds) for row in self._all_ties(kind, n))
        elif kinds and chosen:
            rows = self._ties_of(kinds, chosen, among=around)
        limit = None if around else self.scope.limit
        return _limited(once(rows, 4, 9, self.order), 4, limit)

    def candidates(self, text: str) -> Iterator[Entity]:
        """The claims of the entities that a text may name."""
        claimed = self._rows(
            cypher.CANDIDATES,
            words=search_words(text),
            whole=[text, *(f"{prefix}:{text.upper()}" for prefix in BY_PREFIX)],
            beginning=text if ":" in text else None,
        )
        return self._entities(self._entities_of(sorted(claimed), self.scope.kinds))

    def _entities(self, rows: Iterable[Row]) -> Iterator[Entity]:
        rows_of_claims = _limited(once(rows, 1, 4, self.order), 1, self.scope.limit)
        for id, kind, known, body, dataset in rows_of_claims:
            yield claims.entity(id, kind, known, body, dataset, self.scope.audience)

    def _all_entities(self) -> Iterator[Row]:
        ranges = [("", "\U0010ffff")]
        if self.scope.kinds is not None:
            # All prefixes have three letters, so their order is the order of the ids.
            kinds = (ENTITIES[kind] for kind in self.scope.kinds if kind in ENTITIES)
            ranges = [(f"{prefix}:", f"{prefix};") for prefix in sorted(k.prefix for k in kinds)]
        for between in ranges:
            for page in self._pages(cypher.ENTITIES_PAGE, *between):
                yield from sorted(page, key=itemgetter(0))

    def _entities_of(self, ids: list[str], kinds: frozenset[str] | None) -> Iterator[Row]:
        """Of these ids, which are in order."""
        if kinds is not None:
            ids = [id for id in ids if _kind(id) in kinds]
        for some in _some(ids):
            yield from sorted(self._rows(cypher.ENTITIES_BY_ID, ids=some), key=itemgetter(0))

    def _counts(self, kinds: Iterable[str]) -> list[tuple[str, int]]:
        counts = {record[0]: record[1] for record in self._run(cypher.how_many())}
        return [(kind, counts[kind]) for kind in kinds if counts.get(kind)]

    def _all_ties(self, kind: str, count: int) -> Iterable[Row]:
        if count > MANY:
            pages = self._pages(cypher.ties_page(kind))
            return (row for page in pages for row in _in_order(page))
        return _in_order(self._rows(cypher.ties(kind)))

    def _ties_of(self, kinds: list[str], ids: list[str], *, among: bool) -> list[Row]:
        ties: list[Row] = []
        ends = ("source",) if among else self.scope.ends
        read = ids if "source" in ends else []  # those from one of these to another are there then
        for some in _some(ids):
            if "source" in ends:
                ties += self._rows(cypher.ties_from(kinds, among=among), ids=ids, some=some)
            if "target" in ends:
                ties += self._rows(cypher.ties_to(kinds), ids=read, some=some)
        return _in_order(ties)

    def near(self, start: list[str]) -> list[str]:
        """The entities within so many hops, nearest first, then by id: one statement a hop."""
        scope = self.scope

        def step(ids: Collection[str], same: bool) -> list[str]:
            return self._step(list(ids), frozenset({"SAME_AS"}) if same else scope.ties)

        return walk(self._rows(cypher.VISIBLE_AROUND, ids=start), step, scope.hops, scope.limit)

    def _step(self, ids: list[str], ties: frozenset[str] | None) -> list[str]:
        kinds = TIES.keys() if ties is None else ties & TIES.keys()
        if not kinds:
            return []
        return self._rows(cypher.step(kinds, through=self.scope.kinds is not None), ids=ids)

    def _pages(
        self, statement: str, after: str = "", before: str = "\U0010ffff"
    ) -> Iterator[list[Row]]:
        """Rows, page by page in the order of ids."""
        page = PAGE if self.scope.limit is None else min(PAGE, self.scope.limit + 1)
        while True:
            record = self._run(statement, after=after, before=before, page=page).single(strict=True)
            if record["last"] is None:
                return
            after = record["last"]
            yield record["rows"]

    def _rows(self, statement: str, **values: Any) -> list[Any]:
        rows: list[Any] = self._run(statement, **values).single(strict=True)[0]
        return rows

    def _run(self, statement: str, **values: Any) -> Result:
        return self.transaction.run(statement, self.values | values)


def _in_order(rows: Iterable[Row]) -> list[Row]:
    """Ties by kind, source, target and key."""
    return sorted(rows, key=itemgetter(0, 1, 2, 3))


def _some(ids: list[str]) -> Iterator[list[str]]:
    return (ids[n : n + PAGE] for n in range(0, len(ids), PAGE))


def _kind(id: str) -> str:
    kind = BY_PREFIX.get(id.partition(":")[0])
    return kind.name if kind else ""


def _limited(rows: Iterator[Row], width: int, limit: int | None) -> Iterator[Row]:
    """All rows of the first so many identities."""
    identities, last = 0, None
    for row in rows:
        if row[:width] != last:
            identities, last = identities + 1, row[:width]
        if limit is not None and identities > limit:
            return
        yield row
