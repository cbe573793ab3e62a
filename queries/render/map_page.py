"""A network map as one HTML file that anybody can open, move, filter and search, also offline.

Its Content-Security-Policy lets nothing in but the two texts that are in the package, by their
hashes: `assets/map_page.css` and `assets/map_page.js`. Without script the picture, the names and
all ties in words are there as well.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from graph.model.words import language, mark, number, say
from queries.answer import Answer, NetworkMap
from queries.render.brief_page import anchored, right_to_left
from queries.render.map_scene import Scene, scene
from queries.render.map_svg import (
    KINDS,
    document,
    heading,
    kind_signs,
    line_signs,
    marks,
    notes,
    pictured,
)
from queries.render.network_map import kinds_of
from queries.render.svg_text import element, plain

_ASSETS: Final = Path(__file__).parent / "assets"
_KEYS: Final = (("+", "+", mark("Zoom in")), ("-", "−", mark("Zoom out")))


def page(answer: Answer, block: NetworkMap) -> str:
    """The whole file, in the answer's language."""
    drawn = scene(block)
    left, top, right, bottom = drawn.box
    box = (left, top, right - left, bottom - top)
    style, script = _asset("map_page.css"), _asset("map_page.js")
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{language().partition("_")[0]}"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy()}">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="viewport" content="width=device-width">',
            # No name in it: a browser proposes it as the name of the file.
            f"<title>{plain(say('Map'))}</title><style>{style}</style></head><body>",
            f"<header>{_line('h1', heading(answer, block))}",
            f"{_line('p', ' · '.join(marks(answer)), 'marks')}</header><main>",
            f'<div class="picture" tabindex="0" role="group" aria-label="{_keys()}">',
            document(pictured(drawn), box, answer, block),
            f'<div class="zoom">{"".join(_zooms())}</div></div>',
            f"<aside>{''.join(_beside(drawn, block))}</aside></main>",
            f"<script>{script}</script></body></html>",
            "",
        ]
    )


@cache
def policy() -> str:
    """What the page may do: draw with its own styles, run its own script, and nothing else."""
    style, script = _digest(_asset("map_page.css")), _digest(_asset("map_page.js"))
    return (
        f"default-src 'none'; style-src '{style}'; script-src '{script}'; form-action 'none'; "
        "base-uri 'none'"
    )


@cache
def _asset(name: str) -> str:
    return (_ASSETS / name).read_text("utf-8")


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _keys() -> str:
    return plain(say("The map: arrow keys move it, + and − zoom, 0 shows the whole of it."))


def _zooms() -> Iterator[str]:
    for key, sign, title in (*_KEYS, ("0", "⤢", mark("Show the whole map"))):
        words = plain(say(title))
        yield f'<button data-key="{key}" title="{words}" aria-label="{words}">{sign}</button>'


def _beside(drawn: Scene, block: NetworkMap) -> Iterator[str]:
    """Search and names, who is selected, what is shown, what the lines mean, all ties in words."""
    yield f'<section class="selected" aria-live="polite"><h2></h2><ul></ul>{_untied()}</section>'
    yield f"<h2>{plain(say('Who is on the map'))}</h2>"
    yield f'<input type="search" aria-label="{plain(say("Search"))}" '
    yield f'placeholder="{plain(say("Search"))}"><ul class="names">'
    for n, sign in enumerate(drawn.signs):
        words = say("{name} ({details})", name=sign.words, details=say(sign.kind.label))
        yield f'<li><button data-n="{n}" {_direction(words)}>{plain(anchored(words))}</button></li>'
    yield f'</ul><p class="quiet nobody" hidden>{plain(say("Nobody of that name."))}</p>'
    kinds = [
        (f"kind {KINDS[kind.name]}", *entry)
        for (kind, _), entry in zip(kinds_of(block), kind_signs(block), strict=True)
    ]
    yield _filters(say("Show"), kinds)
    phrases = [
        (f"phrase {n}", "", say("{kind} ({n})", kind=phrase, n=number(many)))
        for n, (phrase, many) in enumerate(drawn.phrases.items())
    ]
    yield _filters(say("Ties"), phrases)
    signs = [f"<li>{_sign(sign)}{plain(words)}</li>" for sign, words in line_signs(drawn)]
    if signs:
        yield f"<h2>{plain(say('What the signs mean'))}</h2><ul class='signs'>{''.join(signs)}</ul>"
    yield from (_line("p", note, "quiet") for note in notes(drawn, block))
    ties = "".join(_line("li", stroke.words) for stroke in drawn.strokes)
    yield f"<details><summary>{plain(say('All ties in words'))}</summary><ul>{ties}</ul></details>"


def _untied() -> str:
    return f'<p class="quiet untied" hidden>{plain(say("No tie is shown."))}</p>'


def _filters(title: str, rows: list[tuple[str, str, str]]) -> str:
    boxes = "".join(
        f'<label {_direction(words)}><input type="checkbox" data-filter="{key}" checked>'
        f"{_sign(sign)}{plain(anchored(words))}</label>"
        for key, sign, words in rows
    )
    return f"<fieldset><legend>{plain(title)}</legend>{boxes}</fieldset>" if rows else ""


def _sign(sign: str) -> str:
    return element("svg", sign, viewBox="-14 -11 28 22", aria_hidden="true") if sign else ""


def _line(tag: str, words: str, style: str = "") -> str:
    return element(tag, plain(anchored(words)), class_=style, dir=_base(words))


def _base(words: str) -> str:
    return "rtl" if right_to_left(words) else "ltr"


def _direction(words: str) -> str:
    return f'dir="{_base(words)}"'
