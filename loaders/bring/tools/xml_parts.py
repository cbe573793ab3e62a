"""A file of XML as its elements begin and end, in constant memory.

A file may come from anybody: entities are not expanded, nothing outside is fetched, and what is
nested without end or longer than a cell is refused, each with a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from graph.model.errors import RowProblem, UnreadableFile
from graph.model.words import number, say
from loaders.bring.tools.pieces import LONGEST_CELL
from loaders.files.sources import Source, opened

DEEPEST: Final = 200  # elements in elements
_BLOCK = 1 << 16


@dataclass(slots=True)
class Part:
    """An element begins or ends; its text is whole at its end."""

    at: Literal["start", "end"]
    tag: str  # without its prefix
    attributes: Mapping[str, str]  # by name without prefix
    line: int
    text: str = ""


class _Handler(ContentHandler):
    def __init__(self, source: Source, parser: Any) -> None:
        self.source, self.parser = source, parser
        self.ready: list[Part] = []
        self._open: list[tuple[Part, list[str]]] = []
        self._length = 0

    def startElement(self, name: str, attrs: Any) -> None:
        if len(self._open) >= DEEPEST:
            raise UnreadableFile(
                say(
                    "{file} has more than {most} elements inside one another, which no network "
                    "has. Export it again.",
                    file=self.source.name,
                    most=number(DEEPEST),
                )
            )
        attributes = {_local(key): value for key, value in attrs.items()}
        part = Part("start", _local(name), attributes, self.parser.getLineNumber())
        self._open.append((part, []))
        self._length = 0
        self.ready.append(part)

    def characters(self, content: str) -> None:
        if self._open:
            self._length += len(content)
            part, texts = self._open[-1]
            if self._length > LONGEST_CELL:
                raise RowProblem(
                    say("This is longer than {most} characters.", most=number(LONGEST_CELL)),
                    file=self.source.name,
                    row=part.line,
                    value="".join(texts)[:80],
                )
            texts.append(content)

    def endElement(self, name: str) -> None:
        part, texts = self._open.pop()
        self.ready.append(Part("end", part.tag, part.attributes, part.line, "".join(texts).strip()))


def parts_of(source: Source) -> Iterator[Part]:
    """The elements of a file as they begin and end, with the line each begins in.

    UnreadableFile: it declares entities, refers to other files or is nested without end.
    RowProblem: here it is no XML, or it ends too early.
    """
    parser = DefusedExpatParser()
    handler = _Handler(source, parser)
    parser.setContentHandler(handler)
    try:
        with opened(source) as file:
            while block := file.read(_BLOCK):
                parser.feed(block)
                yield from handler.ready
                handler.ready.clear()
            parser.close()
            yield from handler.ready
    except DefusedXmlException:
        raise UnreadableFile(
            say(
                "{file} declares entities or refers to other files, as no export of a network "
                "does and as files made to harm do. It was not read.",
                file=source.name,
            )
        ) from None
    except SAXParseException as problem:
        raise RowProblem(
            say("Here the file is not well-formed XML, or it ends too early. Export it again."),
            file=source.name,
            row=problem.getLineNumber(),
        ) from None
    except (SAXException, LookupError, ValueError):
        raise UnreadableFile(say("{file} cannot be read as XML.", file=source.name)) from None


def _local(name: str) -> str:
    return name.rpartition(":")[2]
