"""Computed groups against declared coalitions: overlap, openness, who sits between, how sure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest

import networkx as nx
import numpy as np

from graph.campaign.contacts import Circle, among, circle, shown
from graph.model.ids import is_kind
from graph.network.communities import EI, Overlap, Stability, ei, overlaps, participation, stability
from graph.view import View
from queries.answer import Answer, Block, Note, Row, Table, columns
from queries.parameters import CaseId
from queries.question import question
from queries.shared.maps import network_map
from queries.wording import counted, cut

LARGE = 20_000  # ties; above that fewer networks are resampled
MAPPED = 120  # entities on the map
NAMED = 12  # members of one group that a row names
BETWEEN = 10  # bodies that sit between, how many are listed
OPEN = 0.3  # E-I index from which a group is said to look outward or inward


@question("Groups and coalitions", section="Coalition")
def communities(view: View, case: CaseId | None = None) -> Answer:
    """Which groups does our network fall into, and are they the coalitions that were declared?

    Groups are computed: people and bodies that have more to do with each other than with the rest.
    Each is compared with the declared coalitions, and looked for again in networks in which every
    tie exists only with its own chance: what is not found again is said not to be stable. A
    computed group is a way of looking, never a fact about anybody. People who sit between groups
    are not named here; the question “Who connects whom” gives them by role.

    case: the case around which to look; without it everybody on record
    """
    around = circle(view, case)
    G = around.network
    if not len(G.p.data):
        return Answer("Nobody is tied to anybody there yet, so there are no groups.")
    parts = [
        tuple(sorted(ids))
        for ids in nx.community.louvain_communities(G.undirected, weight="p", seed=0)
    ]
    groups = _Groups(around, [ids for ids in parts if len(ids) > 1], parts)
    draws = 20 if G.p.nnz <= LARGE else 3
    steady = stability(G, groups.several, draws=draws)
    declared, names = _declared(view, around)
    alike = overlaps(groups.several, declared)
    mapped = [id for ids in groups.several for id in ids][:MAPPED]
    ties = among(G, mapped)
    named = [id for ids in groups.first for id in ids]
    shown(view, {*mapped, *named, *declared}, ties)
    blocks: list[Block] = [
        _listed(groups, steady, alike, draws, names),
        _coalitions(groups, declared, alike, names),
        _between(groups),
        network_map(
            id="map",
            title="The circle",
            entities=[around.entities[id] for id in sorted(mapped)],
            ties=ties,
            focus=(),
            note=f"Of {counted(len(G.ids), 'person or body', 'people and bodies')}."
            if len(mapped) < len(G.ids)
            else "",
        ),
        Note(
            "limits",
            "How sure this is",
            "Groups follow from ties that somebody recorded: a missing tie is no distance. They "
            "are a way to ask better questions, not a fact about anybody. Who is at risk or not to "
            "be contacted is in no group."
            + (" The network was too large to be read whole." if around.truncated else ""),
            "caution",
        ),
        Note(
            "not_to_do",
            "What not to do",
            "Do not treat a group as a camp, and do not tell people which one they are in. Where "
            "a coalition is not one group, ask its members first whether they want to be.",
            "caution",
        ),
    ]
    return Answer(_sentence(groups, steady, declared, alike, names), blocks)


@dataclass(frozen=True)
class _Groups:
    """The circle, its groups of two and more, and all of them."""

    around: Circle
    several: Sequence[tuple[str, ...]]
    every: Sequence[tuple[str, ...]]

    @cached_property
    def first(self) -> list[list[str]]:
        """Of each of the several those who have most to do with it, bodies before people."""
        G = self.around.network
        group = np.full(len(G.ids), -1)
        for number, ids in enumerate(self.several):
            group[G.numbers(ids)] = number
        rows = np.repeat(np.arange(len(G.ids)), np.diff(G.mutual.indptr))
        inside = group[rows] == group[G.mutual.indices]
        pull = np.bincount(rows[inside], G.mutual.data[inside], len(G.ids))
        strong = dict(zip(G.ids, pull.tolist(), strict=True))
        return [
            nsmallest(NAMED, ids, key=lambda id: (is_kind(id, "Person"), -strong[id], id))
            for ids in self.several
        ]

    def name(self, number: int) -> str:
        """A group by the body that has most to do with it."""
        first = self.first[number][0]
        if is_kind(first, "Person"):
            return f"group of {len(self.several[number])} people"
        return f"around {self.around.entities[first].title}"


def _declared(view: View, around: Circle) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The members of each declared coalition now, and what it is called.

    A coalition is declared even where nobody wrote down by whom; then its own ties are in no
    network, and only those of its members count.
    """
    today = view.today.isoformat()
    members: dict[str, set[str]] = {}
    for tie in around.ties:
        joins = tie.kind in ("MEMBER_OF", "LEADS", "PART_OF") and is_kind(tie.target, "Coalition")
        if joins and tie.in_force(today) and tie.source in around.network.index:
            members.setdefault(tie.target, set()).add(tie.source)
    names = {one.id: one.title for one in view.several(members)}
    return {id: sorted(members[id]) for id in sorted(names)}, names


