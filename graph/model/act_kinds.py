"""The kinds of public acts of governments for or against prisoners, as data.

As in the table that the program ships (loaders/reference/README.md): what a government says or
signs, and what it does. Only what shows that a government speaks up for a prisoner of another
state, of its own accord, is evidence that it will again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ActKind:
    """`done`: a deed, else something said or signed. `evidence`: of speaking up for prisoners."""

    title: str
    done: bool = False
    evidence: bool = True


_WORDS = (
    "joint statement",
    "joint communiqué",
    "declaration",
    "embassies",
    "heads of mission",
    "ambassadors",
    "named by one government",
    "named cases (reprisals dialogue)",
    "named cases (item 5)",
    "sponsorship of a resolution",
    "mechanism",
    "invocation",
    "letter",
    "letter of states",
    "letter of missions",
    "local statement of missions",
    "request for a special session",
    "separate statements",
    "separate statements of embassies",
    "presidents’ statements",
    "ambassadors’ speeches",
)
_DEEDS = (
    "trial attendance",
    "attempted trial attendance",
    "visit to the detained",
    "attempted visit to the detained",
    "meeting with a defenders group",
    "ambassadors at the Nemtsov memorial on the day of a verdict",
    "asylum in an embassy",
)
# Votes say more about blocs; the rest is mostly about a government's own nationals, or courtesy.
_NO_EVIDENCE = (
    ActKind("vote", evidence=False),
    ActKind("request for clemency by a head of state", evidence=False),
    *(
        ActKind(title, done=True, evidence=False)
        for title in (
            "mediation",
            "prisoner exchange",
            "consular intervention",
            "offer of nationality or asylum",
            "award",
            "hand-over to the detaining state",
            "reception of released prisoners",
        )
    ),
)
ACT_KINDS: Final = (
    *(ActKind(title) for title in _WORDS),
    *(ActKind(title, done=True) for title in _DEEDS),
    *_NO_EVIDENCE,
)
BY_TITLE: Final = {kind.title: kind for kind in ACT_KINDS}
STANCES: Final = ("for", "against", "mediator", "abstained")
SCOPES: Final = ("prisoners", "own nationals", "prisoners of war", "situation")
BASES: Final = ("stated", "stated, month only", "stated, year only", "estimated", "memory")
