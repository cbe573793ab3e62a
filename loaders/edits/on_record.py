"""What is on record of somebody, as the cells that a form begins with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from graph.model.ids import code_of, is_kind
from graph.model.records import Entity, Tie, Value
from graph.model.schema import ENTITIES, Label
from graph.view import View
from loaders.countries import territories
from loaders.edits.entry_forms import FORMS, EntryForm
from loaders.edits.word_lists import label_of

# Where a column is not called as the value that it becomes.
VALUES: Final = {
    "accused of treason": "treason",
    "also known as": "aliases",
    "ask": "instrument",
    "can do": "functions",
    "contact rule": "contact",
    "detained since": "since",
    "effect status": "effect_status",
    "next date": "next_date",
    "response date": "response_date",
    "safe to tell": "safe_to_tell",
}
# Columns that become ties: the kind, and whether the entity is its source; for asks the part.
_TIES: Final[Mapping[str, Mapping[str, tuple[str, bool, str]]]] = {
    "approaches": {
        "case": ("CONCERNS", True, ""),
        "made to": ("MADE_TO", True, ""),
        "door": ("MADE_TO", True, "door"),
        "made by": ("MADE_BY", True, ""),
        "introduced by": ("MADE_BY", True, "introducer"),
    },
    "cases": {
        "detained by": ("DETAINS", False, ""),
        "persons": ("CONCERNS", True, ""),
        "nationality": ("NATIONAL_OF", True, ""),
        "decided by": ("DECIDES", False, ""),
        "represented by": ("REPRESENTS", False, ""),
    },
    "activists": {"country": ("RESIDES_IN", True, ""), "nationality": ("NATIONAL_OF", True, "")},
    "organizations": {"country": ("LOCATED_IN", True, ""), "part of": ("PART_OF", True, "")},
    "events": {"case": ("CONCERNS", True, "")},
    "consents": {"case": ("CONCERNS", True, ""), "giver": ("MADE_BY", True, "")},
}
_IN_COUNTRIES: Final = frozenset({"country", "nationality", "detained by"})


@dataclass(frozen=True, slots=True)
class Writing:
    """A form that is to be filled in: what stands in it at first, and of whom it says something
    new ("": of somebody new). `about`: the case that somebody works on, if any."""

    form: str
    cells: Mapping[str, str] = field(default_factory=dict)
    edited: str = ""
    about: str = ""


def form_of(entity: Entity) -> str | None:
    """The form by which somebody is edited; None: there is none.

    >>> form_of(Entity("Case", "cas:1")), form_of(Entity("Government", "gov:FRA"))
    ('case', None)
    """
    forms = ("case", "person", "organization", "date", "consent", "ask")
    return next((name for name in forms if FORMS[name].kind == entity.kind), None)


def value_keys(form: EntryForm, column: str) -> frozenset[str]:
    """The values of an entity that a column becomes.

    >>> sorted(value_keys(FORMS["consent"], "date")), sorted(value_keys(FORMS["case"], "next date"))
    (['date', 'given'], ['next_date'])
    """
    key = VALUES.get(column, column)
    return frozenset({key, "given"} if column == "date" and form.loader == "consents" else {key})


def is_tie(form: EntryForm, column: str) -> bool:
    """Whether a column becomes a tie to somebody."""
    return column in _TIES.get(form.loader, {})


def on_record(view: View, form: EntryForm, entity: Entity) -> dict[str, str]:
    """What an audience sees of an entity, by the form's columns; ids stand for others."""
    cells = {"name": entity.name or ""} if "name" in form.reads.columns else {}
    for column in form.reads.columns:
        value = entity.values.get(VALUES.get(column, column))
        if column == "date" and form.loader == "consents":
            value = entity.values.get("given") or value
        if value not in (None, "", []) and column != "name":
            cells[column] = _text(value, view if column == "opted in" else None)
    of_it = view.ties(of=[entity.id])
    for column, (kind, outward, part) in _TIES.get(form.loader, {}).items():
        others = _others(entity, of_it, kind, outward=outward, part=part)
        fits = form.field(column).kinds
        ids = [id for id in others if not fits or is_kind(id, *fits)]
        names = [_country(id) for id in ids] if column in _IN_COUNTRIES else ids
        if text := "|".join(filter(None, names)):
            cells[column] = text
    if form.kind == "Event":
        cells["kind"] = str(entity.values.get("kind", ""))
    return {**cells, "label": _stricter(entity)}


def _others(
    entity: Entity, ties: Sequence[Tie], kind: str, *, outward: bool, part: str
) -> list[str]:
    ids = [
        tie.target if outward else tie.source
        for tie in ties
        if tie.kind == kind
        and (tie.source if outward else tie.target) == entity.id
        and str(tie.values.get("part") or "") == part
    ]
    return list(dict.fromkeys(ids))


def _stricter(entity: Entity) -> str:
    """The label of somebody who is stricter than the kind is: an edit must not be less so."""
    usual: Label = ENTITIES[entity.kind].sensitivity
    return label_of(entity.level) if entity.level > usual else ""


def _country(id: str) -> str:
    code = code_of(id)
    return territories()[code].name if code in territories() else ""


def _text(value: Value, cases: View | None) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, list):
        return str(value)
    if cases is not None:  # those for whom somebody has agreed are written by name
        return "|".join(one.title for one in cases.several(value))
    return "|".join(value)
