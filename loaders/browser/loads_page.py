"""The page of loads: choose files, look at what they would do, load or cancel, undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from graph.model.errors import (
    DemarcheError,
    InputError,
    NotAccepted,
    Undecodable,
    UnreadableFile,
)
from graph.model.schema import Label
from graph.model.words import count, language, mark, say
from graph.store.base import Store
from loaders.browser import bring_page, erase, past_loads, report, templates
from loaders.browser.files import ENCODINGS, Uploaded, chosen, preview, which_reads_right
from loaders.browser.list_place import ListPlace, placed
from loaders.changes.load_report import LoadReport
from loaders.files.recognizing import fitting
from loaders.files.sources import Source, encoding_of
from loaders.loader import Loader, all_loaders
from loaders.loading import load

_FIND_OUT, _USUAL = mark("Find out from its header"), mark("Default encoding")
_TURN, _LOOKED, _SENTENCE = "loads.turn", "loads.looked", "loads.said"


@dataclass(frozen=True)
class Choice:
    """What somebody chose on the page; looked at and loaded alike."""

    loader: str
    uploaded: Sequence[Uploaded]
    typed: str
    encoding: str | None
    accepted: bool
    audience: Label

    def identity(
        self, loader: Loader, place: ListPlace, paths: Sequence[Source], revision: int
    ) -> tuple[object, ...]:
        """Changes with anything that a load depends on."""
        states = tuple(
            (p.name, p.stat() if p.exists() else None) for p in paths if isinstance(p, Path)
        )
        files = tuple(file.file_id for file in self.uploaded)
        return (
            loader.name,
            place,
            files,
            self.typed,
            states,
            self.encoding,
            self.accepted,
            self.audience,
            revision,
            language(),
        )


def show(store: Store, audience: Label) -> None:
    """Draw the page; what an audience may not see is not on it."""
    st.title(say("Loads"), anchor=False)
    st.text(
        say(
            "Each list is looked at before it is loaded, and any load can be undone. To correct a "
            "list, load it again: it replaces what it said before."
        )
    )
    sentence = st.session_state.pop(_SENTENCE, None)
    if sentence:
        st.success(say("Done."))
        st.text(sentence)
    loaders = all_loaders()
    turn = st.session_state.setdefault(_TURN, 0)  # a new one empties the widgets
    name = st.selectbox(
        say("What is in your file?"),
        [_FIND_OUT, *loaders],
        key=f"loads.loader.{turn}",
        format_func=lambda name: _titled(loaders[name]) if name in loaders else say(name),
        filter_mode="contains",
    )
    if name in loaders:
        templates.show(loaders[name])
    choice = _files(store, name, turn, audience)
    if choice.uploaded or choice.typed.strip():
        try:
            _look(store, choice, loaders, chosen(choice.uploaded, choice.typed))
        except InputError as problem:
            report.problems(problem)
        except DemarcheError as problem:
            st.error(say("Nothing was written."))
            st.text(str(problem))
    elif name not in loaders:
        st.text(say("Choose what is in your file to see its columns, and a template to fill in."))
    st.subheader(say("Loads so far"), anchor=False)
    past_loads.show(store, audience)
    erase.show(store, audience)


def _titled(loader: Loader) -> str:
    title = say(loader.title)
    return title if loader.section == "campaign" else say("{list} (public data)", list=title)


def _files(store: Store, name: str, turn: int, audience: Label) -> Choice:
    uploaded = st.file_uploader(
        say("Your file, or several of the same kind"),
        accept_multiple_files=True,
        key=f"loads.files.{turn}",
        help=say(
            "CSV, Excel or ODS. What fits no list, and files of other tools, can be brought too."
        ),
    )
    with st.expander(say("Other choices: a path on this computer, encoding")):
        typed = st.text_input(
            say("A path on this computer, for large files"), key=f"loads.path.{turn}"
        )
        encoding = st.selectbox(
            say("How the text is encoded"),
            [_USUAL, *ENCODINGS],
            key="loads.code",
            format_func=lambda name: say(name) if name == _USUAL else name,
        )
    refused = st.session_state.get("loads.refused") == turn
    accepted = refused and _acceptance(store, turn)
    reading = which_reads_right(
        st.session_state.get(f"loads.readings.{turn}"), f"loads.reading.{turn}"
    )
    chosen = reading if encoding == _USUAL else encoding
    return Choice(
        loader=name,
        uploaded=uploaded,
        typed=typed,
        encoding=chosen,
        accepted=accepted,
        audience=audience,
    )


def _acceptance(store: Store, turn: int) -> bool:
    """Asked before the first family, lawyer or source is accepted."""
    st.warning(say("This list holds people at risk."))
    st.text(store.exposure() or "")
    return st.checkbox(say("I know. They may be kept in this store."), key=f"loads.accepted.{turn}")


def _look(
    store: Store, choice: Choice, loaders: Mapping[str, Loader], paths: Sequence[Source]
) -> None:
    try:
        loader = _loader(choice, loaders, paths)
    except UnreadableFile:  # it may be a file of another tool
        _bring(store, choice, paths)
        return
    if loader is None:
        return
    place = placed(store, loader, st.session_state[_TURN], choice.audience)
    if place is None:
        return
    state = choice.identity(loader, place, paths, store.revision())
    looked = st.session_state.get(_LOOKED)
    if looked is None or looked[0] != state:
        looked = (state, _tried(store, choice, loader, place, paths))
        st.session_state[_LOOKED] = looked
    result = looked[1]
    text = preview(paths[0], choice.encoding or encoding_of(paths[0], loader.encoding))
    if text:
        with st.expander(say("The first lines, as they are read")):
            st.code(text, language=None)
    if isinstance(result, InputError):
        raise result
    report.show(result)
    sure = report.agreed(result, st.session_state[_TURN])
    yes, no = st.columns([1, 5])
    if result.claims.changes and yes.button(
        say("Load it"), type="primary", key="loads.commit", disabled=not sure
    ):
        _done(report.sentence(_run(store, choice, loader, place, paths, dry_run=False)))
    if no.button(say("Cancel"), key="loads.cancel"):
        _done(say("Cancelled. Nothing was written."))


def _bring(store: Store, choice: Choice, paths: Sequence[Source]) -> None:
    """Go on with a file that is none of the lists: by a mapping it may become rows of these."""
    st.text(
        say(
            "No list has such a header: say here what its rows are. Or choose above what is in "
            "the file, to see which columns that needs, and a template."
        )
    )
    turn = st.session_state[_TURN]
    of_files = bring_page.identity(choice.uploaded, paths)
    bring_page.mapped(store, choice.audience, paths, of_files, f"loads.bring.{turn}", _done)


def _loader(
    choice: Choice, loaders: Mapping[str, Loader], paths: Sequence[Source]
) -> Loader | None:
    """The kind of list; None: it fits several, and which it is was asked and not yet answered.

    UnreadableFile: it fits none, or is no table.
    """
    if choice.loader in loaders:
        return loaders[choice.loader]
    fit = fitting(paths[0], list(loaders.values()), choice.encoding)
    if len(fit) > 1:
        st.warning(say("This header fits more than one kind of list."))
        name = st.selectbox(
            say("Which of these is in your file?"),
            [one.name for one in fit],
            None,
            key=f"loads.fitting.{st.session_state[_TURN]}",
            format_func=lambda name: _titled(loaders[name]),
            placeholder=say("Choose the kind of list"),
        )
        return loaders[name] if name else None
    if not fit:
        raise UnreadableFile(paths[0].name)
    return fit[0]


def _tried(
    store: Store, choice: Choice, loader: Loader, place: ListPlace, paths: Sequence[Source]
) -> LoadReport | InputError:
    """The report of a dry run, or why there is none; what the page must ask is asked at once."""
    turn = st.session_state[_TURN]
    try:
        return _run(store, choice, loader, place, paths, dry_run=True)
    except NotAccepted as problem:
        if st.session_state.get("loads.refused") != turn:
            st.session_state["loads.refused"] = turn
            st.rerun()
        return problem
    except Undecodable as problem:
        if f"loads.readings.{turn}" not in st.session_state:
            st.session_state[f"loads.readings.{turn}"] = problem.readings
            st.rerun()
        return problem
    except InputError as problem:
        return problem


def _run(
    store: Store,
    choice: Choice,
    loader: Loader,
    place: ListPlace,
    paths: Sequence[Source],
    *,
    dry_run: bool,
) -> LoadReport:
    line = st.empty()

    def progress(rows: int) -> None:
        line.text(count("{n} row read …", "{n} rows read …", rows))

    try:
        return load(
            loader,
            paths,
            store,
            dataset=place.dataset,
            append=place.append,
            dry_run=dry_run,
            encoding=choice.encoding,
            accept_unencrypted=choice.accepted,
            audience=choice.audience,
            progress=progress,
        )
    finally:
        line.empty()


def _done(sentence: str) -> None:
    """Start afresh, saying what happened."""
    st.session_state.pop(_LOOKED, None)
    st.session_state[_TURN] += 1
    st.session_state[_SENTENCE] = sentence
    st.rerun()
