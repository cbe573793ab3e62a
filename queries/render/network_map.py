"""A NetworkMap as vis-network wants it. The only file that knows pyvis, which builds it.

pyvis's own HTML is never written: it loads from other hosts and executes markup in names. What
comes out here is data; in the browser, assets/network.js writes names and phrases as text, where
there is room for them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.model.schema import ENTITIES, EntityKind, Label
from graph.model.words import mark, number, say
from queries.answer import APART, FUNCTION, NetworkMap, Row
from queries.render import map_words
from queries.render.layout import positions

INK, LINE, ENDED, LACKING, PAPER = "#1B2733", "#5B6B7A", "#B4BEC8", "#D55E00", "#FFFFFF"
DRAWN_KINDS = ENTITIES | {
    FUNCTION: EntityKind(
        name=FUNCTION,
        label=mark("Function"),
        plural=mark("Functions"),
        prefix="function",
        shape="hexagon",
        colour="#CC79A7",
        sensitivity=Label.CLEAR,
        ftm="Thing",
        layer="campaign",
    )
}
# Pixels of line and gap, by what is told of a tie.
STROKES = {"unsourced": [2, 5], "could": [12, 4, 2, 4], "gone": [4, 4]}
_MOST_LINES = 1500  # that are drawn while the map is dragged
GLYPHS = {
    "dot": "●",
    "square": "■",
    "hexagon": "⬢",
    "triangle": "▲",
    "triangleDown": "▼",
    "star": "★",
    "diamond": "◆",
}


def build(block: NetworkMap) -> dict[str, Any]:
    """{"nodes", "edges", "options", "legend"}: positions given, physics off, all of it JSON.

    A line without a source is dotted, one to be checked again dashed, one that is only suggested
    both by turns; one that has ended is pale. What is gone, or lacking, is hollow. Ties to entities
    that are not on the map are left out.
    """
    # pyvis takes a second to import (IPython comes with it): only those who draw pay.
    from pyvis.network import Network

    net = Network(directed=True)
    shown = {str(entity["id"]) for entity in block.entities}
    ties = [t for t in block.ties if t["source"] in shown and t["target"] in shown]
    ends = [(str(tie["source"]), str(tie["target"])) for tie in ties]
    places = positions(sorted(shown), ends, block.focus)
    names = {str(entity["id"]): str(entity["name"]) for entity in block.entities}
    for entity in block.entities:
        id = str(entity["id"])
        x, y = places[id]
        net.add_node(id, x=x, y=y, **_entity(entity, id in block.focus))
    beside: Counter[tuple[str, str]] = Counter()
    for tie, (source, target) in zip(ties, ends, strict=True):
        pair = (min(source, target), max(source, target))
        net.add_edge(source, target, **_tie(tie, names, beside[pair], pair[0] == source))
        beside[pair] += 1
    net.set_options(json.dumps(_options(len(ties))))
    nodes, edges, _, _, _, options = net.get_network_data()
    numbered = [{"id": number, **edge} for number, edge in enumerate(edges)]
    return {
        "nodes": nodes,
        "edges": numbered,
        "options": json.loads(options),
        "legend": _legend(block, ties),
    }


def drawn(
    entities: Iterable[tuple[str, str, str, float, float, str]], lines: Iterable[Sequence[Any]]
) -> dict[str, Any]:
    """The network of the workspace as {"nodes", "edges", "options"}: each entity a row of id, kind,
    name, x, y, state; each line as it was given, its two ends first. `classes` say how a kind
    looks."""
    from pyvis.network import Network

    net = Network(directed=True)
    for id, kind, name, x, y, state in entities:
        net.add_node(id, label=name, group=kind, x=round(x, 1), y=round(y, 1), state=state)
    for line in lines:
        net.add_edge(line[0], line[1], line=list(line))
    net.set_options(json.dumps(_options(len(net.nodes))))
    nodes, edges, _, _, _, options = net.get_network_data()
    return {
        "nodes": [[n["id"], n["group"], n["label"], n["x"], n["y"], n["state"]] for n in nodes],
        "edges": [edge["line"] for edge in edges],
        "options": json.loads(options),
    }


def classes(counts: Mapping[str, int]) -> dict[str, dict[str, Any]]:
    """How all kinds look and what they are called, in the order of the schema; a lens may bring
    kinds that the map has none of. `sign`: of those of one shape, which; it has a sign within."""
    alike: Counter[str] = Counter()
    described = {}
    for name, kind in DRAWN_KINDS.items():
        described[name] = {
            "label": say(kind.label),
            "plural": say(kind.plural),
            "shape": kind.shape,
            "sign": alike[kind.shape],
            "color": kind.colour,
            "glyph": GLYPHS[kind.shape],
            "count": counts.get(name, 0),
            "layer": kind.layer,
        }
        alike[kind.shape] += 1
    return described


def _entity(entity: Row, in_focus: bool) -> dict[str, Any]:
    kind, state = DRAWN_KINDS[str(entity["kind"])], entity.get("state")
    colours = {"background": PAPER if state else kind.colour, "border": rim(state)}
    return {
        "label": wrapped(str(entity["name"])),
        "title": say("{kind}: {name}", kind=say(kind.label), name=map_words.name(entity)),
        "shape": kind.shape,
        "size": 22 if in_focus else 14,
        "borderWidth": 3 if in_focus or state else 1,
        "shapeProperties": {"borderDashes": [4, 4] if state else False},
        "color": {**colours, "highlight": colours},
    }


def rim(state: object) -> str:
    """The colour of an entity's edge, by its `state`."""
    return LACKING if state == "gap" else LINE if state else INK


