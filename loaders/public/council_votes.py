"""Votes of the UN Human Rights Council: who stood by a state, and who did not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model.records import Entity, Tie
from graph.model.schema import Label
from graph.model.words import mark, say
from loaders.countries import known
from loaders.loader import Loaded, Row, loader, values

URL = "https://digitallibrary.un.org"
VOTES = {"Y": "yes", "N": "no", "A": "abstained"}
NO_VOTE = (".", "-")  # absent, or no member then
# Where a title that speaks of human rights may name the state: after each " in ".
_PLACE = re.compile(r"\bin (?=(.+))", re.IGNORECASE)
# Help that the state itself has asked for, and land that another state holds.
_NONE = re.compile(r"technical assistance|capacity|advisory|occupied|assistance to", re.IGNORECASE)
_LONGEST = 8  # words of a state's name


@loader(
    title=mark("Votes of the Human Rights Council"),
    about={
        "publisher": mark("a public compilation of the votes of the UN Human Rights Council"),
        "url": URL,
        "licence": mark("noncommercial use only: load only, cite its authors"),
        "kind": "measures",
        "renew": mark(
            "The Extranet of the Human Rights Council (by way of ohchr.org) has the voting "
            "records of each session; load a list made of them, in the columns of this loader."
        ),
    },
    after=("governments",),
)
def council_votes(row: Row) -> Iterator[Loaded]:
    """How members of the UN Human Rights Council voted: one row for each vote and member.

    Where a title names the state whose situation it is about (“Situation of human rights in
    Belarus”), a no stands by that state. Of a vote on an amendment nothing is concluded, nor of
    titles on occupied territory or on technical assistance. Absence is no vote.

    record_id (needed): which vote it is, such as its number in the UN Digital Library
    symbol: of the resolution, such as A/HRC/RES/47/19
    date (needed): when it was put to the vote
    body: which body voted
    subject: what the compilation says it is about
    title (needed): of the resolution
    iso3 (needed): the member, by ISO code of three letters
    vote (needed): Y, N or A (abstained); “.” and “-”: it cast none
    amendment: 1 for a vote on an amendment, else 0
    """
    record, title = row.take("record_id"), row.take("title")
    row.take("date")
    date = row.past("date", mark("Only what has been put to the vote is a vote."))
    letter = row.take("vote")
    if letter in NO_VOTE:
        row.skip(say("no vote cast"))
        return
    vote = VOTES[row.word(letter, VOTES, "vote")]
    amendment = row.choice("amendment", ("0", "1")) == "1"
    state = None if amendment else situation(title)
    where = row.origin(date, label=Label.CLEAR)
    paper = row.id("Statement", "vote of the Human Rights Council", record)
    yield Entity(
        "Statement",
        paper,
        title,
        values(
            kind="resolution",
            status="published",
            date=str(date),
            symbol=row.maybe("symbol"),
            body=row.maybe("body"),
            subject=row.maybe("subject"),
            amendment=amendment or None,
            situation=state,
        ),
        where,
    )
    member = row.country("iso3", "iso3", int(str(date)[:4]))
    yield Tie(
        "VOTED",
        member,
        paper,
        since=date,
        values=values(vote=vote, situation=state, amendment=amendment or None),
        origin=where,
    )


def situation(title: str) -> str | None:
    """The ISO code of the state whose human rights a resolution is about, by its title.

    >>> situation("Situation of human rights in Belarus in the run-up to the election")
    'BLR'
    >>> situation("Human rights situation in the Occupied Palestinian Territory")
    >>> situation("Human rights in the administration of justice")
    """
    _, about, rest = title.casefold().partition("human rights")
    if "stemming from the russian aggression" in rest:
        return "RUS"
    if not about or _NONE.search(title):
        return None
    places = [match[1].replace(",", " , ").split() for match in _PLACE.finditer(rest)]
    for words in places:
        for end in range(min(len(words), _LONGEST), 0, -1):
            if iso3 := known(" ".join(words[:end])):
                return iso3
    # "… in the Xinjiang Uyghur Autonomous Region, China": a part of it, then the state.
    return known(rest.rpartition(",")[2].partition(":")[0]) if places else None
