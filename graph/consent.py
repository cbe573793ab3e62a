"""Consent: what may be done in somebody's name, per use, and what it means when it is not there."""

from __future__ import annotations

from dataclasses import dataclass

from graph.records import Entity, PartialDate
from graph.view import View

GIVEN, REFUSED, WITHDRAWN, UNSET = "given", "refused", "withdrawn", "unset"


@dataclass(frozen=True, slots=True)
class Standing:
    """The consent for one use of one case, as a view may know it."""

    use: str
    state: str
    since: str | None = None
    review: str | None = None
    lapsed: bool = False  # the day by which it was to be reviewed has passed

    @property
    def may_name(self) -> bool:
        """Whether an approach may name the person."""
        return self.state == GIVEN and not self.lapsed

    @property
    def sentence(self) -> str:
        """What it means, for the opening of an answer."""
        when = f" on {self.since}" if self.since else ""
        if self.state == WITHDRAWN:
            return (
                f"Consent for {self.use} was withdrawn{when}: do not approach in this person's "
                "name, and stop what is under way."
            )
        if self.state == REFUSED:
            return (
                f"Consent for {self.use} was refused{when}: only what can be done without naming."
            )
        if self.lapsed:
            return (
                f"Consent for {self.use} was given{when} but was to be reviewed by {self.review}: "
                "ask again, and until then do only what can be done without naming."
            )
        if self.state == GIVEN:
            again = f"; to be reviewed by {self.review}" if self.review else ""
            return f"Consent for {self.use} was given{when}{again}."
        return (
            f"No consent for {self.use} is recorded: only what can be done without naming the "
            "person."
        )


def consent(view: View, case: str, use: str) -> Standing:
    """The newest consent of a case for one use; of the same day the most restrictive counts."""
    ties = [t for t in view.ties("CONCERNS", of=[case]) if t.target == case]
    given = [
        one
        for one in view.several(t.source for t in ties if t.source.startswith("con:"))
        if one.values.get("use") == use
    ]
    strict = (GIVEN, UNSET, REFUSED, WITHDRAWN)

    def order(one: Entity) -> tuple[str, int, str]:
        state = str(one.values.get("state", UNSET))
        return (str(one.values.get("date", "")), strict.index(state), one.id)

    if not given:
        return Standing(use, UNSET)
    newest = max(given, key=order).values
    review, date = newest.get("review"), newest.get("date")
    state = str(newest.get("state", UNSET))
    past = bool(review) and PartialDate(str(review)).last < view.today.isoformat()
    return Standing(
        use,
        state,
        str(date) if date else None,
        str(review) if review else None,
        lapsed=state == GIVEN and past,
    )
