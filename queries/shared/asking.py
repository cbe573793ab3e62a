"""Whom to ask for an introduction, what comes before that, and what it would cost to lose them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from graph.campaign.contacts import Contacts
from graph.model.errors import NotFound
from graph.model.ids import is_kind
from graph.model.records import Entity
from graph.model.schema import ACTORS
from graph.model.vocabulary import RESPONSES
from graph.model.words import count, say
from graph.network.paths import Chain
from graph.view import View
from queries.answer import Row, Table, columns
from queries.parameters import resolve
from queries.shared.chains import ChainWords
from queries.shared.leads import explore, if_they_fell_away

LOADED = 2  # open asks that somebody made possible before another one is too many
_OPEN = {response.id for response in RESPONSES if response.open}


def to_agree(contacts: Contacts, chain: Chain) -> list[str]:
    """The people on a chain who have not agreed to introduce anybody for this case."""
    return [id for id in chain.between if is_kind(id, "Person") and id not in contacts.opted_in]


def people_to_ask(tell: ChainWords, chains: Sequence[Chain]) -> Table:
    """Everybody who would have to be asked, whoever is first on a way first."""
    first = Counter(chain.ids[1] for chain in chains if chain.between)
    on = Counter(id for chain in chains for id in chain.between)
    load = open_asks(tell.view, on)
    order = list(dict.fromkeys(id for chain in chains for id in chain.between))
    rows: list[Row] = [
        {
            "id": id,
            "name": tell.whom(id),
            "first_on": first[id],
            "on": on[id],
            "open_asks": load[id],
            "before": _before(tell.contacts.entities[id], load[id]),
            "without": _without(tell.view, tell.contacts.entities[id]),
        }
        for id in sorted(order, key=lambda id: not first[id])
    ]
    return Table(
        "asked",
        say("Who has to be asked, and what comes before"),
        columns(
            "name",
            ("first_on", "Introductions that begin there"),
            ("on", "Introductions through them"),
            (
                "open_asks",
                "Asks open already",
                None,
                "Asks that they made possible by an introduction and that are still open",
            ),
            ("before", "Before that"),
        ),
        rows,
        of="id",
        onward=[
            if_they_fell_away(tell.contacts.case.id, to=tell.goal),
            explore("id"),
        ],
    )


def _without(view: View, introducer: Entity) -> list[str] | None:
    """Their leaving as “What if” reads it: by name, where that names nobody else."""
    if introducer.kind not in ACTORS:
        return None
    quiet = view.quiet()
    try:
        plain = (
            ";" not in introducer.title
            and resolve(introducer.title, sorted(ACTORS), quiet) == introducer.id
        )
    except NotFound:
        plain = False
    return [f"remove {introducer.title if plain else introducer.id}"]


def _before(introducer: Entity, load: int) -> str:
    safe = introducer.values.get(
        "safe_to_tell", "yes" if introducer.kind == "Coalition" else "unknown"
    )
    leave = introducer.values.get("contact") == "ask first"
    sentences = [
        *([say("Ask for leave first, as they wish.")] if leave else []),
        *([say("Find out whether it is safe to tell them.")] if safe != "yes" else []),
    ]
    if load >= LOADED:
        sentences.append(
            count(
                "They carry {n} open ask: take another introduction first, if there is one.",
                "They carry {n} open asks: take another introduction first, if there is one.",
                load,
            )
        )
    return " ".join(sentences) or say("Nothing more.")


def open_asks(view: View, ids: Iterable[str]) -> Counter[str]:
    """How many approaches that each has opened by an introduction still wait for something."""
    ties = view.ties("MADE_BY", of=ids, where=lambda t: t.values.get("part") == "introducer")
    asks = {one.id: one.values for one in view.several(tie.source for tie in ties)}
    return Counter(
        tie.target
        for tie in ties
        if asks[tie.source].get("status") != "given up"
        and asks[tie.source].get("response", "no reply") in _OPEN
    )
