"""The words that the columns of a campaign's lists take, each with what it means: in one place for
whoever fills in a form, and for whoever brings what somebody else wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from graph.model.date_kinds import DATE_KINDS
from graph.model.vocabulary import (
    APPROACH_STATUS,
    ASKS,
    CONSENT_STATES,
    CONSENT_USES,
    CONTACT_RULES,
    EFFECT_STATUS,
    EFFECTS,
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
    Listed,
)
from graph.model.words import mark
from loaders.campaign.offices import KINDS as OFFICE_KINDS
from loaders.public.missions import STATUSES

Words = Mapping[str, str]  # by word: what it means, a marked text


def _plain(words: Iterable[str]) -> Words:
    return {word: word for word in words}


def _entries(entries: Iterable[Listed]) -> Words:
    return {one.id: one.title for one in entries}


_YES_NO: Final = {"yes": mark("yes"), "no": mark("no")}
_AFFILIATED: Final = {
    "member": mark("member"),
    "staff": mark("staff"),
    "leader": mark("leader"),
    "office holder": mark("office holder"),
}
# By list and column; "" for a column of any list.
_WORDS: Final[Mapping[tuple[str, str], Words]] = {
    ("activists", "affiliated as"): _AFFILIATED,
    ("activists", "role"): _plain(ROLES),
    ("approaches", "ask"): _entries(ASKS),
    ("approaches", "effect"): _entries(EFFECTS),
    ("approaches", "effect status"): _plain(EFFECT_STATUS),
    ("approaches", "public"): _YES_NO,
    ("approaches", "response"): _entries(RESPONSES),
    ("approaches", "status"): _plain(APPROACH_STATUS),
    ("cases", "accused of treason"): _YES_NO,
    ("cases", "functions"): _entries(FUNCTIONS),
    ("cases", "posture"): _plain(POSTURES),
    ("cases", "severity"): _plain(SEVERITIES),
    ("cases", "stage"): _entries(STAGES),
    ("consents", "speaks"): _YES_NO,
    ("consents", "state"): _plain(CONSENT_STATES),
    ("consents", "use"): _plain(CONSENT_USES),
    ("events", "kind"): _entries(DATE_KINDS),
    ("families", "speaks"): _YES_NO,
    ("offices", "kind"): _plain(OFFICE_KINDS),
    ("offices", "status"): _plain(STATUSES),
    ("organizations", "can do"): _entries(FUNCTIONS),
    ("organizations", "sector"): SECTORS,
    ("statements", "kind"): _plain(STATEMENT_KINDS),
    ("statements", "status"): _plain(STATEMENT_STATUS),
    ("ties", "functions"): _entries(FUNCTIONS),
    ("ties", "inferred"): _YES_NO,
    ("ties", "status"): _plain(STATEMENT_STATUS),
    ("ties", "turn"): _entries(one for one in DATE_KINDS if one.stage),
    ("", "contact rule"): _plain(CONTACT_RULES),
    ("", "minor"): _YES_NO,
    ("", "safe to tell"): _plain(SAFE_TO_TELL),
}


def words_in(name: str, column: str) -> Words:
    """The words that a column of a list takes; none: any text, or what is said elsewhere.

    >>> words_in("consents", "state")["refused"], words_in("cases", "name")
    ('refused', {})
    """
    return _WORDS.get((name, column)) or _WORDS.get(("", column)) or {}
