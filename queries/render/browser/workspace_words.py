"""Every word that the workspace's JavaScript writes: it knows no language itself.

A key ending in `_one` or `_many` is chosen by a number; what stands in braces is put in there.
"""

from __future__ import annotations

from graph.model.words import say


def workspace_words() -> dict[str, str]:
    """The texts by their key."""
    return {
        **_map(),
        # The panel, the list, the power map, the world map and the strip of time (JB).
    }


def _map() -> dict[str, str]:
    return {
        "was_hidden": say("You had hidden {name}; it is shown again.", name="{name}"),
        "was_kind": say(
            "{kind} were not shown; they are now, for {name}.", kind="{kind}", name="{name}"
        ),
        "was_absent": say("{name} was not on the map; it is being added.", name="{name}"),
    }
