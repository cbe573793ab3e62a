"""A network map as a picture of pixels, for slides and messages."""

from __future__ import annotations

from typing import BinaryIO

from graph.model.words import mark
from queries.answer import Answer, Block, NetworkMap
from queries.render.brief_pdf import available
from queries.render.format import format_file
from queries.render.map_png import png
from queries.render.map_svg import the_map


@format_file(
    "image/png",
    # Where typst is missing there is no button; the command says why.
    button=mark("Download the map as PNG") if available() else "",
    blocks=(NetworkMap,),
    binary=True,
    whole=False,
)
def write(answer: Answer, block: Block | None, out: BinaryIO) -> None:
    """The map that is given, or the answer's first. QuestionError: there is none, typst is
    missing, or a character of the map is in no font."""
    out.write(png(answer, the_map(answer, block)))
