"""A brief: one page to take along to an embassy, with the one ask and what it rests on."""

from __future__ import annotations

from dataclasses import replace

from graph.approach.embassies import doors
from graph.approach.evidence import Ground
from graph.approach.factors import weights
from graph.approach.gate import NOTHING, Gate, gate
from graph.approach.requests import request
from graph.approach.ways import GENERAL
from graph.campaign.consent import NO
from graph.campaign.ledger import LedgerEntry, approaches
from graph.model.errors import QuestionError
from graph.model.ids import iso3_of
from graph.model.records import Entity
from graph.model.words import listed, say
from graph.record.public_acts import public_acts
from graph.store.base import SAMPLE
from graph.view import View
from queries.answer import Answer, Block, Note
from queries.brief_document import Brief, BriefLine, BriefSection, Locator, Look, renumbered
from queries.parameters import CaseId, GovernmentId
from queries.question import question
from queries.shared.about import subject, territories_of
from queries.shared.act_words import paragraph
from queries.shared.approach import ApproachWords
from queries.shared.brief_case import BriefCase
from queries.shared.brief_government import BriefGovernment, binding
from queries.shared.brief_sources import BriefSources
from queries.shared.proposals import advice
from queries.shared.standing import Standings
from queries.shared.unnamed import prisoner_names
from queries.wording import the

_RANKED = 20  # governments that are looked at with the one that is asked, as `embassies` does


@question("Brief to take along", section="Influence")
def brief(view: View, case: CaseId, government: GovernmentId | None = None) -> Answer:
    """What do we put on one page for this embassy: who, what happened, the one ask, and why?

    One A4 page for a government, or for anybody who is to know the case: the ask, the law that
    binds the state, what this government has done and said, who introduces us, what to avoid, whom
    to answer, sources with their dates. Without consent it names nobody; where consent was refused
    or withdrawn it is not made. Every sentence can be changed before it is printed. What is not on
    record is not on the page, and nothing on it says that it will help.

    case: the case, by name or id
    government: whose embassy it is for, by name or ISO code; empty: for whoever is to know the case
    """
    host, about, which = subject(view, case, None)
    assert about is not None
    may = gate(view, about)
    asked_of = None if government is None else view.get(government)
    if asked_of is not None and asked_of.id == host.id:
        raise QuestionError(
            say("{government} detains in this case: choose whom to ask.", government=host.title)
        )
    whom = the(asked_of.title) if asked_of else say("whoever is to know the case")
    if stop := _stop(may):
        no_page = say("Take nothing written to {whom}: {reason}.", whom=whom, reason=stop)
        return Answer(may.opened(paragraph(which, no_page)), [_without_naming(may)])
    known = prisoner_names(view, about, may)
    sources = BriefSources(view, lambda text: known.allowed or not known.hints(text))
    of_case = BriefCase(view, host, may, known, sources)
    if asked_of is None:
        return _answer(view, of_case, None, which)
    of_government = BriefGovernment(_words(view, host, about), asked_of, known, sources)
    if of_government.proposal.ask.id == NOTHING.id:
        nothing = advice(whom, of_government.proposal, view.today)
        return Answer(may.opened(paragraph(which, nothing)), [_without_naming(may)])
    return _answer(view, of_case, of_government, which)


def _stop(may: Gate) -> str | None:
    """Why there is no page at all; None: there may be one."""
    if may.halt:
        return may.halt
    if may.stage and may.stage.free:
        return say("the prisoner is free, so nothing is asked; a word of thanks can be drafted")
    if may.consents["embassies"].state in NO:
        return say("consent for it was refused")
    return None


def _without_naming(may: Gate) -> Note:
    """What can be done all the same."""
    general = may.refusal(GENERAL, False) is None
    lines = [
        say("Ask about such cases in general, naming nobody, if it cannot be traced to one case.")
        if general
        else "",
        say("Ask the prisoner or the family again, through whoever they trust.")
        if may.consents["embassies"].state in NO and not may.dead
        else "",
        may.always,
    ]
    return Note("without_naming", say("What can be done"), paragraph(*lines), "caution")


def _words(view: View, host: Entity, about: Entity) -> ApproachWords:
    """All that is known for an approach in this case, as `embassies` weighs it."""
    acts = public_acts(view)
    if host.origin.dataset.startswith(SAMPLE):
        view.used.add(acts.past.used)
    places = territories_of(view, about.id)
    at = doors(view, host.id, places[0].id if places else None)
    chances = acts.outlook(iso3_of(host.id))
    ground = Ground(view=view, host=host, case=about, past=acts.past, chances=chances, at=at)
    return ApproachWords(ground, Standings(ground, _RANKED, weights("")))


