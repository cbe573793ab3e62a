"""Node-link JSON, as NetworkX and D3 read it."""

from __future__ import annotations

from typing import BinaryIO

from graph.campaign.extract import Extract
from graph.model.words import mark
from queries.render.export_cells import entity_cells, phrase, tie_cells
from queries.render.export_file import MUTUAL, about, export_file
from queries.render.json_text import write_json


@export_file(
    mark("JSON of nodes and links, for NetworkX and D3"),
    ending="json",
    media="application/json",
    lacks=(MUTUAL,),
)
def write(extract: Extract, out: BinaryIO) -> None:
    """A directed multigraph; lists stay lists."""
    nodes = [
        {"id": one.code, "label": one.name, **entity_cells(one, extract)}
        for one in extract.entities
    ]
    edges = [
        {
            "source": tie.source,
            "target": tie.target,
            "key": tie.code,
            "label": phrase(tie),
            **tie_cells(tie, extract),
        }
        for tie in extract.ties
    ]
    graph = {"directed": True, "multigraph": True, "graph": about(extract)}
    write_json({**graph, "nodes": nodes, "edges": edges}, out)
