"""The page that brings any table, without a browser: ask, correct, load or give up."""

from __future__ import annotations

from collections import Counter

import pytest
from streamlit.testing.v1 import AppTest

from graph.model.records import Entity
from graph.model.schema import Label
from graph.store.base import Scope, Store
from loaders.bring.bringing import BROUGHT
from tests.browser.drawn import EVIL, drawn, keys, words

PRISONERS = b"Name,Date of arrest,Charge,Prison\nAles,22.11.2013,Art. 9,P1\nRima,3.4.2020,,P2\n"
ALLIES = "name,sector,country,can do,founded\n"


def bring_page(url: str, audience: int) -> None:
    from graph.model.schema import Label
    from graph.store.opening import open_store
    from loaders.browser import bring_page as page

    page.show(open_store(url), Label(audience), lambda *_: None)


def opened(store: Store, audience: Label = Label.RED) -> AppTest:
    kwargs = {"url": store.url, "audience": audience.value}
    return drawn(AppTest.from_function(bring_page, kwargs=kwargs))


def bringing(
    store: Store, content: bytes, name: str = "theirs.csv", audience: Label = Label.RED
) -> AppTest:
    """The page with a file chosen on it."""
    test = opened(store, audience)
    test.file_uploader[0].upload(name, content, "text/csv")
    return drawn(test)


def pick(test: AppTest, part: str, value: object) -> AppTest:
    """Choose in the list whose key has this part."""
    box = next(one for one in test.selectbox if part in str(one.key))
    box.set_value(value)
    return drawn(test)


def press(test: AppTest, part: str) -> AppTest:
    next(one for one in test.button if str(one.key).endswith(part)).click()
    return drawn(test)


def kinds(store: Store, dataset: str) -> Counter[str]:
    """How many records of each kind a list says."""
    return Counter(r.kind for r in store.read(Scope()) if r.origin.dataset == dataset)


def test_prisoners_wait_for_who_holds_them_and_become_cases(copy_of_filled: Store) -> None:
    test = bringing(copy_of_filled, PRISONERS, "az.csv")
    assert "Answer the question above to go on" in words(test)
    assert not any(str(key).endswith("commit") for key in keys(test))
    pick(test, "detained-by", "Azerbaijan")
    assert "2 in “Cases”" in words(test)
    before = copy_of_filled.revision()
    press(test, "commit")
    assert "This list holds people at risk" in words(test)  # nothing is written without a yes
    assert copy_of_filled.revision() == before
    next(one for one in test.checkbox if str(one.key).endswith("accepted")).check()
    press(drawn(test), "commit")
    assert "Done." in words(test)
    counts = kinds(copy_of_filled, "az")
    assert (counts["Case"], counts["Person"], counts["Coalition"]) == (2, 2, 0)
    load = copy_of_filled.loads()[-1]
    assert (load.dataset, load.loader, load.files) == ("az", BROUGHT, ("az.csv",))
    assert not test.file_uploader[0].value


def test_what_was_chosen_once_is_chosen_for_the_next_file(copy_of_filled: Store) -> None:
    test = pick(bringing(copy_of_filled, PRISONERS, "az.csv"), "detained-by", "Azerbaijan")
    press(test, "commit")
    next(one for one in test.checkbox if str(one.key).endswith("accepted")).check()
    press(drawn(test), "commit")
    test.file_uploader[0].upload("next.csv", PRISONERS.replace(b"Ales", b"Emil"), "text/csv")
    drawn(test)
    assert "As last time" in words(test)
    assert "Azerbaijan detains Emil" in str(test.dataframe[0].value.to_dict())
    assert "It would take away" in words(test)  # the newer version of that list
    hidden = bringing(copy_of_filled, PRISONERS, "other.csv", Label.AMBER)
    name = next(one for one in hidden.text_input if str(one.key).endswith("name"))
    assert name.value == "other"  # of the list nobody hears who may see nothing of it
    press(test, "anew")
    assert "Answer the question above to go on" in words(test)


def test_wrong_cells_are_corrected_on_the_page(copy_of_filled: Store) -> None:
    rows = "A,ngoo,Belaruss,media|dancing,2019\nB,ngo,Belaruss,,soon\n"
    test = bringing(copy_of_filled, (ALLIES + rows).encode())
    assert "5 problems are left" in words(test)
    problems = next(one.value for one in test.dataframe if "It says" in one.value)
    assert set(problems["It says"]) == {"ngoo", "Belaruss", "dancing", "soon"}
    cells = [one for one in test.selectbox if ".cell." in str(one.key)]
    assert len(cells) == 4  # what two rows have is corrected once
    for cell in cells:  # the nearest of what would be accepted, or nothing
        cell.set_value(cell.options[0] if len(cell.options) > 1 else "")
    press(test, "correct")
    assert "5 cells are corrected here" in words(test)
    assert "This can be loaded" in words(test)
    press(test, "commit")
    bodies = [
        record
        for record in copy_of_filled.read(Scope())
        if isinstance(record, Entity) and record.origin.dataset == "theirs"
    ]
    assert {(one.name, one.values["sector"], one.values.get("founded")) for one in bodies} == {
        ("A", "ngo", "2019"),
        ("B", "ngo", None),
    }


