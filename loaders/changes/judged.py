"""The judgements of who is who that count now, each with the load that takes it back."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from graph.model.records import Tie
from graph.model.schema import Label
from graph.store.base import Scope, Store
from graph.store.judgements import DATASET, UNSURE


class JudgedPair(NamedTuple):
    """One judgement: on whom, how, when, why ("": not said or not for this audience)."""

    first: str
    second: str
    verdict: str  # marked
    day: date
    reason: str
    load: int


def judged_pairs(store: Store, audience: Label) -> list[JudgedPair]:
    """The judgements that count and that an audience may see, the newest first."""
    # Two judged to be the same have one name in a view: here each has its own.
    names = _OwnNames(store, audience)
    pairs = []
    for load in store.loads():
        if load.dataset != DATASET or not load.live:
            continue
        for _, record in store.records_of(load.id):
            if not isinstance(record, Tie) or record.level > audience:
                continue
            ends = names.of(record.source), names.of(record.target)
            if ends[0] is None or ends[1] is None:
                continue
            may_know_why = record.labels.get("note", record.level) <= audience
            pairs.append(
                JudgedPair(
                    ends[0],
                    ends[1],
                    str(record.values.get("verdict", UNSURE)),
                    record.origin.retrieved or load.at.date(),
                    str(record.values.get("note", "")) if may_know_why else "",
                    load.id,
                )
            )
    return sorted(pairs, key=lambda one: -one.load)


class _OwnNames:
    """What each entity is called by its own claims, whatever it is judged to be the same as."""

    def __init__(self, store: Store, audience: Label) -> None:
        self.store, self.audience = store, audience
        self._titles: dict[str, str | None] = {}

    def of(self, id: str) -> str | None:
        """What it is called; None: the audience may not see it."""
        if id not in self._titles:
            scope = Scope(self.audience, ids=frozenset({id}), ties=frozenset())
            claims = [record for record in self.store.read(scope) if not isinstance(record, Tie)]
            named = [claim for claim in claims if claim.name]
            first = next(iter(named or claims), None)
            self._titles[id] = first.title if first else None
        return self._titles[id]
