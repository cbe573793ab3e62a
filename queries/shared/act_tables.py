"""Lists of public acts: those on one host, what came after them, who mediated, those like them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.model.ids import government_id
from graph.model.words import count, listed, number, say
from graph.record.act import Act
from graph.record.public_acts import ALIKE
from queries.answer import Block, Cell, Column, Onward, Row, Table, columns
from queries.shared.act_words import (
    AGAINST,
    FOR,
    MEDIATOR,
    SEQUENCE,
    first_of,
    list_words,
    outcome,
    paragraph,
    side,
    text,
    what,
    when,
    who,
)
from queries.shared.joint_acts import JointActs
from queries.shared.leads import explore, links
from queries.wording import the


@dataclass(frozen=True, slots=True)
class ActTables:
    """The acts on one host, newest first, and on hosts like it, each with its likeness."""

    joint: JointActs
    own: list[Act]
    like: list[tuple[Act, float]]
    most: int

    @property
    def _host(self) -> str:
        return the(self.joint.host.title)

    @property
    def _leads(self) -> Sequence[Onward]:
        """Where an act leads: to what is tied to it, and for one alone to what links the two."""
        return [explore("id"), links("alone", self.joint.host.id)]

    def blocks(self) -> Iterator[Block]:
        """Those that have rows: what came after, who mediated, who defended it, those like it."""
        for table in (self.outcomes(), self.mediators(), self.against(), self.alike()):
            if table.rows:
                yield table

    def on_it(self) -> Table:
        for_them = [act for act in self.own if side(act, FOR, MEDIATOR)]
        return Table(
            "acts",
            say("Acts for prisoners of {government}, newest first", government=self._host),
            columns(
                "date",
                ("act", "What was done"),
                "who",
                ("n", "How many"),
                "forum",
                ("list", "List of who joined"),
                ("outcome", "What came after"),
                Column("about", say("About"), place="line"),
                Column("persons", say("Prisoners named"), place="aside"),
                Column("all", say("All who joined"), place="aside"),
                "source",
            ),
            [self._row(act) for act in for_them[: self.most]],
            of="id",
            note=paragraph(
                say(SEQUENCE)
                if for_them
                else say("None is on record, which does not mean that there was none."),
                first_of(min(self.most, len(for_them)), len(for_them)),
            ),
            onward=self._leads,
        )

    def outcomes(self) -> Table:
        rows = [self._row(act) for act in self.own if outcome(act)]
        return Table(
            "outcomes",
            say("What came after acts"),
            columns(
                "date",
                ("outcome", "What came after"),
                ("act", "The act"),
                "who",
                ("persons", "Prisoners named"),
                "source",
                none_on_record=["persons"],
            ),
            rows[: self.most],
            of="id",
            note=paragraph(
                say(SEQUENCE), self._unknown(rows), first_of(min(self.most, len(rows)), len(rows))
            ),
            onward=self._leads,
        )

    def _unknown(self, known: Sequence[Row]) -> str:
        """Of how many acts nobody knows what came after them; "": of none."""
        rest = len(self.own) - len(known)
        if not rest:
            return ""
        return count(
            "What came after {n} other act is not known, mostly because nobody looked.",
            "What came after {n} other acts is not known, mostly because nobody looked.",
            rest,
        )

    def mediators(self) -> Table:
        with_them = [act for act in self.own if side(act, MEDIATOR)]
        with_them += [act for act, _ in self.like if side(act, MEDIATOR)]
        rows = [
            self._row(act) | {"who": who(side(act, MEDIATOR), self.joint.name)}
            for act in with_them[: self.most]
        ]
        return Table(
            "mediators",
            say("Who mediated"),
            columns(
                "date",
                ("who", "Mediator"),
                ("target", "With"),
                ("act", "What was done"),
                ("outcome", "What came after"),
                Column("about", say("About"), place="line"),
                "source",
            ),
            rows,
            of="id",
            note=paragraph(
                say("Ask for mediation in private: it is a quiet channel."),
                say(
                    "Those who took part tell of it, and it was mostly for their own nationals or "
                    "for prisoners of war."
                ),
                say(
                    "Acts on {government} come first, then those on governments like it.",
                    government=self._host,
                ),
                first_of(len(rows), len(with_them)),
            ),
            onward=self._leads,
        )

    def alike(self) -> Table:
        for_them = [(act, k) for act, k in self.like if side(act, FOR, MEDIATOR)]
        rows = [self._row(act) | {"likeness": likeness} for act, likeness in for_them[: self.most]]
        return Table(
            "like",
            say("Acts for prisoners of governments like {government}", government=self._host),
            columns(
                ("target", "Prisoners of"),
                ("likeness", "Likeness", None, "1: votes, democracy and UN group are the same"),
                "date",
                ("act", "What was done"),
                "who",
                ("n", "How many"),
                ("outcome", "What came after"),
                Column("about", say("About"), place="line"),
                Column("list", say("List of who joined"), place="aside"),
                "source",
            ),
            rows,
            of="id",
            note=paragraph(
                say(
                    "Likeness is at least {least}: by UN votes, electoral democracy and UN group.",
                    least=number(ALIKE, 2),
                ),
                say("The most alike and the newest come first."),
                say(SEQUENCE),
                first_of(len(rows), len(for_them)),
            ),
            onward=self._leads,
        )

    def _who(self, act: Act) -> str:
        """Who acted for the prisoners, and who mediated."""
        names = listed(self.first(side(act, FOR)))
        mediators = who(side(act, MEDIATOR), self.joint.name)
        with_them = mediators and say("mediator: {names}", names=mediators)
        return "; ".join(filter(None, [names, with_them]))

    def against(self) -> Table:
        own, like = (_defended(acts) for acts in (self.own, [act for act, _ in self.like]))
        order = sorted(
            {*own, *like},
            key=lambda id: (-len(own.get(id, ())), -len(like.get(id, ())), self.joint.name(id)),
        )
        rows: list[Row] = []
        for id in order[: self.most]:
            newest = [*own.get(id, {}).values(), *like.get(id, {}).values()][0]
            rows.append(
                {
                    "id": government_id(id),
                    "name": self.joint.name(id),
                    "own": len(own.get(id, ())),
                    "like": len(like.get(id, ())),
                    "newest": say(
                        "{act}, {forum}, {day}",
                        act=what(newest),
                        forum=text(newest, "forum") or say("forum not known"),
                        day=when(newest),
                    ),
                    "source": newest.entity.origin.url,
                    "other": None if government_id(id) == self.joint.host.id else government_id(id),
                }
            )
        return Table(
            "against",
            say("Who defended it"),
            columns(
                ("name", "Government"),
                Column("own", say("Acts that defended {government}", government=self._host)),
                ("like", "Governments like it"),
                ("newest", "The newest"),
                "source",
            ),
            rows,
            of="id",
            note=paragraph(
                say("Statements and votes against; one speech or resolution counts once."),
                say(
                    "Only members of a body vote there, so the numbers of two governments cannot "
                    "be compared."
                ),
                first_of(len(rows), len(order)),
            ),
            onward=[links("other", self.joint.host.id), explore("id")],
        )

    def first(self, ids: Iterable[str]) -> list[str]:
        """Governments by name, those first that act most."""
        place = {one.id: n for n, one in enumerate(self.joint.leads)}
        order = sorted(ids, key=lambda id: (place.get(id, len(place)), self.joint.name(id)))
        return [self.joint.name(id) for id in order]

    def _row(self, act: Act) -> dict[str, Cell]:
        joined = side(act, FOR, MEDIATOR)
        return {
            "id": act.entity.id,
            "date": when(act),
            "day": text(act, "date"),
            "act": what(act),
            "who": self._who(act),
            "n": len(joined),
            "forum": text(act, "forum"),
            "list": list_words(act),
            "outcome": outcome(act),
            "about": text(act, "about"),
            "persons": text(act, "persons"),
            "all": sorted(map(self.joint.name, joined)),
            "ids": sorted(map(government_id, joined)),
            "alone": self._alone(joined),
            "target": self.joint.name(act.target),
            "source": act.entity.origin.url,
        }

    def _alone(self, joined: Collection[str]) -> str | None:
        """The government that acted or mediated alone; None: several, none or the host did."""
        ids = [government_id(code) for code in joined]
        return ids[0] if len(ids) == 1 and ids[0] != self.joint.host.id else None


def _defended(acts: Iterable[Act]) -> dict[str, dict[str, Act]]:
    """By government, of each speech against the prisoners the newest act."""
    by_government: dict[str, dict[str, Act]] = {}
    for act in acts:
        for id in side(act, AGAINST):
            by_government.setdefault(id, {}).setdefault(text(act, "speech") or act.entity.id, act)
    return by_government
