"""Introductions over a map: numbered steps from us, and who would first have to agree."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model.words import percent, say
from graph.network.paths import Chain
from queries.lens import Lens, LensEntity, Line, Role
from queries.shared.asking import to_agree
from queries.shared.chains import ChainWords


def chain_lens(
    tell: ChainWords, chains: Sequence[Chain], closed: Sequence[Chain], beside: str
) -> Lens:
    """The chains, the best first; where there is none, those that would open if somebody agreed.

    `beside`: the id of the table that is shown beside the map.
    """
    entities = {
        tell.begin: LensEntity(tell.begin, "start"),
        tell.goal: LensEntity(tell.goal, "goal", words=say("whom to reach")),
    }
    lines: dict[tuple[str, str], Line] = {}
    to_ask: Role = "step" if chains else "could"
    for way, chain in enumerate(chains or closed, 1):
        missing = {} if chains else dict.fromkeys(to_agree(tell.contacts, chain))
        for number, id in enumerate(chain.between, 1):
            standing = (
                LensEntity(id, "could", words=say("would have to agree"))
                if id in missing
                else LensEntity(id, "step", number if way == 1 else None)
            )
            entities.setdefault(id, standing)
        for number, step in enumerate(chain.steps, 1):
            line = Line(
                source=step.source,
                target=step.target,
                role=to_ask,
                order=number,
                words=percent(step.p),
                directed=True,
                way=way,
            )
            lines.setdefault((step.source, step.target), line)
    return Lens([*entities.values()], [*lines.values()], beside)
