"""What fits the door of one government: the asks that it alone is the right one for, best first.

A consul sees a national, a protecting power speaks for whoever has no embassy, members of the EU
act together behind one that leads, a mediator is asked for a channel and not for words in public,
a government that signs such statements can be asked for the next. The order is a judgement from
practice. Nothing here is allowed yet: the gate refuses what may not be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from graph.approach.embassies import ACCREDITED, GENEVA, ON_THE_SPOT, Door
from graph.approach.gate import BY_ID, Gate
from graph.model.records import Entity
from graph.model.vocabulary import Ask, stage_of
from graph.model.words import listed, mark, say

GENERAL: Final = BY_ID["general"]
QUIET, DESK = BY_ID["demarche ambassador"], BY_ID["demarche desk"]
TOGETHER, TOGETHER_GENERAL = BY_ID["demarche joint"], BY_ID["general joint"]
CHANNEL, SOUNDING = BY_ID["channel"], BY_ID["sounding"]
ILL: Final = frozenset({"life in danger", "health in danger"})


@dataclass(frozen=True, slots=True)
class Way:
    """How one government stands to the state that detains and to the prisoner; names, not ids."""

    door: Door | None
    host: str | None = None
    national: bool = False  # the prisoner is a national of it
    dual: bool = False  # and of the host too
    apart: bool = False  # no diplomatic relations, or no recognition
    protector: str | None = None  # who looks after its interests there
    lead: str | None = None  # of the EU, if it is a member: the member to lead
    leads: bool = False  # it is that member
    resident: str | None = None  # who acts too and has an embassy there, for one that has none
    strong: bool = False  # it often joins public acts for such prisoners
    alongside: Sequence[str] = ()  # with whom it joined most of them
    mediated: str | None = None  # what it did as a quiet mediator

    @property
    def detaining(self) -> str:
        """The government that detains, by name where that is known."""
        return self.host or say("the detaining government")

    @property
    def on_the_spot(self) -> bool:
        """Whether it has people there who can go to a court, a prison or a ministry."""
        return self.door is not None and self.door.kind in ON_THE_SPOT and not self.apart

    @property
    def consular(self) -> bool:
        """Whether that is a consulate."""
        return self.door is not None and "consul" in self.door.name.casefold()

    def channel(self, ask: Ask) -> str:
        """Through what an ask goes: an id for `Proposal.channel`."""
        channel = _CHANNELS[ask.channel]
        if channel in ("embassy", "capital desk") and self.apart and self.protector:
            return PROTECTOR
        if ask.id in (TOGETHER.id, TOGETHER_GENERAL.id) and self.lead:
            return DELEGATION
        if channel != "embassy" or self.on_the_spot:
            return channel
        return "Geneva" if self.door and self.door.kind == GENEVA else "capital desk"

    def through(self, ask: Ask) -> str:
        """The same in words, such as “through its embassy in Minsk”; "": of nobody."""
        channel, door = self.channel(ask), self.door
        if channel == PROTECTOR:
            return say(
                "through {government}, which looks after its interests there",
                government=self.protector,
            )
        if channel == DELEGATION:
            if self.leads:
                return say(
                    "{through}, which leads, with the delegation of the EU", through=self._here
                )
            return say("with the delegation of the EU, {government} leading", government=self.lead)
        if channel == "embassy" and door:
            return self._here
        if channel == "capital desk" and door and door.kind == ACCREDITED:
            return (
                say(
                    "at its ministry in the capital (its embassy for this is in {city})",
                    city=door.city,
                )
                if door.city
                else say("at its ministry in the capital (its embassy for this is elsewhere)")
            )
        return say(_THROUGH[channel]) if channel in _THROUGH else ""

    @property
    def _here(self) -> str:
        city = self.door.city if self.door else None
        if self.consular:
            return (
                say("through its consulate in {city}", city=city)
                if city
                else say("through its consulate")
            )
        return (
            say("through its embassy in {city}", city=city) if city else say("through its embassy")
        )


PROTECTOR, DELEGATION = "protecting power", "EU delegation"
_CHANNELS: Final = {
    "embassy": "embassy",
    "ministry": "capital desk",
    "parliament": "parliament",
    "UN": "Geneva",
    "regional body": "regional body",
    "nobody": "nobody",
    "detaining state": "detaining state",
}
_THROUGH: Final = {
    "capital desk": mark("at its ministry in the capital"),
    "Geneva": mark("through its mission in Geneva"),
    "parliament": mark("in its parliament"),
}


class Wanted(NamedTuple):
    """An ask that fits, not yet passed by the gate."""

    ask: Ask
    public: bool
    reason: str


def wanted(
    gate: Gate, dated: Collection[Entity], way: Way, *, tried: bool, quiet: bool
) -> Iterator[Wanted]:
    """The asks that fit, best first, with the reason.

    `dated`: what is ahead; `tried`: something was asked of this government before; `quiet`: not
    even a statement that names nobody is wanted.
    """
    values = {} if gate.case is None else gate.case.values
    posture, severity = values.get("posture"), values.get("severity")
    ahead = {str(event.values.get("kind")) for event in dated}
    if stage_of(values).free:
        yield Wanted(
            BY_ID["visa"], False, say("Free, but perhaps not safe: have a visa ready early.")
        )
        return
    yield from _urgent(gate, way, ahead)
    if way.apart:
        yield from _apart(way)
        return
    if way.mediated:
        reason = say(
            "It has mediated before ({mediation}). Say nothing in public, so that it still can.",
            mediation=way.mediated,
        )
        yield Wanted(BY_ID["good offices"], False, reason)
        yield Wanted(CHANNEL, False, reason)
    hearing = bool(ahead & {"hearing", "verdict"})
    if way.lead and (way.leads or not (hearing and way.on_the_spot)):
        yield from _european(way)
    if way.strong:
        yield from _public(gate, way, posture == "public", quiet)
    if way.on_the_spot and hearing:
        yield Wanted(
            BY_ID["trial observation"],
            False,
            say("A hearing is coming up, and it has people there."),
        )
    if way.on_the_spot and severity in {*ILL, "ill-treated", "harsh"}:
        yield Wanted(BY_ID["prison visit"], False, say("The prisoner is at risk in custody."))
    yield from _quiet(way, ahead)
    if tried and posture in ("public", "private then public"):
        yield from _public(gate, way, True, quiet)
        for ask in ("parliamentary question", "statement"):
            reason = (
                say("It was asked in private already; a parliamentary question is next.")
                if ask == "parliamentary question"
                else say("It was asked in private already; a statement is next.")
            )
            yield Wanted(BY_ID[ask], True, reason)
    yield Wanted(GENERAL, False, _why_general(way))


def _urgent(gate: Gate, way: Way, ahead: Collection[str]) -> Iterator[Wanted]:
    """What cannot wait, and what only its own government may ask."""
    values = {} if gate.case is None else gate.case.values
    if way.national:
        reason = say("The prisoner is its national.")
        if way.dual:
            warning = say(
                "The prisoner is also a national of {state}, which may refuse: ask in writing all "
                "the same.",
                state=way.detaining,
            )
            reason = f"{reason} {warning}"
        yield Wanted(BY_ID["consular access"], False, reason)
    if stage_of(values).awaiting == "whereabouts":
        reason = say("Nobody knows where the prisoner is: that comes first.")
        yield Wanted(BY_ID["whereabouts"], False, reason)
    if "execution date" in ahead:
        reason = say("A date is set for the execution: ask for a stay.")
        if way.on_the_spot:
            yield Wanted(QUIET, False, reason)
        yield Wanted(BY_ID["minister appeal"], False, reason)
    if values.get("severity") in ILL and gate.may("health"):
        reason = say("The prisoner’s life or health is in danger.")
        if way.on_the_spot:
            yield Wanted(BY_ID["medical transfer"], False, reason)
        elif values.get("severity") == "life in danger":
            yield Wanted(BY_ID["minister appeal"], False, reason)


def _apart(way: Way) -> Iterator[Wanted]:
    """A government that has no relations with the host speaks through another, or at the UN."""
    reason = (
        say(
            "It has no relations with {state}: {protector} speaks for it there.",
            state=way.detaining,
            protector=way.protector,
        )
        if way.protector
        else say(
            "It has no relations with {state}, and no protecting power is on record: its ministry "
            "may ask a third government.",
            state=way.detaining,
        )
    )
    yield Wanted(DESK, False, reason)
    yield Wanted(GENERAL, False, reason)


def _european(way: Way) -> Iterator[Wanted]:
    reason = (
        say(
            "Of the EU members present it speaks up most often: it can put this on the agenda of "
            "the heads of mission, and lead."
        )
        if way.leads
        else say(
            "EU members act together: {government} is best placed to lead, this one to join.",
            government=way.lead,
        )
    )
    yield Wanted(TOGETHER, False, reason)
    yield Wanted(TOGETHER_GENERAL, False, reason)


def _public(gate: Gate, way: Way, now: bool, quiet: bool) -> Iterator[Wanted]:
    """A statement, where the family and counsel want one; without a case what it would sign."""
    if not way.strong:
        return
    reason = (
        say(
            "It often signs for such prisoners, most often with {others}: it may join a statement, "
            "or start one.",
            others=listed(way.alongside),
        )
        if way.alongside
        else say("It often signs for such prisoners: it may join a statement, or start one.")
    )
    if now:
        yield Wanted(BY_ID["joint statement"], True, reason)
    if gate.case is None and not quiet:
        yield Wanted(SOUNDING, False, reason)


def _quiet(way: Way, ahead: Collection[str]) -> Iterator[Wanted]:
    kind = way.door.kind if way.door else None
    if way.on_the_spot:
        reason = (
            say("Its consul general can raise it quietly.")
            if way.consular
            else say("Its ambassador can raise it quietly.")
        )
        yield Wanted(QUIET, False, reason)
    if kind == GENEVA and "review" in ahead:
        reason = say("Its mission in Geneva speaks at the review.")
        yield Wanted(BY_ID["recommendation"], True, reason)
    yield Wanted(DESK, False, _elsewhere(way) or say("Its ministry can raise it quietly."))
    if kind == ACCREDITED:
        yield Wanted(QUIET, False, say("Its ambassador is based elsewhere and visits."))


def _why_general(way: Way) -> str:
    words = say("It names nobody; ask only if it cannot be traced to one case.")
    return f"{elsewhere} {words}" if (elsewhere := _elsewhere(way)) else words


def _elsewhere(way: Way) -> str:
    """What to do where it has nobody on the spot; "": it has, or nothing is known."""
    if way.door is None:
        return say("No embassy of its own there is known: ask its ministry.")
    if way.on_the_spot:
        return ""
    if way.resident:
        return say(
            "It has no embassy there: its ministry can raise it, or do so through {government}, "
            "which has one.",
            government=way.resident,
        )
    return say("It has no embassy there: its ministry can raise it.")
