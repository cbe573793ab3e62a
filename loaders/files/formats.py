"""Files that are no table: recognized by how they begin, and what to do with each."""

from __future__ import annotations

import re

from graph.model.errors import UnreadableFile
from graph.model.words import mark, say
from loaders.files.sources import Source, opened

_BEGINNING = 4096  # bytes: what a file is stands in its first lines
_NETWORK = mark("It needs no spreadsheet: choose “Bring what you have”, which reads it as it is.")
_GRAPH = mark("Export its nodes and its edges as two CSV files, and bring both at once.")
_JSON = mark(
    "“Bring what you have” reads the JSON of Kumu, Cytoscape, LittleSis, FollowTheMoney, Neo4j and "
    "NetworkX; if it is another, turn its list into a table, one row for each, and save it as CSV."
)
_TABLE = mark("Open it where it was made and save the table as CSV or .xlsx.")
_DOCUMENT = mark("Copy its table into a spreadsheet and save that as CSV.")
_PART = mark("Export the table that is meant as CSV.")
_PACKED = mark("Unpack it first, and choose what is in it.")
_LIST = mark("Choose the list itself, as CSV or .xlsx.")
_PICTURE = mark("{file} is a picture, not a table.")
_WORD = mark("{file} is a Word document, not a table.")
_PROSE = mark("{file} is a text document, not a table.")
_SLIDES = mark("{file} holds slides, not a table.")

# The first bytes of a file, what it is, and what to do.
_BYTES = (
    (b"%PDF", mark("{file} is a PDF, not a table."), _DOCUMENT),
    (b"{\\rtf", mark("{file} is a text document (RTF), not a table."), _DOCUMENT),
    (b"SQLite format 3\0", mark("{file} is an SQLite database, not a table."), _PART),
    (b"\x1f\x8b", mark("{file} is a compressed file (gzip), not a table."), _PACKED),
    (b"7z\xbc\xaf", mark("{file} is an archive (7z), not a table."), _PACKED),
    (b"Rar!", mark("{file} is an archive (RAR), not a table."), _PACKED),
    (b"\x89PNG", _PICTURE, _LIST),
    (b"\xff\xd8\xff", _PICTURE, _LIST),
    (b"GIF8", _PICTURE, _LIST),
    (b"PAR1", mark("{file} is a Parquet file, not a table."), _TABLE),
    (b"$FL2", mark("{file} is an SPSS file, not a table."), _TABLE),
    (b"<stata_dta>", mark("{file} is a Stata file, not a table."), _TABLE),
    (b"\x00\x01\x00\x00Standard ", mark("{file} is an Access database, not a table."), _PART),
)
# What its text begins with; the first that fits counts.
_TEXTS = tuple(
    (re.compile(pattern, re.IGNORECASE | re.DOTALL), what, then)
    for pattern, what, then in (
        (
            r"<.*<gexf\b|<gexf\b",
            mark("{file} is a GEXF file, not a table."),
            _NETWORK,
        ),
        (r"<.*<graphml\b|<graphml\b", mark("{file} is a GraphML file, not a table."), _NETWORK),
        (r"<.*<kml\b|<kml\b", mark("{file} is a map (KML), not a table."), _TABLE),
        (
            r"<!doctype html|<html\b|<.*<html\b",
            mark("{file} is a web page (HTML), not a table."),
            mark("Open it in a browser, copy its table into a spreadsheet and save that as CSV."),
        ),
        (
            r"<\?xml\b|<!--|<[a-z][\w:-]*[\s>/]",
            mark("{file} is an XML file, not a table."),
            _TABLE,
        ),
        (
            r"(?:#[^\n]*\n|creator[^\n]*\n|version[^\n]*\n|\s)*graph\s*\[",
            mark("{file} is a GML file, not a table."),
            _NETWORK,
        ),
        (r"\*(?:vertices|network)\b", mark("{file} is a Pajek file, not a table."), _GRAPH),
        (
            r"(?:strict\s+)?(?:di)?graph\b[^,;\n]*\{",
            mark("{file} is a Graphviz file, not a table."),
            _GRAPH,
        ),
        (
            r"begin:vcard",
            mark("{file} is an address book (vCard), not a table."),
            mark("Export the contacts as CSV."),
        ),
        (
            r"begin:vcalendar",
            mark("{file} is a calendar (iCalendar), not a table."),
            mark("Export the events as CSV."),
        ),
        (
            r"\{[^\n]*\}\s*\n\s*\{.*\"schema\"\s*:",
            mark("{file} is a FollowTheMoney file (JSON lines), not a table."),
            _NETWORK,
        ),
        (
            r"\{[^\n]*\}\s*\n\s*[\[{]",
            mark("{file} is a file of JSON lines, not a table."),
            _JSON,
        ),
        (
            r"\{\s*\"(?:elements|connections)\"\s*:",
            mark("{file} is a JSON file of Kumu, not a table."),
            _NETWORK,
        ),
        (
            r"(?:\{\s*(?:[\"}]|$)|\[\s*(?:[\[{\"\]]|$))",
            mark("{file} is a JSON file, not a table."),
            _JSON,
        ),
    )
)
# Zip archives and old Office files that are no workbook, by the name's ending.
_ENDINGS = {
    ".docx": (_WORD, _DOCUMENT),
    ".doc": (_WORD, _DOCUMENT),
    ".odt": (_PROSE, _DOCUMENT),
    ".pages": (_PROSE, _DOCUMENT),
    ".pptx": (_SLIDES, _DOCUMENT),
    ".ppt": (_SLIDES, _DOCUMENT),
    ".odp": (_SLIDES, _DOCUMENT),
    ".numbers": (mark("{file} is a Numbers workbook, not a table."), _TABLE),
    ".msg": (mark("{file} is an e-mail, not a table."), _DOCUMENT),
    ".kmz": (mark("{file} is a map (KMZ), not a table."), _TABLE),
}


def no_table(path: Source) -> str | None:
    """That a file is no table, what it is, and what to do; None where it may be one."""
    try:
        with opened(path) as file:
            raw = file.read(_BEGINNING)
    except UnreadableFile:
        return None  # whoever reads it says why it cannot be read
    for magic, what, then in _BYTES:
        if raw.startswith(magic):
            return _sentence(path, what, then)
    if raw.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        ending = _ENDINGS.get(path.suffix.lower())
        return _sentence(path, *ending) if ending else None
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = raw.decode("utf-16" if wide else "utf-8-sig", "ignore").lstrip()
    for pattern, what, then in _TEXTS:
        if pattern.match(text):
            return _sentence(path, what, then)
    return None


def _sentence(path: Source, what: str, then: str) -> str:
    return f"{say(what, file=path.name)} {say(then)}"
