"""The commands about one person: python -m loaders whereis PERSON, and erase PERSON."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence

from graph.model.errors import InputError
from graph.model.mentions import ERASED
from graph.model.words import count, listed, say
from graph.store.base import Report, Store
from graph.store.opening import open_store
from loaders.copying import copy
from loaders.person.backups import copies_holding
from loaders.person.erasure import Erasure, erase, erasure
from loaders.person.traces import Trace, files, traces

Tell = Callable[[str], None]


def where_is(store: Store, args: Namespace, tell: Tell) -> None:
    """List every place that holds a person; erase nothing."""
    whom = erasure(store, args.person, alone=args.alone)
    for line in places_of(whom, traces(store, whom)):
        tell(line)
    for line in elsewhere(store, whom.names):
        tell(line)


def erase_one(store: Store, args: Namespace, tell: Tell) -> None:
    """List it, ask, erase it in every load, and say where it may still be."""
    whom = erasure(store, args.person, alone=args.alone)
    places = traces(store, whom)
    # Looked at before anything is erased: afterwards it would be too late for a misspelt address.
    target = open_store(args.rebuild) if args.rebuild else None
    try:
        if target is not None and target.loads():
            raise InputError(
                say(
                    "{store} holds other loads already. Name a store that holds nothing.",
                    store=target.url,
                )
            )
        for line in (*places_of(whom, places), *before(places)):
            tell(line)
        if not args.yes and not _agreed():
            tell(say("Nothing was erased."))
            return
        tell(after(erase(store, whom)))
        if target is not None:
            tell(str(copy(store, target, accept_unencrypted=args.accept_unencrypted)))
            tell(say("Use {store} from now on.", store=target.url))
        if residue := store.residue():
            tell(residue)
        for line in elsewhere(store, whom.names):
            tell(line)
    finally:
        if target is not None:
            target.close()


def places_of(whom: Erasure, places: Sequence[Trace]) -> Iterator[str]:
    """Every place, one a line: state and number of the load, dataset, file, kind, text."""
    for somebody in whom.people:
        yield str(somebody)
    if len(whom.people) > 1:
        yield say(
            "These are judged to be the same. With --alone only the one that you name counts."
        )
    if not whom.people:
        yield say("Nobody is called “{name}”, but texts mention it.", name=whom.names[0])
    for trace in places:
        load = trace.load
        source = f"{load.dataset} ({', '.join(load.files)})" if load.files else load.dataset
        line = say(
            "load {number}, {state}: {source}: {kind}: {text}",
            number=load.id,
            state=trace.state,
            source=source,
            kind=trace.kind,
            text=trace.text,
        )
        yield f"  {line} {say('[stays]')}" if trace.stays else f"  {line}"
    loads = len({place.load.id for place in places})
    yield count(
        "{n} place in {loads}.",
        "{n} places in {loads}.",
        len(places),
        loads=count("{n} load", "{n} loads", loads),
    )
    if any(place.stays for place in places):
        yield say(
            "What {stays} is left alone: a name that is also somebody else’s is corrected in your "
            "list, and a dataset is loaded again under another name and then forgotten.",
            stays=say("[stays]"),
        )


def before(places: Sequence[Trace]) -> Iterator[str]:
    """What to do before it is erased, why, and the risk."""
    if sources := files(places):
        yield say(
            "First take the person out of your own files ({files}): whoever loads one again brings "
            "the person back.",
            files=listed(sources, len(sources)),
        )
    yield say(
        "All of this is erased in every load, undone and replaced ones too; mentions in other "
        "texts are replaced by “{erased}”. It cannot be undone, and no command brings it back.",
        erased=ERASED,
    )
    yield say(
        "Look for each other spelling, inflected form and part of the name, too: they are not "
        "found with it."
    )


def after(report: Report) -> str:
    """What was erased."""
    texts = [count("{n} statement removed", "{n} statements removed", report.removed)]
    if report.changed:
        texts.append(count("{n} other changed", "{n} others changed", report.changed))
    erased = say("Erased: {statements}.", statements=listed(texts))
    return f"{erased} {say('Loading a file that names the person brings it back.')}"


def elsewhere(store: Store, names: Sequence[str]) -> Iterator[str]:
    """What the copies that this program made still hold."""
    copies = copies_holding(store, names)
    if copies:
        yield say("Copies of this store that the program made, or that lie beside it:")
        yield from (f"  {one}" for one in copies)
    yield say(
        "Copies made in other ways (disk backups, exports, print) are not known here: look there."
    )


def add(command: Callable[..., ArgumentParser], tell: Tell) -> None:
    """Add both to the command line."""
    for name, run, help in (
        ("whereis", where_is, say("list every place in the store that holds a person")),
        ("erase", erase_one, say("erase a person in every load, for good")),
    ):

        def started(store: Store, args: Namespace, run: Callable[..., None] = run) -> None:
            if args.audience not in (None, "red"):
                raise InputError(
                    say("Every list is looked through: only --audience red may see that.")
                )
            run(store, args, tell)

        sub = command(name, started, help)
        sub.add_argument("person", help=say("an id, a name, an alias or a code"))
        sub.add_argument(
            "--alone",
            action="store_true",
            help=say("only this person, not others judged to be the same"),
        )
    sub.add_argument("--yes", action="store_true", help=say("do not ask"))
    sub.add_argument(
        "--rebuild",
        metavar=say("TO"),
        help=say(
            "then copy the rest into this store, which holds nothing yet: a Neo4j server keeps "
            "deleted text in its files"
        ),
    )
    sub.add_argument(
        "--accept-unencrypted",
        action="store_true",
        help=say("people at risk may be kept where it is copied to"),
    )


def _agreed() -> bool:
    if not sys.stdin.isatty():
        raise InputError(say("Nothing was erased: nobody is there to ask. Say so with --yes."))
    return input(say("Erase all of this? Type {yes}: ", yes="yes")).strip().casefold() == "yes"
