"""GEXF 1.3, for Gephi, Gephi Lite and Retina: a dynamic network, its ties from day to day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import BinaryIO

from graph.campaign.extract import Extract
from graph.model.records import Value
from graph.model.words import mark
from queries.render.export_cells import columns_of, entity_cells, joined, phrase, tie_cells
from queries.render.export_file import LISTS, PARTIAL_DATES, about_line, export_file
from queries.render.xml_text import XmlText, document, leaf, type_of, xml_cell


@export_file(
    mark("GEXF, for Gephi"),
    ending="gexf",
    media="application/gexf+xml",
    lacks=(LISTS, PARTIAL_DATES),
)
def write(extract: Extract, out: BinaryIO) -> None:
    """Intervals only, never mixed with timestamps; parallel ties are told apart by `kind`; no date
    of writing. Entities have no days of their own."""
    entities = [(one, entity_cells(one, extract)) for one in extract.entities]
    ties = [(tie, tie_cells(tie, extract)) for tie in extract.ties]
    with document(out, "gexf", {"xmlns": "http://gexf.net/1.3", "version": "1.3"}) as xml:
        xml.start("meta")
        leaf(xml, "creator", "Demarche")
        leaf(xml, "description", about_line(extract))
        xml.end("meta")
        graph = {"mode": "dynamic", "defaultedgetype": "directed", "timeformat": "date"}
        xml.start("graph", graph | {"timerepresentation": "interval"})
        of_node = _attributes(xml, "node", [cells for _, cells in entities])
        of_edge = _attributes(xml, "edge", [cells for _, cells in ties])
        xml.start("nodes")
        for one, cells in entities:
            xml.start("node", {"id": xml_cell(one.code), "label": xml_cell(one.name)})
            _values(xml, of_node, cells)
            xml.end("node")
        xml.end("nodes")
        xml.start("edges")
        for tie, cells in ties:
            edge = {
                "id": tie.code,
                "source": xml_cell(tie.source),
                "target": xml_cell(tie.target),
                "type": "directed" if tie.directed else "mutual",
                "kind": tie.kind,
                "label": phrase(tie),
            }
            edge |= {"start": tie.since.first} if tie.since else {}
            edge |= {"end": tie.until.last} if tie.until else {}
            edge |= {"weight": str(tie.strength)} if tie.strength is not None else {}
            xml.start("edge", edge)
            _values(xml, of_edge, cells)
            xml.end("edge")
        xml.end("edges")
        xml.end("graph")


def _attributes(xml: XmlText, of: str, rows: Iterable[Mapping[str, Value]]) -> Mapping[str, str]:
    """Declare the attributes of all nodes or edges; by their names their ids."""
    rows = list(rows)
    # Numbers: graphology shows the titles of attributes with such ids only.
    ids = {name: str(number) for number, name in enumerate(columns_of(rows))}
    xml.start("attributes", {"class": of, "mode": "static"})
    for name, id in ids.items():
        kind = type_of(row[name] for row in rows if name in row)
        xml.start("attribute", {"id": id, "title": name, "type": kind})
        xml.end("attribute")
    xml.end("attributes")
    return ids


def _values(xml: XmlText, ids: Mapping[str, str], cells: Mapping[str, Value]) -> None:
    xml.start("attvalues")
    for name, value in cells.items():
        xml.start("attvalue", {"for": ids[name], "value": xml_cell(joined(value))})
        xml.end("attvalue")
    xml.end("attvalues")
