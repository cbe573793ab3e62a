"""The groups of a network, and the tables that compare them with the declared coalitions."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest

import numpy as np

from graph.campaign.contacts import Circle
from graph.model.ids import is_kind
from graph.model.words import count, number, percent, say
from graph.network.communities import EI, Overlap, Stability, ei, participation
from queries.answer import Row, Table, columns
from queries.shared.leads import explore, if_they_fell_away, without

NAMED = 12  # members of one group that a row names
BETWEEN = 10  # bodies that sit between, how many are listed
OPEN = 0.3  # E-I index from which a group is said to look outward or inward


@dataclass(frozen=True)
class Groups:
    """The circle, its groups of two and more, and all of them."""

    around: Circle
    several: Sequence[tuple[str, ...]]
    every: Sequence[tuple[str, ...]]

    @cached_property
    def first(self) -> list[list[str]]:
        """Of each of the several those who have most to do with it, bodies before people."""
        G = self.around.network
        group = np.full(len(G.ids), -1)
        for place, ids in enumerate(self.several):
            group[G.numbers(ids)] = place
        rows = np.repeat(np.arange(len(G.ids)), np.diff(G.mutual.indptr))
        inside = group[rows] == group[G.mutual.indices]
        pull = np.bincount(rows[inside], G.mutual.data[inside], len(G.ids))
        strong = dict(zip(G.ids, pull.tolist(), strict=True))
        return [
            nsmallest(NAMED, ids, key=lambda id: (is_kind(id, "Person"), -strong[id], id))
            for ids in self.several
        ]

    def name(self, place: int) -> str:
        """A group by the body that has most to do with it."""
        first = self.first[place][0]
        if is_kind(first, "Person"):
            people = len(self.several[place])
            return count("group of {n} person", "group of {n} people", people)
        return say("around {name}", name=self.around.entities[first].title)


def _steady(word: str) -> str:
    """How a group holds, for a cell."""
    if word == "stable":
        return say("stable")
    return say("doubtful") if word == "doubtful" else say("unstable")


def groups_table(
    groups: Groups,
    steady: Sequence[Stability],
    alike: Sequence[Overlap],
    draws: int,
    names: Mapping[str, str],
) -> Table:
    rows: list[Row] = []
    for place, (ids, sure) in enumerate(zip(groups.several, steady, strict=True)):
        like = max(
            (o for o in alike if o.community == place),
            key=lambda o: (o.jaccard, o.coalition),
            default=None,
        )
        members = [groups.around.entities[id].title for id in groups.first[place]]
        left, outward = len(ids) - len(members), ei(groups.around.network, ids)
        rows.append(
            {
                "group": place + 1,
                "name": groups.name(place),
                "size": len(ids),
                "steady": _steady(sure.word),
                "found_again": sure.jaccard,
                "like": names[like.coalition] if like else None,
                "overlap": like.jaccard if like else None,
                "ei": outward.index,
                "looks": _looks(outward),
                "id": groups.first[place][0],
                "members": [*members, *([say("{n} more", n=number(left))] if left else [])],
            }
        )
    alone = len(groups.every) - len(groups.several)
    return Table(
        "groups",
        say("Computed groups"),
        columns(
            "group",
            "name",
            "size",
            ("steady", "Stable?"),
            (
                "found_again",
                "Found again",
                "%",
                "How much of it, on average, is one group in simulations too (Hennig’s "
                "clusterwise Jaccard)",
            ),
            ("like", "Most similar coalition"),
            ("overlap", "Overlap", "%", "Shared members as a share of both together (Jaccard)"),
            ("ei", "E-I index", None, "-1: all ties within, +1: all ties to others (Krackhardt)"),
            ("looks", "Ties lead"),
            "members",
            none_on_record=["like"],
        ),
        rows,
        of="id",
        onward=[explore("id")],
        note=f"{_stable_means(draws)} {_in_none(alone)}",
    )


def _stable_means(draws: int) -> str:
    return say(
        "Stable: found again in {n} simulations with an average overlap of at least {share}.",
        n=draws,
        share=percent(0.75),
    )


def _in_none(alone: int) -> str:
    if not alone:
        return say("Everybody is in a group.")
    return count("{n} is in no group.", "{n} are in no group.", alone)


def _looks(index: EI) -> str | None:
    if index.index is None:
        return None
    if index.index <= -OPEN:
        return say("mostly to each other")
    return say("mostly outward") if index.index >= OPEN else say("both ways")


def coalitions_table(
    groups: Groups,
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
        say("Declared coalitions"),
        columns(
            "coalition",
            "members",
            ("group", "Most similar group"),
            ("shared", "Members in it"),
            ("of_coalition", "Share of the coalition", "%"),
            ("of_group", "Share of the group", "%"),
            ("outside", "Members elsewhere"),
            ("ei", "E-I index"),
            ("looks", "Ties lead"),
            none_on_record=["outside"],
        ),
        rows,
        of="id",
        note="" if rows else say("No coalition is on record here."),
        onward=[explore("id")],
    )


def between_table(groups: Groups, case: str | None, fixed: Collection[str]) -> Table:
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
            "changes": None if id in fixed else without(id),
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
        say("Organizations that sit between groups"),
        columns(
            "name",
            ("group", "Group"),
            (
                "spread",
                "Spread",
                None,
                "0: all its ties lie in one group; near 1: spread evenly over many (participation "
                "coefficient)",
            ),
            not_applicable=["group"],
        ),
        rows,
        of="id",
        note=" ".join(filter(None, [_unnamed(people), _first_of(len(rows), len(bodies))])),
        onward=[*([if_they_fell_away(case, "changes")] if case else []), explore("id")],
    )


def _unnamed(people: int) -> str:
    if not people:
        return say("No person sits between groups.")
    return count(
        "{n} person between groups is not named here.",
        "{n} people between groups are not named here.",
        people,
    )


def _first_of(listed: int, of: int) -> str:
    """That a list is cut; "" where it is whole."""
    if listed == of:
        return ""
    return say("The first {n} of {all} organizations are listed.", n=number(listed), all=number(of))
