"""Which characters the fonts have, read from the files themselves."""

from __future__ import annotations

from pathlib import Path

from queries.render.fonts import FOLDER, characters, fonts_for, lacking, own_fonts

LETTERS = {
    "NotoSans": "AzÉßğŁΩЖӘ–“”’•",
    "NotoSansArabic": "ابتءگچپژی۱٢؟",
    "NotoSansArmenian": "Հայ",
    "NotoSansEthiopic": "ሀቐፈ፡።",
    "NotoSansGeorgian": "აბგძწ",
    "NotoSansHebrew": "אבג",
}


def test_each_font_has_its_letters_regular_and_bold() -> None:
    assert {path.stem.partition("-")[0] for path in own_fonts()} == set(LETTERS)
    for name, letters in LETTERS.items():
        for style in ("Regular", "Bold"):
            assert set(map(ord, letters)) <= characters(FOLDER / f"{name}-{style}.ttf"), name


def test_a_font_says_what_it_lacks() -> None:
    latin = characters(FOLDER / "NotoSans-Regular.ttf")
    assert not latin & set(map(ord, "אبკሀ中\U0001f54a"))
    assert 0x2192 not in latin  # no arrow: it would be a box
    assert 0xFFFF not in latin


def test_the_licence_lies_beside_them() -> None:
    text = (FOLDER / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 2_700_000


def test_a_file_that_is_no_font_has_no_characters(tmp_path: Path) -> None:
    for n, content in enumerate((b"", b"ttcf", b"\0\1\0\0" + b"\xff" * 40, b"text" * 100)):
        path = tmp_path / f"{n}.ttf"
        path.write_bytes(content)
        assert characters(path) == frozenset()
    assert characters(tmp_path / "none.ttf") == frozenset()


def test_what_shapes_letters_is_no_letter() -> None:
    assert lacking(["به‌خاطر ‎(a)‏"], own_fonts()) == ""
    assert fonts_for(["Ada"]) == own_fonts()
