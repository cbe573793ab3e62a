"""Exports of the UN's Universal Human Rights Index, made up in its layout and its formats."""

from __future__ import annotations

import json
import random
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from xml.sax.saxutils import escape

COLUMNS = (
    "Text",
    "Countries Concerned",
    "Reccomending Body",
    "Document Symbol",
    "Themes",
    "Affected Persons",
    "Sdgs",
    "Document Publication Date",
    "UPR Reccomending States",
    "UPR Position",
    "Type",
    "OHCHR Annotation Id",
    "UPR Session",
    "Regions Concerned",
    "Recommending Regions",
    "Date of publication on UHRI",
)
# As public programs that read the index's own records call them.
FIELDS = {
    "Countries Concerned": "Countries",
    "Reccomending Body": "Body",
    "Document Symbol": "Symbol",
    "UPR Reccomending States": "UprRecommendingStates",
    "UPR Position": "UprPosition",
    "UPR Session": "UprSession",
    "OHCHR Annotation Id": "AnnotationId",
}
STATES = (
    "Belarus",
    "Bolivia (Plurinational State of)",
    "Canada",
    "Chile",
    "Egypt",
    "Fiji",
    "France",
    "Iran (Islamic Republic of)",
    "Japan",
    "Kenya",
    "Lithuania",
    "Netherlands (Kingdom of the)",
    "Norway",
    "State of Palestine",
    "Türkiye",
    "Viet Nam",
)
THEMES = (
    "Arbitrary arrest & detention",
    "Equality & non-discrimination",
    "Human rights defenders",
    "Liberty & security of the person",
    "Right to health",
    "Prohibition of torture & ill-treatment (including cruel, inhuman or degrading treatment)",
)

Record = Mapping[str, str]


def dashed(*texts: str) -> str:
    return "\n".join(f"- {text}" for text in texts)


def recommendation(number: int = 1, **cells: str) -> dict[str, str]:
    """One of Norway's to Belarus in session 36; cells by their columns, spaces written as `_`."""
    record = {
        "Text": f"138.{number} Release all “political prisoners” & their lawyers (Norway);",
        "Countries Concerned": "- Belarus",
        "Reccomending Body": "- UPR",
        "Document Symbol": "A/HRC/46/5",
        "Themes": dashed(*THEMES[:2]),
        "Affected Persons": dashed("Persons deprived of their liberty & detainees"),
        "Sdgs": "",
        "Document Publication Date": "44200",
        "UPR Reccomending States": "- Norway",
        "UPR Position": "- Noted",
        "Type": "- Recommendations",
        "OHCHR Annotation Id": f"{number:08x}-6633-478d-9a9a-df1978d336c3",
        "UPR Session": "- 36th Session",
        "Regions Concerned": "- Eastern Europe",
        "Recommending Regions": "- Western European and Others",
        "Date of publication on UHRI": "46125.4996282407",
    }
    return record | {column.replace("_", " "): text for column, text in cells.items()}


def observation(number: int = 1) -> dict[str, str]:
    """What a treaty body says."""
    return recommendation(
        number,
        Reccomending_Body="- CCPR",
        UPR_Reccomending_States="",
        UPR_Position="",
        UPR_Session="",
        Type="- Concerns/Observations",
    )


def review(
    session: int, target: str, size: int, *, seed: int = 0, others: int = 0
) -> list[dict[str, str]]:
    """All that one state is recommended, some by two together, and what treaty bodies say to it."""
    rng = random.Random(f"{session} {target} {seed}")
    senders = [state for state in STATES if state != target]
    return [
        *(
            recommendation(
                n,
                Text=f"{100 + session}.{n} Do what was agreed, and more of it ({seed});",
                Countries_Concerned=f"- {target}",
                UPR_Reccomending_States=dashed(*rng.sample(senders, 2 if n % 10 == 0 else 1)),
                UPR_Position=rng.choice(("- Supported", "- Noted")),
                UPR_Session=f"- {session}th Session",
                Themes=dashed(*rng.sample(THEMES, 2)),
            )
            for n in range(1, size + 1)
        ),
        *(observation(n) for n in range(others)),
    ]


def write(file: Path, records: Sequence[Record]) -> Path:
    """As its ending says: .xlsx, .json (an array) or .jsonl (a record a line)."""
    if file.suffix == ".xlsx":
        workbook(file, records)
    elif file.suffix == ".json":
        file.write_text(json.dumps(list(records), ensure_ascii=False, indent=1), "utf-8")
    else:
        lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        file.write_text("".join(lines), "utf-8")
    return file


def as_fields(record: Record) -> dict[str, object]:
    """A record as the index itself gives it: its own names, lists and nothing for what is empty."""
    several = ("Countries Concerned", "Themes", "UPR Reccomending States", "Affected Persons")
    return {
        FIELDS.get(column, column): (
            [line.removeprefix("- ") for line in text.splitlines()]
            if column in several
            else text.removeprefix("- ") or None
        )
        for column, text in record.items()
    }


_PARTS = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
        '<sheet name="Recommendations" sheetId="1" r:id="rId7"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId7" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="rId8" Type="http://x/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        "</Relationships>"
    ),
}


def workbook(file: Path, records: Sequence[Record], *, prefix: str = "", own: bool = False) -> None:
    """A workbook; `prefix` stands before the names of its elements; `own`: no text is shared."""
    shared: dict[str, int] = {}
    xmlns = f'xmlns{f":{prefix[:-1]}" if prefix else ""}="http://x/main"'
    header = {column: column for record in records for column in record}

    def cell(letter: str, row: int, text: str) -> str:
        place = f'r="{letter}{row}" s="1"'
        if not text:
            return f"<{prefix}c {place}/>"
        if text.replace(".", "").isdigit():
            return f"<{prefix}c {place}><{prefix}v>{text}</{prefix}v></{prefix}c>"
        if own:
            within = f'<{prefix}t xml:space="preserve">{escape(text)}</{prefix}t>'
            within = f"<{prefix}is>{within}</{prefix}is>"
            return f'<{prefix}c {place} t="inlineStr">{within}</{prefix}c>'
        value = shared.setdefault(text, len(shared))
        return f'<{prefix}c {place} t="s"><{prefix}v>{value}</{prefix}v></{prefix}c>'

    def rows() -> Iterator[str]:
        yield f"<{prefix}worksheet {xmlns}><{prefix}sheetData>"
        for number, record in enumerate(chain([header], records), 1):
            letters = zip("ABCDEFGHIJKLMNOP", header, strict=False)
            cells = (cell(letter, number, record.get(column, "")) for letter, column in letters)
            yield f'<{prefix}row r="{number}">{"".join(cells)}</{prefix}row>'
        yield f"</{prefix}sheetData></{prefix}worksheet>"

    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _PARTS.items():
            archive.writestr(name, content)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for text in rows():
                part.write(text.encode())
        with archive.open("xl/sharedStrings.xml", "w") as part:
            part.write(f"<{prefix}sst {xmlns}>".encode())
            for text in shared:
                item = f"<{prefix}t>{escape(text)}</{prefix}t>"
                part.write(f"<{prefix}si>{item}</{prefix}si>".encode())
            part.write(f"</{prefix}sst>".encode())
