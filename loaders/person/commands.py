"""The commands about one person: python -m loaders whereis PERSON, and erase PERSON."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence

from graph.model.errors import InputError
from graph.model.words import say
from graph.store.base import Report, Store
from graph.store.opening import open_store
from loaders.copying import copy
from loaders.person.backups import copies_holding
from loaders.person.erasure import Erasure, erase, erasure
from loaders.person.traces import Trace, files, traces

Say = Callable[[str], None]
FOR_GOOD = "It cannot be undone, and no command brings it back."


def where_is(store: Store, args: Namespace, say: Say) -> None:
    """List every place that holds a person; erase nothing."""
    whom = erasure(store, args.person, alone=args.alone)
    for line in listed(whom, traces(store, whom)):
        say(line)
    for line in elsewhere(store, whom.names):
        say(line)


def erase_one(store: Store, args: Namespace, say: Say) -> None:
    """List it, ask, erase it in every load, and say where it may still be."""
    whom = erasure(store, args.person, alone=args.alone)
    places = traces(store, whom)
    # Looked at before anything is erased: afterwards it would be too late for a misspelt address.
    target = open_store(args.rebuild) if args.rebuild else None
    try:
        if target is not None and target.loads():
            raise InputError(f"{target.url} holds loads already. Name a store that holds nothing.")
        for line in (*listed(whom, places), *before(places)):
            say(line)
        if not args.yes and not _agreed():
            say("Nothing was erased.")
            return
        say(after(erase(store, whom)))
        if target is not None:
            say(str(copy(store, target, accept_unencrypted=args.accept_unencrypted)))
            say(f"Use {target.url} from now on.")
        if residue := store.residue():
            say(residue)
        for line in elsewhere(store, whom.names):
            say(line)
    finally:
        if target is not None:
            target.close()


def listed(whom: Erasure, places: Sequence[Trace]) -> Iterator[str]:
    """Every place, one a line: state and number of the load, dataset, file, kind, text."""
    for somebody in whom.people:
        yield str(somebody)
    if len(whom.people) > 1:
        yield "These are judged to be the same. With --alone only the one that you name counts."
    if not whom.people:
        yield f"Nobody is called “{whom.names[0]}”, but texts mention it."
    for trace in places:
        load = trace.load
        file = f" ({', '.join(load.files)})" if load.files else ""
        stays = " [stays]" if trace.stays else ""
        yield (
            f"  load {load.id}, {trace.state}: {load.dataset}{file}: {trace.kind}: "
            f"{trace.text}{stays}"
        )
    count, loads = len(places), len({place.load.id for place in places})
    yield f"{count:,} place{'s' * (count != 1)} in {loads:,} load{'s' * (loads != 1)}."
    if any(place.stays for place in places):
        yield (
            "What [stays] is left alone: a name that is also somebody else's is corrected in your "
            "list, and a dataset is loaded again under another name and then forgotten."
        )


def before(places: Sequence[Trace]) -> Iterator[str]:
    """What to do before it is erased, why, and the risk."""
    if sources := files(places):
        yield (
            f"First take the person out of your own files ({', '.join(sources)}): whoever loads "
            "one again brings the person back."
        )
    yield (
        "All of this is erased in every load, undone and superseded ones too; mentions in other "
        f"texts are replaced by “[erased]”. {FOR_GOOD}"
    )
    yield (
        "Other spellings, inflected forms and parts of the name are not found: search for them "
        "with whereis, too."
    )


def after(report: Report) -> str:
    """What was erased."""
    gone, changed = report.removed, report.changed
    return (
        f"Erased: {gone:,} statement{'s' * (gone != 1)} removed, {changed:,} other"
        f"{'s' * (changed != 1)} changed. Loading a file that names the person brings it back."
    )


def elsewhere(store: Store, names: Sequence[str]) -> Iterator[str]:
    """What the copies that this program made still hold."""
    copies = copies_holding(store, names)
    if copies:
        yield "Copies of this store that the program made, or that lie beside it:"
        yield from (f"  {one}" for one in copies)
    yield "Copies made in other ways (disk backups, exports, print) are not known here: look there."


def add(command: Callable[..., ArgumentParser], say: Say) -> None:
    """Add both to the command line."""
    for name, run, help in (
        ("whereis", where_is, "list every place in the store that holds a person"),
        ("erase", erase_one, "erase a person in every load, for good"),
    ):

        def started(store: Store, args: Namespace, run: Callable[..., None] = run) -> None:
            if args.audience not in (None, "red"):
                raise InputError(
                    say("Every list is looked through: only --audience red may see that.")
                )
            run(store, args, say)

        sub = command(name, started, help)
        sub.add_argument("person", help="an id, a name, an alias or a code")
        sub.add_argument(
            "--alone", action="store_true", help="not whoever is judged to be the same"
        )
    sub.add_argument("--yes", action="store_true", help="do not ask")
    sub.add_argument(
        "--rebuild",
        metavar="TO",
        help="then copy the rest into this store, which holds nothing yet: a Neo4j server keeps "
        "deleted text in its files",
    )
    sub.add_argument(
        "--accept-unencrypted",
        action="store_true",
        help="people at risk may be kept where it is copied to",
    )


def _agreed() -> bool:
    if not sys.stdin.isatty():
        raise InputError(say("Nothing was erased: nobody is there to ask. Say so with --yes."))
    return input("Erase all of this? Type yes: ").strip().casefold() == "yes"
