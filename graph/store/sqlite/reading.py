"""What a scope means in SQL: everything is filtered in the database, limits last.

Every value is a parameter; the text of a statement depends only on which filters there are.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

import msgspec

from graph.model.ids import is_kind
from graph.model.records import Entity, Tie
from graph.model.schema import BY_PREFIX, Label
from graph.model.text import search_words
from graph.store import claims
from graph.store.base import Scope
from graph.store.walk import walk

Row = tuple[Any, ...]

_ENTITY = "n.id, b.kind, e.known, e.body, l.dataset"
_FACTS = "x.key, x.since, x.until, x.strength, x.known"
_TIE = f"b.kind, s.id, t.id, {_FACTS}, x.body, l.dataset"
_IDENTITY = itemgetter(0, 1, 2, 3)
_FEW = 200  # batches: to look one end up beside each takes less than to go through 8,000 ties
_NEWEST = "l.dataset, l.num DESC, b.part"


@dataclass(slots=True)
class SqlReading:
    """One scope's statements, on a connection inside a transaction (so that they agree)."""

    db: sqlite3.Connection
    scope: Scope
    values: dict[str, Any] = field(init=False)
    chosen: str = field(init=False, default="")  # selects the numbers of certain entities

    def __post_init__(self) -> None:
        scope = self.scope
        self.values = {
            "audience": int(scope.audience),
            "day": scope.as_of.isoformat() if scope.as_of else None,
            "limit": -1 if scope.limit is None else scope.limit,
        }
        self.values["without"] = self._without() if scope.without else None
        if scope.kinds is not None:
            self.values["kinds"] = _listed(sorted(scope.kinds))
        if scope.ties is not None:
            self.values["ties"] = _listed(sorted(scope.ties))
        ids = scope.ids if scope.around is None else self.around(scope.around)
        if ids is not None:
            self.values["ids"] = _listed([*ids])
            self.chosen = f"(SELECT num FROM node WHERE id IN {_array('ids')})"

    def _without(self) -> str:
        """The batches of the datasets that are left out."""
        rows = self._run(
            "SELECT b.num FROM batch b JOIN load l ON l.num = b.load "
            f"WHERE l.dataset IN {_array('names')}",
            names=_listed(sorted(self.scope.without)),
        )
        return _listed([num for (num,) in rows])

    def entities(self) -> Iterator[Entity]:
        """The claims of the entities in scope, by id."""
        if self.scope.around is None and self.scope.kinds == frozenset():
            return
        which = f"AND e.node IN {self.chosen}" if self.chosen else ""
        if self.scope.kinds is not None and self.scope.around is None:
            which += f" AND b.kind IN {_array('kinds')}"
        start = "entity e CROSS JOIN batch b" if self.chosen else "batch b CROSS JOIN entity e"
        in_scope = (
            f"FROM {start} JOIN node n ON n.num = e.node JOIN load l ON l.num = b.load "
            f"WHERE b.num = e.batch AND b.live AND {_known('e')} {which}"
        )
        if self.scope.limit is not None and self.scope.around is None:
            first = f"SELECT DISTINCT e.node {in_scope} ORDER BY n.id LIMIT :limit"
            in_scope += f" AND e.node IN ({first})"
        rows = self._run(f"SELECT {_ENTITY} {in_scope} ORDER BY n.id, {_NEWEST}")
        for id, kind, known, body, dataset in _once(rows, (0, 4)):
            yield claims.entity(id, kind, known, body, dataset, self.scope.audience)

    def ties(self) -> Iterator[Tie]:
        """The claims of the ties in scope, by kind, source, target and key."""
        audience = self.scope.audience
        for kind, a, b, key, since, until, strength, known, _, dataset, body in self.tie_rows():
            yield claims.tie(
                kind, a, b, key, since, until, strength, known, body, dataset, audience
            )

    def tie_rows(self) -> Iterator[Row]:
        """(kind, source, target, key, since, until, strength, known, level, dataset, body)."""
        scope = self.scope
        if scope.ties is not None and not scope.ties:
            return  # or all ties of the chosen would be gone through for nothing
        rows = self._ties_of_chosen() if self.chosen else self._all_ties()
        if scope.limit is not None and scope.around is None:
            groups = islice(groupby(rows, key=_IDENTITY), scope.limit)
            rows = (row for _, group in groups for row in group)
        yield from _once(rows, (0, 1, 2, 3, 9))

    def _ties_of_chosen(self) -> Iterable[Row]:
        of_kinds = self._of_kinds()
        if self.scope.around is not None:  # all of whom are visible
            which = f"AND x.source IN {self.chosen} AND x.target IN {self.chosen} {of_kinds}"
        else:
            ends = (
                f"SELECT rowid FROM tie WHERE {end} IN {self.chosen} {of_kinds}"
                for end in self.scope.ends
            )
            which = (
                f"AND x.rowid IN ({' UNION '.join(ends)}) "
                f"AND {_visible('x.source')} AND {_visible('x.target')}"
            )
        return self._run(
            f"SELECT b.kind, s.id, t.id, {_FACTS}, x.level, l.dataset, x.body "
            "FROM tie x CROSS JOIN batch b JOIN load l ON l.num = b.load "
            "JOIN node s ON s.num = x.source JOIN node t ON t.num = x.target "
            f"WHERE b.num = x.batch AND b.live AND {_known('x')} {which} "
            f"ORDER BY b.kind, s.id, t.id, x.key, {_NEWEST}"
        )

    def _of_kinds(self) -> str:
        """That a tie is of the kinds in scope, said of its batch: the index has that, so of one
        government's eight thousand ties most are not even looked at.

        Of governments alone each is looked up beside each batch; of others, who have few ties, and
        where batches are many, all ties are gone through there (the sign keeps SQLite from more).
        """
        if self.scope.ties is None:
            return ""
        rows = self._run(f"SELECT num FROM batch WHERE live AND kind IN {_array('ties')}")
        batches = [num for (num,) in rows]
        self.values["batches"] = _listed(batches)
        states = all(is_kind(id, "Government") for id in self.scope.ids or ("",))
        return f"AND {'' if states and len(batches) <= _FEW else '+'}batch IN {_array('batches')}"

    def _all_ties(self) -> Iterable[Row]:
        """A hundred thousand, perhaps: to join, sort and hand over every text takes SQLite twice as
        long as saying which, by numbers."""
        which = f"AND b.kind IN {_array('ties')}" if self.scope.ties is not None else ""
        with claims.uncollected():
            numbered = list(
                self._run(
                    f"SELECT x.batch, x.source, x.target, {_FACTS}, x.level, x.body "
                    "FROM batch b CROSS JOIN tie x "
                    f"WHERE b.num = x.batch AND b.live AND {_known('x')} {which}"
                )
            )
            batches = self._run(
                "SELECT b.num, b.kind, l.dataset FROM batch b JOIN load l ON l.num = b.load "
                f"WHERE b.live ORDER BY {_NEWEST}"
            )
            batch_of = {num: (age, *names) for age, (num, *names) in enumerate(batches)}
            ends = {row[1] for row in numbered} | {row[2] for row in numbered}
            visible = f"num IN {_array('ends')} AND {_visible('node.num')}"
            named = self._run(f"SELECT num, id FROM node WHERE {visible}", ends=_listed([*ends]))
            id_of: dict[int, str] = dict(named)
            numbered.sort(key=lambda row: batch_of[row[0]])
            rows = [
                (
                    batch_of[num][1],
                    id_of[a],
                    id_of[b],
                    key,
                    since,
                    until,
                    strength,
                    known,
                    level,
                    batch_of[num][2],
                    body,
                )
                for num, a, b, key, since, until, strength, known, level, body in numbered
                if a in id_of and b in id_of
            ]
            rows.sort(key=_IDENTITY)
        return rows

    def find(self, text: str) -> Iterator[Entity]:
        """The claims of the entities that a text may name."""
        selects = [f"SELECT num AS node FROM node WHERE id IN {_array('whole')}"]
        # Names of other kinds, such as ten thousand missions, are not even looked at; all are
        # fastest in the order in which they lie there.
        kinds, start = "", "name e CROSS JOIN batch b"
        if self.scope.kinds is not None:
            kinds, start = f"AND b.kind IN {_array('kinds')}", "batch b CROSS JOIN name e"
        self.values["whole"] = _listed([text, *(f"{p}:{text.upper()}" for p in BY_PREFIX)])
        if ":" in text:
            selects.append("SELECT num FROM node WHERE id >= :text AND id < :text || char(1114111)")
            self.values["text"] = text
        for n, form in enumerate(search_words(text)):
            words = {f"word{n}_{at}": word for at, word in enumerate(form)}
            self.values |= words
            selects.append(
                f"SELECT e.node FROM {start} ON e.batch = b.num WHERE "
                f"{' AND '.join(f'instr(e.folded, :{word})' for word in words)} "
                f"AND b.live {kinds} AND {_known('e')}"
            )
        rows = self._run(" UNION ".join(selects))
        self.chosen, self.values["found"] = _array("found"), _listed([num for (num,) in rows])
        return self.entities()

    def around(self, start: Collection[str]) -> list[str]:
        """The ids of the entities within the scope's hops of these, nearest first, then by id.

        One statement a hop, so that each entity's ties are gone through once.
        """
        scope = self.scope
        there = f"SELECT id FROM node WHERE id IN {_array('front')} AND {_visible('node.num')}"
        nearest = [id for (id,) in self._run(there, front=_listed(sorted(start)))]
        judged = self._run("SELECT 1 FROM batch WHERE kind = 'SAME_AS' AND live LIMIT 1")
        alike = _step("b.kind = 'SAME_AS'", scope) if any(judged) else ""
        onward = _step("" if scope.ties is None else f"b.kind IN {_array('ties')}", scope)

        def step(ids: Collection[str], same: bool) -> list[str]:
            statement = alike if same else onward
            if not statement:
                return []
            return [id for (id,) in self._run(statement, front=_listed(list(ids)))]

        return walk(nearest, step, scope.hops, scope.limit)

    def _run(self, statement: str, **values: Any) -> Iterator[Row]:
        return self.db.execute(statement, self.values | values)


