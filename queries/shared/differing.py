"""That sources differ on something that changes: what each says, of which day, and who says it."""

from __future__ import annotations

from collections.abc import Iterable

from graph.model.merging import differing, word_day
from graph.model.records import Entity
from graph.model.words import mark, say, written
from graph.view import View
from queries.shared.value_words import value_title, value_words

# What may differ, as a sentence calls it.
_KEYS = {
    "stage": mark("the stage"),
    "severity": mark("the severity"),
    "posture": mark("how public to be"),
    "next_date": mark("the next date"),
    "place": mark("the place"),
    "contact": mark("whether they may be contacted"),
    "safe_to_tell": mark("whether it is safe to tell them"),
    "opted_in": mark("which cases they have agreed to help"),
    "status": mark("the status"),
}


def differences(view: View, ids: Iterable[str]) -> str:
    """In words, what the visible claims about some entities say differently; "": nothing.

    The first of each is what counts everywhere: the newest credible word.
    """
    sentences = []
    for id in ids:
        for key, claims in differing(view.claims(id)).items():
            first, *others = (_word(one, key) for one in claims)
            sentences.append(
                say(
                    "Sources differ on {what}. Used here, as the newest credible word: {first}. "
                    "Also on record: {others}.",
                    what=say(_KEYS[key]) if key in _KEYS else value_title(key),
                    first=first,
                    others="; ".join(others),
                )
            )
    return " ".join(sentences)


def _word(claim: Entity, key: str) -> str:
    value = value_words(key, claim.values[key])
    return say(
        "{value} ({day}, {source}, {reliability})",
        value=", ".join(value) if isinstance(value, list) else str(value),
        day=written(str(claim.origin.known)) if word_day(claim) else say("day not recorded"),
        source=claim.origin.url or say("no source"),
        reliability=say(claim.origin.confidence.title),
    )
