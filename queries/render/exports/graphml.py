"""GraphML with typed keys, for yEd, Cytoscape, Gephi, igraph and NetworkX."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import BinaryIO

from graph.campaign.extract import Extract
from graph.model.records import Value
from graph.model.words import mark
from queries.render.export_cells import columns_of, entity_cells, joined, phrase, tie_cells
from queries.render.export_file import LISTS, MUTUAL, about, export_file
from queries.render.xml_text import XmlText, document, leaf, type_of, xml_cell


@export_file(
    mark("GraphML, for yEd, Cytoscape and NetworkX"),
    ending="graphml",
    media="application/graphml+xml",
    lacks=(LISTS, MUTUAL),
)
def write(extract: Extract, out: BinaryIO) -> None:
    """All edges are directed, since readers refuse a mixture; the key `directed` says which are."""
    entities: list[tuple[str, dict[str, Value]]] = [
        (one.code, {"label": one.name, **entity_cells(one, extract)}) for one in extract.entities
    ]
    ties = [(tie, {"label": phrase(tie), **tie_cells(tie, extract)}) for tie in extract.ties]
    facts: dict[str, Value] = {**about(extract)}
    with document(out, "graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"}) as xml:
        of_graph = _keys(xml, "graph", [facts])
        of_node = _keys(xml, "node", [cells for _, cells in entities])
        of_edge = _keys(xml, "edge", [cells for _, cells in ties])
        xml.start("graph", {"id": "G", "edgedefault": "directed"})
        _data(xml, of_graph, facts)
        for code, cells in entities:
            xml.start("node", {"id": xml_cell(code)})
            _data(xml, of_node, cells)
            xml.end("node")
        for tie, cells in ties:
            ends = {"source": xml_cell(tie.source), "target": xml_cell(tie.target)}
            xml.start("edge", {"id": tie.code, **ends})
            _data(xml, of_edge, cells)
            xml.end("edge")
        xml.end("graph")


def _keys(xml: XmlText, of: str, rows: Iterable[Mapping[str, Value]]) -> Mapping[str, str]:
    """Declare what is said of the graph, of nodes or of edges; by their names their ids."""
    rows = list(rows)
    ids = {name: f"{of[0]}{number}" for number, name in enumerate(columns_of(rows))}
    for name, id in ids.items():
        kind = type_of(row[name] for row in rows if name in row)
        xml.start("key", {"id": id, "for": of, "attr.name": name, "attr.type": kind})
        xml.end("key")
    return ids


def _data(xml: XmlText, ids: Mapping[str, str], cells: Mapping[str, Value]) -> None:
    for name, value in cells.items():
        leaf(xml, "data", xml_cell(joined(value)), key=ids[name])
