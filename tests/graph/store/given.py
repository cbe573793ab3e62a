"""What the contract tests write, and how they look at what is read."""

from __future__ import annotations

from graph.model.records import Entity, PartialDate, Record, Tie
from graph.model.schema import Label
from graph.store.base import Load, Report, Scope, Store

FRANCE = Entity("Government", "gov:FRA", "France")
PERU = Entity("Government", "gov:PER", "Peru")
BORDER = Tie("BORDERS", "gov:FRA", "gov:PER")
ALL = Scope(audience=Label.RED)


def person(name: str, id: str = "per:ada") -> Entity:
    return Entity("Person", id, name)


def org(id: str, name: str | None = None) -> Entity:
    return Entity("Organization", f"org:{id}", name or id)


def knows(a: str, b: str, key: str = "", since: str | None = None) -> Tie:
    return Tie("KNOWS", f"per:{a}", f"per:{b}", key, PartialDate(since) if since else None)


def allied(a: str, b: str, key: str = "") -> Tie:
    return Tie("ALLIED_WITH", f"org:{a}", f"org:{b}", key)


def give(
    store: Store, *records: Record, dataset: str = "d", part: str = "", append: bool = False
) -> Report:
    return store.write(Load(dataset, append=append), [(part, record) for record in records])


def names(store: Store, scope: Scope = ALL) -> list[str | None]:
    return [record.name for record in store.read(scope) if isinstance(record, Entity)]


def ids(store: Store, scope: Scope = ALL) -> list[str]:
    """The entities in scope, each claim once, in the order in which they are read."""
    return [record.id for record in store.read(scope) if isinstance(record, Entity)]


def ties(store: Store, scope: Scope = ALL) -> list[tuple[str, str, str, str]]:
    """Kind, source, target and key, in the order in which they are read."""
    return [(r.kind, r.source, r.target, r.key) for r in store.read(scope) if isinstance(r, Tie)]
