"""What a government could give or withhold: how much the other depends on it, and its measures.

Dependence is that of the Formal Bilateral Influence Capacity index (Moyer and others 2018), from 0
to 1, the highest ever seen. It alone, not the index, went with recommendations being accepted
within targets. A measure in force can be eased, aid can be decided on; that somebody *could* says
nothing of whether it would, or of what it would do: sanctions also harm (Peksen 2009).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graph.approach.nexus import Evidence, exact
from graph.model.ids import is_kind
from graph.model.records import Tie
from graph.view import View

INFLUENCE: Final = "INFLUENCES"
MEASURES: Final[Mapping[str, tuple[float, str]]] = {
    "SANCTIONS": (1.0, "has a sanction in force that it could ease"),
    "DESIGNATED": (1.0, "has designated somebody there, which it could take back"),
    "AIDS": (0.5, "gives aid, on which it decides"),
    "ARMS": (0.5, "sells arms, on which it decides"),
}
EU: Final = "org:EU"
SHARED: Final = 0.5  # of a measure that the EU decides on together


def dependence(view: View, host: str) -> dict[str, Evidence]:
    """By government: how much the host depends on it; the newest year."""
    newest: dict[str, Tie] = {}
    for tie in view.ties(INFLUENCE, of=[host]):
        if tie.target == host and "dependence" in tie.values:
            known = newest.get(tie.source)
            if known is None or tie.key > known.key:
                newest[tie.source] = tie
    by_government = {}
    for sender, tie in newest.items():
        value = min(1.0, max(0.0, float(str(tie.values["dependence"]))))
        sentence = f"The target's dependence on it was {value:.2f} of 1 in {tie.key[:4]} (FBIC)."
        by_government[sender] = exact(value, sentence, [tie])
    return by_government


def measures(view: View, host: str, members: frozenset[str] = frozenset()) -> dict[str, Evidence]:
    """By government: a measure towards the host that it controls; `members`: of the EU, whose
    measures they decide on together."""
    by_government: dict[str, Evidence] = {}

    def add(sender: str, value: float, words: str, tie: Tie) -> None:
        if sender not in by_government or by_government[sender].value < value:
            year = f", {tie.origin.known[:4]}" if tie.origin.known else ""
            by_government[sender] = exact(value, f"It {words}{year}.", [tie])

    today = view.today.isoformat()
    for tie in view.ties(*MEASURES, of=[host]):
        if tie.target != host or not tie.in_force(today):
            continue
        value, words = MEASURES[tie.kind]
        if is_kind(tie.source, "Government"):
            add(tie.source, value, words, tie)
        elif tie.source == EU:
            for member in members:
                add(member, value * SHARED, f"decides with the EU, which {words}", tie)
    return by_government
