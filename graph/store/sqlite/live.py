"""Which loads are live, and what a change of that does for readers.

Of each part of a dataset: the last load that replaces it and is not undone, and the loads after it
that add to it and are not undone either.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import datetime

from graph.model.schema import ENTITIES
from graph.store import claims
from graph.store.base import Load, Report

# A table's columns that say which claim it is, and those that say what is claimed.
_ENTITY = ("x.node", "x.level, x.known, x.body")
_TIE = ("x.source, x.target, x.key", "x.since, x.until, x.strength, x.level, x.known, x.body")


def batches_of(db: sqlite3.Connection, dataset: str) -> list[int]:
    """Every batch of a dataset, live or not."""
    return [
        num
        for (num,) in db.execute(
            "SELECT b.num FROM batch b JOIN load l ON l.num = b.load WHERE l.dataset = ?",
            (dataset,),
        )
    ]


def _live(db: sqlite3.Connection, dataset: str) -> dict[int, tuple[str, bool]]:
    rows = db.execute(
        "SELECT b.num, b.kind, b.live FROM batch b JOIN load l ON l.num = b.load "
        "WHERE l.dataset = ?",
        (dataset,),
    )
    return {num: (kind, bool(live)) for num, kind, live in rows}


def flip(db: sqlite3.Connection, dataset: str) -> tuple[Report, bool]:
    """Decide anew what is live in a dataset.

    Raises the revision if readers see a difference; says what that is, and whether there is any.
    """
    before = _live(db, dataset)
    db.execute(
        """
        UPDATE batch SET live = load IN (SELECT num FROM load WHERE NOT undone) AND load >= (
            SELECT coalesce(max(l.num), 0) FROM batch o JOIN load l ON l.num = o.load
            WHERE o.part = batch.part AND l.dataset = :dataset AND NOT l.undone AND NOT l.append)
        WHERE load IN (SELECT num FROM load WHERE dataset = :dataset)
        """,
        {"dataset": dataset},
    )
    after = _live(db, dataset)
    reports, anything = [], False
    for kind in sorted({kind for kind, _ in after.values()}):
        mine = [num for num in after if after[num][0] == kind]
        turned = [num for num in mine if before[num][1] != after[num][1]]
        if not turned:
            continue
        stay = [num for num in mine if before[num][1] and after[num][1]]
        report, differs = _compare(db, kind, turned, stay, after)
        reports.append(report)
        anything = anything or differs
    total = Report(
        sum(r.created for r in reports),
        sum(r.changed for r in reports),
        sum(r.unchanged for r in reports),
        sum(r.removed for r in reports),
    )
    if total.changes:
        db.execute("UPDATE state SET revision = revision + 1")
    return total, anything


def _compare(
    db: sqlite3.Connection,
    kind: str,
    turned: list[int],
    stay: list[int],
    after: Mapping[int, tuple[str, bool]],
) -> tuple[Report, bool]:
    table, (identity, content) = ("entity", _ENTITY) if kind in ENTITIES else ("tie", _TIE)
    if not stay and len({after[num][1] for num in turned}) == 1:
        # All of it appears, or all of it goes, and nothing was or stays: no need to compare. One
        # batch says nothing twice.
        once = "" if len(turned) == 1 else "DISTINCT "
        count = db.execute(
            f"SELECT count(*) FROM (SELECT {once}{identity} FROM {table} x "
            "WHERE x.batch IN (SELECT value FROM json_each(?)))",
            (json.dumps(turned),),
        ).fetchone()[0]
        return (Report(created=count) if after[turned[0]][1] else Report(removed=count)), count > 0
    wide = identity.count(",") + 1
    anchor = identity.split(",")[0]
    rows = db.execute(
        f"""
        SELECT x.batch, b.part, {identity}, {content} FROM {table} x JOIN batch b ON b.num = x.batch
        WHERE x.batch IN (SELECT value FROM json_each(:turned))
        OR x.batch IN (SELECT value FROM json_each(:stay)) AND {anchor} IN
            (SELECT {anchor} FROM {table} x
             WHERE x.batch IN (SELECT value FROM json_each(:turned)))
        ORDER BY {identity}, b.load, b.part DESC
        """,
        {"turned": json.dumps(turned), "stay": json.dumps(stay)},
    )
    live = dict.fromkeys(stay, (True, True))  # before and after, by batch
    live |= {num: (not after[num][1], after[num][1]) for num in turned}
    return claims.compare(
        (row[2 : 2 + wide], row[1], row[2 + wide :], *live[row[0]]) for row in rows
    )


def loads_of(db: sqlite3.Connection) -> list[Load]:
    """Every load of the store, by number."""
    parts: dict[int, dict[str, bool]] = {}
    for num, part, live in db.execute(
        "SELECT load, part, max(live) FROM batch GROUP BY load, part ORDER BY load, part"
    ):
        parts.setdefault(num, {})[part] = bool(live)
    rows = db.execute(
        "SELECT dataset, loader, files, digest, append, at, num, undone, counts, about "
        "FROM load ORDER BY num"
    ).fetchall()
    return [
        Load(
            dataset=dataset,
            loader=loader,
            files=tuple(json.loads(files)),
            digest=digest,
            append=bool(append),
            at=datetime.fromisoformat(at),
            id=num,
            undone=bool(undone),
            counts=json.loads(counts),
            about=json.loads(about),
            parts=tuple(parts.get(num, ())),
            live=any(parts.get(num, {}).values()),
        )
        for dataset, loader, files, digest, append, at, num, undone, counts, about in rows
    ]
