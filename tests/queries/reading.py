"""Reads an answer as a careful colleague would: all that it says, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model.schema import BY_PREFIX, TIES
from queries.answer import (
    Answer,
    Bars,
    Block,
    Matrix,
    NetworkMap,
    Note,
    PowerMap,
    Table,
    Timeline,
    WorldMap,
)
from queries.brief_document import Brief
from queries.letter import Letter
from queries.render.cells import cell_text
from queries.render.map_words import name

# Rows to be saved as a file for a loader hold ids on purpose: names may be anybody's.
FOR_LOADERS = "Apply these changes: rows for the list"

_THINGS = (
    "action|ally|approach|body|case|chain|coalition|community|consent|date|day|door|draw|"
    "embassy|event|fact|function|government|group|introduction|layer|letter|member|month|network|"
    "observation|organization|pair|party|person|place|point|post|recommendation|review|"
    "session|signatory|simulation|source|stance|state|statement|step|thing|tie|time|treaty|vote|"
    "way|week|year"
)
_VERBS = "|".join(
    {"is|was|has|does|hangs|waits|rests|stands|goes|joins|this|its|less"}
    | {kind.phrase.split()[0] for kind in TIES.values()}  # official 1 knows judge 2
)
_IDS = "|".join(sorted(BY_PREFIX))

FAULTS = {
    "one of one": r"\b(\d+) of (?:the |its |their )\1\b",
    "there are one": r"\b[Tt]here are 1\b",
    "one things": rf"(?<![\d.,–-])\b1 (?!(?:{_VERBS})\b)[a-z]{{2,}}(?<!s)s\b",
    "one are": r"(?<![\d.,–-])\b1 (?:[a-z]+ )?(?:are|have|were|hang|wait)\b",
    "several thing": rf"\b(?:[2-9]|[1-9]\d+) (?:{_THINGS})\b(?![-’'])",
    "several is": r"(?<!of )(?<!of the )(?<!of its )(?<!of their )"
    r"\b(?:[2-9]|[1-9]\d+) [a-z]+s (?:is|has|was|hangs)\b",
    "of no thing": r"\b[Oo]f no [a-z]+",
    "doubled word": r"\b([^\W\d_]+) \1\b(?![-’'])",
    "doubled place": r"\b(in|at|of|to|by|from) ([^\W\d_]\w+(?: \w+)?) \1 \2\b",
    "raw number": r"\d\.\d{4,}",
    "not a number": r"\b(?:nan|NaN|inf|null|undefined|True|False)\b",
    "None": r"\bNone\b(?! (?:of|is|was|has|recorded|on record)\b)",
    "bare id": rf"\b(?:{_IDS}):[0-9A-Za-z]",
    "two spaces": r"\S  +\S",
    "stray sign": r"\. \.|[^.]\.\.(?!\.)|,,|;;| [,;.](?!\.)|\(\)|“”|: [;,.](?!\.)|[,;:]\.|% %|[{}]",
    "a before a vowel": r"\b[Aa] (?!one\b|once\b|eu|uni|use)[aeio][a-z]",
    "an before a consonant": r"\b[Aa]n (?!ho[nu]|hei)[b-df-hj-np-tv-z][a-z]",
}
_FAULTS = {name: re.compile(pattern) for name, pattern in FAULTS.items()}


def faults(text: str) -> list[str]:
    """What is wrong with a text, each with the words around it.

    >>> [fault.partition(":")[0] for fault in faults("There are 1 things to do in Rome.")]
    ['there are one', 'one things']
    >>> faults("1 tie hangs on one alone; of 3 ways none is left. None is on record.")
    []
    """
    return [
        f"{name}: {text[max(0, match.start() - 20) : match.end() + 20]}"[:120]
        for name, pattern in _FAULTS.items()
        for match in pattern.finditer(text)
    ]


def misread(answer: Answer) -> list[str]:
    """Whatever is wrong in all that an answer shows, and where."""
    return [f"{where}: {fault}" for where, text in texts(answer) for fault in faults(text)]


def texts(answer: Answer) -> Iterator[tuple[str, str]]:
    """Every text of an answer that a reader sees, with where it stands."""
    yield "sentence", answer.sentence
    for block in answer.blocks:
        if block.title.startswith(FOR_LOADERS):
            continue
        yield f"{block.id}, title", block.title
        yield from ((block.id, text) for text in _block(block))


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Note | Letter):
        yield block.text
        return
    if isinstance(block, Brief):
        yield from (line.text for section in block.sections for line in section.lines)
    if isinstance(block, Table | Bars | Matrix | Timeline | PowerMap):
        hidden = block.hidden if isinstance(block, Table) else ()
        for column in block.columns:
            if column.id not in hidden:
                yield column.title
                yield from (cell_text(row.get(column.id), column) for row in block.rows)
    elif isinstance(block, NetworkMap):
        names = {entity["id"]: entity["name"] for entity in block.entities}
        for tie in block.ties:
            plain = f"{names[tie['source']]} {tie['phrase']} {names[tie['target']]}"
            yield name({**tie, "name": plain})
    elif isinstance(block, WorldMap):
        yield from (str(state["name"]) for state in block.states if "name" in state)
    yield block.note
