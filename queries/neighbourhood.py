"""An entity and what surrounds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.model.ids import kind_of
from graph.model.records import Entity, Tie
from graph.model.schema import ENTITIES, TIES
from graph.view import View
from queries.answer import Answer, Note, Row, Table, columns
from queries.parameters import AnyId, Count, Hops
from queries.question import question
from queries.shared.maps import network_map
from queries.wording import counted


@question(
    "What surrounds it",
    section="Explore",
    cypher="""
MATCH path = (start:Entity {id: $entity})-[*0..1]-(:Entity) RETURN path""",
)
def neighbourhood(view: View, entity: AnyId, hops: Hops = 1, most: Count = 100) -> Answer:
    """What is tied to this person, organization, government or case, directly or at some steps?

    entity: anything on the map, by name or id
    hops: how many ties away
    most: how many entities to show, nearest first
    """
    centre = view.get(entity)
    called = f"{centre.title} ({ENTITIES[centre.kind].label.lower()})"
    nearby = view.network([entity], hops, most)
    names = {one.id: one.title for one in nearby.entities}
    ties = [tie for tie in nearby.ties if tie.source in names and tie.target in names]
    near = len(nearby.entities) - 1
    others = view.near(centre.id, max(1, hops)) if nearby.truncated or not hops else near
    steps = "directly" if hops <= 1 else f"within {hops} steps"
    cut = (
        ""
        if near == others or not others
        else _none(others)
        if not near
        else f"the nearest {near} {'are' if near > 1 else 'is'} shown"
    )
    sentence = (
        f"{called} is tied {steps} to {counted(others, 'other')}{f'; {cut}' if cut else ''}."
        if others
        else f"Nothing is known to be tied to {centre.title}."
    )
    claims = view.claims(centre.id)
    return Answer(
        sentence,
        [
            network_map("map", f"Around {centre.title}", nearby.entities, ties, [centre.id]),
            Table(
                "ties",
                "The ties",
                columns("from", "tie", "to", "since", "until", "source", "reliability"),
                [_tie(tie, names) for tie in ties],
                of="source_id",
            ),
            Table(
                "claims",
                f"What is said of {centre.title}, and by which dataset",
                columns("what", "value", "dataset", "source", "known", "reliability"),
                [row for claim in claims for row in _claims(claim, _named(view, claims))],
            ),
            *([_cut(others, near, hops)] if cut else []),
        ],
    )


def _none(others: int) -> str:
    return "it is not shown" if others == 1 else "none of them is shown"


def _cut(others: int, near: int, hops: int) -> Note:
    more = "ask for more of them" if hops else "ask for one step or more"
    sentence = f"Of {counted(others, 'other')} {near or 'none'} {'is' if near < 2 else 'are'} shown"
    return Note("cut", "Not all are shown", f"{sentence}: to see the rest, {more}.", "caution")


def _tie(tie: Tie, names: dict[str, str]) -> Row:
    return {
        "source_id": tie.source,
        "from": names[tie.source],
        "tie": TIES[tie.kind].phrase,
        "to": names[tie.target],
        "target_id": tie.target,
        "since": tie.since,
        "until": tie.until,
        "source": tie.origin.url,
        "reliability": tie.origin.confidence.title,
        "dataset": tie.origin.dataset,
    }


def _named(view: View, claims: Sequence[Entity]) -> Mapping[str, str]:
    """The names of those whom a value refers to by id, such as cases somebody has agreed for."""
    listed = (value for one in claims for value in one.values.values() if isinstance(value, list))
    ids = {item for items in listed for item in items if _is_id(item)}
    return {one.id: one.title for one in view.several(ids)}


def _claims(claim: Entity, names: Mapping[str, str]) -> list[Row]:
    values = {"name": claim.name, **claim.values} if claim.name else dict(claim.values)
    return [
        {
            "what": key.replace("_", " "),
            "value": _listed(value, names) if isinstance(value, list) else value,
            "dataset": claim.origin.dataset,
            "source": claim.origin.url,
            "known": claim.origin.known,
            "reliability": claim.origin.confidence.title,
        }
        for key, value in values.items()
    ]


def _listed(items: Sequence[str], names: Mapping[str, str]) -> str:
    """A list of words, or of those referred to; whom the reader may not see is left out."""
    return ", ".join(names.get(item, item) for item in items if item in names or not _is_id(item))


def _is_id(text: str) -> bool:
    return ":" in text and kind_of(text) is not None
