"""Tables in which a change to the graph is written for good: a column for each field of a record.

The vocabulary that who writes such a table (“What if”) and who reads it (the loader of its name)
share, so that neither has to know the other; a test holds every loader to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

# How the names of the datasets begin that hold what was written in the browser, form by form: our
# own word, beside what lists say. The sample campaign's stand behind its own prefix.
OUR_WORD: Final = "edits/"
_SAMPLE: Final = "sample/"
# A value of what is written there: the names of the values (and "name") that its dataset said of
# the same entity before, and that are taken away by it (`merging.unretracted`).
RETRACTED: Final = "retracted"


def is_our_word(dataset: str) -> bool:
    """Whether a dataset holds what was written in the browser.

    >>> [is_our_word(name) for name in ("edits/cases", "sample/edits/cases", "cases")]
    [True, True, False]
    """
    return dataset.removeprefix(_SAMPLE).startswith(OUR_WORD)


class Edit(NamedTuple):
    """One row of a table: a text for each field of the record that it states; None: empty."""

    table: str
    fields: Mapping[str, str | None]

    @property
    def row(self) -> dict[str, str | None]:
        """By column.

        >>> Edit("organizations", {"name": "Watch", "url": "https://example.org"}).row
        {'name': 'Watch', 'source': 'https://example.org'}
        """
        return {COLUMNS[self.table][field]: text for field, text in self.fields.items()}


# By table, which is the name of its loader: from a field of the record, or of its origin, or the
# kind of a tie to another, to the column.
COLUMNS: Final[Mapping[str, Mapping[str, str]]] = {
    "ties": {
        "source": "from",
        "kind": "kind",
        "target": "to",
        "since": "since",
        "until": "until",
        "url": "source",
        "confidence": "reliability",
    },
    "stances": {
        "source": "who",
        "target": "case",
        "stance": "stance",
        "since": "date",
        "url": "source",
        "confidence": "reliability",
    },
    "missions": {
        "id": "QID",
        "REPRESENTS": "operator",
        "LOCATED_IN": "country",
        "city": "city",
        "type": "type",
        "status": "status",
        "known": "snapshot",
    },
    "activists": {"name": "name", "role": "role", "url": "source"},
    "organizations": {"name": "name", "sector": "sector", "url": "source"},
}
