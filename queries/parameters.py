"""What a question may be given: kinds of parameter, and the value that a text gives."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from graph.model.errors import NotFound, QuestionError
from graph.model.ids import code_of, is_kind
from graph.model.records import Entity
from graph.model.schema import kinds_in_words
from graph.model.words import listed, say
from graph.view import View


@dataclass(frozen=True, slots=True)
class Of:
    """The parameter names an entity of one of these kinds (none: of any kind)."""

    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bounds:
    """The parameter is a whole number within these bounds."""

    low: int
    high: int


CaseId = Annotated[str, Of(("Case",))]


GovernmentId = Annotated[str, Of(("Government",))]


PlaceId = Annotated[str, Of(("Government", "Facility"))]  # a state, or a territory of one


AnyId = Annotated[str, Of()]


Count = Annotated[int, Bounds(1, 500)]


Hops = Annotated[int, Bounds(0, 4)]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that a question may be given."""

    name: str
    kind: type  # str, int, float, bool or date; of each, where there may be several
    help: str
    default: Any
    required: bool
    of: Of | None = None
    between: Bounds | None = None
    choices: tuple[str, ...] = ()
    several: bool = False  # a list: in a text separated by ; or |

    @property
    def title(self) -> str:
        """Its name as people read it, not said yet."""
        return self.name.replace("_", " ").capitalize()

    def parse(self, text: str, view: View) -> Any:
        """The value that a text gives. QuestionError or NotFound: it gives none; says why."""
        if self.several:
            parts = (part.strip() for part in re.split(r"[;|]", text))
            return [replace(self, several=False).parse(part, view) for part in parts if part]
        if self.of is not None:
            return resolve(text, self.of.kinds, view)
        if self.choices and text not in self.choices:
            raise QuestionError(
                say(
                    "{name} cannot be “{text}”; write {choices}.",
                    name=say(self.title),
                    text=text,
                    choices=listed(self.choices, most=len(self.choices), either=True),
                )
            )
        if self.kind is bool:
            if text.lower() not in {"yes", "no"}:
                raise QuestionError(
                    say("Write yes or no for {name}, not “{text}”.", name=self.name, text=text)
                )
            return text.lower() == "yes"
        if self.kind is str:
            return text
        if self.kind is date:
            return day(text)
        try:
            value = self.kind(text)
        except ValueError:
            raise QuestionError(
                say("{name} must be a number, not “{text}”.", name=say(self.title), text=text)
            ) from None
        if self.between and not self.between.low <= value <= self.between.high:
            raise QuestionError(
                say(
                    "{name} must be from {low} to {high}, not {value}.",
                    name=say(self.title),
                    low=self.between.low,
                    high=self.between.high,
                    value=value,
                )
            )
        return value


def day(text: str) -> date:
    """The day that a text gives. QuestionError: it gives none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise QuestionError(
            say("“{text}” is not a day. Write it as 2022-11-16.", text=text)
        ) from None


def resolve(text: str, kinds: Sequence[str], view: View) -> str:
    """The id of the one entity that a text names. NotFound, with candidates: none or several."""
    what = kinds_in_words(kinds)
    candidates = view.find(text, *kinds, most=6)
    wanted = text.strip().casefold()
    exact = [
        entity
        for entity in candidates
        if wanted in {entity.id.casefold(), code_of(entity.id).casefold()}
    ] or [
        entity
        for entity in candidates
        if wanted in {name.casefold() for name in (entity.name or "", *_aliases(entity.values))}
    ]
    exact = exact or view.coded(text, kinds)
    if not exact and tuple(kinds) == ("Government",):
        exact = _governing(text, view)
    if len(exact) == 1:
        return exact[0].id
    if exact:
        raise NotFound(_several(text, what, "; ".join(view.apart(exact))))
    nobody = (
        say("There is no {kind} “{text}” here.", kind=what, text=text)
        if what
        else say("Nothing here is called “{text}”.", text=text)
    )
    close = [f"{entity.title} ({entity.id})" for entity in candidates[:5]]
    hint = say("Did you mean {names}?", names=listed(close, either=True)) if close else ""
    raise NotFound(" ".join(filter(None, [nobody, hint])))


def _several(text: str, kind: str, among: str) -> str:
    if not kind:
        return say(
            "“{text}” names more than one: {among}. Write the code of one.", text=text, among=among
        )
    return say(
        "“{text}” names more than one {kind}: {among}. Write the code of one.",
        text=text,
        kind=kind,
        among=among,
    )


def _governing(text: str, view: View) -> list[Entity]:
    """The state that governs the territory of this name: it answers for it."""
    try:
        place = resolve(text, ["Facility"], view)
    except NotFound:
        return []
    ties = view.ties("LOCATED_IN", of=[place])
    return view.several(
        t.target for t in ties if t.source == place and is_kind(t.target, "Government")
    )


def _aliases(values: Mapping[str, object]) -> list[str]:
    aliases = values.get("aliases")
    return aliases if isinstance(aliases, list) else []
