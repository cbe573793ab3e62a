"""The documents of one workspace: the map, its lens, its panel. What a browser is sent, as data.

All that is said of a store is said through a View of one audience and one day; nothing here knows
Streamlit.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Final

from graph.model.errors import DemarcheError
from graph.model.ids import is_kind
from graph.model.schema import ENTITIES, Label
from graph.model.words import say
from graph.store.base import SAMPLE, Store
from graph.view import View
from queries.answer import Answer
from queries.parameters import Of, Parameter
from queries.render.layout import placed_beside, positions
from queries.render.workspace_map import Places, ends, ids, map_document
from queries.shared.placing import placed
from queries.workspace.around import MapContents, around
from queries.workspace.lens_marks import lens_answer, marks, refused
from queries.workspace.next_steps import WHAT_IF
from queries.workspace.panel import Panel, panel
from queries.workspace.path import path
from queries.workspace.time_strip import days
from queries.workspace.workspace_state import WorkspaceState

IN_MEMORY: Final = 40  # layouts and surroundings
RESULTS: Final = 12  # of a search
_PICTURES: Final = {"power": "spectrum", "world": "embassies"}  # whose answers draw them


@dataclass(frozen=True)
class Workspace:
    """What one audience sees of what somebody works on. NotFound: it sees no such subject."""

    store: Store
    audience: Label
    as_of: date | None  # of the page
    state: WorkspaceState

    @cached_property
    def today(self) -> View:
        """As the page looks at it, whatever day the strip is set to."""
        return self._view(self.as_of)

    @cached_property
    def view(self) -> View:
        return self._view(self.state.day) if self.state.day else self.today

    def _view(self, day: date | None) -> View:
        """Of the sample or of real cases, never of both, as an answer about the subject is."""
        subject = self.state.subject
        name = "case" if is_kind(subject, "Case") else "target"
        of_any = Parameter(name=name, kind=str, help="", default=None, required=True, of=Of())
        view, _, _ = placed("workspace", [of_any], {name: subject}, self.store, self.audience, day)
        return view

    @cached_property
    def there(self) -> MapContents:
        return _there(self.view, self.state)

    @cached_property
    def answer(self) -> Answer | None:
        """Of the lens; None: there is no lens, or it refuses (`problem` says why)."""
        return self._answered[0]

    @cached_property
    def problem(self) -> DemarcheError | None:
        return self._answered[1]

    @cached_property
    def _answered(self) -> tuple[Answer | None, DemarcheError | None]:
        if not self.state.lens or self._supposes_nothing:
            return None, None
        try:
            return lens_answer(self.view, self.state, self.state.lens), None
        except DemarcheError as problem:
            return None, problem

    def _remembered(self, kind: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """What does not hang on who is selected or searched for: made once, not at every click."""
        state = replace(self.state, selected=(), find="").document()
        key = (self.as_of, json.dumps(state, sort_keys=True))
        return self.view.remembered(kind, key, lambda _: make(), most=IN_MEMORY)

    def map(self) -> dict[str, Any]:
        """The map: who stands where, and the ties that are drawn."""
        return self._remembered("map document", self._map)

    def _map(self) -> dict[str, Any]:
        day = self.view.today.isoformat()
        return map_document(self.there, self.state, self._places, day)

    @cached_property
    def _places(self) -> Places:
        return _places(self.today, self.view, self.state, self.there)

    def lens(self) -> dict[str, Any]:
        """The lens over it, the strip of time, and what the other pictures show."""
        return self._remembered("lens document", self._lens)

    def _lens(self) -> dict[str, Any]:
        if self.problem:
            document = refused(self.problem)
        elif self.answer is None:
            document = {**refused(_Nothing()), "sentence": self._plain()}
        else:
            document = marks(self.answer)
        document["added"] = self._added(document)
        # Of “n of N shown”, N counts them too, unless they are within reach anyway.
        document["beyond"] = sum(row[0] not in self.there.within for row in document["added"])
        document["invented"] = self.there.centre.origin.dataset.startswith(SAMPLE)
        document["path"] = path(self.view, self.state, self.there)
        document["time"] = days(self.today, self.state, self.today.today)
        if (question := _PICTURES.get(self.state.centre)) and not document.get(self.state.centre):
            document[self.state.centre] = self._picture(self.state.centre, question)
        return document

    @property
    def _supposes_nothing(self) -> bool:
        return self.state.lens == WHAT_IF and not self.state.supposed

    def _plain(self) -> str:
        """Without an answer: what one looks at, or what to do first."""
        if self._supposes_nothing:
            return say(
                "Select somebody on the map, then choose what to suppose: that they were gone, "
                "that an embassy closed, or that two met."
            )
        return say("{subject} and who stands around it.", subject=self.there.centre.title)

    def _picture(self, picture: str, question: str) -> Any:
        try:
            return marks(lens_answer(self.view, self.state, question)).get(picture)
        except DemarcheError:
            return None

    def _added(self, document: Mapping[str, Any]) -> list[list[Any]]:
        """Whom only the lens brings onto the map, with places beside the others."""
        lines = [(line[0], line[1]) for line in document["lines"]]
        marked = {row[0] for row in document["entities"]} | {end for line in lines for end in line}
        new = sorted(marked - self._places.keys())
        if not new:
            return []
        rows = {one.id: (one.kind, one.title) for one in self.view.several(new)}
        if self.answer and self.answer.lens:
            rows |= {row["id"]: (row["kind"], row["name"]) for row in self.answer.lens.added}
        known = [id for id in new if id in rows]
        near = [line for line in lines if line[0] in rows or line[1] in rows]
        near += self._towards_host(known, near)
        at = placed_beside([*self._places, *known], near, self._places)
        return [[id, *rows[id], *at[id]] for id in known]

    def _towards_host(
        self, new: Sequence[str], near: Sequence[tuple[str, str]]
    ) -> list[tuple[str, str]]:
        """Governments and posts that nothing on the map holds stand around the government that the
        case is about, else around the subject."""
        hosts = [t.source for t in self.there.ties if t.kind == "DETAINS"]
        host = min((id for id in hosts if id in self._places), default=self.there.centre.id)
        anchored = {end for line in near for end in line if self._places.keys() & set(line)}
        loose = [id for id in new if id not in anchored and is_kind(id, "Government", "Mission")]
        posts = [id for id in loose if is_kind(id, "Mission")]
        behind = {end for line in near for end in line if set(line) & set(posts)}
        return [(id, host) for id in loose if id in posts or id not in behind]

    def panel(self) -> Panel:
        return panel(self.view, self.state, self.there, self.answer)

    def results(self) -> list[dict[str, str]]:
        """Who is meant by what somebody searches for."""
        if not self.state.find.strip():
            return []
        return [
            {"id": one.id, "name": one.title, "kind": say(ENTITIES[one.kind].label)}
            for one in self.view.find(self.state.find, most=RESULTS)
        ]


class _Nothing(DemarcheError):
    """No lens is chosen, which is no error."""


def _there(view: View, state: WorkspaceState) -> MapContents:
    key = (state.subject, state.layers, state.expanded, state.most)
    return view.remembered("surroundings", key, lambda v: around(v, state), most=IN_MEMORY)


def _places(today: View, view: View, state: WorkspaceState, there: MapContents) -> Places:
    """Where all stand: those of the first layers as always, whoever came later beside them, in the
    order in which they came. So nobody moves when others come."""
    first = WorkspaceState(subject=state.subject, most=state.most)

    def of_first(quiet: View) -> Places:
        base = _there(quiet, first)
        return positions(ids(base.entities), ends(base.ties), [base.centre.id])

    key = (state.subject, state.most)
    at = today.remembered("places", key, of_first, most=IN_MEMORY)
    for n in range(1, len(state.expanded) + 1):
        so_far = WorkspaceState(subject=state.subject, most=state.most, expanded=state.expanded[:n])
        at = _beside(today, at, so_far)
    return _later(at, there)


def _beside(today: View, at: Places, state: WorkspaceState) -> Places:
    def of_next(quiet: View) -> Places:
        return _later(at, _there(quiet, state))

    key = (state.subject, state.most, state.expanded)
    return today.remembered("places", key, of_next, most=IN_MEMORY)


def _later(at: Places, there: MapContents) -> Places:
    new = [id for id in ids(there.entities) if id not in at]
    if not new:
        return at
    return {**at, **placed_beside([*at, *new], ends(there.ties), at)}
