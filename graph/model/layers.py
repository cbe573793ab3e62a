"""Which layer of a map a tie belongs to: what is shown, and what is taken out, is chosen by it."""

from __future__ import annotations

from collections.abc import Iterable

from graph.model.ids import is_kind
from graph.model.records import Tie
from graph.model.schema import TIES


def layer_of(tie: Tie) -> str:
    """The layer of a tie; "": it is on no map.

    >>> layer_of(Tie("MEMBER_OF", "gov:FRA", "org:EU")), layer_of(Tie("KNOWS", "per:a", "per:b"))
    ('treaties', 'campaign')
    """
    layers = TIES[tie.kind].layers
    if not layers:
        return ""
    return layers[-1] if is_kind(tie.source, "Government", "Mission") else layers[0]


def tie_kinds_in(layers: Iterable[str]) -> list[str]:
    """The kinds of tie of which some may be in one of these layers, in the order of the schema."""
    wanted = set(layers)
    return [name for name, kind in TIES.items() if wanted & set(kind.layers)]
