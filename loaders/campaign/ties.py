"""Any tie of any kind, by the names of its ends."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.date_kinds import DATE_KINDS
from graph.model.records import Value
from graph.model.schema import TIES, Label, TieKind
from graph.model.vocabulary import FUNCTIONS, STATEMENT_STATUS, by_word
from graph.model.words import mark, say
from loaders.campaign.stances import STANCE_WORDS
from loaders.loader import Loaded, Row, loader, values
from loaders.people import confirmed, noted, origin


def _words() -> dict[str, str]:
    """From every way to write a kind of tie to the kind.

    >>> _words()["knows"], _words()["member of"], _words()["is a member of"]
    ('KNOWS', 'MEMBER_OF', 'MEMBER_OF')
    """
    names: dict[str, str] = {}
    for name, kind in TIES.items():
        names |= {name.replace("_", " ").lower(): name, name: name, kind.phrase: name}
    return names


WORDS = _words()
_FUNCTIONS = by_word(FUNCTIONS)
_TURNS = by_word([one for one in DATE_KINDS if one.stage])
_SOURCES = {name: " ".join(sorted(kind.sources)) for name, kind in TIES.items()}
_TARGETS = {name: " ".join(sorted(kind.targets)) for name, kind in TIES.items()}


@loader(
    title=mark("Ties"),
    after=(
        "governments",
        "missions",
        "organizations",
        "activists",
        "cases",
        "families",
        "coalitions",
        "statements",
        "approaches",
        "events",
        "offices",
    ),
)
def ties(row: Row) -> Iterator[Loaded]:
    """Ties of any kind between what is already there, by name or id; one row each.

    A tie without source is kept, drawn dashed and left out of rankings.

    from (needed): the name or id of one end
    kind (needed): such as knows, coordinates with, mediates with, funds, is a member of
    to (needed): the name or id of the other end
    code: yours, of one tie alone, where several of one kind are between the same two
    since: such as 2024, 2024-05 or 2024-05-17
    until: when it ended; empty: no end is recorded
    confirmed: the last day on which you knew that it holds; a tie fades from then on
    strength: above 0 and at most 1: how likely an introduction along it works; empty: as its kind
    position: the title of a post, the role in it
    functions: of who works on a case: what they do for it, separated by |
    stance: of who supports or opposes: from -2 active opposition to 2 active ally, or in words
    relation: of kin: such as sister
    status: of what is addressed to somebody: planned, sent …; as of the letter itself
    turn: of a date that concerns a case: what it brought the case to, such as release
    inferred: of who is accredited where: yes if no source says it and it follows from the place
    note: for yourselves; shown to the strictest audience only
    """
    source, target = row.take("from"), row.take("to")
    kind = TIES[WORDS[row.word(row.take("kind"), WORDS, "kind")]]
    yield row.tie(
        kind.name,
        row.ref(_SOURCES[kind.name], source, "from"),
        row.ref(_TARGETS[kind.name], target, "to"),
        key=row.maybe("code") or row.maybe("since"),  # tells a second time apart from the first
        since=row.date("since"),
        until=row.date("until"),
        strength=row.number_of("strength"),
        values=values(
            position=row.maybe("position"),
            confirmed=confirmed(row),
            note=row.maybe("note"),
            **_of_kind(row, kind),
        ),
        # A stance is a judgement on somebody, as in stances.
        origin=origin(row, Label.STRICT) if row.maybe("stance") else row.origin(),
        labels=noted(row),
    )


def _of_kind(row: Row, kind: TieKind) -> dict[str, Value | None]:
    """What only some kinds of ties say. RowProblem: a tie of another kind says it."""
    functions, stance = row.choices("functions", _FUNCTIONS), row.choice("stance", STANCE_WORDS)
    towards = None if stance is None else STANCE_WORDS[stance]
    if functions and kind.name != "WORKS_ON":
        raise row.problem(say("Only who works on a case has functions in it."), "functions")
    if towards is not None and (kind.stance is None or towards * kind.stance < 0):
        raise row.problem(
            say("Only who supports or opposes has a stance, and it says the same as the kind."),
            "stance",
        )
    if row.maybe("relation") and kind.name != "KIN_OF":
        raise row.problem(say("Only kin have this."), "relation")
    status = row.choice("status", STATEMENT_STATUS)
    if status and kind.name != "ADDRESSED_TO":
        raise row.problem(say("Only what is addressed to somebody has a status."), "status")
    turn = row.choice("turn", _TURNS)
    if turn and kind.name != "CONCERNS":
        raise row.problem(say("Only a date that concerns a case has this."), "turn")
    inferred = row.flag("inferred")
    if inferred is not None and kind.name != "ACCREDITED_TO":
        raise row.problem(say("Only who is accredited somewhere has this."), "inferred")
    return {
        "functions": [_FUNCTIONS[word] for word in functions],
        "stance": towards,
        "relation": row.maybe("relation"),
        "status": status,
        "turn": _TURNS[turn] if turn else None,
        "inferred": inferred or None,
    }
