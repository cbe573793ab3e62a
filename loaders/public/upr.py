"""Recommendations at the Universal Periodic Review: one tie from government to government each."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from graph.model.errors import UnknownName
from graph.model.ids import government_id
from graph.model.records import Origin, PartialDate, Tie, Value
from graph.record.sessions import CORE, DETENTION, SESSIONS, adopted, opens
from loaders.countries import resolve
from loaders.loader import Loaded, Row, loader

UPR_INFO = "https://upr-info.org/en"
PLEDGE = "voluntary pledge"  # of the state under review itself
RESPONSES = {
    "accepted": "accepted",
    "supported": "accepted",
    "noted": "noted",
    "not supported": "noted",
    "pending": None,  # not yet known
    PLEDGE: None,
}
UNKNOWN = re.compile(r"\(?unknown\)?", re.IGNORECASE)
HASH = re.compile(r"[0-9a-f]{12}")
_CORE = {issue.casefold() for issue in CORE}


@loader(
    title="Recommendations at UN reviews",
    part="Session",
    encoding="mac_roman",
    aliases={
        "SuR": "To",
        "Rgrp": "To-Rgrp",
        "Org": "To-Org",
        "Recommendation": "Text",
        "RS": "From",
        "Rgrp 2": "From-Rgrp",
        "Org 2": "From-Org",
    },
    about={
        "publisher": "UPR Info",
        "url": UPR_INFO,
        "licence": "facts, without texts in our table; cite UPR Info (export of 14 August 2015)",
        "kind": "reviews",
        "renew": "At upr-info.org the database of recommendations, as CSV or Excel. For 2021 and "
        "later export the UN’s own index at uhri.ohchr.org and load it with uhri.",
    },
    expected=(400, 200_000),
    after=("governments",),
)
def upr(row: Row) -> Iterator[Loaded]:
    """What governments recommended to each other at the UN's Universal Periodic Review.

    Reads UPR Info's exports, .csv and .xls, and our own table of the same facts without texts. A
    recommendation is known from the first day of its session, its response from half a year later.

    To (needed): the state under review
    To-Rgrp: its regional group at the UN; not read, the table of governments has it
    To-Org: organizations that it is a member of; not read
    Text: the recommendation; needed unless there is a column Hash
    From (needed): the government that recommends
    From-Rgrp: its regional group; not read
    From-Org: organizations that it is a member of; not read
    Response (needed): Accepted, Noted, Pending or Voluntary Pledge
    Action: how much is asked, from 1 (minimal) to 5 (something specific)
    Issue: what it is about, separated by commas; needed unless there is a column Hash
    Session (needed): the number of the session, 1 to 50
    Core: our table only: yes where an issue is detention, expression or civil society
    Detention: our table only: yes where an issue is detention
    Hash: our table only: 12 digits from text, issues, response and action, telling rows apart
    """
    response = row.take("Response").casefold()
    if response not in RESPONSES:
        raise row.problem(f"This is not a known response: {', '.join(RESPONSES)}.", "Response")
    if response == PLEDGE:
        row.skip("a pledge of the state under review itself, not a recommendation")
        return
    scheme = "iso3" if row.has("Hash") else "name"
    sender, addressee = row.take("From"), row.take("To")
    source, target = _known(sender, scheme), _known(addressee, scheme)
    if source is None:
        if UNKNOWN.fullmatch(html.unescape(sender)):
            row.skip("the government that recommends is not known")
            return
        source = row.government(sender, "From", scheme)  # which tells what is wrong with it
    if target is None:
        target = row.government(addressee, "To", scheme)
    if source == target:
        row.skip("a government's recommendation to itself")
        return
    session = _SESSIONS.get(row.take("Session"))
    if session is None:
        raise row.problem(f"This is not the number of a session, 1 to {max(SESSIONS)}.", "Session")
    values: dict[str, Value] = {"session": session.number}
    if wording := RESPONSES[response]:
        values["response"], values["answered"] = wording, session.answered
    if action := row.maybe("Action"):
        if action not in _ACTIONS:
            raise row.problem("This is not a category of action, 1 to 5.", "Action")
        values["action"] = _ACTIONS[action]
    if row.has("Hash"):
        digits = row.take("Hash")
        if not HASH.fullmatch(digits):
            raise row.problem("This is not a hash of 12 digits, 0 to 9 and a to f.", "Hash")
        values["core"], values["detention"] = _flag(row, "Core"), _flag(row, "Detention")
    else:
        issues, text = _issues(row.take("Issue")), _single_spaced(row.take("Text"))
        digits = fingerprint(text, issues.names, response, action)
        values["core"], values["detention"] = issues.core, issues.detention
        values["issues"], values["text"] = issues.names, text
    key = session.prefix + digits
    yield Tie("RECOMMENDED_TO", source, target, key, values=values, origin=session.origin)


def _single_spaced(text: str) -> str:
    if text.isprintable() and "  " not in text:  # no space but single ones: nearly always
        return text
    return " ".join(text.split())


def fingerprint(text: str, issues: list[str], response: str, action: str) -> str:
    """12 hexadecimal digits that tell a recommendation from others of its session and governments.

    `text` with single spaces, so that two exports of one row agree, whatever their spacing and
    capitals. Rows of one text that say different things stay apart.

    >>> fingerprint("Free them", ["Detention"], "noted", "5")
    'cc96e50a9bad'
    """
    wording = "\0".join((text, *issues, response, action)).casefold()
    return hashlib.sha256(wording.encode()).hexdigest()[:12]


def _flag(row: Row, column: str) -> bool:
    text = row.take(column)
    if text not in ("yes", "no"):
        raise row.problem("Write yes or no.", column)
    return text == "yes"


class _Issues(NamedTuple):
    names: list[str]
    core: bool
    detention: bool


@lru_cache(maxsize=65536)
def _issues(text: str) -> _Issues:
    names = [name.strip() for name in text.split(",") if name.strip()]
    folded = {name.casefold() for name in names}
    return _Issues(names, bool(_CORE & folded), DETENTION.casefold() in folded)


class _Session(NamedTuple):
    number: int
    prefix: str  # of the keys of its recommendations
    origin: Origin
    answered: str


_SESSIONS = {
    str(n): _Session(
        n, f"{n:02d}-", Origin(UPR_INFO, known=PartialDate(str(opens(n)))), str(adopted(n))
    )
    for n in SESSIONS
}
_ACTIONS = {str(n): n for n in range(1, 6)}


@lru_cache(maxsize=4096)
def _known(text: str, scheme: str) -> str | None:
    try:
        return government_id(resolve(html.unescape(text), scheme))
    except UnknownName:
        return None
