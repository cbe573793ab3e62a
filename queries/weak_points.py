"""What the ways hang on: whoever all of them go through, by role, and what would mend it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp
from typing import NamedTuple

import networkx as nx

from graph.approach.gate import gate
from graph.campaign.contacts import Circle, Contacts, circle, contacts, shown
from graph.model.ids import is_kind
from graph.model.schema import RED_ROLES
from graph.network import weak_points as cuts
from graph.network.network import Network
from graph.network.pairs import introducers
from graph.network.paths import Chain, diverse_chains
from graph.network.weak_points import Mending, NewTie, WeakPoint
from graph.view import View
from queries.answer import Answer, Block, Note, Row, Table, columns
from queries.parameters import AnyId, CaseId
from queries.question import question
from queries.shared.chains import JUDGED, POOR, goals
from queries.shared.roles import Roles, confidential, refused
from queries.wording import chance, counted, cut, listed

KNOWN = 0.45  # the chance of a new, well-known acquaintance: 0.5 (KNOWS) × 0.9
# What a new tie costs: more where nobody could bring it about, and with whom is to be reached.
INTRODUCED, UNINTRODUCED, STRANGER = 1.0, 2.0, 1.0
LIKELIER = 0.1  # of what costs the same rather with those whom we reach more surely
NEAR = FAR = 12  # how many on either side are tried for a new tie
LISTED = 10  # of those who hold the circle together, how many are listed


@question("What everything hangs on", section="Coalition")
def weak_points(view: View, case: CaseId, to: AnyId | None = None) -> Answer:
    """Whose loss would cut us off from those who decide, and what new tie would mend that?

    Whoever, and whichever tie, every good way goes through; how good the best way without them
    would be; and the cheapest new ties by which nobody is indispensable any more. Then those
    without whom others lose touch with the rest. In the wrong hands this is a list of targets: so
    it gives people by role, is for named recipients only, and is never exported; the formats json
    and csv refuse it.

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
    words = _WeakPointWords(around_case, roles, offers, halt)
    on = {id for some in ways.values() for chain in some for id in chain.ids} | {begin, *aims}
    ties = [tie for tie in around_case.ties if {tie.source, tie.target} <= on]
    shown(view, on, ties)
    around = circle(view, case)
    roles_around, lost = Roles(around.entities), cuts.cut_off(around.network)
    blocks: list[Block] = [
        words.points(points, [goal for goal in aims if not ways[goal]]),
        words.mending(mending),
        roles.map("map", "The best ways, by role", on, ties, [begin, *aims]),
        _held_together(around, roles_around, lost),
        Note(
            "not_to_do",
            "What not to do",
            "Do not pass this on, and do not tell whoever stands here that everything hangs on "
            "them. Mend by bringing people together who both want it, never by going around "
            "somebody. A way that hangs on one person is no reason to hurry that person.",
            "warning",
        ),
        Note(
            "limits",
            "How sure this is",
            f"{JUDGED} Good is a way whose chance is at least {chance(POOR)}. What nobody has "
            "recorded may still exist. A new tie is supposed to be as good as a well-known "
            f"acquaintance ({chance(KNOWN)}) and to cost twice as much where nobody is known who "
            "could bring it about.",
            "caution",
        ),
    ]
    most = max(sorted(lost), key=lambda id: lost[id], default=None)
    touch = (
        ""
        if most is None
        else (
            f"Without {roles_around.in_words(most)}, {counted(lost[most], 'other')} around "
            "the case would lose touch with the rest."
        )
    )
    return confidential(words.sentence(points, ways, mending, touch), blocks)


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


