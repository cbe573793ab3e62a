"""The spectrum of allies: who stands where, since when, how surely, and who has moved."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from graph.campaign.contacts import contacts
from graph.campaign.functions import allies
from graph.campaign.spectrum import Position, band, positions
from graph.model.ids import is_kind
from graph.model.vocabulary import STANCES
from graph.model.words import count, listed, mark, say, written
from graph.view import View
from queries.answer import Answer, Block, Column, Matrix, Note, Row, Table, columns
from queries.parameters import Bounds, CaseId
from queries.question import question
from queries.shared.leads import explore, introductions_to, what_if_moved
from queries.shared.power import power_map, stance_lens
from queries.shared.reach import Reach
from queries.shared.stances import Stances, how_many

LATELY = 90  # days back, where nobody says since when
WAVERING = (-1, 0, 1)
# One step, as it is taught (Lakey; Training for Change).
STEPS = {
    -2: mark("leave them alone; find out what they fear, from somebody whom they trust"),
    -1: mark("do not argue in public; find out what would make it easier to stand aside"),
    0: mark("let them hear of the case from somebody they trust, and ask for nothing yet"),
    1: mark("ask for one small thing, privately"),
    2: mark("thank them, tell them what came of it, and do not wear them out"),
}


@question(
    "Who stands where",
    section="Coalition",
    lens=mark("Stance"),
    place=6,
    cypher="""
MATCH (who:Entity)-[stance:SUPPORTS|OPPOSES]->(:Case {id: $case})
WHERE NOT who:Person
   OR (coalesce(who.contact, '') <> 'do not contact' AND coalesce(who.safe_to_tell, '') <> 'no')
