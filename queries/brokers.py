"""Key connectors by role, the best few to reach everyone, and whose loss would break it apart."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Annotated, Literal, NamedTuple

import networkx as nx

from graph.approach.gate import gate
from graph.campaign.contacts import Circle, among, circle, shown
from graph.model.ids import is_kind
from graph.model.records import Tie
from graph.model.schema import MEMBERSHIPS, PLACES
from graph.model.words import count, number, say
from graph.network.betweenness import betweenness
from graph.network.network import Floats, Network
from graph.network.rank_stability import Rank, ranks
from graph.network.structural_holes import Brokerage, holes
from graph.view import View
from queries.answer import Answer, Block, Note, Row, Table, columns
from queries.parameters import Bounds, CaseId
from queries.question import question
from queries.shared.brokerage import MOSTLY, roles_table, usual
from queries.shared.leads import detaining, explore, if_they_fell_away, without
from queries.shared.left_out import left_out
from queries.shared.roles import Roles, confidential, refused
from queries.shared.sets import best_set, best_table, fragmenting_set, fragmenting_table, reaching

LARGE = 20_000  # ties; above that fewer networks are resampled, and betweenness is estimated
MAPPED = 120  # entities on the map
SURE = 2  # the worst likely rank of somebody who is surely the first
TIGHT = 0.5  # share of the pairs of those tied to somebody who are tied to each other


@question("Key connectors", section="Coalition")
def brokers(
    view: View,
    case: CaseId | None = None,
    by: Literal["sector", "country"] = "sector",
    together: Annotated[int, Bounds(1, 5)] = 3,
    most: Annotated[int, Bounds(1, 50)] = 10,
) -> Answer:
    """Who connects people who would not be connected otherwise, and which few reach everyone best?

    Each with the measures behind it, in words: how often the shortest connection between others
    runs through it, how far its ties lead back to the same few, and which groups it connects. The
    best few to reach everyone are not simply the first few: two who reach the same people are worth
    little more than one. Whose loss would break the network apart is shown for organizations only.
    People are named by role, for named recipients only; this is never exported.

    case: the case around which to look; without it everybody on record
    by: what makes a group, the sector or the country
    together: how many to work with to reach everyone
    most: how many to list
    """
    if (answer := refused(view)) is not None:
        return answer
    around = circle(view, case)
    if not len(around.network.p.data):
        nobody = say("Add ties first: nobody here is tied to anybody, so nobody connects others.")
        return confidential(nobody, [])
    roles, measures = Roles(around.entities), _measured(view, around, by, most)
    best = best_set(view, around, case, together)
    broken = fragmenting_set(around, together)
    ids = [rank.id for rank in measures.ranks]
    near, ties = _around(around.network, [*ids, *best.ids, *broken.ids])
    shown(view, near, ties)
    fixed = detaining(view, case)
    blocks: list[Block] = [
        _listed(roles, measures, by, case, fixed),
        roles_table(roles, measures.G, measures.ranks, measures.brokerage),
        best_table(roles, around.network, best),
        fragmenting_table(roles, around.network, broken, case, fixed),
        roles.map("map", say("Who connects whom, by role"), near, ties, [*ids[:3]]),
        _not_to_do(),
        _limits(around, measures),
    ]
    may = gate(view, view.get(case)) if case else None
    whom = "" if may and not may.privately else reaching(roles, around.network, best)
    opening = may.opening if may and not may.privately else ""
    return confidential(f"{opening}{_sentence(roles, measures, whom)}", blocks)


class _Measures(NamedTuple):
    """The measures of those who are listed, by id; arrays are aligned with the network's ids."""

    G: Network
    ranks: Sequence[Rank]
    constraint: Mapping[str, float]
    closed: Floats
    size: Mapping[str, float]
    degree: Floats
    brokerage: Brokerage
    draws: int


def _around(G: Network, ids: Sequence[str]) -> tuple[list[str], list[Tie]]:
    """These and those tied to them, as many as a map can show, and why they are tied."""
    M = G.mutual
    rows = [M.indices[M.indptr[v] : M.indptr[v + 1]].tolist() for v in G.numbers(ids)]
    near = list(dict.fromkeys([*ids, *(G.ids[u] for row in rows for u in row)]))[:MAPPED]
    return near, among(G, near)


def _measured(view: View, around: Circle, by: str, most: int) -> _Measures:
    G = around.network
    starts, draws = (128, 50) if G.p.nnz <= LARGE else (32, 3)
    U, roles = G.undirected, holes(G)
    ordered = ranks(G, lambda world: betweenness(world, starts).pairs, most=most, draws=draws)
    return _Measures(
        G=G,
        ranks=[rank for rank in ordered if rank.value > 0][:most],
        constraint=nx.constraint(U, weight="p"),
        closed=roles.closed,
        size=nx.effective_size(U, weight=None),
        degree=roles.degree,
        brokerage=roles.brokerage(groups(view, around, by)),
        draws=draws,
    )


def groups(view: View, around: Circle, by: str) -> dict[str, str]:
    """To which group each belongs; a person to that of the body he or she works for or is in."""
    if by == "country":
        ties = view.ties(*PLACES, of=around.network.ids, now=True)
        return {t.source: t.target for t in ties if is_kind(t.target, "Government")}
    own = {
        id: str(one.values.get("sector") or one.kind)
        for id, one in around.entities.items()
        if one.kind != "Person"
    }
    by_tie = dict(own)
    for kind in reversed(MEMBERSHIPS):  # the closest last, so that it counts
        by_tie |= {
            t.source: own[t.target]
            for t in around.ties
            if t.kind == kind
            and is_kind(t.source, "Person")
            and t.target in own
            and t.in_force(view.today.isoformat())
        }
    return {
        id: by_tie.get(id) or str(one.values.get("role") or "person")
        for id, one in around.entities.items()
    }


