"""Functions of a coalition that need each other, and why. Judgements of practice, as data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graph.model.words import mark

COMPLEMENTS: Final[Mapping[tuple[str, str], str]] = {
    ("documentation", "international law"): mark("a complaint needs evidence"),
    ("documentation", "sanctions"): mark("a dossier needs evidence that holds"),
    ("documentation", "media"): mark("a story must be right"),
    ("documentation", "security"): mark("evidence names people who could be hurt"),
    ("monitoring", "international pressure"): mark("bodies act on reports"),
    ("monitoring", "local defence"): mark("a court that is watched is another court"),
    ("local defence", "international law"): mark(
        "what is said in court binds the complaint abroad"
    ),
    ("local defence", "medical"): mark("a doctor’s opinion helps in court"),
    ("legal reform", "long term"): mark("laws outlast a case"),
    ("family", "consent"): mark("the family decides what may be done"),
    ("family", "psychosocial"): mark("families break under it"),
    ("family", "media"): mark("nothing is published over the heads of the family"),
    ("family", "prisoner support"): mark("letters and visits go through the family"),
    ("consent", "media"): mark("nothing is published without consent"),
    ("consent", "diplomacy"): mark("no embassy is told a name without consent"),
    ("medical", "diplomacy"): mark("an embassy can ask for a doctor, with the facts"),
    ("medical", "psychosocial"): mark("body and mind are treated together"),
    ("medical", "release day"): mark("a doctor is needed at the gate"),
    ("diplomacy", "parliaments"): mark("ministries listen to parliaments"),
    ("diplomacy", "mediation"): mark("one must not spoil what the other has begun"),
    ("diplomacy", "sanctions"): mark("relief is worth something only to who can offer it"),
    ("mediation", "media"): mark("a word in public can end a quiet talk"),
    ("mediation", "business"): mark("companies have the ear of those who decide"),
    ("parliaments", "diaspora"): mark("members of parliament listen to voters"),
    ("parliaments", "peers"): mark("peers speak for a colleague"),
    ("media", "translation"): mark("a story travels in many languages"),
    ("media", "culture"): mark("readings and songs reach those whom news does not"),
    ("documentation", "translation"): mark("evidence is read in other languages"),
    ("awareness", "diaspora"): mark("the diaspora fills a square"),
    ("culture", "diaspora"): mark("the diaspora knows the songs"),
    ("fundraising", "emergency"): mark("help in an emergency costs at once"),
    ("fundraising", "relocation"): mark("a new life costs money"),
    ("relocation", "reintegration"): mark("a visa is only the beginning"),
    ("release day", "reintegration"): mark("what is begun at the gate goes on for years"),
    ("security", "diaspora"): mark("exiles are watched abroad too"),
    ("reprisals", "security"): mark("who is threatened needs protection"),
    ("reprisals", "family"): mark("reprisals meet the family first"),
    ("reprisals", "international pressure"): mark(
        "reprisals can be reported to the United Nations"
    ),
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
