"""What became of recommendations at UN reviews, in a sentence; alike wherever it is said."""

from __future__ import annotations

from typing import Final

from graph.model.words import count, mark, number, say

ANSWERS: Final = {"accepted": mark("accepted"), "noted": mark("noted")}


def heeded(government: str, accepted: int, answered: int, all_: int) -> str:
    """How many of all recommendations a government accepted, of those whose answer is known.

    >>> heeded("Chad", 2, 3, 9)
    'Of these, Chad accepted 2 of the 3 whose answer is known.'
    """
    if not answered:
        return say("No answer is on record.")
    if not accepted:
        if answered == all_:
            return say("Of these, {government} accepted none.", government=government)
        return say(
            "Of these, {government} accepted none whose answer is known.", government=government
        )
    if accepted == answered:
        return count(
            "Of these, {government} accepted the only one whose answer is known.",
            "Of these, {government} accepted all {n} whose answer is known.",
            accepted,
            government=government,
        )
    return say(
        "Of these, {government} accepted {accepted} of the {answered} whose answer is known.",
        government=government,
        accepted=number(accepted),
        answered=number(answered),
    )
