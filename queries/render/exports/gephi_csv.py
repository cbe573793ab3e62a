"""Two CSV files for Gephi's spreadsheet import, nodes and edges, in one archive."""

from __future__ import annotations

from typing import BinaryIO

from graph.campaign.extract import Extract, LeavingTie
from graph.model.words import mark
from queries.render.archive import write_archive
from queries.render.export_cells import columns_of, entity_cells, phrase, plain_text, tie_cells
from queries.render.export_file import LISTS, PARTIAL_DATES, about_line, export_file
from queries.render.spreadsheet import csv_line, safe


@export_file(
    mark("CSV of nodes and of edges, for Gephi"),
    ending="zip",
    media="application/zip",
    lacks=(LISTS, PARTIAL_DATES),
)
def write(extract: Extract, out: BinaryIO) -> None:
    """`nodes.csv` and `edges.csv`; the days of a tie are a Time Interval, and as they are known in
    since and until."""
    entities = [entity_cells(one, extract) for one in extract.entities]
    ties = [tie_cells(tie, extract) for tie in extract.ties]
    custom, of_tie = columns_of(entities), columns_of(ties)
    nodes = [["Id", "Label", *custom]]
    for one, cells in zip(extract.entities, entities, strict=True):
        nodes.append([one.code, one.name, *(plain_text(cells.get(name)) for name in custom)])
    edges = [["Source", "Target", "Type", "Id", "Label", "Weight", "Time Interval", *of_tie]]
    for tie, cells in zip(extract.ties, ties, strict=True):
        edges.append(
            [
                tie.source,
                tie.target,
                "Directed" if tie.directed else "Undirected",
                tie.code,
                phrase(tie),
                "" if tie.strength is None else str(tie.strength),
                interval(tie),
                *(plain_text(cells.get(name)) for name in of_tie),
            ]
        )
    write_archive(
        out,
        [
            ("nodes.csv", (csv_line([*map(safe, row)]) for row in nodes)),
            ("edges.csv", (csv_line([*map(safe, row)]) for row in edges)),
            ("about.txt", [about_line(extract), "\n"]),
        ],
    )


def interval(tie: LeavingTie) -> str:
    """The days of a tie as Gephi writes them; "": none are known."""
    if not tie.since and not tie.until:
        return ""
    since = tie.since.first if tie.since else "-Infinity"
    return f"<[{since}, {tie.until.last if tie.until else 'Infinity'}]>"