def records_of(
    db: sqlite3.Connection,
    load: int,
    kinds: Collection[str] | None = None,
    parts: Collection[str] | None = None,
) -> Iterator[tuple[str, Entity | Tie]]:
    """All that one load says (of these kinds, in these parts), live or not, and in which part."""
    of = "JOIN load l ON l.num = b.load WHERE l.num = :load"
    values: dict[str, Any] = {"load": load}
    for column, only in (("kind", kinds), ("part", parts)):
        if only is not None:
            of += f" AND b.{column} IN {_array(column)}"
            values[column] = _listed(sorted(only))
    for part, *row in db.execute(
        f"SELECT b.part, {_ENTITY} FROM batch b JOIN entity e ON e.batch = b.num "
        f"JOIN node n ON n.num = e.node {of}",
        values,
    ):
        id, kind, known, body, dataset = row
        yield part, claims.entity(id, kind, known, body, dataset, Label.RED)
    for part, *row in db.execute(
        f"SELECT b.part, {_TIE} FROM batch b JOIN tie x ON x.batch = b.num "
        f"JOIN node s ON s.num = x.source JOIN node t ON t.num = x.target {of}",
        values,
    ):
        kind, a, b, key, since, until, strength, known, body, dataset = row
        yield (
            part,
            claims.tie(kind, a, b, key, since, until, strength, known, body, dataset, Label.RED),
        )


