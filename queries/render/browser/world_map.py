"""A WorldMap on the page: states shaded by a value, doors as points, arcs from door to door.

The shapes come from this program's own server (assets/world.json); no tile is asked of anybody.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from queries.answer import Column, Row, WorldMap
from queries.render.browser import words
from queries.render.browser.selection import select, selected
from queries.render.cells import MISSING, told
from queries.render.colours import CHOSEN, INK, LAND, QUIET, SHADES, UNKNOWN

SHAPES = "/assets/world.json"
_HEIGHT = 430
_WORLD = ((-180.0, 0.0), (180.0, 0.0), (0.0, 84.0), (0.0, -56.0))  # without the Antarctic
_ANTARCTICA = "010"
_AROUND = 6.0  # degrees


def show(block: WorldMap, page: str) -> None:
    """Draw the map; a click on a state or a place selects its entity."""
    key, chosen = f"{page}.{block.id}", selected(page)

    def clicked() -> None:
        picked = st.session_state[key]["selection"]
        points = [*picked.get("state", []), *picked.get("place", [])]
        ids = [point["entity"] for point in points if point.get("entity")]
        if ids:
            select(page, ids[-1])

    label = f"{block.title}: a map of the world. The same as a table stands below it."
    near = _near(block, chosen)
    closer = bool(near) and st.toggle("Look closer at the selected one", key=f"{key}.closer")
    chart = _chart(block, chosen, near if closer else [])
    st.altair_chart(chart, key=key, on_select=clicked, theme=None, alt=label)
    if block.note:
        words.quiet(block.note)
    if block.states:
        with st.expander("The same map as a table"):
            st.dataframe(
                _states(block)[["name", "told"]].rename(columns={"name": "State", "told": "Value"}),
                hide_index=True, key=f"{key}.table",
            )  # fmt: skip


def shape_of(state: Row) -> str:
    """The id of a state's shape in world.json: its ISO number, or its code where it has none.

    >>> shape_of({"id": "gov:BRA", "numeric": 76}), shape_of({"id": "gov:XKX", "numeric": None})
    ('076', 'XKX')
    """
    number = state.get("numeric")
    return str(number).zfill(3) if number else str(state["id"]).partition(":")[2]


def _states(block: WorldMap) -> pd.DataFrame:
    column = Column("value", "Value", block.unit)
    rows = [
        (shape_of(state), state["id"], state["name"], state["value"], told(state["value"], column))
        for state in block.states
    ]
    return pd.DataFrame(rows, columns=["shape", "entity", "name", "value", "told"])


def _near(block: WorldMap, chosen: str | None) -> list[dict[str, Any]]:
    """What a closer look must show: the arcs and places of the chosen entity."""
    ends = [
        [(arc[f"{end}_longitude"], arc[f"{end}_latitude"]) for end in ("from", "to")]
        for arc in block.arcs
        if arc["of"] == chosen
    ]
    ends += [
        [(place["longitude"], place["latitude"])]
        for place in block.places
        if chosen in (place["of"], place["id"]) and place["longitude"] is not None
    ]
    # Some degrees around each, so that a single place is not the whole map.
    return [
        _points(
            (max(-180, min(180, float(str(x)) + dx)), max(-85, min(85, float(str(y)) + dy)))
            for x, y in points
            for dx, dy in ((-_AROUND, -_AROUND), (_AROUND, _AROUND))
        )
        for points in ends
    ]


def _points(places: Iterable[tuple[float, float]]) -> dict[str, Any]:
    """Longitudes and latitudes as a GeoJSON feature."""
    geometry = {"type": "MultiPoint", "coordinates": [list(place) for place in places]}
    return {"type": "Feature", "properties": {}, "geometry": geometry}


def _chart(block: WorldMap, chosen: str | None, near: Sequence[Mapping[str, Any]]) -> Any:
    topology = alt.UrlData(
        url=SHAPES, format=alt.TopoDataFormat(type="topojson", feature="countries")
    )  # fmt: skip
    layers = [_land(topology)]
    if block.states:
        layers.append(_shaded(block, topology, chosen))
    if block.arcs:
        layers.append(_arcs(block.arcs, chosen))
    if block.places:
        layers.append(_places(block, chosen))
    shown = {"type": "FeatureCollection", "features": list(near) or [_points(_WORLD)]}
    return (
        alt.layer(*layers)
        .project("equalEarth", fit=shown)
        .properties(width="container", height=_HEIGHT)
        .configure(font="system-ui, sans-serif")
        .configure_legend(labelFontSize=13, titleFontSize=13, labelColor=INK, titleColor=INK)
        .configure_view(stroke=None)
    )


def _land(topology: Any) -> Any:
    return (
        alt.Chart(topology)
        .transform_filter(f"datum.id != '{_ANTARCTICA}'")
        .mark_geoshape(clip=True, fill=LAND, stroke="#FFFFFF", strokeWidth=0.5)
    )


def _shaded(block: WorldMap, topology: Any, chosen: str | None) -> Any:
    states = _states(block)
    known = states["value"].dropna()
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    form = ".0%" if block.unit == "%" else "~g"
    legend = alt.Legend(title=None, format=form, orient="bottom", gradientLength=220)
    scale = alt.Scale(domain=[min(0.0, low), high if high > low else low + 1], range=list(SHADES))
    picked = alt.selection_point(name="state", fields=["entity"], empty=False)
    mine = f"datum.entity === {_quoted(chosen)}"
    return (
        alt.Chart(topology)
        .transform_lookup(
            lookup="id",
            from_=alt.LookupData(states, "shape", ["entity", "name", "value", "told"]),
        )
        .transform_filter("isValid(datum.entity)")
        .mark_geoshape(clip=True, cursor="pointer")
        .encode(
            color=alt.condition(
                "isValid(datum.value)",
                alt.Color("value:Q", scale=scale, legend=legend if len(known) else None),
                alt.value(UNKNOWN),
            ),
            stroke=alt.condition(mine, alt.value(CHOSEN), alt.value("#FFFFFF")),
            strokeWidth=alt.condition(mine, alt.value(2.5), alt.value(0.5)),
            tooltip=[alt.Tooltip("name:N", title="State"), alt.Tooltip("told:N", title="Value")],
        )
        .add_params(picked)
    )


def _arcs(arcs: Sequence[Row], chosen: str | None) -> Any:
    """Great circles; a line that crosses the edge of the map goes on at the other side."""
    drawn = sorted(arcs, key=lambda arc: arc["of"] == chosen)  # the chosen one lies on top
    lines = [
        {
            "type": "Feature",
            "of": arc["of"],
            "geometry": {
                "type": "LineString",
                "coordinates": [
                    [arc["from_longitude"], arc["from_latitude"]],
                    [arc["to_longitude"], arc["to_latitude"]],
                ],
            },
        }
        for arc in drawn
    ]
    mine = f"datum.of === {_quoted(chosen)}"
    return (
        alt.Chart(alt.InlineData(values=lines, format=alt.JsonDataFormat(type="json")))
        .mark_geoshape(clip=True, filled=False, strokeCap="round")
        .encode(
            stroke=alt.condition(mine, alt.value(CHOSEN), alt.value(QUIET)),
            strokeWidth=alt.condition(mine, alt.value(3), alt.value(1.2)),
            strokeOpacity=alt.condition(mine, alt.value(1), alt.value(0.6)),
        )
    )


def _places(block: WorldMap, chosen: str | None) -> Any:
    rows = [
        (p.get("of") or p["id"], p["name"], p["latitude"], p["longitude"], p.get("kind") or MISSING)
        for p in block.places
        if p["latitude"] is not None and p["longitude"] is not None
    ]
    frame = pd.DataFrame(rows, columns=["entity", "name", "latitude", "longitude", "kind"])
    mine = f"datum.entity === {_quoted(chosen)}"
    return (
        alt.Chart(frame.sort_values("entity", key=lambda of: of == chosen, kind="stable"))
        .mark_circle(clip=True, stroke="#FFFFFF", strokeWidth=1, opacity=1, cursor="pointer")
        .encode(
            longitude="longitude:Q",
            latitude="latitude:Q",
            color=alt.condition(mine, alt.value(CHOSEN), alt.value(INK)),
            size=alt.condition(mine, alt.value(150), alt.value(50)),
            tooltip=[alt.Tooltip("name:N", title="Place"), alt.Tooltip("kind:N", title="Kind")],
        )
        .add_params(alt.selection_point(name="place", fields=["entity"], empty=False))
    )


def _quoted(id: str | None) -> str:
    """An id inside a Vega expression, as a string that nothing in the id can end."""
    return json.dumps(id)
