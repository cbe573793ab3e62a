"""JSON of Cytoscape.js and Cytoscape Desktop: elements as nodes and edges, each with its data."""

from __future__ import annotations

from typing import BinaryIO

from graph.campaign.extract import Extract
from graph.model.words import mark
from queries.render.export_cells import entity_cells, phrase, tie_cells
from queries.render.export_file import MUTUAL, about, export_file
from queries.render.json_text import write_json


@export_file(mark("JSON, for Cytoscape"), ending="cyjs", media="application/json", lacks=(MUTUAL,))
def write(extract: Extract, out: BinaryIO) -> None:
    """`name` is what Cytoscape shows of a node, `interaction` of an edge."""
    nodes = [
        {"data": {"id": one.code, "name": one.name, **entity_cells(one, extract)}}
        for one in extract.entities
    ]
    edges = [
        {
            "data": {
                "id": tie.code,
                "source": tie.source,
                "target": tie.target,
                "interaction": phrase(tie),
                **tie_cells(tie, extract),
            }
        }
        for tie in extract.ties
    ]
    write_json({"data": about(extract), "elements": {"nodes": nodes, "edges": edges}}, out)
