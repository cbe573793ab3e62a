"""Which columns of our lists hold words of a list, and what each of these words means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from graph.model.schema import ENTITIES, TIES, Label
from graph.model.text import fold
from graph.model.vocabulary import ROLES, STANCES, role_title
from graph.model.words import say
from loaders.bring.looks import yes_or_no
from loaders.bring.tools.words import detail_of_entity, kind_of_entity, kind_of_tie
from loaders.list_words import words_in
from loaders.row import LABELS, RELIABILITY

Words = Mapping[str, str]  # a word of ours → what it means


def words_of(name: str, column: str) -> Words:
    """The words that a column of a list may hold, each with its meaning; none: any text."""
    if words := _MEANINGS.get((name, column)) or _MEANINGS.get(("", column)):
        return words()
    return {word: say(meaning) for word, meaning in words_in(name, column).items()}


def ours(name: str, column: str, word: str) -> str | None:
    """The word of ours that a word of theirs surely is; "" that it says nothing; None: unknown.

    >>> ours("activists", "role", "Lawyer"), ours("organizations", "sector", "Newspaper")
    ('local counsel', 'media')
    >>> ours("activists", "minor", "Oui"), ours("organizations", "can do", "Dancing")
    ('yes', None)
    """
    known = _folded(name, column)
    plain = fold(word)
    if column == "label":  # as the protocol writes it
        plain = plain.removeprefix("tlp:").replace("amber+strict", "strict")
    if plain in known:
        return known[plain]
    if column in ("minor", "safe to tell", "public", "speaks", "accused of treason", "inferred"):
        return yes_or_no().get(plain)
    if column == "role" and kind_of_entity(word) == "Person":
        return detail_of_entity(word)
    if column == "sector" and kind_of_entity(word) == "Organization":
        return detail_of_entity(word)
    if (name, column) == ("ties", "kind") and (tie := kind_of_tie(word)):
        return None if tie[1] else TIES[tie[0]].phrase
    if column == "stage":
        return _STAGES_OF_OTHERS.get(plain)
    return None


@cache
def _folded(name: str, column: str) -> Mapping[str, str]:
    words = words_of(name, column)
    folded = {fold(word): word for word in words}
    if column in ("can do", "functions", "stage", "ask", "response", "effect"):
        folded |= {fold(meaning): word for word, meaning in words.items()}
    elif column == "stance":
        folded |= {fold(n): word for word, meaning in words.items() for n in _written(meaning)}
    return folded


def _written(stance: str) -> tuple[str, ...]:
    """A stance as a number, in every way to write it.

    >>> _written("-1"), _written("+2")
    (('-1', '-1', '−1'), ('+2', '2', '+2'))
    """
    return stance, stance.lstrip("+"), stance.replace("-", "−")


_STAGES_OF_OTHERS = {
    "free": "released",
    "freed": "released",
    "imprisoned": "",
    "in prison": "",
    "detained": "",
    "arrested": "",
    "yes": "",
    "missing": "disappeared",
    "enforced disappearance": "disappeared",
    "dead": "died in custody",
    "deceased": "died in custody",
    "killed": "died in custody",
    "house_arrest": "",
    "house arrest": "",
    "unknown": "",
    "sentenced": "final",
    "convicted": "final",
    "on trial": "trial",
    "awaiting trial": "pre-trial",
    "pretrial": "pre-trial",
    "pre trial": "pre-trial",
    "released on bail": "conditional release",
    "excarcelado": "released",
    "liberado": "released",
    "preso": "",
    "libere": "released",
    "detenu": "",
    "освобожден": "released",
    "в заключении": "",
}


def _kinds_of_ties() -> Words:
    return {
        kind.phrase: say(
            "{sources} – {targets}",
            sources=_kinds(kind.sources),
            targets=_kinds(kind.targets),
        )
        for kind in TIES.values()
    }


def _kinds(kinds: Iterable[str]) -> str:
    known = sorted(kinds)
    if len(known) > 4:
        return say("anybody")
    return ", ".join(say(ENTITIES[kind].label).lower() for kind in known)


def _stances() -> Words:
    return {word: f"{stance:+}" for stance, word in STANCES.items()}


# Words whose meaning here is more than the list of all words says; "" for a column of any list.
_MEANINGS: Mapping[tuple[str, str], Callable[[], Words]] = {
    ("activists", "role"): lambda: {role: role_title(role) for role in ROLES},
    ("ties", "stance"): _stances,
    ("stances", "stance"): _stances,
    ("ties", "kind"): _kinds_of_ties,
    ("", "label"): lambda: {name: f"TLP:{LABELS[name].name}" for name in Label.__members__},
    ("", "reliability"): lambda: {word: say(word) for word in RELIABILITY},
}
