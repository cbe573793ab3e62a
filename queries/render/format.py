"""The formats that an answer can be written in. `--format` and the page's buttons follow from them.

A format is a plain function in a file of its own in `formats/`, whose name is the format's:

    @format_file("text/csv", button=mark("Download as CSV"), blocks=(Table,))
    def write(answer: Answer, block: Block | None, out: TextIO) -> None:

One of bytes says `binary=True`, and is given a file of bytes. It puts `answer.watermark` into what
it writes. Whether the answer may leave the program at all it
need not ask: only `Answer.write` calls it, which does.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from graph.model.errors import QuestionError
from graph.model.words import listed, say
from queries.render import formats as folder


@dataclass(frozen=True, slots=True)
class Format:
    """A registered format."""

    name: str  # what `--format` takes
    ending: str  # of its files
    write: Callable[..., None]  # (answer, block or None for the whole answer, open file)
    media: str  # what a browser calls it
    button: str  # on the page, to be said; "" for none
    blocks: tuple[type, ...]  # the blocks that have the button; none: the answer as a whole has it
    leaves: bool  # whether it is made to leave the program, as the screen is not
    for_programs: bool  # which read it in English only, whatever people read
    binary: bool  # whether it is written as bytes, not as text
    whole: bool  # whether any answer can be written in it; else only one that has its blocks

    def has_button(self, block: object | None) -> bool:
        """Whether the page offers this block in it; None: the answer as a whole."""
        if not self.button:
            return False
        return not self.blocks if block is None else isinstance(block, self.blocks)


_FORMATS: dict[str, Format] = {}


def format_file(
    media: str,
    *,
    button: str = "",
    blocks: tuple[type, ...] = (),
    leaves: bool = True,
    for_programs: bool = False,
    binary: bool = False,
    whole: bool = True,
    ending: str = "",
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a format under the name of its file, which its own files end with unless `ending`
    says otherwise; the function comes back unchanged."""

    def register(write: Callable[..., None]) -> Callable[..., None]:
        name = write.__module__.rpartition(".")[2]
        _FORMATS[name] = Format(
            name=name,
            ending=ending or name,
            write=write,
            media=media,
            button=button,
            blocks=blocks,
            leaves=leaves,
            for_programs=for_programs,
            binary=binary,
            whole=whole,
        )
        return write

    return register


def names() -> Sequence[str]:
    """The formats there are, found because they lie in the folder; none is imported for it."""
    return sorted(module.name for module in pkgutil.iter_modules(folder.__path__))


def format_of(name: str) -> Format:
    """One format, importing only its own file. QuestionError: there is none of that name."""
    if name not in names():
        raise QuestionError(
            say(
                "There is no format “{name}”. There are: {names}.",
                name=name,
                names=listed(names()),
            )
        )
    importlib.import_module(f"{folder.__name__}.{name}")
    return _FORMATS[name]


def formats() -> Sequence[Format]:
    """All formats, by name."""
    return [format_of(name) for name in names()]