def _listed(values: Iterable[str] | Iterable[int]) -> str:
    """Values as one parameter, for `_array`."""
    try:
        return msgspec.json.encode(list(values)).decode()
    except UnicodeEncodeError:  # half a character, as a text from outside may have: no id has it
        return json.dumps(list(values))


def _array(name: str) -> str:
    return f"(SELECT value FROM json_each(:{name}))"


def _step(which: str, scope: Scope) -> str:
    """The entities beside those of :front, in either direction, along certain ties."""
    sides = [
        f"SELECT x.{there} FROM json_each(:front) f CROSS JOIN node n ON n.id = f.value "
        f"CROSS JOIN tie x ON x.{here} = n.num CROSS JOIN batch b ON b.num = x.batch "
        f"WHERE b.live AND {_known('x')} {'AND ' if which else ''}{which}"
        for here, there in (("source", "target"), ("target", "source"))
    ]
    return (
        f"SELECT id FROM node WHERE num IN ({' UNION '.join(sides)}) "
        f"AND {_visible('node.num', kinds=scope.kinds is not None)}"
    )


def _known(alias: str) -> str:
    return (
        f"{alias}.level <= :audience "
        f"AND (:day IS NULL OR {alias}.known IS NULL OR {alias}.known <= :day) "
        f"AND (:without IS NULL OR {alias}.batch NOT IN {_array('without')})"
    )


def _visible(node: str, *, kinds: bool = False) -> str:
    """That at least one live claim of this entity is for the audience, as of the date."""
    which = f"AND vb.kind IN {_array('kinds')}" if kinds else ""
    return (
        "EXISTS (SELECT 1 FROM entity v CROSS JOIN batch vb ON vb.num = v.batch "
        f"WHERE v.node = {node} AND vb.live AND {_known('v')} {which})"
    )


def _once(rows: Iterable[Row], identity: tuple[int, ...]) -> Iterator[Row]:
    """What one dataset says twice in the same words (in two parts, or two loads) only once."""
    named, last, rows_before = itemgetter(*identity), None, []
    for row in rows:
        name = named(row)
        if name != last:
            last, rows_before = name, [row]
        elif row in rows_before:
            continue
        else:
            rows_before.append(row)
        yield row
