"""What a supposed change would change, in words: introductions, functions, embassies, files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from graph.approach.embassies import Door
from graph.campaign.functions import AT_RISK, ONE
from graph.campaign.scenario import Supposition
from graph.model.words import count, listed, percent, say
from graph.view import View
from queries.answer import Block, Column, Row, Table, columns
from queries.shared.gaps import Gap
from queries.shared.leads import explore

CHANGED = 0.005  # a chance that moves by less has not moved


class ReachChange(NamedTuple):
    """The chance of reaching somebody, now and then; None: no introduction is known."""

    goal: str
    before: float | None
    after: float | None

    @property
    def change(self) -> float:
        return (self.after or 0) - (self.before or 0)

    @property
    def moved(self) -> bool:
        return abs(self.change) >= CHANGED or (self.before is None) != (self.after is None)


def effects_of(
    view: View,
    moved: Sequence[ReachChange],
    gaps: Sequence[Gap],
    shut: Sequence[tuple[str, Door | None, Door | None]],
) -> list[str]:
    """What would change, a sentence each: introductions, functions, embassies."""
    gone = [gap for gap in gaps if gap.before and not gap.after]
    lost = [gap.function for gap in gone if gap.new.state != AT_RISK]
    risky = [gap.function for gap in gone if gap.new.state == AT_RISK]
    won = [gap.function for gap in gaps if gap.after and not gap.before]
    alone = [
        gap.function for gap in gaps if gap.before and gap.new.state == ONE and gap.old.state != ONE
    ]
    sentences = [_moved(view.get(way.goal).title, way) for way in moved[:2]]
    if lost:
        sentences.append(say("Nobody would cover {functions} any more.", functions=listed(lost)))
    if risky:
        sentences.append(
            say("Only somebody at risk would still cover {functions}.", functions=listed(risky))
        )
    if alone:
        sentences.append(
            say("Only one ally would still cover {functions}.", functions=listed(alone))
        )
    if won:
        sentences.append(
            say("Somebody would cover {functions}, as nobody does now.", functions=listed(won))
        )
    return sentences + [_shut(name, after) for name, _, after in shut[:2]]


def _moved(name: str, way: ReachChange) -> str:
    """How the chance of reaching somebody changes."""
    old, new = percent(way.before or 0), percent(way.after or 0)
    if not way.after:
        return say(
            "No introduction to {name} would be left (chance of one working now: {before}).",
            name=name,
            before=old,
        )
    if not way.before:
        return say(
            "An introduction to {name} would open, with a chance of about {after} of working.",
            name=name,
            after=new,
        )
    if way.after > way.before:
        return say(
            "The chance of an introduction to {name} working would rise from about {before} to "
            "{after}.",
            name=name,
            before=old,
            after=new,
        )
    return say(
        "The chance of an introduction to {name} working would fall from about {before} to "
        "{after}.",
        name=name,
        before=old,
        after=new,
    )


def _shut(government: str, after: Door | None) -> str:
    if after is None:
        return say("No embassy of {government} would be known any more.", government=government)
    return say(
        "The embassy or mission of {government} would be {door}.",
        government=government,
        door=named(after),
    )


def named(door: Door | None) -> str:
    if door is None:
        return say("no embassy is known")
    return say(
        "{embassy} ({kind}, {status})",
        embassy=door.name,
        kind=say(door.kind),
        status=say(door.status),
    )


def towards(government: str, host: str) -> str:
    """A government, and of several that detain towards which; the only one needs no name: ""."""
    if not host:
        return government
    return say("{government} towards {host}", government=government, host=host)


def map_title(id: str, ways: int, name: str) -> str:
    if id == "before" and not ways:
        return say("Now: no introduction to {name}", name=name)
    if id == "before":
        return count(
            "Now: {n} introduction to {name}", "Now: {n} introductions to {name}", ways, name=name
        )
    if not ways:
        return say("Then: no introduction to {name}", name=name)
    return count(
        "Then: {n} introduction to {name}", "Then: {n} introductions to {name}", ways, name=name
    )


def doors_table(shut: Sequence[tuple[str, Door | None, Door | None]]) -> Table:
    rows: list[Row] = [
        {
            "name": name,
            "before": named(before),
            "after": named(after),
            "id": door.id if (door := before or after) else None,
        }
        for name, before, after in shut
    ]
    specs = columns(("name", "Government"), ("before", "Embassy now"), ("after", "Embassy then"))
    leads = [explore("id")]
    return Table("doors", say("Embassies and missions"), specs, rows, of="id", onward=leads)


def edit_tables(supposition: Supposition) -> list[Block]:
    """The changes as rows of files: saved as CSV and loaded, they are for good."""
    by_table: dict[str, list[Row]] = {}
    for edit in supposition.edits:
        by_table.setdefault(edit.table, []).append({**edit.row})
    return [
        Table(
            loader,
            say("Apply these changes: rows for the list “{list}”", list=loader),
            # Named as the file names its columns, in whatever language the page is.
            [Column(name, name) for name in dict.fromkeys(name for row in rows for name in row)],
            rows,
            note=say(
                "Download this as CSV, check it, and load it as “{list}”, beside what is there.",
                list=loader,
            ),
        )
        for loader, rows in by_table.items()
    ]
