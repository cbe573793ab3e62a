"""People by role, where their names would make a list of targets (DESIGN 8).

An answer that says on whom everything hangs, or who connects whom, is for named recipients only
(TLP:RED) and never exported: `python -m queries … --format json` and `csv` refuse it, and no page
offers a download. It calls people by what they do, and its rows and maps hold no id of a person.
Bodies are called by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from graph.model.records import Entity, Tie
from graph.model.schema import Label
from graph.model.vocabulary import role_title
from graph.model.words import say
from graph.view import View
from queries.answer import Answer, Block, NetworkMap
from queries.shared.maps import network_map


class Roles:
    """What each entity is called; alike people are numbered, in an order that says nothing."""

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        self.entities = entities
        people = [one for id, one in sorted(entities.items()) if one.kind == "Person"]
        self.id = {id: id for id in entities}
        self.id |= {one.id: f"per:role-{n}" for n, one in enumerate(people, 1)}
        alike = Counter(_role(one) for one in people)
        met: Counter[str] = Counter()
        self._name = {id: one.title for id, one in entities.items()}
        self._in_words = {id: say("“{name}”", name=name) for id, name in self._name.items()}
        for one in people:
            role = _role(one)
            met[role] += 1
            several = alike[role] > 1
            self._name[one.id] = (
                say("{role} {number}", role=role, number=met[role]) if several else role
            )
            self._in_words[one.id] = self._name[one.id] if several else _one(role)

    def name(self, id: str) -> str:
        """A body's name, or a person's role.

        >>> two = [Entity("Person", "per:a", "Ada", {"role": "judge"}), Entity("Person", "per:b")]
        >>> roles = Roles({one.id: one for one in two})
        >>> roles.name("per:a"), roles.name("per:b"), roles.id["per:b"]
        ('judge', 'person', 'per:role-2')
        """
        return self._name[id]

    def in_words(self, id: str) -> str:
        """The same inside a sentence: a judge, judge 2, “Watch”."""
        return self._in_words[id]

    def map(
        self, id: str, title: str, ids: Iterable[str], ties: Iterable[Tie], focus: Sequence[str]
    ) -> NetworkMap:
        """A map of some of them and the ties among them."""
        inside = set(ids)
        entities = [self._masked(self.entities[one]) for one in sorted(inside)]
        drawn = [
            Tie(
                kind=tie.kind,
                source=self.id[tie.source],
                target=self.id[tie.target],
                key=tie.key,
                since=tie.since,
                until=tie.until,
                strength=tie.strength,
                origin=tie.origin,
            )
            for tie in ties
            if {tie.source, tie.target} <= inside
        ]
        return network_map(id, title, entities, drawn, [self.id[one] for one in focus])

    def _masked(self, one: Entity) -> Entity:
        if one.kind != "Person":
            return one
        return replace(one, id=self.id[one.id], name=self._name[one.id], values={})


def confidential(sentence: str, blocks: Sequence[Block]) -> Answer:
    """An answer for named recipients only, that never leaves the program."""
    return Answer(sentence, blocks, label=Label.RED, exportable=False)


def refused(view: View) -> Answer | None:
    """What everybody else is told; None: the view is for named recipients."""
    if view.audience is Label.RED:
        return None
    return Answer(
        say(
            "Read this alone, as {label}: it shows whose loss would do most harm, so it is for "
            "named recipients only. It names people by role and is never exported.",
            label=Label.RED.title,
        ),
        exportable=False,
    )


def _role(entity: Entity) -> str:
    return role_title(str(entity.values.get("role") or "")) or say("person")


def _one(role: str) -> str:
    """Somebody of a role, with the article that English wants."""
    return say("an {role}", role=role) if role[:1] in "aeiou" else say("a {role}", role=role)
