"""Run by test_schema.py: kinds of tie that the table alone says, through store, map, walks, dyad.

Not in the test's own process, where all that follows from the table is already there.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

ADDED = """
EXPELLED | Government | Government | one | - | - | - | CLEAR | nobody | apart | - | - | expelled diplomats of | - | relations
GREETED | Government | Government | one | - | - | - | CLEAR | nobody | neither | - | - | greeted | greetings | relations
TWINNED | Government | Government | both | - | - | - | CLEAR | nobody | closer | - | timeless | is twinned with | - | relations
TUTORS | Person | Person | one | 0.5 | no | 3 | GREEN | nobody | - | - | - | tutors | - | campaign
COACHES | Person | Person | one | 0.5 | yes | 3 | GREEN | nobody | - | - | - | coaches | - | campaign
SINGS_WITH | Person | Person | both | 0.5 | - | 3 | GREEN | nobody | - | - | - | sings with | - | campaign
JAILS | Government | Person | one | - | - | - | AMBER | target held | - | - | - | jails | - | campaign
MARRIED_TO | Person | Person | both | - | - | - | STRICT | kin | - | - | - | is married to | - | campaign
DOUBTS | Person | Case | one | - | - | - | GREEN | nobody | - | -1 | - | doubts | - | campaign
"""  # noqa: E501
whole = Path.read_text


def longer(self: Path, *arguments: Any, **named: Any) -> str:
    return whole(self, *arguments, **named) + (ADDED.strip() if self.name == "ties.txt" else "")


def main(place: str) -> None:
    from graph.campaign.contacts import stances
    from graph.campaign.safety import protected
    from graph.model.records import Entity, Origin, PartialDate, Tie
    from graph.model.schema import ENTITIES, Label
    from graph.network.building import build
    from graph.store.opening import open_store
    from graph.view import View
    from loaders.campaign.ties import WORDS
    from queries.answer import NetworkMap, Table
    from queries.question import ask
    from queries.render import map_words, network_map
    from tests.conftest import write

    day = date(2026, 11, 25)
    origin = Origin("https://example.org", known=PartialDate("2026-01-01"))
    people = [Entity("Person", f"per:{x}", x.upper(), {}, origin) for x in "abcd"]
    ties = [
        Tie("EXPELLED", "gov:FRA", "gov:BLR", origin=origin),
        Tie("GREETED", "gov:BLR", "gov:FRA", origin=origin),
        Tie("TWINNED", "gov:BLR", "gov:FRA", origin=origin),
        Tie("TUTORS", "per:a", "per:b", origin=origin),
        Tie("COACHES", "per:b", "per:c", origin=origin),
        Tie("SINGS_WITH", "per:c", "per:d", origin=origin),
        Tie("JAILS", "gov:BLR", "per:a", origin=origin),
        Tie("MARRIED_TO", "per:b", "per:a", origin=origin),
        Tie("DOUBTS", "per:c", "cas:1", origin=origin),
    ]
    store = open_store(f"sqlite:///{place}/store.sqlite")
    write(
        store,
        Entity("Government", "gov:FRA", "France", {}, origin),
        Entity("Government", "gov:BLR", "Belarus", {}, origin),
        Entity("Case", "cas:1", "Case", {}, origin),
        *people,
        *ties,
    )
    view = View(store, Label.RED, day)
    # stored, and written in a file by its phrase
    assert {tie.kind for tie in view.ties()} == {tie.kind for tie in ties}
    assert WORDS["expelled diplomats of"] == "EXPELLED"
    # walked: one way, back too, both ways
    G = build(view.entities(*ENTITIES), view.ties(), day)
    assert G.chance("per:a", "per:b") > 0 == G.chance("per:b", "per:a")
    assert G.chance("per:b", "per:c") == G.chance("per:c", "per:b") > 0
    assert G.chance("per:c", "per:d") == G.chance("per:d", "per:c") > 0
    # who is at risk by it, and who is against the case
    assert protected(people, ties, None) == {"per:a", "per:b"}
    assert stances(view, "cas:1") == {"per:c": -1}
    # drawn, and read aloud
    around = ask("neighbourhood", store, {"entity": "gov:BLR"}, Label.RED, day)
    block = around.block("map")
    assert isinstance(block, NetworkMap)
    assert len(network_map.build(block)["edges"]) == 4
    assert "France expelled diplomats of Belarus" in map_words.sentences(block)
    # counted between two governments as the table says
    answer = ask("dyad", store, {"government": "FRA", "target": "BLR"}, Label.RED, day)
    layers = answer.block("layers")
    assert isinstance(layers, Table)
    rows = {row["what"]: (row["layer"], row["who"], row["points_to"]) for row in layers.rows}
    assert rows == {
        "expelled diplomats of the other": ("acts", "France → Belarus", "distance"),
        "greeted the other": ("acts", "Belarus → France", "neither"),
        "is twinned with": ("history", "both", "closeness"),
    }
    assert "closeness: history; distance: acts" in answer.sentence
    gaps = ask("coverage", store, {"target": "BLR"}, Label.RED, day)
    assert "greetings" in {row["what"]: row for block in gaps.blocks for row in _rows(block)}


def _rows(block: object) -> list[dict[str, Any]]:
    return [dict(row) for row in getattr(block, "rows", ()) if "what" in row]


if __name__ == "__main__":
    sys.path.insert(0, ".")
    Path.read_text = longer  # type: ignore[method-assign]
    with tempfile.TemporaryDirectory() as place:
        main(place)
