"""Who has acted for prisoners of a government and of those like it, with whom, and what came."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from graph.approach.breaks import breaks
from graph.approach.gate import BY_ID, gate
from graph.model.ids import government_id, is_kind
from graph.model.records import Entity
from graph.record.act import Act
from graph.view import View
from queries.answer import Answer, Block, Note, Row, Timeline, columns
from queries.parameters import CaseId, Count, PlaceId
from queries.question import question
from queries.shared.about import governing, subject, territories_of
from queries.shared.act_tables import ActTables
from queries.shared.act_words import (
    ABSTAINED,
    AGAINST,
    FOR,
    MEDIATOR,
    acts_about,
    kind,
    names,
    outcome,
    side,
    text,
    when,
    who,
)
from queries.shared.alike import alike
from queries.shared.joint_acts import JointActs
from queries.wording import counted, listed, the

LIMITS = (
    "A sample, coded by hand: what public pages in English and Spanish report, richest for famous "
    "cases since 2020 and for Western governments. It counts nobody’s efforts: who acts alone, "
    "quietly or through the European Union hardly shows. Silent is a government only where the "
    "list is complete, and only on that text. Trust printed lists, votes and OSCE mechanisms most; "
    "single press reports, mediation and days that are estimated or from memory least. About one "
    "act in fifteen had a wrong or missing government when read again: open the address before you "
    "quote one. An act is recorded, not endorsed, whoever the prisoner is. Nothing here predicts "
    "a release."
)


@question(
    "Who has acted for prisoners",
    section="Influence",
    cypher="""
