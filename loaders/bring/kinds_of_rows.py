"""What the rows of a table are: what can be chosen, and what is proposed, with why.

Nothing is proposed on a column or two: a table of names and phones is of people, never of
coalitions; one with dates of arrest is of prisoners.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from graph.model.text import fold
from graph.model.words import listed, mark, say
from loaders.bring.looks import ColumnLook
from loaders.bring.mapping import campaign_lists
from loaders.bring.table import ForeignTable
from loaders.bring.tools.words import kind_of_entity
from loaders.loader import named

NOTHING: Final = "nothing"
# What can be chosen, and what becomes of a row; a campaign's own list is chosen by its name.
CHOICES: Final[Mapping[str, str]] = {
    "people": mark("People: each row becomes a person, seen by your own organization alone"),
    "prisoners": mark("Prisoners: each row becomes a person and a case, seen by the fewest"),
    "organizations": mark("Organizations: each row becomes one"),
    "elements": mark("People, organizations and others: a column says what each row is"),
    "connections": mark("Ties: each row ties two who are named"),
    "signatories": mark("Signatures: each row signed a letter or a petition"),
    NOTHING: mark("Leave this table out"),
}
_PRISON = ("arrested", "prison", "charge", "sentence", "prisoner", "detained by")
_REACH = ("email", "phone", "opt out", "contact rule")
_PERSON = ("first name", "last name", "born", "gender", "nationality", "role")
_LEAST = 0.75  # of the columns, that make a table one of our own lists

Reason = str  # a sentence


def kind_of_rows(table: ForeignTable, columns: Sequence[ColumnLook]) -> tuple[str, Reason]:
    """What the rows most likely are (a key of CHOICES or the name of a list of ours), and why; ""
    where nothing says so, which must be asked."""
    by_meaning = {column.meaning: column.column for column in columns if column.meaning}
    if table.role == "ties" or {"from", "to"} <= by_meaning.keys():
        own = own_list(columns)
        ends = [by_meaning.get(end, end) for end in ("from", "to")]
        why = say("It has two ends: {columns}.", columns=_quoted(ends))
        return ("ties" if own == "ties" and not table.tool else "connections"), why
    if table.role == "entities":
        return "elements", say("It is what {tool} calls elements.", tool=table.tool)
    if own := own_list(columns):
        return own, say("Its header is that of the list “{list}”.", list=say(named(own).title))
    return _by_columns(by_meaning, columns)


def _by_columns(by_meaning: Mapping[str, str], columns: Sequence[ColumnLook]) -> tuple[str, Reason]:
    def those(*meanings: str) -> list[str]:
        return [by_meaning[meaning] for meaning in meanings if meaning in by_meaning]

    named_by = those("name", "last name", "first name", "prisoner")
    if (signed := those("signatory", "signed on")) or (named_by and those("letter")):
        return "signatories", say("A column is of signatures: {columns}.", columns=_quoted(signed))
    prison = those(*_PRISON)
    if prison and named_by and (len(prison) > 1 or "charge" not in by_meaning):
        return "prisoners", say("Columns tell of prison: {columns}.", columns=_quoted(prison))
    organized = those("organization name", "sector", "can do")
    called = those("organization name", "organization", "name")  # or nobody would have a name
    of_people = named_by and "organization" in by_meaning  # who belong to one
    if organized and called and not of_people and not those("last name", "born"):
        return "organizations", say(
            "Columns tell of groups: {columns}.", columns=_quoted(organized)
        )
    kinds = _words_of_kind(columns)
    if kinds and named_by:
        return "elements", say(
            "A column says what each row is: {columns}.", columns=_quoted([kinds])
        )
    person = those(*_PERSON, *_REACH)
    if named_by and person:
        return "people", say("It names people: {columns}.", columns=_quoted([*named_by, *person]))
    if named_by and "organization" in by_meaning:
        return "people", say("It names people: {columns}.", columns=_quoted(named_by))
    if those("organization") and not named_by:
        return "organizations", say(
            "Columns tell of groups: {columns}.", columns=_quoted(those("organization"))
        )
    return "", say("Its header does not tell what its rows are.")


def own_list(columns: Sequence[ColumnLook]) -> str:
    """The list of ours whose very header a table has; "" for none.

    All that is needed is there, more than the needed alone where that is little, and most columns
    are known.
    """
    header = {fold(column.column) for column in columns}
    best, most = "", 0
    for name, known in campaign_lists().items():
        loader = named(name)
        own = header & {fold(column) for column in known}
        fits = {fold(column) for column in loader.needed} <= header
        enough = len(own) >= max(3, _LEAST * len(header)) and len(own & set(loader.columns)) >= 3
        if fits and enough and len(own) > most:
            best, most = name, len(own)
    return best


def _words_of_kind(columns: Sequence[ColumnLook]) -> str:
    """The column whose words say what each row is, where most of these are known."""
    for column in columns:
        if (column.meaning == "kind" and column.is_list_of_words) or column.by_format:
            known = sum(n for word, n in column.words.items() if kind_of_entity(word))
            if column.filled and known >= 0.5 * column.filled:
                return column.column
    return ""


def _quoted(columns: Sequence[str]) -> str:
    return listed([f"“{column}”" for column in dict.fromkeys(columns)], 5)
