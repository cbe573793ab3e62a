"""Who would be gone after a load, and which ties of other lists would lose an end with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace

from graph.model.ids import is_kind
from graph.model.records import Entity, Tie
from graph.model.schema import ENTITIES, Label
from graph.model.text import fold
from graph.model.words import count, say
from graph.store.base import SAMPLE, Load, Report, Scope, Store
from graph.store.dangling import dangling
from graph.store.namesakes import keyed_id
from loaders.changes.listing import titled

_OWN = frozenset(k.name for k in ENTITIES.values() if not k.public or k.name == "Office")
MOST = 20  # lines that are told


def leaving(store: Store, load: Load, staying: Collection[str]) -> dict[str, Entity]:
    """The entities that only this dataset tells of, and that this load no longer does."""
    if load.append or not any(x.live for x in store.loads() if x.dataset == load.dataset):
        return {}
    kinds = {kind for kind in _OWN if any(is_kind(id, kind) for id in staying)}
    claims = [
        one
        for one in store.read(Scope(kinds=frozenset(kinds or _OWN), ties=frozenset()))
        if isinstance(one, Entity) and one.id not in staying
    ]
    others = {one.id for one in claims if one.origin.dataset != load.dataset}
    return {
        one.id: one for one in claims if one.origin.dataset == load.dataset and one.id not in others
    }


def lost_ends(
    store: Store,
    load: Load,
    gone: Mapping[str, Entity],
    named: Mapping[str, str],
    audience: Label,
    dry_run: bool,
) -> Iterator[str]:
    """In sentences, the ties of other lists, and the opt-ins, that this load would leave without
    whom they name. `named`: the names of this load's entities, folded, with their kinds."""
    if not gone:
        return
    scope = Scope(audience, ids=frozenset(gone), kinds=frozenset())
    counts: Counter[tuple[str, str]] = Counter()
    for tie in store.read(scope):
        if isinstance(tie, Tie) and tie.origin.dataset != load.dataset:
            for end in {tie.source, tie.target} & gone.keys():
                counts[tie.origin.dataset, end] += 1
    titles = {each.dataset: titled(each) for each in store.loads()}
    ordered = sorted(counts, key=lambda key: (titles.get(key[0], key[0]), gone[key[1]].title, key))
    for dataset, id in ordered[:MOST]:
        n, entity = counts[dataset, id], gone[id]
        name = entity.title if entity.level <= audience else say("somebody whom you may not see")
        title = titles.get(dataset, dataset)
        if named.get(fold(entity.name or "")) == entity.kind:
            yield count(
                "{n} tie of “{list}” names {name}, who has another id now: load “{list}” again "
                "after this.",
                "{n} ties of “{list}” name {name}, who has another id now: load “{list}” again "
                "after this.",
                n,
                list=title,
                name=name,
            )
        elif dry_run:
            yield count(
                "{n} tie of “{list}” names {name}, who would be gone: correct “{list}” too.",
                "{n} ties of “{list}” name {name}, who would be gone: correct “{list}” too.",
                n,
                list=title,
                name=name,
            )
        else:
            yield count(
                "{n} tie of “{list}” names {name}, who is gone: correct “{list}” too.",
                "{n} ties of “{list}” name {name}, who is gone: correct “{list}” too.",
                n,
                list=title,
                name=name,
            )
    if len(ordered) > MOST:
        yield count(
            "… and {n} more who is named in other lists.",
            "… and {n} more who are named in other lists.",
            len(ordered) - MOST,
        )
    if counts:
        yield say("Whoever has a code keeps all ties when a name is corrected.")


def opt_ins(
    store: Store, key: bytes, ids: Collection[str], cases: Mapping[str, Entity], audience: Label
) -> Iterator[str]:
    """In sentences, who agreed to introductions for a case that would be gone, or for the name of
    one that is known by its code."""
    lost = {id for id in ids if is_kind(id, "Case")}
    coded = {
        keyed_id(key, "Case", one.name)
        for one in cases.values()
        if one.name and one.values.get("code")
    }
    wanted = (lost | coded) - cases.keys()
    if not wanted:
        return
    people = store.read(Scope(audience, kinds=frozenset({"Person"}), ties=frozenset()))
    n = len(
        {
            one.id
            for one in people
            if isinstance(one, Entity)
            and isinstance(opted := one.values.get("opted_in"), list)
            and wanted & set(opted)
            and not one.origin.dataset.startswith(SAMPLE)
        }
    )
    if n:
        yield count(
            "{n} person opted in for a case by a name that would no longer find it: load their "
            "list again after this.",
            "{n} people opted in for a case by a name that would no longer find it: load their "
            "list again after this.",
            n,
        )


def with_ends(store: Store, load: int, change: Callable[[int], Report]) -> Report:
    """Undo or redo a load, and count in what that did the ties of other lists that came back with
    an end of theirs, or left every answer without it."""
    dataset = next((one.dataset for one in store.loads() if one.id == load), "")

    def loose() -> set[tuple[str, tuple[str, ...]]]:
        return {
            (one.dataset, one.tie.identity) for one in dangling(store) if one.dataset != dataset
        }

    before = loose()
    report = change(load)
    after = loose()
    return replace(
        report,
        created=report.created + len(before - after),
        removed=report.removed + len(after - before),
    )
