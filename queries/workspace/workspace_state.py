"""What somebody works on: the state of one workspace, as the browser says it or its address."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from graph.model.schema import LAYERS
from queries.answer import Cell
from queries.question import lenses

MOST_EXPANDED: Final = 50  # ids in an address
SHOWN_AT_FIRST: Final = tuple(name for name, (_, at_first) in LAYERS.items() if at_first)
FEW, MANY = 300, 5000  # entities on a map at first, and where all are wanted


@dataclass(frozen=True, slots=True)
class WorkspaceState:
    """Of one workspace. It comes from a browser: whatever does not fit is left out."""

    subject: str = ""  # the id of a case, a country, or of anything whose surroundings are shown
    lens: str = ""  # the name of a question; "": none
    ask: Mapping[str, Cell] = field(default_factory=dict)  # what else the question is given
    selected: tuple[str, ...] = ()
    expanded: tuple[str, ...] = ()
    layers: tuple[str, ...] = SHOWN_AT_FIRST
    most: int = FEW
    day: date | None = None  # as known on it; None: as the page says
    find: str = ""
    supposed: tuple[str, ...] = ()  # changes that “What if” supposes
    path: tuple[str, ...] = ()  # two between whom a path is wanted
    centre: str = "network"  # the picture: network, list, power or world

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> WorkspaceState:
        """From what a browser says.

        >>> WorkspaceState.of({"subject": "gov:BLR", "layers": ["un", "no such"]}).layers
        ('un',)
        """
        names = {one.name for one in lenses()}
        lens = _text(values.get("lens"))
        layers = _texts(values.get("layers"))
        asked_with = values.get("ask")
        return cls(
            subject=_text(values.get("subject")),
            lens=lens if lens in names else "",
            ask={str(key): _cell(value) for key, value in asked_with.items()}
            if isinstance(asked_with, Mapping)
            else {},
            selected=_texts(values.get("selected")),
            expanded=_texts(values.get("expanded"))[:MOST_EXPANDED],
            layers=tuple(name for name in LAYERS if name in layers)
            if "layers" in values
            else SHOWN_AT_FIRST,
            most=MANY if values.get("most") == MANY else FEW,
            day=_day(values.get("day")),
            find=_text(values.get("find")),
            supposed=_texts(values.get("supposed")),
            path=_texts(values.get("path"))[:2],
            centre=_text(values.get("centre")) or "network",
        )

    def document(self) -> dict[str, Any]:
        """As the browser is told it."""
        return {
            "subject": self.subject,
            "lens": self.lens,
            "ask": dict(self.ask),
            "selected": list(self.selected),
            "expanded": list(self.expanded),
            "layers": list(self.layers),
            "most": self.most,
            "day": self.day.isoformat() if self.day else "",
            "supposed": list(self.supposed),
            "path": list(self.path),
            "centre": self.centre,
        }


def in_address(texts: Mapping[str, str]) -> dict[str, Any]:
    """The values that an address holds, as `WorkspaceState.of` reads them; commas part lists.

    >>> in_address({"subject": "gov:BLR", "selected": "gov:FRA,gov:DEU", "to": "gov:FRA"})
    {'subject': 'gov:BLR', 'selected': ['gov:FRA', 'gov:DEU'], 'ask': {'to': 'gov:FRA'}}
    """
    values: dict[str, Any] = {
        name: texts[name] for name in ("subject", "lens", "day", "centre") if texts.get(name)
    }
    for name in ("selected", "expanded", "layers"):
        if name in texts:
            values[name] = [part for part in texts[name].split(",") if part]
    if ask := {name: texts[name] for name in ("to", "start", "since") if texts.get(name)}:
        values["ask"] = ask
    return values


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Any) -> tuple[str, ...]:
    items = value if isinstance(value, Collection) and not isinstance(value, str) else ()
    return tuple(dict.fromkeys(item for item in items if isinstance(item, str) and item))


def _cell(value: Any) -> Cell:
    return list(_texts(value)) if isinstance(value, list | tuple) else _text(value)


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except (TypeError, ValueError):
        return None
