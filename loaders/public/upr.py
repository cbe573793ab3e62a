"""Recommendations at the Universal Periodic Review: one tie from government to government each."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from graph.model.errors import UnknownName
from graph.model.ids import government_id, iso3_of
from graph.model.records import Origin, PartialDate, Tie, Value
from graph.model.words import listed, mark, say
from graph.record.reviewed import session_of_report, session_of_year
from graph.record.sessions import CORE, DETENTION, SESSIONS, adopted, opens
from graph.record.subjects import about
from loaders.countries import resolve
from loaders.loader import Layout, Loaded, Row, loader

UPR_INFO = "https://upr-info.org/en"
DANISH_INSTITUTE = "https://sdgdata.humanrights.dk/en"
OHCHR = "https://www.ohchr.org/en/hr-bodies/upr/upr-main"
# Who judged from the text what it is about; nobody where UPR Info names issues.
MODEL, WORDS = "model", "words"
LIKELY: Final = 0.4  # the chance from which the model's judgement is yes
WITHOUT_ANSWERS: Final = 27  # the first session of the list of 2017–2020
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
_JUDGED = {"sur": "To", "rs": "From"}  # headers of the two lists


@loader(
    title=mark("Recommendations at UN reviews"),
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
    layouts=(
        Layout(
            "Tekst",  # the Danish explorer, in which “Recommendation” is the state under review
            frozenset({"To", "Text", "Response", "From", "Document"}),
            {"Recommendation": "To", "Tekst": "Text", "Recommending state": "From"},
        ),
        Layout(
            "symbol",
            frozenset({"To", "From", "Response", "Session", "Text", "symbol", "core_p", "det_p"}),
            _JUDGED,
        ),
        Layout("core_p", frozenset({"To", "From", "Text", "year", "core_p", "det_p"}), _JUDGED),
    ),
    about={
        "publisher": mark("UPR Info; Danish Institute for Human Rights; OHCHR"),
        "url": UPR_INFO,
        "licence": mark(
            "facts, without texts in our table; cite UPR Info (export of 14 August 2015), "
            "the Danish Institute for Human Rights and OHCHR"
        ),
        "kind": "reviews",
        "renew": mark(
            "At upr-info.org the database of recommendations, as CSV or Excel. For 2021 and later "
            "export the UN’s own index at uhri.ohchr.org and load it as “UN recommendations (UHRI "
            "export)”."
        ),
    },
    expected=(400, 200_000),
    after=("governments",),
)
def upr(row: Row) -> Iterator[Loaded]:
    """What governments recommended to each other at the UN's Universal Periodic Review.

    Reads UPR Info’s exports, .csv and .xls; the workbooks of the Danish Institute’s explorer, whose
    subject is judged by words in the text; two lists, of 2008–2016 and of 2017–2020, in which a
    model judged it; and our own table of the same facts without texts. Each session in a file
    replaces what was loaded of it, from whichever file. A recommendation is known from the first
    day of its session, its response from half a year later; the list of 2017–2020 has none.

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
    Hash: our table only: 12 digits from what the row says, telling rows apart
    Judged: our table only: yes where a model judged the two from the text
    Document: the explorer only: the report and its paragraph, "Source:A/HRC/26/4|136.1|"
    symbol: the list of 2008–2016 only: the report, A/HRC/26/4
    para: the list of 2008–2016 only: its paragraph
    year: the list of 2017–2020: when the review was, from which its session is known
    core_p: the lists only: how likely it is about detention, expression or civil society, 0 to 1
    det_p: the lists only: how likely it is about detention, 0 to 1
    sur_name: not read
    rs_name: not read
    field_year: not read
    Goals: not read
    Targets: not read
    Keywords: not read
    Mechanism: not read
    Procedures: not read
    Treaties: not read
    Type: not read
    """
    response = _response(row)
    if response == PLEDGE:
        row.skip(say("a pledge of the state under review itself, not a recommendation"))
        return
    scheme = "iso3" if row.has("Hash") or row.has("core_p") else "name"
    sender, addressee = row.take("From"), row.take("To")
    source, target = _known(sender, scheme), _known(addressee, scheme)
    if source is None:
        if UNKNOWN.fullmatch(html.unescape(sender)):
            row.skip(say("the government that recommends is not known"))
            return
        source = row.government(sender, "From", scheme)  # which tells what is wrong with it
    if target is None:
        target = row.government(addressee, "To", scheme)
    if source == target:
        row.skip(say("a government’s recommendation to itself"))
        return
    session = _session(row, target)
    if session is None:
        row.skip(
            say(
                "{state} was not reviewed in {year}: a slip of the list",
                state=iso3_of(target),
                year=row.take("year"),
            )
        )
        return
    row.part = str(session.number)
    values: dict[str, Value] = {"session": session.number}
    if wording := RESPONSES.get(response):
        values["response"], values["answered"] = wording, session.answered
    if action := row.maybe("Action"):
        if action not in _ACTIONS:
            raise row.problem(say("Write the category of action, 1 to 5."), "Action")
        values["action"] = _ACTIONS[action]
    if row.has("Hash"):
        digits = row.take("Hash")
        if not HASH.fullmatch(digits):
            raise row.problem(
                say("Write the 12 digits of the hash, each 0 to 9 or a to f."), "Hash"
            )
        values["core"], values["detention"] = _flag(row, "Core"), _flag(row, "Detention")
        judged = MODEL if row.maybe("Judged") and _flag(row, "Judged") else ""
    else:
        text = _single_spaced(row.take("Text"))
        subject = _subject(row, text)
        digits = fingerprint(text, subject.issues, response, action)
        values["core"], values["detention"] = subject.core, subject.detention
        if not (judged := subject.judged):
            values["issues"] = subject.issues
        values["text"] = text
        values |= _place(row)
    if judged:
        values["judged"] = judged
    key, origin = session.prefix + digits, session.origins[bool(judged)]
    yield Tie("RECOMMENDED_TO", source, target, key, values=values, origin=origin)


def _response(row: Row) -> str:
    """Its word in small letters; "" where the source has none."""
    without = row.has("Hash") or not row.has("Response")
    response = (row.maybe if without else row.take)("Response").casefold()
    if response not in RESPONSES and response:
        known = listed(list(RESPONSES), most=9, either=True)
        raise row.problem(
            say("Write one of the known responses: {known}.", known=known), "Response"
        )
    return response


def _session(row: Row, target: str) -> _Session | None:
    """The session of a row; None: its state was not under review in the year that it says."""
    if row.has("Document"):
        return _of_report(row, "Document", _place(row)["report"], target)
    if not row.has("Session"):
        year = row.whole("year")
        number = session_of_year(year, iso3_of(target)) if year else None
        return _SESSIONS[str(number)] if number else None
    text = row.take("Session")
    if session := _SESSIONS.get(text):
        return session
    if text == "1-2" and row.has("symbol"):  # whose reports share a number
        return _of_report(row, "symbol", row.take("symbol"), target)
    raise row.problem(
        say("Write the number of the session, 1 to {last}.", last=max(SESSIONS)), "Session"
    )


def _of_report(row: Row, column: str, symbol: str, target: str) -> _Session:
    number = session_of_report(symbol, iso3_of(target))
    if number is None:
        raise row.problem(
            say("This is no report of sessions 1 to 26 on that state, such as A/HRC/26/4."), column
        )
    return _SESSIONS[str(number)]


def _place(row: Row) -> dict[str, str]:
    """The report in which it stands, and the paragraph, where the source names them."""
    if row.has("Document"):
        report, _, paragraph = row.take("Document").removeprefix("Source:").partition("|")
    elif row.has("symbol"):
        report, paragraph = row.take("symbol"), row.maybe("para")
    else:
        return {}
    place = {"report": report.strip()}
    return {**place, "paragraph": number} if (number := paragraph.strip("| ")) else place


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
        raise row.problem(say("Write yes or no."), column)
    return text == "yes"


class _Subject(NamedTuple):
    issues: list[str]
    core: bool
    detention: bool
    judged: str  # by whom from the text, "" where the source names issues


def _subject(row: Row, text: str) -> _Subject:
    if row.has("core_p"):
        return _Subject([], _likely(row, "core_p"), _likely(row, "det_p"), MODEL)
    if row.has("Document"):
        return _Subject([], *about(text), WORDS)
    return _issues(row.take("Issue"))


def _likely(row: Row, column: str) -> bool:
    row.take(column)
    chance = row.number_of(column)
    if chance is None or not 0 <= chance <= 1:
        raise row.problem(say("Write how likely it is, from 0 to 1."), column)
    return chance >= LIKELY


@lru_cache(maxsize=65536)
def _issues(text: str) -> _Subject:
    names = [name.strip() for name in text.split(",") if name.strip()]
    folded = {name.casefold() for name in names}
    return _Subject(names, bool(_CORE & folded), DETENTION.casefold() in folded, "")


class _Session(NamedTuple):
    number: int
    prefix: str  # of the keys of its recommendations
    origins: tuple[Origin, Origin]  # with issues, and judged from the text
    answered: str


def _origin(session: int, url: str) -> Origin:
    return Origin(url, known=PartialDate(str(opens(session))))


_SESSIONS = {
    str(n): _Session(
        n,
        f"{n:02d}-",
        (_origin(n, UPR_INFO), _origin(n, OHCHR if n >= WITHOUT_ANSWERS else DANISH_INSTITUTE)),
        str(adopted(n)),
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
