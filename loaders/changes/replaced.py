"""What a load takes away from the list that it replaces, by name, and what is asked before that."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from operator import itemgetter

from graph.model.errors import InputError
from graph.model.records import Entity, Record
from graph.model.schema import ENTITIES, TIES, Label
from graph.model.words import count, number, say, written
from graph.store.ages import NEWEST
from graph.store.base import Load, Report, Scope, Store
from loaders.changes.listing import shows, titled
from loaders.loader import Loader
from loaders.loader import named as loader_named

HANDFUL = 10  # so many may go without a question, if as many stay; and so many are named

Named = tuple[Label, str]  # who may read it, and what is taken away, in words


def removals(store: Store, load: Load, claimed: Collection[tuple[str, ...]]) -> list[Named]:
    """What readers see of a dataset and would no longer: entities by name, then ties.

    `claimed`: (part, identity …) of all that the load says.
    """
    parts = {part for part, *_ in claimed}.union(load.parts)
    gone: dict[tuple[str, ...], Record] = {
        record.identity: record
        for id in _live(store.loads(), load.dataset, parts)
        for part, record in store.records_of(id)
        if part in parts and not any((part, *one) in claimed for one in _identities(record))
    }
    ends = {id for record in gone.values() for id in _ends(record)}
    names: dict[str, Named] = {}
    for entity in store.read(Scope(ids=frozenset(ends), ties=frozenset())):
        if isinstance(entity, Entity) and (entity.id not in names or entity.name):
            level = max(entity.level, entity.labels.get("name", Label.CLEAR))
            names[entity.id] = (level, entity.title)
    entities, ties, unknown = set[Named](), set[Named](), say("something unknown")
    for record in gone.values():
        known = [names.get(id, (Label.RED, unknown)) for id in _ends(record)]
        level = max(record.level, *(level for level, _ in known))
        if isinstance(record, Entity):
            kind = say(ENTITIES[record.kind].label).lower()
            entities.add((level, say("{name} ({kind})", name=known[0][1], kind=kind)))
        else:
            (_, source), (_, target) = known
            tie = say(TIES[record.kind].phrase)
            text = say("{source} {tie} {target}", source=source, tie=tie, target=target)
            ties.add((level, text))
    return [text for group in (entities, ties) for text in sorted(group, key=itemgetter(1))]


def named(gone: Sequence[Named], n: int, audience: Label) -> str:
    """The first of what is taken away that an audience may see, and how many more there are."""
    shown = [text for level, text in gone if level <= audience][:HANDFUL]
    more, texts = n - len(shown), "; ".join(shown)
    if not shown:
        return count("{n} statement", "{n} statements", more)
    return say("{texts}; and {n} more", texts=texts, n=number(more)) if more else texts


def doubts(load: Load, report: Report, before: Sequence[Load]) -> Iterator[str]:
    """What should be asked before a load is written, in sentences. `before`: the loads so far."""
    stays = report.changed + report.unchanged
    if report.removed and not stays and not report.created:
        yield count(
            "The file has no rows: {n} statement would be taken away, all that this list says.",
            "The file has no rows: {n} statements would be taken away, all that this list says.",
            report.removed,
        )
    elif report.removed > max(stays, HANDFUL):
        yield count(
            "{n} statement would be taken away and only {stays} would stay. Is this another list? "
            "Then give it a name of its own, or add it to what is there.",
            "{n} statements would be taken away and only {stays} would stay. Is this another list? "
            "Then give it a name of its own, or add it to what is there.",
            report.removed,
            stays=number(stays),
        )
    newest = max(
        (one.counts.get(NEWEST, 0) for one in before if one.dataset == load.dataset and one.live),
        default=0,
    )
    whole = not load.append and load.parts  # of a part nothing but that part would be taken away
    if whole and newest > load.counts.get(NEWEST, newest) and (report.changed or report.removed):
        yield say(
            "This table is older than what is loaded: it ends on {day}, the loaded one on "
            "{newest}. What is newer would be taken away.",
            day=written(_day(load.counts[NEWEST])),
            newest=written(_day(newest)),
        )


def refuse_foreign(store: Store, loader: Loader, dataset: str, audience: Label) -> None:
    """A list of another kind under the same name would be taken away whole. InputError: it is
    there; of which kind it is, if the audience may know."""
    for load in store.loads():
        if load.dataset == dataset and load.live and not _alike(load.loader, loader):
            if shows(store, load, audience):
                raise InputError(
                    say(
                        "Give the list another name: “{name}” is the name of a list of another "
                        "kind ({kind}), which this load would take away.",
                        name=dataset,
                        kind=titled(load),
                    )
                )
            raise InputError(
                say(
                    "Give the list another name: “{name}” is the name of a list of another kind, "
                    "which this load would take away.",
                    name=dataset,
                )
            )


def _alike(name: str, loader: Loader) -> bool:
    """Whether the loader of a name, as a load has it, writes the same list."""
    if name in ("", loader.name, loader.dataset):
        return True
    with suppress(InputError):  # it was of an earlier program
        return loader_named(name).dataset == loader.dataset
    return False


def _live(loads: Sequence[Load], dataset: str, parts: Collection[str]) -> set[int]:
    """The loads that readers see in any of these parts: the last that replaced it, and what was
    added since."""
    live: set[int] = set()
    for part in parts:
        of_part = [
            one for one in loads if one.dataset == dataset and part in one.parts and not one.undone
        ]
        last = max((one.id for one in of_part if not one.append), default=0)
        live |= {one.id for one in of_part if one.id >= last}
    return live


def _identities(record: Record) -> set[tuple[str, ...]]:
    """A mutual tie is the same from whichever end it is written."""
    if isinstance(record, Entity) or TIES[record.kind].directed:
        return {record.identity}
    kind, source, target, key = record.identity
    return {(kind, source, target, key), (kind, target, source, key)}


def _ends(record: Record) -> tuple[str, ...]:
    return (record.id,) if isinstance(record, Entity) else (record.source, record.target)


def _day(number: int) -> str:
    return f"{number // 10000:04d}-{number // 100 % 100:02d}-{number % 100:02d}"
