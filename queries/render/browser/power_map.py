"""A PowerMap on the page: stance to the right, say in the decision upwards, and who has moved."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

import altair as alt
import pandas as pd
import streamlit as st

from graph.model.vocabulary import STANCES
from graph.model.words import percent, say
from queries.answer import NOT_KNOWN, PowerMap, Row
from queries.render.browser import words
from queries.render.browser.selection import selected
from queries.render.browser.table import grid
from queries.render.colours import CHOSEN, INK, LAND, QUIET

# Side → its shape and colour, told apart without colour too.
SHAPES: Final = {-1: "square", 0: "circle", 1: "triangle-up"}
COLOURS: Final = {-1: "#A63603", 0: QUIET, 1: "#00664B"}
_HEIGHT = 460  # pixels
_UNKNOWN = -0.2  # where those stand whose say is not known
_NEAR = 0.07  # of the height: who is nearer than that at one stance stands beside the other
_BESIDE = 0.3  # of a stance, so that both are seen
_HEAD = 0.12  # of a stance, before the point: where an arrow ends
_RISE = (-14, 20, -30, 36)  # pixels from a point to its name, of those side by side
_NAMED = 40  # points above which names stand in the tooltips only


def show(block: PowerMap, page: str) -> None:
    """Draw the map, and the same as a table below it."""
    if not block.rows:
        words.quiet(say("Nobody’s stance is recorded yet."))
        return
    points = placed(block.rows)
    label = say("{title}: the same as a table stands below it.", title=block.title)
    st.altair_chart(_chart(points, selected(page)), theme=None, alt=label)
    words.quiet(
        say(
            "Triangles are allies, circles neutral, squares opponents. Hollow: to be checked "
            "again. An arrow: from where somebody moved."
        )
    )
    if block.note:
        words.quiet(block.note)
    with st.expander(say("The same as a table")):
        grid(block, block.columns, f"{page}:{block.id}.table", page)


def placed(rows: Sequence[Row]) -> pd.DataFrame:
    """Where each stands on the drawing; those at one place stand side by side."""
    order = sorted(rows, key=lambda row: (str(row["stance"]), -_height(row), str(row["name"])))
    points: list[dict[str, Any]] = []
    for row in order:
        stance, height = int(str(row["stance"])), _height(row)
        places = {
            point["beside"]
            for point in points
            if point["stance"] == stance and abs(point["height"] - height) < _NEAR
        }
        beside = next(n for n in range(len(rows)) if n not in places)
        points.append(
            {
                "id": str(row["id"]),
                "name": str(row["name"]),
                "stance": stance,
                "beside": beside,
                "height": height,
                "x": stance + _BESIDE * ((beside + 1) // 2) * (-1 if beside % 2 else 1),
                "was": row["was"],
                "side": (stance > 0) - (stance < 0),
                "stale": bool(row["stale"]),
                "words": say(STANCES[stance]),
                "told": percent(height) if height >= 0 else say(NOT_KNOWN),
                "of": str(row["influence_of"]),
            }
        )
    return pd.DataFrame(points)


def _height(row: Row) -> float:
    """The say of a row, or the line of those of whom it is not known."""
    value = row["influence"]
    return float(value) if isinstance(value, int | float) else _UNKNOWN


def _chart(points: pd.DataFrame, chosen: str | None) -> Any:
    points = points.assign(mine=points["id"] == chosen)
    layers: list[Any] = [
        _arrows(points[points["was"].notna()]),
        _points(points[~points["stale"]], filled=True),
        _points(points[points["stale"]], filled=False),
    ]
    if len(points) <= _NAMED:
        turn = points["beside"] % len(_RISE)
        layers += [_names(points[turn == n], rise) for n, rise in enumerate(_RISE)]
    return (
        alt.layer(*layers)
        .properties(width="container", height=_HEIGHT)
        .configure(font="system-ui, sans-serif")
        .configure_view(stroke=LAND)
    )


def _across(field: str = "x") -> alt.X:
    """The five stances, in words."""
    titles = json.dumps({str(n): say(title) for n, title in STANCES.items()})
    axis = alt.Axis(
        values=sorted(STANCES),
        labelExpr=f"{titles}[datum.value]",
        title=None,
        labelFontSize=14,
        labelColor=INK,
        labelLimit=150,
    )
    return alt.X(f"{field}:Q", axis=axis, scale=alt.Scale(domain=[-2.6, 2.6], nice=False))


def _up() -> alt.Y:
    """How much say; those of whom it is not known stand under a line of their own."""
    values = [_UNKNOWN, 0, 0.25, 0.5, 0.75, 1]
    titles = json.dumps([say(NOT_KNOWN), *(percent(value) for value in values[1:])])
    axis = alt.Axis(
        values=values,
        labelExpr=f"{titles}[datum.value < 0 ? 0 : 1 + round(4 * datum.value)]",
        title=say("Influence on this decision"),
        titleFontSize=14,
        titleColor=INK,
        labelFontSize=14,
        labelColor=INK,
    )
    scale = alt.Scale(domain=[_UNKNOWN - 0.12, 1.12], nice=False)
    return alt.Y("height:Q", axis=axis, scale=scale)


def _names(points: pd.DataFrame, dy: int) -> Any:
    return (
        alt.Chart(points)
        .mark_text(align="center", dy=dy, fontSize=14, limit=190, color=INK)
        .encode(x=_across(), y=_up(), text="name:N")
    )


def _points(points: pd.DataFrame, filled: bool) -> Any:
    sides = list(SHAPES)
    return (
        alt.Chart(points)
        .mark_point(filled=filled, size=170, strokeWidth=2.5, opacity=1)
        .encode(
            x=_across(),
            y=_up(),
            shape=alt.Shape(
                "side:N", scale=alt.Scale(domain=sides, range=[*SHAPES.values()]), legend=None
            ),
            color=alt.condition(
                "datum.mine",
                alt.value(CHOSEN),
                alt.Color(
                    "side:N", scale=alt.Scale(domain=sides, range=[*COLOURS.values()]), legend=None
                ),
            ),
            tooltip=[
                alt.Tooltip("name:N", title=say("Who")),
                alt.Tooltip("words:N", title=say("Stance")),
                alt.Tooltip("told:N", title=say("Influence on this decision")),
                alt.Tooltip("of:N", title=say("What that is made of")),
            ],
        )
    )


def _arrows(moved: pd.DataFrame) -> Any:
    """From the stance before to the one of now, the head beside the point."""
    towards = (moved["x"] > moved["was"].astype(float)).map({True: 1, False: -1})
    ends = moved.assign(end=moved["x"] - _HEAD * towards, turn=90 * towards)
    dashed = (
        alt.Chart(ends)
        .mark_rule(color=QUIET, strokeWidth=2, strokeDash=[5, 3])
        .encode(x=_across("was"), x2="end:Q", y=_up())
    )
    heads = (
        alt.Chart(ends)
        .mark_point(shape="triangle", filled=True, size=90, color=QUIET, opacity=1)
        .encode(x=_across("end"), y=_up(), angle=_turned())
    )
    return alt.layer(heads, dashed)


def _turned() -> alt.Angle:
    """Degrees as they are, not spread over the circle."""
    return alt.Angle("turn:Q", scale=alt.Scale(domain=[-180, 180], range=[-180, 180]), legend=None)
