"""How each government can be reached: the best chain of introductions from a campaign to its door.

Only people who agreed for the case carry a chain (contacts.py). A factor names nobody: it says how
good the way is, and the question “Who can introduce us” who is on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import networkx as nx

from graph.approach.embassies import Door
from graph.approach.nexus import Evidence, exact
from graph.campaign.contacts import contacts, shown
from graph.model.ids import government_id, is_kind
from graph.model.words import count, percent, say
from graph.network.network import Network
from graph.network.paths import Chain
from graph.view import View

NO_WAY: Final = 0.05  # below this a government has no way yet that counts as access; judgement


def best_chains(view: View, case: str, doors: Mapping[str, Door]) -> dict[str, Chain]:
    """By government the best chain to its door, or to it; weak ones too. `doors`: by ISO3.

    Found for 190 governments in one search.
    """
    case_contacts = contacts(view, case)
    goals = {id: id for id in case_contacts.agreed.ids if is_kind(id, "Government")}
    goals |= {door.id: government_id(iso3) for iso3, door in doors.items()}
    best: dict[str, Chain] = {}
    aims = goals.keys() - case_contacts.no_target - case_contacts.detaining
    G, paths = case_contacts.agreed, dict[str, list[str]]()
    if case in G:
        paths = nx.single_source_dijkstra_path(G.from_(case), case, weight="length")
    for goal in sorted(aims & paths.keys()):
        chain, government = Chain.along(G, paths[goal]), goals[goal]
        if government not in best or chain.p > best[government].p:
            best[government] = chain
    return best


def chains(view: View, case: str, best: Mapping[str, Chain]) -> dict[str, Evidence]:
    """By government: the chance that the best chain to its door, or to it, holds.

    `best`: as `best_chains` gives them. How sure a way is would be the reliability of all chains
    together; the best one alone is a lower bound of it.
    """
    G = contacts(view, case).agreed
    good = {government: chain for government, chain in best.items() if chain.p >= NO_WAY}
    return {government: _evidence(view, chain, G) for government, chain in good.items()}


def in_words(chain: Chain) -> str:
    """How a government is reached by a chain, without names."""
    many = len(chain.between)
    if not many:
        return say(
            "You reach it directly: the introduction works with a chance of about {chance}.",
            chance=percent(chain.p),
        )
    return count(
        "You reach it through {n} other: the introduction works with a chance of about {chance}.",
        "You reach it through {n} others: the introduction works with a chance of about {chance}.",
        many,
        chance=percent(chain.p),
    )


def _evidence(view: View, chain: Chain, G: Network) -> Evidence:
    ties = [tie for step in chain.steps for tie, _ in G.reasons(step.source, step.target)]
    shown(view, (), ties)
    return exact(chain.p, in_words(chain), ties)
