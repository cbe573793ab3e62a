"""Computed groups against declared coalitions: overlap, openness, who sits between, how sure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx
import numpy as np

from graph.campaign.contacts import Circle, among, circle, shown
from graph.model.ids import is_kind
from graph.model.words import count, mark, number, say
from graph.network.communities import Overlap, Stability, overlaps, stability
from graph.view import View
from queries.answer import Answer, Block, Note
from queries.lens import Lens, LensEntity
from queries.parameters import CaseId
from queries.question import question
from queries.shared.groups import Groups, between_table, coalitions_table, groups_table
from queries.shared.leads import detaining
from queries.shared.maps import network_map

LARGE = 20_000  # ties; above that fewer networks are resampled
MAPPED = 120  # entities on the map
MARKED = 5_000  # entities of groups that the lens marks


@question("Groups and coalitions", section="Coalition", lens=mark("Groups"), place=7)
def communities(view: View, case: CaseId | None = None) -> Answer:
    """Which groups does our network fall into, and are they the coalitions that were declared?

    Groups are computed: people and organizations that have more to do with each other than with the
    rest. Each is compared with the declared coalitions, and looked for again in simulations in
    which every tie exists only with its own chance: what is not found again is called unstable. A
    computed group is a way of looking, never a fact about anybody. People who sit between groups
    are not named here; the question “Key connectors” names them by role.

    case: the case around which to look; without it everybody on record
    """
    around = circle(view, case)
    G = around.network
    if not len(G.p.data):
        return Answer(
            say("Add ties first: nobody here is tied to anybody, so there are no groups yet.")
        )
    rng: Any = np.random.default_rng(0)  # NetworkX's type stubs do not know that it takes one
    parts = [
        tuple(sorted(ids))
        for ids in nx.community.louvain_communities(G.undirected, weight="p", seed=rng)
    ]
    groups = Groups(around, [ids for ids in parts if len(ids) > 1], parts)
    draws = 20 if G.p.nnz <= LARGE else 3
    steady = stability(G, groups.several, draws=draws)
    declared, names = _declared(view, around)
    alike = overlaps(groups.several, declared)
    mapped = [id for ids in groups.several for id in ids][:MAPPED]
    ties = among(G, mapped)
    named = [id for ids in groups.first for id in ids]
    shown(view, {*mapped, *named, *declared}, ties)
    blocks: list[Block] = [
        groups_table(groups, steady, alike, draws, names),
        coalitions_table(groups, declared, alike, names),
        between_table(groups, case, detaining(view, case)),
        network_map(
            id="map",
            title=say("The network"),
            entities=[around.entities[id] for id in sorted(mapped)],
            ties=ties,
            focus=(),
            note=count(
                "Drawn here: {drawn} of {n} person or organization.",
                "Drawn here: {drawn} of {n} people and organizations.",
                len(G.ids),
                drawn=number(len(mapped)),
            )
            if len(mapped) < len(G.ids)
            else "",
        ),
        Note(
            "limits",
            say("How sure this is"),
            _limits(around),
            "caution",
        ),
        Note(
            "not_to_do",
            say("What not to do"),
            say(
                "Do not treat a group as a camp, and do not tell people which one they are in. "
                "Where a coalition is not one group, ask its members first whether they want to be."
            ),
            "caution",
        ),
    ]
    sentence = _sentence(groups, steady, declared, alike, names)
    return Answer(sentence, blocks, lens=_lens(view, groups))


def _lens(view: View, groups: Groups) -> Lens:
    """Everybody by the number of their group; those in none are not marked."""
    standings = [
        LensEntity(id, "group", place, say("group {n}", n=place))
        for place, ids in enumerate(groups.several, 1)
        for id in ids
    ][:MARKED]
    shown(view, [one.id for one in standings], ())
    return Lens(standings, list="groups")


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
    groups: Groups,
    steady: Sequence[Stability],
    declared: Mapping[str, Sequence[str]],
    alike: Sequence[Overlap],
    names: Mapping[str, str],
) -> str:
    sentences = [_fall_into(groups), _sure(steady)]
    apart = [one for one in alike if one.of_coalition < 1]
    if apart:  # the most divided one; the table has them all
        one = min(apart, key=lambda one: (one.of_coalition, one.coalition))
        sentences.append(
            count(
                "{coalition} does not hold together as one group: {n} of its {all} members is in "
                "the group closest to it.",
                "{coalition} does not hold together as one group: {n} of its {all} members are in "
                "the group closest to it.",
                one.shared,
                coalition=names[one.coalition],
                all=number(len(declared[one.coalition])),
            )
        )
    elif alike:
        sentences.append(say("Every declared coalition lies within one group."))
    return " ".join(sentences)


def _fall_into(groups: Groups) -> str:
    """How many groups there are, in a sentence."""
    n, k = len(groups.around.network.ids), len(groups.several)
    if k > 1:
        return say("The {n} people and organizations form {k} groups.", n=number(n), k=number(k))
    size = len(groups.several[0])
    if size == n:
        return say("All {n} people and organizations are one group.", n=number(n))
    return say(
        "{size} of the {n} people and organizations are one group, the others in none.",
        size=number(size),
        n=number(n),
    )


def _sure(steady: Sequence[Stability]) -> str:
    """How many of the groups can be relied on, in a sentence."""
    hold = sum(one.word == "stable" for one in steady)
    if len(steady) == 1:
        return say("It is stable.") if hold else say("It is not stable, so do not rely on it.")
    if not hold:
        return say("None of them is stable, so do not rely on any.")
    if hold == len(steady):
        return say("All of them are stable.")
    return count(
        "Only {n} of them is stable; do not rely on the rest.",
        "Only {n} of them are stable; do not rely on the rest.",
        hold,
    )


def _limits(around: Circle) -> str:
    limits = say(
        "Groups follow from the ties that somebody recorded; a missing tie does not mean distance. "
        "They help to ask better questions and are not a fact about anybody. Nobody who is at risk "
        "or must not be contacted is in a group."
    )
    whole = say("The network was too large to be read whole.") if around.truncated else ""
    return f"{limits} {whole}".strip()
