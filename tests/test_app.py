"""The whole app without a browser: its start, its doors, its first start, its headers."""

from __future__ import annotations

import asyncio
import runpy
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from graph.model.errors import StoreError
from graph.model.schema import Label
from graph.model.words import PSEUDO, say, speaking
from graph.store.base import SAMPLE, Store
from graph.store.opening import open_store
from loaders.browser.first import First, begun
from loaders.first_steps import FillingStep
from loaders.loading import fill
from queries.answer import Table
from queries.question import ask, load, questions
from queries.render.browser import server
from tests.browser.drawn import drawn, keys, map_data, opened, words

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """No test finds a store or an answer that another one left behind."""
    st.cache_resource.clear()
    begun.cache_clear()
    yield
    st.cache_resource.clear()
    begun.cache_clear()


@pytest.fixture
def app(copy_of_filled: Store, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("DEMARCHE_STORE", copy_of_filled.url)
    return drawn(AppTest.from_file(ROOT / "app.py"))


def workspace_data(app: AppTest) -> dict[str, Any]:
    """What the workspace's component was sent."""
    return map_data(app, -1)


def test_the_start_has_three_doors_and_every_question(app: AppTest) -> None:
    text = words(app)
    for door in ("A state’s real record", "The sample campaign", "Your own campaign"):
        assert door in text
    assert {"start.record", "start.sample", "start.own"} <= keys(app)
    assert {f"start.ask.{name}" for name in questions()} <= keys(app)
    assert "public datasets used here are out of date" in text  # how old the record is, in one line
    assert "start.ages" in keys(app)
    assert app.button(key="start.record").disabled
    app.selectbox(key="start.target").set_value("gov:BLR")
    assert not drawn(app).button(key="start.record").disabled


@pytest.mark.slow
def test_every_door_opens(app: AppTest) -> None:
    app.selectbox(key="start.target").set_value("gov:BLR")
    app.run()
    app.button(key="start.record").click()
    drawn(app)
    assert app.title[0].value == "Workspace"
    sent = workspace_data(app)
    assert (sent["start"]["subject"], sent["start"]["lens"]) == ("gov:BLR", "embassies")
    assert sent["panel"]["title"] == "Belarus"


@pytest.mark.slow
def test_the_sample_opens_and_says_that_it_is_invented(app: AppTest) -> None:
    app.button(key="start.sample").click()
    drawn(app)
    assert workspace_data(app)["panel"]["title"] == "Swallow"
    app.session_state["onward"] = "embassies"
    assert drawn(app).title[0].value == load("embassies").title
    assert "Invented: this shows the sample campaign" in words(app)


def test_ones_own_campaign_leads_to_the_loads(app: AppTest) -> None:
    app.button(key="start.own").click()
    assert drawn(app).title[0].value == "Loads"


def test_what_is_for_one_alone_is_shown_by_a_button(app: AppTest) -> None:
    app.button(key="start.ask.brokers").click()
    drawn(app).button(key="brokers.alone").click()
    drawn(app)
    assert app.selectbox(key="audience").value is Label.RED
    assert "brokers.alone" not in keys(app)
    assert "it shows whose loss would do most harm" not in words(app)


def test_who_looks_and_as_of_when_go_along_to_every_page(app: AppTest) -> None:
    app.date_input(key="as_of").set_value(date(2010, 6, 1))
    app.selectbox(key="audience").set_value(Label.CLEAR)
    drawn(app)
    app.button(key="start.ask.embassies").click()
    drawn(app)
    assert app.selectbox(key="audience").value is Label.CLEAR
    app.selectbox(key="embassies.target").set_value("gov:BLR")
    app.button(key="embassies.answer").click()
    text = words(drawn(app))
    assert "as known on 1 June 2010" in text
    text = words(drawn(opened(app, "embassies")))
    assert "the last of May 2010" in text
    assert "No comparable public act is on record" in text


@pytest.mark.slow
def test_a_row_opens_the_page_of_another_question(app: AppTest, copy_of_filled: Store) -> None:
    parameters = {"case": "Swallow", "to": "Benno Askervale"}
    answer = ask("introductions", copy_of_filled, parameters)
    table = answer.block("asked")
    assert isinstance(table, Table)
    app.session_state["introductions.asked"] = dict(answer.parameters)
    for row in table.rows[:2]:  # what was asked there before does not stay in the form
        app.session_state["onward"] = "introductions"
        app.session_state["introductions.selected"] = row["id"]
        assert drawn(app).title[0].value == load("introductions").title
        app.button(key="introductions:asked.onward").click()
        assert drawn(app).title[0].value == load("what-if").title
        assert [app.text_input(key="what-if.changes").value] == row["without"]
        assert f"Scenario: {row['name']} leaves" in words(app)
        assert app.query_params["to"] == answer.parameters["to"]
        assert app.query_params.keys() == {"case", "to"}


@pytest.mark.slow
def test_whether_the_ranking_was_right_is_asked_for_some_sessions(app: AppTest) -> None:
    app.session_state["backtest.asked"] = {"sessions": "16-17"}
    opened(app, "backtest")
    app.button(key="start.ask.backtest").click()
    text = words(drawn(app))
    assert app.title[0].value == load("backtest").title
    assert app.text_input(key="backtest.sessions").value == "16-17"
    assert "UN reviews, sessions 16 to 17" in text
    for part in ("The rankings compared", "Checks", "Who is heeded", "What this does not test"):
        assert part in text
    assert {"backtest.backtest.csv", "backtest.json"} <= keys(app)
    app.text_input(key="backtest.sessions").set_value("40-41")
    app.button(key="backtest.answer").click()
    assert "Choose later sessions" in words(drawn(app))


def test_an_audience_that_may_not_see_the_sample_sees_no_trace_of_it(app: AppTest) -> None:
    app.selectbox(key="audience").set_value(Label.CLEAR)
    drawn(app)
    assert "start.sample" not in keys(app)
    assert "Swallow" not in words(app)


def test_an_unusable_store_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "not.sqlite").write_bytes(b"this is no store" * 100)
    monkeypatch.setenv("DEMARCHE_STORE", f"sqlite:///{tmp_path / 'not.sqlite'}")
    text = words(drawn(AppTest.from_file(ROOT / "app.py")))
    assert "it is not a store of this program" in text


