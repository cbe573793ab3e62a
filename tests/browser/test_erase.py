"""Erasing a person on the page of loads: a list first, then two presses."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from graph.model.schema import Label
from graph.store.base import Load, Store
from graph.view import View
from tests.browser.drawn import drawn, keys, words
from tests.conftest import small_network, write


def erase_page(url: str, audience: int) -> None:
    from graph.model.schema import Label
    from graph.store.opening import open_store
    from loaders.browser import erase

    erase.show(open_store(url), Label(audience))


def page(store: Store, person: str = "", audience: Label = Label.RED) -> AppTest:
    kwargs = {"url": store.url, "audience": int(audience)}
    test = drawn(AppTest.from_function(erase_page, kwargs=kwargs))
    if person:
        test.text_input(key="erase.person").set_value(person)
    return drawn(test)


def test_a_person_is_listed_and_erased_after_two_presses(empty: Store) -> None:
    write(empty, *small_network())
    before = empty.revision()
    test = page(empty, "Ada")
    assert "Ada (activist; load 1: test)" in words(test)
    table = test.dataframe[0].value
    assert set(table["Kind"]) == {"person", "tie"}
    assert "Ada knows Bo" in set(table["What"])
    assert "erase.second" not in keys(test)
    test.button(key="erase.first").click()
    drawn(test)
    assert empty.revision() == before
    test.button(key="erase.second").click()
    drawn(test)
    assert "Erased: 3 statements removed" in words(test)
    assert not View(empty, Label.RED).find("Ada")
    assert View(empty, Label.RED).find("Bo")
    assert test.text_input(key="erase.person").value == ""


def test_keeping_it_and_another_name_ask_anew(empty: Store) -> None:
    write(empty, *small_network())
    test = page(empty, "Ada")
    test.button(key="erase.first").click()
    drawn(test)
    test.button(key="erase.keep").click()
    assert "erase.second" not in keys(drawn(test))
    test.button(key="erase.first").click()
    drawn(test)
    test.text_input(key="erase.person").set_value("Bo")
    assert "erase.second" not in keys(drawn(test))
    empty.write(Load("more"), [("", small_network()[5])])
    assert "erase.second" not in keys(drawn(test))
    assert View(empty, Label.RED).find("Ada")


def test_nobody_of_that_name_is_a_sentence(empty: Store) -> None:
    write(empty, *small_network())
    assert "Nobody in any load is called “Zed”" in words(page(empty, "Zed"))
    assert "is not a person (organization)" in words(page(empty, "Watch"))


def test_only_who_may_see_everything_is_shown_the_list(empty: Store) -> None:
    write(empty, *small_network())
    test = page(empty, audience=Label.STRICT)
    assert "erase.person" not in keys(test)
