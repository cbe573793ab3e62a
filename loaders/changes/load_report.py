"""What a load did, or would do, in numbers and words."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.model.printable import in_line
from graph.model.schema import Label
from graph.store.base import Report
from loaders.changes.replaced import Named, named


@dataclass(slots=True)
class LoadReport:
    """What a load did, or (dry run) would do."""

    loader: str
    dataset: str
    files: tuple[str, ...]
    rows: int = 0
    skipped: list[tuple[str, int, str]] = field(default_factory=list)  # file, row, reason
    unread: list[str] = field(default_factory=list)  # columns that the loader does not know
    warnings: list[str] = field(default_factory=list)
    claims: Report = field(default_factory=Report)
    gone: list[Named] = field(default_factory=list)  # what is taken away
    doubts: list[str] = field(default_factory=list)  # what is asked before it is written
    dry_run: bool = False
    audience: Label = Label.RED  # who reads it

    @property
    def read(self) -> str:
        """How much was read, in words."""
        rows = "1 row" if self.rows == 1 else f"{self.rows:,} rows"
        return f"{rows} read from {', '.join(self.files)}"

    def __str__(self) -> str:
        c, will = self.claims, "would be " if self.dry_run else ""
        lines = [
            f"{self.dataset}: {self.read}; claims {will}created "
            f"{c.created:,}, changed {c.changed:,}, unchanged {c.unchanged:,}, "
            f"removed {c.removed:,}."
        ]
        reasons: dict[str, list[str]] = {}
        for file, row, reason in self.skipped:
            reasons.setdefault(reason.partition(" of row ")[0], []).append(f"{file} row {row}")
        for reason, places in reasons.items():
            more = f" and {len(places) - 5:,} more" if len(places) > 5 else ""
            lines.append(f"Skipped {len(places):,}: {reason} ({', '.join(places[:5])}{more}).")
        if self.unread:
            lines.append(f"Columns not read: {', '.join(self.unread)}.")
        lines += self.warnings
        if c.removed:
            lines.append(f"Taken away: {named(self.gone, c.removed, self.audience)}.")
        lines += self.doubts * self.dry_run
        if not self.dry_run and c.load is None:
            lines.append("The store holds exactly this already; nothing was written.")
        elif not self.dry_run:
            lines.append(f"Written as load {c.load}.")
        return "\n".join(map(in_line, lines))
