"""Whoever a form names and who is not on record: written down with it, all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from graph.model.errors import RowProblem, UnknownName
from graph.model.schema import Label
from graph.store.base import Store
from graph.view import View
from loaders.edits.entry_forms import FORMS
from loaders.edits.fields import TITLES, FieldFilling
from loaders.edits.saving import Entry, all_or_nothing, resolved, save, worlds_of

# As what somebody can be written down who is only named so far.
_NEW: Final = {"Person": "person", "Organization": "organization", "Case": "case"}


class Newcomer(NamedTuple):
    """Somebody whom a form names and who is not on record. `forms`: as what they may be written
    down."""

    name: str
    forms: tuple[str, ...]


def newcomers(entry: Entry, problems: Sequence[RowProblem]) -> list[Newcomer]:
    """Who is named in a refused form without being on record, each once; of places there is none.

    >>> wrong = UnknownName("person", "Cy")
    >>> wrong.column = "giver"
    >>> newcomers(Entry("consent", {}), [wrong])
    [Newcomer(name='Cy', forms=('person',))]
    """
    new: dict[str, Newcomer] = {}
    for one in problems:
        if isinstance(one, UnknownName) and one.column in TITLES and one.value:
            field = FORMS[entry.form].field(one.column)
            forms = tuple(name for kind, name in _NEW.items() if kind in (field.kinds or _NEW))
            if forms and field.filling in (FieldFilling.ONE, FieldFilling.SEVERAL):
                new.setdefault(one.value, Newcomer(one.value, forms))
    return list(new.values())


def save_with(
    store: Store,
    new: Sequence[Entry],
    entry: Entry,
    *,
    audience: Label,
    accept_unencrypted: bool = False,
) -> list[int]:
    """Write down somebody new, and then the form that names them; the numbers of the loads.

    They are of the same world, invented or real. All or nothing. LoadRefused and others, as `save`.
    """
    cells = resolved(View(store, audience), FORMS[entry.form], entry).cells
    invented = entry.invented or worlds_of(store, cells, entry.edited) == {True}
    entries = (*(replace(each, invented=invented) for each in new), entry)
    return all_or_nothing(
        store,
        (
            save(store, one, audience=audience, accept_unencrypted=accept_unencrypted)
            for one in entries
        ),
    )
