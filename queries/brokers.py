"""Who connects whom: brokers by role, the best set to reach everyone, what would fall apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal, NamedTuple

import networkx as nx

from graph.campaign.contacts import Circle, among, circle, shown
from graph.model.ids import is_kind
from graph.model.records import Tie
from graph.model.schema import MEMBERSHIPS, PLACES
from graph.network.betweenness import betweenness
from graph.network.key_players import KeySet
from graph.network.network import Floats, Network
from graph.network.rank_stability import Rank, ranks
from graph.network.structural_holes import Brokerage, holes
from graph.view import View
from queries.answer import Answer, Block, Note, Row, Table, columns
from queries.parameters import Bounds, CaseId
from queries.question import question
from queries.shared.roles import Roles, confidential, refused
from queries.shared.sets import best_set, best_table, fragmenting_set, fragmenting_table, reaching
from queries.wording import counted, listed

LARGE = 20_000  # ties; above that fewer networks are resampled, and betweenness is estimated
ROLES = {
    "coordinator": "coordinator: connects people of its own group",
    "itinerant": "go-between: connects people of one group to which it does not belong",
    "gatekeeper": "gatekeeper: lets others reach its own group",
    "representative": "representative: reaches others for its own group",
    "liaison": "liaison: connects two groups, of neither of which it is part",
}
MAPPED = 120  # entities on the map
SURE = 2  # the worst likely place of somebody who is surely the first
TIGHT = 0.5  # share of the pairs of those tied to somebody who are tied to each other


@question("Who connects whom", section="Coalition")
def brokers(
    view: View,
    case: CaseId | None = None,
    by: Literal["sector", "country"] = "sector",
    together: Annotated[int, Bounds(1, 5)] = 3,
    most: Annotated[int, Bounds(1, 50)] = 10,
) -> Answer:
    """Who connects people who would not be connected otherwise, and which few reach everyone best?

    Each with the measures behind it, in words: how often it is on the shortest ways between others,
    how far its ties lead back to the same few, and between which groups it stands. The best few to
    reach everyone are not simply the best: two who reach the same people are worth little more
    than one. Which losses would break the network apart is said of organizations only. People are
    given by role, for named recipients only; this is never exported.

    case: the case around which to look; without it everybody on record
    by: what makes a group: the sector or the country
    together: how many to work with to reach everyone
    most: how many to list
    """
    if (answer := refused(view)) is not None:
        return answer
    around = circle(view, case)
    if not len(around.network.p.data):
        return confidential("Nobody is tied to anybody there yet, so nobody connects others.", [])
    roles, measures = Roles(around.entities), _measured(view, around, by, most)
    best = best_set(view, around, case, together)
    broken = fragmenting_set(around, together)
    ids = [rank.id for rank in measures.ranks]
    near, ties = _around(around.network, [*ids, *best.ids, *broken.ids])
    shown(view, near, ties)
    blocks: list[Block] = [
        _listed(roles, measures, by),
        _roles_table(roles, measures),
        best_table(roles, around.network, best),
        fragmenting_table(roles, around.network, broken),
        roles.map("map", "Who connects whom, by role", near, ties, [*ids[:3]]),
        _not_to_do(),
        _limits(around, measures),
    ]
    return confidential(_sentence(roles, measures, best, around.network), blocks)


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
    U = G.undirected
    constraint, size = nx.constraint(U, weight="p"), nx.effective_size(U, weight=None)
    roles = holes(G)
    ordered = ranks(G, lambda world: betweenness(world, starts).pairs, most=most, draws=draws)
    return _Measures(
        G=G,
        ranks=[rank for rank in ordered if rank.value > 0][:most],
        constraint=constraint,
        closed=roles.closed,
        size=size,
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


def _sentence(roles: Roles, measures: _Measures, best: KeySet, G: Network) -> str:
    if not measures.ranks:
        return "Nobody stands between others there: whoever is tied at all is tied directly."
    first = measures.ranks[0]
    steady = "" if first.high <= SURE else f", though its place may be any from 1 to {first.high}"
    return (
        f"{_capital(roles.in_words(first.id))} stands on more of the shortest ways between others "
        f"than anybody else{steady}.{reaching(roles, G, best)}"
    )


def _listed(roles: Roles, measures: _Measures, by: str) -> Table:
    rows: list[Row] = []
    n = len(measures.G.ids)
    others = (n - 1) * (n - 2)
    for rank in measures.ranks:
        at = measures.G.at(rank.id)
        rows.append(
            {
                "place": rank.rank,
                "name": roles.name(rank.id),
                "low": rank.low,
                "high": rank.high,
                "steady": rank.word,
                "share": rank.value / others if others else None,
                "pairs": rank.value,
                "ties": int(measures.degree[at]),
                "size": measures.size[rank.id],
                "constraint": measures.constraint[rank.id],
                "in_words": _in_words(measures, rank, by),
            }
        )
    return Table(
        "brokers",
        "Who stands between others",
        columns(
            "place",
            ("name", "Who, by role"),
            ("low", "Best place"),
            ("high", "Worst place"),
            ("steady", "Steady", None, "stable: listed here in eight of ten networks or more"),
            (
                "share",
                "Stands between",
                "%",
                "Share of all pairs of others on whose shortest ways "
                "it is (Freeman's betweenness), ways of equal length shared out",
            ),
            "ties",
            (
                "size",
                "Separate circles",
                None,
                "How many of its ties lead to people who are not "
                "tied to each other (Burt's effective size)",
            ),
            (
                "constraint",
                "Constraint",
                None,
                "How far its ties lead back to the same few (Burt): "
                "of n equal ties that lead nowhere else it is 1/n, and never less",
            ),
            ("in_words", "In words"),
        ),
        rows,
        note=f"Best and worst place: eight in ten of {measures.draws} networks in which each tie "
        "exists only with its own chance.",
    )


def _in_words(measures: _Measures, rank: Rank, by: str) -> str:
    at = measures.G.at(rank.id)
    size, ties = measures.size[rank.id], int(measures.degree[at])
    pairs, closed = ties * (ties - 1) // 2, int(measures.closed[at])
    many = f"{size:.0f}" if size.is_integer() else f"{int(size)} to {int(size) + 1}"
    sentence = f"Its {counted(ties, 'tie')} lead{'s' * (ties == 1)} to {many} separate "
    sentence += f"circle{'s' * (many != '1')}"
    if closed:
        among = (
            "the two are"
            if pairs == 1
            else f"{closed} of the {pairs} pairs among them {'is' if closed == 1 else 'are'}"
        )
        sentence += (
            f" ({among} tied to each other{', so it is needed less' * (closed >= TIGHT * pairs)})"
        )
    usual = _usual(measures.brokerage, at)
    if usual:
        sentence += f"; mostly a {ROLES[usual].partition(':')[0]} by {by}"
    return f"{sentence}."


def _usual(brokerage: Brokerage, at: int) -> str | None:
    """The role in which somebody stands between others most often."""
    counts = {role: float(values[at]) for role, values in brokerage._asdict().items()}
    most = max(counts, key=lambda role: counts[role])
    return most if counts[most] > 0 else None


def _roles_table(roles: Roles, measures: _Measures) -> Table:
    rows: list[Row] = []
    for rank in measures.ranks:
        counts = {
            role: int(values[measures.G.at(rank.id)])
            for role, values in measures.brokerage._asdict().items()
        }
        rows.append({"name": roles.name(rank.id), **counts})
    return Table(
        "roles",
        "Between which groups",
        columns(
            ("name", "Who, by role"),
            *(
                (role, meaning.partition(":")[0].capitalize(), None, meaning.partition(": ")[2])
                for role, meaning in ROLES.items()
            ),
        ),
        rows,
        note="How often it stands between two who are not tied (Gould and Fernandez), a pair "
        f"counted once in each direction. {'. '.join(s.capitalize() for s in ROLES.values())}.",
    )


def _not_to_do() -> Note:
    return Note(
        "not_to_do",
        "What not to do",
        "Do not load more on whoever stands between others: bring people together so that they "
        "need nobody between them. Do not show this to anybody who is not a named recipient. To "
        "stand between others is a place in what is recorded, not a merit and not a fault.",
        "warning",
    )


def _limits(around: Circle, measures: _Measures) -> Note:
    left = [f"{n} {reason}" for reason, n in sorted(measures.G.left_out.items())]
    out = f" Ties left out: {listed(left)}." if left else ""
    cut = " The network was too large to be read whole." if around.truncated else ""
    return Note(
        "limits",
        "How sure this is",
        f"Of {counted(len(measures.G.ids), 'person or body', 'people and bodies')} on record; who "
        "is at risk or not to be contacted is in no count. Betweenness depends much on ties that "
        f"nobody has recorded; constraint and separate circles less.{out}{cut}",
        "caution",
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
