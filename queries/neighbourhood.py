"""An entity and what surrounds it."""

from __future__ import annotations

from graph.model.records import Entity, Tie
from graph.model.schema import ENTITIES, TIES
from graph.model.words import count, number, say
from graph.view import View
from queries.answer import Answer, Note, Row, Table, columns
from queries.parameters import AnyId, Count, Hops
from queries.question import question
from queries.shared.claim_rows import claim_rows
from queries.shared.leads import explore
from queries.shared.maps import network_map


@question(
    "Explore the network",
    section="Explore",
    cypher="""
MATCH path = (start:Entity {id: $entity})-[*0..1]-(:Entity) RETURN path""",
)
def neighbourhood(view: View, entity: AnyId, hops: Hops = 1, most: Count = 100) -> Answer:
    """What is tied to this person, organization, government or case, directly or some steps away?

    entity: anything on the map, by name or id
    hops: how many steps away
    most: how many to show, nearest first
    """
    centre = view.get(entity)
    nearby = view.network([entity], hops, most)
    names = {one.id: one.title for one in nearby.entities}
    ties = [tie for tie in nearby.ties if tie.source in names and tie.target in names]
    near = len(nearby.entities) - 1
    others = view.near(centre.id, max(1, hops)) if nearby.truncated or not hops else near
    return Answer(
        _sentence(centre, hops, near, others),
        [
            network_map(
                "map", say("Around {name}", name=centre.title), nearby.entities, ties, [centre.id]
            ),
            Table(
                "ties",
                say("The ties"),
                columns(
                    "from",
                    "tie",
                    "to",
                    "since",
                    "until",
                    "source",
                    "reliability",
                    none_on_record=["until", "source"],
                ),
                [_tie(tie, names, centre.id) for tie in ties],
                of="source_id",
                onward=[explore("other")],
            ),
            Table(
                "claims",
                say("What is on record of {name}, and in which dataset", name=centre.title),
                columns("what", "value", "dataset", "source", "known", "reliability"),
                claim_rows(view, centre.id),
            ),
            *([_cut(others, near, hops)] if near < others else []),
        ],
    )


def _sentence(centre: Entity, hops: int, near: int, others: int) -> str:
    """How many are tied to it, and how many of these are shown."""
    if not others:
        return say("Nothing is known to be tied to {name}.", name=centre.title)
    called = say("{name} ({kind})", name=centre.title, kind=say(ENTITIES[centre.kind].label))
    if hops <= 1:
        tied = count(
            "{name} is tied directly to {n} other.",
            "{name} is tied directly to {n} others.",
            others,
            name=called,
        )
    else:
        tied = count(
            "{name} is tied within {steps} steps to {n} other.",
            "{name} is tied within {steps} steps to {n} others.",
            others,
            name=called,
            steps=hops,
        )
    return f"{tied} {_shown(near, others)}".strip()


def _shown(near: int, others: int) -> str:
    """How many of those tied to it are shown; "" where all are."""
    if near == others:
        return ""
    if near:
        return count("The nearest {n} is shown.", "The nearest {n} are shown.", near)
    return say("It is not shown.") if others == 1 else say("None of them is shown.")


def _cut(others: int, near: int, hops: int) -> Note:
    if not hops:
        text = count(
            "Choose one step or more above to see them: {near} of {n} other is shown.",
            "Choose one step or more above to see them: {near} of {n} others are shown.",
            others,
            near=number(near),
        )
    else:
        text = count(
            "Choose a larger number above to see the rest: {near} of {n} other is shown.",
            "Choose a larger number above to see the rest: {near} of {n} others are shown.",
            others,
            near=number(near),
        )
    return Note("cut", say("Not all are shown"), text, "caution")


def _tie(tie: Tie, names: dict[str, str], centre: str) -> Row:
    return {
        "source_id": tie.source,
        "from": names[tie.source],
        "tie": say(TIES[tie.kind].phrase),
        "to": names[tie.target],
        "target_id": tie.target,
        "other": tie.source if tie.target == centre else tie.target,
        "since": tie.since,
        "until": tie.until,
        "source": tie.origin.url,
        "reliability": say(tie.origin.confidence.title),
        "dataset": tie.origin.dataset,
    }
