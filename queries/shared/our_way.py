"""Our way to each government of a ranking: the best introduction to it or its embassy, if any."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import TYPE_CHECKING, Any

from graph.approach.evidence import Ground
from graph.model.ids import iso3_of
from graph.model.words import percent, say
from queries.answer import Column, Onward
from queries.shared.leads import brief_for, introductions_to, links

if TYPE_CHECKING:
    from graph.campaign.contacts import Contacts

CELLS = ("way", "way_chance", "our_way", "introduced_by", "introductions_to")


def our_columns() -> list[Column]:
    """Of a ranking that is about a case: the way there in short, and as a sentence."""
    return [
        Column(
            "our_way",
            say("Our way there"),
            help=say(
                "The chance that the best introduction works, and whom to ask for it first; "
                "several introductions together are likelier to work"
            ),
        ),
        Column("way", say("Our introduction"), place="aside"),
    ]


def towards_embassies(host: str, case: str | None) -> list[Onward]:
    """What a row of a government leads to: who introduces us, the page to take along, and what
    links it to the host."""
    linked = links("id", host)
    if case is None:
        return [linked]
    return [introductions_to(case, "introductions_to"), brief_for(case, "id"), linked]


class OurWay:
    """The ways of one campaign. `halt`: why nobody is asked now; `barred`: governments that are
    not to be contacted."""

    def __init__(self, ground: Ground, halt: str | None, barred: Collection[str]) -> None:
        self.ground, self.halt, self.barred = ground, halt, barred

    @cached_property
    def _contacts(self) -> Contacts:
        from graph.campaign.contacts import contacts  # NetworkX is only for who has a case

        assert self.ground.case is not None
        return contacts(self.ground.view, self.ground.case.id)

    def cells(self, id: str) -> dict[str, Any]:
        """How the campaign of the case reaches a government; nothing where there is no case."""
        if self.ground.case is None:
            return {}
        if self.halt or id in self.barred:
            why = say("ask nobody now") if self.halt else say("not to be contacted")
            return dict.fromkeys(CELLS) | {"way": why, "our_way": why}
        from graph.approach.access import in_words
        from graph.campaign.contacts import shown
        from queries.shared.chains import POOR

        chain = self.ground.introductions.get(id)
        door = self.ground.at.get(iso3_of(id))
        if chain is None or chain.p < POOR:
            return {
                "way": say("No good introduction is known: write to it yourselves."),
                "way_chance": None,
                "our_way": say("no good introduction"),
                "introduced_by": None,
                "introductions_to": chain.ids[-1] if chain else door.id if door else id,
            }
        ties = [
            tie
            for step in chain.steps
            for tie, _ in self._contacts.agreed.reasons(step.source, step.target)
        ]
        first = chain.between[0] if chain.between else None
        shown(self.ground.view, [first] if first else [], ties)
        return {
            "way": in_words(chain),
            "way_chance": chain.p,
            "our_way": say(
                "{chance}, {first}",
                chance=percent(chain.p),
                first=self._contacts.name(first) if first else say("directly"),
            ),
            "introduced_by": first,
            "introductions_to": chain.ids[-1],
        }
