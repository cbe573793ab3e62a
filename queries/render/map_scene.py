"""A network map as what a picture of it shows: marks, lines and names with their places, in pixels.

The places are those of the map on the page (`layout.py`). No id of an entity is in it: whoever is
drawn is a number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import hypot
from typing import Final

from graph.model.schema import EntityKind
from queries.answer import NetworkMap, Row
from queries.render.layout import positions
from queries.render.map_names import Box, PlacedName, Spot, placed_names
from queries.render.map_words import name, sentence
from queries.render.network_map import DRAWN_KINDS, doubt, is_over, wrapped
from queries.render.xml_text import xml_cell

FOCUS, USUAL = 20.0, 12.0  # radius of an entity
_MARGIN: Final = 24.0
_BEND: Final = 26.0  # pixels between ties of the same two
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sign:
    """An entity as it is drawn."""

    kind: EntityKind
    name: str
    words: str  # its name, and what is apart with it
    at: Point
    radius: float
    state: str
    in_focus: bool


@dataclass(frozen=True, slots=True)
class Stroke:
    """A tie as it is drawn: from one edge to the other, bent towards `by` where that is given."""

    ends: tuple[int, int]  # numbers of the signs
    phrase: str
    words: str  # the tie read aloud
    start: Point
    end: Point
    by: Point | None
    directed: bool
    doubt: str  # a key of network_map.STROKES, or ""
    over: bool
    wide: float


@dataclass(frozen=True)
class Scene:
    """All that is drawn of a map."""

    signs: Sequence[Sign]
    strokes: Sequence[Stroke]
    names: dict[int, PlacedName]  # by the number of the sign

    @property
    def nameless(self) -> int:
        """How many have no room for their name."""
        return len(self.signs) - len(self.names)

    @cached_property
    def phrases(self) -> Counter[str]:
        """How many ties of each phrase, most first, then by the alphabet."""
        many = Counter(stroke.phrase for stroke in self.strokes)
        return Counter(dict(sorted(many.items(), key=lambda one: (-one[1], one[0]))))

    @cached_property
    def box(self) -> Box:
        """What the picture must show."""
        boxes = [_around(sign) for sign in self.signs]
        boxes += [placed.box for placed in self.names.values()]
        lefts, tops, rights, bottoms = zip(*boxes or [(0.0, 0.0, 0.0, 0.0)], strict=True)
        return (
            min(lefts) - _MARGIN,
            min(tops) - _MARGIN,
            max(rights) + _MARGIN,
            max(bottoms) + _MARGIN,
        )


def scene(block: NetworkMap) -> Scene:
    """What is drawn of a map; ties to entities that are not on it are left out, as on the page."""
    shown = {str(entity["id"]): n for n, entity in enumerate(block.entities)}
    ties = [t for t in block.ties if t["source"] in shown and t["target"] in shown]
    ends = [(str(tie["source"]), str(tie["target"])) for tie in ties]
    places = positions(sorted(shown), ends, block.focus)
    focus = set(block.focus)
    signs = [_sign(one, places[str(one["id"])], str(one["id"]) in focus) for one in block.entities]
    strokes = list(_strokes(ties, shown, signs, block))
    tied = Counter(n for stroke in strokes for n in stroke.ends)
    order = sorted(
        range(len(signs)), key=lambda n: (not signs[n].in_focus, -tied[n], signs[n].name, n)
    )
    spots = [Spot(*sign.at, sign.radius, wrapped(sign.name).split("\n")) for sign in signs]
    return Scene(signs, strokes, placed_names(spots, order))


def _sign(entity: Row, at: Point, in_focus: bool) -> Sign:
    return Sign(
        kind=DRAWN_KINDS[str(entity["kind"])],
        name=xml_cell(str(entity["name"])),
        words=xml_cell(name(entity)),
        at=at,
        radius=FOCUS if in_focus else USUAL,
        state=str(entity.get("state") or ""),
        in_focus=in_focus,
    )


def _strokes(
    ties: Sequence[Row], shown: dict[str, int], signs: Sequence[Sign], block: NetworkMap
) -> Iterator[Stroke]:
    names = {str(entity["id"]): str(entity["name"]) for entity in block.entities}
    beside: Counter[tuple[int, int]] = Counter()
    for tie in ties:
        a, b = shown[str(tie["source"])], shown[str(tie["target"])]
        pair = (min(a, b), max(a, b))
        start, end, by = _course(signs[a], signs[b], beside[pair], a == pair[0])
        beside[pair] += 1
        yield Stroke(
            ends=(a, b),
            phrase=xml_cell(str(tie["phrase"])),
            words=xml_cell(sentence(tie, names)),
            start=start,
            end=end,
            by=by,
            directed=bool(tie["directed"]),
            doubt=doubt(tie),
            over=is_over(tie),
            wide=min(4.0, 1 + 0.5 * (int(str(tie["count"] or 1)) - 1)),
        )


def _course(a: Sign, b: Sign, parallel: int, forward: bool) -> tuple[Point, Point, Point | None]:
    """Where a tie begins and ends, and by where it goes if it is bent."""
    (ax, ay), (bx, by) = a.at, b.at
    if a.at == b.at:  # to itself: a small arc above
        left, right = (ax - a.radius, ay), (ax + a.radius, ay)
        return left, right, (ax, ay - 4 * a.radius - parallel * _BEND)
    if not parallel:
        return _edge(a.at, b.at, a.radius), _edge(b.at, a.at, b.radius), None
    far = hypot(bx - ax, by - ay)
    side = 1 if (parallel % 2 == 1) == forward else -1
    shift = side * _BEND * ((parallel + 1) // 2)
    bend = ((ax + bx) / 2 - (by - ay) / far * shift, (ay + by) / 2 + (bx - ax) / far * shift)
    return _edge(a.at, bend, a.radius), _edge(b.at, bend, b.radius), bend


def _edge(of: Point, towards: Point, radius: float) -> Point:
    far = hypot(towards[0] - of[0], towards[1] - of[1]) or 1.0
    away = min(radius + 1, far / 2)
    return of[0] + (towards[0] - of[0]) / far * away, of[1] + (towards[1] - of[1]) / far * away


def _around(sign: Sign) -> Box:
    (x, y), r = sign.at, sign.radius + 2
    return x - r, y - r, x + r, y + r
