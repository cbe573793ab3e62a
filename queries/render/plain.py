"""Values as JSON can hold them, and the text that they make."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

import msgspec

from graph.model.printable import escaped, straight

_PLAIN = {str, int, bool}


def document(values: Mapping[str, Any]) -> bytes:
    """One JSON document, indented; no character in it acts on a terminal.

    >>> document({"chance": float("nan")})
    b'{\\n  "chance": null\\n}\\n'
    """
    encoded = msgspec.json.format(msgspec.json.encode(plain(values)), indent=2) + b"\n"
    return encoded if encoded.isascii() else escaped(encoded.decode()).encode()


def plain(value: Any) -> Any:
    """A value as JSON can hold it: NaN and infinities are missing."""
    kind: Any = type(value)
    if value is None or kind in _PLAIN:
        return value
    if kind is dict:  # most of an answer is rows
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None  # (one of numpy is a float too)
    if isinstance(value, str):
        return str(value)  # a PartialDate is a text
    if isinstance(value, msgspec.Struct):
        return plain(msgspec.structs.asdict(value))
    if is_dataclass(value):
        return {name: plain(getattr(value, name)) for name in _names(kind)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def in_browser(value: Any) -> Any:
    """What `plain` returns, for a browser that shows its texts: none turns the words around it."""
    if isinstance(value, str):
        return straight(value)
    if isinstance(value, dict):
        return {key: in_browser(item) for key, item in value.items()}
    return [in_browser(item) for item in value] if isinstance(value, list) else value


@cache
def _names(kind: type) -> list[str]:
    return [field.name for field in fields(kind) if field.metadata.get("json", True)]