class _WeakPointWords:
    """Points and remedies in words, people by role."""

    def __init__(
        self, contacts: Contacts, roles: Roles, offers: Sequence[_Offer], halt: str | None
    ) -> None:
        self.contacts, self.roles, self.halt = contacts, roles, halt
        self.introducer = {(o.tie.source, o.tie.target): o.introducer for o in offers}

    def who(self, id: str) -> str:
        return "us" if id == self.contacts.case.id else self.roles.in_words(id)

    def what(self, point: WeakPoint) -> str:
        ends = [self.who(id) for id in point.hangs_on]
        return ends[0] if len(ends) == 1 else f"the tie between {ends[0]} and {ends[1]}"

    def _introducer(self, tie: NewTie) -> str | None:
        """Who could bring the two ends of a new tie together."""
        introducer = self.introducer[tie.source, tie.target]
        return self.who(introducer) if introducer else None

    def points(self, points: dict[str, list[WeakPoint]], closed: Sequence[str]) -> Table:
        rows: list[Row] = [
            {
                "to": self.who(goal),
                "what": self.what(point),
                "kind": self._kind(point),
                "before": point.before,
                "after": point.after or 0.0,
                "left": "a worse way" if point.after else "no way",
            }
            for goal, some in points.items()
            for point in some
        ]
        note = f"To {listed([self.who(id) for id in closed])} there is no good way at all."
        return Table(
            "points",
            "What every good way goes through",
            columns(
                ("to", "On the way to"),
                ("what", "Hangs on"),
                "kind",
                ("before", "Best way now", "%"),
                ("after", "Best way without", "%"),
                ("left", "What is left"),
            ),
            rows,
            note=note if closed else "",
        )

    def _kind(self, point: WeakPoint) -> str:
        if len(point.hangs_on) > 1:
            return "tie"
        return "person" if is_kind(point.hangs_on[0], "Person") else "body"

    def mending(self, mending: Mending) -> Table:
        rows: list[Row] = [
            {
                "between": self.who(tie.source),
                "and": self.who(tie.target),
                "by": self._introducer(tie),
                "cost": round(tie.cost),
            }
            for tie in mending.ties
        ]
        left = sorted({self.what(point) for point in mending.left})
        return Table(
            "mending",
            "The cheapest new ties by which nobody is indispensable",
            columns(
                ("between", "Bring together"),
                "and",
                ("by", "Who could introduce them"),
                (
                    "cost",
                    "Effort",
                    None,
                    "1 where somebody could introduce them, else 2; 1 more "
                    "with whoever is to be reached",
                ),
            ),
            rows,
            note=f"Bring nobody together now: {self.halt}."
            if self.halt
            else f"Not mended by any one new tie: {listed(left)}."
            if left
            else "",
        )

    def sentence(
        self,
        points: dict[str, list[WeakPoint]],
        ways: dict[str, list[Chain]],
        mending: Mending,
        touch: str,
    ) -> str:
        """The worst first; `touch`: who of the circle holds others in it, "" where nobody does."""
        clauses = []
        for goal, some in points.items():
            whole = [point for point in some if len(point.hangs_on) == 1]
            if whole:
                after = [point.after or 0.0 for point in whole]
                names = listed([self.what(point) for point in whole])
                without = "any one of them" if whole[1:] else "it"
                then = "no way is left"
                if max(after):
                    without = "the one most needed" if whole[1:] else "it"
                    then = f"the best way left would be {chance(min(after))}"
                clauses.append(
                    f"every good way to {self.who(goal)} goes through {names}, and without "
                    f"{without} {then}"
                )
        if not clauses:
            single = [
                f"{self.what(point)} (to {self.who(goal)})"
                for goal, some in points.items()
                for point in some
            ]
            way = (
                "No good way to those who decide or were asked is known."
                if not any(ways.values())
                else f"No good way hangs on one person or body alone, but on {listed(single, 3)}."
                if single
                else "No good way that was looked at hangs on one person or body alone."
            )
            return f"{way} {touch}".strip()
        cure = [f"{self.who(tie.source)} and {self.who(tie.target)}" for tie in mending.ties[:2]]
        mend = f" Least effort would mend it by bringing together {listed(cure)}." if cure else ""
        return f"{_capital('; '.join(clauses[:3]))}.{mend}"


def _held_together(around: Circle, roles: Roles, lost: Mapping[str, int]) -> Table:
    """Those without whom others of the circle lose every tie to the rest."""
    G = around.network
    first = sorted(lost.items(), key=lambda entry: (-entry[1], roles.name(entry[0])))
    rows: list[Row] = [{"name": roles.name(id), "lost": n} for id, n in first[:LISTED]]
    return Table(
        "held_together",
        "Without whom others lose touch",
        columns(
            ("name", "Who, by role"),
            ("lost", "Who would lose touch", None, "How many have no tie to the rest without them"),
        ),
        rows,
        note=f"Of {counted(len(G.ids), 'person or body', 'people and bodies')} around the case."
        + cut(len(rows), len(lost), "person or body", "such people and bodies"),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
