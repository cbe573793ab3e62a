"""A network map as a picture that every browser, word processor and drawing program shows."""

from __future__ import annotations

from typing import TextIO

from graph.model.words import mark
from queries.answer import Answer, Block, NetworkMap
from queries.render.format import format_file
from queries.render.map_svg import svg, the_map


@format_file(
    "image/svg+xml", button=mark("Download the map as SVG"), blocks=(NetworkMap,), whole=False
)
def write(answer: Answer, block: Block | None, out: TextIO) -> None:
    """The map that is given, or the answer's first. QuestionError: there is none."""
    out.write(svg(answer, the_map(answer, block)))
