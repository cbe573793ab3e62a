"""The ranking of governments over a map, and the short list of it that stands beside the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.approach.embassies import ACCREDITED, CONSULATE, EMBASSY, GENEVA, NEW_YORK, THERE, Door
from graph.model.records import Entity
from graph.model.words import number, say
from queries.answer import Column, Row, Table, columns
from queries.lens import Lens, LensEntity, Line
from queries.shared.our_way import our_columns, towards_embassies


def ranking_lens(
    host: Entity, about: Entity | None, rows: Sequence[Row], at: Mapping[str, Door]
) -> Lens:
    """The governments in their order, each with its embassy or mission; and whom it is about."""
    centre = [about, host] if about else [host]
    entities = [
        LensEntity(
            id=str(row["id"]),
            role="ranked",
            order=int(str(row["rank"])),
            words=in_short(at.get(str(row["government"]))),
        )
        for row in rows
    ]
    doors = [(str(row["id"]), door) for row in rows if (door := at.get(str(row["government"])))]
    entities += [LensEntity(door.id, "shown") for _, door in doors]
    entities += [LensEntity(one.id, "shown") for one in centre]
    lines = [Line(id, door.id, "shown") for id, door in doors]
    return Lens(entities, lines, "shortlist")


def in_short(door: Door | None) -> str:
    """Where a government is to be found, in two or three words."""
    if door is None:
        return say("no embassy known")
    if door.kind == GENEVA:
        return say("mission in Geneva")
    if door.kind == NEW_YORK:
        return say("mission in New York")
    if not door.city:
        return say("embassy") if door.kind == EMBASSY else say("mission")
    places = {
        EMBASSY: say("embassy in {city}", city=door.city),
        ACCREDITED: say("covered from {city}", city=door.city),
        CONSULATE: say("consulate general in {city}", city=door.city),
        THERE: say("mission in {city}", city=door.city),
    }
    return places[door.kind]


def shortlist(
    host: str, case: str | None, rows: Sequence[Mapping[str, Any]], at: Mapping[str, Door]
) -> Table:
    """What one chooses from: a few columns of the ranking, in words."""
    short: list[Row] = [
        {
            "rank": row["rank"],
            "id": row["id"],
            "name": row["name"],
            "door": in_short(at.get(row["government"])),
            "acts": _acts(row["acts_joined"], row["acts_comparable"]),
            "heard": _heard(row["heard_accepted"], row["heard_answered"]),
            "our_way": row.get("our_way"),
            "introductions_to": row.get("introductions_to"),
        }
        for row in rows
    ]
    return Table(
        "shortlist",
        say("Embassies to approach, in short"),
        columns(
            ("rank", "#"),
            ("name", "Government"),
            Column("door", say("Embassy or mission"), place="line"),
            ("acts", "Acts", None, "Comparable public acts for prisoners that it joined"),
            (
                "heard",
                "Heard",
                None,
                "How many of its recommendations on this the detaining government accepted",
            ),
            *(our_columns()[:1] if case else ()),
        ),
        short,
        of="id",
        onward=towards_embassies(host, case),
    )


def _acts(joined: int, comparable: int) -> str:
    if not comparable:
        return say("none comparable")
    return say("joined {n} of {all}", n=number(joined), all=number(comparable))


def _heard(accepted: int, answered: int) -> str:
    if not answered:
        return say("none yet")
    return say("{n} of {all}", n=number(accepted), all=number(answered))
