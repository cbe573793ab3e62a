"""Taking away a single value that we wrote: an emptied field, where its value is our word."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from graph.model.edits import OUR_WORD
from graph.model.errors import LoadRefused, RowProblem
from graph.model.records import Entity
from graph.model.words import listed, mark, say
from graph.store.base import SAMPLE
from graph.view import View
from loaders.changes.listing import titled
from loaders.edits.entry_forms import EntryForm
from loaders.edits.on_record import is_tie, value_keys

_LABEL: Final = mark("Choose who may see it: it is stricter than its kind demands.")
_TIE: Final = mark(
    "This is a tie, which no empty field takes away. Write down that it is over, or take back the "
    "entry that says it, under “What we wrote”."
)
_NEEDED: Final = mark(
    "This is needed, and nothing else on record says it. Write what is right, or take back the "
    "entry that says it, under “What we wrote”."
)


def emptied(first: Mapping[str, str], cells: Mapping[str, str]) -> frozenset[str]:
    """The columns that somebody emptied. `first`: what stood in the form when it was opened.

    >>> sorted(emptied({"city": "Oslo", "note": ""}, {"city": " ", "note": "", "name": "Ada"}))
    ['city']
    """
    return frozenset(c for c, text in cells.items() if not text.strip() and first.get(c))


def taken_away(
    view: View, form: EntryForm, edited: str, columns: Collection[str]
) -> frozenset[str]:
    """The values of somebody that are taken away by emptying these columns of a form.

    LoadRefused: with a problem at each column that holds what another list says, a tie, or what
    nothing may be without.
    """
    if not columns:
        return frozenset()
    claims = view.claims(edited)
    keys, problems = set[str](), list[RowProblem]()
    for column in sorted(columns):
        of_column = value_keys(form, column)
        if problem := "".join(_against(view, form, edited, column, claims)):
            problems.append(RowProblem(problem, column=column))
        keys |= of_column
    if problems:
        raise LoadRefused(problems)
    return frozenset(keys)


def _against(
    view: View, form: EntryForm, edited: str, column: str, claims: Collection[Entity]
) -> Iterator[str]:
    """Why an emptied column takes nothing away, in a sentence; nothing: it does."""
    keys = value_keys(form, column)
    saying = [one for one in claims if keys & {*one.values, *(["name"] if one.name else [])}]
    ours = [one for one in saying if one.id == edited and _is_of(one.origin.dataset, form)]
    others = [one.origin.dataset for one in saying if one not in ours]
    if column == "label":
        yield say(_LABEL)
    elif is_tie(form, column):
        yield say(_TIE)
    elif not ours:
        titles = {load.dataset: titled(load) for load in view.store.loads()}
        lists = listed(sorted({titles.get(name, name) for name in others if name}))
        yield (
            say(
                "An empty field takes away only what was written here. This is the word of "
                "“{lists}”: write what is right, or correct that list.",
                lists=lists,
            )
            if lists
            else say(
                "An empty field takes away only what was written here. This follows from something "
                "else on record, such as a date: write what is right."
            )
        )
    elif column in form.needed and not others:
        yield say(_NEEDED)


def _is_of(dataset: str, form: EntryForm) -> bool:
    """Whether a form is a row of this dataset."""
    return dataset.removeprefix(SAMPLE) == f"{OUR_WORD}{form.loader}"
