"""The page of loads: choose files, look at what they would do, load or cancel, undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from graph.errors import DemarcheError, InputError
from graph.store import Store
from loaders.browser import history, report
from loaders.browser.files import ENCODINGS, Uploaded, fitting, on_disk, preview
from loaders.loader import Loader, all_loaders
from loaders.loading import LoadReport, load

_FIND_OUT, _USUAL = "Find out from the header", "As such files usually are"
_TURN, _LOOKED, _SAID = "loads.turn", "loads.looked", "loads.said"


@dataclass(frozen=True)
class Choice:
    """What somebody chose on the page; looked at and loaded alike."""

    loader: str
    uploaded: Sequence[Uploaded]
    typed: str
    encoding: str | None
    append: bool
    accepted: bool

    @property
    def identity(self) -> tuple[object, ...]:
        """Changes with anything that a load depends on."""
        files = tuple((file.name, hash(file.getvalue())) for file in self.uploaded)
        return self.loader, files, self.typed, self.encoding, self.append, self.accepted


def show(store: Store) -> None:
    """Draw the page."""
    st.title("Loads", anchor=False)
    st.text(
        "Look at a list before you load it, and undo a load whenever you like. Loading the same "
        "list again, corrected, replaces it."
    )
    said = st.session_state.pop(_SAID, None)
    if said:
        st.success("Done.")
        st.text(said)
    loaders = all_loaders()
    choice = _choose(store, loaders)
    if choice.uploaded or choice.typed.strip():
        try:
            with on_disk(choice.uploaded, choice.typed) as paths:
                _look(store, choice, loaders, paths)
        except InputError as problem:
            report.problems(problem)
        except DemarcheError as problem:
            st.error("Nothing was written.")
            st.text(str(problem))
    _templates(loaders)
    st.subheader("Loads so far", anchor=False)
    history.show(store)


def _choose(store: Store, loaders: Mapping[str, Loader]) -> Choice:
    turn = st.session_state.setdefault(_TURN, 0)  # a new one empties the widgets
    uploaded = st.file_uploader("Files", accept_multiple_files=True, key=f"loads.files.{turn}")
    left, right = st.columns(2)
    typed = left.text_input("or a path on this computer", key=f"loads.path.{turn}")
    name = right.selectbox(
        "What is in them?", [_FIND_OUT, *loaders], key=f"loads.loader.{turn}",
        format_func=lambda name: loaders[name].title if name in loaders else name,
        filter_mode="contains",
    )  # fmt: skip
    with st.expander("Encoding and other choices"):
        encoding = st.selectbox("How the text is encoded", [_USUAL, *ENCODINGS], key="loads.code")
        append = st.checkbox("Add to what is there instead of replacing it", key="loads.append")
        exposure, accepted = store.exposure(), False
        if exposure:
            st.text(exposure)
            accepted = st.checkbox(
                "People at risk may be kept in this store all the same", key="loads.accepted"
            )
    chosen = None if encoding == _USUAL else encoding
    return Choice(name, uploaded, typed, chosen, append, accepted)


def _look(
    store: Store, choice: Choice, loaders: Mapping[str, Loader], paths: Sequence[Path]
) -> None:
    loader = loaders.get(choice.loader)
    fit = [loader] if loader else fitting(paths[0], list(loaders.values()), choice.encoding)
    text = preview(paths[0], choice.encoding or (fit[0].encoding if fit else "utf-8"))
    if text:
        st.text("The first lines. If letters are wrong, choose another encoding above.")
        st.code(text, language=None)
    if not fit:
        raise InputError(
            "No loader knows this header. Choose above what is in the file, to see which column "
            "is missing, or start from a template below."
        )
    loader = fit[0]
    st.text(f"Loader: {loader.title}. {loader.summary}")
    looked = st.session_state.get(_LOOKED)
    if looked is None or looked[0] != choice.identity:
        if st.button("Look first", type="primary", key="loads.look"):
            result = _run(store, choice, loader, paths, dry_run=True)
            st.session_state[_LOOKED] = (choice.identity, result)
            st.rerun()
        return
    report.show(looked[1])
    yes, no = st.columns(2)
    if looked[1].claims.changes and yes.button("Load", type="primary", key="loads.commit"):
        _done(str(_run(store, choice, loader, paths, dry_run=False)))
    if no.button("Cancel", key="loads.cancel"):
        _done("Cancelled; nothing was written.")


def _run(
    store: Store, choice: Choice, loader: Loader, paths: Sequence[Path], *, dry_run: bool
) -> LoadReport:
    told = st.empty()

    def progress(rows: int) -> None:
        told.text(f"{rows:,} rows read …")

    return load(
        loader, paths, store, append=choice.append, dry_run=dry_run, encoding=choice.encoding,
        accept_unencrypted=choice.accepted, progress=progress,
    )  # fmt: skip


def _done(said: str) -> None:
    """Start afresh, saying what happened."""
    st.session_state.pop(_LOOKED, None)
    st.session_state[_TURN] += 1
    st.session_state[_SAID] = said
    st.rerun()


def _templates(loaders: Mapping[str, Loader]) -> None:
    with st.expander("Templates: what each list looks like"):
        having = [loader for loader in loaders.values() if loader.sample.exists()]
        names = {loader.name: loader.title for loader in having}
        name = st.selectbox(
            "A list", list(names), format_func=lambda name: names.get(name, str(name)),
            key="loads.template",
        )  # fmt: skip
        if name is None:
            return
        loader = loaders[name]
        st.text(loader.help)
        st.dataframe(
            [
                {"Column": column, "Needed": "yes" if column in loader.needed else "", "What": told}
                for column, told in loader.columns.items()
            ],
            hide_index=True,
            key="loads.columns",
            column_config={"What": st.column_config.TextColumn(width="large")},
        )
        st.download_button(
            "Download the template, filled with the invented campaign", loader.sample.read_bytes(),
            f"{loader.name}.csv", "text/csv", key="loads.sample", on_click="ignore",
        )  # fmt: skip
