"""Weak points and what would mend them in words, people by role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.campaign.contacts import Contacts
from graph.model.ids import is_kind
from graph.model.schema import ACTORS
from graph.model.words import count, listed, percent, say
from graph.network.paths import Chain
from graph.network.weak_points import Mending, NewTie, WeakPoint
from queries.answer import Row, Table, columns
from queries.shared.leads import if_they_fell_away, if_they_met, introductions_to
from queries.shared.roles import Roles


class WeakPointWords:
    """Points and remedies in words, people by role."""

    def __init__(
        self,
        contacts: Contacts,
        roles: Roles,
        introducer: Mapping[tuple[str, str], str | None],
        halt: str | None,
    ) -> None:
        self.contacts, self.roles, self.halt = contacts, roles, halt
        self.introducer = introducer  # of the two ends of each new tie

    def who(self, id: str) -> str:
        return say("us") if id == self.contacts.case.id else self.roles.in_words(id)

    def what(self, point: WeakPoint) -> str:
        ends = [self.who(id) for id in point.hangs_on]
        if len(ends) == 1:
            return ends[0]
        return say("the tie between {one} and {other}", one=ends[0], other=ends[1])

    def _introducer(self, tie: NewTie) -> str | None:
        """Who could bring the two ends of a new tie together."""
        introducer = self.introducer[tie.source, tie.target]
        return self.who(introducer) if introducer else None

    def points(self, points: dict[str, list[WeakPoint]], closed: Sequence[str]) -> Table:
        case = self.contacts.case.id
        rows: list[Row] = [
            {
                "to": self.who(goal),
                "what": self.what(point),
                "kind": self._kind(point),
                "before": point.before,
                "after": point.after or 0.0,
                "left": say("a weaker introduction") if point.after else say("none"),
                "to_id": self._open_id(goal),
                "without": self._without(point),
            }
            for goal, some in points.items()
            for point in some
        ]
        return Table(
            "points",
            say("What every good introduction depends on"),
            columns(
                ("to", "To reach"),
                ("what", "Depends on"),
                "kind",
                ("before", "Best chance now", "%", "That the best introduction works"),
                ("after", "Best chance without", "%", "That the best of the others works"),
                ("left", "What is left"),
            ),
            rows,
            note=say(
                "No good introduction to {names} is known.",
                names=listed([self.who(id) for id in closed], either=True),
            )
            if closed
            else "",
            onward=[
                if_they_fell_away(case),
                introductions_to(case, "to_id"),
            ],
        )

    def _open_id(self, id: str) -> str | None:
        """The id of a body; None: of a person, whose id no row holds."""
        return None if is_kind(id, "Person") else id

    def _without(self, point: WeakPoint) -> list[str] | None:
        """A body's leaving as “What if” reads it."""
        id, *others = point.hangs_on
        if others or is_kind(id, "Person") or not is_kind(id, *ACTORS):
            return None
        return [f"remove {id}"]

    def _met(self, tie: NewTie) -> list[str] | None:
        """Two bodies' coming together as “What if” reads it."""
        if is_kind(tie.source, "Person") or is_kind(tie.target, "Person"):
            return None
        return [f"add {tie.source} meets {tie.target}"]

    def _kind(self, point: WeakPoint) -> str:
        if len(point.hangs_on) > 1:
            return say("tie")
        return say("person") if is_kind(point.hangs_on[0], "Person") else say("organization")

    def mending(self, mending: Mending) -> Table:
        rows: list[Row] = [
            {
                "between": self.who(tie.source),
                "and": self.who(tie.target),
                "by": self._introducer(tie),
                "cost": round(tie.cost),
                "meet": self._met(tie),
            }
            for tie in mending.ties
        ]
        left = sorted({self.what(point) for point in mending.left})
        return Table(
            "mending",
            say("The cheapest new ties that make nobody indispensable"),
            columns(
                ("between", "Bring together"),
                "and",
                ("by", "Who could introduce them"),
                (
                    "cost",
                    "Effort",
                    None,
                    "1 where somebody could introduce them, else 2; 1 more where one of them is "
                    "whom we want to reach",
                ),
                none_on_record=["by"],
            ),
            rows,
            note=say("Bring nobody together now: {why}.", why=self.halt)
            if self.halt
            else say("No single new tie would replace {what}.", what=listed(left, either=True))
            if left
            else "",
            onward=[if_they_met(self.contacts.case.id)],
        )

    def sentence(
        self,
        points: dict[str, list[WeakPoint]],
        ways: dict[str, list[Chain]],
        mending: Mending,
        touch: str,
    ) -> str:
        """The worst first; `touch`: who of the circle holds others in it, "" where nobody does."""
        first = next((goal for goal in points if _whole(points[goal])), None)
        if first is None:
            return f"{self._none_alone(points, ways)} {touch}".strip()
        lines = [self._mend(mending), self._alone(first, _whole(points[first]))]
        if more := sum(bool(_whole(some)) for some in points.values()) - 1:
            lines.append(
                count(
                    "The same is true of {n} other whom we want to reach.",
                    "The same is true of {n} others whom we want to reach.",
                    more,
                )
            )
        return "\n".join(filter(None, lines))  # the first is read alone, above a map

    def _mend(self, mending: Mending) -> str:
        """The first new tie to make, in a sentence; "" where there is none."""
        if not mending.ties:
            return ""
        tie = mending.ties[0]
        return say(
            "Bring together {one} and {other} first.",
            one=self.who(tie.source),
            other=self.who(tie.target),
        )

    def _alone(self, goal: str, whole: Sequence[WeakPoint]) -> str:
        """On whom the good introductions to somebody depend, in a sentence."""
        after = [point.after or 0.0 for point in whole]
        names, to = listed([self.what(point) for point in whole], 2), self.who(goal)
        if not max(after):
            return count(
                "Every good introduction to {to} depends on {names}: without them none is left.",
                "Every good introduction to {to} depends on {names}: without any one of them none "
                "is left.",
                len(whole),
                to=to,
                names=names,
            )
        return count(
            "Every good introduction to {to} depends on {names}: without them the best chance "
            "would be {chance}.",
            "Every good introduction to {to} depends on {names}: without the one most needed the "
            "best chance would be {chance}.",
            len(whole),
            to=to,
            names=names,
            chance=percent(min(after)),
        )

    def _none_alone(self, points: dict[str, list[WeakPoint]], ways: dict[str, list[Chain]]) -> str:
        """That no introduction depends on one person or organization, or that none is known."""
        if not any(ways.values()):
            return say("No good introduction to those who decide or were asked is known.")
        ties = [
            say("{tie} (to reach {to})", tie=self.what(point), to=self.who(goal))
            for goal, some in points.items()
            for point in some
        ]
        if not ties:
            return say("No good introduction depends on one person or organization alone.")
        return say(
            "No good introduction depends on one person or organization alone, but some depend on "
            "{ties}.",
            ties=listed(ties, 3),
        )


def _whole(points: Sequence[WeakPoint]) -> list[WeakPoint]:
    """Those that are a person or an organization, not a tie."""
    return [point for point in points if len(point.hangs_on) == 1]
