"""What fills the columns of one of our lists, from what the columns of a table mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from graph.model.text import fold
from loaders.bring.headers import plain_header
from loaders.bring.looks import ColumnLook, is_yes_or_no, yes_or_no
from loaders.bring.mapping import Filling
from loaders.bring.tools.meanings import is_strength
from loaders.bring.vocabularies import ours, words_of
from loaders.bring.written_days import is_open, order_of
from loaders.loader import ORIGIN_COLUMNS, named

# By our column, what a column of theirs may mean to fill it; the first that is there does.
_MEANT: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("name", "prisoner", "organization name", "signatory"),
    "title": ("title", "letter"),
    "code": ("id",),
    "also known as": ("aliases",),
    "languages": ("languages",),
    "nationality": ("nationality",),
    "country": ("country",),
    "city": ("city",),
    "website": ("website",),
    "contact rule": ("contact rule", "opt out"),
    "safe to tell": ("safe to tell",),
    "minor": ("minor",),
    "can do": ("can do",),
    "charge": ("charge",),
    "detained since": ("arrested",),
    "stage": ("stage", "status"),
    "represented by": ("lawyer",),
    "since": ("since",),
    "until": ("until",),
    "position": ("position",),
    "strength": ("strength",),
    "from": ("from",),
    "to": ("to",),
    "note": ("note", "description"),
    "retrieved": ("retrieved",),
    "label": ("label",),
    "reliability": ("reliability",),
    "purpose": ("purpose",),
    "founded": ("founded",),
    "posture": ("posture",),
    "severity": ("severity",),
    "profile": ("profile",),
    "accused of treason": ("accused of treason",),
    "next date": ("next date",),
    "confirmed": ("confirmed",),
    "known": ("known",),
    "functions": ("functions",),
    "stance": ("stance",),
    "relation": ("relation",),
    "address": ("address",),
    "phone": ("phone",),
    "email": ("email",),
    "latitude": ("latitude",),
    "longitude": ("longitude",),
    "described": ("described",),
    "snapshot": ("snapshot",),
    "districts": ("districts",),
    "status": ("status",),
    "turn": ("turn",),
    "inferred": ("inferred",),
}
# Taken where each of their words is one of ours: others mean something else.
_ALL_OURS: Final = ("label", "reliability", "status", "turn", "inferred")
_FIGURES: Final = ("latitude", "longitude")
DAYS: Final = frozenset(
    (
        *("since", "until", "confirmed", "date", "due", "review", "withdrawn", "founded"),
        *("retrieved", "known", "snapshot", "detained since", "next date", "response date"),
    )
)
COUNTRIES: Final = frozenset(("country", "nationality", "detained by"))
_SEVERAL: Final = frozenset(
    (
        *("also known as", "languages", "nationality", "can do", "functions", "persons"),
        *("signatories", "profile", "districts"),
    )
)
_URL = re.compile(r"https?://")


class ColumnsByMeaning:
    """The columns of a table, by what they mean."""

    def __init__(self, looks: Sequence[ColumnLook]) -> None:
        self.looks = {look.column: look for look in looks}
        self._by_meaning: dict[str, list[ColumnLook]] = {}
        for look in looks:
            if look.meaning:
                self._by_meaning.setdefault(look.meaning, []).append(look)

    def named(self, *meanings: str) -> tuple[str, ...]:
        """The columns of the first of these meanings that any has."""
        for meaning in meanings:
            if meaning in self._by_meaning:
                return tuple(look.column for look in self._by_meaning[meaning])
        return ()

    def first(self, *meanings: str) -> str:
        """The first such column; "" for none."""
        return next(iter(self.named(*meanings)), "")


def name_filling(columns: ColumnsByMeaning) -> Filling | None:
    """The name: its own column, or first, further and last name together."""
    if whole := columns.first(*_MEANT["name"]):
        return Filling((whole,))
    parts = [columns.first(part) for part in ("first name", "patronymic", "last name")]
    those = tuple(filter(None, parts))
    return Filling(those) if those else None


def fillings(
    name: str, columns: ColumnsByMeaning, without: Iterable[str] = ()
) -> dict[str, Filling]:
    """What fills a list, by its columns, from what the columns of a table mean."""
    known, filled = named(name).columns, dict[str, Filling]()
    for ours_column, meanings in _MEANT.items():
        if ours_column not in (*known, *ORIGIN_COLUMNS) or ours_column in without:
            continue
        if ours_column in _ALL_OURS and not _all_known(name, ours_column, columns):
            continue
        if ours_column in _FIGURES and not _all_look("number", meanings, columns):
            continue
        if ours_column in ("known", "snapshot") and not _all_look("day", meanings, columns):
            continue
        if ours_column == "name":
            if filling := name_filling(columns):
                filled["name"] = filling
        elif ours_column == "strength" and not _are_strengths(
            columns.named("strength")[:1], columns
        ):
            continue  # a weight of another tool
        elif those := columns.named(*meanings):
            several = those if ours_column in ("contact rule", "note") else those[:1]
            filled[ours_column] = filling_of(name, ours_column, several, columns)
    if source := columns.first("source"):
        filled["source"] = Filling((source,))
    return filled


def _all_known(name: str, column: str, columns: ColumnsByMeaning) -> bool:
    """Whether every word in the first column of this meaning is one of ours."""
    looks = [columns.looks[c] for c in columns.named(column)[:1]]
    words = parts_of(looks, "")
    return bool(words) and len(known_words(name, column, looks, "")) == len({*map(fold, words)})


def _all_look(look: str, meanings: Sequence[str], columns: ColumnsByMeaning) -> bool:
    """Whether every filled cell in the first column of these meanings looks like that."""
    looks = [columns.looks[c] for c in columns.named(*meanings)[:1]]
    return all(one.filled == one.looks[look] for one in looks)


def _are_strengths(theirs: Sequence[str], columns: ColumnsByMeaning) -> bool:
    words = [word for c in theirs for word in columns.looks[c].words]
    return bool(words) and all(map(is_strength, words))


def own_fillings(name: str, columns: ColumnsByMeaning, known: Iterable[str]) -> dict[str, Filling]:
    """The columns of a table that has our own header."""
    ours_by_key = {plain_header(column): column for column in known}
    return {
        ours_by_key[plain_header(c)]: Filling((c,))
        for c in columns.looks
        if plain_header(c) in ours_by_key
    }


def filling_of(name: str, column: str, theirs: Sequence[str], columns: ColumnsByMeaning) -> Filling:
    """What fills one column of ours from some of theirs, as their cells look."""
    looks = [columns.looks[c] for c in theirs]
    if column == "contact rule":
        # A word that only a later row has, and nobody knows, asks for care.
        later = "do not contact" if all(x.meaning == "opt out" for x in looks) else "ask first"
        return Filling(tuple(theirs), words=_contact_rules(looks), others=later, strictest=True)
    if column in DAYS:
        texts = [text for look in looks for text in look.words]
        order = order_of(texts) or ("" if is_open(texts) else "day first")
        return Filling(tuple(theirs), dates=order)
    if column in COUNTRIES:
        scheme = next((look.scheme for look in looks), "")
        split = divider(looks) if column == "nationality" else ""
        return Filling(tuple(theirs), scheme=scheme, split=split)
    if words_of(name, column):
        split = divider(looks) if column in _SEVERAL else ""
        words = known_words(name, column, looks, split)
        # Where nobody knows what a word means, nobody is approached because of it.
        others = "no" if column == "safe to tell" else None
        return Filling(tuple(theirs), split=split, words=words, others=others)
    if column in _SEVERAL:
        return Filling(tuple(theirs), split=divider(looks))
    if column == "note":
        return Filling(tuple(theirs), join="; ")
    return Filling(tuple(theirs))


def divider(looks: Sequence[ColumnLook]) -> str:
    """What separates several in a cell: a sign that many cells hold, and no address with it."""
    texts = [text for look in looks for text in look.words]
    for sign in (";", ",", "/"):
        times = sum(sign in text and not _URL.search(text) for text in texts)
        if times and times >= 0.1 * len(texts):
            return sign
    return "|" if any("|" in text for text in texts) else ""


def parts_of(looks: Sequence[ColumnLook], split: str) -> list[str]:
    """The different words in some columns, the most frequent first."""
    counts: dict[str, int] = {}
    for look in looks:
        for text, n in look.words.items():
            for part in re.split(f"[{re.escape(split)}|\\n]", text) if split else [text]:
                if part.strip():
                    counts[part.strip()] = counts.get(part.strip(), 0) + n
    return sorted(counts, key=lambda word: -counts[word])


def known_words(name: str, column: str, looks: Sequence[ColumnLook], split: str) -> dict[str, str]:
    """Their words, as they are compared, with ours, where these are surely the same."""
    words: dict[str, str] = {}
    for word in parts_of(looks, split):
        if (our_word := ours(name, column, word)) is not None:
            words[fold(word)] = our_word
    return words


def _unsure(answer: str) -> str:
    """The contact rule of an answer in one's own words: a no is a no, whatever follows it.

    >>> _unsure("No, please don't"), _unsure("Only after Easter")
    ('do not contact', 'ask first')
    """
    first = re.split(r"\W+", answer.strip(), maxsplit=1)[0]
    return "do not contact" if yes_or_no().get(fold(first)) == "no" else "ask first"


# Of who gets a newsletter: not to have asked for it, or that a mail came back, forbids nothing.
_SUBSCRIBED: Final = {
    "subscribed": "",
    "not subscribed": "",
    "never subscribed": "",
    "bouncing": "",
    "bounced": "",
    "cleaned": "",
    "unsubscribed": "do not contact",
    "opted out": "do not contact",
    "complained": "do not contact",
    "spam complaint": "do not contact",
}


def _contact_rules(looks: Sequence[ColumnLook]) -> dict[str, str]:
    """Of columns such as “Do Not Email”: a yes means do not contact; of “May we contact you?”: a no
    does."""
    words: dict[str, str] = {}
    for look in looks:
        if look.meaning == "opt out":
            for word, answer in yes_or_no().items():
                words[word] = "do not contact" if answer == "yes" else ""
            for word in parts_of([look], ""):  # “Opted out”, “Do not phone”
                if not is_yes_or_no(word):
                    words[fold(word)] = _SUBSCRIBED.get(fold(word), "do not contact")
        else:
            for word, answer in yes_or_no().items():
                words[word] = "ok" if answer == "yes" else "do not contact"
            for word in parts_of([look], ""):
                known = _SUBSCRIBED.get(fold(word), ours("activists", "contact rule", word))
                words.setdefault(fold(word), _unsure(word) if known is None else known)
    return words
