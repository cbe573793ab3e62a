"""What a load did, or would do, in numbers and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.model.printable import in_line
from graph.model.schema import Label
from graph.model.words import count, listed, number, say
from graph.store.base import Report
from loaders.changes.replaced import Named, named

_PLACES = 5  # of rows that are skipped for one reason, in a report


@dataclass(slots=True)
class LoadReport:
    """What a load did, or (dry run) would do."""

    loader: str
    dataset: str
    files: tuple[str, ...]
    title: str = ""  # of the loader, a marked text, where its list has no name of its own
    rows: int = 0
    skipped: list[tuple[str, int, str]] = field(default_factory=list)  # file, row, reason
    alike: dict[str, str] = field(default_factory=dict)  # from a reason to one of many rows
    unread: list[str] = field(default_factory=list)  # columns that the loader does not know
    warnings: list[str] = field(default_factory=list)
    claims: Report = field(default_factory=Report)
    gone: list[Named] = field(default_factory=list)  # what is taken away
    doubts: list[str] = field(default_factory=list)  # what is asked before it is written
    dry_run: bool = False
    audience: Label = Label.RED  # who reads it

    @property
    def sentences(self) -> str:
        """What was read, and what that changed or would change."""
        read = count(
            "{list}: {n} row read from {files}.",
            "{list}: {n} rows read from {files}.",
            self.rows,
            list=say(self.title) if self.title else self.dataset,
            files=listed(self.files),
        )
        if not self.claims.changes:
            return read
        return f"{read} {statements(self.claims, dry_run=self.dry_run)}"

    @property
    def taken_away(self) -> str:
        """What goes, by name; "" where nothing does."""
        if not self.claims.removed:
            return ""
        gone = named(self.gone, self.claims.removed, self.audience)
        if self.dry_run:
            return say("It would take away: {gone}.", gone=gone)
        return say("Taken away: {gone}.", gone=gone)

    def __str__(self) -> str:
        reasons: dict[str, list[tuple[str, int]]] = {}
        for file, row, reason in self.skipped:
            reasons.setdefault(self.alike.get(reason, reason), []).append((file, row))
        lines = [
            self.sentences,
            *(
                say(
                    "Skipped {n}: {reason} ({places}).",
                    n=number(len(rows)),
                    reason=reason,
                    places=_places(rows),
                )
                for reason, rows in reasons.items()
            ),
        ]
        if self.unread:
            lines.append(
                say("Columns not read: {columns}.", columns=listed(self.unread, len(self.unread)))
            )
        lines += self.warnings
        lines += [self.taken_away] if self.taken_away else []
        lines += self.doubts * self.dry_run
        if not self.dry_run and self.claims.load is None:
            lines.append(say("The store holds exactly this already; nothing was written."))
        elif not self.claims.changes:
            lines.append(say("The store holds exactly this already; there is nothing to load."))
        elif not self.dry_run:
            lines.append(say("Written as load {number}.", number=self.claims.load))
        return "\n".join(map(in_line, lines))


def _places(rows: Sequence[tuple[str, int]]) -> str:
    """The first of these rows, by file and number, and how many more there are."""
    texts = [say("{file} row {row}", file=file, row=row) for file, row in rows[:_PLACES]]
    if len(rows) > _PLACES:
        texts.append(say("{n} more", n=number(len(rows) - _PLACES)))
    return listed(texts, len(texts))


def statements(claims: Report, *, dry_run: bool = False) -> str:
    """How many statements are, or would be, new, changed, taken away or as before: a sentence."""
    what = _would_change(claims) if dry_run else _changes(claims)
    return say("Statements about people and ties: {changes}.", changes=what or say("none changed"))


def _changes(claims: Report) -> str:
    return _nonzero(
        (claims.created, say("{n} new", n=number(claims.created))),
        (claims.changed, say("{n} changed", n=number(claims.changed))),
        (claims.removed, say("{n} taken away", n=number(claims.removed))),
        (claims.unchanged, say("{n} unchanged", n=number(claims.unchanged))),
    )


def _would_change(claims: Report) -> str:
    return _nonzero(
        (claims.created, say("{n} would be new", n=number(claims.created))),
        (claims.changed, say("{n} would be changed", n=number(claims.changed))),
        (claims.removed, say("{n} would be taken away", n=number(claims.removed))),
        (claims.unchanged, say("{n} unchanged", n=number(claims.unchanged))),
    )


def _nonzero(*counts: tuple[int, str]) -> str:
    return listed([text for n, text in counts if n])
