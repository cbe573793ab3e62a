"""What the ways hang on: whoever all of them go through, by role, and what would mend it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import exp
from typing import NamedTuple

import networkx as nx

from graph.approach.gate import gate
from graph.campaign.contacts import Circle, Contacts, circle, contacts, shown
from graph.model.ids import is_kind
from graph.model.schema import RED_ROLES
from graph.model.words import count, mark, number, percent, say
from graph.network import weak_points as cuts
from graph.network.network import Network
from graph.network.pairs import introducers
from graph.network.paths import diverse_chains
from graph.network.weak_points import NewTie, WeakPoint
from graph.view import View
from queries.answer import Answer, Block, Note, Row, Table, columns
from queries.parameters import AnyId, CaseId
from queries.question import question
from queries.shared.chains import JUDGED, POOR, goals
from queries.shared.roles import Roles, confidential, refused
from queries.shared.weak_point_lens import weak_point_lens
from queries.shared.weak_point_words import WeakPointWords

KNOWN = 0.45  # the chance of a new, well-known acquaintance: 0.5 (KNOWS) × 0.9
# What a new tie costs: more where nobody could bring it about, and with whom is to be reached.
INTRODUCED, UNINTRODUCED, STRANGER = 1.0, 2.0, 1.0
LIKELIER = 0.1  # of what costs the same rather with those whom we reach more surely
NEAR = FAR = 12  # how many on either side are tried for a new tie
LISTED = 10  # of those who hold the circle together, how many are listed


@question("Single points of failure", section="Coalition", lens=mark("Weak points"), place=5)
def weak_points(view: View, case: CaseId, to: AnyId | None = None) -> Answer:
    """Whose loss would cut us off from those who decide, and what new tie would mend that?

    The people, organizations and ties that every good introduction depends on; how good the best
    introduction without them would be; and the cheapest new ties that make nobody indispensable.
    Then those without whom others lose touch with the rest. In the wrong hands this is a list of
    targets: so it names people by role, is for named recipients only, and is never exported; the
    formats json and csv refuse it.

    case: the case, by name or id
    to: whom to reach; without it whoever decides on the case, and whoever was asked for it
    """
    if (answer := refused(view)) is not None:
        return answer
    aims = [view.get(to).id] if to else goals(view, case)
    around_case = contacts(view, case, aims)
    G, begin = around_case.agreed, around_case.case.id
    aims = [id for id in aims if id in G.index and id not in around_case.no_target and id != begin]
    points = {goal: cuts.weak_points(G, begin, goal, at_least=POOR) for goal in aims}
    ways = {goal: diverse_chains(G, begin, goal, 3, at_least=POOR) for goal in aims}
    every = [point for some in points.values() for point in some]
    halt = gate(view, around_case.case).halt
    offers = [] if halt else _offers(around_case, every)
    mending = cuts.mend(G, every, [offer.tie for offer in offers], at_least=POOR)
    roles = Roles({one.id: one for one in around_case.entities.values() if one.id in G.index})
    introducer = {(o.tie.source, o.tie.target): o.introducer for o in offers}
    words = WeakPointWords(around_case, roles, introducer, halt)
    on = {id for some in ways.values() for chain in some for id in chain.ids} | {begin, *aims}
    ties = [tie for tie in around_case.ties if {tie.source, tie.target} <= on]
    shown(view, on, ties)
    around = circle(view, case)
    roles_around, lost = Roles(around.entities), cuts.cut_off(around.network)
    blocks: list[Block] = [
        words.points(points, [goal for goal in aims if not ways[goal]]),
        words.mending(mending),
        roles.map("map", say("The best introductions, by role"), on, ties, [begin, *aims]),
        _held_together(around, roles_around, lost),
        Note(
            "not_to_do",
            say("What not to do"),
            say(
                "Do not pass this on, and do not tell those listed here how much depends on them. "
                "Mend by bringing people together who both want it, never by going around "
                "somebody. That an introduction depends on one person is no reason to hurry them."
            ),
            "warning",
        ),
        Note(
            "limits",
            say("How sure this is"),
            _limits(),
            "caution",
        ),
    ]
    most = max(sorted(lost), key=lambda id: lost[id], default=None)
    touch = ""
    if most is not None:
        touch = count(
            "Without {who}, {n} other around the case would lose touch with the rest.",
            "Without {who}, {n} others around the case would lose touch with the rest.",
            lost[most],
            who=roles_around.in_words(most),
        )
    lens = weak_point_lens(roles, begin, points, ways, mending.ties)
    return replace(confidential(words.sentence(points, ways, mending, touch), blocks), lens=lens)


def _limits() -> str:
    good = say(
        "A good introduction is one whose chance of working is at least {share}. What nobody has "
        "recorded may still exist. A new tie is assumed to be as strong as a well-known "
        "acquaintance ({known}), and to take twice the effort where nobody is known who could "
        "bring it about.",
        share=percent(POOR),
        known=percent(KNOWN),
    )
    return f"{say(JUDGED)} {good}"


class _Offer(NamedTuple):
    """A new tie that could be made, and who could bring the two together."""

    tie: NewTie
    introducer: str | None


def _offers(contacts: Contacts, points: Sequence[WeakPoint]) -> list[_Offer]:
    """New ties between those whom we reach best and those who reach the goals best.

    Both sides must have agreed for this case, or be no person; but whoever is to be reached may
    be met by any of them.
    """
    if not points:
        return []
    G = contacts.agreed
    near = _strongest(G, contacts.case.id)
    backwards = Network(G.ids, G.p.T.tocsr(), G.endpoints)
    far: dict[str, float] = {}
    for goal in sorted({point.target for point in points}):
        for id, p in _strongest(backwards, goal).items():
            far[id] = max(p, far.get(id, 0.0))
    aims = {point.target for point in points}
    # Whoever is at risk by what they do is not sent to anybody new, even if they agreed.
    role = {id: contacts.entities[id].values.get("role") for id in G.ids}
    free = {
        id
        for id in G.ids
        if not (G.endpoints[G.at(id)] or is_kind(id, "Government") or role[id] in RED_ROLES)
    }
    hubs = {id for point in points if len(point.hangs_on) == 1 for id in point.hangs_on}
    left = sorted(free & near.keys() - hubs - aims, key=lambda id: (-near[id], id))[:NEAR]
    right = sorted(free & far.keys() - hubs, key=lambda id: (-far[id], id))[:FAR]
    right += sorted(aims - set(right))
    pairs = sorted(
        {(min(a, b), max(a, b)) for a in left for b in right if a != b and not _tied(G, a, b)}
    )
    offers = []
    for pair, known in zip(pairs, introducers(G, pairs), strict=True):
        cost = (INTRODUCED if known else UNINTRODUCED) + STRANGER * bool(aims & set(pair))
        cost += LIKELIER * (1 - max(near.get(id, 0.0) for id in set(pair) - aims))
        offers.append(_Offer(NewTie(*pair, KNOWN, cost), known[0].id if known else None))
    return offers


def _strongest(G: Network, source: str) -> dict[str, float]:
    """The chance of the best chain from the source to each that it can reach, itself left out."""
    lengths = nx.single_source_dijkstra_path_length(G.from_(source), source, weight="length")
    return {id: exp(-length) for id, length in lengths.items() if id != source}


def _tied(G: Network, a: str, b: str) -> bool:
    return G.chance(a, b) > 0 or G.chance(b, a) > 0


def _held_together(around: Circle, roles: Roles, lost: Mapping[str, int]) -> Table:
    """Those without whom others of the circle lose every tie to the rest."""
    G = around.network
    first = sorted(lost.items(), key=lambda entry: (-entry[1], roles.name(entry[0])))
    rows: list[Row] = [{"name": roles.name(id), "lost": n} for id, n in first[:LISTED]]
    return Table(
        "held_together",
        say("Without whom others lose touch"),
        columns(
            ("name", "Who, by role"),
            ("lost", "Would lose touch", None, "How many have no tie to the rest without them"),
        ),
        rows,
        note=_of_all(len(rows), len(lost), len(G.ids)),
    )


def _of_all(listed: int, lost: int, all_: int) -> str:
    """Among how many these were looked for, and that the list is cut where it is."""
    around = count(
        "Of {n} person or organization around the case.",
        "Of {n} people and organizations around the case.",
        all_,
    )
    if listed == lost:
        return around
    cut = say("The first {n} of {all} are listed.", n=number(listed), all=number(lost))
    return f"{around} {cut}"
