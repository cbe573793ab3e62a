"""Files that are no table: recognized by how they begin, and what to do with each."""

from __future__ import annotations

import re

from graph.model.errors import UnreadableFile
from loaders.files.sources import Source, opened

_BEGINNING = 4096  # bytes: what a file is stands in its first lines
_GRAPH = "Export its nodes and its edges as two CSV files, and load the edges as ties"
_TABLE = "Open it where it was made and save the table as CSV or .xlsx"
_DOCUMENT = "Copy its table into a spreadsheet and save that as CSV"

# The first bytes of a file, what it is, and what to do.
_BYTES = (
    (b"%PDF", "a PDF", _DOCUMENT),
    (b"{\\rtf", "a text document (RTF)", _DOCUMENT),
    (b"SQLite format 3\0", "an SQLite database", "Export the table that is meant as CSV"),
    (b"\x1f\x8b", "a compressed file (gzip)", "Unpack it first, and choose what is in it"),
    (b"7z\xbc\xaf", "an archive (7z)", "Unpack it first, and choose what is in it"),
    (b"Rar!", "an archive (RAR)", "Unpack it first, and choose what is in it"),
    (b"\x89PNG", "a picture", "Choose the list itself, as CSV or .xlsx"),
    (b"\xff\xd8\xff", "a picture", "Choose the list itself, as CSV or .xlsx"),
    (b"GIF8", "a picture", "Choose the list itself, as CSV or .xlsx"),
    (b"PAR1", "a Parquet file", _TABLE),
    (b"$FL2", "an SPSS file", _TABLE),
    (b"<stata_dta>", "a Stata file", _TABLE),
    (b"\x00\x01\x00\x00Standard ", "an Access database", "Export the table that is meant as CSV"),
)
# What its text begins with; the first that fits counts.
_TEXTS = tuple(
    (re.compile(pattern, re.IGNORECASE | re.DOTALL), what, then)
    for pattern, what, then in (
        (
            r"<.*<gexf\b|<gexf\b",
            "a GEXF file",
            "Export nodes and edges as CSV (in Gephi: Data Laboratory, Export table), and load the "
            "edges as ties",
        ),
        (r"<.*<graphml\b|<graphml\b", "a GraphML file", _GRAPH),
        (r"<.*<kml\b|<kml\b", "a map (KML)", _TABLE),
        (
            r"<!doctype html|<html\b|<.*<html\b",
            "a web page (HTML)",
            "Open it in a browser, copy its table into a spreadsheet and save that as CSV",
        ),
        (r"<\?xml\b|<!--|<[a-z][\w:-]*[\s>/]", "an XML file", _TABLE),
        (r"(?:#[^\n]*\n|creator[^\n]*\n|version[^\n]*\n|\s)*graph\s*\[", "a GML file", _GRAPH),
        (r"\*(?:vertices|network)\b", "a Pajek file", _GRAPH),
        (r"(?:strict\s+)?(?:di)?graph\b[^,;\n]*\{", "a Graphviz file", _GRAPH),
        (r"begin:vcard", "an address book (vCard)", "Export the contacts as CSV"),
        (r"begin:vcalendar", "a calendar (iCalendar)", "Export the events as CSV"),
        (r"\{[^\n]*\}\s*\n\s*\{.*\"schema\"\s*:", "a FollowTheMoney file (JSON lines)", _GRAPH),
        (
            r"\{[^\n]*\}\s*\n\s*[\[{]",
            "a file of JSON lines",
            "Turn it into a table, one line a row, and save that as CSV",
        ),
        (
            r"\{\s*\"(?:elements|connections)\"\s*:",
            "a JSON file of Kumu",
            "Export elements and connections from Kumu as .xlsx, each sheet saved by itself",
        ),
        (
            r"(?:\{\s*(?:[\"}]|$)|\[\s*(?:[\[{\"\]]|$))",
            "a JSON file",
            "Turn its list into a table, and save that as CSV",
        ),
    )
)
# Zip archives and old Office files that are no workbook, by the name's ending.
_ENDINGS = {
    ".docx": "a Word document",
    ".doc": "a Word document",
    ".odt": "a text document",
    ".pages": "a text document",
    ".pptx": "slides",
    ".ppt": "slides",
    ".odp": "slides",
    ".numbers": "a Numbers workbook",
    ".msg": "an e-mail",
    ".kmz": "a map (KMZ)",
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
        what = _ENDINGS.get(path.suffix.lower(), "")
        then = _TABLE if "workbook" in what or "map" in what else _DOCUMENT
        return _sentence(path, what, then) if what else None
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = raw.decode("utf-16" if wide else "utf-8-sig", "ignore").lstrip()
    for pattern, what, then in _TEXTS:
        if pattern.match(text):
            return _sentence(path, what, then)
    return None


def _sentence(path: Source, what: str, then: str) -> str:
    return f"{path.name} is {what}, not a table. {then}."
