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
                f"“{text}” is not possible for {self.name}; write {' or '.join(self.choices)}."
            )
        if self.kind is bool:
            if text.lower() not in {"yes", "no"}:
                raise QuestionError(f"Write yes or no for {self.name}, not “{text}”.")
            return text.lower() == "yes"
        if self.kind is str:
            return text
        if self.kind is date:
            return day(text)
        try:
            value = self.kind(text)
        except ValueError:
            raise QuestionError(f"“{text}” is not a number, as {self.name} needs.") from None
        if self.between and not self.between.low <= value <= self.between.high:
            raise QuestionError(
                f"{self.title} must be from {self.between.low} to {self.between.high}, not {value}."
            )
        return value


def day(text: str) -> date:
    """The day that a text gives. QuestionError: it gives none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise QuestionError(f"“{text}” is not a day. Write it as 2022-11-16.") from None


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
        among = "; ".join(view.apart(exact))
        of = what and f" {what}"
        raise NotFound(f"“{text}” names more than one{of}: {among}. Write the code of one.")
    hint = " or ".join(f"{entity.title} ({entity.id})" for entity in candidates[:5])
    nobody = f"There is no {what} “{text}” here." if what else f"Nothing here is called “{text}”."
    raise NotFound(nobody + (f" Did you mean {hint}?" if hint else ""))


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
