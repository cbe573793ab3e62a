"""Who may be recorded twice: pairs to be judged, with what speaks for each and against it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from graph.campaign.who_is_who import LikelyPair, LikelyPairs, compared, likely_pairs
from graph.model.words import count, listed, say
from graph.view import View
from queries.answer import Answer, Block, Column, Note, Onward, Table, columns
from queries.parameters import AnyId, Bounds
from queries.question import question
from queries.shared.pair_sides import PairSides


@question("Possible duplicates", section="Data")
def duplicates(
    view: View,
    one: AnyId | None = None,
    other: AnyId | None = None,
    most: Annotated[int, Bounds(1, 200)] = 20,
) -> Answer:
    """Who may be recorded twice, what speaks for it, and how do the two differ?

    Pairs with the same e-mail address, telephone number or website, with the same name, also as an
    alias or in another script, or with a similar name in one place; those first for whom more and
    stronger reasons speak. What one person has only once, and these two have otherwise, is told
    before they are judged. Who held one office after another is no such pair. Nothing is merged by
    itself: each pair is judged on the page “Who is who”, and each judgement can be undone.

    one: only pairs with this person, organization, coalition, campaign or case
    other: and with this one: the two side by side
    most: how many pairs to show
    """
    likely = likely_pairs(view)
    ends = {end for end in (one, other) if end}
    about = [pair for pair in likely.pairs if ends <= {pair.first.id, pair.second.id}]
    if one and other:
        about = [compared(view, one, other)]
    shown = about[:most]
    tell = PairSides(view, shown)
    blocks: list[Block] = []
    if shown and len(ends) < 2:
        blocks.append(_pairs(tell, shown, len(about)))
    if shown:
        blocks += tell.blocks(shown[0])
    blocks += [_not_to_do(), _limits(likely)]
    return Answer(_sentence(tell, about, of_somebody=bool(ends), alone=len(ends) > 1), blocks)


def _sentence(
    tell: PairSides, about: Sequence[LikelyPair], *, of_somebody: bool, alone: bool
) -> str:
    if not about:
        if of_somebody:
            return say("Nothing on record speaks for a duplicate here.")
        return say("Nobody on record seems to be recorded twice.")
    first = about[0]
    one, other = tell.names[first.first.id], tell.names[first.second.id]
    if not first.reasons:
        return say("Nothing on record says that {one} and {other} are one.", one=one, other=other)
    why = listed(tell.reasons(first))
    chosen = say("{one} and {other} may be one: {reasons}.", one=one, other=other, reasons=why)
    begin = say("Look first at {one} and {other}: {reasons}.", one=one, other=other, reasons=why)
    sentences = [chosen if alone else begin]
    if against := tell.against(first):
        sentences.append(say("Mind what speaks against it: {reasons}.", reasons=listed(against)))
    if more := len(about) - 1:
        sentences.append(
            count(
                "{n} other pair is to be looked at.", "{n} other pairs are to be looked at.", more
            )
        )
    return " ".join(sentences)


def _pairs(tell: PairSides, shown: Sequence[LikelyPair], all_pairs: int) -> Table:
    rows = [tell.row(pair) for pair in shown]
    more = all_pairs - len(shown)
    return Table(
        "pairs",
        say("Pairs to be looked at"),
        columns(
            ("first", "One"),
            ("second", "The other"),
            "kind",
            Column("reasons", say("What speaks for it"), place="line"),
            Column("against", say("What speaks against it"), place="line"),
            ("before", "Judged before"),
            none_on_record=["against", "before"],
        ),
        rows,
        of="first_id",
        note=count("{n} more pair is not shown.", "{n} more pairs are not shown.", more)
        if more
        else "",
        onward=[
            Onward(
                say("Compare the two"), "duplicates", {}, {"one": "first_id", "other": "second_id"}
            )
        ],
    )


def _not_to_do() -> Note:
    return Note(
        "not_to_do",
        say("What not to do"),
        say(
            "Do not judge two to be the same because it would be tidier: two people of one name "
            "whose lives are mixed up can both be hurt. Where you are not sure, say so, and ask "
            "somebody who knows them, without telling them why."
        ),
        "caution",
    )


def _limits(likely: LikelyPairs) -> Note:
    sentences = [
        say(
            "Only what is on record is compared, so somebody recorded under two names that have "
            "nothing in common is not found. How much each reason counts is a judgement."
        )
    ]
    if n := len(likely.told_apart):
        sentences.append(
            count(
                "{n} pair who held one office, one after the other, is no duplicate and is left "
                "out.",
                "{n} pairs who held one office, one after the other, are no duplicates and are "
                "left out.",
                n,
            )
        )
    return Note("limits", say("How sure this is"), " ".join(sentences), "caution")
