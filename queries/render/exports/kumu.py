"""A workbook for Kumu: the sheets Elements and Connections, as its import wants them."""

from __future__ import annotations

from collections import Counter
from typing import BinaryIO

from graph.campaign.extract import Extract
from graph.model.words import mark
from queries.render.export_cells import columns_of, entity_cells, phrase, plain_text, tie_cells
from queries.render.export_file import LISTS, ONE_NAME, about, export_file
from queries.render.workbook import workbook


@export_file(
    mark("Workbook, for Kumu"),
    ending="xlsx",
    media="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    lacks=(LISTS, ONE_NAME),
)
def write(extract: Extract, out: BinaryIO) -> None:
    """Kumu finds the ends of a connection by their labels, so each is of one element alone. What
    the file says of itself stands in a sheet that Kumu passes over."""
    elements = [entity_cells(one, extract) for one in extract.entities]
    ties = [tie_cells(tie, extract) for tie in extract.ties]
    custom, of_tie = columns_of(elements), [name for name in columns_of(ties) if name != "directed"]
    labels = unlike_labels(extract)
    with workbook(out) as sheets:
        sheets.sheet(
            "Elements",
            ["Label", "Type", "ID", *custom],
            (
                [labels[one.code], one.kind, one.code, *(plain_text(cells.get(n)) for n in custom)]
                for one, cells in zip(extract.entities, elements, strict=True)
            ),
        )
        sheets.sheet(
            "Connections",
            ["From", "To", "Type", "Direction", *of_tie],
            (
                [
                    labels[tie.source],
                    labels[tie.target],
                    phrase(tie),
                    "directed" if tie.directed else "mutual",
                    *(plain_text(cells.get(name)) for name in of_tie),
                ]
                for tie, cells in zip(extract.ties, ties, strict=True)
            ),
        )
        sheets.sheet("About (ignore)", ["what", "says"], about(extract).items())


def unlike_labels(extract: Extract) -> dict[str, str]:
    """By code a label that no other element has: of several of one name each has its code added."""
    many = Counter(one.name for one in extract.entities)
    return {
        one.code: one.name if many[one.name] == 1 else f"{one.name} ({one.code})"
        for one in extract.entities
    }
