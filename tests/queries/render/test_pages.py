"""The page of every question, drawn without a browser: its form, its blocks, its selection."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import streamlit as st
from msgspec.structs import replace
from streamlit.testing.v1 import AppTest

from graph.model.errors import DemarcheError
from graph.model.records import Entity, Tie
from graph.model.schema import Label
from graph.store.base import Scope, Store
from queries.answer import APART, FUNCTION, Bars, NetworkMap, Table, WorldMap
from queries.question import ask, by_section, load, questions
from queries.render.browser.words import plain
from queries.render.map_words import sentences
from queries.render.network_map import build
from tests.browser.drawn import EVIL, drawn, keys, map_data, opened, words
from tests.conftest import small_network, write
from tests.queries.natural import natural

# What is asked at once and would take long, asked for less.
BRIEF = {"backtest": {"sessions": "17"}}


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """No test finds a store or an answer that another one left behind."""
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


def question_page(name: str, url: str, audience: int) -> None:
    from graph.model.schema import Label
    from graph.store.opening import open_store
    from queries.render.browser import page

    page.show(name, open_store(url), Label(audience), None)


def asking(name: str, store: Store, audience: Label = Label.STRICT, **address: str) -> AppTest:
    """The page of a question as its address asks it."""
    test = AppTest.from_function(
        question_page, kwargs={"name": name, "url": store.url, "audience": int(audience)}
    )
    for parameter, value in address.items():
        test.query_params[parameter] = value
    return test


@pytest.mark.parametrize("name", list(questions()))
def test_a_question_has_a_page_with_its_words_and_its_form(filled: Store, name: str) -> None:
    question = load(name)
    test = drawn(asking(name, filled, **BRIEF.get(name, {})))
    assert test.title[0].value == question.title
    assert plain(question.summary) in words(test)
    state = test.session_state
    for parameter in question.parameters:
        assert f"{name}.{parameter.name}" in state


@pytest.mark.slow
@pytest.mark.parametrize("name", list(questions()))
def test_a_question_is_answered_with_all_its_blocks(filled: Store, name: str) -> None:
    question = load(name)
    brief = BRIEF.get(name, {})
    values = natural(question) | brief
    free = {p.name for p in question.parameters if p.kind is str and not (p.of or p.choices)}
    test = opened(asking(name, filled), name)
    typed = free & values.keys() - brief.keys()
    for parameter in values.keys() - typed:
        test.query_params[parameter] = values[parameter]
    drawn(test)
    for parameter in typed:
        test.text_input(key=f"{name}.{parameter}").set_value(values[parameter])
    test.button(key=f"{name}.answer").click()
    drawn(test)
    answer = ask(name, filled, values, Label.STRICT)
    text = words(test)
    assert all(plain(line) in text for line in answer.sentence.splitlines())
    for block in answer.blocks:
        assert plain(block.title) in text
    maps = [b for b in answer.blocks if isinstance(b, NetworkMap) and b.entities]
    assert len(test.get("bidi_component")) == len(maps)
    worlds = [b for b in answer.blocks if isinstance(b, WorldMap)]
    assert len(test.get("vega_lite_chart")) >= len(worlds)
    filled_tables = [b for b in answer.blocks if isinstance(b, Table) and b.rows]
    assert len(test.dataframe) >= len(filled_tables)
    if answer.exportable:
        assert f"{name}.json" in keys(test)
    else:
        assert not test.download_button
    assert ("Invented: this shows" in text) == answer.invented


@pytest.mark.slow
@pytest.mark.parametrize("name", list(questions()))
def test_a_page_that_lacks_nothing_answers_as_it_is_opened(filled: Store, name: str) -> None:
    test = drawn(opened(asking(name, filled), name))
    try:
        answer, lacking = ask(name, filled, {}, Label.STRICT), None
        expected = answer.sentence.partition("\n")[0]
    except DemarcheError as problem:
        expected, lacking = "", str(problem)
    assert plain(expected) in words(test)
    if lacking is not None:
        assert plain(lacking) not in words(test)
        assert f"{name}.json" not in keys(test)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["functions", "embassies"])
def test_a_page_answers_of_the_case_that_another_was_asked_about(filled: Store, name: str) -> None:
    test = asking(name, filled)
    (case,) = (one.id for one in filled.candidates("Swallow", Scope()) if one.kind == "Case")
    test.session_state["case"] = case
    answer = ask(name, filled, {"case": "Swallow"}, Label.STRICT)
    assert plain(answer.sentence.partition("\n")[0]) in words(drawn(test))


def test_who_has_only_opened_a_page_is_told_nothing_is_wrong(filled: Store) -> None:
    test = drawn(asking("embassies", filled, Label.CLEAR))
    assert "Choose either a case or" not in words(test)
    test.button(key="embassies.answer").click()
    assert "Choose either a case or" in words(drawn(test))


def test_an_address_that_is_wrong_is_answered_with_that_alone(filled: Store) -> None:
    test = drawn(asking("overview", filled, case="case:nowhere"))
    assert "case:nowhere" in words(test)
    assert "overview.json" not in keys(test)


@pytest.mark.slow
def test_a_row_leads_to_another_question(filled: Store) -> None:
    values = {"case": "Swallow", "to": "Benno Askervale"}
    answer = ask("introductions", filled, values, Label.STRICT)
    table = answer.block("asked")
    assert isinstance(table, Table)
    lead = table.onward[0]
    for row in table.rows:
        also = {**values, "changes": row["without"]}
        assert ask(lead.question, filled, also, Label.STRICT).sentence.startswith("Scenario: ")
    test = drawn(asking("introductions", filled, **values))
    test.button(key="introductions:asked.onward").click()
    drawn(test)
    assert test.session_state["what-if.asked"] == {
        "case": answer.parameters["case"],
        "to": answer.parameters["to"],
        "changes": table.rows[0]["without"],
    }
    assert test.session_state["onward"] == "what-if"


def test_a_map_says_and_draws_what_is_gone_lacking_or_not_yet() -> None:
    ada = {"id": "per:ada", "name": "Ada", "kind": "Person", "label": "Person"}
    media = {"id": "Function:media", "name": "media", "kind": FUNCTION, "label": FUNCTION}
    line = {
        "source": "per:ada",
        "target": "Function:media",
        "kind": "COVERS",
        "directed": True,
        "count": 1,
        "sourced": True,
        "since": None,
        "until": None,
    }
    covered = {**line, "phrase": "covered", "state": "gone"}
    could = {**line, "phrase": "could cover", "state": "could"}
    usual = build(NetworkMap("m", "M", [ada, media], [{**line, "phrase": "covers"}]))
    block = NetworkMap(
        "m", "M", [{**ada, "state": "gone"}, {**media, "state": "gap"}], [covered, could]
    )
    apart = build(block)
    looks = {tuple(node["color"]["background"] for node in one["nodes"]) for one in (usual, apart)}
    assert len(looks) == 2
    assert len({node["color"]["border"] for node in apart["nodes"]}) == 2
    assert [edge["dashes"] for edge in usual["edges"]] == [False]
    strokes = [edge["dashes"] for edge in apart["edges"]]
    assert all(strokes)
    assert strokes[0] != strokes[1]
    assert {sign["text"] for sign in apart["legend"]} >= set(APART.values())
    assert not {sign["text"] for sign in usual["legend"]} & set(APART.values())
    assert sentences(block) == ["Ada covered media (gone)", "Ada could cover media (not yet)"]


def test_each_sign_of_a_line_says_one_thing() -> None:
    ends = [
        {"id": f"org:{name}", "name": name, "kind": "Organization", "label": "Organization"}
        for name in "ab"
    ]
    tie = {
        "source": "org:a",
        "target": "org:b",
        "kind": "ALLIED_WITH",
        "phrase": "is allied with",
        "directed": False,
        "count": 1,
        "sourced": True,
        "since": None,
        "until": None,
    }
    of = {
        "no source recorded": {**tie, "sourced": False},
        "has ended": {**tie, "until": "2025"},
        "not yet": {**tie, "sourced": False, "state": "could"},
    }
    looks = {}
    for text, line in of.items():
        drawing = build(NetworkMap("m", "M", ends, [line]))
        (edge,), legend = drawing["edges"], drawing["legend"][1:]
        assert [sign["text"] for sign in legend] == [text]
        looks[text] = (legend[0]["glyph"], str(edge["dashes"]), edge["color"]["color"])
    assert len({glyph for glyph, _, _ in looks.values()}) == len(of)
    assert len({look[1:] for look in looks.values()}) == len(of)


def test_sections_hold_every_question_once() -> None:
    listed = [one.name for section in by_section().values() for one in section]
    assert sorted(listed) == sorted(questions())
    assert next(iter(by_section())) == "Influence"


@pytest.mark.slow
def test_a_selection_in_one_block_is_seen_in_the_others(filled: Store) -> None:
    test = drawn(opened(asking("embassies", filled, target="BLR", most="10"), "embassies"))
    answer = ask("embassies", filled, {"target": "BLR", "most": 10})
    ranking, bars = answer.block("ranking"), answer.block("made_of")
    assert isinstance(ranking, Table)
    assert isinstance(bars, Bars)
    chosen = str(ranking.rows[3]["id"])
    assert map_data(test)["selected"] == ranking.rows[0]["id"]
    test.session_state["embassies.selected"] = chosen
    drawn(test)
    assert map_data(test)["selected"] == chosen
    assert test.session_state["embassies:ranking"]["selection"]["rows"] == [3]
    spec = test.get("vega_lite_chart")[0].proto.spec
    assert chosen in [param.get("value") for param in json.loads(spec)["params"]]
    text = words(test)
    assert plain(str(ranking.rows[3]["based_on"])) in text
    assert [row["part"] for row in bars.rows if row["of"] == chosen]
    for row in bars.rows:
        assert (plain(str(row["part"])) in text) >= (row["of"] == chosen)


@pytest.mark.slow
def test_what_is_closed_is_not_sent_until_it_is_opened(filled: Store) -> None:
    test = drawn(asking("embassies", filled, target="BLR", most="10"))
    answer = ask("embassies", filled, {"target": "BLR", "most": 10})
    later = {*answer.more, *answer.how_sure}
    assert later
    tables = [b for b in answer.blocks if isinstance(b, Table) and b.id not in later]
    assert len(test.dataframe) == len(tables) == 1
    assert not test.get("bidi_component")
    assert not test.download_button
    assert len(drawn(opened(test, "embassies")).dataframe) > 6
    assert test.download_button


@pytest.mark.slow
def test_a_chance_in_the_table_is_rounded_as_in_words(filled: Store) -> None:
    """Once: 78.48 % is 78 % everywhere, not 78.5 in one place and so 79 in another."""
    test = drawn(asking("embassies", filled, target="BLR", most="20"))
    ranking = ask("embassies", filled, {"target": "BLR", "most": 20}).block("ranking")
    assert isinstance(ranking, Table)
    chances = [f"{row['chance']:.0%}" for row in ranking.rows]
    assert [
        f"{shown}%" for shown in test.dataframe[0].value["chance"].map("{:g}".format)
    ] == chances


@pytest.mark.slow
def test_the_case_goes_along_to_the_next_page(filled: Store) -> None:
    case = ask("embassies", filled, {"case": "Swallow"}).parameters["case"]
    test = asking("embassies", filled)
    test.session_state["case"] = case
    drawn(test)
    assert test.selectbox(key="embassies.case").value == case


def test_anything_is_found_by_name_even_where_there_are_too_many_to_list(filled: Store) -> None:
    test = drawn(asking("neighbourhood", filled))
    assert "Embassy of France in Belarus · mission" not in test.selectbox[0].options
    test.text_input(key="neighbourhood.entity.search").set_value("Embassy of France in Belarus")
    drawn(test)
    assert test.selectbox[0].options[0] == "Embassy of France in Belarus · Mission"
    test.selectbox[0].select_index(0)
    drawn(test)
    test.button(key="neighbourhood.answer").click()
    assert "Embassy of France in Belarus" in words(drawn(test))


def test_what_this_audience_may_not_see_is_not_there(empty: Store) -> None:
    write(empty, *small_network())
    hidden = words(drawn(asking("neighbourhood", empty, Label.STRICT, entity="fam:1")))
    never = words(drawn(asking("neighbourhood", empty, Label.STRICT, entity="fam:2")))
    assert "Family One" not in hidden
    assert hidden.replace("fam:1", "fam:2") == never


def test_names_are_text_everywhere(empty: Store) -> None:
    network = [
        replace(record, name=EVIL)
        if isinstance(record, Entity) and record.id == "org:watch"
        else record
        for record in small_network()
    ]
    write(empty, *network)
    test = drawn(asking("neighbourhood", empty, Label.RED, entity="org:watch"))
    text = words(test)
    assert plain(EVIL) in text
    assert "<img" not in text
    for kind in ("markdown", "caption", "error", "metric", "radio", "tabs"):
        assert all("evil.example" not in str(one) for one in test.get(kind))
    assert all(
        "evil.example" not in button.label for button in (*test.button, *test.download_button)
    )
    assert all("evil.example" not in str(one.label) for one in test.expander)
    names = [
        n["title"] for n in json.loads(test.get("bidi_component")[0].proto.json)["map"]["nodes"]
    ]
    assert f"Organization: {EVIL}" in names


def test_no_name_turns_the_words_around_it(empty: Store) -> None:
    network = [
        replace(record, name="Watch\u202e") if record.id == "org:watch" else record
        for record in small_network()
        if isinstance(record, Entity)
    ]
    write(empty, *network, *(one for one in small_network() if isinstance(one, Tie)))
    test = drawn(asking("neighbourhood", empty, Label.RED, entity="org:watch"))
    assert "Watch�" in words(test)
    sent = str(map_data(test))
    assert "Watch�" in sent
    assert "\u202e" not in words(test) + sent


def test_names_in_every_script_are_there_as_written(filled: Store) -> None:
    test = drawn(asking("neighbourhood", filled, entity="Swallow"))
    nodes = json.loads(test.get("bidi_component")[0].proto.json)["map"]["nodes"]
    drawn_names = {node["label"].replace("\n", " ") for node in nodes}
    assert {"طاولة الحروف الحرة", "Круг Тихой Хартии", "Open Margin"} <= drawn_names
    assert all(" dir='" in html.proto.body for html in test.get("html") if "<p" in html.proto.body)
