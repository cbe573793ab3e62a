"""What is to be known around chains of introductions: whom they reach, what to avoid, how sure."""

from __future__ import annotations

from graph.approach.embassies import Door, doors
from graph.approach.gate import Gate
from graph.campaign.contacts import Contacts, holders
from graph.model.ids import is_kind, iso3_of
from graph.model.words import count, listed, number, percent, say, written
from graph.network.reliability import Reliability
from queries.answer import Block, Note
from queries.shared.about import hosts
from queries.shared.chains import JUDGED, ChainWords


def about_goal(tell: ChainWords) -> list[Block]:
    """A government's embassy, an office whose holder is not known, a holder who has left."""
    contacts, goal, today = tell.contacts, tell.goal, tell.view.today.isoformat()
    notes: list[str] = []
    if is_kind(goal, "Government"):
        detaining = hosts(tell.view, contacts.detaining)
        for host, name in detaining:
            if door := doors(tell.view, host).get(iso3_of(goal)):
                notes.append(_embassy(door, name))
        if len(detaining) > 1:
            names = listed([name for _, name in detaining])
            notes.append(
                say("Several governments detain in this case: {governments}.", governments=names)
            )
    if is_kind(goal, "Mission"):
        notes.append(say("You can approach it without an introduction too."))
    if is_kind(goal, "Office") and not holders(contacts.ties, goal, today):
        notes.append(say("Who holds this office now is not known: find that out first."))
    notes += [
        say(
            "{name} no longer holds the office of {office} (until {day}): personal ties stay with "
            "the person, official ones with the office.",
            name=contacts.name(tie.source),
            office=contacts.name(tie.target),
            day=written(tie.until),
        )
        for tie in contacts.ties
        if tie.kind == "HOLDS_OFFICE"
        and goal in (tie.source, tie.target)
        and tie.until
        and tie.over(today)
        and tie.source in contacts.askable.index
    ]
    return [Note("target", say("Whom this reaches"), " ".join(notes))] if notes else []


def _embassy(door: Door, host: str) -> str:
    """Where a government can be approached without anybody; `host` "": the only one to detain."""
    status = say(door.status)
    if door.known:
        status = say("{status} as of {day}", status=status, day=written(door.known))
    if host:
        return say(
            "Its embassy or mission for {host} is {embassy} ({status}); you can approach it "
            "without an introduction too.",
            host=host,
            embassy=door.name,
            status=status,
        )
    return say(
        "Its embassy or mission for the detaining government is {embassy} ({status}); you can "
        "approach it without an introduction too.",
        embassy=door.name,
        status=status,
    )


def not_to_do(may: Gate) -> Note:
    sentences = [
        say(
            "Do not follow several introductions at once, nor go around somebody who hesitates; "
            "tell each no more than the next step needs."
        ),
        *([] if may.may("embassies") else [say("Do not name the prisoner on any of them.")]),
        may.always,
    ]
    return Note("not_to_do", say("What not to do"), " ".join(sentences), "caution")


def how_sure_of(contacts: Contacts, every: Reliability | None) -> Note:
    sentences = [say(JUDGED)]
    if every is not None and every.exact:
        sentences.append(
            say("The chance that at least one introduction works is exact for these ties.")
        )
    elif every is not None:
        low, high = percent(every.low), percent(every.high)
        worlds = number(every.worlds)
        sentences.append(
            say(
                "The chance that at least one introduction works was counted in {worlds} sampled "
                "networks: {chance} in 95 of 100 such counts.",
                worlds=worlds,
                chance=low,
            )
            if low == high
            else say(
                "The chance that at least one introduction works was counted in {worlds} sampled "
                "networks: between {low} and {high} in 95 of 100 such counts.",
                worlds=worlds,
                low=low,
                high=high,
            )
        )
    if left := [_left_out(reason, n) for reason, n in sorted(contacts.agreed.left_out.items())]:
        sentences.append(say("Ties left out: {ties}.", ties=listed(left)))
    if contacts.truncated:
        sentences.append(say("The network was too large to be searched whole."))
    return Note("limits", say("How sure this is"), " ".join(sentences), "caution")


def _left_out(reason: str, n: int) -> str:
    """How many ties were not used for one reason of `Network.left_out`."""
    if reason == "ended":
        return count("{n} that has ended", "{n} that have ended", n)
    if reason == "not begun":
        return count("{n} that has not begun", "{n} that have not begun", n)
    return count("{n} without a source", "{n} without a source", n)
