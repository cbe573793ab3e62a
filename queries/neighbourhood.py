"""An entity and what surrounds it."""

from __future__ import annotations

from graph.records import Entity, Tie
from graph.schema import ENTITIES, TIES
from graph.view import View
from queries.answer import Answer, Note, Row, Table, columns, network_map
from queries.question import Count, EntityId, Hops, question


@question(
    "What surrounds it",
    section="Explore",
    cypher="""
MATCH path = (start:Entity {id: $entity})-[*0..1]-(:Entity) RETURN path""",
)
def neighbourhood(view: View, entity: EntityId, hops: Hops = 1, most: Count = 100) -> Answer:
    """What is tied to this person, organization, government or case, directly or at some steps?

    entity: anything on the map, by name or id
    hops: how many ties away
    most: how many entities to show, nearest first
    """
    centre = view.get(entity)
    found = view.network([entity], hops, most)
    names = {one.id: one.title for one in found.entities}
    ties = [tie for tie in found.ties if tie.source in names and tie.target in names]
    others = len(found.entities) - 1
    steps = "directly" if hops <= 1 else f"within {hops} steps"
    cut = f" Only the nearest {most} are shown; there are more." if found.truncated else ""
    sentence = (
        f"{centre.title} ({ENTITIES[centre.kind].label.lower()}) is tied {steps} to "
        f"{others} other{'s' * (others != 1)}.{cut}"
        if others
        else f"Nothing is known to be tied to {centre.title}."
    )
    claims = view.claims(centre.id)
    return Answer(
        sentence,
        [
            network_map("map", f"Around {centre.title}", found.entities, ties, [centre.id]),
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
                [row for claim in claims for row in _claims(claim)],
            ),
            *([Note("cut", "Cut", cut.strip(), "caution")] if cut else []),
        ],
    )


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


def _claims(claim: Entity) -> list[Row]:
    said = {"name": claim.name, **claim.values} if claim.name else dict(claim.values)
    return [
        {
            "what": key.replace("_", " "),
            "value": ", ".join(value) if isinstance(value, list) else value,
            "dataset": claim.origin.dataset,
            "source": claim.origin.url,
            "known": claim.origin.known,
            "reliability": claim.origin.confidence.title,
        }
        for key, value in said.items()
    ]
