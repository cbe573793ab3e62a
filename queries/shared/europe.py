"""The member states of the EU: each a door of its own, and together one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from graph.approach.asks import GENERAL, Situation
from graph.approach.embassies import ACCREDITED, EMBASSY, THERE
from graph.approach.evidence import Ground
from graph.approach.gate import BY_ID, NOTHING
from graph.model.ids import iso3_of
from queries.answer import Block, Row, Table, columns
from queries.wording import counted, listed


def europe(
    ground: Ground,
    now: Situation,
    order: Sequence[str],
    name: Callable[[str], str],
    ask: Callable[[str], str],
) -> list[Block]:
    """Single doors of member states and the coordinated one; nothing if the host is a member or no
    membership is on record. `ask`: what to ask of one alone."""
    members = [id for id in order if id in ground.members]
    if not members or ground.host.id in ground.members:
        return []
    joint = GENERAL if now.gate.refusal(BY_ID["demarche joint"], False) else BY_ID["demarche joint"]
    rows: list[Row] = []
    near = []
    for id in members:
        door = ground.at.get(iso3_of(id))
        if door is not None and door.kind in (EMBASSY, THERE, ACCREDITED):
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
            note="Members agree on what the delegation does; ask one of them to put it on the "
            "agenda of their heads of mission. The delegation itself is not on record here: look "
            "it up. No chance is given for all together, since they do not decide each for itself.",
        )
    ]
