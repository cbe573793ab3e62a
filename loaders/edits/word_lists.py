"""The words that a field may be filled in with, each with what it means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graph.model.records import Confidence
from graph.model.schema import TIES, Label
from graph.model.vocabulary import STANCES
from graph.model.words import mark
from loaders.edits.fields import TITLES, FieldFilling, FormField
from loaders.list_words import words_in

# Of the layers of a map, those whose ties a campaign writes itself.
_OURS: Final = frozenset({"campaign", "embassies", "papers"})
# What has a form of its own.
_ELSEWHERE: Final = frozenset({"CONCERNS", "SUPPORTS", "OPPOSES", "STOPPED", "SAME_AS", "KIN_OF"})


_TIES: Final = {
    name: kind.phrase
    for name, kind in TIES.items()
    if _OURS & set(kind.layers) and name not in _ELSEWHERE
}
LABELS: Final = {
    "CLEAR": mark("CLEAR: anybody"),
    "GREEN": mark("GREEN: the community, not the public"),
    "AMBER": mark("AMBER: our organization and those we work for, who need to know"),
    "STRICT": mark("AMBER+STRICT: our organization only"),
    "RED": mark("RED: only who is named; people may be hurt"),
}
RELIABLE: Final = Confidence.HIGHLY_RELIABLE.title  # what we did or saw ourselves
# Words that a form shows otherwise than the list of all words has them.
_SHOWN: Final[Mapping[str, Mapping[str, str]]] = {
    "label": LABELS,
    "reliability": {one.title: one.title for one in Confidence if one is not Confidence.UNKNOWN},
    "stance": {f"{n:+}" if n else "0": word for n, word in sorted(STANCES.items(), reverse=True)},
}
_SEVERAL: Final = frozenset({"can do", "functions"})
# What a choice means for what the program does, where people may be hurt by the wrong one.
_MEANINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "state": {
        "given": mark("may be used for this, from the day on which it was given"),
        "refused": mark("nothing is proposed for it; stronger than any yes before"),
        "withdrawn": mark("as refused, from the day on which it was withdrawn"),
        "unset": mark("nobody was asked: nothing that names the person is proposed"),
    },
    "use": {
        "embassies": mark("that embassies and governments are told the name"),
        "UN": mark("that the United Nations are told the name"),
        "media": mark("that journalists are told"),
        "name": mark("that the name is made public"),
        "photo": mark("that a picture is made public"),
        "health": mark("that illness or ill-treatment is spoken of"),
    },
    "posture": {
        "silent": mark("nothing is done now"),
        "private": mark("only in confidence"),
        "private then public": mark("first in confidence, in public if that fails"),
        "public": mark("openly"),
    },
    "contact rule": {
        "ok": mark("may be approached"),
        "ask first": mark("ask somebody who knows them first"),
        "do not contact": mark("on no path and in no count"),
    },
    "safe to tell": {
        "yes": mark("nobody is endangered by it"),
        "no": mark("do not approach"),
        "unknown": mark("ask before you approach"),
    },
    "status": {
        "planned": mark("still to be asked"),
        "made": mark("was asked"),
        "given up": mark("will not be asked"),
    },
}


def label_of(level: Label) -> str:
    """The word by which a file names a label."""
    return level.name


def chosen_from(form: str, column: str) -> FormField | None:
    """The field of a column that takes words of a list; None: it takes others.

    >>> field = chosen_from("consents", "state")
    >>> field.filling.value, field.meanings["refused"][:19]
    ('one of some words', 'nothing is proposed')
    >>> chosen_from("cases", "name")
    """
    words = _TIES if (form, column) == ("ties", "kind") else _SHOWN.get(column)
    if not (words := words or words_in(form, column)):
        return None
    filling = FieldFilling.WORDS if column in _SEVERAL else FieldFilling.WORD
    return FormField(column, TITLES[column], filling, words, _MEANINGS.get(column, {}))
