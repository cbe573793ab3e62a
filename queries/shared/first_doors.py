"""Which way each government is to the state that detains, and the few first doors, in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cached_property

from graph.approach.embassies import ON_THE_SPOT
from graph.approach.evidence import Ground
from graph.approach.mediators import Mediation, defenders, mediators, signing_together, strong
from graph.approach.nexus import NATIONAL, Evidence, dual, neighbours
from graph.approach.portfolio import (
    ANY,
    LEVERAGE,
    MEDIATOR,
    NEAR,
    NEXUS,
    RECORD,
    Chosen,
    first_doors,
)
from graph.approach.relations import Relations, relations
from graph.approach.ways import Way
from graph.model.ids import government_id, iso3_of
from graph.model.vocabulary import stage_of
from graph.model.words import count, listed, say
from graph.record.act import Act
from queries.shared.caveats import Caveats, act_day
from queries.shared.past_acts import joined_of_comparable
from queries.wording import the

NEAREST = 4  # the nearest quarter in UN votes counts as close, after those with a border
FAINT = 0.1  # a neighbour with less of a chance to act is no first door: judgement


class Ways:
    """The ways to one state: `order` holds the ids of the governments as the list ranks them.

    `barred`: those that are not to be contacted, or not safe to tell.
    """

    def __init__(
        self,
        ground: Ground,
        order: Sequence[str],
        name: Callable[[str], str],
        barred: Collection[str],
    ) -> None:
        self.ground, self.order, self.name, self.barred = ground, order, name, barred
        self.host = iso3_of(ground.host.id)
        self.outlook = ground.chances
        self.acts = [act for act in self.outlook.of.all if act.usable <= self.outlook.known]
        self.evidence = self.outlook.of.evidence

    @cached_property
    def relations(self) -> Relations:
        return relations(self.ground.view, self.ground.host.id)

    @cached_property
    def mediators(self) -> dict[str, Mediation]:
        regions = self.ground.past.regions
        region = regions.get(self.host)
        near = [iso3 for iso3, other in regions.items() if region and other == region]
        return mediators(self.acts, self.host, near, self.outlook.day)

    @cached_property
    def strong(self) -> frozenset[str]:
        return strong(self.outlook)

    @cached_property
    def defenders(self) -> frozenset[str]:
        return defenders(self.outlook)

    @cached_property
    def lead(self) -> str | None:
        """The member of the EU that acts most of those on the spot; None: the EU has no part."""
        members = self.ground.members
        if self.ground.host.id in members:
            return None
        return next((id for id in self._on_the_spot if id in members), None)

    @cached_property
    def _on_the_spot(self) -> list[str]:
        at = self.ground.at
        return [
            id
            for id in self.order
            if id not in self.barred
            and iso3_of(id) in at
            and at[iso3_of(id)].kind in ON_THE_SPOT
            and not self.relations.broken(iso3_of(id))
        ]

    @cached_property
    def _dual(self) -> bool:
        case = self.ground.case
        return case is not None and dual(self.ground.view, case.id, self.ground.host.id)

    def way(self, id: str) -> Way:
        """How one government stands to the host and to the prisoner."""
        iso3, ground = iso3_of(id), self.ground
        bond, mediation = ground.nexus.get(id), self.mediators.get(iso3)
        protector = self.relations.protector(iso3)
        resident = next((one for one in self._on_the_spot if one != id), None)
        member = id in ground.members and self.lead is not None
        is_strong = iso3 in self.strong
        return Way(
            door=ground.at.get(iso3),
            host=the(ground.host.title),
            national=bond is not None and bond.value == NATIONAL,
            dual=self._dual,
            apart=self.relations.broken(iso3) is not None,
            protector=the(self.name(government_id(protector))) if protector else None,
            lead=the(self.name(self.lead)) if member and self.lead else None,
            leads=member and self.lead == id,
            resident=the(self.name(resident)) if resident else None,
            strong=is_strong,
            alongside=self._alongside(iso3) if is_strong else (),
            mediated=mediation.sentence if mediation and mediation.quiet else None,
        )

    def _alongside(self, iso3: str) -> list[str]:
        together = map(government_id, signing_together(self.outlook, iso3))
        return [the(self.name(id)) for id in together if id not in self.barred]

    # The first doors

    @cached_property
    def chosen(self) -> list[Chosen]:
        """The first doors: of governments with a door, and none that took the side of the state but
        one that has a bond to the prisoner, mediates or has leverage."""
        free = [id for id in self.order if self._free(id)]
        fit = [id for id in free if iso3_of(id) in self.ground.at]
        known, nexus = self.ground.evidence, self.ground.nexus
        measured = {**known["dependence"], **known["measure"]}
        leverage = {id: self._leverage(id).value for id in measured}
        mediating = [
            government_id(iso3)
            for iso3, deed in self.mediators.items()
            if deed.of_host or (deed.quiet and iso3 in self.ground.at)
        ]
        by_role = {
            NEXUS: sorted((id for id in fit if id in nexus), key=lambda id: -nexus[id].value),
            RECORD: self._on_one_side(fit),
            NEAR: self._neighbours or self._close,
            # That the state trusts it is no flaw, nor that no door of it is known. Who is out of
            # prison needs a place to go to, not somebody to bargain.
            MEDIATOR: [] if self._out else [id for id in mediating if id in free],
            LEVERAGE: []
            if self._out
            else sorted((id for id in fit if id in leverage), key=lambda id: -leverage[id]),
            ANY: self._on_one_side([id for id in fit if id in self._on_the_spot]),
        }
        return first_doors(by_role, [self.ground.members])

    @property
    def _out(self) -> bool:
        """Whether the prisoner of the case is free."""
        case = self.ground.case
        return case is not None and stage_of(case.values).free

    def _on_one_side(self, ids: Sequence[str]) -> list[str]:
        return [id for id in ids if not self.defended(iso3_of(id))]

    @cached_property
    def _likely(self) -> list[str]:
        """Who has a door and something of a chance to act, and took no side, as the list ranks."""
        chance = self.ground.evidence["chance"]
        likely = [id for id in self.order if id in chance and chance[id].value >= FAINT]
        return self._on_one_side(
            [id for id in likely if iso3_of(id) in self.ground.at and self._free(id)]
        )

    @cached_property
    def _neighbours(self) -> list[str]:
        borders = neighbours(self.ground.view, self.ground.host.id)
        return [id for id in self._likely if id in borders]

    @property
    def _close(self) -> list[str]:
        """Of the quarter that votes nearest to the host at the UN."""
        far = sorted((apart.value, iso3) for iso3, apart in self.ground.apart.items())
        near = {government_id(iso3) for _, iso3 in far[: len(far) // NEAREST]}
        return [id for id in self._likely if id in near]

    def _leverage(self, id: str) -> Evidence:
        known = self.ground.evidence
        facts = [known[factor][id] for factor in ("dependence", "measure") if id in known[factor]]
        return max(facts, key=lambda fact: fact.value)

    def _free(self, id: str) -> bool:
        """Whether nothing stands against asking it at all."""
        iso3 = iso3_of(id)
        return not (id in self.barred or iso3 in self.defenders or self.relations.broken(iso3))

    def reason(self, one: Chosen) -> str:
        """Why it is among the first doors, in a line."""
        iso3, host = iso3_of(one.id), the(self.ground.host.title)
        if one.role == NEXUS:
            return self.ground.nexus[one.id].sentence
        if one.role == RECORD:
            return self._recorded(iso3)
        if one.role == NEAR and one.id in self._neighbours:
            chosen = {other.id for other in self.chosen}
            others = [the(self.name(id)) for id in self._neighbours if id not in chosen]
            return (
                say("It borders {host}, as do {others}.", host=host, others=listed(others, 3))
                if len(others) > 1
                else say("It borders {host}, as does {other}.", host=host, other=others[0])
                if others
                else say("It borders {host}.", host=host)
            )
        if one.role == NEAR:
            return say(
                "At the UN it votes nearer to {host} than most do ({year}); no border is known.",
                host=host,
                year=self.ground.apart[iso3].year,
            )
        if one.role == MEDIATOR:
            mediation = self.mediators[iso3]
            detainer = the(self.name(government_id(mediation.act.target)))
            deed = mediation.sentence
            if mediation.of_host:
                return say(
                    "It mediated for prisoners of {government}: {deed}.",
                    government=detainer,
                    deed=deed,
                )
            return say(
                "It mediated for prisoners of {government}, in the same region: {deed}.",
                government=detainer,
                deed=deed,
            )
        if one.role == LEVERAGE:
            return self._leverage(one.id).sentence
        return self._recorded(iso3)

    def _recorded(self, iso3: str) -> str:
        """Why it stands where it does in the list, and what it did for prisoners of the host."""
        return " ".join(filter(None, [joined_of_comparable(self.outlook, iso3), self.acted(iso3)]))

    def acted(self, iso3: str) -> str:
        """How often it acted for prisoners of the host, or else of others, and when last."""
        every = [act for act in self.acts if iso3 in self.evidence(act)]
        here = [act for act in every if act.target == self.host]
        if not every:
            return say(
                "It stands here by its record at UN reviews; no public act of it is on record."
            )
        last = act_day(max(here or every, key=lambda act: act.last))
        if here:
            return count(
                "It joined {n} public act for prisoners of {host} (last: {day}).",
                "It joined {n} public acts for prisoners of {host} (last: {day}).",
                len(here),
                host=the(self.ground.host.title),
                day=last,
            )
        return count(
            "It joined {n} public act for prisoners of other governments (last: {day}).",
            "It joined {n} public acts for prisoners of other governments (last: {day}).",
            len(every),
            day=last,
        )

    # What to mind

    @cached_property
    def _minded(self) -> Caveats:
        return Caveats(self.ground, self.acts, self.relations, self.defenders)

    def defended(self, iso3: str) -> list[Act]:
        """The acts by which it took the side of the host against its prisoners, newest first."""
        return self._minded.defended(iso3)

    def caveats(self, id: str) -> dict[str, str]:
        """What must be known of a government before it is asked, by kind, as sentences."""
        return self._minded.of(id)
