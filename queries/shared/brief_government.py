"""What a brief says of the state that detains, and of the government that is asked and for what.

Counts come with what they are counts of, and nothing foresees what will happen.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from graph.approach.asks import Proposal
from graph.approach.law import ARTICLES, COMPLAINTS
from graph.approach.requests import request
from graph.campaign.contacts import contacts, shown
from graph.model.ids import is_kind, iso3_of
from graph.model.records import Entity
from graph.model.schema import POSITIONS
from graph.model.words import count, listed, number, say, written
from graph.record.sessions import opens
from graph.view import View
from queries.brief_document import BriefLine
from queries.shared.approach import ApproachWords
from queries.shared.binding_law import law_of, procedure
from queries.shared.brief_sources import BriefSources
from queries.shared.chains import POOR, ChainWords
from queries.shared.law_words import complained_to
from queries.shared.past_acts import act_cells
from queries.shared.ranking_words import heard
from queries.shared.unnamed import PrisonerNames
from queries.wording import the

_TREATIES = 3  # named on a page
_BODIES = 3  # to which a complaint can go, named on a page
_QUOTED = 180  # characters of a recommendation
_NO = frozenset({"declined", "denied by host", "retaliation"})
_THEIRS = frozenset({"Office", "Mission", "Government"})  # no introducer: it is theirs


def binding(view: View, host: Entity, sources: BriefSources) -> list[BriefLine]:
    """The treaties to cite, with their articles; what the state accepted at its UN reviews."""
    law = law_of(view, host, None)
    order = {id: n for n, id in enumerate(ARTICLES)}
    fitting = sorted((t for t in law.parties if t.target in order), key=lambda t: order[t.target])
    lines = []
    for n, tie in enumerate(fitting[:_TREATIES]):
        treaty, articles = law.texts[tie.target].title, say(ARTICLES[tie.target])
        text = (
            say(
                "{treaty} (since {year}): {articles}.",
                treaty=treaty,
                year=str(tie.since)[:4],
                articles=articles,
            )
            if tie.since
            else say("{treaty}: {articles}.", treaty=treaty, articles=articles)
        )
        lines.append(BriefLine(text, sources.of(tie.origin), 2 * n))
    if law.complaints:
        # The committees that speak of most prisoners come first in the list of procedures.
        first = sorted(law.complaints, key=lambda t: list(COMPLAINTS).index(procedure(t.target)))
        text = say(
            "It accepts complaints to: {bodies}.",
            bodies=listed([complained_to(tie) for tie in first], _BODIES),
        )
        origins = [tie.origin for tie in first[:_BODIES]]
        lines.append(BriefLine(text, sources.of(*origins), 4))
    accepted, answered = law.accepted
    if not accepted:
        return lines
    newest = max(accepted, key=lambda t: int(str(t.values["session"])))
    promised = count(
        "At its UN reviews it accepted {yes} of {n} answered recommendation on detention, "
        "expression or civil society, last in {year}.",
        "At its UN reviews it accepted {yes} of {n} answered recommendations on detention, "
        "expression or civil society, last in {year}.",
        answered,
        yes=number(len(accepted)),
        year=opens(int(str(newest.values["session"]))).year,
    )
    lines.append(BriefLine(promised, sources.dataset(newest.origin.dataset), 1))
    if quoted := next((t for t in accepted if t.values.get("text")), None):
        text = str(quoted.values["text"])
        text = f"{text[:_QUOTED].rsplit(' ', 1)[0]} …" if len(text) > _QUOTED else text
        year = opens(int(str(quoted.values["session"]))).year
        accepted_text = say("Accepted in {year}: “{text}”", year=year, text=text)
        lines.append(BriefLine(accepted_text, sources.dataset(quoted.origin.dataset), 3))
    return lines


class BriefGovernment:
    """One government that is asked for one thing, in the words of a brief."""

    def __init__(
        self, tell: ApproachWords, government: Entity, naming: PrisonerNames, sources: BriefSources
    ) -> None:
        self.tell, self.government = tell, government
        self.naming, self.sources = naming, sources
        self.ground, self.view = tell.ground, tell.ground.view
        self.proposal: Proposal = tell.proposals(government.id)[0]

    @property
    def name(self) -> str:
        return the(self.government.title)

    @property
    def title(self) -> str:
        """The ask, in a line."""
        ask, by = request(self.proposal.ask), self.by
        if by:
            return say(
                "We ask {government} for {ask} by {day}", government=self.name, ask=ask, day=by
            )
        return say("We ask {government} for {ask}", government=self.name, ask=ask)

    @property
    def by(self) -> str | None:
        """The last day that is still ahead; none where a day would tell whom it is about."""
        by = self.proposal.by
        ahead = by and by >= self.view.today.isoformat() and self.naming.allowed
        return written(by) if by and ahead else None

    @property
    def ask(self) -> list[BriefLine]:
        """The one thing that is asked, through whom, by when and why then."""
        ask, through, by = request(self.proposal.ask), self.proposal.through, self.by
        what = say("{ask}, {through}", ask=ask, through=through) if through else ask
        before = self.proposal.before
        if by and before and before != say("as planned"):
            text = say(
                "we ask {government} for {ask}, by {day} (before: {event}).",
                government=self.name,
                ask=what,
                day=by,
                event=before,
            )
        elif by:
            text = say(
                "we ask {government} for {ask}, by {day}.",
                government=self.name,
                ask=what,
                day=by,
            )
        else:
            text = say("we ask {government} for {ask}.", government=self.name, ask=what)
        lines = [BriefLine(text)]
        if not self.proposal.public:
            lines.append(BriefLine(say("We ask this in private."), (), 2))
        return lines

    def why(self) -> list[BriefLine]:
        """What this government has done and said for such prisoners; what its rules provide for."""
        return [*self._bond(), *self._acts(), *self._reviews(), *self._rule()]

    def _bond(self) -> Iterator[BriefLine]:
        bond = self.ground.nexus.get(self.government.id)
        if bond and self.naming.allowed:
            yield BriefLine(bond.sentence)

    def _acts(self) -> Iterator[BriefLine]:
        iso3, ways = iso3_of(self.government.id), self.tell.ways
        numbers = self.sources.dataset("acts")
        if any(iso3 in ways.evidence(act) and act.target == ways.host for act in ways.acts):
            yield BriefLine(ways.acted(iso3), numbers, 0)
        senders = self.ground.past.reviews.senders.tolist()
        if iso3 not in senders:
            return
        cells = act_cells(self.ground.chances, senders.index(iso3))
        if cells["acts_joined"]:
            yield BriefLine(str(cells["based_on"]), numbers, 1)

    def _reviews(self) -> Iterator[BriefLine]:
        host, of = self.ground.host, self.government.id
        ties = self.view.ties(
            "RECOMMENDED_TO",
            of=[host.id],
            end="target",
            where=lambda t: t.source == of and bool(t.values.get("core")),
        )
        if not ties:
            return
        year = max(opens(int(str(tie.values["session"]))).year for tie in ties)
        numbers = self.sources.dataset(ties[0].origin.dataset)
        text = count(
            "At UN reviews it made {n} recommendation to {host} on detention, expression or civil "
            "society, in {year}.",
            "At UN reviews it made {n} recommendations to {host} on detention, expression or civil "
            "society, last in {year}.",
            len(ties),
            host=the(host.title),
            year=year,
        )
        yield BriefLine(text, numbers, 2)
        accepted, _ = self.ground.past.heard.get((iso3_of(of), iso3_of(host.id)), (0, 0))
        if accepted and (answer := heard(self.ground.past, iso3_of(of), host)):
            yield BriefLine(say("{sentence}.", sentence=answer), numbers, 3)

    def _rule(self) -> Iterator[BriefLine]:
        if self.proposal.allowed_by:
            text = say("What provides for it: {rule}.", rule=self.proposal.allowed_by)
            rules = self.ground.rules.get(self.government.id, [])
            origins = [one.tie.origin for one in rules if one.title in self.proposal.allowed_by]
            yield BriefLine(text, self.sources.of(*origins[:1]), 4)

    def who_else(self) -> list[BriefLine]:
        """Which other governments were asked, or are to be; nothing where nobody may be named."""
        if not self.naming.allowed:
            return []
        by_status: dict[str, list[str]] = {}
        for entry in self.tell.now.asks:
            if entry.status == "given up" or entry.response in _NO:
                continue
            others = [id for id in entry.to if is_kind(id, "Government")]
            others = [id for id in others if id not in (self.government.id, self.ground.host.id)]
            by_status.setdefault(entry.status, []).extend(others)
        several = self.view.several(chain.from_iterable(by_status.values()))
        names = {one.id: the(one.title) for one in several}
        lines = []
        already = [names[id] for id in dict.fromkeys(by_status.get("made", [])) if id in names]
        if already:
            lines.append(
                BriefLine(say("Asked too: {governments}.", governments=listed(already)), (), 5)
            )
        planned = [id for id in dict.fromkeys(by_status.get("planned", [])) if id in names]
        planned = [names[id] for id in planned if names[id] not in already]
        if planned:
            text = say("To be asked: {governments}.", governments=listed(planned))
            lines.append(BriefLine(text, (), 5))
        return lines

    def introduced(self) -> tuple[list[BriefLine], list[str]]:
        """Who introduces us, on what evidence; and the chain by name, from us to them.

        Only whoever is nearest to them: through whom we reached that one is nobody's business.
        """
        best = self.ground.introductions.get(self.government.id)
        assert self.ground.case is not None
        around_case = contacts(self.view, self.ground.case.id)
        if best is None or best.p < POOR or self.tell.gate.halt:
            return [], []
        words = ChainWords(self.view, around_case, self.ground.case.id, best.ids[-1])
        for n in range(len(best.ids) - 2, 0, -1):
            id, step = best.ids[n], best.steps[n]
            tie = around_case.agreed.reasons(step.source, step.target)[0][0]
            one = around_case.entities[id]
            if one.kind in _THEIRS or tie.kind in POSITIONS:
                continue
            evidence = words.evidence(tie)
            if not self.naming.allowed and self.naming.hints(f"{one.title} {evidence}"):
                return [], []
            shown(self.view, [id, *best.ids[n + 1 :]], [tie])
            lines = [
                BriefLine(say("{name}.", name=one.title)),
                BriefLine(say("{tie}.", tie=evidence), self.sources.of(tie.origin), 4),
            ]
            names = [say("us"), one.title, *(around_case.name(x) for x in best.ids[n + 1 :])]
            return lines, names
        return [], []
