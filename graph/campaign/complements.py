"""Functions of a coalition that need each other, and why. Judgements of practice, as data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

COMPLEMENTS: Final[Mapping[tuple[str, str], str]] = {
    ("documentation", "international law"): "a complaint needs evidence",
    ("documentation", "sanctions"): "a dossier needs evidence that holds",
    ("documentation", "media"): "a story must be right",
    ("documentation", "security"): "evidence names people who could be hurt",
    ("monitoring", "international pressure"): "bodies act on reports",
    ("monitoring", "local defence"): "a court that is watched is another court",
    ("local defence", "international law"): "what is said in court binds the complaint abroad",
    ("local defence", "medical"): "a doctor's opinion helps in court",
    ("legal reform", "long term"): "laws outlast a case",
    ("family", "consent"): "the family decides what may be done",
    ("family", "psychosocial"): "families break under it",
    ("family", "media"): "nothing is published over the heads of the family",
    ("family", "prisoner support"): "letters and visits go through the family",
    ("consent", "media"): "nothing is published without consent",
    ("consent", "diplomacy"): "no embassy is told a name without consent",
    ("medical", "diplomacy"): "an embassy can ask for a doctor, with the facts",
    ("medical", "psychosocial"): "body and mind are treated together",
    ("medical", "release day"): "a doctor is needed at the gate",
    ("diplomacy", "parliaments"): "ministries listen to parliaments",
    ("diplomacy", "mediation"): "one must not spoil what the other has begun",
    ("diplomacy", "sanctions"): "relief is worth something only to who can offer it",
    ("mediation", "media"): "a word in public can end a quiet talk",
    ("mediation", "business"): "companies have the ear of those who decide",
    ("parliaments", "diaspora"): "members of parliament listen to voters",
    ("parliaments", "peers"): "peers speak for a colleague",
    ("media", "translation"): "a story travels in many languages",
    ("media", "culture"): "readings and songs reach those whom news does not",
    ("documentation", "translation"): "evidence is read in other languages",
    ("awareness", "diaspora"): "the diaspora fills a square",
    ("culture", "diaspora"): "the diaspora knows the songs",
    ("fundraising", "emergency"): "help in an emergency costs at once",
    ("fundraising", "relocation"): "a new life costs money",
    ("relocation", "reintegration"): "a visa is only the beginning",
    ("release day", "reintegration"): "what is begun at the gate goes on for years",
    ("security", "diaspora"): "exiles are watched abroad too",
    ("reprisals", "security"): "who is threatened needs protection",
    ("reprisals", "family"): "reprisals meet the family first",
    ("reprisals", "international pressure"): "reprisals can be reported to the United Nations",
}


def needed(first: frozenset[str], second: frozenset[str]) -> list[tuple[str, str, str]]:
    """What two bring to each other: a function of the first, one of the second, and why.

    What one of them does already needs nobody else for it.

    >>> needed(frozenset({"documentation"}), frozenset({"media", "international law"}))[0][:2]
    ('documentation', 'international law')
    >>> needed(frozenset({"documentation", "media"}), frozenset({"media"}))
    []
    """
    exchanges = []
    for (a, b), why in COMPLEMENTS.items():
        for mine, theirs in ((a, b), (b, a)):
            if mine in first and theirs in second and mine not in second and theirs not in first:
                exchanges.append((mine, theirs, why))
    return exchanges
