"""A brief as PDF, by typst (extra `demarche[brief]`): no date, so the same bytes again; offline."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from graph.model.errors import QuestionError
from graph.model.words import language, mark, say
from queries.answer import Answer
from queries.brief_document import Brief, BriefLine
from queries.render.brief_page import (
    FittedBrief,
    anchored,
    estimated,
    fitted,
    foot,
    head,
    invented,
    right_to_left,
    rows,
)
from queries.render.fonts import fonts_for, lacking
from queries.render.locator import drawing

TEMPLATE: Final = Path(__file__).parent / "assets" / "brief.typ"
NO_TYPST: Final = mark(
    "A PDF needs typst, which is not installed here: install the extra {extra}, or download the "
    "page as HTML and print it in the browser, which can save it as PDF."
)
EXTRA: Final = "demarche[brief]"


def available() -> bool:
    """Whether typst is installed."""
    return find_spec("typst") is not None


def one_page(answer: Answer, brief: Brief) -> FittedBrief:
    """The brief as one page of every renderer: by the estimate, which leaves room for the letters
    of other computers' browsers; and measured too where typst is there."""

    def pages(one: Brief, size: float) -> int:
        guess = estimated(one, size)
        return guess if guess > 1 or not available() else _pages(answer, one, size)

    return fitted(brief, pages)


def unprintable(answer: Answer, page: FittedBrief) -> str:
    """Why there is no PDF of a page, in a sentence; "": there is."""
    if not available():
        return say(NO_TYPST, extra=EXTRA)
    if page.too_long:
        return page.sentence
    texts = _texts(answer, page.brief)
    return lacking(texts, fonts_for(texts))


def pdf(answer: Answer, brief: Brief) -> bytes:
    """The brief as PDF of one page. QuestionError: it is longer, a character of it is in no font,
    or typst is missing."""
    page = one_page(answer, brief)
    if sentence := unprintable(answer, page):
        raise QuestionError(sentence)
    import typst

    arguments = _typst(answer, page.brief, page.size)
    return bytes(typst.compile(TEMPLATE, format="pdf", **arguments))


def _texts(answer: Answer, brief: Brief) -> list[str]:
    return [*brief.texts, invented(answer), head(answer, brief), foot(brief)]


def _pages(answer: Answer, brief: Brief, size: float) -> int:
    import typst

    arguments = _typst(answer, brief, size)
    return int(typst.query(TEMPLATE, "<pages>", field="value", one=True, **arguments))


def _typst(answer: Answer, brief: Brief, size: float) -> dict[str, Any]:
    """What typst is called with: its fonts and no others, and the data as JSON."""
    fonts = fonts_for(_texts(answer, brief))
    data = {**_data(answer, brief, size), "fonts": _families(fonts)}
    return {
        "root": TEMPLATE.parent,
        "font_paths": folders_of(fonts),
        "ignore_system_fonts": True,
        "sys_inputs": {"data": json.dumps(data, ensure_ascii=False)},
    }


@cache
def _families(fonts: tuple[Path, ...]) -> list[str]:
    """What typst calls these fonts, in their order."""
    import typst

    there = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=folders_of(fonts)
    ).fonts()
    of_file: dict[Path, list[str]] = {}
    for one in there:
        of_file.setdefault(Path(str(one.path)), []).append(one.family)
    return list(dict.fromkeys(name for path in fonts for name in of_file.get(path, [])))


def folders_of(fonts: Sequence[Path]) -> list[str]:
    """Where typst finds these fonts."""
    return list(dict.fromkeys(str(path.parent) for path in fonts))


def _data(answer: Answer, brief: Brief, size: float) -> dict[str, Any]:
    """What the template reads: every text with its direction."""
    return {
        "lang": language().partition("_")[0],
        "size": size,
        "rtl": right_to_left(brief.title),
        "title": _text(brief.title),
        "head": _text(head(answer, brief)),
        "mark": _text(invented(answer)),
        "about": _line(BriefLine(brief.about)),
        "rows": [
            [
                {
                    "title": _text(f"{one.title}:" if one.look != "plain" else one.title),
                    "look": one.look,
                    "lines": [_line(line) for line in one.lines],
                }
                for one in row
            ]
            for row in rows(brief.sections)
        ],
        "chain": [_text(one) for one in brief.chain],
        "locator": drawing(brief.locator) if brief.locator else None,
        "alt": brief.locator.alt if brief.locator else "",
        "foot": _text(foot(brief)),
    }


def _text(text: str) -> dict[str, Any]:
    return {"text": anchored(text), "rtl": right_to_left(text)}


def _line(line: BriefLine) -> dict[str, Any]:
    return {**_text(line.text), "sources": ", ".join(map(str, line.sources))}
