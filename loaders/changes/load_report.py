"""What a load did, or would do, in numbers and words."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.model.printable import in_line
from graph.model.schema import Label
from graph.model.words import count, listed, number, say
from graph.store.base import Report
from loaders.changes.replaced import Named, named


@dataclass(slots=True)
class LoadReport:
    """What a load did, or (dry run) would do."""

    loader: str
    dataset: str
    files: tuple[str, ...]
    title: str = ""  # of the loader, a marked text
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
            list=self._list,
            files=listed(self.files),
        )
        if not self.claims.changes:
            return read
        changes = say("Statements about people and ties: {changes}.", changes=self._changes)
        return f"{read} {changes}"

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
        reasons: dict[str, list[str]] = {}
        for file, row, reason in self.skipped:
            place = say("{file} row {row}", file=file, row=row)
            reasons.setdefault(self.alike.get(reason, reason), []).append(place)
        lines = [
            self.sentences,
            *(
                say(
                    "Skipped {n}: {reason} ({places}).",
                    n=number(len(places)),
                    reason=reason,
                    places=listed(places),
                )
                for reason, places in reasons.items()
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

    @property
    def _list(self) -> str:
        title = say(self.title) if self.title else self.loader
        if self.dataset == self.loader:
            return title
        return say("{title}, list “{name}”", title=title, name=self.dataset)

    @property
    def _changes(self) -> str:
        """How many statements are new, changed, taken away or as before."""
        claims = self.claims
        numbers = [number(n) for n in (claims.created, claims.changed, claims.removed)]
        if self.dry_run:
            texts = [
                say("{n} would be new", n=numbers[0]),
                say("{n} would be changed", n=numbers[1]),
                say("{n} would be taken away", n=numbers[2]),
            ]
        else:
            texts = [
                say("{n} new", n=numbers[0]),
                say("{n} changed", n=numbers[1]),
                say("{n} taken away", n=numbers[2]),
            ]
        counts = (claims.created, claims.changed, claims.removed, claims.unchanged)
        texts.append(say("{n} unchanged", n=number(claims.unchanged)))
        return listed([text for text, n in zip(texts, counts, strict=True) if n])
