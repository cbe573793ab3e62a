"""The workspace in the browser: one component in one fragment, so that a click reruns it alone.

It is drawn on every page, above what the page shows, and hidden where another page is open: so it
stays mounted, and whoever comes back finds the map as it was. The browser says what somebody works
on (its state); what belongs to that is sent back: addresses of the large documents, fetched
once each (`offers.py`), and the panel, which is small.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any, Final, NamedTuple

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from graph.campaign.scenario import suppose
from graph.model.errors import DemarcheError
from graph.model.ids import is_kind
from graph.model.schema import Label
from graph.model.words import say
from graph.store.base import Store
from graph.view import View
from queries.parameters import resolve
from queries.render.browser import language, offers, onward
from queries.render.browser.page import CASE, show_alone
from queries.render.browser.workspace_words import workspace_words
from queries.render.plain import in_browser, plain
from queries.render.workspace_documents import Workspace
from queries.shared.write_down import of_supposed
from queries.workspace.frame import frame
from queries.workspace.next_steps import NextStep, asked_with, brief_step
from queries.workspace.workspace_state import WorkspaceState, in_address

NAME: Final = "workspace"  # of the page, and of all that the session keeps of it
_ASSETS: Final = Path(__file__).parents[1] / "assets" / "workspace"
_STATE: Final = f"{NAME}.state"  # of the session: what the browser said last
_SUBJECT: Final = f"{NAME}.subject"  # what it is about
_PUSHED: Final = f"{NAME}.pushed"  # what the browser is to change of it, and a number that grows
_STEPS: Final = f"{NAME}.steps"  # where the buttons of the panel lead
_DOCUMENTS: Final = f"{NAME}.documents"  # the addresses offered last
_LEAVING: Final = f"{NAME}.leaving"  # for which page, asked with what
_FORM: Final = f"{NAME}.form"  # to be opened, to write something down
_SUPPOSED: Final = f"{NAME}.supposed"  # what is to be done with what is supposed
_LOG, _APPLY, _READ = "supposed.log", "supposed.apply", "supposed.read"  # as the browser calls it
_BRIEF: Final = "supposed.brief"  # as the browser calls it
_APPLIED: Final = f"{NAME}.applied"  # the loads that say what was supposed, and of which case
_ANEW: Final = f"{NAME}.anew"  # the whole page is to be drawn again
_KEY: Final = f"{NAME}.component"
_SCRIPT: Final = """
const parts = ["/assets/workspace/main.js", "/vis/vis-network.min.js"];
const ready = Promise.all(parts.map((path) => import(location.origin + path)))
  .then(([adapter]) => adapter);
const styled = (root) => Promise.all([...root.querySelectorAll("link")].map(
  (link) => link.sheet ?? new Promise((go) => { link.onload = link.onerror = go; })));