def test_cancel_leaves_nothing(copy_of_filled: Store) -> None:
    before = copy_of_filled.revision(), copy_of_filled.setting("accepts unencrypted")
    test = bringing(copy_of_filled, (ALLIES + "A,ngo,France,,\n").encode())
    press(test, "cancel")
    assert "Cancelled. Nothing was written." in words(test)
    assert (copy_of_filled.revision(), copy_of_filled.setting("accepts unencrypted")) == before
    assert "bring.staged" not in test.session_state
    again = bringing(copy_of_filled, (ALLIES + "A,ngo,France,,\n").encode())
    assert "As last time" not in words(again)


def test_a_column_is_pointed_at_and_a_constant_set(copy_of_filled: Store) -> None:
    test = bringing(copy_of_filled, b"First name,Last name,Notes on them,Where\nIlse,Korn,x,Wien\n")
    test.session_state["bring.0.0.more"] = True
    drawn(test)
    city = next(one for one in test.selectbox if str(one.key).endswith("another.2"))
    city.set_value("city")
    drawn(test)
    theirs = next(one for one in test.multiselect if str(one.key).endswith("city.theirs"))
    theirs.set_value(["Where"])
    drawn(test)
    role = next(one for one in test.selectbox if str(one.key).endswith("role.always"))
    role.set_value("journalist")
    drawn(test)
    assert "Ilse Korn (person): journalist, Wien" in str(test.dataframe[0].value.to_dict())


def test_a_table_is_pasted(copy_of_filled: Store) -> None:
    test = opened(copy_of_filled)
    test.text_area[0].set_value("name\tsector\tcountry\nA\tngo\tFrance\n")
    drawn(test)
    assert "A table: 1 row, 3 columns." in words(test)
    press(test, "commit")
    assert copy_of_filled.loads()[-1].files == ("what was pasted",)


def test_letters_that_do_not_decode_are_asked_about(copy_of_filled: Store) -> None:
    content = (ALLIES + "Élan,ngo,France,,\n").encode("cp1252")
    test = bringing(copy_of_filled, content)
    pick(test, "reading", "cp1252")
    assert "Élan" in str(test.dataframe[0].value.to_dict())


def test_two_files_that_belong_together_become_one_list(copy_of_filled: Store) -> None:
    test = opened(copy_of_filled)
    nodes, edges = b"Id,Label\n1,Ada Lind\n2,Omar Korn\n", b"Source,Target,Type\n1,2,Directed\n"
    files = [("nodes.csv", nodes, "text/csv"), ("edges.csv", edges, "text/csv")]
    test.file_uploader[0].set_value(files)
    drawn(test)
    assert "Table 2 of 2" in words(test)
    press(test, "commit")
    counts = kinds(copy_of_filled, copy_of_filled.loads()[-1].dataset)
    assert counts["Person"] == 2
    assert counts["LINKED_TO"] == 1


def test_what_becomes_of_those_who_signed_can_be_changed_and_changed_back(
    copy_of_filled: Store,
) -> None:
    signed = b"letter,signatory,kind,date\nFree them,Group One,organization,2020-01-02\n"
    test = bringing(copy_of_filled, signed)
    for answer, organizations in (("counted", False), ("create", True)):
        pick(test, "organizations", answer)
        assert ("1 in “Organizations”" in words(test)) == organizations


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 40, b"PK\x03\x04" + bytes(50)])
def test_what_is_no_table_is_a_sentence(copy_of_filled: Store, content: bytes) -> None:
    test = bringing(copy_of_filled, content)
    assert "Nothing was written." in words(test)
    assert "theirs.csv" in words(test)


def test_what_a_file_calls_things_is_text(copy_of_filled: Store) -> None:
    content = f"name,sector,country,{EVIL}\n{EVIL},{EVIL},France,{EVIL}\n".encode()
    test = bringing(copy_of_filled, content, "x.csv")
    test.session_state["bring.0.0.more"] = True
    drawn(test)
    for kind in ("selectbox", "multiselect", "text_input", "checkbox", "button", "expander"):
        for element in test.get(kind):
            assert "evil" not in str(element.label), (kind, element.label)
    markdown = "".join(str(element.value) for element in (*test.markdown, *test.subheader))
    assert "evil" not in markdown