def test_nothing_is_offered_that_is_not_ours(capsys: pytest.CaptureFixture[str]) -> None:
    # Where it greets, Streamlit offers tools for developers, over each page too.
    assert st.config.get_option("logger.hideWelcomeMessage") is True
    server.say_where()
    assert f"http://localhost:{st.config.get_option('server.port')}" in capsys.readouterr().out


def test_every_answer_of_the_server_has_the_security_headers() -> None:
    served = runpy.run_path(str(ROOT / "app.py"), run_name="app")["app"]

    async def headers(path: str) -> httpx.Response:
        transport = httpx.ASGITransport(served)
        here = f"http://127.0.0.1:{st.config.get_option('server.port')}"
        async with httpx.AsyncClient(transport=transport, base_url=here) as client:
            return await client.get(path)

    thread = ThreadPoolExecutor()  # a browser may have left a loop running in this one
    for path, status in (
        ("/assets/world.json", 200),
        ("/vis/vis-network.min.js", 200),
        ("/assets/nothing", 404),
        ("/assets/%2e%2e/network_map.py", 400),
    ):
        answer = thread.submit(asyncio.run, headers(path)).result()
        assert answer.status_code == status, path
        policy = dict(
            part.strip().split(" ", 1)
            for part in answer.headers["content-security-policy"].split(";")
        )
        assert policy["default-src"] == "'self'"
        assert all("http" not in allowed and "*" not in allowed for allowed in policy.values())
        assert "'unsafe-inline'" not in policy["script-src"]
        assert "'unsafe-eval'" not in policy["script-src"]
        assert policy["object-src"] == "'none'"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-cache"  # or old parts would meet new ones


@pytest.mark.slow
def test_a_first_start_that_was_stopped_halfway_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    store = open_store(url)
    with pytest.raises(KeyboardInterrupt):
        fill(store, _stop_at("UN ideal points: public facts"))
    done = len(store.loads())
    store.close()
    monkeypatch.setenv("DEMARCHE_STORE", url)
    test = drawn(AppTest.from_file(ROOT / "app.py"))
    assert len(test.selectbox(key="start.target").options) > 190
    assert "start.sample" in keys(test)
    store = open_store(url)
    assert len(store.loads()) > done
    assert all(load.live for load in store.loads())
    store.close()


@pytest.mark.slow
def test_a_first_start_tells_whoever_waits_in_their_language_how_far_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEMARCHE_STORE", f"sqlite:///{tmp_path / 'store.sqlite'}")
    first = First()  # as the server begins it, in no session
    steps = set()
    with speaking(PSEUDO):
        while first.wait(0.05) is None:
            if first.step:
                steps.add(first.step)
    assert len(steps) > 5
    for step in steps:
        with speaking(PSEUDO):
            assert str(step).startswith("⟦⟦")
        assert str(step).endswith(("sample campaign", "public facts"))
    assert first.store is not None
    first.store.close()


def test_what_hinders_a_start_is_said_in_the_language_of_who_meets_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def none() -> Store:
        raise StoreError(say("There is no store."))

    monkeypatch.setattr("loaders.browser.first.open_store", none)
    begun().work.join()
    with speaking(PSEUDO), pytest.raises(StoreError, match="⟦Ţĥéŕé"):
        begun().wait(None)
    with pytest.raises(StoreError, match="There is no store"):
        begun().wait(None)


def _stop_at(step: str) -> Callable[[FillingStep], None]:
    def stop(now: FillingStep) -> None:
        if str(now) == step:
            raise KeyboardInterrupt

    return stop


def test_a_store_that_was_replaced_is_said_and_the_new_one_is_opened_when_wanted(
    app: AppTest, copy_of_filled: Store, filled_file: Path
) -> None:
    path = Path(copy_of_filled.url.removeprefix("sqlite:///"))
    copy_of_filled.close()
    assert "start.sample" in keys(app)
    other = path.with_name("other.sqlite")
    shutil.copy(filled_file, other)
    changed = open_store(f"sqlite:///{other}")
    for dataset in {one.dataset for one in changed.loads()}:
        if dataset.startswith(SAMPLE):
            changed.forget(dataset)
    changed.close()
    other.replace(path)
    text = words(drawn(app))
    assert "was replaced while the program used it. Nothing was written." in text
    assert "start.sample" not in keys(app)
    app.button(key="store.again").click()
    drawn(app)
    assert "start.own" in keys(app)
    assert "start.sample" not in keys(app)  # of the new store, which has none
