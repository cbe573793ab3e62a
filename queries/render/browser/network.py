"""A NetworkMap on the page: vis-network, from this program's own server, in a Streamlit component.

The library and our adapter are loaded from the routes that app.py mounts, so that a change of the
map sends the map and not half a megabyte of JavaScript.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from queries.answer import NetworkMap
from queries.render.browser import language, words
from queries.render.browser.selection import once, select, selected
from queries.render.cells import apart
from queries.render.network_map import build, sentences

ASSETS = Path(__file__).parents[1] / "assets"
_HTML = """
<div class="network-map">
  <div class="canvas" role="img" dir="auto"></div>
  <div class="zoom">
    <button class="closer" aria-label="Zoom in">+</button>
    <button class="farther" aria-label="Zoom out">−</button>
    <button class="whole" aria-label="Show the whole map">Whole map</button>
  </div>
  <ul class="legend" aria-label="What the signs mean" dir="auto"></ul>
</div>
"""
_SCRIPT = """
const ready = import(location.origin + "/vis/vis-network.min.js")
  .then(() => import(location.origin + "/assets/network.js"));
export default (component) => {
  let end = () => {};
  ready.then((adapter) => { end = adapter.default(component); });
  return () => end();
};
"""


@cache
def _component() -> ComponentRenderer:
    css = (ASSETS / "network.css").read_text(encoding="utf-8")
    return st.components.v2.component("network_map", html=_HTML, css=css, js=_SCRIPT)


def show(block: NetworkMap, page: str) -> None:
    """Draw the map; a click on an entity selects it, the selected one stands out."""
    if not block.entities:
        words.quiet("There is nothing to map.")
        return
    chosen, key = selected(page), f"{page}:{block.id}"
    data, drawn = once(key, block, _built)

    @language.spoken
    def clicked() -> None:
        select(page, st.session_state[key].get("selected"))

    _component()(
        key=key,
        data={
            "id": f"{key} {' '.join(sorted(block.focus))}",
            "drawn": drawn,
            "map": data,
            "selected": chosen,
            "label": f"{block.title}: a map of {block.size}. The same as a table stands below it.",
        },
        on_selected_change=clicked,
    )
    if block.note:
        words.quiet(block.note)
    with st.expander("The same map as a table"):
        left, right = st.columns(2)
        entities = [(one["label"], f"{one['name']}{apart(one)}") for one in block.entities]
        left.dataframe(
            pd.DataFrame(entities, columns=["Kind", "Name"]), hide_index=True, key=f"{key}.entities"
        )
        right.dataframe(pd.DataFrame({"Tie": sentences(block)}), hide_index=True, key=f"{key}.ties")


def _built(block: NetworkMap) -> tuple[dict[str, Any], str]:
    """The map, and what tells it from another."""
    data = build(block)
    return data, hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
