"""What can be written in the browser: a form for each, from the columns of a list.

The few columns that one mostly knows stand first; the others follow under “More”.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from graph.model.words import mark
from loaders.edits.fields import TITLES, FieldFilling, FormField, filled_in
from loaders.edits.word_lists import chosen_from
from loaders.loader import Loader, named

ORIGIN: Final = ("source", "reliability", "label")
_LATE_ORIGIN: Final = ("known", "retrieved")


@dataclass(frozen=True)
class EntryForm:
    """One form. `loader`: the list of which it is a row. `kind`: of whom it says something.

    `first`: the columns that are shown at once. `whole`: a row says all of its subject, so that an
    edit repeats what it does not change; else an edit says only what is new. `fixed`: columns that
    are carried along and not asked for. `without`: columns that the form leaves to others.
    """

    name: str
    title: str  # on the button that opens it
    loader: str
    kind: str
    first: tuple[str, ...]
    whole: bool = False
    fixed: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @cached_property
    def reads(self) -> Loader:
        return named(self.loader)

    @cached_property
    def needed(self) -> frozenset[str]:
        own = {"work": {"name", "worked on by"}, "answer": {"response"}}
        return frozenset(own.get(self.name, self.reads.needed))

    @cached_property
    def more(self) -> tuple[str, ...]:
        """The columns under “More”."""
        others = {*self.first, *self.fixed, *self.without}
        return (*(c for c in self.reads.columns if c not in others), *_LATE_ORIGIN)

    def field(self, column: str) -> FormField:
        if self.name == "work" and column == "name":  # of a case that is there
            return FormField(column, TITLES["case"], FieldFilling.ONE, kinds=("Case",))
        return chosen_from(self.loader, column) or filled_in(self.loader, column)


_WORK: Final = ("worked on by", "functions", "since", "until", "confirmed")
FORMS: Final[Mapping[str, EntryForm]] = {
    form.name: form
    for form in (
        EntryForm(
            "ask",
            mark("Log an ask"),
            "approaches",
            "Approach",
            ("ask", "case", "made to", "status", "date", "due", "introduced by"),
            whole=True,
            without=("code",),
        ),
        EntryForm(
            "answer",
            mark("Write down the answer"),
            "approaches",
            "Approach",
            ("response", "response date", "effect", "effect status"),
            whole=True,
            fixed=("ask", "case", "made to", "door", "made by", "introduced by", "public"),
            without=("code",),
        ),
        EntryForm(
            "case",
            mark("Add a case"),
            "cases",
            "Case",
            ("name", "detained by", "persons", "stage", "posture"),
            without=_WORK,
        ),
        EntryForm(
            "person",
            mark("Add a person"),
            "activists",
            "Person",
            ("name", "role", "affiliation", "affiliated as", "contact rule"),
        ),
        EntryForm(
            "organization",
            mark("Add an organization"),
            "organizations",
            "Organization",
            ("name", "sector", "country", "can do", "contact rule"),
        ),
        EntryForm(
            "family",
            mark("Add a family member"),
            "families",
            "Person",
            ("family", "name", "prisoner", "relation", "speaks"),
        ),
        EntryForm(
            "tie",
            mark("Add a tie"),
            "ties",
            "",
            ("from", "kind", "to", "since"),
            # Of kinds that have forms of their own, and of what other programs bring back.
            without=("relation", "stance", "status", "turn", "inferred"),
        ),
        EntryForm(
            "work",
            mark("Who works on the case"),
            "cases",
            "",
            ("name", "worked on by", "functions", "since"),
            without=(
                *("code", "persons", "detained by", "nationality", "charge", "stage", "posture"),
                *("accused of treason", "severity", "profile", "detained since", "next date"),
                *("decided by", "represented by", "note"),
            ),
        ),
        EntryForm(
            "date",
            mark("Add a date"),
            "events",
            "Event",
            ("kind", "date", "case", "name"),
            whole=True,
            without=("code",),
        ),
        EntryForm(
            "stance",
            mark("Write down a stance"),
            "stances",
            "",
            ("who", "case", "stance", "date"),
        ),
        EntryForm(
            "consent",
            mark("Write down a consent"),
            "consents",
            "Consent",
            ("case", "use", "state", "giver", "date"),
            whole=True,
        ),
    )
}
