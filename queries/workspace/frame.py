"""What stands around the map of the workspace whatever is selected: its words and its choices."""

from __future__ import annotations

from typing import Any

from graph.model.schema import LAYERS
from graph.model.words import say
from graph.store.base import SAMPLE
from graph.view import View
from queries.question import lenses


def frame(view: View) -> dict[str, Any]:
    """The lenses, the cases and countries that one may work on, and the layers, in words."""
    cases = sorted(view.entities("Case"), key=lambda one: (one.title.casefold(), one.id))
    states = [one for one in view.entities("Government") if not _invented(one.origin.dataset)]
    by_name = sorted(states, key=lambda one: (one.title.casefold(), one.id))
    subjects = [
        *({"id": one.id, "title": one.title, "group": say("Cases")} for one in cases),
        *({"id": one.id, "title": one.title, "group": say("Countries")} for one in by_name),
    ]
    return {
        "lenses": [
            {
                "id": question.name,
                "title": say(question.lens),
                "summary": say(question.summary),
                "needs": "to" if any(p.name == "to" for p in question.parameters) else "",
            }
            for question in lenses()
        ],
        "subjects": subjects,
        "layers": [
            {"id": name, "title": say(title), "on": at_first}
            for name, (title, at_first) in LAYERS.items()
        ],
    }


def _invented(dataset: str) -> bool:
    return dataset.startswith(SAMPLE)
