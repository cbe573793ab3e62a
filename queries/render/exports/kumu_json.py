"""JSON of Kumu: elements and connections, by ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

from graph.campaign.extract import Extract
from graph.model.records import Value
from graph.model.words import mark
from queries.render.export_cells import entity_cells, phrase, tie_cells
from queries.render.export_file import about, export_file
from queries.render.json_text import write_json


@export_file(mark("JSON, for Kumu"), ending="json", media="application/json")
def write(extract: Extract, out: BinaryIO) -> None:
    """Kumu's own fields first; a list stays one, which Kumu shows as several values."""
    elements = [
        {
            "id": one.code,
            "label": one.name,
            "type": one.kind,
            **_fields(entity_cells(one, extract)),
        }
        for one in extract.entities
    ]
    connections = [
        {
            "id": tie.code,
            "from": tie.source,
            "to": tie.target,
            "type": phrase(tie),
            "direction": "directed" if tie.directed else "mutual",
            **_fields(tie_cells(tie, extract)),
        }
        for tie in extract.ties
    ]
    write_json({"about": about(extract), "elements": elements, "connections": connections}, out)


def _fields(cells: Mapping[str, Value]) -> dict[str, Value]:
    """Custom fields: what Kumu has no field of its own for."""
    return {name: value for name, value in cells.items() if name != "directed"}
