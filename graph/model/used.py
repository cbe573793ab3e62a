"""What a View has given out: from it follow an answer's label and its sources."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.model.schema import Label


@dataclass(slots=True)
class Used:
    """What a View has given out: an answer's label and its sources follow from it."""

    label: Label = Label.CLEAR
    datasets: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)

    def note(self, dataset: str, level: Label, known: str | None, retrieved: str | None) -> None:
        self.label = max(self.label, level)
        old = self.datasets.get(dataset, (None, None))
        self.datasets[dataset] = (_newest(old[0], known), _newest(old[1], retrieved))

    def without(self, beginning: str) -> Used:
        """The same, but for the datasets whose name begins so."""
        others = {name: at for name, at in self.datasets.items() if not name.startswith(beginning)}
        return Used(self.label, others)

    def add(self, other: Used) -> None:
        """Take over what another view gave out."""
        self.label = max(self.label, other.label)
        for dataset, (known, retrieved) in other.datasets.items():
            self.note(dataset, other.label, known, retrieved)


def _newest(a: str | None, b: str | None) -> str | None:
    return max(a, b) if a and b else a or b or None
