"""A brief as one HTML file that prints on one page: no script, nothing from elsewhere, no address.

Its Content-Security-Policy forbids all but its own styles. Letters are those of the reader's
computer, Noto Sans where that is there.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Final

from graph.model import words
from graph.model.words import say
from queries.answer import Answer
from queries.brief_document import Brief, BriefLine, BriefSection
from queries.render.brief_page import (
    FittedBrief,
    anchored,
    foot,
    head,
    invented,
    right_to_left,
    rows,
)
from queries.render.locator import drawing

POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; "
    "base-uri 'none'"
)
# Of the page as a file, and of the same inside another page.
_FILE: Final = """
@page { size: A4; margin: 0 }
html { background: #fff }
body { margin: 0 auto }
@media screen { html { background: #E6EAEE } }
"""
_STYLE: Final = """
* { box-sizing: border-box }
& { width: 210mm; min-height: 296mm; padding: 11mm 14mm 9mm; display: flex; background: #fff;
  flex-direction: column; font: {size}pt/1.4 "Noto Sans", "Noto Sans Arabic", "Noto Sans SC",
  "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #1B2733; print-color-adjust: exact;
  -webkit-print-color-adjust: exact; overflow-wrap: anywhere; box-sizing: border-box }
header { display: flex; justify-content: space-between; gap: 1em; font-size: .82em; color: #4A5763;
  border-bottom: 1.2px solid #1B2733; padding-bottom: .4em }
h1 { font-size: 1.6em; line-height: 1.2; margin: .5em 0 .1em; padding: 0; font-weight: 700 }
.about { color: #4A5763; margin: 0 0 .5em }
.top { display: flex; gap: 1em } .top div { flex: 1 } .top svg { width: 33mm; flex: none;
  margin-top: .6em; align-self: flex-start }
h2 { font-size: .92em; color: #0B5C8A; margin: .9em 0 .2em; padding: 0; font-weight: 700 }
p { margin: 0 0 .25em } li { margin: 0 0 .15em }
ul { margin: 0; padding: 0; padding-inline-start: 1.1em }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 0 20pt }
.ask, .caution { border-inline-start: 4px solid #0B5C8A; background: #E5EFF5; padding: .6em .9em;
  margin: .7em 0 }
.caution { border-color: #B07A00; background: #FDF4DD }
.chain.chain { display: flex; flex-wrap: wrap; align-items: center; gap: .4em; list-style: none;
  padding: 0; margin: .6em 0 0; font-size: .88em !important }
.chain span { border: 1px solid #0B5C8A; border-radius: 4px; padding: .1em .5em }
.chain li + li::before { content: ""; display: inline-block; border: .3em solid transparent;
  border-inline-start-color: #0B5C8A; border-inline-end: 0; margin-inline-end: .4em }
sup { line-height: 0; font-size: .7em }
footer { margin-top: auto; border-top: 1px solid #C9D1D9; padding-top: .5em; font-size: .78em;
  color: #4A5763 }
"""
_INSIDE: Final = """
& { width: auto; max-width: 210mm; min-height: 0; outline: 1px solid #C9D1D9 }
p, li, ul, ol { font-size: inherit !important }
footer { margin-top: 2em }
"""
PREVIEW: Final = "brief-preview"


def page(answer: Answer, fitted: FittedBrief) -> str:
    """The whole file. Cells of it are text: no markup of theirs acts."""
    language = words.language().partition("_")[0]
    base = "rtl" if right_to_left(fitted.brief.title) else "ltr"
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{language}" dir="{base}"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="viewport" content="width=device-width">',
            # No name in it: a browser proposes it as the name of the file.
            f"<title>{_plain(say('Brief'))}</title>",
            f"<style>{_FILE}body {{{_style(fitted)}}}</style></head><body>",
            *_body(answer, fitted.brief),
            "</body></html>",
            "",
        ]
    )


def preview(answer: Answer, fitted: FittedBrief) -> str:
    """The same page within another one, whose styles it neither takes nor touches."""
    base = "rtl" if right_to_left(fitted.brief.title) else "ltr"
    body = "".join(_body(answer, fitted.brief))
    style = f"<style>.{PREVIEW} {{{_style(fitted)}{_INSIDE}}}</style>"
    return f'<div class="{PREVIEW}" dir="{base}">{body}</div>{style}'


def _style(fitted: FittedBrief) -> str:
    return _STYLE.replace("{size}", f"{fitted.size:g}")


def _body(answer: Answer, brief: Brief) -> list[str]:
    return [
        _head(answer, brief),
        f'<main><div class="top"><div>{_tag("h1", brief.title)}',
        f"{_tag('p', brief.about, 'about')}</div>{_locator(brief)}</div>",
        *(_row(row) for row in rows(brief.sections)),
        f"{_chain(brief.chain)}</main>",
        _tag("footer", foot(brief)),
    ]


def _head(answer: Answer, brief: Brief) -> str:
    mark = invented(answer)
    right = f"<span {_direction(mark)}>{_plain(mark)}</span>" if mark else ""
    text = head(answer, brief)
    return f"<header><span {_direction(text)}>{_plain(text)}</span>{right}</header>"


def _locator(brief: Brief) -> str:
    if brief.locator is None:
        return ""
    label = f'<svg role="img" aria-label="{_plain(brief.locator.alt)}" '
    return drawing(brief.locator).replace("<svg ", label, 1)


def _row(row: Sequence[BriefSection]) -> str:
    if len(row) == 2:
        return f'<div class="two">{"".join(_section(one) for one in row)}</div>'
    return _section(row[0])


def _section(one: BriefSection) -> str:
    if one.look != "plain":
        first, *rest = one.lines
        title = f"<strong>{_plain(one.title)}:</strong> "
        lines = [f"<p {_direction(first.text)}>{title}{_line(first)}</p>"]
        lines += [f"<p {_direction(line.text)}>{_line(line)}</p>" for line in rest]
        return f'<section class="{one.look}">{"".join(lines)}</section>'
    if len(one.lines) == 1:
        body = f"<p {_direction(one.lines[0].text)}>{_line(one.lines[0])}</p>"
    else:
        body = "".join(f"<li {_direction(x.text)}>{_line(x)}</li>" for x in one.lines)
        body = f"<ul>{body}</ul>"
    return f"<section>{_tag('h2', one.title)}{body}</section>"


def _line(line: BriefLine) -> str:
    numbers = ", ".join(map(str, line.sources))
    return f"{_plain(line.text)}{f'<sup>{numbers}</sup>' if numbers else ''}"


def _chain(names: Sequence[str]) -> str:
    if not names:
        return ""
    items = "".join(f"<li><span {_direction(name)}>{_plain(name)}</span></li>" for name in names)
    return f'<ol class="chain" aria-label="{_plain(say("From us to them"))}">{items}</ol>'


def _tag(tag: str, text: str, style: str = "") -> str:
    kind = f" class='{style}'" if style else ""
    return f"<{tag}{kind} {_direction(text)}>{_plain(text)}</{tag}>"


def _direction(text: str) -> str:
    return 'dir="rtl"' if right_to_left(text) else 'dir="ltr"'


def _plain(text: str) -> str:
    return html.escape(anchored(text), quote=True)
