"""Stances: who is for and against, as of when, and how we know."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.schema import Label
from graph.model.vocabulary import STANCES
from graph.model.words import mark
from loaders.loader import Loaded, Row, loader, values
from loaders.people import ACTORS, noted, origin

# As words, and as numbers with either minus sign or a plus.
STANCE_WORDS = {word: stance for stance, word in STANCES.items()} | {
    text: stance
    for stance in STANCES
    for text in {f"{stance}", f"{stance:+}", f"{stance}".replace("-", "−")}
}


@loader(
    title=mark("Stances"),
    after=(
        "governments",
        "missions",
        "organizations",
        "activists",
        "cases",
        "coalitions",
        "statements",
    ),
)
def stances(row: Row) -> Iterator[Loaded]:
    """Where actors stand on a case, dated; a later row is a move, the earlier ones stay.

    A judgement on somebody is AMBER+STRICT unless the row has a label.

    who (needed): the actor
    case (needed): the case, campaign or statement
    stance (needed): from -2 active opposition by 0 neutral to 2 active ally, or in these words
    date (needed): the day as of which this is so
    note: for yourselves; shown to the strictest audience only
    """
    who, towards = row.take("who"), row.take("case")
    stance = STANCE_WORDS[row.word(row.take("stance"), STANCE_WORDS, "stance")]
    key, date = row.take("date"), row.date("date")
    yield row.tie(
        "OPPOSES" if stance < 0 else "SUPPORTS",  # neutral is a support of 0
        row.ref(ACTORS, who, "who"),
        row.ref("Case Campaign Statement", towards, "case"),
        key=key,
        since=date,
        values=values(stance=stance, note=row.maybe("note")),
        origin=origin(row, Label.STRICT, date),
        labels=noted(row),
    )
