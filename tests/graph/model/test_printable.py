"""Text of others in a terminal, in a spreadsheet and in a browser never acts."""

from __future__ import annotations

import json
import unicodedata

import pytest

from graph.model.printable import SHOWN, escaped, harmless, in_line, straight

HOSTILE = {
    "clears the screen": "\x1b[2J",
    "writes into the clipboard": "\x1b]52;c;ZXZpbA==\x07",
    "one character for an escape sequence": "\x9b31m",
    "goes back in the line": "a\rb\x08c",
    "reads backwards": "\u202egpj.exe",
    "isolates": "\u2066a\u2069",
    "has no width": "a\u200bb\u2060c\ufeffd",
    "tags": "a\U000e0041b",
    "hides between Latin letters": "pay\u200dpal",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_nothing_of_it_acts(text: str) -> None:
    shown = harmless(text)
    assert SHOWN in shown
    assert all(unicodedata.category(c) not in {"Cc", "Cf"} for c in shown)
    assert harmless(shown) == shown
    assert escaped(json.dumps(text, ensure_ascii=False)).isprintable()
    assert json.loads(escaped(json.dumps(text, ensure_ascii=False))) == text


@pytest.mark.parametrize(
    "text", ["Ada, “Élodie” ÇELİK", "می‌خواهم", "क्‍ष", "👩‍⚖️", "عدالة", "line\nline", "100\u00a0%"]
)
def test_what_people_write_stays(text: str) -> None:
    assert harmless(text) == text


def test_a_cell_is_one_line() -> None:
    assert in_line("Ada\r\n  1  France\n\n2") == "Ada 1  France 2"
    assert harmless("a\rb\r\nc") == f"a{SHOWN}b{SHOWN}\nc"


def test_in_a_browser_a_name_turns_nobody_elses_words_and_is_written_as_it_is() -> None:
    assert straight("Ada\u202e gpj.exe \u2066x\u2069") == f"Ada{SHOWN} gpj.exe {SHOWN}x{SHOWN}"
    for text in ("عدالة \u200fنادية", "می\u200cخواهم", "Ada\tLovelace", "one\ntwo", "👩\u200d⚖️"):
        assert straight(text) == text
