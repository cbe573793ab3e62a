"""A WorldMap on the page: states shaded by a value, doors as points, arcs from door to door.

The shapes come from this program's own server (assets/world.json); no tile is asked of anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from graph.model.words import say
from queries.answer import NOT_KNOWN, Column, Row, WorldMap
from queries.render.browser import anew, language, words
from queries.render.browser.selection import choose, once, selected
from queries.render.cells import cell_text
from queries.render.colours import CHOSEN, INK, LAND, QUIET, SHADES, UNKNOWN

SHAPES = "/assets/world.json"
_CHOSEN = "chosen"  # in the map's expressions: the id of the selected entity
_HEIGHT = 270
_WORLD = ((-180.0, 0.0), (180.0, 0.0), (0.0, 84.0), (0.0, -56.0))  # without the Antarctic
_ANTARCTICA = "010"
_AROUND = 6.0  # degrees


def show(block: WorldMap, page: str) -> None:
    """Draw the map; a click on a state or a place selects its entity."""
    key, chosen = f"{page}:{block.id}", selected(page)

    @language.spoken
    def clicked() -> None:
        picked = st.session_state[key]["selection"]
        points = [*picked.get("state", []), *picked.get("place", [])]
        ids = [point["entity"] for point in points if point.get("entity")]
        if ids:
            choose(page, ids[-1])

    label = say(
        "{title}: a map of the world. The same as a table stands below it.", title=block.title
    )
    near = _near(block, chosen)
    closer = bool(near) and st.toggle(say("Zoom to the selection"), key=f"{key}.closer")
    spec = pointed(once(key, block, _spec), chosen, near if closer else [])
    st.vega_lite_chart(spec, key=key, on_select=clicked, theme=None, alt=label)
    if block.note:
        words.quiet(block.note)
    if block.states:
        anew.closed(say("The same map as a table"), f"{key}.closed", partial(_table, block, key))


def _table(block: WorldMap, key: str) -> None:
    titles = {"name": say("State"), "told": say("Value")}
    states = _states(block)[["name", "told"]].rename(columns=titles)
    st.dataframe(states, hide_index=True, key=f"{key}.table")


def shape_of(state: Row) -> str:
    """The id of a state's shape in world.json: its ISO number, or its code where it has none.

    >>> shape_of({"id": "gov:BRA", "numeric": 76}), shape_of({"id": "gov:XKX", "numeric": None})
    ('076', 'XKX')
    """
    number = state.get("numeric")
    return str(number).zfill(3) if number else str(state["id"]).partition(":")[2]


def _states(block: WorldMap) -> pd.DataFrame:
    column = Column("value", say("Value"), block.unit)
    rows = [
        (
            shape_of(state),
            state["id"],
            state["name"],
            state["value"],
            cell_text(state["value"], column),
        )
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


def pointed(
    spec: Mapping[str, Any], chosen: str | None, near: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """A map on which one entity is chosen, and which shows no more than what is near (none: all).

    Only these two change with a selection; making a map anew takes half a second on an old laptop.
    """
    shown = {"type": "FeatureCollection", "features": list(near) or [_points(_WORLD)]}
    params = [{**p, "value": chosen} if p["name"] == _CHOSEN else p for p in spec["params"]]
    return {**spec, "params": params, "projection": {**spec["projection"], "fit": shown}}


def _spec(block: WorldMap) -> dict[str, Any]:
    topology = alt.UrlData(
        url=SHAPES, format=alt.TopoDataFormat(type="topojson", feature="countries")
    )
    layers = [_land(topology)]
    if block.states:
        layers.append(_shaded(block, topology))
    if block.arcs:
        layers += _arcs(block.arcs)
    if block.places:
        layers += _places(block)
    spec: dict[str, Any] = (
        alt.layer(*layers)
        .add_params(alt.param(_CHOSEN, value=""))
        .project("equalEarth")
        .properties(width="container", height=_HEIGHT, padding=0)
        .configure(font="system-ui, sans-serif")
        .configure_legend(labelFontSize=13, titleFontSize=13, labelColor=INK, titleColor=INK)
        .configure_view(stroke=None)
        .to_dict()
    )
    return spec


def _land(topology: Any) -> Any:
    return (
        alt.Chart(topology)
        .transform_filter(f"datum.id != '{_ANTARCTICA}'")
        .mark_geoshape(clip=True, aria=False, fill=LAND, stroke="#FFFFFF", strokeWidth=0.5)
    )


def _shaded(block: WorldMap, topology: Any) -> Any:
    states = _states(block)
    known = states["value"].dropna()
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    form = ".0%" if block.unit == "%" else "~g"
    legend = alt.Legend(title=None, format=form, orient="bottom", gradientLength=220)
    scale = alt.Scale(domain=[min(0.0, low), high if high > low else low + 1], range=list(SHADES))
    picked = alt.selection_point(name="state", fields=["entity"], empty=False)
    mine = f"datum.entity === {_CHOSEN}"
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
            tooltip=[
                alt.Tooltip("name:N", title=say("State")),
                alt.Tooltip("told:N", title=say("Value")),
            ],
        )
        .add_params(picked)
    )


def _arcs(arcs: Sequence[Row]) -> list[Any]:
    """Great circles; a line that crosses the edge of the map goes on at the other side."""
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
        for arc in arcs
    ]
    base = alt.Chart(alt.InlineData(values=lines, format=alt.JsonDataFormat(type="json")))
    shape: dict[str, Any] = {"clip": True, "aria": False, "filled": False, "strokeCap": "round"}
    return [
        base.mark_geoshape(**shape, stroke=QUIET, strokeWidth=1.2, strokeOpacity=0.6),
        base.transform_filter(f"datum.of === {_CHOSEN}").mark_geoshape(
            **shape, stroke=CHOSEN, strokeWidth=3
        ),
    ]


def _places(block: WorldMap) -> list[Any]:
    rows = [
        (
            p.get("of") or p["id"],
            p["name"],
            p["latitude"],
            p["longitude"],
            p.get("kind") or say(NOT_KNOWN),
        )
        for p in block.places
        if p["latitude"] is not None and p["longitude"] is not None
    ]
    frame = pd.DataFrame(rows, columns=["entity", "name", "latitude", "longitude", "kind"])
    base = alt.Chart(frame).encode(
        longitude="longitude:Q",
        latitude="latitude:Q",
        tooltip=[
            alt.Tooltip("name:N", title=say("Place")),
            alt.Tooltip("kind:N", title=say("Kind")),
        ],
    )
    look: dict[str, Any] = {"clip": True, "stroke": "#FFFFFF", "strokeWidth": 1, "opacity": 1}
    return [
        base.mark_circle(**look, color=INK, size=50, cursor="pointer").add_params(
            alt.selection_point(name="place", fields=["entity"], empty=False)
        ),
        base.transform_filter(f"datum.entity === {_CHOSEN}").mark_circle(
            **look, color=CHOSEN, size=150
        ),
    ]
