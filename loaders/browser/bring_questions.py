"""What a file does not say, asked on the page: what must be answered first, the rest under More."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import streamlit as st

from graph.model.text import fold
from graph.model.words import say
from loaders.bring.asking import BringQuestion
from loaders.browser.bring_state import Bringing
from loaders.countries import territories

_OPEN = frozenset(("rows", "kinds", "dates", "organizations", "people", "members"))
_OPEN_COLUMNS = frozenset(("detained by", "label", "title"))


def is_open(question: BringQuestion) -> bool:
    """Whether a question stands before everything else, not under More."""
    return question.needed or question.sort in _OPEN or question.column in _OPEN_COLUMNS


def ask(bringing: Bringing, question: BringQuestion, key: str) -> None:
    """Draw a question, with the answer that it has or what is proposed."""
    generation = bringing.generation(question.table, "questions")
    part = f"{question.sort}.{question.list}.{question.column}".replace(" ", "-")
    key = f"{key}.{part}" if question.sort == "rows" else f"{key}.{part}.{generation}"
    if question.words:
        _words(bringing, question, key)
    elif question.choices:
        _choice(bringing, question, key)
    elif question.column == "detained by":
        _state(bringing, question, key)
    else:
        filling = bringing.filling(question)
        st.text_input(
            question.text,
            filling.constant if filling else "",
            key=key,
            on_change=_answered(bringing, question, key),
        )


def _answered(
    bringing: Bringing, question: BringQuestion, key: str, word: str = ""
) -> Callable[[], None]:
    def answer() -> None:
        value = st.session_state.get(key)
        if value is not None:
            bringing.answer(question, str(value).strip(), word)

    return answer


def _current(bringing: Bringing, question: BringQuestion) -> str:
    """The answer that stands, or what is proposed."""
    if question.sort == "rows":
        return bringing.proposal.kinds.get(question.table, "")
    if question.sort in ("organizations", "people", "members"):
        now = (q for q in bringing.proposal.questions if q.key == question.key)
        return next((q.proposal for q in now), question.proposal)
    filling = bringing.filling(question)
    if filling is None:
        return question.proposal
    standing = filling.dates if question.sort == "dates" else filling.constant
    return standing or question.proposal


def _choice(bringing: Bringing, question: BringQuestion, key: str) -> None:
    meanings = dict(question.choices)
    current, label = _current(bringing, question), question.text
    if question.sort == "dates":  # it names a column of theirs, which is text and no Markdown
        st.text(question.text)
        label = say("The day or the month first")
    st.selectbox(
        label,
        list(meanings),
        list(meanings).index(current) if current in meanings else None,
        key=key,
        format_func=lambda value: (
            meanings.get(value, "")
            if question.sort == "rows"
            else choice_text(value, meanings.get(value, ""))
        ),
        placeholder=say("Choose one"),
        filter_mode="contains",
        on_change=_answered(bringing, question, key),
    )


def choice_text(value: str, meaning: str) -> str:
    """A word of ours with what it means, where that says more.

    >>> choice_text("ngo", "A non-governmental organization"), choice_text("yes", "yes")
    ('ngo: A non-governmental organization', 'yes')
    """
    if not value or fold(value) == fold(meaning) or meaning.startswith("TLP:"):
        return meaning
    return f"{value}: {meaning}" if len(meaning) < 60 and " " in meaning else meaning or value


def _state(bringing: Bringing, question: BringQuestion, key: str) -> None:
    filling = bringing.filling(question)
    current = filling.constant if filling else ""
    names = state_names()
    options = names if not current or current in names else (current, *names)
    st.selectbox(
        question.text,
        options,
        options.index(current) if current else None,
        key=key,
        placeholder=say("Choose the state, or type its name"),
        filter_mode="contains",
        accept_new_options=True,
        on_change=_answered(bringing, question, key),
    )


@cache
def state_names() -> tuple[str, ...]:
    """The states and territories by name, in the order of the alphabet."""
    return tuple(sorted(one.name for one in territories().values()))


def _words(bringing: Bringing, question: BringQuestion, key: str) -> None:
    st.text(question.text)
    words(bringing, question, question.words, key)


def words(bringing: Bringing, question: BringQuestion, theirs: tuple[str, ...], key: str) -> None:
    """Ask of each word of theirs which of ours it is: all of ours are listed, with meaning."""
    meanings = dict(question.choices)
    for n, word in enumerate(theirs):
        current = bringing.word(question, word)
        left, right = st.columns([2, 3], vertical_alignment="center")
        left.text(f"“{word}”" if word else say("(empty)"))
        right.selectbox(
            say("Word {n} means", n=n + 1),
            list(meanings),
            list(meanings).index(current) if current in meanings else None,
            key=f"{key}.{n}",
            format_func=lambda value: choice_text(value, meanings.get(value, "")),
            placeholder=_placeholder(bringing, question, word),
            filter_mode="contains",
            label_visibility="collapsed",
            on_change=_answered(bringing, question, f"{key}.{n}", word),
        )


def _placeholder(bringing: Bringing, question: BringQuestion, word: str) -> str:
    """What becomes of a word as long as nobody says what it means."""
    proposed = question.proposed(word)
    meaning = dict(question.choices).get(proposed, proposed)
    if not proposed and bringing.stays(question.table):
        return say("Not known here: choose what it means")
    return say("As proposed: {meaning}", meaning=meaning or say("leave it out"))
