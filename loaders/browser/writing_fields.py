"""The fields of a form in the browser: one widget for each column."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import streamlit as st

from graph.model.words import say
from graph.view import View
from loaders.edits.choices import country_names, named_in, titles_of
from loaders.edits.entry_forms import EntryForm
from loaders.edits.fields import FieldFilling, FormField
from loaders.loader import ORIGIN_COLUMNS

_ACROSS: Final = 2
_EARLIEST, _LATEST = date(1900, 1, 1), date(2199, 12, 31)


class Fields:
    """Draws the fields of one form; what they hold, by column, in `cells`.

    `begun`: what they hold at first. `prefix`: of the keys, another for each form that is opened.
    `edited`: whether they say something new of somebody.
    """

    def __init__(
        self, view: View, form: EntryForm, begun: Mapping[str, str], prefix: str, edited: bool
    ) -> None:
        self.view, self.form, self.begun, self.prefix = view, form, begun, prefix
        self.edited = edited
        self.cells: dict[str, str] = {}

    def draw(self, columns: Sequence[str], problems: Mapping[str, Sequence[str]]) -> None:
        """Two beside each other, each with what is wrong with it below it."""
        for start in range(0, len(columns), _ACROSS):
            for place, column in zip(
                st.columns(_ACROSS), columns[start : start + _ACROSS], strict=False
            ):
                with place:
                    self._one(column, problems.get(column, ()))

    def _one(self, column: str, problems: Sequence[str]) -> None:
        field = self.form.field(column)
        self.cells[column] = _FILLINGS[field.filling](self, field, self._title(field))
        for number, problem in enumerate(problems):
            with st.container(key=f"writing.problem.{self.prefix}.{column}.{number}"):
                st.text(problem)

    def _title(self, field: FormField) -> str:
        needed = field.column in self.form.needed
        title = say(field.title)
        return say("{title} (needed)", title=title) if needed else title

    def _key(self, field: FormField) -> str:
        return f"{self.prefix}.{field.column}"

    def _help(self, field: FormField) -> str | None:
        texts = {**self.form.reads.columns, **ORIGIN_COLUMNS}
        help = [say(texts[field.column])] if field.column in texts else []
        if self.edited and self.begun.get(field.column) and field.column in self.form.reads.columns:
            help.append(say("Empty: what was written here goes, what a list says stays."))
        return "\n\n".join(help) or None

    def text(self, field: FormField, title: str) -> str:
        value = self.begun.get(field.column, "")
        return st.text_input(title, value, key=self._key(field), help=self._help(field))

    def long(self, field: FormField, title: str) -> str:
        value = self.begun.get(field.column, "")
        return st.text_area(title, value, key=self._key(field), height=80, help=self._help(field))

    def date(self, field: FormField, title: str) -> str:
        """A day, or only the month or the year where no more is known."""
        value, hint = self.begun.get(field.column, ""), say("2026-11-29, 2026-11 or 2026")
        return st.text_input(
            title, value, key=self._key(field), placeholder=hint, help=self._help(field)
        )

    def day(self, field: FormField, title: str) -> str:
        text = self.begun.get(field.column, "")
        try:
            value = date.fromisoformat(text) if text else None
        except ValueError:  # a month or a year
            return self.date(field, title)
        chosen = st.date_input(
            title,
            value,
            _EARLIEST,
            _LATEST,
            key=self._key(field),
            format="YYYY-MM-DD",
            help=self._help(field),
        )
        return chosen.isoformat() if isinstance(chosen, date) else ""

    def word(self, field: FormField, title: str) -> str:
        options = list(field.words)
        value = _known(options, self.begun.get(field.column, ""))
        unset = say("As its kind demands") if field.column == "label" else say("Choose")
        chosen = st.selectbox(
            title,
            options,
            options.index(value) if value in options else None,
            format_func=lambda word: _with_meaning(field, word),
            key=self._key(field),
            placeholder=unset,
            help=self._help(field),
            filter_mode="contains",
        )
        return chosen or ""

    def words(self, field: FormField, title: str) -> str:
        options = list(field.words)
        values = [part for part in self._parts(field) if part in options]
        chosen = st.multiselect(
            title,
            options,
            values,
            format_func=lambda word: _with_meaning(field, word),
            key=self._key(field),
            placeholder=say("Choose"),
            help=self._help(field),
        )
        return "|".join(chosen)

    def one(self, field: FormField, title: str) -> str:
        value = self.begun.get(field.column, "")
        names = self._names(field, [value] if value else [])
        return self._pick(field, title, names, value)

    def several(self, field: FormField, title: str) -> str:
        names = self._names(field, self._parts(field))
        return self._picks(field, title, names)

    def place(self, field: FormField, title: str) -> str:
        names = {name: name for name in country_names()}
        return self._pick(field, title, names, self.begun.get(field.column, ""))

    def places(self, field: FormField, title: str) -> str:
        return self._picks(field, title, {name: name for name in country_names()})

    def names(self, field: FormField, title: str) -> str:
        titles = [one.title for one in self.view.entities("Case")]
        return self._picks(field, title, {name: name for name in titles})

    def _names(self, field: FormField, also: Sequence[str]) -> Mapping[str, str]:
        case = self.begun.get("case", "").partition("|")[0]
        return titles_of(self.view, named_in(self.view, field.kinds, case, also))

    def _parts(self, field: FormField) -> list[str]:
        return [part for part in self.begun.get(field.column, "").split("|") if part]

    def _pick(self, field: FormField, title: str, names: Mapping[str, str], value: str) -> str:
        options = [*names, *([value] if value and value not in names else [])]
        chosen = st.selectbox(
            title,
            options,
            options.index(value) if value else None,
            format_func=lambda id: names.get(id, str(id)),
            key=self._key(field),
            placeholder=say("Choose, or write a name"),
            help=self._help(field),
            filter_mode="contains",
            accept_new_options=True,
        )
        return str(chosen or "")

    def _picks(self, field: FormField, title: str, names: Mapping[str, str]) -> str:
        values = self._parts(field)
        chosen = st.multiselect(
            title,
            [*names, *(one for one in values if one not in names)],
            values,
            format_func=lambda id: names.get(id, str(id)),
            key=self._key(field),
            placeholder=say("Choose, or write a name"),
            help=self._help(field),
            filter_mode="contains",
            accept_new_options=True,
        )
        return "|".join(map(str, chosen))


def _with_meaning(field: FormField, word: str) -> str:
    title = say(field.words[word]) if word in field.words else str(word)
    meaning = field.meanings.get(word)
    return say("{word}: {meaning}", word=title, meaning=say(meaning)) if meaning else title


def _known(options: Sequence[str], value: str) -> str:
    """The option that a value is, which may write a number without its sign."""
    return next((one for one in options if one == value or one.lstrip("+") == value), value)


_FILLINGS: Final[Mapping[FieldFilling, Callable[[Fields, FormField, str], Any]]] = {
    FieldFilling.TEXT: Fields.text,
    FieldFilling.LONG: Fields.long,
    FieldFilling.DAY: Fields.day,
    FieldFilling.DATE: Fields.date,
    FieldFilling.WORD: Fields.word,
    FieldFilling.WORDS: Fields.words,
    FieldFilling.ONE: Fields.one,
    FieldFilling.SEVERAL: Fields.several,
    FieldFilling.PLACE: Fields.place,
    FieldFilling.PLACES: Fields.places,
    FieldFilling.NAMES: Fields.names,
}
