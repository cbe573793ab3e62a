"""The browser application: `streamlit run app.py`.

This one file is both the server (`app`) and the page that the server draws (`page`). It listens to
this computer only, and a browser that follows its headers can ask nobody else for anything.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import date
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from graph.model.errors import DemarcheError, StoreReplaced
from graph.model.schema import Label
from graph.model.words import mark, say
from graph.store.base import Store
from loaders.browser import bring_page, supposed_rows, writing, written_page
from loaders.browser import loads_page as loads
from loaders.browser import who_is_who_page as who_is_who
from loaders.browser.first import again, begun
from loaders.edits.on_record import Writing
from queries.question import AUDIENCE, by_section
from queries.render.browser import (
    compared,
    first_document,
    footer,
    language,
    offers,
    onward,
    page_files,
    server,
    start,
    take_away,
    warm,
    words,
    workspace_page,
)
from queries.render.browser import page as asking
from queries.shared.write_down import Form

EARLIEST = date(1945, 1, 1)


def folder(package: str, *inside: str) -> Path:
    """A folder in an installed package, found without importing it."""
    spec = find_spec(package)
    assert spec is not None
    return Path(str(spec.origin)).parent.joinpath(*inside)


def filled() -> Store:
    """The store. At the first start of all it takes some seconds until it is filled; until then
    there is the start page to read, without what needs the store."""
    first = begun()
    if (store := first.wait(0.2)) is not None:
        return store
    start.opening()
    with st.status(say("The first start: opening the store …")) as status:
        while first.wait(0.2) is None:
            if first.step:
                status.update(label=say("The first start: {what} …", what=first.step))
    return st.rerun()


def looking() -> tuple[Label, date | None]:
    """Who is shown what follows, and as of when: two pickers that every page has."""
    # Kept beside the widgets, which forget when another page is opened.
    choices = st.session_state.setdefault("looking", {"audience": AUDIENCE, "as_of": None})
    choices.update({name: st.session_state[name] for name in choices if name in st.session_state})
    shown = say(footer.READERS[choices["audience"]]), footer.known_on(choices["as_of"])
    bar = st.container(horizontal=True, horizontal_alignment="right", key="looking.bar")
    with bar:
        writing.menu(st.session_state.get(asking.CASE))
    with bar, st.popover(" · ".join(shown)):
        choices["audience"] = st.selectbox(
            say("Shown to"),
            list(Label),
            list(Label).index(choices["audience"]),
            format_func=footer.readers,
            key="audience",
            help=say("What they may not see is gone before anything is counted."),
        )
        choices["as_of"] = st.date_input(
            say("As known on"),
            choices["as_of"],
            EARLIEST,
            key="as_of",
            format="YYYY-MM-DD",
            help=say("Empty: today. A past day: only what was known then."),
        )
        language.picker()
    return choices["audience"], choices["as_of"]


def write(form: Form) -> None:
    """Open a form: what an answer proposes becomes what somebody writes down."""
    about = str(st.session_state.get(asking.CASE) or "")
    writing.begin(Writing(form.name, form.cells, form.edited, about))


@language.spoken
def page() -> None:
    """One run of the page: who looks, as of when, and the page that they chose."""
    st.set_page_config("Demarche", page_icon="🕊️", layout="wide", initial_sidebar_state="collapsed")
    words.style()
    language.keep()
    if server.signs_in() and not st.user.is_logged_in:
        st.button(say("Sign in"), type="primary", on_click=st.login)
        st.stop()
    try:
        store = filled()
        store.revision()  # a file that has gone is noticed before anything of it is shown
    except StoreReplaced as problem:
        words.problem(problem)
        st.button(say("Open what is there now"), on_click=again, key="store.again")
        st.text(
            say("Where nothing is there any more, this makes a new store, without your campaign.")
        )
        st.stop()
    except DemarcheError as problem:
        words.problem(problem)
        st.stop()
    lens = (store, *looking())
    pages: dict[str, Any] = {}

    def go(name: str, parameters: Mapping[str, str]) -> None:
        st.switch_page(pages[name], query_params=dict(parameters))

    sections: dict[str, list[Any]] = {"": []}

    def add(section: str, name: str, title: str, draw: Any, **more: Any) -> None:
        pages[name] = st.Page(draw, title=say(title), url_path=name, **more)
        sections.setdefault(say(section), []).append(pages[name])

    add("", "start", mark("Start"), partial(start.show, *lens, go), default=True)
    add("", workspace_page.NAME, mark("Workspace"), workspace_page.page)
    for section, members in by_section().items():
        for member in members:
            add(section, member.name, member.title, partial(asking.show, member.name, *lens))
    judging = partial(who_is_who.show, *lens[:2], partial(compared.show, *lens))
    bringing = partial(bring_page.show, *lens[:2], go)
    wrote = partial(written_page.show, *lens[:2])
    taking = partial(take_away.show, *lens)
    add(mark("Data"), bring_page.NAME, mark("Bring what you have"), bringing)
    add(mark("Data"), "loads", mark("Loads"), partial(loads.show, *lens[:2]))
    add(mark("Data"), written_page.NAME, mark("What we wrote"), wrote)
    add(mark("Data"), "who-is-who", mark("Who is who"), judging)
    add(mark("Data"), take_away.NAME, mark("Take away"), taking)
    chosen = st.navigation(sections, position="top")
    # No case stands in it: it goes into the browser's history.
    st.set_page_config(say("{page} · Demarche", page=chosen.title))
    if (question := onward.next_page()) is not None:
        go(question, {})
    # Before what takes long to draw, so that whoever wants to write something down need not wait.
    writing.notice(*lens[:2])
    writing.show(*lens[:2], language.spoken)
    supposed_rows.show(*lens[:2], language.spoken)
    onward.offer(write)
    here = chosen.url_path == workspace_page.NAME
    writer = workspace_page.Writer(write, supposed_rows.begin)
    workspace_page.mount(*lens, here=here, writer=writer)
    chosen.run()


@asynccontextmanager
async def serving(_: object) -> AsyncIterator[None]:
    """What begins when a server does, and not when this file is only imported."""
    server.refuse_other_addresses()
    server.keep_uploads_in_memory()
    server.answer_at_once()
    server.say_where()
    first = begun()  # before anybody asks for a page
    warm.begin(partial(first.wait, None))
    yield


if __name__ == "__main__":
    page()
else:
    VIS = folder("pyvis", "templates/lib/vis-9.1.2")
    ASSETS = folder("queries", "render/assets")
    STATIC = folder("streamlit", "static", "static")
    app = st.App(
        __file__,
        lifespan=serving,
        routes=[
            Mount("/vis", StaticFiles(directory=VIS)),
            Route(offers.ROUTE, offers.answer),
            Mount("/assets", StaticFiles(directory=ASSETS)),
        ],
        middleware=[
            Middleware(server.Guard),
            Middleware(server.SecurityHeaders),
            Middleware(server.Leaving),
            Middleware(first_document.FirstDocument),
            Middleware(page_files.PageFiles, {"/static": STATIC, "/vis": VIS, "/assets": ASSETS}),
        ],
    )
