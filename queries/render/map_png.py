"""A network map as PNG, by typst (extra `demarche[brief]`), of the same SVG; offline, no clock.

typst is the only one of this program's libraries that can draw, and draws with the package's own
fonts, so that the picture is the same on every machine.
"""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

from graph.model.errors import QuestionError
from graph.model.words import mark, say
from queries.answer import Answer, NetworkMap
from queries.render.brief_pdf import EXTRA, available, folders_of
from queries.render.fonts import fonts_for, lacking
from queries.render.map_svg import NAMESPACE, svg

TEMPLATE: Final = Path(__file__).parent / "assets" / "map.typ"
NO_TYPST: Final = mark(
    "A picture as PNG needs typst, which is not installed here: install the extra {extra}, or "
    "download the map as SVG, which browsers and word processors show as well."
)
_POINTS: Final = 0.75  # of a pixel of the drawing
_SHARP: Final = 192.0  # pixels to the inch: two for each of the drawing
_MOST: Final = 8000  # pixels on the longer side: many programs refuse larger pictures


def png(answer: Answer, block: NetworkMap) -> bytes:
    """The map as a picture. QuestionError: typst is missing, or no font has a character of it."""
    if not available():
        raise QuestionError(say(NO_TYPST, extra=EXTRA))
    drawing = svg(answer, block, still=True)
    root = ElementTree.fromstring(drawing)  # our own text, written a moment ago
    texts = list(chain.from_iterable(one.itertext() for one in root.iter(f"{{{NAMESPACE}}}text")))
    fonts = fonts_for(texts)
    if sentence := lacking(texts, fonts):
        raise QuestionError(sentence)
    import typst

    wide, high = float(root.attrib["width"]), float(root.attrib["height"])
    arguments: dict[str, Any] = {
        "ppi": min(_SHARP, _MOST / max(wide, high) * _SHARP / 2),
        "font_paths": folders_of(fonts),
        "ignore_system_fonts": True,
        "sys_inputs": {"svg": drawing, "wide": f"{wide * _POINTS:.2f}"},
    }
    return bytes(typst.compile(TEMPLATE, format="png", **arguments))
