"""The joint acts for prisoners: who could lead the next one, who signs together, who was silent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from graph.approach.breaks import day
from graph.model.ids import government_id, iso3_of
from graph.model.records import Entity
from graph.model.words import count, listed, number, say, written
from graph.record.act import Act
from graph.record.act_day import span
from graph.record.acts import HALF_LIFE
from graph.record.cosigning import SMALL, Joint, Lead, leads, merged, pairs
from queries.answer import Block, Column, Matrix, Onward, Row, Table, columns
from queries.shared.act_words import (
    ABSTAINED,
    AGAINST,
    FOR,
    first_of,
    joint,
    paragraph,
    side,
    text,
    what,
    when,
)
from queries.wording import the

ACROSS, DOWN = 8, 12  # acts and governments in the matrix
PARTNERS = 4  # with whom a government signs, by name


class JointActs:
    """The acts of several governments on one host and on hosts like it, as blocks.

    Governments by ISO3. `weight`: how much an act says of the host; `breaks`: what may have ended
    the policy of a government, newest last, by its id.
    """

    def __init__(
        self,
        *,
        host: Entity,
        own: Sequence[Act],
        like: Sequence[Act],
        weight: Callable[[Act], float],
        breaks: Mapping[str, Sequence[Entity]],
        name: Callable[[str], str],
        most: int,
    ) -> None:
        self.host, self.name, self.most, self.breaks = host, name, most, breaks
        self.acts = [act for act in own if joint(act)]
        mine = [_joint(act, weight(act)) for act in self.acts]
        others = [_joint(act, weight(act)) for act in like if joint(act)]
        self.own, self.like = merged(mine), merged(others)
        self.speeches = merged([*mine, *others])
        self.pairs = pairs(self.speeches)
        self._opposed = {code for act in own for code in side(act, AGAINST)}

    @cached_property
    def leads(self) -> list[Lead]:
        """Who could lead, first who has joined most; not who defended the host, nor the host."""
        barred = self._opposed | {iso3_of(self.host.id)}
        return [
            one._replace(partners=tuple(id for id in one.partners if id not in barred))
            for one in leads(self.speeches, self.pairs)
            if one.id not in barred
        ]

    def changed(self, lead: Lead) -> str | None:
        """What may have ended its policy since it last joined; None: nothing is on record."""
        since = [e for e in self.breaks.get(government_id(lead.id), ()) if day(e) > lead.last]
        if not since:
            return None
        newest = since[-1]
        return say("{event} ({day})", event=newest.title.rstrip("."), day=written(day(newest)))

    def joined(self, id: str, speeches: Sequence[Joint]) -> tuple[int, int]:
        """How many it joined, and of how many that is known."""
        joined = sum(id in one.signers for one in speeches)
        silent = sum(one.complete and id not in one.signers | one.not_asked for one in speeches)
        return joined, joined + silent

    def blocks(self) -> Iterator[Block]:
        """Who signs together, and who was silent on the newest acts."""
        if self.acts:
            yield self._matrix()
        if self.pairs:
            yield self._together()

    def could_lead(self) -> Table:
        rows: list[Row] = []
        for one in self.leads[: self.most]:
            joined, of = self.joined(one.id, self.own)
            like, like_of = self.joined(one.id, self.like)
            rows.append(
                {
                    "id": government_id(one.id),
                    "name": self.name(one.id),
                    "joined": _of(joined, of),
                    "like": _of(like, like_of),
                    "small": one.small,
                    "last": one.when,
                    "changed": self.changed(one),
                    "with": listed([self.name(id) for id in one.partners[:PARTNERS]], PARTNERS),
                }
            )
        host = the(self.host.title)
        changed = Column("changed", say("What may have changed since"), place="line")
        return Table(
            "leads",
            say("Who could lead, and who signs with it"),
            columns(
                ("name", "Government"),
                Column("joined", say("Joint acts on {government}", government=host)),
                ("like", "On governments like it"),
                Column("small", say("Of both, with at most {n} signatories", n=number(SMALL))),
                ("last", "Last"),
                Column("with", say("Signs most closely with"), place="line"),
                *([changed] if any(row["changed"] for row in rows) else []),
            ),
            rows,
            of="id",
            note=paragraph(
                say(
                    "Only acts of several governments count, and only where it is known whether "
                    "this one joined: an incomplete list says nothing about who is not on it."
                ),
                say("One speech counts once."),
                say(
                    "The order is by how much each joined: acts on governments that are more "
                    "alike and newer acts weigh more ({years} years halve the weight), one of "
                    "several cases in a speech less.",
                    years=number(HALF_LIFE),
                ),
                say("Who defended {government} is left out.", government=the(self.host.title)),
                first_of(len(rows), len(self.leads)),
            ),
            onward=[
                Onward(
                    say("What links the two?"),
                    "dyad",
                    {"target": self.host.id},
                    {"government": "id"},
                )
            ],
        )

    def _matrix(self) -> Matrix:
        newest = self.acts[:ACROSS]
        titles = _titles(newest)
        rows: list[Row] = [
            {
                "government": self.name(one.id),
                "act": titles[act.entity.id],
                "state": _state(act, one.id),
                "date": when(act),
                "id": government_id(one.id),
            }
            for one in self.leads[:DOWN]
            for act in newest
        ]
        return Matrix(
            "matrix",
            say("Who joined, and who was silent"),
            columns("government", "act", "state", "date"),
            rows,
            of="id",
            note=paragraph(
                say("Silent: not on a complete list; whether it was asked is not known."),
                say("Not known: the list is not complete."),
                count(
                    "Only {n} joint act is on record.",
                    "The newest {n} joint acts are shown.",
                    len(newest),
                ),
            ),
        )

    def _together(self) -> Table:
        rows: list[Row] = [
            {
                "id": government_id(pair.a),
                "name": self.name(pair.a),
                "with_id": government_id(pair.b),
                "with": self.name(pair.b),
                "together": pair.together,
                "either": pair.either,
                "share": pair.jaccard,
                "small": pair.small,
                "last": pair.when,
            }
            for pair in self.pairs[: self.most]
        ]
        return Table(
            "together",
            say("Who signs together"),
            columns(
                ("name", "Government"),
                ("with", "Signs with"),
                ("together", "Joint acts"),
                ("either", "Of those of either"),
                ("share", "Share", "%", "Of the joint acts of either, how many both joined"),
                Column("small", say("With at most {n} signatories", n=number(SMALL))),
                ("last", "Last"),
            ),
            rows,
            of="id",
            note=paragraph(
                say(
                    "For prisoners of {government} and of governments like it.",
                    government=the(self.host.title),
                ),
                say(
                    "Pairs that sign together in small acts come first: the more sign, the less "
                    "it says about two of them."
                ),
                first_of(len(rows), len(self.pairs)),
            ),
        )


def _joint(act: Act, weight: float) -> Joint:
    return Joint(
        speech=text(act, "speech") or act.entity.id,
        signers=act.joined(),
        complete=act.complete,
        weight=weight,
        last=act.last.isoformat(),
        when=when(act),
        not_asked=frozenset({act.target}),
    )


def _state(act: Act, code: str) -> str:
    """Where a government stands on an act, in a word."""
    for stance, word in (
        (FOR, say("joined")),
        (AGAINST, say(AGAINST)),
        (ABSTAINED, say(ABSTAINED)),
    ):
        if code in side(act, stance):
            return word
    return say("silent") if act.complete else say("not known")


def _of(some: int, all_: int) -> str | None:
    """How many of how many; None: of none it is known."""
    return say("{n} of {all}", n=number(some), all=number(all_)) if all_ else None


def _titles(acts: Iterable[Act]) -> dict[str, str]:
    """What each act is called in a narrow place, each of its own."""
    titles: dict[str, str] = {}
    for act in acts:
        at = span(str(act.entity.values["date"]))
        plain = say("{day}, {what}", day=at, what=text(act, "forum") or what(act))
        others = (
            plain,
            say("{title}, {what}", title=plain, what=what(act)),
            *(say("{title} ({n})", title=plain, n=n) for n in range(2, 2 + ACROSS)),
        )
        titles[act.entity.id] = next(one for one in others if one not in titles.values())
    return titles
