"""The member states of the EU: each a door of its own, and together one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from graph.approach.asks import Situation
from graph.approach.embassies import ACCREDITED, EMBASSY, ON_THE_SPOT
from graph.approach.evidence import Ground
from graph.approach.gate import NOTHING
from graph.approach.ways import TOGETHER, TOGETHER_GENERAL
from graph.model.ids import iso3_of
from graph.model.words import count, listed, mark, say
from queries.answer import Block, Row, Table, columns

SINGLE, TOGETHER_AS_ONE = mark("single"), mark("coordinated")


def europe(
    ground: Ground,
    now: Situation,
    order: Sequence[str],
    name: Callable[[str], str],
    lead: str | None,
    ask: Callable[[str], str],
) -> list[Block]:
    """Single doors of member states and the coordinated one; nothing if the host is a member or no
    membership is on record. `lead`: who is best placed to lead; `ask`: what to ask of one."""
    members = [id for id in order if id in ground.members]
    if not members or ground.host.id in ground.members:
        return []
    joint = TOGETHER_GENERAL if now.gate.refusal(TOGETHER, False) else TOGETHER
    rows: list[Row] = []
    near = []
    for id in members:
        door = ground.at.get(iso3_of(id))
        if door is not None and door.kind in {*ON_THE_SPOT, ACCREDITED}:
            near.append(id)
            chance = ground.evidence["chance"][id].value
            rows.append(
                {
                    "id": id,
                    "name": name(id),
                    "kind": say(SINGLE),
                    "door": door.name,
                    "chance": chance,
                    "ask": ask(id),
                }
            )
    title = NOTHING.title if now.gate.refusal(joint, False) else joint.title
    here = [id for id in near if ground.at[iso3_of(id)].kind == EMBASSY]
    whole: Row = {
        "id": None,
        "name": say("European Union"),
        "kind": say(TOGETHER_AS_ONE),
        "chance": None,
        "ask": say(title),
        "door": _delegation([name(id) for id in here], name(lead) if lead else None),
    }
    return [
        Table(
            "european_union",
            say("Member states of the EU: each alone, and all together"),
            columns(
                ("name", "Government"),
                ("kind", "Alone or together"),
                ("door", "Embassy or mission"),
                ("chance", "Chance of speaking up", "%"),
                "ask",
            ),
            [whole, *rows],
            of="id",
            note=say(
                "Ask the member that speaks up most of those present to put it on the agenda of "
                "their heads of mission, and to lead: members agree on what the delegation does. "
                "The delegation itself is not on record here: look it up. No chance is given for "
                "all together, since members do not decide independently."
            ),
        )
    ]


def _delegation(embassies: Sequence[str], lead: str | None) -> str:
    """The way to all members together; `embassies`: the names of those that have one there."""
    if not embassies:
        return say("the delegation of the EU, where there is one")
    delegation = count(
        "the delegation of the EU, with {n} embassy of a member state: {names}",
        "the delegation of the EU, with {n} embassies of member states: {names}",
        len(embassies),
        names=listed(embassies, 3),
    )
    if lead is None:
        return delegation
    return say("{delegation}; {lead} to lead", delegation=delegation, lead=lead)
