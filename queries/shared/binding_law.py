"""The law that binds a state, and what it has promised itself, on the day of a view."""

from __future__ import annotations

from typing import NamedTuple

from graph.approach.gate import Gate, gate
from graph.approach.law import (
    REGIONAL,
    REGIONAL_BODIES,
    UNDER,
    Complaint,
)
from graph.model.records import Entity, PartialDate, Tie
from graph.model.words import mark, say, written
from graph.record.sessions import adopted
from graph.view import View

UNKNOWN = mark("not known")


class Law(NamedTuple):
    """What binds a state, and the gate of the case that is to be brought."""

    view: View
    host: Entity
    texts: dict[str, Entity]
    parties: list[Tie]
    complaints: list[Tie]
    signed: set[str]
    ended: dict[str, Tie]  # what it was bound by once, by the text
    bodies: list[Entity]
    accepted: tuple[list[Tie], int]  # the accepted ones, and how many were answered
    gate: Gate | None  # of the case; None: nobody is named

    @property
    def opening(self) -> str:
        """What stands for or against bringing the case itself anywhere."""
        if self.gate is None:
            return ""
        if stop := self.gate.halt:
            halt = say("Bring it nowhere now: {reason}.", reason=stop)
            return f"{self.gate.opening}{halt} "
        return f"{self.gate.consents['UN'].sentence} "

    def stop(self, names: bool) -> str | None:
        """Why a procedure that names the prisoner, or does not, is not to be begun."""
        return None if self.gate is None else self.gate.procedure(names)


def procedure(agreement: str) -> str:
    """The id of a complaint procedure, of that of the agreement on it."""
    return agreement.removeprefix(UNDER)


def law_of(view: View, host: Entity, case: Entity | None) -> Law:
    """The law that binds a state today; `case` is the one to be brought, if any."""
    today = view.today.isoformat()
    ever = view.ties(
        "PARTY_TO",
        "ACCEPTS_COMPLAINTS_UNDER",
        "SIGNED",
        of=[host.id],
        end="source",
    )
    bound = [t for t in ever if t.in_force(today)]
    return Law(
        view=view,
        host=host,
        texts={text.id: text for text in view.entities("Agreement")},
        parties=[t for t in bound if t.kind == "PARTY_TO"],
        complaints=[t for t in bound if t.kind == "ACCEPTS_COMPLAINTS_UNDER"],
        signed={t.target for t in bound if t.kind == "SIGNED"},
        ended={t.target: t for t in ever if t.over(today)},
        bodies=_bodies(view, host),
        accepted=_accepted(view, host),
        gate=None if case is None else gate(view, case),
    )


def _bodies(view: View, host: Entity) -> list[Entity]:
    """The organizations that it is a full member of, as far as they matter here.

    A suspended member is bound by the rules all the same.
    """
    wanted = {*REGIONAL_BODIES, *REGIONAL}
    ties = view.ties(
        "MEMBER_OF",
        of=[host.id],
        end="source",
        where=lambda t: (
            t.target in wanted
            and t.values.get("status", "member") in ("member", "participating state", "suspended")
            and t.in_force(view.today.isoformat())
        ),
    )
    return view.several(t.target for t in ties)


def _accepted(view: View, host: Entity) -> tuple[list[Tie], int]:
    """The recommendations on these subjects that it accepted, as was public on the day."""
    today = view.today
    answered = view.ties(
        "RECOMMENDED_TO",
        of=[host.id],
        end="target",
        where=lambda t: (
            bool(t.values.get("core"))
            and t.values.get("response") in ("accepted", "noted")
            and adopted(int(str(t.values["session"]))) <= today
        ),
    )
    yes = [t for t in answered if t.values["response"] == "accepted"]
    # First those that ask for a specific act on detention, the newest first.
    yes.sort(
        key=lambda t: (
            not t.values.get("detention"),
            -int(str(t.values["session"])),
            -int(str(t.values.get("action") or 0)),
            t.source,
            t.key,
        )
    )
    return yes, len(answered)


def why_closed(law: Law, id: str, complaint: Complaint) -> str:
    """By the lists: why a complaint cannot be brought; UNKNOWN, not said yet, where not known."""
    if id in law.ended:
        return say("ended: {day}", day=written(str(law.ended[id].until)))
    # A state that is on no list of treaties is no member of the UN, or none is loaded.
    on_lists = bool(law.parties or law.signed)
    party_to = {t.target for t in law.parties}
    if on_lists and complaint.treaty in law.texts and complaint.treaty not in party_to:
        return say("no party to its treaty")
    complete = law.texts[id].values.get("complete") if id in law.texts else None
    if complete and (on_lists or complaint.members):
        listed_on, today = PartialDate(str(complete)).last, law.view.today.isoformat()
        if listed_on <= today:
            return say("not accepted, by the list of {day}", day=written(str(complete)))
    return UNKNOWN
