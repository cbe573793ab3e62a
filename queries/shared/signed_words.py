"""Who signed for a case, in words: how many, where, and which of them have no part in it yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from graph.campaign.contacts import shown
from graph.campaign.petitions import BODIES, Signed, SignedPaper
from graph.model.ids import is_kind
from graph.model.words import count, listed, number, say
from graph.view import View
from queries.answer import Block, Row, Table, columns
from queries.shared.leads import explore

COUNTRIES = 3  # of where they signed, how many are named


def signed_in_short(
    view: View, letters: Signed, working: Collection[str], *, ask: bool
) -> list[str]:
    """In sentences: what most signed, and who of the bodies has no part yet. `ask`: whether
    anybody new may be asked."""
    if not letters.papers:
        return []
    _tell(view, letters)
    first = letters.papers[0]
    sentences = []
    if first.signatories:
        many = count(
            "“{paper}” has {n} signatory",
            "“{paper}” has {n} signatories",
            first.signatories,
            paper=first.paper.title,
        )
        where = _where(view, letters)
        sentences.append(
            say("{signatories}, among them {countries}.", signatories=many, countries=where)
            if where
            else say("{signatories}.", signatories=many)
        )
    rest = letters.bodies - set(working)
    if rest and ask:
        names = [one.title for one in view.several(rest)]
        sentences.append(
            say(
                "On our side already, with no part in the case now: {names}.",
                names=listed(sorted(names), 3),
            )
        )
    return sentences


def signed_table(
    view: View, letters: Signed, working: Collection[str], *, ask: bool
) -> list[Block]:
    """Each letter and petition for the case, and who signed it; none: no block. `ask`: whether
    anybody new may be asked."""
    if not letters.papers:
        return []
    _tell(view, letters)
    return [
        Table(
            "signed",
            say("Who signed for the case"),
            columns(
                ("paper", "Letter or petition"),
                ("day", "Day"),
                ("signatories", "Signatories"),
                ("bodies", "Organizations that signed"),
                ("idle", "Of these without a part in the case now"),
                ("countries", "Most in"),
                none_on_record=["bodies", "idle", "countries"],
            ),
            [_row(view, one, working) for one in letters.papers],
            of="id",
            note=" ".join(
                [
                    say(
                        "People who sign several are counted once in each, so these numbers are "
                        "not added up."
                    ),
                    say("Who signed is on our side already: thank them before you ask for more.")
                    if ask
                    else say("Ask nobody for more now."),
                ]
            ),
            onward=[explore("id")],
        )
    ]


def _row(view: View, one: SignedPaper, working: Collection[str]) -> Row:
    bodies = [id for id in one.named if is_kind(id, *BODIES)]
    names = {each.id: each.title for each in view.several(bodies)}
    return {
        "id": one.paper.id,
        "paper": one.paper.title,
        "day": one.day,
        "signatories": one.signatories,
        "bodies": sorted(names[id] for id in bodies) or None,
        "idle": sorted(names[id] for id in bodies if id not in working) or None,
        "countries": _countries(view, one.by_country) or None,
        "body_ids": bodies,
    }


def _where(view: View, letters: Signed) -> str:
    return listed(_countries(view, letters.papers[0].by_country))


def _countries(view: View, by_country: Mapping[str, int]) -> list[str]:
    """The few countries where most signed, each with its number."""
    pairs = sorted(by_country.items(), key=lambda one: (-one[1], one[0]))[:COUNTRIES]
    names = {one.id: one.title for one in view.several(id for id, _ in pairs)}
    return [
        say("{n} in {country}", n=number(n), country=names[id]) for id, n in pairs if id in names
    ]


def _tell(view: View, letters: Signed) -> None:
    """What is shown names its sources."""
    bodies = {id for one in letters.papers for id in one.named if is_kind(id, *BODIES)}
    papers = {one.paper.id for one in letters.papers}
    ties = [tie for tie in letters.ties if tie.source in bodies]
    shown(view, papers | bodies, ties)
