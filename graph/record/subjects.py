"""What a recommendation is about, judged by its words where its source names no issue.

Written on UPR Info's issues of sessions 1–17; on sessions 18–20, which were not looked at, it finds
CORE with precision and recall as `tests/graph/record/test_subjects.py` demands.

>>> about("Release all political prisoners")
About(core=True, detention=True)
>>> about("Protect journalists"), about("Build schools").core
(About(core=True, detention=False), False)
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

# Parts of words, in small letters; each was right in four of five texts or more.
_DETENTION: Final = (
    r"detain|detention|\bprison|inmate|\barrest|penitentiar|pre-?trial|habeas|remand\b"
    r"|incommunicado|deprived of (?:their |his |her )?liberty|\bop-?cat|preventive mechanism"
    r"|optional protocol (?:to|of) (?:the )?(?:convention against torture|\(?u?n?\)?cat\b)"
)
_FREEDOMS: Final = (
    r"human rights (?:activist|defender|work)|defender|journalis|blogger|\bpress\b"
    r"|media (?:law|work|outlet|profession|organi|freedom|act\b|sector|bill)"
    r"|(?:free|independent|private|public|of the|pluralist|state) media|freedom of (?:the )?media"
    r"|freedoms? of (?:the )?(?:opinion|speech|assembl|associat|peaceful|information)|expression"
    r"|free speech|access to (?:public )?information|censor|defamation|\blibel"
    r"|internet (?:freedom|access|cont|restr|censor|use)|peaceful(?:ly)? (?:demonstrat|protest)"
    r"|(?:of|and|peaceful|peacefully) assembl|demonstrator|demonstrations|protest(?:er|or|s\b)"
    r"|associations?\b(?= law| act| and|,)|opposition (?:part|lead|fig|mem|pol)"
    r"|civil society|non-?governmental|\bngos?\b|disappear|\bcp?ped?\b|\bced\b|icppe?d"
    r"|extra-?judicial|summary execution|arbitrary (?:execution|kill)|excessive (?:use of )?force"
    r"|by (?:the )?(?:police|security)"
)
_ABOUT_DETENTION = re.compile(_DETENTION)
_ABOUT_FREEDOMS = re.compile(_FREEDOMS)


class About(NamedTuple):
    """Whether a text is about a CORE issue (`sessions.CORE`), and whether about detention."""

    core: bool
    detention: bool


def about(text: str) -> About:
    """What a text seems to be about, by its words."""
    small = text.lower()
    detention = bool(_ABOUT_DETENTION.search(small))
    return About(detention or bool(_ABOUT_FREEDOMS.search(small)), detention)
