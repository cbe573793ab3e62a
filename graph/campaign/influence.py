"""How much say each actor has in a decision, as far as that can be told from ties on record.

Whoever decides has it whole. Of everybody else it is the chance that the best introduction from
them to somebody who decides works: access, which is not power, and nothing that is said about a
release. Agreement is not asked for here: somebody has the ear of a chancellor whether or not they
would introduce us. Who is at risk, against the case or detains may begin such a chain and be in
the middle of none, as in every chain.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from math import inf

import numpy as np

from graph.network.network import Network
from graph.network.paths import Chain, back_from, dijkstra


def access(G: Network, actors: Iterable[str], deciding: Collection[str]) -> Mapping[str, Chain]:
    """The best chain from each actor to whichever decider it reaches most surely.

    Actors who decide are left out, and those from whom no chain is known. One search from each
    decider over the network turned round.

    >>> import networkx as nx
    >>> from graph.network.conversion import from_networkx
    >>> G = from_networkx(nx.Graph([("a", "b"), ("b", "judge"), ("c", "d")]))
    >>> {id: chain.between for id, chain in access(G, ["a", "b", "c"], ["judge"]).items()}
    {'a': ('b',), 'b': ()}
    """
    may = {id for id in actors if id in G} - set(deciding)
    chains: dict[str, Chain] = {}
    turned = G.once(("turned",), lambda: _turned(G))
    for decider in sorted(set(deciding) & G.index.keys()):
        start = np.array([G.at(decider)])
        away, came, _ = dijkstra(turned.from_(decider), start, "length")
        for id in sorted(id for id in may if away[G.at(id)] < inf):
            way = back_from(G.at(id), came)
            chain = Chain.along(G, [G.ids[v] for v in reversed(way)])
            if id not in chains or chain.p > chains[id].p:
                chains[id] = chain
    return chains


def _turned(G: Network) -> Network:
    """The same network, each arc of it turned round."""
    p = G.p.T.tocsr()
    p.sort_indices()
    return Network(G.ids, p, G.endpoints)
