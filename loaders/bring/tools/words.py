"""The words of other tools told in ours (words.txt): what an element is, and what a tie is."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from graph.model.schema import ENTITIES, TIES
from graph.model.text import fold
from loaders.bring.tools.word_tables import table_of

UNKNOWN_TIE: Final = "LINKED_TO"  # when the kind is honestly unknown
_APART = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SIGNS = re.compile(r"[\s_\-/.:’']+")


def kind_of_entity(word: str) -> str | None:
    """The kind of entity that a word of a tool means; None: it is not known.

    >>> kind_of_entity("PublicBody"), kind_of_entity("EMBASSY"), kind_of_entity("software")
    ('Organization', 'Mission', None)
    """
    return _entities().get(_key(word), (None, ""))[0]


def detail_of_entity(word: str) -> str | None:
    """The sector of an organization or the role of a person that a word means; None: neither.

    >>> detail_of_entity("Company"), detail_of_entity("Journalist"), detail_of_entity("Person")
    ('company', 'journalist', None)
    """
    return _entities().get(_key(word), (None, ""))[1] or None


def kind_of_tie(word: str) -> tuple[str, bool] | None:
    """The kind of tie that a word means, and whether from the second end to the first.

    >>> kind_of_tie("Membership"), kind_of_tie("funded by"), kind_of_tie("WORKS_FOR")
    (('MEMBER_OF', False), ('FUNDS', True), ('WORKS_FOR', False))
    >>> kind_of_tie("raised case") is None
    True
    """
    return _ties().get(_key(word))


def between(kind: str, source: str | None, target: str | None, turned: bool) -> tuple[str, bool]:
    """A kind of tie that there can be between two kinds of entities, and whether it is reversed.

    The one meant, if need be the other way round; else that the kind is unknown. An end whose kind
    is not known (None) fits.

    >>> between("LEADS", "Person", "Organization", False)
    ('LEADS', False)
    >>> between("LEADS", "Organization", "Person", False)
    ('LEADS', True)
    >>> between("LEADS", "Organization", "Organization", False)
    ('LINKED_TO', False)
    """
    for way in (turned, not turned):
        first, second = (target, source) if way else (source, target)
        if first in (None, *TIES[kind].sources) and second in (None, *TIES[kind].targets):
            return kind, way
    return UNKNOWN_TIE, False


def _key(word: str) -> str:
    return " ".join(_SIGNS.sub(" ", fold(_APART.sub(" ", word.partition("|")[0]))).split())


@cache
def _entities() -> dict[str, tuple[str | None, str]]:
    """(kind, sector or role) by word."""
    known: dict[str, tuple[str | None, str]] = {}
    for name, kind in ENTITIES.items():
        known |= {_key(word): (name, "") for word in (name, kind.label, kind.plural)}
    for row in _rows():
        if row["means"] in ENTITIES:
            more = "" if row["more"] == "-" else row["more"]
            known |= {_key(word): (row["means"], more) for word in row["words"].split(",")}
    return known


@cache
def _ties() -> dict[str, tuple[str, bool]]:
    known: dict[str, tuple[str, bool]] = {}
    for row in _rows():
        if row["means"] in TIES:
            tie = (row["means"], row["more"] == "reversed")
            known |= {_key(word): tie for word in row["words"].split(",")}
    for name, kind in TIES.items():
        known |= {_key(word): (name, False) for word in (name, kind.phrase)}
    return known


def _rows() -> list[dict[str, str]]:
    return [dict(row) for row in table_of(Path(__file__).with_name("words.txt"))]
