"""Through whom to reach somebody: the most reliable chains of introductions that may be used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from graph.approach.embassies import doors
from graph.approach.gate import Gate, gate
from graph.campaign.contacts import Contacts, contacts, holders, shown
from graph.model.errors import QuestionError
from graph.model.ids import is_kind, iso3_of
from graph.network.paths import Chain, Near, nearest
from graph.network.reliability import Reliability, reliability
from graph.view import View
from queries.answer import Answer, Block, Note, Row, Table, columns
from queries.parameters import AnyId, Bounds, CaseId
from queries.question import question
from queries.shared.about import hosts
from queries.shared.asking import people_to_ask, to_agree
from queries.shared.chains import JUDGED, POOR, ChainWords, ways_of
from queries.wording import chance, listed


@question("Who can introduce us", section="Influence")
def introductions(
    view: View,
    case: CaseId,
    to: AnyId,
    start: AnyId | None = None,
    ways: Annotated[int, Bounds(1, 20)] = 5,
    unsourced: bool = False,
) -> Answer:
    """Through whom do we reach this embassy, official or anybody else, and whom do we ask first?

    The most reliable chains of introductions, and such as do not stand or fall together. Only
    people who have agreed for this case introduce anybody; who is at risk, who stands against the
    case and who must not be contacted never does. Chains that would open if somebody agreed stand
    apart. Where only weak chains are known, they are shown as weak, with the reasons; where none
    is, the answer says so and names who is nearest.

    case: the case, by name or id
    to: whom to reach: an embassy, an office, a person, an organization or a government
    start: who begins; without it everybody who works on the case now
    ways: how many ways to look for
    unsourced: yes also uses ties for which no source is recorded
    """
    around_case = contacts(view, case, [to, *([start] if start else [])], unsourced=unsourced)
    begin = around_case.case.id if start is None else view.get(start).id
    goal = view.get(to).id
    _possible(around_case, begin, goal)
    may = gate(view, around_case.case)
    opening = may.opening or f"{may.consents['embassies'].sentence} "
    if may.halt:
        nobody = f"Ask nobody for a way to {around_case.name(goal)} now: {may.halt}."
        return Answer(f"{opening}{nobody}", [_not_to_do(may)])
    if goal in around_case.no_target:
        return Answer(f"{opening}{_refusal(around_case, goal)}", [_not_to_do(may)])
    chains = ways_of(around_case.agreed, begin, goal, ways)
    asking = ways_of(around_case.askable, begin, goal, ways)
    closed = [chain for chain in asking if to_agree(around_case, chain)]
    every = reliability(around_case.agreed, begin, goal) if chains else None
    tell = ChainWords(view, around_case, begin, goal)
    sentence = _sentence(tell, chains, every) if every else _no_way(tell, closed)
    blocks: list[Block] = [tell.map(chains or closed)]
    if chains:
        blocks = [_ways(tell, chains), tell.steps(chains), people_to_ask(tell, chains), *blocks]
    if not chains or chains[0].p < POOR:
        blocks.append(_nearest(tell))
    blocks += [_would_open(tell, closed)] if closed else []
    blocks += [*_about(tell), _not_to_do(may), _limits(around_case, every)]
    return Answer(f"{opening}{sentence}", blocks)


def _possible(contacts: Contacts, begin: str, goal: str) -> None:
    if begin == goal:
        raise QuestionError("That is where the way begins; name somebody else to reach.")
    if begin not in contacts.agreed.index:
        raise QuestionError(f"“{contacts.name(begin)}” is not to be contacted; begin elsewhere.")


def _refusal(contacts: Contacts, goal: str) -> str:
    entity = contacts.entities[goal]
    if entity.kind == "Mission":
        return f"{entity.title} is closed or an honorary consulate, so no way there is proposed."
    if goal not in contacts.agreed.index:
        return f"{entity.title} is not to be contacted, so no way there is proposed."
    return (
        f"{entity.title} could be hurt by an approach and has not agreed to introductions for this "
        "case, so no way there is proposed: speak with whoever is trusted there already."
    )


def _sentence(tell: ChainWords, chains: Sequence[Chain], every: Reliability) -> str:
    best = chains[0]
    names = [tell.whom(id) for id in best.between]
    if names:
        after = f", then {', then '.join(names[1:])}" if names[1:] else ""
        opening = f"To reach {tell.target}, ask {names[0]} first{after}."
    else:
        tie = tell.contacts.agreed.reasons(*best.ids)[0][0]
        opening = f"{tell.target} can be asked directly: {tell.evidence(tie)}."
    only = "the only good way" if best.p >= POOR else "the only way on record"
    this = "this or any other way" if len(chains) > 1 else f"this, {only},"
    margin = f" (± {100 * every.error:.1f} points)" if every.error else ""
    about = "" if every.chance < POOR else "about "
    how_good = f"The chance that {this} holds is {about}{chance(every.chance)}{margin}."
    if best.p < POOR:
        why, weakest = tell.why_weak(best), tell.weakest(best)
        return (
            f"Only weak ways to {tell.target} are on record. {opening} {how_good} "
            + (f"What makes it weak: {why}. " if why else f"Its weakest step is {weakest}. ")
            + "Confirm these steps before you rely on them."
        )
    return f"{opening} {how_good} The weakest step of the best way is {tell.weakest(best)}."


def _no_way(tell: ChainWords, closed: Sequence[Chain]) -> str:
    opening = f"No way to {tell.target} is known yet"
    if closed:
        missing = [tell.contacts.name(id) for id in to_agree(tell.contacts, closed[0])]
        why = tell.why_weak(closed[0]) if closed[0].p < POOR else ""
        weak = f" It would be a weak one: {why}." if why else ""
        return (
            f"{opening} on which everybody has agreed. One would open if {listed(missing)} agreed "
            f"for this case: ask for that first, and tell nothing more.{weak}"
        )
    near = [tell.contacts.name(one.id) for one in _near(tell)[:3]]
    if near:
        return f"{opening}; nearest {'are' if near[1:] else 'is'} {listed(near)}."
    return f"{opening}, and nobody within reach is tied to it: this is a gap in the coalition."


def _ways(tell: ChainWords, chains: Sequence[Chain]) -> Table:
    rows: list[Row] = [
        {
            "way": number,
            "ask_first": tell.whom(chain.ids[1]),
            "through": [tell.whom(id) for id in chain.between] or ["directly"],
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
        f"Ways to {tell.target}",
        columns(
            "way",
            "ask_first",
            "steps",
            ("chance", "Chance", "%", "That every step of this way works"),
            ("through", "Through, in this order"),
            ("weakest", "Weakest step"),
            ("weakest_chance", "Chance of the weakest step", "%"),
        ),
        rows,
        of="first_id",
        note="No two ways have more than half of their people in common." if chains[1:] else "",
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
        "Ways that would open if somebody agreed",
        columns(
            ("agree", "Who would have to agree"),
            ("through", "Through, in this order"),
            ("chance", "Chance", "%"),
        ),
        rows,
        note="They have not agreed for this case: ask them whether, and tell them nothing more.",
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
        f"Within reach, and nearest to {tell.target}",
        columns(
            "name",
            ("ties", "Ties from there", None, "In either direction, whoever carries them"),
            ("chance", "Chance to reach them", "%"),
        ),
        rows,
        of="id",
    )


def _about(tell: ChainWords) -> list[Block]:
    """The door of a government, an office whose holder is not known, a holder who has left."""
    contacts, goal, today = tell.contacts, tell.goal, tell.view.today.isoformat()
    notes: list[str] = []
    if is_kind(goal, "Government"):
        detaining = hosts(tell.view, contacts.detaining)
        for host, name in detaining:
            if door := doors(tell.view, host).get(iso3_of(goal)):
                known = f" as of {door.known}" if door.known else ""
                notes.append(
                    f"Its door towards {name or 'the government that detains'} is {door.name} "
                    f"({door.status}{known}); it can be approached without an introduction too."
                )
        if len(detaining) > 1:
            names = listed([name for _, name in detaining])
            notes.append(f"Several governments detain in this case: {names}.")
    if is_kind(goal, "Office") and not holders(contacts.ties, goal, today):
        notes.append("Who holds this office now is not known: find that out first.")
    notes += [
        f"{contacts.name(tie.source)} no longer holds the office of {contacts.name(tie.target)} "
        f"(until {tie.until}): personal ties stay with the person, official ones with the office."
        for tie in contacts.ties
        if tie.kind == "HOLDS_OFFICE"
        and goal in (tie.source, tie.target)
        and tie.over(today)
        and tie.source in contacts.askable.index
    ]
    return [Note("target", "Whom this reaches", " ".join(notes))] if notes else []


def _not_to_do(may: Gate) -> Note:
    unnamed = "" if may.may("embassies") else " Do not name the prisoner on any way."
    return Note(
        "not_to_do",
        "What not to do",
        "Do not go several ways at once, nor around somebody who hesitates; tell each no more "
        f"than the next step needs.{unnamed} {may.always}",
        "caution",
    )


def _limits(contacts: Contacts, every: Reliability | None) -> Note:
    how = ""
    if every is not None:
        how = (
            " The chance that at least one way holds is exact for these ties."
            if every.exact
            else f" The chance that at least one way holds was counted in {every.worlds:,} "
            f"sampled networks (95 %: {100 * every.low:.1f} to {100 * every.high:.1f} %)."
        )
    left = [f"{n} {reason}" for reason, n in sorted(contacts.agreed.left_out.items())]
    out = f" Ties left out: {listed(left)}." if left else ""
    cut = " The network was too large to be searched whole." if contacts.truncated else ""
    return Note("limits", "How sure this is", f"{JUDGED}{how}{out}{cut}", "caution")
