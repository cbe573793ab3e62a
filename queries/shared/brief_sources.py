"""The sources at the foot of a paper, numbered as its sentences need them: titles and days.

No address of a source stands there, and not who said it: a paper may be lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from graph.model.records import Confidence, Origin
from graph.model.words import say, written
from graph.view import View
from queries.shared.dataset_titles import dataset_titles


class BriefSources:
    """Numbers sources in the order in which they are used. `open_to`: whether a title may stand
    on the paper."""

    def __init__(self, view: View, open_to: Callable[[str], bool]) -> None:
        self._view, self._title, self._open_to = view, dataset_titles(view), open_to
        self.texts: list[str] = []

    def of(self, *origins: Origin) -> tuple[int, ...]:
        """The numbers of what some claims come from, lowest first."""
        return tuple(sorted({n for one in origins if (n := self._number(one))}))

    def dataset(self, name: str, known: str | None = None) -> tuple[int, ...]:
        """The number of a dataset; `known`: the day of what was used of it, else the newest that
        the view has given out."""
        known = known or self._view.used.datasets.get(name, (None, None))[0]
        return self._numbers([self._text(self._title(name), known)])

    def _number(self, origin: Origin) -> int | None:
        text = self._text(self._title(origin.dataset), str(origin.known) if origin.known else None)
        if origin.confidence not in (Confidence.HIGHLY_RELIABLE, Confidence.UNKNOWN):
            text = say("{source} ({reliability})", source=text, reliability=_how(origin))
        return next(iter(self._numbers([text])), None)

    def _text(self, title: str, day: str | None) -> str:
        return say("{source}, {day}", source=title, day=written(day)) if day else title

    def _numbers(self, texts: Iterable[str]) -> tuple[int, ...]:
        numbers = []
        for text in texts:
            if not self._open_to(text):
                continue
            if text not in self.texts:
                self.texts.append(text)
            numbers.append(self.texts.index(text) + 1)
        return tuple(numbers)


def _how(origin: Origin) -> str:
    return say(origin.confidence.title)
