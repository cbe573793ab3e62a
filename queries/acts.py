"""Who has acted for prisoners of a government and of those like it, with whom, and what came."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from graph.approach.breaks import breaks
from graph.approach.gate import BY_ID, gate
from graph.model.ids import government_id, is_kind
from graph.model.records import Entity
from graph.model.words import count, listed, number, say, written
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
    names,
    outcome,
    paragraph,
    side,
    text,
    what,
    when,
    who,
)
from queries.shared.alike import alike
from queries.shared.joint_acts import JointActs
from queries.shared.leads import explore
from queries.wording import the


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
        return Answer(paragraph(opening, _nothing(host, since, tell.loaded)))
    return Answer(paragraph(opening, tell.sentence()), list(tell.blocks()))


def _nothing(host: Entity, since: date | None, loaded: bool) -> str:
    """That no act is on record, and what to do about it."""
    none = (
        say(
            "No public act since {day} for prisoners of {government}, or of governments like it, "
            "is on record here, which does not mean that nobody acted.",
            day=written(since),
            government=the(host.title),
        )
        if since
        else say(
            "No public act for prisoners of {government}, or of governments like it, is on record "
            "here, which does not mean that nobody acted.",
            government=the(host.title),
        )
    )
    hint = "" if loaded else say("The table of public acts is not loaded: load it under Loads.")
    return paragraph(none, hint)


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
    return paragraph(gate(view, about).opening, which, governed), host, about


def _governed(place: Entity, host: Entity) -> str:
    return say(
        "{place} is governed by {government}: this is about everybody whom that government holds.",
        place=place.title,
        government=host.title,
    )


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
        self.of = the(host.title)
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
        """Whom to ask first, what that rests on, and what came after acts."""
        if not self.joint.leads:
            return self._newest()
        leads = self.joint.leads
        first = next((one for one in leads if not self.joint.changed(one)), leads[0])
        of_id = {one.id: one for one in leads}
        partner = next(
            (id for id in first.partners if not self.joint.changed(of_id[id])),
            next(iter(first.partners), None),
        )
        return paragraph(
            self._first_step(the(self.name(first.id))),
            self._joined(first.id),
            say("Closest partner: {partner}.", partner=self.name(partner)) if partner else "",
            "" if self.own else self._none(),
            self._after(),
        )

    def _none(self) -> str:
        return say("No act for prisoners of {government} is on record.", government=self.of)

    def _newest(self) -> str:
        """Where governments have not acted together: the newest act of all."""
        newest = self.own[0] if self.own else self.like[0][0]
        by = who(side(newest, *newest.by_stance), lambda code: the(self.name(code)), 2)
        about, act, day = the(self.name(newest.target)), what(newest), when(newest)
        none = say("No joint act is on record.")
        if not by:
            last = say(
                "The newest act about prisoners of {government}: {act}, {day}.",
                government=about,
                act=act,
                day=day,
            )
        else:
            last = say(
                "The newest act about prisoners of {government} is by {names}: {act}, {day}.",
                government=about,
                names=by,
                act=act,
                day=day,
            )
        return paragraph(none, last)

    def _joined(self, id: str) -> str:
        """How many joint acts a government joined, on this government and on those like it."""
        own, all_ = self.joint.joined(id, self.joint.own)
        like, others = self.joint.joined(id, self.joint.like)
        if own and like:
            return count(
                "It joined {some} of {n} joint act on {government} and {like} of {others} on "
                "similar governments.",
                "It joined {some} of {n} joint acts on {government} and {like} of {others} on "
                "similar governments.",
                all_,
                some=number(own),
                government=self.of,
                like=number(like),
                others=number(others),
            )
        if own:
            return count(
                "It joined {some} of {n} joint act on {government}.",
                "It joined {some} of {n} joint acts on {government}.",
                all_,
                some=number(own),
                government=self.of,
            )
        return count(
            "It joined {some} of {n} joint act on governments like {government}.",
            "It joined {some} of {n} joint acts on governments like {government}.",
            others,
            some=number(like),
            government=self.of,
        )

    def _after(self) -> str:
        """What came after the acts on this government, good and bad; "": nothing is known."""
        results = [str(text(act, "outcome")) for act in self.own]
        freed = sum("released" in result for result in results)
        struck = sum("retaliation" in result for result in results)
        if freed and struck:
            return count(
                "Releases followed {n} act, retaliation {others}: that alone proves nothing.",
                "Releases followed {n} acts, retaliation {others}: that alone proves nothing.",
                freed,
                others=number(struck),
            )
        if freed:
            return count(
                "Releases followed {n} act: that alone proves nothing.",
                "Releases followed {n} acts: that alone proves nothing.",
                freed,
            )
        if struck:
            return count(
                "Retaliation followed {n} act: that alone proves nothing.",
                "Retaliation followed {n} acts: that alone proves nothing.",
                struck,
            )
        return ""

    def _first_step(self, name: str) -> str:
        """What to ask of a government, as far as the gate lets us."""
        if self.case is None:
            return say("Ask {government} to lead.", government=name)
        may = gate(self.view, self.case)
        if may.refusal(BY_ID["joint statement"], True) is None:
            return say("Ask {government} to lead a joint statement.", government=name)
        if may.refusal(BY_ID["demarche joint"], False) is None:
            return say("Ask {government} to lead a joint démarche, in private.", government=name)
        if may.refusal(BY_ID["general"], False) is None:
            return say("Ask {government} in private, naming nobody.", government=name)
        return say(
            "Ask nobody for an act now. On record, {government} comes first.", government=name
        )

    def blocks(self) -> Iterator[Block]:
        if self.joint.leads:
            yield self.joint.could_lead()
        yield self.lists.on_it()
        if self.own:
            yield self.timeline()
        yield from self.joint.blocks()
        yield from self.lists.blocks()
        yield Note("limits", say("How far this can be trusted"), _limits(), "caution")

    def timeline(self) -> Timeline:
        rows: list[Row] = []
        for act in reversed(self.own):
            rows.append(
                {
                    "day": str(act.entity.values["date"]).partition(" to ")[0],
                    "what": self._sides(act),
                    "when": when(act),
                    "forum": text(act, "forum"),
                    "outcome": outcome(act),
                    "source": act.entity.origin.url,
                    "id": act.entity.id,
                }
            )
        return Timeline(
            "timeline",
            say("Day by day: acts about prisoners of {government}", government=self.of),
            columns(
                "day", "what", ("when", "Date"), "forum", ("outcome", "What came after"), "source"
            ),
            rows,
            of="id",
            onward=[explore("id")],
            note=say("Days known to the month or the year stand at its beginning."),
        )

    def _sides(self, act: Act) -> str:
        """An act, and who stood where on it."""
        joined, mediators, against, abstained = (
            listed(self.lists.first(side(act, stance)), 3)
            for stance in (FOR, MEDIATOR, AGAINST, ABSTAINED)
        )
        others = (
            mediators and say("mediator: {names}", names=mediators),
            against and say("against: {names}", names=against),
            abstained and say("abstained: {names}", names=abstained),
        )
        sides = "; ".join(filter(None, [joined, *others]))
        if joined:
            return say("{act}: {sides}", act=what(act), sides=sides)
        return say("{act}; {sides}", act=what(act), sides=sides) if sides else what(act)


def _limits() -> str:
    return paragraph(
        say(
            "Open the source before you quote an act: about one in fifteen had a wrong or missing "
            "government when read again."
        ),
        say(
            "This is a sample, coded by hand from public pages in English and Spanish, richest "
            "for famous cases since 2020 and for Western governments."
        ),
        say(
            "It counts nobody’s efforts: who acts alone, quietly or through the European Union "
            "hardly shows."
        ),
        say("A government is silent only where the list is complete, and only on that text."),
        say(
            "Trust printed lists, votes and OSCE mechanisms most; single press reports, mediation "
            "and days that are estimated or from memory least."
        ),
        say("An act is recorded, not endorsed, whoever the prisoner is."),
        say("Nothing here predicts a release."),
    )