def _sentence(roles: Roles, measures: _Measures, whom: str) -> str:
    """With whom to work, where somebody may be approached, and who connects most."""
    if not measures.ranks:
        return say("Nobody is needed to connect others here: all who are tied are tied directly.")
    first = measures.ranks[0]
    who = roles.in_words(first.id)
    if first.high <= SURE:
        most = say("{who} connects others most often.", who=who)
    else:
        most = say(
            "{who} connects others most often, but may rank anywhere from 1 to {rank}.",
            who=who,
            rank=number(first.high),
        )
    return " ".join(filter(None, [whom, _capital(most)]))


def _listed(
    roles: Roles, measures: _Measures, by: str, case: str | None, fixed: Collection[str]
) -> Table:
    rows: list[Row] = []
    n = len(measures.G.ids)
    others = (n - 1) * (n - 2)
    for rank in measures.ranks:
        at = measures.G.at(rank.id)
        rows.append(
            {
                "id": roles.id[rank.id],
                "place": rank.rank,
                "name": roles.name(rank.id),
                "low": rank.low,
                "high": rank.high,
                "steady": say("stable") if rank.word == "stable" else say("unstable"),
                "share": rank.value / others if others else None,
                "pairs": rank.value,
                "ties": int(measures.degree[at]),
                "size": measures.size[rank.id],
                "constraint": measures.constraint[rank.id],
                "in_words": _in_words(measures, rank, by),
                **_body(rank.id, fixed),
            }
        )
    return Table(
        "brokers",
        say("Key connectors"),
        columns(
            ("place", "Rank"),
            ("name", "Who, by role"),
            ("low", "Best rank"),
            ("high", "Worst rank"),
            ("steady", "Stable?", None, "Stable: listed here in at least eight of ten simulations"),
            (
                "share",
                "Connects",
                "%",
                "Share of all pairs of others whose shortest connection runs through it; equally "
                "short ones share the pair (Freeman’s betweenness)",
            ),
            "ties",
            (
                "size",
                "Separate circles",
                None,
                "How many of its ties lead to people who are not tied to each other (Burt’s "
                "effective size)",
            ),
            (
                "constraint",
                "Constraint",
                None,
                "How far its ties lead back to the same few (Burt): of n equal ties that lead "
                "nowhere else it is 1/n, and never less",
            ),
            ("in_words", "In words"),
        ),
        rows,
        note=say(
            "Best and worst rank: the range of eight in ten of {n} simulations, in each of which "
            "a tie exists only with its own chance.",
            n=measures.draws,
        ),
        of="id",
        onward=[*([if_they_fell_away(case, "changes")] if case else []), explore("body")],
    )


def _body(id: str, fixed: Collection[str]) -> Row:
    """What a row leads to: of a person to nothing, for no page may say who that is."""
    body = None if is_kind(id, "Person") else id
    return {"body": body, "changes": None if id in fixed else without(body)}


def _in_words(measures: _Measures, rank: Rank, by: str) -> str:
    at = measures.G.at(rank.id)
    size, ties = measures.size[rank.id], int(measures.degree[at])
    pairs, closed = ties * (ties - 1) // 2, int(measures.closed[at])
    circles = (
        count("{n} separate circle", "{n} separate circles", int(size))
        if size.is_integer()
        else say("{few} to {many} separate circles", few=int(size), many=int(size) + 1)
    )
    sentences = [
        count(
            "Its {n} tie leads to {circles}.",
            "Its {n} ties lead to {circles}.",
            ties,
            circles=circles,
        )
    ]
    if closed and pairs == 1:
        sentences.append(say("The two are tied directly."))
    elif closed:
        sentences.append(
            count(
                "Of the {pairs} pairs among them {n} is tied directly.",
                "Of the {pairs} pairs among them {n} are tied directly.",
                closed,
                pairs=number(pairs),
            )
        )
    if closed and closed >= TIGHT * pairs:
        sentences.append(say("So it is needed less."))
    if role := usual(measures.brokerage, at):
        sentences.append(say(MOSTLY[role, by]))
    return " ".join(sentences)


def _not_to_do() -> Note:
    return Note(
        "not_to_do",
        say("What not to do"),
        say(
            "Do not load more work on key connectors: bring people together so that they need "
            "nobody between them. Do not show this to anybody who is not a named recipient. "
            "Connecting others is a position in what is recorded, neither a merit nor a fault."
        ),
        "warning",
    )


def _limits(around: Circle, measures: _Measures) -> Note:
    sentences = [
        count(
            "This covers {n} person or organization on record.",
            "This covers {n} people and organizations on record.",
            len(measures.G.ids),
        ),
        say(
            "Nobody who is at risk or must not be contacted is counted. Ranks depend strongly on "
            "ties that nobody has recorded; constraint and separate circles depend on them less."
        ),
    ]
    sentences.append(left_out(measures.G.left_out))
    if around.truncated:
        sentences.append(say("The network was too large to be read whole."))
    return Note("limits", say("How sure this is"), " ".join(filter(None, sentences)), "caution")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
