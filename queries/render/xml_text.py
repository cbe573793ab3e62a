"""Documents in XML: what no XML may hold is not in them, and the same data gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from graph.model.printable import SHOWN, harmless

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class XmlText(XMLGenerator):
    """What writes the elements of a document."""

    def start(self, name: str, attributes: Mapping[str, str] | None = None) -> None:
        """Begin an element."""
        self.startElement(name, AttributesImpl(dict(attributes or {})))

    def end(self, name: str) -> None:
        """End the element that was begun last."""
        self.endElement(name)


@contextmanager
def document(out: BinaryIO, root: str, attributes: Mapping[str, str]) -> Iterator[XmlText]:
    """A document in UTF-8 with this root element; what is written within it stands in it."""
    xml = XmlText(out, "utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.start(root, attributes)
    yield xml
    xml.end(root)
    xml.endDocument()


def leaf(xml: XmlText, name: str, text: str, **attributes: str) -> None:
    """An element with nothing in it but a text."""
    xml.start(name, attributes)
    xml.characters(xml_cell(text))
    xml.end(name)


def xml_cell(value: str | int | float | bool) -> str:
    """A value as a text of XML.

    >>> xml_cell(True), xml_cell("a\\x0bb"), xml_cell(0.5)
    ('true', 'a�b', '0.5')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    return _NO_XML.sub(SHOWN, harmless(value)) if isinstance(value, str) else str(value)


def type_of(values: Iterable[object]) -> str:
    """The narrowest of GEXF's and GraphML's types that holds all these values.

    >>> type_of([1, 2.5]), type_of([True, False]), type_of([True, 1]), type_of(["a", 1])
    ('double', 'boolean', 'string', 'string')
    """
    types = {type(value) for value in values}
    if types == {bool}:
        return "boolean"
    if types == {int}:
        return "long"
    return "double" if types <= {int, float} and types else "string"
