"""Every text of the program is in the catalogue, and every translation can be shown."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from graph.languages.catalogue import catalogue, placeholders, written, wrong
from graph.languages.extraction import Reader, extracted
from graph.model.schema import ENTITIES
from graph.model.words import CATALOGUES, count, language, say, speaking
from queries.question import questions

HEAD = "from graph.model.words import count, say, mark\nfrom queries.answer import columns\n"


def texts(source: str) -> list[tuple[str, str]]:
    return [(one.text, one.plural) for one in Reader("a.py", HEAD + source).messages]


def problems(source: str) -> int:
    return len(Reader("a.py", HEAD + source).problems)


def test_each_text_can_be_found_by_who_translates() -> None:
    messages, wrong_ones = extracted()
    assert wrong_ones == []
    found_texts = {one.text for one in messages}
    for question in questions().values():
        assert {question.title, question.section, question.summary, *question.more} <= found_texts
        assert {t for p in question.parameters for t in (p.title, p.help)} <= found_texts
    assert {kind.plural for kind in ENTITIES.values()} <= found_texts
    assert len(catalogue(messages)) > 1000


def test_what_is_found_in_a_file() -> None:
    assert texts('say("One " "text.")') == [("One text.", "")]
    assert texts('count("{n} a", "{n} b", 2)') == [("{n} a", "{n} b")]
    assert texts('A = mark("a")\nsay(A)') == [("a", "")]
    assert texts('say("a" if x else "b")') == [("a", ""), ("b", "")]
    assert texts('columns("last_year", ("a", "A", "%", "Help"), ("b", "B", "days"))') == [
        ("Last year", ""),
        ("A", ""),
        ("Help", ""),
        ("B", ""),
        ("days", ""),
    ]
    assert texts(
        '@question("T", section="S")\ndef q(v, most: int):\n    "Q?\\n\\n    most: m"'
    ) == [
        ("T", ""),
        ("S", ""),
        ("Q?", ""),
        ("m", ""),
        ("Most", ""),
    ]
    assert texts('"a b".count("a")\nother.say("x")') == []


@pytest.mark.parametrize(
    "source",
    [
        'say(f"{a} b")',
        'say("a" + b)',
        'say("a {}".format(b))',
        'count(one, "many", 2)',
        'columns(("a", f"{b}"))',
        'columns(("a", say("b")))',
        'mark(f"{a}")',
    ],
)
def test_a_text_that_cannot_be_found_is_a_problem(source: str) -> None:
    assert problems(source) == 1


@pytest.mark.slow
def test_the_catalogue_is_one_that_other_tools_read() -> None:
    messages, _ = extracted()
    again = read_po(BytesIO(written(catalogue(messages)).encode()))
    assert len(again) == len(catalogue(messages))


def test_translations_put_in_what_the_originals_do() -> None:
    for path in CATALOGUES.glob("*.po"):
        with path.open("rb") as file:
            assert list(wrong(read_po(file))) == [], path.name


def test_a_wrong_translation_is_noticed() -> None:
    texts = Catalog(locale="fr")
    texts.add("Ask {who}.", "Demandez à {qui}.")
    texts.add("Ask {whom}.", "Demandez à {whom}.")
    texts.add("On {day}.", "Le {day")
    texts.add(("{n} door", "{n} doors"), ("une porte", "{n} portes"))
    texts.add(("{n} way to {whom}", "{n} ways to {whom}"), ("un chemin", "{n} chemins vers {whom}"))
    assert len(list(wrong(texts))) == 3


def test_a_catalogue_makes_a_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pl.po").write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || '
        'n%100>14) ? 1 : 2);\\n"\n\n'
        'msgid "Ask {who}."\nmsgstr "Zapytaj: {who}."\n\n'
        'msgid "{n} embassy"\nmsgid_plural "{n} embassies"\n'
        'msgstr[0] "{n} ambasada"\nmsgstr[1] "{n} ambasady"\nmsgstr[2] "{n} ambasad"\n',
        "utf-8",
    )
    monkeypatch.setattr("graph.model.words.CATALOGUES", tmp_path)
    with speaking("pl"):
        assert language() == "pl"
        assert say("Ask {who}.", who="Oslo") == "Zapytaj: Oslo."
        assert say("Not yet {who}.", who="Oslo") == "Not yet Oslo."
        counted = [count("{n} embassy", "{n} embassies", n) for n in (1, 3, 5)]
    assert counted == ["1 ambasada", "3 ambasady", "5 ambasad"]


def test_placeholders_are_those_of_the_template() -> None:
    assert placeholders("{{not}} {one} {two}") == {"one", "two"}


def test_an_apostrophe_is_one_and_no_single_quotation_mark() -> None:
    messages, _ = extracted()
    straight = re.compile(r"(?<=[a-z])'(?=[a-z ])")
    texts = [text for one in messages for text in (one.text, one.plural) if text]
    assert [text for text in texts if straight.search(text)] == []