MATCH (government:Government)-[:SIGNED]->(act)-[:ABOUT]->({id: $target})
WHERE act.act IS NOT NULL
RETURN act, collect(government.name) AS governments ORDER BY act.date DESC""",
)
def acts(
    view: View,
    case: CaseId | None = None,
    target: PlaceId | None = None,
    since: date | None = None,
    most: Count = 15,
) -> Answer:
    """Who has acted for prisoners of this government, with whom, and what came of it?

    Public acts of governments: statements, letters, trials attended, cases named at the UN, votes,
    exchanges, mediation; for prisoners of this government and of governments like it. Who could
    lead the next one, who would sign with it, who stayed silent on a complete list, who defended
    the detaining government. A release that followed an act was not necessarily caused by it.

    case: the case, by name or id
    target: or the government or territory that detains, by name or ISO code
    since: leave out what was before that day
    most: how many rows to show of each list
    """
    opening, host, about = _about(view, case, target)
    tell = _ActsWords(view, host, about, since, most)
    if not tell.own and not tell.like:
        since_words = f" since {since}" if since else ""
        hint = "" if tell.loaded else " Load the table: python -m loaders fill"
        return Answer(
            f"{opening}No public act for prisoners of {host.title}, or of governments like it, is "
            f"on record here{since_words}, which does not say that nobody acted.{hint}"
        )
    return Answer(f"{opening}{tell.sentence()}", list(tell.blocks()))


def _about(view: View, case: str | None, target: str | None) -> tuple[str, Entity, Entity | None]:
    """What to say first, the government whose prisoners it is about, and the case."""
    if case is None and target is not None and is_kind(target, "Facility"):
        place, host = view.get(target), view.get(governing(view, target))
        return _governed(place, host), host, None
    host, about, which = subject(view, case, target)
    if about is None:
        return "", host, None
    places = territories_of(view, about.id, of=host)
    governed = _governed(places[0], host) if places else ""
    return f"{gate(view, about).opening}{which}{governed}", host, about


def _governed(place: Entity, host: Entity) -> str:
    return f"{place.title} is governed by {host.title}: this is about all whom that holds. "


class _ActsWords:
    """The acts on one government, and on governments like it, in words and blocks."""

    def __init__(
        self, view: View, host: Entity, case: Entity | None, since: date | None, most: int
    ) -> None:
        def wanted(act: Act) -> bool:
            return since is None or act.last >= since

        near = alike(view, host)
        self.view, self.host, self.case, self.loaded = view, host, case, near.loaded
        self.own = [act for act in acts_about(view, host.id) if wanted(act)]
        self.like = [(act, likeness) for act, likeness in near.acts if wanted(act)]
        like = [act for act, _ in self.like]
        self.name = names(view, [*self.own, *like]).__getitem__
        codes = {code for act in [*self.own, *like] for code in act.joined()}
        self.joint = JointActs(
            host=host,
            own=self.own,
            like=like,
            weight=near.weight,
            breaks=breaks(view, map(government_id, codes)),
            name=self.name,
            most=most,
        )
        self.lists = ActTables(self.joint, self.own, self.like, most)

    def sentence(self) -> str:
        if not self.joint.leads:
            newest = self.own[0] if self.own else self.like[0][0]
            by = who(side(newest, *newest.by_stance), self.name, 2)
            return (
                f"No joint act is on record; the newest act about prisoners of "
                f"{self.name(newest.target)} is by {by}: {kind(newest)}, {when(newest)}."
            )
        leads, whose = self.joint.leads, the(self.host.title)
        first = next((one for one in leads if not self.joint.changed(one)), leads[0])
        own = self.joint.joined(first.id, self.joint.own)
        like = self.joint.joined(first.id, self.joint.like)
        joined = [f"{own[0]} of {own[1]} joint acts on {whose}"] if own[0] else []
        if like[0]:
            noun = "" if joined else " joint acts"
            joined.append(f"{like[0]} of {like[1]}{noun} on governments like it")
        of_id = {one.id: one for one in leads}
        partner = next(
            (id for id in first.partners if not self.joint.changed(of_id[id])),
            next(iter(first.partners), None),
        )
        closest = f", closest with {the(self.name(partner))}" if partner else ""
        none = "" if self.own else f"No act for prisoners of {whose} is on record. "
        step = self._first_step(the(self.name(first.id)))
        return f"{none}{step}: it joined {', '.join(joined)}{closest}.{self._after()}"

    def _after(self) -> str:
        """What came after the acts on this government, good and bad; "": nothing is known."""
        results = [str(text(act, "outcome")) for act in self.own]
        freed = sum("released" in result for result in results)
        struck = sum("retaliation" in result for result in results)
        after = [f"releases followed {counted(freed, 'act')}"] if freed else []
        if struck:
            number = f"{struck}" if freed else counted(struck, "act")
            after.append(f"retaliation followed {number}")
        return f" {', '.join(after).capitalize()}: no proof of cause." if after else ""

    def _first_step(self, name: str) -> str:
        """What to ask of a government, as far as the gate lets us."""
        if self.case is None:
            return f"Ask {name} to lead"
        may = gate(self.view, self.case)
        for ask, public, words in (
            ("joint statement", True, f"Ask {name} to lead a joint statement"),
            ("demarche joint", False, f"Ask {name} to lead a joint démarche, in private"),
            ("general", False, f"Ask {name} in private, naming nobody"),
        ):
            if may.refusal(BY_ID[ask], public) is None:
                return words
        return f"Ask nobody for an act now. On record, {name} comes first"

    def blocks(self) -> Iterator[Block]:
        if self.joint.leads:
            yield self.joint.could_lead()
        yield self.lists.on_it()
        if self.own:
            yield self.timeline()
        yield from self.joint.blocks()
        yield from self.lists.blocks()
        yield Note("limits", "How far this can be trusted", LIMITS, "caution")

    def timeline(self) -> Timeline:
        rows: list[Row] = []
        for act in reversed(self.own):
            sides = [
                f"{listed(self.lists.first(side(act, stance)), 3)} {stance}"
                for stance in (FOR, MEDIATOR, AGAINST, ABSTAINED)
                if side(act, stance)
            ]
            rows.append(
                {
                    "day": str(act.entity.values["date"]).partition(" to ")[0],
                    "what": f"{kind(act)}: {'; '.join(sides)}",
                    "when": when(act),
                    "forum": text(act, "forum"),
                    "outcome": outcome(act),
                    "source": act.entity.origin.url,
                    "id": act.entity.id,
                }
            )
        return Timeline(
            "timeline",
            f"Day by day: acts about prisoners of {self.host.title}",
            columns(
                "day", "what", ("when", "Date"), "forum", ("outcome", "What came after"), "source"
            ),
            rows,
            of="id",
            note="Days known to the month or the year stand at its beginning.",
        )
