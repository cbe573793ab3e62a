"""A network map as one file to look around in, which needs nothing but a browser."""

from __future__ import annotations

from typing import TextIO

from graph.model.words import mark
from queries.answer import Answer, Block, NetworkMap
from queries.render.format import format_file
from queries.render.map_page import page
from queries.render.map_svg import the_map


@format_file(
    "text/html",
    button=mark("Download the map as a page"),
    blocks=(NetworkMap,),
    whole=False,
    ending="html",
)
def write(answer: Answer, block: Block | None, out: TextIO) -> None:
    """The map that is given, or the answer's first. QuestionError: there is none."""
    out.write(page(answer, the_map(answer, block)))
