"""The page in six scripts: always one, the same bytes again, no character that no font has."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.model.errors import QuestionError
from graph.model.schema import Label
from queries.answer import Answer
from queries.brief_document import Brief, BriefLine, BriefSection, Locator, renumbered
from queries.render import brief_pdf, fonts
from queries.render.brief_html import POLICY, page
from queries.render.brief_page import SIZES, estimated, fitted, foot, rows
from queries.render.brief_pdf import one_page, pdf, unprintable
from queries.render.locator import can_draw, drawing
from tests.browser.drawn import EVIL

# Invented names, and a sentence in each script.
SCRIPTS = {
    "Arabic": ("نورام الزافيري", "اعتُقلت في ١٨ يناير ٢٠٢٦ بسبب أبيات «تحط من كرامة الدولة»."),
    "Persian": (
        "نازنین گلچهره",
        "به‌خاطر شعرهایش (ICCPR, article 19) بازداشت شد؛ پرونده در تجدیدنظر.",
    ),
    "Cyrillic": ("Назрин Овелак", "Арестована 18 января за стихи, «унижающие достоинство»."),
    "Georgian": ("ნინო ზავერაძე", "დააკავეს 18 იანვარს ლექსებისთვის (მუხლი 171)."),
    "Amharic": ("ናዝሪት ኦቨላክ", "ጥር 10 ቀን በግጥሟ ምክንያት ታሰረች (አንቀጽ 171)፤ በግንቦት ተፈረደባት።"),
    "Chinese": ("林若冰", "二〇二六年一月十八日因诗句被捕；五月判刑。"),
}
ANSWER = Answer("Said.", question="brief", label=Label.STRICT, invented=True)


def brief(name: str = "Ada", text: str = "Arrested for verses.", more: int = 0) -> Brief:
    """A page about somebody, with so many further lines that may be left out."""
    lines = [BriefLine(text, (1,)), *(BriefLine(f"{n}. {text}", (2,), 1 + n) for n in range(more))]
    return Brief(
        "brief",
        "We ask Norway for trial observation",
        "for Norway, by hand",
        f"{name}, held by Belarus since 18 January 2026",
        [
            BriefSection("ask", "The one ask", [BriefLine("trial observation")], "ask"),
            BriefSection("happened", "What happened", lines),
            BriefSection("why", "Why", [BriefLine("Joined 7 of 9 acts.", (2,))], half=True),
            BriefSection("who_else", "Who else", [BriefLine("Ireland.")], half=True),
            BriefSection("please_not", "Please not", [BriefLine("nothing in public")], "caution"),
        ],
        ("us", name, "Norway"),
        Locator(("112", "578"), "A small map: where Belarus lies."),
        ("Cases, 18 January 2026", "Public acts"),
        "What this page does not say: whether anything will help.",
    )


def pages(content: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", content))


@pytest.mark.parametrize("script", SCRIPTS)
def test_each_script_makes_one_page_and_the_same_bytes_again(script: str) -> None:
    if script == "Chinese" and not fonts.east_asian_fonts():
        pytest.skip("no font for Chinese is installed here")
    one = brief(*SCRIPTS[script])
    content = pdf(ANSWER, one)
    assert content.startswith(b"%PDF-")
    assert pages(content) == 1
    assert content == pdf(ANSWER, one)
    assert b"CreationDate" not in content
    assert b"ModDate" not in content
    assert str(date.today().year).encode() not in content.split(b"xref")[-1]


def test_a_character_that_no_font_has_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "east_asian_fonts", tuple)
    with pytest.raises(QuestionError, match=r"No font here has .*“二”"):
        pdf(ANSWER, brief(*SCRIPTS["Chinese"]))
    one = brief("Ada \U0001f54a")
    sentence = unprintable(ANSWER, one_page(ANSWER, one))
    assert "“\U0001f54a”" in sentence


def test_without_typst_the_browser_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brief_pdf, "available", lambda: False)
    with pytest.raises(QuestionError, match="print it in the browser"):
        pdf(ANSWER, brief())
    sheet = one_page(ANSWER, brief(more=80))
    assert sheet.left_out
    assert "What happened" in page(ANSWER, sheet)


def test_what_weighs_most_goes_first_and_is_said() -> None:
    sheet = one_page(ANSWER, brief(more=80))
    assert sheet.size == SIZES[-1]
    assert not sheet.too_long
    assert [one.partition(".")[0] for one in sheet.left_out[:2]] == ["79", "78"]
    assert "To keep it to one page" in sheet.sentence
    assert pages(pdf(ANSWER, brief(more=80))) == 1
    happened = sheet.brief.sections[1].lines
    assert [line.text for line in happened][:2] == [
        "Arrested for verses.",
        "0. Arrested for verses.",
    ]


def test_letters_become_smaller_before_a_line_goes() -> None:
    for more in (20, 30, 36, 40, 44):
        sheet = one_page(ANSWER, brief(more=more))
        assert not sheet.left_out or sheet.size == SIZES[-1]
    assert one_page(ANSWER, brief()).size == SIZES[0]


def test_the_longest_section_is_named_where_nothing_may_go() -> None:
    long = brief(text="A word and another. " * 500)
    sheet = one_page(ANSWER, long)
    assert sheet.too_long == "What happened"
    with pytest.raises(QuestionError, match="shorten “What happened” first"):
        pdf(ANSWER, long)


@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([text for name, (_, text) in SCRIPTS.items() if name != "Chinese"]),
    st.integers(1, 12),
    st.integers(0, 60),
)
def test_it_is_one_page_whatever_is_on_it(text: str, times: int, more: int) -> None:
    one = brief(text=" ".join([text] * times), more=more)
    sheet = one_page(ANSWER, one)
    if not sheet.too_long:
        assert pages(pdf(ANSWER, one)) == 1
    guess = fitted(one, estimated)  # what is guessed without typst is never too much
    assert guess.too_long or brief_pdf._pages(ANSWER, guess.brief, guess.size) == 1


def test_sources_are_numbered_as_their_lines_come() -> None:
    one = replace(brief(), sections=[BriefSection("a", "A", [BriefLine("x", (2,))])])
    only = renumbered(one)
    assert only.sources == ["Public acts"]
    assert only.sections[0].lines[0].sources == (1,)
    assert foot(only).startswith("Sources, with dates: 1 Public acts.")


def test_halves_lie_beside_each_other() -> None:
    ids = [[section.id for section in row] for row in rows(brief().sections)]
    assert ids == [["ask"], ["happened"], ["why", "who_else"], ["please_not"]]


def test_the_html_asks_nobody_for_anything_and_its_cells_are_text() -> None:
    html = page(ANSWER, one_page(ANSWER, brief(EVIL, EVIL)))
    assert POLICY in html
    assert "<script" not in html
    assert "<img" not in html
    assert "src=x onerror" in html  # as a text
    own = html.replace(escape(EVIL), "")
    for word in ("url(", "@import", "<link", " href=", " src=", "//evil", "onerror"):
        assert word not in own
    assert set(re.findall(r"https?://[^\s\"]+", own)) == {"http://www.w3.org/2000/svg"}
    assert pages(pdf(ANSWER, brief(EVIL, EVIL))) == 1


def test_the_map_is_outlines_alone() -> None:
    svg = drawing(Locator(("112",), "Where"))
    assert svg.count("<path") > 3
    assert "<text" not in svg
    assert "nan" not in svg
    assert can_draw("112")
    assert not can_draw("XZV")
