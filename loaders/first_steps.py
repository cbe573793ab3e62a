"""The steps of filling a store, as data: whoever watches is told each in their own language."""

from __future__ import annotations

from typing import NamedTuple

from graph.model.words import say


class FillingStep(NamedTuple):
    """A list that is being loaded, and of which of the two that are shipped it is."""

    title: str  # the list's, in English, as it stands in the catalogue
    sample: bool  # of the sample campaign, and not of the public record

    def __str__(self) -> str:
        if self.sample:
            return say("{list}: sample campaign", list=say(self.title))
        return say("{list}: public facts", list=say(self.title))

    @property
    def line(self) -> str:
        """A line for another process, which may have readers of several languages.

        >>> FillingStep("Acts", sample=True).line
        'sample Acts'
        >>> filling_step("sample Acts").sample
        True
        """
        return f"{'sample' if self.sample else 'public'} {self.title}"


def filling_step(line: str) -> FillingStep | None:
    """The step that another process tells of; None: it tells of something else."""
    kind, _, title = line.strip().partition(" ")
    return FillingStep(title, kind == "sample") if kind in ("sample", "public") else None
