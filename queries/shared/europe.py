"""The member states of the EU: each a door of its own, and together one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from graph.approach.asks import Situation
from graph.approach.embassies import ACCREDITED, EMBASSY, ON_THE_SPOT
from graph.approach.evidence import Ground
from graph.approach.gate import NOTHING
from graph.approach.ways import TOGETHER, TOGETHER_GENERAL
from graph.model.ids import iso3_of
from queries.answer import Block, Row, Table, columns
from queries.wording import counted, listed


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
                    "kind": "single",
                    "door": door.name,
                    "chance": chance,
                    "ask": ask(id),
                }
            )
    title = NOTHING.title if now.gate.refusal(joint, False) else joint.title
    here = [id for id in near if ground.at[iso3_of(id)].kind == EMBASSY]
    whole: Row = {
        "id": None,
        "name": "European Union",
        "kind": "coordinated",
        "chance": None,
        "ask": title,
        "door": f"the delegation of the EU, with {counted(len(here), 'embassy', 'embassies')} of "
        f"member states: {listed([name(id) for id in here], 3)}"
        + (f"; {name(lead)} to lead" if lead else "")
        if here
        else "the delegation of the EU, where there is one",
    }
    return [
        Table(
            "european_union",
            "Member states of the EU: single doors and one together",
            columns(
                ("name", "Government"),
                ("kind", "Door is"),
                "door",
                ("chance", "Chance", "%"),
                "ask",
            ),
            [whole, *rows],
            of="id",
            note="Members agree on what the delegation does; ask the one that acts most of those "
            "there to put it on the agenda of their heads of mission, and to lead. The delegation "
            "itself is not on record here: look it up. No chance is given for all together, since "
            "they do not decide each for itself.",
        )
    ]
