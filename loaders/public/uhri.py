"""Recommendations at UN reviews, from the export of the UN's Universal Human Rights Index."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from graph.model.errors import UnknownName
from graph.model.ids import government_id
from graph.model.records import Origin, PartialDate, Tie, Value
from graph.model.words import listed, mark, say
from graph.record.sessions import SESSIONS, adopted, opens
from loaders.countries import STATE_OF, resolve
from loaders.loader import Loaded, Row, loader
from loaders.public.upr import fingerprint

UHRI = "https://uhri.ohchr.org"
LAST_OF_UPR_INFO: Final = 20  # whose export says how much is asked, and issues, up to this session
FEWEST: Final = 50  # recommendations in a review; since session 18 none had fewer than 81
# Of the index's own themes those that are about people such as political prisoners: as near as its
# words allow to CORE of graph/record/sessions.py. So neither torture nor a fair trial, which are
# not in CORE, nor liberty and security of the person, which is said of trafficking, too. There is
# no theme of civil society alone. Older exports name the freedoms with shorter words.
DETENTION_THEMES: Final = frozenset({"Arbitrary arrest & detention", "Conditions of detention"})
CORE_THEMES: Final = DETENTION_THEMES | {
    "Human rights defenders",
    "Freedom of opinion and expression & access to information",
    "Freedom of opinion and expression",
    "Right to peaceful assembly",
    "Freedom of peaceful assembly",
    "Freedom of association",
    "Enforced disappearances",
    "Extrajudicial, summary or arbitrary executions",
}
POSITIONS = {
    "": None,  # not yet known, or not in the export
    "pending": None,
    "accepted": "accepted",
    "supported": "accepted",
    "noted": "noted",
    "not supported": "noted",
    "supported/noted": None,  # in part: neither
    "partially supported": None,
}
_UPR = ("upr", "universal periodic review")
_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_CORE, _DETENTION = ({theme.casefold() for theme in x} for x in (CORE_THEMES, DETENTION_THEMES))


@loader(
    title=mark("UN recommendations (UHRI export)"),
    part="UPR Session",
    dataset="upr",
    fewest=FEWEST,
    large=True,
    aliases={
        "Countries": "Countries Concerned",
        "Recommending Body": "Reccomending Body",
        "Body": "Reccomending Body",
        "UPR Recommending States": "UPR Reccomending States",
        "UprRecommendingStates": "UPR Reccomending States",
        "UprPosition": "UPR Position",
        "UprSession": "UPR Session",
        "AnnotationType": "Type",
        "AnnotationId": "OHCHR Annotation Id",
        "Symbol": "Document Symbol",
        "AffectedPersons": "Affected Persons",
        "PublicationDate": "Document Publication Date",
        "Regions": "Regions Concerned",
    },
    about={
        "publisher": mark("OHCHR, Universal Human Rights Index"),
        "url": UHRI,
        "licence": mark("facts; cite OHCHR"),
        "kind": "reviews",
        "renew": mark(
            "At uhri.ohchr.org search for the Universal Periodic Review and export all of it."
        ),
    },
    after=("governments", "upr"),
)
def uhri(row: Row) -> Iterator[Loaded]:
    """What governments recommended at UN reviews, from the UN's Universal Human Rights Index.

    Reads its export as it comes (.xlsx, or JSON, an array or a record a line), however large:
    search at uhri.ohchr.org for the Universal Periodic Review and export what it finds. It goes to
    the list of recommendations that is there, and each review in it takes the place of that review.
    Of sessions up to 20 nothing is read: the table of UPR Info says more of them. A review of which
    a file holds fewer recommendations than 50, or than three quarters of those that are there, is
    left as it is: that is what somebody searched for in it, not the review.

    What a recommendation is about is told by the index’s own themes. It is known from the first day
    of its session, its response from half a year later. (The layout is known from programs that
    read it, not from the publisher: https://uhri.ohchr.org.)

    Text (needed): the recommendation, with the paragraph’s number
    Countries Concerned (needed): the state under review
    Reccomending Body (needed): UPR; what treaty bodies and special procedures say is left out
    Themes (needed): what it is about, a line each
    UPR Reccomending States (needed): the governments that recommend, a line each
    UPR Position (needed): Supported or Noted; empty: not known
    UPR Session (needed): the session, such as 27th Session
    Type: Recommendations; what is of another type is left out
    OHCHR Annotation Id: its number in the index; not read
    Document Symbol: of the report that it stands in; not read
    Affected Persons: not read
    Sdgs: not read
    Document Publication Date: the day of the session counts; not read
    Regions Concerned: not read
    Recommending Regions: not read
    Date of publication on UHRI: not read
    """
    if _word(row.take("Reccomending Body")) not in _UPR:
        row.skip(
            say("of a treaty body or a special procedure, not of the Universal Periodic Review")
        )
        return
    kind = _word(row.maybe("Type"))
    if kind and not kind.startswith("recommendation"):
        row.skip(say("not a recommendation"))
        return
    session = _session(row)
    if session is None:
        return
    row.part = session.part
    senders = row.maybe("UPR Reccomending States")
    if not senders:
        row.skip(say("the government that recommends is not known"))
        return
    position = _word(row.maybe("UPR Position"))
    if position not in POSITIONS:
        known = listed(list(filter(None, POSITIONS)), most=9, either=True)
        raise row.problem(
            say("Write one of the known positions: {known}.", known=known), "UPR Position"
        )
    target = _target(row)
    text = " ".join(row.take("Text").split())
    subject = _subject(row.maybe("Themes"))
    values: dict[str, Value] = {
        "session": session.number,
        "core": subject.core,
        "detention": subject.detention,
        "issues": subject.themes,
        "text": text,
    }
    if response := POSITIONS[position]:
        values["response"], values["answered"] = response, session.answered
    key = session.prefix + fingerprint(text, subject.themes, position, "")
    sources = [source for source in _senders(senders) or _named(row, senders) if source != target]
    if not sources:
        row.skip(say("a government’s recommendation to itself"))
    for source in sources:
        yield Tie("RECOMMENDED_TO", source, target, key, values=values, origin=session.origin)


def _several(text: str) -> list[str]:
    """What stands in a cell: one a line, each behind a dash."""
    return [line for each in text.splitlines() if (line := _single(each))]


def _single(text: str) -> str:
    return text.strip().removeprefix("-").strip()


@lru_cache(maxsize=1024)
def _word(text: str) -> str:
    return _single(text).casefold()


class _Session(NamedTuple):
    number: int
    part: str
    prefix: str  # of the keys of its recommendations
    origin: Origin
    answered: str


def _session(row: Row) -> _Session | None:
    """The session of a row that is read; None, with the reason, for another's."""
    text = row.maybe("UPR Session")
    if not text:
        row.skip(say("it does not say in which session it was made"))
        return None
    number = _number(text)
    if number is None:
        raise row.problem(say("Write the session, such as 27th Session."), "UPR Session")
    if number <= LAST_OF_UPR_INFO:
        row.skip(
            say(
                "of a session up to {number}: UPR Info’s table says more of these",
                number=LAST_OF_UPR_INFO,
            )
        )
        return None
    if number not in _SESSIONS:
        row.skip(
            say(
                "of a session after {number}, whose days this program does not know yet",
                number=max(SESSIONS),
            )
        )
        return None
    return _SESSIONS[number]


@lru_cache(maxsize=1024)
def _number(text: str) -> int | None:
    numbers = _NUMBER.findall(text)
    return int(numbers[0]) if len(numbers) == 1 else None


_SESSIONS = {
    n: _Session(
        n, str(n), f"{n:02d}-", Origin(UHRI, known=PartialDate(str(opens(n)))), str(adopted(n))
    )
    for n in SESSIONS
    if n > LAST_OF_UPR_INFO
}


class _Subject(NamedTuple):
    themes: list[str]
    core: bool
    detention: bool


@lru_cache(maxsize=65536)
def _subject(text: str) -> _Subject:
    themes = _several(html.unescape(text))
    folded = {theme.casefold() for theme in themes}
    return _Subject(themes, bool(folded & _CORE), bool(folded & _DETENTION))


def _target(row: Row) -> str:
    """The state under review. Its territories may stand beside it (China, Hong Kong, Macao)."""
    text = row.take("Countries Concerned")
    if (known := _reviewed(text)) is not None:
        return known
    texts = _several(text)
    if len(texts) != 1:
        raise row.problem(say("Give the one state under review."), "Countries Concerned")
    return row.government(texts[0], "Countries Concerned")  # which tells what is wrong with it


@lru_cache(maxsize=4096)
def _reviewed(text: str) -> str | None:
    texts = _several(text)
    states = {known for each in texts if (known := _known(each))}
    # "Hong Kong, China SAR" is named with its state, which stands in the cell, too.
    if len(states) != 1 or not all(
        _known(x) or any(y in x for y in texts if y != x) for x in texts
    ):
        return None
    return states.pop()


@lru_cache(maxsize=65536)
def _senders(text: str) -> list[str]:
    """The governments that a cell names, each once; none where one is not known."""
    ids = [_known(state) for state in _several(text)]
    return list(dict.fromkeys(id for id in ids if id)) if all(ids) else []


def _named(row: Row, text: str) -> list[str]:
    """As `_senders`, or a problem that tells which name is not known."""
    return [row.government(state, "UPR Reccomending States") for state in _several(text)]


@lru_cache(maxsize=4096)
def _known(text: str) -> str | None:
    """The government that a text names, or that governs the territory that it names."""
    try:
        code = resolve(html.unescape(text), "name")
    except UnknownName:
        return None
    return government_id(STATE_OF.get(code, code))
