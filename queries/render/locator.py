"""A small map of where a state lies, as SVG: outlines alone, from the shapes of the world map."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from queries.brief_document import Locator
from queries.render.colours import CHOSEN, UNKNOWN

WORLD: Final = Path(__file__).parent / "assets" / "world.json"
WIDE, HIGH = 200, 130  # of the drawing
_ROOM: Final = 6.0  # degrees around the state, at least
_HOST, _OTHER, _REST, _SEA = CHOSEN, "#7FB2D3", UNKNOWN, "#EDF3F7"
Ring = list[tuple[float, float]]
Box = tuple[float, float, float, float]  # west, south, east, north


@cache
def _world() -> Mapping[str, Sequence[Ring]]:
    """By state the rings of its outline, in degrees."""
    world = json.loads(WORLD.read_text("utf-8"))
    (sx, sy), (tx, ty) = world["transform"]["scale"], world["transform"]["translate"]
    arcs: list[Ring] = []
    for deltas in world["arcs"]:
        x = y = 0
        arc: Ring = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            arc.append((x * sx + tx, y * sy + ty))
        arcs.append(arc)
    shapes = world["objects"]["countries"]["geometries"]
    return {str(one["id"]): list(_rings(one, arcs)) for one in shapes if one.get("arcs")}


def _rings(shape: Mapping[str, Any], arcs: Sequence[Ring]) -> Iterator[Ring]:
    parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    for part in parts:
        for ring in part:
            points: Ring = []
            for n in ring:
                arc = arcs[n] if n >= 0 else arcs[~n][::-1]
                points += arc[1:] if points else arc
            yield points


def can_draw(shape: str) -> bool:
    """Whether the map has a state's shape; an invented state has none."""
    return shape in _world()


def drawing(locator: Locator) -> str:
    """The map as one SVG document, without text and without anything from elsewhere."""
    return _drawn(tuple(locator.states))


@lru_cache(maxsize=16)
def _drawn(states: tuple[str, ...]) -> str:
    world = _world()
    host = world[states[0]]
    box = _around(max(host, key=_size))
    parts = [
        _path(rings, box, _REST)
        for id, rings in world.items()
        if id not in states and any(_meets(_bounds(ring), box) for ring in rings)
    ]
    parts += [_path(world[id], box, _OTHER) for id in states[1:] if id in world]
    parts.append(_path(host, box, _HOST))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}">'
        f'<rect width="{WIDE}" height="{HIGH}" fill="{_SEA}"/>{"".join(parts)}</svg>'
    )


def _bounds(points: Iterable[tuple[float, float]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _size(ring: Ring) -> float:
    west, south, east, north = _bounds(ring)
    return (east - west) * (north - south)


def _around(ring: Ring) -> Box:
    """What is shown: the state's largest part with room around it, in the drawing's proportions."""
    west, south, east, north = _bounds(ring)
    x, y = (west + east) / 2, (south + north) / 2
    half = max((east - west) / 2 * 1.6, (north - south) / 2 * 1.6 * WIDE / HIGH, _ROOM)
    return x - half, y - half * HIGH / WIDE, x + half, y + half * HIGH / WIDE


def _meets(one: Box, other: Box) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def _path(rings: Sequence[Ring], box: Box, colour: str) -> str:
    west, _, east, north = box
    scale = WIDE / (east - west)
    commands = []
    for ring in rings:
        if not _meets(_bounds(ring), box):
            continue
        points = [f"{(x - west) * scale:.1f} {(north - y) * scale:.1f}" for x, y in ring]
        points = [p for n, p in enumerate(points) if n == 0 or p != points[n - 1]]
        commands.append(f"M{'L'.join(points)}Z")
    return f'<path fill="{colour}" stroke="#FFFFFF" stroke-width=".5" d="{"".join(commands)}"/>'
