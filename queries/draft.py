"""Drafts: the text of an ask, of a request to be introduced, of a word of thanks; to be changed."""

from __future__ import annotations

from typing import Final, Literal

from graph.approach.gate import BY_ID, Gate, gate
from graph.approach.requests import request
from graph.campaign.contacts import contacts, shown
from graph.campaign.ledger import LedgerEntry, approaches
from graph.campaign.safety import do_not_contact
from graph.model.ids import is_kind
from graph.model.records import Entity
from graph.model.words import mark, say, written
from graph.view import View
from queries.answer import Answer, Note
from queries.brief import brief
from queries.brief_document import Brief
from queries.letter import Letter
from queries.parameters import AnyId, CaseId
from queries.question import question
from queries.shared.act_words import paragraph
from queries.shared.chains import POOR, ways_of
from queries.shared.leads import detaining
from queries.shared.unnamed import PrisonerNames, prisoner_names
from queries.wording import the

ANSWERED: Final = frozenset({"done", "partly done", "agreed", "agreed if private"})
PRIVATE: Final = mark("Please keep this to yourself: a public word could harm the prisoner.")


@question("Draft a letter", section="Influence")
def draft(
    view: View,
    case: CaseId,
    to: AnyId,
    purpose: Literal["ask", "introduction", "thanks"] = "ask",
) -> Answer:
    """What do we write to them: an ask, a request to be introduced, or a word of thanks?

    A short text from what is on record, to be copied and changed: first what we ask, then why, then
    the risk. It names the prisoner only where consent allows that, and in a request to be
    introduced never; without consent it says what can be done without naming.

    case: the case, by name or id
    to: to whom it goes; of an introduction: whom we want to reach
    purpose: ask, introduction or thanks
    """
    about, reader = view.get(case), view.get(to)
    may = gate(view, about)
    known = prisoner_names(view, about, may)
    if reader.id in do_not_contact([reader]):
        barred = say("Do not write to {name}: they are not to be contacted.", name=reader.title)
        return Answer(may.opened(barred))
    if purpose == "thanks":
        return _thanks(view, may, known, reader)
    if stop := _stop(may):
        nothing = say("Ask nothing of {name} now: {reason}.", name=the(reader.title), reason=stop)
        return Answer(may.opened(nothing), [_possible(may)])
    if purpose == "introduction":
        return _introduction(view, may, known, reader)
    # Of the government that detains nothing but what is planned is asked: no embassy carries it.
    if is_kind(reader.id, "Government") and reader.id not in detaining(view, about.id):
        return _ask_of_government(view, may, known, reader)
    return _ask_of_others(view, may, known, reader)


def _stop(may: Gate) -> str | None:
    """Why nothing is asked of anybody; None: something may be."""
    if may.halt:
        return may.halt
    return say("the prisoner is free") if may.stage and may.stage.free else None


def _possible(may: Gate) -> Note:
    thanks = say("A word of thanks is possible.") if may.stage and may.stage.free else ""
    return Note("possible", say("What can be done"), paragraph(thanks, may.always), "caution")


# An ask


def _ask_of_government(view: View, may: Gate, known: PrisonerNames, reader: Entity) -> Answer:
    """The ask of its brief, as a letter; where there is no brief, why not."""
    page = brief(view, known.case.id, reader.id)
    sheet = next((one for one in page.blocks if isinstance(one, Brief)), None)
    if sheet is None:
        return page
    parts = {one.id: [line.text for line in one.lines] for one in sheet.sections}
    lines = [
        _dear(reader),
        say("{title}.", title=sheet.title),
        say("We write for {who}.", who=known.who)
        if known.who
        else say("We write for somebody who is held.")
        if known.allowed
        else say("We name nobody in this letter."),
        paragraph(*parts.get("happened", [])),
        paragraph(say("Why we turn to {name}:", name=the(reader.title)), *parts["why"])
        if "why" in parts
        else "",
        paragraph(*parts.get("please_not", [])),
        paragraph(*parts.get("refused", [])),
        say("With our thanks and respect,"),
    ]
    return _answer(may, the(reader.title), lines)


def _ask_of_others(view: View, may: Gate, known: PrisonerNames, reader: Entity) -> Answer:
    """What is planned to be asked of anybody else, if that may be asked."""
    planned = [
        one
        for one in approaches(view, known.case.id)
        if one.status == "planned" and reader.id in one.to and may.ask(one) is None
    ]
    if not planned:
        none = say(
            "No ask of {name} that may be made is planned: plan one, then it is drafted here.",
            name=the(reader.title),
        )
        return Answer(may.opened(none), [_possible(may)])
    ask = BY_ID.get(str(planned[0].ask.values.get("instrument")), BY_ID["letter"])
    due = planned[0].day("due")
    names = known.allowed and ask.names_the_person
    lines = [
        _dear(reader),
        say("We ask you for {ask} by {day}.", ask=request(ask), day=written(due))
        if due and names
        else say("We ask you for {ask}.", ask=request(ask)),
        say("It is for {who}.", who=known.who or say("a person who is held"))
        if names
        else say("We name nobody in this letter."),
        say(PRIVATE),
        say("With our thanks and respect,"),
    ]
    return _answer(may, the(reader.title), lines)


