"""A file to load: one on this computer, or one that a browser has sent, which is read from memory.

What was sent is never laid on a disk, so after a crash nothing of it lies in a temporary folder.
What is on this computer must be a file: reading a pipe or a device may never end.
"""

from __future__ import annotations

import codecs
import io
import stat
from dataclasses import dataclass
from pathlib import Path, PurePath

from graph.model.errors import UnreadableFile
from graph.model.system_errors import reason
from graph.model.words import mark, say


@dataclass(frozen=True)
class Upload:
    """A file as it was sent: its name without a folder, and its bytes."""

    name: str
    content: bytes

    @property
    def suffix(self) -> str:
        return PurePath(self.name).suffix


Source = Path | Upload

_OTHERS = (
    (stat.S_ISDIR, mark("{file} is a folder. Choose a file in it.")),
    (stat.S_ISFIFO, mark("{file} is a pipe, not a file. Save what comes out of it to a file.")),
    (stat.S_ISSOCK, mark("{file} is a socket, not a file. Save what comes out of it to a file.")),
    (stat.S_ISCHR, mark("{file} is a device, not a file. Choose a file.")),
    (stat.S_ISBLK, mark("{file} is a device, not a file. Choose a file.")),
)


def size(source: Source) -> int:
    """The bytes of a file. UnreadableFile: it is missing, no file, or may not be read."""
    if isinstance(source, Upload):
        return len(source.content)
    try:
        status = source.stat()  # which, unlike opening it, waits for nobody
        for is_one, sentence in _OTHERS:
            if is_one(status.st_mode):
                raise UnreadableFile(say(sentence, file=source.name))
        with source.open("rb"):
            return status.st_size
    except (FileNotFoundError, NotADirectoryError):
        raise UnreadableFile(
            say("There is no file {file}. Check its name and folder.", file=source.name)
        ) from None
    except (OSError, ValueError) as problem:
        raise UnreadableFile(
            say("{file} cannot be read: {problem}.", file=source.name, problem=reason(problem))
        ) from None


def no_workbook(source: Source) -> UnreadableFile:
    """What is said of a file that is no workbook, or a broken one, whatever a library says."""
    return UnreadableFile(
        say(
            "{file} is not a workbook that can be read: it is damaged, locked with a password, or "
            "a file of another kind. Save it as CSV.",
            file=source.name,
        )
    )


def opened(source: Source) -> io.BufferedReader | io.BytesIO:
    """Its bytes, to be read. UnreadableFile, as `size`."""
    if isinstance(source, Upload):
        return io.BytesIO(source.content)
    size(source)
    return source.open("rb")


def encoding_of(source: Source, usual: str) -> str:
    """The encoding of a file of a kind that has a usual one: UTF-8 where it reads right so.

    A letter beyond ASCII in another encoding hardly ever is valid UTF-8, while Mac Roman reads any
    bytes and would say nothing.
    """
    if usual.startswith("utf"):
        return usual
    decoder = codecs.getincrementaldecoder("utf-8")()
    with opened(source) as file:
        try:
            while block := file.read(2**20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return usual
    return "utf-8-sig"


def text(source: Source, encoding: str) -> io.TextIOWrapper:
    """Its text, with its line ends as they are. LookupError: there is no such encoding."""
    return io.TextIOWrapper(opened(source), encoding=encoding, newline="")
