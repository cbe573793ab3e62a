"""A brief as one HTML file, which any browser prints on one page."""

from __future__ import annotations

from typing import TextIO

from graph.model.errors import QuestionError
from queries.answer import Answer, Block
from queries.brief_document import Brief
from queries.render.brief_html import page
from queries.render.brief_page import the_brief
from queries.render.brief_pdf import one_page
from queries.render.format import format_file


@format_file("text/html", blocks=(Brief,), whole=False)
def write(answer: Answer, block: Block | None, out: TextIO) -> None:
    """The answer's brief, or the one that is given. QuestionError: there is none, or it is more
    than a page."""
    fitted = one_page(answer, the_brief(answer, block))
    if fitted.too_long:
        raise QuestionError(fitted.sentence)
    out.write(page(answer, fitted))
