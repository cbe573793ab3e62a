"""JSON that a browser, a terminal and a program read alike."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from graph.model.printable import escaped


def json_text(document: Any, indent: int | None = None) -> str:
    """A document as JSON: no character of it acts, and nothing in it ends a script.

    >>> json_text({"name": "</script>"})
    '{"name": "<\\\\/script>"}'
    """
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=indent)
    return escaped(text.replace("</", "<\\/"))


def write_json(document: Any, out: BinaryIO) -> None:
    """A whole file of one document."""
    out.write(json_text(document, indent=1).encode() + b"\n")
