"""The functions that a coalition lacks, over a map: who covers each, and who could."""

from __future__ import annotations

from graph.campaign.functions import ONE
from graph.model.schema import ACTORS
from graph.model.words import say
from queries.answer import FUNCTION, Cell, Onward
from queries.lens import Lens, LensEntity, Line, Role
from queries.shared.lacking import Lacking, OpenFunction
from queries.shared.leads import explore, if_they_fell_away, introductions_to


def function_lens(lacking: Lacking) -> Lens:
    """The open functions in their order, hollow where nobody can be relied on."""
    case = lacking.contacts.case.id
    gaps: list[LensEntity] = []
    people = {case: LensEntity(case, "shown")}
    lines: list[Line] = []
    added: list[dict[str, str]] = []
    for order, gap in enumerate(lacking.open, 1):
        covered = gap.coverage
        id, title = f"{FUNCTION}:{covered.function.id}", say(covered.function.title)
        role: Role = "shown" if covered.state == ONE else "gap"
        gaps.append(LensEntity(id, role, order, say(covered.state)))
        added.append({"id": id, "name": title, "kind": FUNCTION})
        for one in sorted(covered.now):
            people[one] = LensEntity(one, "shown", words=say("covers something"))
            lines.append(Line(one, id, "shown", words=say("covers"), directed=True))
        for who in lacking.could(covered):
            could = LensEntity(who.id, "could", words=say("could cover something"))
            people.setdefault(who.id, could)
            lines.append(Line(who.id, id, "could", words=say("could cover"), directed=True))
    everybody = [people[id] for id in sorted(people)]
    return Lens([*gaps, *everybody], lines, "gaps", added=added)


def first_of(lacking: Lacking, gap: OpenFunction) -> dict[str, Cell]:
    """Who could take a function up, and without whom nobody would cover it, for what comes next."""
    could, now = lacking.could(gap.coverage), sorted(gap.coverage.now)
    alone = now[0] if gap.coverage.state == ONE and len(now) == 1 else None
    if alone is not None and lacking.entity(alone).kind not in ACTORS:
        alone = None
    return {
        "first_id": could[0].id if could else None,
        "without": [f"remove {alone}"] if alone else None,
    }


def towards_closing(case: str) -> list[Onward]:
    """What a row of a gap leads to: the way to whoever could, and what hangs on the only one."""
    return [
        introductions_to(case, "first_id"),
        if_they_fell_away(case),
        explore("first_id"),
    ]
