"""Elements of SVG as text: names and attributes are ours, whatever stands in them is escaped."""

from __future__ import annotations

import html
from collections.abc import Iterator
from math import cos, pi, sin
from typing import Final

from queries.render.brief_page import anchored, right_to_left
from queries.render.colours import INK
from queries.render.map_names import width

FONTS: Final = (
    "Noto Sans, Noto Sans Arabic, Noto Sans Hebrew, Noto Sans Armenian, Noto Sans Georgian, "
    "Noto Sans Ethiopic, Noto Sans SC, Segoe UI, Helvetica Neue, Arial, sans-serif"
)


def element(tag: str, *content: str, **attributes: str | float) -> str:
    """An element; `content` is written already. `_` in a name of an attribute stands for `-`, one
    at its end for nothing, and an attribute that is "" is left out.

    >>> element("g", plain("a<b"), class_="entity", stroke_width=1.5, fill="")
    '<g class="entity" stroke-width="1.5">a&lt;b</g>'
    """
    named = (
        f' {name.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for name, value in attributes.items()
        if value != ""
    )
    inside = "".join(content)
    opened = f"<{tag}{''.join(named)}"
    return f"{opened}>{inside}</{tag}>" if inside else f"{opened}/>"


def plain(text: str) -> str:
    """A text in which nothing is markup."""
    return html.escape(text, quote=True)


def _value(value: str | float) -> str:
    return plain(value) if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def text(words: str, x: float, y: float, *, size: float, **attributes: str | float) -> str:
    """A line of text in its own direction; `x` is its left end, or its middle by `text_anchor`."""
    against = right_to_left(words)
    if against and "text_anchor" not in attributes:
        attributes["text_anchor"] = "end"  # which for letters from the right is the left end
    return element(
        "text",
        plain(anchored(words)),
        x=x,
        y=y,
        font_size=size,
        direction="rtl" if against else "",
        **{"fill": INK, **attributes},
    )


def folded(words: str, size: float, wide: float) -> Iterator[str]:
    """A text as lines that are not wider than this, but for single words.

    >>> list(folded("one two three", 10, 45))
    ['one two', 'three']
    """
    line = ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if line and width(longer, size) > wide:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line


def shape(name: str, x: float, y: float, r: float, **attributes: str | float) -> str:
    """The mark of a kind of entities: of about the same weight, whatever its shape."""
    if name == "dot":
        return element("circle", cx=x, cy=y, r=r, **attributes)
    points = " ".join(f"{x + r * px:.1f},{y + r * py:.1f}" for px, py in _POINTS[name])
    return element("polygon", points=points, stroke_linejoin="round", **attributes)


def _round(corners: int, turn: float, *radii: float) -> list[tuple[float, float]]:
    angles = [2 * pi * n / corners + turn for n in range(corners)]
    return [
        (radii[n % len(radii)] * cos(angle), radii[n % len(radii)] * sin(angle))
        for n, angle in enumerate(angles)
    ]


# Corners in units of the radius.
_POINTS: Final = {
    "square": _round(4, pi / 4, 1.25),
    "diamond": _round(4, 0, 1.25),
    "hexagon": _round(6, 0, 1.1),
    "triangle": _round(3, -pi / 2, 1.3),
    "triangleDown": _round(3, pi / 2, 1.3),
    "star": _round(10, -pi / 2, 1.35, 0.6),
}
