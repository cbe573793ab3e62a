"""What a value of an entity is called, and its words where they come from a list of ours."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from graph.model.records import Value
from graph.model.vocabulary import (
    APPROACH_STATUS,
    CONSENT_STATES,
    CONSENT_USES,
    CONTACT_RULES,
    EFFECT_STATUS,
    FUNCTIONS,
    POSTURES,
    RESPONSES,
    ROLES,
    SAFE_TO_TELL,
    SECTORS,
    SEVERITIES,
    STAGES,
    STATEMENT_KINDS,
    STATEMENT_STATUS,
)
from graph.model.words import mark, say

TITLES: Mapping[str, str] = {
    "about": mark("about"),
    "act": mark("kind of act"),
    "aliases": mark("other names"),
    "basis": mark("basis"),
    "capital": mark("capital"),
    "charge": mark("charge"),
    "city": mark("city"),
    "code": mark("our code"),
    "contact": mark("may be contacted"),
    "date": mark("date"),
    "described": mark("described as"),
    "due": mark("due"),
    "effect": mark("effect"),
    "effect_status": mark("how sure the effect is"),
    "email": mark("email"),
    "forum": mark("forum"),
    "founded": mark("founded"),
    "functions": mark("functions"),
    "given": mark("given on"),
    "honorary": mark("honorary"),
    "instrument": mark("kind of ask"),
    "invented": mark("invented"),
    "kind": mark("kind"),
    "languages": mark("languages"),
    "latitude": mark("latitude"),
    "level": mark("level"),
    "listed": mark("listed"),
    "longitude": mark("longitude"),
    "mandate": mark("mandate"),
    "minor": mark("minor"),
    "name": mark("name"),
    "next_date": mark("next date"),
    "note": mark("note"),
    "opted_in": mark("has agreed to help with"),
    "outcome": mark("outcome"),
    "persons": mark("persons"),
    "phone": mark("phone"),
    "place": mark("place"),
    "position": mark("position"),
    "posture": mark("how public to be"),
    "profile": mark("profile"),
    "public": mark("in public"),
    "purpose": mark("purpose"),
    "region": mark("UN regional group"),
    "response": mark("response"),
    "response_date": mark("date of the response"),
    "review": mark("to be reviewed by"),
    "role": mark("role"),
    "safe_to_tell": mark("safe to tell"),
    "scale": mark("scale"),
    "scope": mark("scope"),
    "sector": mark("sector"),
    "session": mark("session"),
    "severity": mark("severity"),
    "since": mark("since"),
    "snapshot": mark("list of"),
    "stage": mark("stage"),
    "state": mark("state"),
    "status": mark("status"),
    "submissions": mark("submissions until"),
    "successors": mark("successors"),
    "treason": mark("treason"),
    "type": mark("type"),
    "un_member": mark("UN member"),
    "un_seat": mark("seat at the UN"),
    "un_since": mark("UN member since"),
    "until": mark("until"),
    "use": mark("use"),
    "website": mark("website"),
}
# The words of our lists that people read as they are; codes of others stay codes.
_WORDS: Mapping[str, Collection[str]] = {
    "contact": CONTACT_RULES,
    "effect_status": EFFECT_STATUS,
    "kind": STATEMENT_KINDS,
    "posture": POSTURES,
    "response": [one.id for one in RESPONSES if one.id == one.title],
    "role": ROLES,
    "safe_to_tell": SAFE_TO_TELL,
    "severity": SEVERITIES,
    "stage": [one.id for one in STAGES],
    "state": CONSENT_STATES,
    "status": (*APPROACH_STATUS, *STATEMENT_STATUS),
    "use": CONSENT_USES,
}


_FUNCTIONS: Mapping[str, str] = {one.id: one.title for one in FUNCTIONS}


def value_title(key: str) -> str:
    """What a value is called.

    >>> value_title("opted_in"), value_title("hair_colour")
    ('has agreed to help with', 'hair colour')
    """
    return say(TITLES[key]) if key in TITLES else key.replace("_", " ")


def value_words(key: str, value: Value) -> Value:
    """A value as people read it; what is in no list of ours stays as it is.

    >>> value_words("stage", "appeal"), value_words("city", "Oslo"), value_words("founded", 1998)
    ('appeal', 'Oslo', 1998)
    """
    if key == "functions" and isinstance(value, list):
        return [say(_FUNCTIONS[item]) if item in _FUNCTIONS else item for item in value]
    if key == "sector" and value in SECTORS:
        return say(SECTORS[str(value)])
    words = _WORDS.get(key, ())
    if isinstance(value, list):
        return [word_in(item, words) for item in value]
    return word_in(value, words) if isinstance(value, str) else value


def word_in(value: object, words: Collection[str]) -> str:
    """A word of a list in the language of the moment; what is not in it stays as it is."""
    return say(str(value)) if value in words else str(value)