def _answer(
    view: View, of_case: BriefCase, of_government: BriefGovernment | None, which: str
) -> Answer:
    page = _page(view, of_case, of_government)
    if of_government:
        sentence = say(
            "Take this page to {government}: it asks for {ask}. Read it first, and take out what "
            "its reader should not know.",
            government=of_government.name,
            ask=request(of_government.proposal.ask),
        )
    else:
        sentence = say(
            "This page tells the case to whoever is to know it, and asks for nothing: choose a "
            "government for that. Read it first, and take out what its reader should not know."
        )
    blocks: list[Block] = [page, *_missing(of_case, of_government, page)]
    return Answer(of_case.gate.opened(paragraph(which, sentence)), blocks)


def _page(view: View, of_case: BriefCase, of_government: BriefGovernment | None) -> Brief:
    host, known = of_case.host, of_case.naming
    state = the(host.title)
    happened, law = of_case.happened(), binding(view, host, of_case.sources)
    asks: list[LedgerEntry] = []
    lines: list[tuple[str, str, list[BriefLine], Look, bool]] = []
    chain: list[str] = []
    if of_government:
        name, id = of_government.name, of_government.government.id
        introduced, chain = of_government.introduced()
        why, others = of_government.why(), of_government.who_else()
        asks = [one for one in approaches(view, known.case.id) if id in one.to]
        lines = [("ask", say("The one ask"), of_government.ask, "ask", False)]
    lines.append(("happened", say("What happened"), happened, "plain", False))
    lines.append(
        ("law", say("What binds {government}", government=state), law, "plain", bool(of_government))
    )
    if of_government:
        lines += [
            ("why", say("Why {government}", government=name), why, "plain", True),
            ("who_else", say("Who else"), others, "plain", True),
            ("introduces", say("Who introduces us"), introduced, "plain", True),
        ]
    lines.append(("please_not", say("Please not"), of_case.please_not(), "caution", False))
    if of_government:
        lines.append(
            ("refused", say("If it cannot be done"), _refused(of_government), "plain", False)
        )
    lines.append(("answer", say("Whom to answer"), of_case.answer_to(asks), "plain", False))
    sections = [BriefSection(*one) for one in lines if one[2]]
    if not known.allowed:  # whatever a list calls things
        sections = [_free_of_names(one, of_case) for one in sections]
    title = of_government.title if of_government else _title(of_case)
    page = Brief(
        id="brief",
        title=title,
        whom=say("for {government}, by hand", government=of_government.name)
        if of_government
        else say("by hand"),
        about=of_case.about,
        sections=[one for one in sections if one.lines],
        chain=chain,
        locator=_locator(host, of_government.government if of_government else None),
        sources=of_case.sources.texts,
        foot=say(
            "What this page does not say: whether anything will help. Please destroy it after use."
        ),
        note=""
        if known.allowed
        else say("Nobody may be named: write no name, no day and no charge into it."),
    )
    return renumbered(page)


def _refused(of_government: BriefGovernment) -> list[BriefLine]:
    lines = [
        BriefLine(say("Please tell us a refusal too, on the same day: it is of use in itself."))
    ]
    if of_government.by:
        lines.append(BriefLine(say("If the day is moved, the ask moves with it."), (), 5))
    return lines


def _title(of_case: BriefCase) -> str:
    """The title of a page that asks for nothing."""
    host = the(of_case.host.title)
    return say("{who}, held by {government}", who=of_case.who, government=host)


def _free_of_names(one: BriefSection, of_case: BriefCase) -> BriefSection:
    return replace(one, lines=[x for x in one.lines if not of_case.naming.names(x.text)])


def _locator(host: Entity, other: Entity | None) -> Locator | None:
    """Where the state lies; None: it is on no map, as an invented one."""
    from queries.render.locator import can_draw  # reads the map's shapes, which takes a moment

    states = [_shape(one) for one in (host, other) if one is not None]
    if not can_draw(states[0]):
        return None
    return Locator(states, say("A small map: where {state} lies.", state=the(host.title)))


def _shape(state: Entity) -> str:
    number = state.values.get("numeric")
    return str(number).zfill(3) if number else iso3_of(state.id)


def _missing(of_case: BriefCase, of_government: BriefGovernment | None, page: Brief) -> list[Block]:
    """What is not on the page because it is not on record, or not to be shown to this reader."""
    there = {one.id for one in page.sections}
    titles = {"happened": say("what happened")} if of_case.naming.allowed else {}
    titles |= {
        "law": say("what binds the state"),
        "answer": say("whom to answer"),
    }
    if of_government:
        titles |= {
            "why": say("why this government"),
            "introduces": say("who introduces us"),
        }
    names = [title for id, title in titles.items() if id not in there]
    sentences = [
        say("Not on the page, as nothing of it is on record: {parts}.", parts=listed(names))
        if names
        else "",
        say(
            "Who is held is not shown to this audience, so the page says “a person”. To print the "
            "name, show it to named persons only."
        )
        if of_case.naming.allowed and not of_case.naming.who
        else "",
        ""
        if of_case.naming.allowed
        else say(
            "What happened is not on the page, nor any day of it: that would tell whom it is about."
        ),
    ]
    text = paragraph(*sentences)
    return [Note("missing", say("What is not on the page"), text)] if text else []