export default (component) => {
  let end = () => {};
  Promise.all([ready, styled(component.parentElement)])
    .then(([adapter]) => { end = adapter.default(component); });
  return () => end();
};
"""
# Elsewhere it is there and not seen. (`visibility` would keep its place in the order of tabs.)
_HIDDEN: Final = f"<style>.st-key-{NAME}-place {{ display: none }}</style>"


@cache
def _component() -> ComponentRenderer:
    # Styles by address: given as text, Streamlit would send 32 KB of them again with every click.
    paths = sorted(f"/assets/workspace/{path.name}" for path in _ASSETS.glob("*.css"))
    links = "".join(f'<link rel="stylesheet" href="{path}">' for path in paths)
    html = f'{links}<div class="workspace"></div>'
    return st.components.v2.component(NAME, html=html, js=_SCRIPT)


def work_on(subject: str, **more: Any) -> None:
    """Let the workspace be about a case or a country from now on."""
    _push({"subject": subject, "lens": "embassies", "ask": {}, "selected": [], **more})


class Writer(NamedTuple):
    """What writes something down: a form that opens, and changes that were supposed."""

    write: onward.Write
    apply: onward.Apply


def mount(store: Store, audience: Label, as_of: date | None, here: bool, writer: Writer) -> None:
    """Draw the workspace; `here`: its page is open, else it is only kept."""
    if here:
        _from_address()
    elif _STATE not in st.session_state:
        return  # nobody has opened it yet: nothing to keep
    with st.container(key=f"{NAME}-place"):
        if not here:
            st.html(_HIDDEN)
        _fragment(store, audience, as_of, here, writer)


@st.fragment
@language.spoken
def _fragment(
    store: Store, audience: Label, as_of: date | None, here: bool, writer: Writer
) -> None:
    own = offers.token(store, audience)
    state = _state(store, audience, as_of)
    st.session_state[_SUBJECT] = state.subject
    shown = Workspace(store, audience, as_of, state)
    data: dict[str, Any] = {"here": here, "problem": "", "panel": None, "results": []}
    data["frame"] = offers.address(own, _frame(store, audience, as_of))
    if not here:  # kept as it is: nothing of it is computed for another page
        data |= st.session_state.get(_DOCUMENTS, {})
    elif not state.subject:
        data["problem"] = say("Choose a case or a country above.")
    else:
        try:
            data |= _documents(own, shown)
        except DemarcheError as problem:
            data["problem"] = str(problem)
    pushed = st.session_state.get(_PUSHED, {"serial": 0, "push": None})
    data["applied"] = _applied(store, state)
    _component()(
        key=_KEY,
        data={**in_browser(plain({**data, "start": state.document()})), **pushed},
        height="stretch",
        on_state_change=_state_changed,
        on_next_change=_next,
    )
    if here and _wrote(shown, state, writer):
        st.rerun(scope="app")
    if st.session_state.pop(_ANEW, False):
        st.rerun(scope="app")
    if question := st.session_state.pop(_LEAVING, None):
        onward.open_page(*question)
        st.rerun(scope="app")


def _wrote(shown: Workspace, state: WorkspaceState, writer: Writer) -> bool:
    """Whether a button was pressed that writes something down: then its form is to be opened."""
    if form := st.session_state.pop(_FORM, None):
        writer.write(form)
        return True
    what = st.session_state.pop(_SUPPOSED, None)
    if what is None or not state.supposed or not is_kind(state.subject, "Case"):
        return False
    try:
        if what == _LOG:
            writer.write(of_supposed(shown.view, state.subject, state.supposed))
        else:
            supposition = suppose(shown.view, state.subject, state.supposed, resolve)
            now_so = partial(_now_so, state.subject)
            writer.apply(supposition.edits, supposition.clauses, state.subject, now_so)
    except DemarcheError:  # the answer says why it cannot be supposed
        return False
    return True


def _now_so(case: str, loads: Sequence[int]) -> None:
    """What was supposed of a case is on record from now on, so it is supposed no longer."""
    st.session_state[_APPLIED] = (case, tuple(loads))
    _push({"supposed": []})


def _applied(store: Store, state: WorkspaceState) -> str:
    """That what was supposed was written down, until somebody has read it, goes on to something
    else or takes it back; else ""."""
    case, numbers = st.session_state.get(_APPLIED, ("", ()))
    live = {load.id for load in store.loads() if load.live} if numbers else set()
    if not numbers or state.supposed or state.subject != case or not live & {*numbers}:
        st.session_state.pop(_APPLIED, None)
        return ""
    return say("What was supposed is written down. It is on record now, and no longer supposed.")


def _documents(own: str, shown: Workspace) -> dict[str, Any]:
    panel = shown.panel()
    st.session_state[_STEPS] = dict(panel.steps)
    if is_kind(shown.state.subject, "Case"):  # a button of the bar that says what is supposed
        st.session_state[_STEPS][_BRIEF] = brief_step(shown.state.subject)
    documents = {
        "map": offers.address(own, shown.map()),
        "lens": offers.address(own, shown.lens()),
    }
    st.session_state[_DOCUMENTS] = documents
    return {**documents, "panel": panel.document, "results": shown.results()}


def _frame(store: Store, audience: Label, as_of: date | None) -> dict[str, Any]:
    view = View(store, audience, as_of)

    def whole(quiet: View) -> dict[str, Any]:
        return {**frame(quiet), "words": workspace_words()}

    return view.remembered("frame", (), whole, most=8)


# What the browser says, and what it is told to change


def _from_address() -> None:
    """A page that is opened by an address shows what that says."""
    if _STATE not in st.session_state:
        st.session_state[_STATE] = in_address(st.query_params.to_dict())


def _state(store: Store, audience: Label, as_of: date | None) -> WorkspaceState:
    """What the browser works on; where it has not said, the case that another page was asked
    about, else the only one there is, else nothing: it is to be chosen."""
    values: Mapping[str, Any] = st.session_state[_STATE]
    state = WorkspaceState.of(values)
    if is_kind(state.subject, "Case"):
        st.session_state[CASE] = state.subject
    if state.subject:
        return state
    cases = [one.id for one in View(store, audience, as_of).entities("Case")]
    last = st.session_state.get(CASE)
    usual = last if last in cases else cases[0] if len(cases) == 1 else ""
    return WorkspaceState.of({"lens": "embassies", **values, "subject": usual})


@language.spoken
def _state_changed() -> None:
    values = st.session_state[_KEY].get("state")
    if isinstance(values, Mapping):
        st.session_state[_STATE] = dict(values)


@language.spoken
def _next() -> None:
    """A button of the panel was pressed."""
    key = st.session_state[_KEY].get("next")
    if key == "alone":  # from here on named recipients are shown to, which the picker says too
        show_alone()
        st.session_state[_ANEW] = True
    if key in (_LOG, _APPLY):
        st.session_state[_SUPPOSED] = key
    if key == _READ:
        st.session_state.pop(_APPLIED, None)
    step: NextStep | None = st.session_state.get(_STEPS, {}).get(key)
    if step is None:
        return
    if step.form:
        st.session_state[_FORM] = step.form
    elif step.page:
        st.session_state[_LEAVING] = (step.page, asked_with(step, st.session_state[_SUBJECT]))
    else:
        _push(dict(step.state))


def _push(change: Mapping[str, Any]) -> None:
    before = st.session_state.get(_PUSHED, {"serial": 0})
    st.session_state[_PUSHED] = {"serial": before["serial"] + 1, "push": dict(change)}
    st.session_state[_STATE] = {**st.session_state.get(_STATE, {}), **change}


def page() -> None:
    """The page of the workspace: all of it stands above (`mount`); here is its heading."""
    with st.container(key=f"{NAME}-title"):
        st.title(say("Workspace"), anchor=False)
