"""What NetworkX is told of our backend while it is being imported; so nothing is imported here."""

from __future__ import annotations

from typing import Any


def get_info() -> dict[str, Any]:
    """The answer to the entry point `networkx.backend_info`."""
    chains = "As NetworkX; chains of equal length come in no promised order."
    holes = "From one list of triangles. No self-loops, weights above 0."
    parts = "One depth-first search in scipy."
    pairs = "Only for pairs that are named."
    functions = {
        "adamic_adar_index": pairs,
        "articulation_points": parts,
        "betweenness_centrality": "32 starts at a time; unweighted, without endpoints.",
        "bridges": f"{parts} Without a root.",
        "connected_components": "By scipy.",
        "constraint": holes,
        "effective_size": f"{holes} Undirected and unweighted (Borgatti's formula).",
        "immediate_dominators": "Cooper, Harvey and Kennedy, on numbers.",
        "local_constraint": holes,
        "louvain_communities": "Undirected; a random order of its own, refined at the end.",
        "modularity": "As NetworkX.",
        "multi_source_dijkstra_path_length": "By scipy.",
        "resource_allocation_index": pairs,
        "shortest_simple_paths": f"A* search by exact remaining lengths. {chains}",
        "single_source_dijkstra": f"By scipy. {chains}",
        "single_source_dijkstra_path": f"By scipy. {chains}",
        "single_source_dijkstra_path_length": "By scipy.",
    }
    return {
        "backend_name": "demarche",
        "project": "demarche",
        "package": "demarche",
        "short_summary": "Kernels on sparse matrices for paths, brokers and groups.",
        "functions": {name: {"additional_docs": how} for name, how in functions.items()},
    }