# A request to be introduced


def _introduction(view: View, may: Gate, known: PrisonerNames, reader: Entity) -> Answer:
    """To whoever is first on the best chain; it names nobody but whom we want to reach."""
    around_case = contacts(view, known.case.id, [reader.id])
    chains = (
        []
        if reader.id in around_case.no_target or reader.id not in around_case.agreed.index
        else ways_of(around_case.agreed, known.case.id, reader.id, 1)
    )
    if not chains or chains[0].p < POOR:
        none = say(
            "No good introduction to {name} is known, so there is nobody to write to for one.",
            name=the(reader.title),
        )
        return Answer(may.opened(none), [_possible(may)])
    if not chains[0].between:
        direct = say("You know {name}: write to them yourselves.", name=the(reader.title))
        return Answer(may.opened(direct), [_possible(may)])
    first = around_case.entities[chains[0].between[0]]
    step = chains[0].steps[0]
    shown(
        view, [first.id], [tie for tie, _ in around_case.agreed.reasons(step.source, step.target)]
    )
    careful = first.values.get("safe_to_tell") != "yes" and first.kind == "Person"
    lines = [
        _dear(first),
        say("Could you introduce us to {name}?", name=the(reader.title)),
        say(
            "It is for somebody who is held. We name nobody in writing, and tell you more when we "
            "speak."
        ),
        say(PRIVATE),
        say("If it is not the moment, a plain no helps us too."),
        say("With our thanks,"),
    ]
    risk = say("Find out first whether it is safe to tell {name}.", name=first.title)
    return _answer(may, first.title, lines, risk if careful else "")


# Thanks


def _thanks(view: View, may: Gate, known: PrisonerNames, reader: Entity) -> Answer:
    """For what somebody did when asked. It never says that this is why somebody is free."""
    helped = [
        one
        for one in approaches(view, known.case.id)
        if reader.id in (*one.to, one.door, one.introducer)
        and one.status == "made"
        and one.response in ANSWERED
    ]
    if not helped:
        none = say(
            "Nothing that {name} did in this case is on record, so there is nothing to thank for "
            "yet: log the answer first.",
            name=the(reader.title),
        )
        return Answer(may.opened(none))
    last = max(helped, key=lambda one: str(one.day("response_date") or one.day("date") or ""))
    dead, free = may.dead, may.stage is not None and may.stage.free
    lines = [
        _dear(reader),
        _for_what(last, known, reader),
        say("The prisoner has died. What you did was seen, and the family may want to know of it.")
        if dead
        else say("The prisoner is free now. We do not know what moved whom; your part was seen.")
        if free
        else say("It was seen, and it matters to go on."),
        say("We ask for nothing with this letter."),
        say(PRIVATE) if not (dead or free) else "",
        say("With our thanks,"),
    ]
    return _answer(may, the(reader.title), lines)


def _for_what(entry: LedgerEntry, known: PrisonerNames, reader: Entity) -> str:
    """What somebody did; for whom is said only where the prisoner may be named."""
    if entry.introducer == reader.id and reader.id not in entry.to:
        return say("Thank you for introducing us when we asked you.")
    ask = BY_ID.get(str(entry.ask.values.get("instrument")), BY_ID["letter"])
    what, day = say(ask.title), entry.day("response_date") or entry.day("date")
    if not known.allowed or not known.who or not day or not ask.names_the_person:
        return say("Thank you for what you did when we asked you.")
    return say(
        "Thank you for what you did for {who} when we asked you ({ask}, {day}).",
        who=known.who,
        ask=what,
        day=written(day),
    )


def _dear(reader: Entity) -> str:
    if reader.kind in ("Government", "Mission"):
        return say("Dear Ambassador,")
    return say("Dear {name},", name=reader.title)


def _answer(may: Gate, whom: str, lines: list[str], risk: str = "") -> Answer:
    sentence = say(
        "A draft to {whom}: read it aloud, change it, and copy it. Nothing is sent from here.",
        whom=whom,
    )
    text = "\n\n".join(filter(None, lines))
    letter = Letter("letter", say("The draft"), text)
    return Answer(may.opened(paragraph(sentence, risk)), [letter])
