"""The fonts of what is printed, and which characters they have: each is looked up first.

A character that no font has would be a box on paper, without a warning. The fonts in
`assets/fonts/` (Noto Sans, under the Open Font License) have Latin, Greek, Cyrillic, Arabic with
Persian, Armenian, Ethiopic, Georgian and Hebrew letters. Chinese, Japanese and Korean fonts weigh
more than all of this program: for them one is taken that is installed here, where there is one.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from graph.model.words import count

FOLDER: Final = Path(__file__).parent / "assets" / "fonts"
PACKAGES: Final = ("justmytype_intl_cjk",)  # of PyPI, that bring fonts for East Asia
# What systems call their fonts for East Asia, as the file's name begins; the best first.
EAST_ASIAN: Final = (
    "NotoSansSC",
    "NotoSansCJK",
    "NotoSansTC",
    "NotoSansJP",
    "NotoSansKR",
    "SourceHanSans",
    "PingFang",
    "Hiragino Sans GB",
    "msyh",
    "simsun",
    "wqy-",
    "DroidSansFallback",
)
_SYSTEM: Final = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
    "C:/Windows/Fonts",
)
_ENDINGS: Final = (".ttf", ".otf", ".ttc", ".otc")
_SHAPING: Final = frozenset("\n\t\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069")
_NAMED: Final = 8  # characters that are named in one sentence


@cache
def own_fonts() -> tuple[Path, ...]:
    """The fonts in the package, Latin first."""
    return tuple(sorted(FOLDER.glob("*.ttf"), key=lambda path: (len(path.name), path.name)))


@cache
def east_asian_fonts() -> tuple[Path, ...]:
    """The fonts for East Asia that are installed here, best first; none where there is none."""
    files = sorted({*_files(_packaged()), *_files(_SYSTEM)})
    by_place = {
        path: n
        for path in files
        for n, name in enumerate(EAST_ASIAN)
        if path.name.casefold().startswith(name.casefold())
    }
    return tuple(sorted(by_place, key=lambda path: (by_place[path], str(path))))


def _packaged() -> Iterator[str]:
    for name in PACKAGES:
        spec = find_spec(name)
        yield from spec.submodule_search_locations or () if spec else ()


def _files(folders: Iterable[str]) -> Iterator[Path]:
    for name in folders:
        folder = Path(name).expanduser()
        if folder.is_dir():
            yield from (p for p in folder.rglob("*") if p.suffix.lower() in _ENDINGS)


def fonts_for(texts: Iterable[str]) -> tuple[Path, ...]:
    """The fonts that some texts need: the package's own, and of those for East Asia the fewest
    that have what these lack."""
    needed = _letters(texts) - _own()
    chosen: list[Path] = []
    for path in east_asian_fonts() if needed else ():
        if more := needed & characters(path):
            chosen.append(path)
            needed -= more
    return (*own_fonts(), *chosen)


def lacking(texts: Iterable[str], fonts: Sequence[Path]) -> str:
    """A sentence on the characters that none of these fonts has; "": they have all.

    >>> lacking(["Ada, Назрин, نورام, ნინო, አበበ"], own_fonts())
    ''
    >>> lacking(["a \U0001f54a"], own_fonts())
    'No font here has 1 character of the page: “🕊”. Write it in other letters.'
    """
    available: set[int] = set().union(*map(characters, fonts)) if fonts else set()
    missing = [chr(code) for code in sorted(_letters(texts) - available)]
    if not missing:
        return ""
    shown = " ".join(map(_name, missing[:_NAMED]))
    return count(
        "No font here has {n} character of the page: {characters}. Write it in other letters.",
        "No font here has {n} characters of the page: {characters}. Write them in other letters, "
        "or install a font for them, such as Noto Sans CJK for Chinese.",
        len(missing),
        characters=f"{shown} …" if missing[_NAMED:] else shown,
    )


def _name(one: str) -> str:
    """The character itself; one that cannot be seen by its code."""
    return f"“{one}”" if one.isprintable() and not one.isspace() else f"U+{ord(one):04X}"


def _letters(texts: Iterable[str]) -> set[int]:
    return {ord(one) for text in texts for one in text if one not in _SHAPING}


@cache
def _own() -> frozenset[int]:
    return frozenset().union(*map(characters, own_fonts()))


@cache
def characters(path: Path) -> frozenset[int]:
    """The characters that a font file has, read from its table `cmap` (OpenType; formats 4, 12).

    Of a collection those of its first font. A file that is no such font has none.
    """
    try:
        with path.open("rb") as file:
            return frozenset(_cmap(file.read()))
    except (OSError, struct.error, IndexError):
        return frozenset()


def _cmap(font: bytes) -> Iterator[int]:
    start = struct.unpack_from(">I", font, 12)[0] if font[:4] == b"ttcf" else 0
    tables = struct.unpack_from(">H", font, start + 4)[0]
    records = [struct.unpack_from(">4sIII", font, start + 12 + 16 * n) for n in range(tables)]
    at = next((offset for tag, _, offset, _ in records if tag == b"cmap"), None)
    if at is None:
        return
    for n in range(struct.unpack_from(">H", font, at + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", font, at + 4 + 8 * n)
        form = struct.unpack_from(">H", font, at + offset)[0]
        if platform == 0 or (platform, encoding) in ((3, 1), (3, 10)):
            if form == 4:
                yield from _segments(font, at + offset)
            elif form == 12:
                yield from _groups(font, at + offset)


def _segments(font: bytes, at: int) -> Iterator[int]:
    """Format 4: segments of the basic plane."""
    many = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends = struct.unpack_from(f">{many}H", font, at + 14)
    starts = struct.unpack_from(f">{many}H", font, at + 16 + 2 * many)
    deltas = struct.unpack_from(f">{many}H", font, at + 16 + 4 * many)
    where = at + 16 + 6 * many
    offsets = struct.unpack_from(f">{many}H", font, where)
    for n, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, last + 1):
            if code == 0xFFFF:
                continue
            if not offsets[n]:
                glyph = (code + deltas[n]) & 0xFFFF
            else:
                place = where + 2 * n + offsets[n] + 2 * (code - first)
                raw = struct.unpack_from(">H", font, place)[0]
                glyph = (raw + deltas[n]) & 0xFFFF if raw else 0
            if glyph:
                yield code


def _groups(font: bytes, at: int) -> Iterator[int]:
    """Format 12: groups of any plane."""
    for n in range(struct.unpack_from(">I", font, at + 12)[0]):
        first, last, _ = struct.unpack_from(">III", font, at + 16 + 12 * n)
        yield from range(first, last + 1)
