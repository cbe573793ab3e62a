"""A brief as PDF of one page."""

from __future__ import annotations

from typing import BinaryIO

from queries.answer import Answer, Block
from queries.brief_document import Brief
from queries.render.brief_page import the_brief
from queries.render.brief_pdf import pdf
from queries.render.format import format_file


@format_file(
    "application/pdf",
    blocks=(Brief,),
    binary=True,
    whole=False,
)
def write(answer: Answer, block: Block | None, out: BinaryIO) -> None:
    """The answer's brief, or the one that is given. QuestionError: there is none, it is more than
    a page, a character of it is in no font, or typst is missing."""
    out.write(pdf(answer, the_brief(answer, block)))
