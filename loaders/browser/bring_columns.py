"""Which of somebody's columns fills which of ours, to be corrected by pointing."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from msgspec import structs

from graph.model.words import listed, say
from loaders.bring.asking import BringQuestion
from loaders.bring.filling_in import DAYS, ColumnsByMeaning, parts_of
from loaders.bring.mapping import Filling, ListRows, campaign_lists
from loaders.bring.table import ForeignTable
from loaders.bring.vocabularies import words_of
from loaders.browser.bring_questions import choice_text, words
from loaders.browser.bring_state import Bringing
from loaders.loader import named

_SEPARATORS = ("", ",", ";", "/", "|")
_MOST_WORDS = 30


def show(bringing: Bringing, table: ForeignTable, key: str) -> None:
    """Draw, for each list that a table goes to, what fills each of its columns."""
    meaning = bringing.meaning(table.name)
    if meaning is None:
        return
    key = f"{key}.{bringing.generation(table.name, 'columns')}"
    for n, rows in enumerate(meaning.lists):
        st.markdown(f"**{say(named(rows.list).title)}**")
        if rows.where:
            these = listed([f"“{word}”" for word in rows.where.words], 12)
            text = say("Rows whose “{column}” is {words}.", column=rows.where.column, words=these)
            if rows.where.without:
                text = say(
                    "Rows whose “{column}” is not {words}.", column=rows.where.column, words=these
                )
            st.text(text)
        descriptions = campaign_lists()[rows.list]
        for ours in rows.columns:
            _column(bringing, table, rows, ours, descriptions[ours], f"{key}.{n}.{ours}")
        _another(bringing, table, rows, descriptions, f"{key}.{n}.another")
    if meaning.lists:
        noted = f"{key}.notes"
        st.multiselect(
            say("Kept in the note, under their own names"),
            table.header,
            [column for column in meaning.notes if column in table.header],
            key=noted,
            on_change=lambda: bringing.note(table.name, st.session_state[noted]),
            placeholder=say("None"),
        )


def _column(
    bringing: Bringing, table: ForeignTable, rows: ListRows, ours: str, meaning: str, key: str
) -> None:
    filling = rows.columns[ours]
    left, middle, right = st.columns([3, 2, 2])
    theirs = f"{key}.theirs"
    left.multiselect(
        say("{column} ← which of theirs", column=ours),
        table.header,
        [column for column in filling.columns if column in table.header],
        key=theirs,
        help=say(meaning),
        placeholder=say("None"),
        on_change=lambda: bringing.from_columns(
            table.name, _now(bringing, table, rows), ours, st.session_state[theirs]
        ),
    )
    with middle:
        _constant(bringing, table, rows, ours, f"{key}.always")
    with right:
        if filling.columns and ours in DAYS:
            _order(bringing, table, rows, ours, f"{key}.order")
        elif filling.columns and not words_of(rows.list, ours) and ours not in ("name", "note"):
            _split(bringing, table, rows, ours, f"{key}.split")
    if filling.columns and words_of(rows.list, ours):
        _meanings(bringing, table, rows, ours, f"{key}.words")


def _now(bringing: Bringing, table: ForeignTable, rows: ListRows) -> ListRows:
    """The same rows as they are now, after whatever was changed in this run."""
    meaning = bringing.meaning(table.name)
    same = (r for r in (meaning.lists if meaning else ()) if r.list == rows.list)
    return next((r for r in same if r.where == rows.where and r.counted == rows.counted), rows)


def _set(
    bringing: Bringing, table: ForeignTable, rows: ListRows, ours: str, field: str, key: str
) -> Callable[[], None]:
    """Set one field of a filling to what a widget says."""

    def change() -> None:
        now = _now(bringing, table, rows)
        filling = now.columns.get(ours, Filling())
        value = str(st.session_state.get(key) or "").strip()
        fields = {field: value}
        if field == "constant" and filling.others is not None:
            fields["others"] = value
        bringing.fill(table.name, now, ours, structs.replace(filling, **fields))

    return change


def _constant(bringing: Bringing, table: ForeignTable, rows: ListRows, ours: str, key: str) -> None:
    filling = rows.columns[ours]
    label = say("{column}, where the file says nothing", column=ours)
    change = _set(bringing, table, rows, ours, "constant", key)
    if meanings := words_of(rows.list, ours):
        options = ["", *meanings]
        st.selectbox(
            label,
            options,
            options.index(filling.constant) if filling.constant in options else 0,
            key=key,
            format_func=lambda value: (
                choice_text(value, meanings[value]) if value in meanings else say("nothing")
            ),
            on_change=change,
        )
    else:
        st.text_input(label, filling.constant, key=key, on_change=change)


def _order(bringing: Bringing, table: ForeignTable, rows: ListRows, ours: str, key: str) -> None:
    orders = {"day first": say("the day"), "month first": say("the month")}
    current = rows.columns[ours].dates
    st.selectbox(
        say("{column}: what stands first", column=ours),
        list(orders),
        list(orders).index(current) if current in orders else None,
        key=key,
        format_func=lambda value: orders.get(value, ""),
        placeholder=say("Choose one"),
        on_change=_set(bringing, table, rows, ours, "dates", key),
    )


def _split(bringing: Bringing, table: ForeignTable, rows: ListRows, ours: str, key: str) -> None:
    current = rows.columns[ours].split
    options = list(dict.fromkeys((*_SEPARATORS, current)))
    st.selectbox(
        say("{column}: several in a cell, separated by", column=ours),
        options,
        options.index(current),
        key=key,
        format_func=lambda sign: sign or say("one in each cell"),
        on_change=_set(bringing, table, rows, ours, "split", key),
    )


def _meanings(bringing: Bringing, table: ForeignTable, rows: ListRows, ours: str, key: str) -> None:
    """All words of theirs in a column, with what each is here."""
    filling = rows.columns[ours]
    columns = ColumnsByMeaning(bringing.looks(table.name))
    looks = [columns.looks[column] for column in filling.columns if column in columns.looks]
    theirs = tuple(parts_of(looks, filling.split)[:_MOST_WORDS])
    if not theirs or not st.checkbox(say("{column}: what each word means", column=ours), key=key):
        return
    choices = (*words_of(rows.list, ours).items(), ("", say("leave it out")))
    question = BringQuestion(
        "words",
        table.name,
        "",
        filling.others or filling.constant,
        choices=choices,
        list=rows.list,
        column=ours,
    )
    words(bringing, question, theirs, f"{key}.each")


def _another(
    bringing: Bringing,
    table: ForeignTable,
    rows: ListRows,
    descriptions: dict[str, str],
    key: str,
) -> None:
    key = f"{key}.{len(rows.columns)}"

    def add() -> None:
        if column := st.session_state.get(key):
            bringing.fill(table.name, _now(bringing, table, rows), column, Filling())

    st.selectbox(
        say("Fill another column of this list"),
        [column for column in descriptions if column not in rows.columns],
        None,
        key=key,
        format_func=lambda column: f"{column}: {say(descriptions.get(column, ''))}",
        placeholder=say("Choose one"),
        filter_mode="contains",
        on_change=add,
    )
