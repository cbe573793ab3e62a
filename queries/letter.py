"""A letter: a draft in plain text, to be changed and copied. Nothing of it is sent or stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Letter:
    """A draft; paragraphs are told apart by an empty line."""

    type: ClassVar[str] = "letter"
    id: str
    title: str
    text: str
