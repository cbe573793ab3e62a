"""Through whom to reach somebody: the most reliable chains of introductions that may be used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from graph.approach.gate import gate
from graph.campaign.contacts import Contacts, contacts, shown
from graph.model.errors import QuestionError
from graph.model.words import listed, mark, percent, say
from graph.network.paths import Chain, Near, nearest
from graph.network.reliability import Reliability, reliability
from graph.view import View
from queries.answer import Answer, Block, Note, Row, Table, columns
from queries.parameters import AnyId, Bounds, CaseId
from queries.question import question
from queries.shared.asking import people_to_ask, to_agree
from queries.shared.chain_lens import chain_lens
from queries.shared.chain_notes import about_goal, how_sure_of, not_to_do
from queries.shared.chains import POOR, ChainWords, ways_of
from queries.shared.leads import explore, introductions_to
from queries.wording import in_a_row


@question("Who can introduce us", section="Influence", lens=mark("Introductions"), place=2)
def introductions(
    view: View,
    case: CaseId,
    to: AnyId,
    start: AnyId | None = None,
    ways: Annotated[int, Bounds(1, 20)] = 5,
    unsourced: bool = False,
) -> Answer:
    """Through whom do we reach this embassy, official or anybody else, and whom do we ask first?

    The introductions most likely to work, and such as do not stand or fall together. Only people
    who have agreed for this case introduce anybody; whoever is at risk, is against the case or must
    not be contacted never does. Introductions that would open if somebody agreed stand apart. Where
    only weak ones are known, they are shown as weak, with the reasons; where none is, the answer
    says so and names who is nearest.

    case: the case, by name or id
    to: whom to reach: an embassy, an office, a person, an organization or a government
    start: who begins; without it everybody who works on the case now
    ways: how many introductions to look for
    unsourced: also use ties for which no source is recorded
    """
    around_case = contacts(view, case, [to, *([start] if start else [])], unsourced=unsourced)
    begin = around_case.case.id if start is None else view.get(start).id
    goal = view.get(to).id
    _possible(around_case, begin, goal)
    may = gate(view, around_case.case)
    if may.halt:  # nobody is to hear of it who has not heard of it yet
        nobody = say("Ask nobody for an introduction to {goal} now.", goal=around_case.name(goal))
        return Answer(f"{may.opening}{nobody}", [not_to_do(may)])
    if goal in around_case.no_target:
        return Answer(f"{may.opening}{_refusal(around_case, goal)}", [not_to_do(may)])
    chains = ways_of(around_case.agreed, begin, goal, ways)
    asking = ways_of(around_case.askable, begin, goal, ways)
    closed = [chain for chain in asking if to_agree(around_case, chain)]
    every = reliability(around_case.agreed, begin, goal) if chains else None
    tell = ChainWords(view, around_case, begin, goal)
    sentence = _sentence(tell, chains, every) if every else _no_way(tell, closed)
    short = _strength(tell, chains, every) if every else _why_not(tell, closed)
    if not may.opening:  # consent is given, which is no warning
        short.append(may.consents["embassies"].sentence)
    blocks: list[Block] = [tell.map(chains or closed)]
    if chains:
        blocks = [_ways(tell, chains), tell.steps(chains), people_to_ask(tell, chains), *blocks]
    if short:
        blocks.insert(0, Note("in_short", say("What this rests on"), " ".join(short)))
    if not chains or chains[0].p < POOR:
        blocks.append(_nearest(tell))
    blocks += [_would_open(tell, closed)] if closed else []
    blocks += [*about_goal(tell), not_to_do(may), how_sure_of(around_case, every)]
    beside = "asked" if chains else "would_open" if closed else "nearest"
    lens = chain_lens(tell, chains, closed, beside)
    return Answer(may.opened(sentence), blocks, lens=lens)


def _possible(contacts: Contacts, begin: str, goal: str) -> None:
    if begin == goal:
        raise QuestionError(
            say("That is where the introduction begins: choose somebody else to reach.")
        )
    if begin not in contacts.agreed.index:
        raise QuestionError(
            say("“{name}” is not to be contacted: begin elsewhere.", name=contacts.name(begin))
        )


def _refusal(contacts: Contacts, goal: str) -> str:
    entity = contacts.entities[goal]
    if entity.kind == "Mission":
        return say(
            "{embassy} is closed or an honorary consulate, so no introduction there is proposed.",
            embassy=entity.title,
        )
    if goal not in contacts.agreed.index:
        return say(
            "{name} is not to be contacted, so no introduction is proposed.", name=entity.title
        )
    return say(
        "Speak with whoever {name} trusts already: no introduction is proposed, because an "
        "approach could hurt them, and they have not agreed to introductions for this case.",
        name=entity.title,
    )


def _sentence(tell: ChainWords, chains: Sequence[Chain], every: Reliability) -> str:
    """Whom to ask, in which order, and how well that may go."""
    best, goal = chains[0], tell.target
    first, *others = [in_a_row(tell.whom(id)) for id in best.between] or [""]
    if others:
        begin = say(
            "To reach {goal}, ask {first} first, then {others}.",
            goal=goal,
            first=first,
            others=listed(others, 1),
        )
    elif first:
        begin = say("To reach {goal}, ask {first} first.", goal=goal, first=first)
    else:
        begin = say("You can ask {goal} directly.", goal=goal)
    if best.p < POOR:
        weak = say("Only weak introductions are on record: confirm them before you rely on them.")
        return f"{begin} {weak}"
    if chains[1:]:
        about = say(
            "The chance that this or another introduction works is {chance}.",
            chance=_about_chance(every),
        )
    else:
        about = say("The chance that it works is {chance}.", chance=_about_chance(every))
    return f"{begin} {about}"


def _about_chance(every: Reliability) -> str:
    if every.chance < POOR:
        return percent(every.chance)
    return say("about {chance}", chance=percent(every.chance))


def _strength(tell: ChainWords, chains: Sequence[Chain], every: Reliability) -> list[str]:
    """In sentences, what the best chain rests on, and where it is weak."""
    best, sentences = chains[0], []
    if best.between[2:]:
        people = listed([in_a_row(tell.whom(id)) for id in best.between], 9)
        sentences.append(say("It goes through {people}, in this order.", people=people))
    if not best.between:
        tie = tell.contacts.agreed.reasons(*best.ids)[0][0]
        sentences.append(say("What ties you: {tie}.", tie=tell.evidence(tie)))
    if best.p < POOR:
        sentences.append(
            say("The chance that any of them works is {chance}.", chance=_about_chance(every))
        )
        if why := tell.why_weak(best):
            return [*sentences, say("What makes it weak: {reasons}", reasons=why)]
    sentences.append(
        say("The weakest step of the best introduction is {step}.", step=tell.weakest(best))
    )
    if not chains[1:]:
        only = best.p >= POOR
        sentences.append(
            say("It is the only good introduction on record.")
            if only
            else say("It is the only introduction on record.")
        )
    return sentences


def _no_way(tell: ChainWords, closed: Sequence[Chain]) -> str:
    if closed:
        missing = [tell.contacts.name(id) for id in to_agree(tell.contacts, closed[0])]
        return say(
            "To reach {goal}, first ask {people} to agree to introductions for this case, and tell "
            "nothing more: no introduction is known yet on which everybody has agreed.",
            goal=tell.target,
            people=listed(missing),
        )
    near = [tell.contacts.name(one.id) for one in _near(tell)[:3]]
    if near:
        return say(
            "No introduction to {goal} is known yet. Nearest: {people}.",
            goal=tell.target,
            people=listed(near),
        )
    return say(
        "No introduction to {goal} is known yet: find somebody who could make one.",
        goal=tell.target,
    )


def _why_not(tell: ChainWords, closed: Sequence[Chain]) -> list[str]:
    """In a sentence, why there is none, or why one that would open would be weak."""
    if not closed and not _near(tell):
        return [say("Nobody within reach is tied to {goal}.", goal=tell.target)]
    why = tell.why_weak(closed[0]) if closed and closed[0].p < POOR else ""
    return [say("It would be a weak introduction: {reasons}", reasons=why)] if why else []


def _ways(tell: ChainWords, chains: Sequence[Chain]) -> Table:
    rows: list[Row] = [
        {
            "way": number,
            "ask_first": tell.whom(chain.ids[1]),
            "through": [tell.whom(id) for id in chain.between] or [say("directly")],
            "steps": len(chain.steps),
            "chance": chain.p,
            "weakest": tell.weakest(chain),
            "weakest_chance": chain.weakest.p,
            "first_id": chain.ids[1],
        }
        for number, chain in enumerate(chains, 1)
    ]
    return Table(
        "ways",
        say("Introductions to {goal}", goal=tell.target),
        columns(
            ("way", "Introduction"),
            "ask_first",
            "steps",
            ("chance", "Chance that it works", "%", "That every step of it works"),
            ("through", "Through, in this order"),
            ("weakest", "Weakest step"),
            ("weakest_chance", "Chance that this step works", "%"),
        ),
        rows,
        of="first_id",
        note=say("No two of them have more than half of their people in common.")
        if chains[1:]
        else "",
    )


def _would_open(tell: ChainWords, closed: Sequence[Chain]) -> Table:
    rows: list[Row] = [
        {
            "agree": [tell.whom(id) for id in to_agree(tell.contacts, chain)],
            "through": [tell.whom(id) for id in chain.between],
            "chance": chain.p,
        }
        for chain in closed
    ]
    return Table(
        "would_open",
        say("Introductions that would open if somebody agreed"),
        columns(
            ("agree", "Who would have to agree"),
            ("through", "Through, in this order"),
            ("chance", "Chance that it works", "%"),
        ),
        rows,
        note=say(
            "They have not agreed for this case: ask them whether they would, and tell them "
            "nothing more."
        ),
    )


def _near(tell: ChainWords) -> list[Near]:
    near = nearest(tell.contacts.agreed, tell.begin, tell.goal, 6)
    return [one for one in near if one.id != tell.goal][:5]


def _nearest(tell: ChainWords) -> Table:
    near = _near(tell)
    rows: list[Row] = [
        {"id": one.id, "name": tell.whom(one.id), "ties": one.ties, "chance": one.p} for one in near
    ]
    shown(tell.view, [one.id for one in near], ())
    return Table(
        "nearest",
        say("Within reach, and nearest to {goal}", goal=tell.target),
        columns(
            "name",
            ("ties", "Ties from there", None, "In either direction, whoever carries them"),
            ("chance", "Chance of reaching them", "%"),
        ),
        rows,
        of="id",
        onward=[
            introductions_to(tell.contacts.case.id, "id"),
            explore("id"),
        ],
    )
