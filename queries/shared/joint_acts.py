"""The joint acts for prisoners: who could lead the next one, who signs together, who was silent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from graph.approach.breaks import day
from graph.model.ids import government_id, iso3_of
from graph.model.records import Entity
from graph.record.act import Act
from graph.record.acts import HALF_LIFE
from graph.record.cosigning import SMALL, Joint, Lead, leads, merged, pairs
from queries.answer import Block, Column, Matrix, Onward, Row, Table, columns
from queries.shared.act_words import ABSTAINED, AGAINST, FOR, joint, kind, side, text, when
from queries.wording import counted, cut, listed, written

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
        return f"{since[-1].title.rstrip('.')} ({written(day(since[-1]))})" if since else None

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
                    "joined": f"{joined} of {of}" if of else None,
                    "like": f"{like} of {like_of}" if like_of else None,
                    "small": one.small,
                    "last": one.when,
                    "changed": self.changed(one),
                    "with": listed([self.name(id) for id in one.partners[:PARTNERS]], PARTNERS),
                }
            )
        changed = Column("changed", "What may have changed since", place="line")
        return Table(
            "leads",
            "Who could lead, and who signs with it",
            columns(
                ("name", "Government"),
                ("joined", f"Joint acts on {self.host.title}"),
                ("like", "On governments like it"),
                ("small", f"Of both, with at most {SMALL} signers"),
                ("last", "Last"),
                Column("with", "Signs most closely with", place="line"),
                *([changed] if any(row["changed"] for row in rows) else []),
            ),
            rows,
            of="id",
            note="Of the acts of several governments of which it is known whether this one joined: "
            "an incomplete list says nothing of who is not in it. One speech counts once. First "
            "who joined most, where likeness counts, one of several cases of a speech less, and "
            f"{HALF_LIFE:.0f} years halve the weight; who defended {self.host.title} is left out."
            + cut(len(rows), len(self.leads), "government"),
            onward=Onward(
                "What links the two?", "dyad", {"target": self.host.id}, {"government": "id"}
            ),
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
            "Who joined, and who was silent",
            columns("government", "act", "state", "date"),
            rows,
            of="id",
            note="Silent: not in a complete list. Nobody says that it was asked. "
            "Not known: the list is not complete. The newest "
            f"{counted(len(newest), 'joint act')}.",
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
            "Who signs together",
            columns(
                ("name", "Government"),
                ("with", "Signs with"),
                ("together", "Joint acts"),
                ("either", "Of those of either"),
                ("share", "Share", "%", "Of the joint acts of either, how many both joined"),
                ("small", f"With at most {SMALL} signers"),
                ("last", "Last"),
            ),
            rows,
            of="id",
            note=f"For prisoners of {self.host.title} and of governments like it. First who sign "
            "together in small acts: the more sign, the less it says of two of them."
            + cut(len(rows), len(self.pairs), "pair"),
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
    for stance, word in ((FOR, "joined"), (AGAINST, "against"), (ABSTAINED, "abstained")):
        if code in side(act, stance):
            return word
    return "silent" if act.complete else "not known"


def _titles(acts: Iterable[Act]) -> dict[str, str]:
    """What each act is called in a narrow place, each of its own."""
    titles: dict[str, str] = {}
    for act in acts:
        day = str(act.entity.values["date"])
        plain = f"{day}, {text(act, 'forum') or kind(act)}"
        others = (plain, f"{plain}, {kind(act)}", *(f"{plain} ({n})" for n in range(2, 2 + ACROSS)))
        titles[act.entity.id] = next(one for one in others if one not in titles.values())
    return titles