RETURN who, stance""",
)
def spectrum(
    view: View,
    case: CaseId,
    since: date | None = None,
    stale_after: Annotated[int, Bounds(1, 120)] = 6,
) -> Answer:
    """Who is for us and who against, as of when, and who has moved since a date?

    Five bands from active opposition to active ally, each stance with its day, its source and what
    it was before. What nobody has confirmed for some months is dashed: check it again before you
    rely on it. Nobody moves by more than one step at a time. Because it judges people who may be
    wavering, it is not exported where it names one.

    case: the case, by name or id
    since: from when on to look for moves; without it the last 90 days
    stale_after: months after which a stance is to be checked again
    """
    start = since or view.today - timedelta(days=LATELY)
    stood = positions(view, case)
    around_case = contacts(view, case, sorted(one.id for one in stood))
    tell = _SpectrumWords(view, around_case, stood, start, stale_after)
    blocks: list[Block] = [
        tell.stances(),
        tell.matrix(),
        tell.moves(),
        tell.unknown(),
        power_map(tell),
        Note(
            "not_to_do",
            say("What not to do"),
            say(
                "Do not tell anybody which band you put them in, and do not write it where others "
                "can read it. Do not press those who waver, and do not answer opponents in public: "
                "both drive people away. Those who do nothing may have reasons that nobody here "
                "knows."
            ),
            "caution",
        ),
        Note(
            "limits",
            say("How sure this is"),
            say(
                "A stance is what one of us judged on a day, not what they say of themselves. No "
                "stance recorded means not known, not neutral. People who must not be contacted "
                "or could be hurt are neither listed nor counted."
            ),
            "caution",
        ),
    ]
    wavers = any(is_kind(one.id, "Person") and one.band in WAVERING for one in tell.stood)
    return Answer(tell.sentence(), blocks, exportable=not wavers, lens=stance_lens(tell))


class _SpectrumWords(Stances):
    """The stances of one case in words and blocks."""

    def sentence(self) -> str:
        case = self.contacts.case.title
        if not self.stood:
            nobody = say("Nobody’s stance on {case} is recorded yet.", case=case)
            if not self.stop:
                nobody = say(
                    "Begin with those who decide: nobody’s stance on {case} is recorded yet.",
                    case=case,
                )
            return f"{self.gate.opening}{nobody}"
        many = [
            how_many(stance, n)
            for stance in sorted(STANCES, reverse=True)
            if (n := sum(one.band == stance for one in self.stood))
        ]
        on_record = say("Recorded on {case}: {stances}.", case=case, stances=listed(many))
        sentences = [self._to_check(), on_record, self._moved()]
        return self.gate.opening + " ".join(filter(None, sentences))

    def _to_check(self) -> str:
        """Whose stance nobody has confirmed lately, in a sentence; "" where there is none."""
        stale = [self.name(one.id) for one in self.stood if self.stale(one)]
        if not stale or self.stop:
            return ""
        return count(
            "Check again where {names} stands: nothing has confirmed it for {months}.",
            "Check again where {names} stand: nothing has confirmed it for {months}.",
            len(stale),
            names=listed(stale, 2),
            months=_months(self.months),
        )

    def _moved(self) -> str:
        """Who has moved from which stance to which, in a sentence."""
        since = written(self.start)
        if not self.moved:
            return say("Nobody is known to have moved since {since}.", since=since)
        steps = [
            say(
                "{name} moved from {before} to {now}",
                name=self.name(one.id),
                before=say(STANCES[band(old)]),
                now=say(STANCES[band(new)]),
            )
            for one, old, new in self.moved
        ]
        return say("Since {since} {moves}.", since=since, moves=listed(steps, 2))

    def stances(self) -> Table:
        reach = Reach(self.view, self.contacts)
        rows: list[Row] = []
        for position in self.stood:
            entity, tie = self.entities[position.id], position.now
            near = (
                position.band in WAVERING
                and position.id in self.contacts.entities
                and not self.stop
            )
            barred = self.barred(position.id)
            rows.append(
                {
                    "id": position.id,
                    "name": entity.title,
                    "stance": say(STANCES[position.band]),
                    "since": tie.since,
                    "stale": self.stale(position),
                    "seen": position.confirmed,
                    "before": say(STANCES[band(position.stances[-2])])
                    if position.stances[1:]
                    else None,
                    "decides": position.id in self.deciding,
                    "next": say("not to be contacted") if barred else self._step(position, reach),
                    "how": reach.words(entity) if near and not barred else None,
                    "reliability": say(tie.origin.confidence.title),
                    "source": tie.origin.url,
                    "band": position.band,
                    "to": position.id if near and not barred else None,
                    "moved": self._moved_a_step(position),
                }
            )
        return Table(
            "stances",
            say("Who stands where"),
            columns(
                "name",
                "stance",
                "since",
                Column("stale", say("Check again?"), None, self._stale_means()),
                ("before", "Stance before"),
                ("decides", "Decides on the case?"),
                Column("next", say("Next step"), place="line"),
                Column("how", say("How to reach them"), place="line"),
                Column(
                    "seen",
                    say("Last confirmed"),
                    None,
                    say("By a statement of the stance, or by something done in the case"),
                    place="aside",
                ),
                "reliability",
                "source",
                none_on_record=["before", "how"],
            ),
            rows,
            of="id",
            onward=[
                introductions_to(self.contacts.case.id, "to"),
                what_if_moved(self.contacts.case.id, "moved"),
                explore("id"),
            ],
        )

    def _moved_a_step(self, position: Position) -> list[str] | None:
        """A step towards us as “What if” reads it; None: there is none."""
        if self.stop or position.band == max(STANCES) or self.barred(position.id):
            return None
        return [f"set {position.id} to {STANCES[position.band + 1]}"]

    def _stale_means(self) -> str:
        return count(
            "Nothing that they said or did has confirmed it for {n} month",
            "Nothing that they said or did has confirmed it for {n} months",
            self.months,
        )

    def _step(self, position: Position, reach: Reach) -> str:
        if self.stop and position.band < max(STEPS):
            return say("nothing now: {why}", why=self.stop)
        if position.band == 0 and reach.works_now(position.id):
            return say("let them stay neutral: both sides must trust a mediator")
        return say(STEPS[position.band])

    def matrix(self) -> Matrix:
        rows: list[Row] = []
        for position in self.stood:
            passed = {band(tie): tie for tie in position.stances[:-1]}
            for stance in sorted({*passed, position.band}, reverse=True):
                state = (
                    say("before")
                    if stance != position.band
                    else say("stale")
                    if self.stale(position)
                    else say("now")
                )
                since = position.now.since if stance == position.band else passed[stance].since
                rows.append(
                    {
                        "name": self.name(position.id),
                        "band": say(STANCES[stance]),
                        "state": state,
                        "since": since,
                        "id": position.id,
                    }
                )
        return Matrix(
            "spectrum",
            say("The spectrum"),
            columns(("name", "Who"), ("band", "Stance"), "state", "since"),
            rows,
            of="id",
            note=say("Stale: not confirmed for {months}.", months=_months(self.months)),
        )

    def moves(self) -> Table:
        rows: list[Row] = [
            {
                "id": one.id,
                "name": self.name(one.id),
                "from": say(STANCES[band(old)]),
                "to": say(STANCES[band(new)]),
                "direction": say("towards us") if band(new) > band(old) else say("away from us"),
                "when": new.since,
                "reliability": say(new.origin.confidence.title),
                "source": new.origin.url,
            }
            for one, old, new in self.moved
        ]
        new = [self.name(one.id) for one in self.new]
        return Table(
            "moves",
            say("Who has moved since {day}", day=written(self.start)),
            columns("name", "from", "to", "direction", "when", "reliability", "source"),
            rows,
            of="id",
            note=say("No stance known before that day: {names}.", names=listed(new)) if new else "",
            onward=[explore("id")],
        )

    def unknown(self) -> Table:
        """Who works on the case or decides on it, and of whom no stance is recorded."""
        about = {
            t.source: t.kind
            for t in self.contacts.ties
            if t.kind in ("WORKS_ON", "DECIDES") and t.target == self.contacts.case.id
        }
        may = allies(self.contacts) | self.contacts.opponents | self.contacts.detaining
        may -= self.answered | self.contacts.no_target
        missing = [self.contacts.entities[id] for id in about if id in may]
        rows: list[Row] = [
            {
                "id": one.id,
                "name": one.title,
                "part": say("decides on it") if about[one.id] == "DECIDES" else say("works on it"),
                "to": None if self.stop else one.id,
            }
            for one in sorted(missing, key=lambda one: (about[one.id], one.title, one.id))
        ]
        return Table(
            "unknown",
            say("No stance recorded"),
            columns("name", ("part", "Role in the case")),
            rows,
            of="id",
            note=say("Not recorded is not neutral.")
            if self.stop
            else say(
                "Find out where they stand, those who decide first: not recorded is not neutral."
            ),
            onward=[introductions_to(self.contacts.case.id, "to"), explore("id")],
        )


def _months(n: int) -> str:
    return count("{n} month", "{n} months", n)
