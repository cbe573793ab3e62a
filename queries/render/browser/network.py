"""A NetworkMap on the page: vis-network, from this program's own server, in a Streamlit component.

The library and our adapter are loaded from the routes that app.py mounts, so that a change of the
map sends the map and not half a megabyte of JavaScript.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache, partial
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from graph.model.words import say
from queries.answer import NetworkMap
from queries.render.browser import anew, language, words
from queries.render.browser.selection import choose, once, selected
from queries.render.map_words import name, sentences
from queries.render.network_map import build
from queries.render.plain import in_browser

ASSETS = Path(__file__).parents[1] / "assets"
_HTML = """
<div class="network-map">
  <div class="canvas" role="img" dir="auto"></div>
  <div class="zoom">
    <button class="closer">+</button>
    <button class="farther">−</button>
    <button class="whole"></button>
  </div>
  <ul class="legend" dir="auto"></ul>
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
        words.quiet(say("There is nothing to map."))
        return
    chosen, key = selected(page), f"{page}:{block.id}"
    data, drawn = once(key, block, _built)

    @language.spoken
    def clicked() -> None:
        choose(page, st.session_state[key].get("selected"))

    _component()(
        key=key,
        data=in_browser(
            {
                "id": f"{key} {' '.join(sorted(block.focus))}",
                "drawn": drawn,
                "map": data,
                "selected": chosen,
                "label": say(
                    "{title}: a map of {size}. The same as a table stands below it.",
                    title=block.title,
                    size=block.size,
                ),
                "words": {
                    "closer": say("Zoom in"),
                    "farther": say("Zoom out"),
                    "whole": say("Show the whole map"),
                    "legend": say("What the signs mean"),
                    "selected": say("{map} Selected: {name}.", map="{map}", name="{name}"),
                },
            }
        ),
        on_selected_change=clicked,
    )
    if block.note:
        words.quiet(block.note)
    anew.closed(say("The same map as a table"), f"{key}.closed", partial(_tables, block, key))


def _tables(block: NetworkMap, key: str) -> None:
    left, right = st.columns(2)
    entities = [(one["label"], name(one)) for one in block.entities]
    titles = [say("Kind"), say("Name")]
    left.dataframe(pd.DataFrame(entities, columns=titles), hide_index=True, key=f"{key}.entities")
    ties = pd.DataFrame({say("Tie"): sentences(block)})
    right.dataframe(ties, hide_index=True, key=f"{key}.ties")


def _built(block: NetworkMap) -> tuple[dict[str, Any], str]:
    """The map, and what tells it from another."""
    data = build(block)
    return data, hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
