"""Lists of public acts: those on one host, what came after them, who mediated, those like them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.model.ids import government_id
from graph.record.act import Act
from graph.record.public_acts import ALIKE
from queries.answer import Block, Cell, Column, Row, Table, columns
from queries.shared.act_words import (
    AGAINST,
    FOR,
    MEDIATOR,
    SEQUENCE,
    kind,
    list_words,
    outcome,
    side,
    text,
    when,
    who,
)
from queries.shared.joint_acts import JointActs
from queries.wording import counted, cut, listed


@dataclass(frozen=True, slots=True)
class ActTables:
    """The acts on one host, newest first, and on hosts like it, each with its likeness."""

    joint: JointActs
    own: list[Act]
    like: list[tuple[Act, float]]
    most: int

    @property
    def _host(self) -> str:
        return self.joint.host.title

    def blocks(self) -> Iterator[Block]:
        """Those that have rows: what came after, who mediated, who defended it, those like it."""
        for table in (self.outcomes(), self.mediators(), self.against(), self.alike()):
            if table.rows:
                yield table

    def on_it(self) -> Table:
        for_them = [act for act in self.own if side(act, FOR, MEDIATOR)]
        return Table(
            "acts",
            f"Acts for prisoners of {self._host}, newest first",
            columns(
                "date",
                ("act", "What was done"),
                "who",
                ("n", "How many"),
                "forum",
                ("list", "List of who joined"),
                ("outcome", "What came after"),
                Column("about", "About", place="line"),
                Column("persons", "Prisoners named", place="aside"),
                Column("all", "All who joined", place="aside"),
                "source",
            ),
            [self._row(act) for act in for_them[: self.most]],
            of="id",
            note=(SEQUENCE if for_them else "None is on record, which does not say that none was.")
            + cut(min(self.most, len(for_them)), len(for_them), "act"),
        )

    def outcomes(self) -> Table:
        rows = [self._row(act) for act in self.own if outcome(act)]
        return Table(
            "outcomes",
            "What came after acts",
            columns(
                "date",
                ("outcome", "What came after"),
                ("act", "The act"),
                "who",
                ("persons", "Prisoners named"),
                "source",
            ),
            rows[: self.most],
            of="id",
            note=f"{SEQUENCE} Of {counted(len(self.own) - len(rows), 'other act')} nothing is "
            "known, which mostly means that nobody looked."
            + cut(min(self.most, len(rows)), len(rows), "act"),
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
            "Who mediated",
            columns(
                "date",
                ("who", "Mediator"),
                ("target", "With"),
                ("act", "What was done"),
                ("outcome", "What came after"),
                Column("about", "About", place="line"),
                "source",
            ),
            rows,
            of="id",
            note="A quiet channel: ask for it in private. The role is told by those who took part, "
            "and was mostly for their own nationals or prisoners of war. First "
            f"{self._host}, then governments like it." + cut(len(rows), len(with_them), "act"),
        )

    def alike(self) -> Table:
        for_them = [(act, k) for act, k in self.like if side(act, FOR, MEDIATOR)]
        rows = [self._row(act) | {"likeness": likeness} for act, likeness in for_them[: self.most]]
        return Table(
            "like",
            f"Acts for prisoners of governments like {self._host}",
            columns(
                ("target", "Prisoners of"),
                ("likeness", "Likeness", None, "1: votes, democracy and UN group are the same"),
                "date",
                ("act", "What was done"),
                "who",
                ("n", "How many"),
                ("outcome", "What came after"),
                Column("about", "About", place="line"),
                Column("list", "List of who joined", place="aside"),
                "source",
            ),
            rows,
            of="id",
            note=f"Likeness of at least {ALIKE}: by UN votes, electoral democracy and UN group. "
            f"First the most alike and newest. {SEQUENCE}" + cut(len(rows), len(for_them), "act"),
        )

    def _who(self, act: Act) -> str:
        """Who acted for the prisoners, and who mediated."""
        names = listed(self.first(side(act, FOR)))
        mediators = who(side(act, MEDIATOR), self.joint.name)
        return "; ".join(filter(None, [names, mediators and f"mediator: {mediators}"]))

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
                    "newest": f"{kind(newest)}, {text(newest, 'forum') or 'forum not known'}, "
                    f"{when(newest)}",
                    "source": newest.entity.origin.url,
                }
            )
        return Table(
            "against",
            "Who defended it",
            columns(
                ("name", "Government"),
                ("own", f"Acts that defended {self._host}"),
                ("like", "Governments like it"),
                ("newest", "The newest"),
                "source",
            ),
            rows,
            of="id",
            note="Statements and votes against, one speech or resolution counted once. Only "
            "members of a body vote there, so these counts cannot be compared."
            + cut(len(rows), len(order), "government"),
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
            "act": kind(act),
            "who": self._who(act),
            "n": len(joined),
            "forum": text(act, "forum"),
            "list": list_words(act),
            "outcome": outcome(act),
            "about": text(act, "about"),
            "persons": text(act, "persons"),
            "all": sorted(map(self.joint.name, joined)),
            "ids": sorted(map(government_id, joined)),
            "target": self.joint.name(act.target),
            "source": act.entity.origin.url,
        }


def _defended(acts: Iterable[Act]) -> dict[str, dict[str, Act]]:
    """By government, of each speech against the prisoners the newest act."""
    by_government: dict[str, dict[str, Act]] = {}
    for act in acts:
        for id in side(act, AGAINST):
            by_government.setdefault(id, {}).setdefault(text(act, "speech") or act.entity.id, act)
    return by_government
