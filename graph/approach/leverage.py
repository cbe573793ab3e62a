"""What a government could give or withhold: how much the other depends on it, and its measures.

Dependence is that of the Formal Bilateral Influence Capacity index (Moyer and others 2018), from 0
to 1, the highest ever seen. It alone, not the index, went with recommendations being accepted
within targets. A measure in force can be eased, aid can be decided on; that somebody *could* says
nothing of whether it would, or of what it would do: sanctions also harm (Peksen 2009).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from graph.approach.nexus import Evidence, exact
from graph.model.ids import is_kind
from graph.model.records import Tie
from graph.model.words import mark, number, say
from graph.view import View

INFLUENCE: Final = "INFLUENCES"


class Measure(NamedTuple):
    """A kind of measure: how much it counts, and what it is of a government and of the EU."""

    value: float
    own: str
    shared: str


MEASURES: Final[Mapping[str, Measure]] = {
    "SANCTIONS": Measure(
        1.0,
        mark("It has a sanction in force that it could ease"),
        mark("It has a say in a sanction of the EU that could be eased"),
    ),
    "DESIGNATED": Measure(
        1.0,
        mark("It has designated somebody there, and could take that back"),
        mark("It has a say in the EU, which has designated somebody there and could take it back"),
    ),
    "AIDS": Measure(
        0.5,
        mark("It gives aid, and decides on it"),
        mark("It has a say in the aid that the EU gives"),
    ),
    "ARMS": Measure(
        0.5,
        mark("It sells arms there, and decides on that"),
        mark("It has a say in the EU, which decides on arms sold there"),
    ),
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
        sentence = say(
            "The dependence of the detaining government on it was {value} of 1 in {year} (FBIC).",
            value=number(value, 2),
            year=tie.key[:4],
        )
        by_government[sender] = exact(value, sentence, [tie])
    return by_government


def measures(view: View, host: str, members: frozenset[str] = frozenset()) -> dict[str, Evidence]:
    """By government: a measure towards the host that it controls; `members`: of the EU, whose
    measures they decide on together."""
    by_government: dict[str, Evidence] = {}

    def add(sender: str, value: float, words: str, tie: Tie) -> None:
        if sender not in by_government or by_government[sender].value < value:
            known = tie.origin.known
            sentence = (
                say("{measure} ({year}).", measure=words, year=known[:4])
                if known
                else say("{measure}.", measure=words)
            )
            by_government[sender] = exact(value, sentence, [tie])

    today = view.today.isoformat()
    for tie in view.ties(*MEASURES, of=[host]):
        if tie.target != host or not tie.in_force(today):
            continue
        measure = MEASURES[tie.kind]
        if is_kind(tie.source, "Government"):
            add(tie.source, measure.value, say(measure.own), tie)
        elif tie.source == EU:
            for member in members:
                add(member, measure.value * SHARED, say(measure.shared), tie)
    return by_government
