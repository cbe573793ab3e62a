"""The spectrum of allies: who stands where, since when, how surely, and who has moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated

from graph.campaign.contacts import contacts, shown
from graph.campaign.functions import allies
from graph.campaign.spectrum import Position, band, positions
from graph.model.ids import is_kind
from graph.model.records import Tie
from graph.model.vocabulary import STANCES
from graph.view import View
from queries.answer import Answer, Block, Column, Matrix, NetworkMap, Note, Row, Table, columns
from queries.parameters import Bounds, CaseId
from queries.question import question
from queries.shared.maps import network_map
from queries.shared.reach import Reach
from queries.shared.stances import Stances
from queries.wording import counted, listed

LATELY = 90  # days back, where nobody says since when
WAVERING = (-1, 0, 1)
PHRASES = {
    -2: "actively opposes",
    -1: "passively opposes",
    0: "is neutral on",
    1: "passively supports",
    2: "actively supports",
}
MANY = {
    -2: "active opponent",
    -1: "passive opponent",
    0: "neutral",
    1: "passive ally",
    2: "active ally",
}
# One step, as it is taught (Lakey; Training for Change).
STEPS = {
    -2: "leave alone; find out what they fear from somebody whom they trust",
    -1: "do not argue in public; find out what would make it easier to stand aside",
    0: "let them hear of the case from somebody they trust, and ask for nothing yet",
    1: "ask for one small thing, privately",
    2: "thank them, tell them what came of it, and do not wear them out",
}


@question(
    "Who stands where",
    section="Coalition",
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
    was said before. What nobody has confirmed for some months is dashed: check it again before you
    rely on it. Nobody is moved by more than one step at a time. Because it judges people who may be
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
        tell.map(),
        Note(
            "not_to_do",
            "What not to do",
            "Do not tell anybody in which band you see them, and do not write it where others read "
            "it. Do not press whoever wavers, and do not answer opponents in public: both move "
            "people away. Who does nothing may have reasons that nobody here knows.",
            "caution",
        ),
        Note(
            "limits",
            "How sure this is",
            "A stance is what somebody of us judged on a day, not what the actor says of itself. "
            "No stance recorded means not known, not neutral. People who must not be contacted or "
            "could be hurt are not listed and not counted.",
            "caution",
        ),
    ]
    wavers = any(is_kind(one.id, "Person") and one.band in WAVERING for one in tell.stood)
    return Answer(tell.sentence(), blocks, exportable=not wavers)


class _SpectrumWords(Stances):
    """The stances of one case in words and blocks."""

    def sentence(self) -> str:
        case = self.contacts.case.title
        if not self.stood:
            begin = "." if self.gate.halt else ": begin with those who decide."
            return f"{self.gate.opening}Nobody's stance on {case} is recorded yet{begin}"
        counts = [
            counted(n, MANY[number], "neutral" if number == 0 else "")
            for number in sorted(STANCES, reverse=True)
            if (n := sum(one.band == number for one in self.stood))
        ]
        verb, many = "is" if counts[0].startswith("1 ") else "are", [_plural(one) for one in counts]
        sentences = [f"{self.gate.opening}On {case} there {verb} {listed(many, 5)}."]
        since = f"Since {self.start} "
        if self.moved:
            steps = [
                f"{self.name(one.id)} moved from {STANCES[band(old)]} to {STANCES[band(new)]} "
                f"({new.since}, {new.origin.confidence.title})"
                for one, old, new in self.moved
            ]
            sentences.append(f"{since}{listed(steps, 3)}.")
        else:
            sentences.append(f"{since}nobody is known to have moved.")
        stale = [self.name(one.id) for one in self.stood if self.stale(one)]
        if stale:
            sentences.append(
                f"Check again where {listed(stale, 3)} stand{'s' * (len(stale) == 1)}: "
                f"no sign of it for {counted(self.months, 'month')}."
            )
        return " ".join(sentences)

    def stances(self) -> Table:
        reach = Reach(self.view, self.contacts)
        rows: list[Row] = []
        for position in self.stood:
            entity, tie = self.entities[position.id], position.now
            near = (
                position.band in WAVERING
                and position.id in self.contacts.entities
                and not self.gate.halt
            )
            barred = entity.values.get("contact") == "do not contact"
            rows.append(
                {
                    "id": position.id,
                    "name": entity.title,
                    "stance": STANCES[position.band],
                    "since": tie.since,
                    "stale": self.stale(position),
                    "seen": position.confirmed,
                    "before": STANCES[band(position.stances[-2])] if position.stances[1:] else None,
                    "decides": position.id in self.deciding,
                    "next": "not to be contacted" if barred else self._step(position, reach),
                    "how": reach.words(entity) if near and not barred else None,
                    "reliability": tie.origin.confidence.title,
                    "source": tie.origin.url,
                    "band": position.band,
                }
            )
        return Table(
            "stances",
            "Who stands where",
            columns(
                "name",
                "stance",
                "since",
                (
                    "stale",
                    "To be checked again",
                    None,
                    f"No word and no deed confirms it for {self.months} months",
                ),
                "before",
                ("decides", "Decides on the case"),
                Column("next", "One step", place="line"),
                Column("how", "How to reach them", place="line"),
                Column(
                    "seen",
                    "Last sign",
                    None,
                    "Of the stance, or of a deed in the case",
                    place="aside",
                ),
                "reliability",
                "source",
            ),
            rows,
            of="id",
        )

    def _step(self, position: Position, reach: Reach) -> str:
        if self.gate.halt and position.band < max(STEPS):
            return f"nothing now: {self.gate.halt}"
        if position.band == 0 and reach.works_now(position.id):
            return "let them stay neutral: whoever mediates must be trusted by both"
        return STEPS[position.band]

    def matrix(self) -> Matrix:
        rows: list[Row] = []
        for position in self.stood:
            passed = {band(tie): tie for tie in position.stances[:-1]}
            for number in sorted({*passed, position.band}, reverse=True):
                state = (
                    "before"
                    if number != position.band
                    else "stale"
                    if self.stale(position)
                    else "now"
                )
                since = position.now.since if number == position.band else passed[number].since
                rows.append(
                    {
                        "name": self.name(position.id),
                        "band": STANCES[number],
                        "state": state,
                        "since": since,
                        "id": position.id,
                    }
                )
        return Matrix(
            "spectrum",
            "The spectrum",
            columns(("name", "Who"), ("band", "Where"), "state", "since"),
            rows,
            of="id",
            note=f"Stale: not confirmed for {self.months} months.",
        )

    def moves(self) -> Table:
        rows: list[Row] = [
            {
                "id": one.id,
                "name": self.name(one.id),
                "from": STANCES[band(old)],
                "to": STANCES[band(new)],
                "direction": "towards us" if band(new) > band(old) else "away from us",
                "when": new.since,
                "reliability": new.origin.confidence.title,
                "source": new.origin.url,
            }
            for one, old, new in self.moved
        ]
        new = [self.name(one.id) for one in self.new]
        return Table(
            "moves",
            f"Who has moved since {self.start}",
            columns("name", "from", "to", "direction", "when", "reliability", "source"),
            rows,
            of="id",
            note=f"Not known before that day: {listed(new)}." if new else "",
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
                "part": "decides on it" if about[one.id] == "DECIDES" else "works on it",
            }
            for one in sorted(missing, key=lambda one: (about[one.id], one.title, one.id))
        ]
        return Table(
            "unknown",
            "Of whom no stance is recorded",
            columns("name", ("part", "Part in the case")),
            rows,
            of="id",
            note="Not recorded is not neutral: find out, those who decide first.",
        )

    def map(self) -> NetworkMap:
        """Everybody and the case; what is stale or unsourced is dashed."""
        shown(self.view, [self.contacts.case.id], ())
        entities = [self.contacts.case, *(self.entities[one.id] for one in self.stood)]
        bare = network_map("map", "For and against", entities, (), [self.contacts.case.id])
        return replace(
            bare,
            ties=[_line(one.now, self.stale(one)) for one in self.stood],
            note="Dashed: to be checked again, or without a source.",
        )


def _line(tie: Tie, stale: bool) -> Row:
    return {
        "source": tie.source,
        "target": tie.target,
        "kind": tie.kind,
        "phrase": PHRASES[band(tie)],
        "directed": True,
        "count": 1,
        "sourced": tie.origin.url is not None,
        "stale": stale,
        "since": tie.since,
        "until": None,
        "strength": None,
    }


def _plural(text: str) -> str:
    return text.replace("allys", "allies")
