"""A network map as one SVG: with title, label, legend and what is invented; nothing from elsewhere.

No script, no style sheet, no clock: the same map gives the same bytes. What belongs together says
so for the page around it (`map_page.py`): `data-kind` and `data-n` of an entity, `data-phrase` and
`data-ends` of a tie.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import hypot
from typing import Final

from graph.model.errors import QuestionError
from graph.model.words import count, number, say, written
from queries.answer import APART, Answer, Block, NetworkMap
from queries.render.brief_page import invented
from queries.render.colours import INK, QUIET
from queries.render.map_names import LEADING, SIZE, PlacedName, width
from queries.render.map_scene import Scene, Sign, Stroke, scene
from queries.render.network_map import DRAWN_KINDS, ENDED, LINE, PAPER, STROKES, kinds_of, rim
from queries.render.svg_text import FONTS, element, folded, plain, shape, text
from queries.render.xml_text import xml_cell

NAMESPACE: Final = "http://www.w3.org/2000/svg"
KINDS: Final = {kind.name: n for n, kind in enumerate(DRAWN_KINDS.values())}
_SIDE: Final = 32.0  # pixels of margin
_LEAST: Final = 720.0  # pixels across, so that title and legend have room
_BIG: Final = 22.0
_ROW: Final = 24.0  # of the legend


def svg(answer: Answer, block: NetworkMap, *, still: bool = False) -> str:
    """The map as a file, in the answer's language. `still`: for a picture in which nobody can point
    at anything, which looks the same and is drawn in half the time."""
    drawn = scene(block)
    left, top, right, bottom = drawn.box
    wide = max(right - left, _LEAST)
    parts: list[str] = []
    y = _SIDE
    for line in folded(heading(answer, block), _BIG, wide - 2 * _SIDE):
        y += _BIG
        parts.append(text(line, _SIDE, y, size=_BIG, font_weight="bold"))
    y += 22
    parts.append(text(" · ".join(marks(answer)), _SIDE, y, size=SIZE, fill=QUIET))
    y += 8
    at = f"translate({(wide - right - left) / 2:.1f} {y - top:.1f})"
    parts.append(element("g", *pictured(drawn, still), transform=at))
    y += bottom - top
    parts.append(element("line", x1=_SIDE, x2=wide - _SIDE, y1=y, y2=y, stroke=ENDED))
    y += _ROW
    for rows in (kind_signs(block), line_signs(drawn), _phrases(drawn)):
        placed, y = _flowed(list(rows), y, wide)
        parts += placed
    for note in notes(drawn, block):
        for line in folded(note, SIZE, wide - 2 * _SIDE):
            parts.append(text(line, _SIDE, y, size=SIZE, fill=QUIET))
            y += LEADING + 2
    ground = element("rect", width=wide, height=y + _SIDE / 2, fill=PAPER)
    body = document([ground, *parts], (0, 0, wide, y + _SIDE / 2), answer, block)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def document(
    parts: Sequence[str],
    box: tuple[float, float, float, float],
    answer: Answer,
    block: NetworkMap,
    **attributes: str | float,
) -> str:
    """The root element around some parts, with what is read aloud of the picture."""
    x, y, wide, high = box
    described = [block.size, *(words for _, words in kinds_of(block)), *marks(answer)]
    return element(
        "svg",
        element("title", plain(heading(answer, block)), id="map-title"),
        element("desc", plain(xml_cell("; ".join(described))), id="map-desc"),
        *parts,
        xmlns=NAMESPACE,
        viewBox=f"{x:.1f} {y:.1f} {wide:.1f} {high:.1f}",
        width=wide,
        height=high,
        role="img",
        aria_labelledby="map-title map-desc",
        font_family=FONTS,
        **attributes,
    )


def heading(answer: Answer, block: NetworkMap) -> str:
    """What the map is of, in the words of the page."""
    titles = dict.fromkeys(filter(None, [answer.title, block.title]))
    return xml_cell(" – ".join(titles))


def marks(answer: Answer) -> list[str]:
    """Who may see it, as of when it is, how new it is, and whether it is invented."""
    newest = max((source.known or "" for source in answer.sources), default="")
    return [
        *filter(None, [invented(answer)]),
        answer.label.title,
        *([say("as known on {day}", day=written(answer.as_of))] if answer.as_of else []),
        *([say("newest fact used: {day}", day=written(newest))] if newest else []),
    ]


def notes(drawn: Scene, block: NetworkMap) -> Iterator[str]:
    """What a reader must know of the picture."""
    if drawn.nameless:
        yield count(
            "{n} entity has no name here: there is no room for it.",
            "{n} entities have no names here: there is no room for them.",
            drawn.nameless,
        )
    if block.note:
        yield xml_cell(block.note)


def the_map(answer: Answer, block: Block | None) -> NetworkMap:
    """The map that is to be written: this block, or the answer's first that has anything on it.

    QuestionError: there is none.
    """
    for one in [block] if block else answer.blocks:
        if isinstance(one, NetworkMap) and one.entities:
            return one
    raise QuestionError(say("Only a map can be written so, and this answer has none."))


def pictured(drawn: Scene, still: bool = False) -> list[str]:
    """Ties, then entities with their names, which lie above them. `still`: as of `svg`."""
    phrases = {phrase: n for n, phrase in enumerate(drawn.phrases)}
    ties = (
        _ties_of_one_look(drawn.strokes)
        if still
        else [_tie(stroke, phrases[stroke.phrase]) for stroke in drawn.strokes]
    )
    return [*ties, *(_entity(n, sign, drawn) for n, sign in enumerate(drawn.signs))]


def _entity(n: int, sign: Sign, drawn: Scene) -> str:
    (x, y), state = sign.at, sign.state or None
    words = say("{kind}: {name}", kind=say(sign.kind.label), name=sign.words)
    mark = shape(
        sign.kind.shape,
        x,
        y,
        sign.radius,
        fill=PAPER if state else sign.kind.colour,
        stroke=rim(state),
        stroke_width=3 if sign.in_focus or state else 1,
        stroke_dasharray="4 4" if state else "",
    )
    placed = drawn.names.get(n)
    lines = _name(placed, sign.in_focus) if placed else []
    return element(
        "g",
        element("title", plain(words)),
        mark,
        *lines,
        class_="entity",
        data_n=str(n),
        data_kind=str(KINDS[sign.kind.name]),
    )


def _name(placed: PlacedName, in_focus: bool) -> list[str]:
    """The lines of a name, legible where a tie passes behind it."""
    return [
        text(
            line,
            placed.x,
            placed.y + LEADING * row,
            size=SIZE,
            text_anchor="middle",
            font_weight="bold" if in_focus else "",
            stroke=PAPER,
            stroke_width=5,
            stroke_linejoin="round",
            paint_order="stroke",
        )
        for row, line in enumerate(placed.lines)
    ]


def _tie(stroke: Stroke, phrase: int) -> str:
    colour = _colour(stroke)
    line = element(
        "path",
        d=_way(stroke),
        fill="none",
        stroke=colour,
        stroke_width=stroke.wide,
        stroke_dasharray=_dashes(stroke.doubt),
    )
    return element(
        "g",
        element("title", plain(stroke.words)),
        line,
        *([element("polygon", points=_tip(stroke), fill=colour)] if stroke.directed else []),
        class_="tie",
        data_phrase=str(phrase),
        data_ends=f"{stroke.ends[0]} {stroke.ends[1]}",
    )


def _ties_of_one_look(strokes: Iterable[Stroke]) -> Iterator[str]:
    """Ties as few paths: their lines, then their arrows."""
    lines: dict[tuple[str, float, str], list[str]] = {}
    arrows: dict[str, list[str]] = {}
    for stroke in strokes:
        colour = _colour(stroke)
        look = colour, stroke.wide, _dashes(stroke.doubt)
        lines.setdefault(look, []).append(_way(stroke))
        if stroke.directed:
            arrows.setdefault(colour, []).append(f"M{_tip(stroke)}Z")
    for (colour, wide, dashes), ways in lines.items():
        line = {"fill": "none", "stroke": colour, "stroke_dasharray": dashes}
        yield element("path", d="".join(ways), stroke_width=wide, **line)
    for colour, tips in arrows.items():
        yield element("path", d="".join(tips), fill=colour)


def _colour(stroke: Stroke) -> str:
    return ENDED if stroke.over else LINE


def _way(stroke: Stroke) -> str:
    """The line, as the data of a path."""
    (x1, y1), (x2, y2) = stroke.start, stroke.end
    by = f"Q{stroke.by[0]:.1f} {stroke.by[1]:.1f} " if stroke.by else "L"
    return f"M{x1:.1f} {y1:.1f}{by}{x2:.1f} {y2:.1f}"


def _tip(stroke: Stroke) -> str:
    """The three points of the arrow."""
    (fx, fy), (x, y) = stroke.by or stroke.start, stroke.end
    far = hypot(x - fx, y - fy) or 1.0
    ux, uy, long, half = (x - fx) / far, (y - fy) / far, 9.0, 4.0
    bx, by = x - ux * long, y - uy * long
    points = [(x, y), (bx - uy * half, by + ux * half), (bx + uy * half, by - ux * half)]
    return " ".join(f"{a:.1f},{b:.1f}" for a, b in points)


def _dashes(doubtful: str) -> str:
    return " ".join(map(str, STROKES.get(doubtful, ())))


Entry = tuple[str, str]  # of the legend: the sign at (0, 0), and its meaning


def kind_signs(block: NetworkMap) -> Iterator[Entry]:
    """How the kinds of entities look, in the order of `kinds_of`."""
    for kind, words in kinds_of(block):
        yield shape(kind.shape, 0, 0, 8, fill=kind.colour, stroke=INK, stroke_width=1), words


def line_signs(drawn: Scene) -> Iterator[Entry]:
    """What is apart with entities, and what the lines mean."""
    apart = {sign.state for sign in drawn.signs}
    doubts = {stroke.doubt for stroke in drawn.strokes}
    for state, words in APART.items():
        if state in apart:
            edge = {"fill": PAPER, "stroke": rim(state), "stroke_dasharray": "4 4"}
            yield shape("dot", 0, 0, 8, stroke_width=2.5, **edge), say(words)
    for state, words in APART.items():
        if state in doubts - apart:
            yield _sample(LINE, state), say(words)
    if "unsourced" in doubts:
        yield _sample(LINE, "unsourced"), say("no source recorded")
    if any(stroke.over and stroke.doubt != "gone" for stroke in drawn.strokes):
        yield _sample(ENDED, ""), say("has ended")


def _sample(colour: str, doubtful: str) -> str:
    dashes = _dashes(doubtful)
    return element(
        "line", x1=-12, x2=12, y1=0, y2=0, stroke=colour, stroke_width=2, stroke_dasharray=dashes
    )


def _phrases(drawn: Scene) -> Iterator[Entry]:
    for phrase, many in drawn.phrases.items():
        yield "", say("{kind} ({n})", kind=phrase, n=number(many))


def _flowed(entries: list[Entry], y: float, wide: float) -> tuple[list[str], float]:
    """Entries beside each other, in as many rows as they need; and where the next part begins."""
    parts, x = [], _SIDE
    for sign, words in entries:
        before = 30 if sign else 0
        across = before + width(words) + 22
        if x > _SIDE and x + across > wide - _SIDE:
            x, y = _SIDE, y + _ROW
        if sign:
            at = f"translate({x + 12:.1f} {y - 4.5:.1f})"
            parts.append(element("g", sign, transform=at))
        parts.append(text(words, x + before, y, size=SIZE))
        x += across
    return parts, y + _ROW if entries else y