def _tie(tie: Row, names: dict[str, str], parallel: int, forward: bool) -> dict[str, Any]:
    line: dict[str, Any] = {
        "title": map_words.sentence(tie, names),
        "phrase": str(tie["phrase"]),  # written on the line while one of its ends is selected
        "arrows": "to" if tie["directed"] else "",
        "dashes": STROKES.get(doubt(tie), False),
        "width": min(4.0, 1 + 0.5 * (int(str(tie["count"] or 1)) - 1)),
        "color": {"color": ENDED if is_over(tie) else LINE, "highlight": INK},
        "smooth": False,
    }
    if parallel:  # a second tie between the same two would lie under the first
        bend = "curvedCW" if (parallel % 2 == 1) == forward else "curvedCCW"
        line["smooth"] = {"enabled": True, "type": bend, "roundness": 0.15 * ((parallel + 1) // 2)}
    return line


def doubt(tie: Row) -> str:
    """What is to be told of a tie by its stroke. (A tie that is only suggested has no source.)"""
    if tie.get("state"):
        return str(tie["state"])
    return "" if tie["sourced"] else "unsourced"


def is_over(tie: Row) -> bool:
    """Whether a tie is drawn pale."""
    return bool(tie["until"]) or tie.get("state") == "gone"


def kinds_of(block: NetworkMap) -> list[tuple[EntityKind, str]]:
    """The kinds of entities that a map has, with how many in words; in the order of the schema."""
    counts = Counter(str(entity["kind"]) for entity in block.entities)
    return [
        (
            kind,
            say(
                "{kind} ({n})",
                kind=say(kind.label) if counts[name] == 1 else say(kind.plural),
                n=number(counts[name]),
            ),
        )
        for name, kind in DRAWN_KINDS.items()
        if counts[name]
    ]


def _legend(block: NetworkMap, ties: list[Row]) -> list[dict[str, str]]:
    kinds = [
        {"glyph": GLYPHS[kind.shape], "colour": kind.colour, "text": text}
        for kind, text in kinds_of(block)
    ]
    doubts = {doubt(tie) for tie in ties}
    if "unsourced" in doubts:
        kinds.append({"glyph": "┈", "colour": LINE, "text": say("no source recorded")})
    if any(tie["until"] for tie in ties):
        kinds.append({"glyph": "─", "colour": ENDED, "text": say("has ended")})
    states = {row.get("state") for row in (*block.entities, *ties)}
    kinds += [
        {
            "glyph": "╌·" if state == "could" else "◌",
            "colour": rim(state),
            "edge": rim(state),
            "text": say(text),
        }
        for state, text in APART.items()
        if state in states
    ]
    return kinds


def _options(lines: int) -> dict[str, Any]:
    return {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "interaction": {
            "hover": True,
            "tooltipDelay": 150,
            "hideEdgesOnDrag": lines > _MOST_LINES,
            "selectConnectedEdges": True,
            "keyboard": {"enabled": True, "bindToWindow": False},
        },
        "edges": {"arrows": {"to": {"scaleFactor": 0.5}}, "selectionWidth": 1.5},
    }


def wrapped(name: str, width: int = 22, lines: int = 3) -> str:
    """A name over a few short lines."""
    rows = [""]
    for word in name.split():
        if rows[-1] and len(rows[-1]) + len(word) >= width:
            rows.append(word)
        else:
            rows[-1] = f"{rows[-1]} {word}".strip()
    return "\n".join(rows[:lines]) + ("…" if len(rows) > lines else "")