def _sentence(
    groups: _Groups,
    steady: Sequence[Stability],
    declared: Mapping[str, Sequence[str]],
    alike: Sequence[Overlap],
    names: Mapping[str, str],
) -> str:
    n, k = len(groups.around.network.ids), len(groups.several)
    hold = sum(one.word == "stable" for one in steady)
    if k == 1:
        size = len(groups.several[0])
        who = f"All {n}" if size == n else f"{size} of the {n}"
        sure = "it is stable" if hold else "it is not stable, so do not rely on it"
        sentences = (
            f"{who} people and bodies are one group that has much to do with each other; {sure}."
        )
    else:
        sure = (
            "none of them is stable, so do not rely on any"
            if not hold
            else "all of them are stable"
            if hold == k
            else f"{hold} of them {'is' if hold == 1 else 'are'} stable, the rest not"
        )
        sentences = (
            f"The {n} people and bodies fall into {k} groups that have more to do with each other "
            f"than with the rest; {sure}."
        )
    apart = [one for one in alike if one.of_coalition < 1]
    for one in sorted(apart, key=lambda one: (one.of_coalition, one.coalition))[:2]:
        name, size = names[one.coalition], len(declared[one.coalition])
        sentences += (
            f" {name} is not one group: {one.shared or 'none'} of its "
            f"{counted(size, 'member')} {'is' if one.shared < 2 else 'are'} in the group most like "
            "it."
        )
    if alike and not apart:
        sentences += " Every declared coalition lies within one group."
    return sentences


def _listed(
    groups: _Groups,
    steady: Sequence[Stability],
    alike: Sequence[Overlap],
    draws: int,
    names: Mapping[str, str],
) -> Table:
    rows: list[Row] = []
    for number, (ids, sure) in enumerate(zip(groups.several, steady, strict=True)):
        like = max(
            (o for o in alike if o.community == number),
            key=lambda o: (o.jaccard, o.coalition),
            default=None,
        )
        members = [groups.around.entities[id].title for id in groups.first[number]]
        left, outward = len(ids) - len(members), ei(groups.around.network, ids)
        rows.append(
            {
                "group": number + 1,
                "name": groups.name(number),
                "size": len(ids),
                "steady": sure.word,
                "found_again": sure.jaccard,
                "like": names[like.coalition] if like else None,
                "overlap": like.jaccard if like else None,
                "ei": outward.index,
                "looks": _looks(outward),
                "members": [*members, *([f"{left} more"] if left else [])],
            }
        )
    alone = len(groups.every) - len(groups.several)
    return Table(
        "groups",
        "The groups that were computed",
        columns(
            "group",
            "name",
            "size",
            "steady",
            (
                "found_again",
                "Found again",
                "%",
                "How much of it, on average, is one group in "
                "resampled networks too (Hennig's clusterwise Jaccard)",
            ),
            ("like", "Coalition most like it"),
            ("overlap", "Overlap", "%", "Shared members as a share of both together (Jaccard)"),
            ("ei", "E-I index", None, "-1: all ties within, +1: all ties to others (Krackhardt)"),
            "looks",
            "members",
        ),
        rows,
        note=f"Stable: found again in {draws} resampled networks with an overlap of 75 % or more. "
        + (
            f"{alone} {'are' if alone > 1 else 'is'} in no group."
            if alone
            else "Everybody is in a group."
        ),
    )


def _looks(index: EI) -> str | None:
    if index.index is None:
        return None
    if index.index <= -OPEN:
        return "mostly to each other"
    return "mostly outward" if index.index >= OPEN else "both ways"


def _coalitions(
    groups: _Groups,
    declared: Mapping[str, Sequence[str]],
    alike: Sequence[Overlap],
    names: Mapping[str, str],
) -> Table:
    name, within = groups.around.entities, groups.around.network.index
    rows: list[Row] = []
    for one in alike:
        inside = set(groups.several[one.community])
        both = [*declared[one.coalition], one.coalition]
        index = ei(groups.around.network, [id for id in both if id in within])
        rows.append(
            {
                "id": one.coalition,
                "coalition": names[one.coalition],
                "members": len(declared[one.coalition]),
                "group": one.community + 1,
                "shared": one.shared,
                "of_coalition": one.of_coalition,
                "of_group": one.of_community,
                "outside": [name[id].title for id in declared[one.coalition] if id not in inside],
                "ei": index.index,
                "looks": _looks(index),
            }
        )
    return Table(
        "coalitions",
        "The coalitions that were declared",
        columns(
            "coalition",
            "members",
            ("group", "Group most like it"),
            ("shared", "Of them in it"),
            ("of_coalition", "Share of the coalition", "%"),
            ("of_group", "Share of the group", "%"),
            ("outside", "Members elsewhere"),
            ("ei", "E-I index"),
            "looks",
        ),
        rows,
        of="id",
        note="" if rows else "No coalition is declared here.",
    )


def _between(groups: _Groups) -> Table:
    """Bodies only: of people this would be a list of targets."""
    G = groups.around.network
    spread = participation(G, groups.every)
    bodies = [
        (float(spread[n]), id)
        for n, id in enumerate(G.ids)
        if not is_kind(id, "Person") and not math.isnan(spread[n]) and spread[n] > 0
    ]
    home = {id: number for number, ids in enumerate(groups.several, 1) for id in ids}
    rows: list[Row] = [
        {
            "id": id,
            "name": groups.around.entities[id].title,
            "group": home.get(id),
            "spread": value,
        }
        for value, id in sorted(bodies, key=lambda entry: (-round(entry[0], 12), entry[1]))[
            :BETWEEN
        ]
    ]
    people = sum(
        is_kind(id, "Person") and value > 0 for id, value in zip(G.ids, spread, strict=True)
    )
    return Table(
        "between",
        "Bodies that sit between groups",
        columns(
            "name",
            ("group", "Group"),
            (
                "spread",
                "Spread",
                None,
                "0: all its ties lie in one group; near 1: spread evenly "
                "over many (participation coefficient)",
            ),
        ),
        rows,
        of="id",
        note=f"{counted(people, 'person', 'people').capitalize()} between groups "
        f"{'is' if people < 2 else 'are'} not named here."
        + cut(len(rows), len(bodies), "body", "bodies"),
    )
