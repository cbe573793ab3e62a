"""The files that somebody chose: uploaded ones, or a path on this computer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import Protocol

import streamlit as st

from graph.model.words import say
from loaders.files.sources import Source, Upload, opened

ENCODINGS = ("utf-8-sig", "cp1252", "mac_roman", "cp1251", "cp1256", "gb18030", "utf-16")
_LINES, _WIDTH, _BYTES = 6, 160, 20_000


class Uploaded(Protocol):
    """A file as a browser sent it."""

    @property
    def name(self) -> str: ...
    @property
    def file_id(self) -> str: ...
    def getvalue(self) -> bytes: ...


def chosen(uploaded: Sequence[Uploaded], typed: str) -> list[Source]:
    """What to read: what was uploaded, from memory, and the file at a path on this computer."""
    sources: list[Source] = [
        Upload(PurePath(file.name).name or "file", file.getvalue()) for file in uploaded
    ]
    if typed.strip():
        sources.append(Path(typed.strip().strip('"')).expanduser())
    return sources


def which_reads_right(readings: Mapping[str, str] | None, key: str) -> str | None:
    """Ask in which encoding a file reads right, once it was found not to be as is usual; None: it
    is, or nobody has answered yet. `readings`: by encoding, a line as it reads in it."""
    if not readings:
        return None
    st.warning(say("This file is not in the default encoding."))
    return st.selectbox(
        say("Which of these reads right?"),
        list(readings),
        None,
        key=key,
        format_func=lambda name: f"{readings.get(name, '')}  ({name})",
        placeholder=say("Choose the line that reads right"),
    )


def preview(path: Source, encoding: str) -> str:
    """The first lines as they read in an encoding; "�" stands where it does not fit.

    Empty for a workbook, whose text has no encoding.
    """
    with opened(path) as file:
        raw = file.read(_BYTES)
    if raw.startswith((b"PK", b"\xd0\xcf")):
        return ""
    lines = raw.decode(encoding, "replace").splitlines()[:_LINES]
    return "\n".join(line[:_WIDTH] for line in lines)
