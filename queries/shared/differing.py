"""That sources differ on something that changes: what each says, of which day, and who says it."""

from __future__ import annotations

from collections.abc import Iterable

from graph.model.merging import differing, word_day
from graph.model.records import Entity
from graph.view import View


def differences(view: View, ids: Iterable[str]) -> str:
    """In words, what the visible claims about some entities say differently; "": nothing.

    The first of each is what counts everywhere: the newest credible word.
    """
    sentences = []
    for id in ids:
        for key, claims in differing(view.claims(id)).items():
            first, *others = (_word(one, key) for one in claims)
            sentences.append(
                f"Sources differ on the {key.replace('_', ' ')}: {first} counts here, as the "
                f"newest credible word; also on record: {'; '.join(others)}."
            )
    return " ".join(sentences)


def _word(claim: Entity, key: str) -> str:
    value = claim.values[key]
    words = ", ".join(value) if isinstance(value, list) else str(value)
    day = str(claim.origin.known) if word_day(claim) else "day not recorded"
    source = claim.origin.url or "no source"
    return f"{words} ({day}, {source}, {claim.origin.confidence.title})"
