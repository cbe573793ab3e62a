"""The page of loads without a browser: look, load or cancel, undo; every problem a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from graph.model.schema import Label
from graph.store.base import Store
from loaders.changes.sample_campaign import coming_back
from loaders.edits.saving import Entry, save
from loaders.loader import ORIGIN_COLUMNS, all_loaders
from loaders.loading import load
from tests.browser.drawn import EVIL, drawn, keys, words

SAMPLES = Path(__file__).parents[2] / "loaders" / "samples"


def loads_page(url: str) -> None:
    from graph.model.schema import Label
    from graph.store.opening import open_store
    from loaders.browser import loads_page as page

    page.show(open_store(url), Label.RED)


def loading(store: Store, name: str = "", content: bytes = b"", kind: str = "") -> AppTest:
    """The page of loads with a file chosen on it."""
    test = drawn(AppTest.from_function(loads_page, kwargs={"url": store.url}))
    if kind:
        test.selectbox(key="loads.loader.0").set_value(kind)
    if name:
        test.file_uploader[0].upload(name, content, "text/csv")
    return drawn(test)


GOOD = b"name,sector,country\nOpen Hand,ngo,France\n"


def test_a_list_is_looked_at_then_loaded_then_undone(copy_of_filled: Store) -> None:
    before = copy_of_filled.revision()
    test = loading(copy_of_filled, "mine.csv", GOOD)
    assert "This can be loaded. Nothing was written yet." in words(test)
    assert "1 row read from mine.csv" in words(test)
    assert copy_of_filled.revision() == before
    test.button(key="loads.commit").click()
    drawn(test)
    assert "Done." in words(test)
    assert copy_of_filled.revision() > before
    newest = copy_of_filled.loads()[-1]
    assert newest.files == ("mine.csv",)
    assert not test.file_uploader[0].value
    test.session_state["loads.history"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    drawn(test)
    test.button(key="loads.undo").click()
    drawn(test)
    assert f"Load {newest.id} is undone" in words(test)
    assert copy_of_filled.loads()[-1].undone


def test_cancel_writes_nothing(copy_of_filled: Store) -> None:
    before = copy_of_filled.revision()
    test = loading(copy_of_filled, "mine.csv", GOOD)
    test.button(key="loads.cancel").click()
    assert "Cancelled. Nothing was written." in words(drawn(test))
    assert copy_of_filled.revision() == before


def test_every_rows_problem_is_told(copy_of_filled: Store) -> None:
    wrong = f"name,sector,country\nOpen Hand,ngo,Nigera\n{EVIL},ngoo,France\n".encode()
    test = loading(copy_of_filled, "wrong.csv", wrong)
    table = next(frame.value for frame in test.dataframe if "It says" in frame.value)
    assert table[["File", "Row", "Column", "It says"]].to_numpy().tolist() == [
        ["wrong.csv", 2, "country", "Nigera"],
        ["wrong.csv", 3, "sector", "ngoo"],
    ]
    assert "Did you mean Nigeria or Niger" in table["What to do"][0]
    assert "Nothing was written" in words(test)
    assert "loads.commit" not in keys(test)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.csv", b"", "empty.csv is empty"),
        ("map.gexf", b'<?xml version="1.0"?><gexf version="1.3"></gexf>', "a file of GEXF without"),
        ("all.json", b'{"elements": []}', "is a JSON file of Kumu"),
        ("other.csv", b"a,b\n1,2\n", "No list has such a header"),
        ("zip.csv", b"PK\x03\x04" + bytes(50), "zip.csv is a zip archive"),
    ],
)
def test_a_file_of_no_kind_is_a_sentence(
    copy_of_filled: Store, name: str, content: bytes, sentence: str
) -> None:
    page = loading(copy_of_filled, name, content)
    tables = " ".join(str(table.value.to_dict()) for table in page.dataframe)
    assert sentence in f"{words(page)} {tables}"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "mine.csv is empty"),
        (b"name,country\nX,France\n", "The column “sector” is missing"),
        (b"PK\x03\x04" + bytes(50), "mine.csv is a zip archive"),
    ],
)
def test_a_file_of_a_chosen_kind_says_what_it_lacks(
    copy_of_filled: Store, content: bytes, sentence: str
) -> None:
    assert sentence in words(loading(copy_of_filled, "mine.csv", content, "organizations"))


def test_letters_that_do_not_decode_are_shown_in_several_encodings(copy_of_filled: Store) -> None:
    content = "name,sector,country\nÉlan,ngo,France\n".encode("cp1252")
    test = loading(copy_of_filled, "mine.csv", content, "organizations")
    chooser = test.selectbox(key="loads.reading.0")
    assert any("Élan" in option and "cp1252" in option for option in chooser.options)
    chooser.set_value("cp1252")
    drawn(test)
    assert "This can be loaded" in words(test)
    test.button(key="loads.commit").click()
    drawn(test)
    assert "name,sector" not in words(test)


def test_people_at_risk_are_accepted_only_after_a_yes(copy_of_filled: Store) -> None:
    content = (SAMPLES / "families.csv").read_bytes()
    test = loading(copy_of_filled, "families.csv", content)
    assert "not encrypted" in words(test)
    assert "loads.commit" not in keys(test)
    test.checkbox(key="loads.accepted.0").check()
    drawn(test)
    assert copy_of_filled.setting("accepts unencrypted") is None  # only looked at so far
    test.button(key="loads.commit").click()
    drawn(test)
    assert copy_of_filled.setting("accepts unencrypted") == "yes"


def test_each_kind_of_list_shows_its_columns_and_gives_a_template(filled: Store) -> None:
    test = drawn(AppTest.from_function(loads_page, kwargs={"url": filled.url}))
    for name, loader in all_loaders().items():
        test.selectbox(key="loads.loader.0").set_value(name)
        drawn(test)
        table = next(frame.value for frame in test.dataframe if "Needed" in frame.value)
        own = set(ORIGIN_COLUMNS) if loader.section == "campaign" else set()
        assert set(table["Column"]) == set(loader.columns) | own
        assert loader.about.get("renew", "") in words(test)
        assert (f"loads.empty.{name}" in keys(test)) == (loader.section == "campaign")
        assert (f"loads.sample.{name}" in keys(test)) == loader.sample.exists()


def test_the_sample_campaign_goes_and_comes_back_as_one(copy_of_filled: Store) -> None:
    test = loading(copy_of_filled)
    test.button(key="loads.sample.undo").click()
    drawn(test)
    sample = [one for one in copy_of_filled.loads() if one.dataset.startswith("sample/")]
    assert all(one.undone for one in sample)
    test.button(key="loads.sample.redo").click()
    drawn(test)
    assert not any(one.undone for one in copy_of_filled.loads())


def test_what_was_taken_back_stays_so_when_the_sample_comes_back(copy_of_filled: Store) -> None:
    store, numbers = copy_of_filled, []
    for name in ("Cy", "Eva"):
        entry = Entry("person", {"name": name, "role": "exile"}, invented=True)
        numbers.append(save(store, entry, audience=Label.RED).claims.load)
    assert isinstance(numbers[0], int)
    store.undo(numbers[0])
    test = loading(store)
    for button in ("loads.sample.undo", "loads.sample.redo"):
        test.button(key=button).click()
        drawn(test)
    assert [one.id for one in store.loads() if one.undone] == [numbers[0]]
    for one in store.loads():  # one by one: then nothing says what went together
        if one.dataset.startswith("sample/"):
            store.undo(one.id)
    assert {*numbers}.isdisjoint(one.id for one in coming_back(store, store.loads()))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("captives.csv", b"Name,Date of arrest,Charge,Place of detention\nA. B.,2020,x,y\n"),
        ("chat.csv", b"Name,Phone\nMila,+370 611\n"),
        ("names.csv", b"Name\nMila\n"),
        ("contacts.csv", b"name,languages,note,mobile\nMila,French,x,1\n"),
        ("kinds.csv", b"Type,Country,City,Note\nNGO,France,Lyon,x\n"),
        ("kinds2.csv", b"Type,Country,City\nNGO,France,Lyon\n"),
    ],
)
def test_nothing_is_guessed_from_a_column_or_two(
    copy_of_filled: Store, name: str, content: bytes
) -> None:
    """Least of all names of people as a kind that more may see."""
    test = loading(copy_of_filled, name, content)
    assert "No list has such a header" in words(test)
    assert "loads.commit" not in keys(test)


def test_a_header_in_another_encoding_is_still_a_header(copy_of_filled: Store) -> None:
    content = "name;sector;country;founded\nÉlan;ngo;France;2019\n".encode("cp1252")
    test = loading(copy_of_filled, "mine.csv", content)
    chooser = test.selectbox(key="loads.reading.0")
    assert any("Élan" in option and "cp1252" in option for option in chooser.options)
    chooser.set_value("cp1252")
    assert "This can be loaded" in words(drawn(test))


def test_a_header_of_two_kinds_is_asked_about(copy_of_filled: Store) -> None:
    kinds = [all_loaders()[kind].columns for kind in ("activists", "families")]
    row = {"name": "Ada Lind", "role": "activist"}
    header = list(dict.fromkeys(column for columns in kinds for column in columns))
    two = "\n".join(",".join(line) for line in (header, [row.get(c, "") for c in header]))
    test = loading(copy_of_filled, "mine.csv", two.encode())
    assert "This header fits more than one kind of list" in words(test)
    assert "loads.commit" not in keys(test)
    test.selectbox(key="loads.fitting.0").set_value("activists")
    assert "People: 1 row read" in words(drawn(test))


def test_a_second_list_of_a_kind_replaces_adds_or_stands_beside(copy_of_filled: Store) -> None:
    test = loading(copy_of_filled, "mine.csv", GOOD)
    test.button(key="loads.commit").click()
    drawn(test)
    test.file_uploader[0].upload("more.csv", GOOD.replace(b"Open Hand", b"Far Light"), "text/csv")
    drawn(test)
    assert "There is a list of this kind already" in test.radio[0].label
    assert "It would take away: Open Hand (organization)" in words(test)
    test.radio[0].set_value(("adds", "organizations"))
    drawn(test)
    assert "take away" not in words(test)
    test.radio[0].set_value(("other", ""))
    drawn(test)
    assert "loads.commit" not in keys(test)
    test.text_input(key="loads.name.1").set_value("lights")
    drawn(test)
    assert "take away" not in words(test)
    test.button(key="loads.commit").click()
    drawn(test)
    datasets = [load.dataset for load in copy_of_filled.loads() if load.live]
    assert datasets[-2:] == ["organizations", "lights"]


def loads_page_in_confidence(url: str) -> None:
    from graph.model.schema import Label
    from graph.store.opening import open_store
    from loaders.browser import loads_page as page

    page.show(open_store(url), Label.AMBER)


def test_no_list_is_named_of_which_nothing_may_be_seen(
    copy_of_filled: Store, tmp_path: Path
) -> None:
    hidden = tmp_path / "reeds.csv"
    hidden.write_text("name,sector,label\nIlva Reed,ngo,RED\n")
    for dataset in ("organizations", "reed house"):
        organizations = all_loaders()["organizations"]
        load(organizations, [hidden], copy_of_filled, dataset=dataset, accept_unencrypted=True)
    test = AppTest.from_function(loads_page_in_confidence, kwargs={"url": copy_of_filled.url})
    drawn(test).file_uploader[0].upload("mine.csv", GOOD, "text/csv")
    options = " ".join(drawn(test).radio[0].options)
    assert "A newer version of a list that you may not see" in options  # never replaced unasked
    for secret in ("reed house", "organizations”", "Ilva Reed", "reeds.csv"):
        assert secret not in options + words(test)
    assert "It would take away: 1 statement." in words(test)


def test_an_emptied_list_is_loaded_only_after_a_yes(copy_of_filled: Store) -> None:
    test = loading(copy_of_filled, "mine.csv", GOOD)
    test.button(key="loads.commit").click()
    drawn(test)
    test.file_uploader[0].upload("mine.csv", GOOD.partition(b"\n")[0] + b"\n", "text/csv")
    drawn(test)
    assert "2 statements would be taken away, all that this list says" in words(test)
    assert test.button(key="loads.commit").disabled
    test.checkbox(key="loads.agreed.1").check()
    drawn(test)
    test.button(key="loads.commit").click()
    drawn(test)
    assert copy_of_filled.loads()[-1].counts["removed"] == 2


def test_the_other_sheets_of_a_workbook_are_named(copy_of_filled: Store) -> None:
    test = loading(
        copy_of_filled, "book.xlsx", workbook({"Allies": GOOD, "Links": b"from,to\na,b\n"})
    )
    assert "the first sheet, “Allies”, is read, and not “Links”" in words(test)
    assert "1 row read from book.xlsx" in words(test)


def workbook(sheets: dict[str, bytes]) -> bytes:
    """A workbook of these sheets, given as CSV without quotation marks."""
    import io
    import zipfile

    out = io.BytesIO()
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(out, "w") as book:
        numbered = list(enumerate(sheets, 1))
        book.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="r" Type="{rel}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        book.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets>'
            + "".join(f'<sheet name="{n}" sheetId="{i}" r:id="r{i}"/>' for i, n in numbered)
            + "</sheets></workbook>",
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}">'
            + "".join(
                f'<Relationship Id="r{i}" Type="{rel}/worksheet" Target="worksheets/s{i}.xml"/>'
                for i, _ in numbered
            )
            + "</Relationships>",
        )
        for i, name in numbered:
            rows = "".join(
                "<row>"
                + "".join(
                    f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in line.split(",")
                )
                + "</row>"
                for line in sheets[name].decode().splitlines()
            )
            book.writestr(
                f"xl/worksheets/s{i}.xml",
                f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
            )
    return out.getvalue()
