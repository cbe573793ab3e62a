"""Suggested introductions over a map: who should meet, in which order, and who could see to it."""

from __future__ import annotations

from collections.abc import Iterable

from graph.campaign.meetings import Meeting
from graph.model.words import say
from queries.lens import Lens, LensEntity, Line
from queries.shared.pair_words import BroughtBy


def meeting_lens(pairs: Iterable[tuple[Meeting, BroughtBy | None]], beside: str) -> Lens:
    """Each pair as a tie that is only suggested, and whoever could introduce them.

    `beside`: the id of the table that is shown beside the map.
    """
    sides: dict[str, LensEntity] = {}
    steps: dict[str, LensEntity] = {}
    lines: list[Line] = []
    known: dict[tuple[str, str], Line] = {}
    for order, (meeting, by) in enumerate(pairs, 1):
        ends = (meeting.first.id, meeting.second.id)
        lines.append(Line(*ends, "could", order))
        for id in ends:
            sides.setdefault(id, LensEntity(id, "shown"))
        if by is None:
            continue
        could = LensEntity(by.side, "step", words=say("could introduce them"))
        steps.setdefault(by.side, could)
        for id in ends:
            known.setdefault((by.side, id), Line(by.side, id, "shown"))
    entities = {**sides, **steps}
    standings = [entities[id] for id in sorted(entities)]
    ends_of = ("first_id", "second_id")
    return Lens(standings, [*lines, *known.values()], beside, ends_of)
