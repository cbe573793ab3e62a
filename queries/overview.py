"""The campaign at a glance: each case in a few sentences, what comes first, and one map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from graph.approach.gate import Gates
from graph.campaign.consent import GIVEN, REFUSED, WITHDRAWN, use_in_words
from graph.campaign.contacts import shown
from graph.campaign.functions import LAPSED, NOBODY, ONE
from graph.model.records import Entity, Tie
from graph.model.vocabulary import SEVERITIES, stage_of
from graph.model.words import count, listed, percent, say, written
from graph.view import View
from queries.answer import Answer, Block, Column, NetworkMap, Note, Onward, Row, Table, columns
from queries.parameters import CaseId
from queries.question import question
from queries.shared.differing import differences
from queries.shared.duties import brief, in_order, least
from queries.shared.glance import SOON, CaseFacts
from queries.shared.lacking import Lacking, on_one_alone
from queries.shared.maps import network_map
from queries.shared.pressing import Pressing, withdrawn
from queries.shared.reach import how_sure
from queries.shared.signed_words import signed_in_short

FIRST = 3  # things due that are told of, per case
CLOSE = 10  # cases that are looked at one by one


@question("The campaign at a glance", section="Campaign")
def overview(view: View, case: CaseId | None = None) -> Answer:
    """How do our cases stand, what comes first, and who is around them?

    Each case in a few sentences: since when, what consent allows, who is for and against, which
    functions are covered, what was asked, how good the introductions to those who decide are. Then
    what to do first, one map of all who have a part, and how much of it is old or has no source.
    Cases in danger come first, then those with the next date; the first ten are looked at one by
    one.

    case: one case; without it all
    """
    about = [view.get(case)] if case else view.entities("Case")
    if not about:
        return Answer(
            say("No case is on record yet: load the cases first, then who works on them.")
        )
    gates, order = Gates(view), Pressing(view, about)
    close, others = order.cases[:CLOSE], order.cases[CLOSE:]
    cases = [_CaseWords(view, one, gates) for one in close]
    blocks: list[Block] = [
        *(
            Note(f"case_{n}", one.case.title, one.words(case is None))
            for n, one in enumerate(cases, 1)
        ),
        Table(
            "cases",
            say("How each case stands"),
            columns(
                ("name", "Case"),
                ("severity", "State"),
                ("held", "Held for", "days"),
                ("since", "Held since"),
                "stage",
                "posture",
                ("allies", "Allies at work"),
                ("gaps", "Functions nobody covers"),
                ("alone", "Functions that rest on one ally"),
                ("open", "Asks open"),
                ("signed", "Signatories", None, "Of the letter or petition that most signed"),
                ("reach", "Chance of reaching who decides", "%"),
                none_on_record=["signed"],
            ),
            [one.row() for one in cases],
            of="id",
            onward=[
                Onward(say("What is due"), "due", {}, {"case": "id"}),
                Onward(say("Who stands where"), "spectrum", {}, {"case": "id"}),
                Onward(say("What our coalition lacks"), "functions", {}, {"case": "id"}),
                Onward(say("What has changed"), "changes", {}, {"case": "id"}),
            ],
        ),
        *([order.table(others)] if others else []),
        Table(
            "first",
            say("What comes first"),
            columns("case", "what", Column("why", say("Why"), place="line"), ("see", "More under")),
            [row for one in cases for row in one.first()],
            onward=[
                Onward(say("What is due"), "due", {}, {"case": "due_in"}),
                Onward(say("What our coalition lacks"), "functions", {}, {"case": "lacks"}),
                Onward(
                    say("Who can introduce us?"),
                    "introductions",
                    {},
                    {"case": "reach_in", "to": "to"},
                ),
            ],
        ),
        _map(view, cases),
        Note(
            "not_to_do",
            say("What not to do"),
            " ".join(
                [
                    say("Do not show this to anybody who need not see the whole."),
                    say("No date and no gap is a reason to go beyond what consent allows."),
                    least(one.due.gate for one in cases),
                ]
            ),
            "caution",
        ),
        how_sure(view, [one.contacts for one in cases]),
    ]
    return Answer(_sentence(view, cases, others), blocks)


def _sentence(view: View, cases: list[_CaseWords], others: Sequence[Entity]) -> str:
    """What is to be done before all else, and of which cases this is."""
    every = in_order(row for one in cases for row in one.open)
    late = sum(row["when"] == "overdue" for row in every)
    titles = [*(one.case.title for one in cases), *(one.title for one in others)]
    sentences = []
    if every:
        first = every[0]
        sentences.append(say("First, for {case}: {task}.", case=first["case"], task=brief(first)))
    elif any(one.rows for one in cases):
        sentences.append(
            say(
                "What was planned is stopped. Nothing else is due within {days} days, as far as is "
                "recorded.",
                days=SOON,
            )
        )
    else:
        sentences.append(
            say("Nothing is due within {days} days, as far as is recorded.", days=SOON)
        )
    if late:
        sentences.append(count("{n} thing is overdue.", "{n} things are overdue.", late))
    if titles[1:] or not every:
        sentences.append(
            count(
                "{n} case: {cases}.",
                "{n} cases, the most pressing first: {cases}.",
                len(titles),
                cases=listed(titles, 3),
            )
        )
    return withdrawn(view, [*(one.case for one in cases), *others]) + " ".join(sentences)


class _CaseWords(CaseFacts):
    """One case in a few sentences."""

    def words(self, several: bool) -> str:
        sentences = [
            *(self._stands() or [say("Little is recorded.")]),
            differences(self.view, [self.case.id] * several),
            *self._consents(),
            self._sides(),
            *self._coalition(),
            *signed_in_short(self.view, self.letters, self.working, ask=self.may_ask),
            *self._asks(),
            *self._deciding(),
        ]
        return " ".join(filter(None, sentences))

    def _stands(self) -> list[str]:
        """For how long, at what stage, in what state."""
        days, since, values = self.days_held(), self.since(), self.current()
        severity = str(values.get("severity", ""))
        sentences = []
        if days is not None:
            sentences.append(count("Held for {n} day.", "Held for {n} days.", days))
        elif since:
            sentences.append(say("Held since {day}.", day=written(since)))
        if "stage" in values:
            sentences.append(say("Stage: {stage}.", stage=say(stage_of(values).title)))
        if severity:
            state = say(severity) if severity in SEVERITIES else severity
            sentences.append(say("State: {state}.", state=state))
        return sentences

    def _consents(self) -> list[str]:
        standing = self.due.gate.consents
        withdrawn = [use_in_words(u) for u, one in standing.items() if one.state == WITHDRAWN]
        usable = [use_in_words(use) for use, one in standing.items() if one.may_name]
        lapsed = [
            use_in_words(u) for u, one in standing.items() if one.state == GIVEN and one.lapsed
        ]
        refused = [use_in_words(use) for use, one in standing.items() if one.state == REFUSED]
        sentences = []
        if withdrawn:
            sentences.append(say("Consent is withdrawn for {uses}.", uses=listed(withdrawn)))
        if refused:
            sentences.append(say("Consent is refused for {uses}.", uses=listed(refused)))
        if lapsed:
            sentences.append(
                say("Consent is to be asked for again for {uses}.", uses=listed(lapsed))
            )
        if usable:
            yes = say("Consent is given for {uses}, and for nothing else.", uses=listed(usable, 9))
            return [*sentences, yes]
        if sentences:
            return [*sentences, say("Consent is given for nothing.")]
        return [say("No consent is recorded, so nothing may be done in the person’s name.")]

    def _sides(self) -> str:
        bands = Counter((one.band > 0) - (one.band < 0) for one in self.stood)
        if not bands:
            return say("No stance is recorded.")
        sides = [
            count("{n} ally", "{n} allies", bands[1]) if bands[1] else "",
            count("{n} opponent", "{n} opponents", bands[-1]) if bands[-1] else "",
            count("{n} neutral", "{n} neutral", bands[0]) if bands[0] else "",
        ]
        return say("Stances on record: {sides}.", sides=listed([*filter(None, sides)]))

    def _coalition(self) -> list[str]:
        gaps = [say(one.function.title) for one in self.needed if one.state in (NOBODY, LAPSED)]
        working = len(self.working)
        sentences = [
            count("{n} ally is at work.", "{n} allies are at work.", working)
            if working
            else say("No ally is at work."),
            *on_one_alone(self.count(ONE)),
        ]
        if gaps:
            sentences.append(say("Nobody covers {functions}.", functions=listed(gaps, 3)))
        return sentences

    def _asks(self) -> list[str]:
        asks, waiting = len(self.asks_made), sum(one.open for one in self.asks_made)
        late = sum(row["when"] == "overdue" for row in self.open)
        stopped = len(self.rows) - len(self.open)
        sentences = [_waiting(asks, waiting) if asks else say("Nothing has been asked yet.")]
        if late:
            sentences.append(count("{n} thing is overdue.", "{n} things are overdue.", late))
        if stopped:
            sentences.append(
                count(
                    "{n} thing is stopped: see “What is due”.",
                    "{n} things are stopped: see “What is due”.",
                    stopped,
                )
            )
        return sentences

    def _deciding(self) -> list[str]:
        """Who decides, and how good the best introduction there is."""
        if self.due.gate.halt or not stage_of(self.case.values).detained:
            return []
        names = listed([self.contacts.name(id) for id in self.deciding], 2)
        if not names:
            return [say("It is not known who decides: find that out.")]
        reach = (
            say(
                "The best introduction there works with a chance of about {chance}.",
                chance=percent(self.best),
            )
            if self.best
            else say("No good introduction there is known yet.")
        )
        return [say("Who decides: {names}.", names=names), reach]

    def first(self) -> list[Row]:
        """The few things that come first, and where to read more."""
        rows: list[Row] = [
            {
                "case": self.case.title,
                "what": brief(row),
                "why": say(
                    "{when}: by {day}", when=say(str(row["when"])), day=written(str(row["by"]))
                ),
                "see": say("What is due"),
                "due_in": self.case.id,
            }
            for row in self.open[:FIRST]
        ]
        lacking = Lacking(self.view, self.contacts, self.covered, self.due.gate)
        rows.append(
            {
                "case": self.case.title,
                "what": " ".join([lacking.begin(), *lacking.why()]),
                "why": self._gaps(),
                "see": say("What our coalition lacks"),
                "lacks": self.case.id,
            }
        )
        if self.best is None and self.deciding and not self.due.gate.halt:
            names = listed([self.contacts.name(id) for id in self.deciding], 2)
            rows.append(
                {
                    "case": self.case.title,
                    "what": say("find somebody who can introduce us to {names}", names=names),
                    "why": say("no good introduction to who decides is known yet"),
                    "see": say("Who can introduce us"),
                    "reach_in": self.case.id,
                    "to": self.deciding[0],
                }
            )
        return rows

    def _gaps(self) -> str:
        sentences = on_one_alone(self.count(ONE))
        if open_ := self.count(NOBODY, LAPSED):
            nobody = count("Nobody covers {n} function.", "Nobody covers {n} functions.", open_)
            sentences.insert(0, nobody)
        return " ".join(sentences) or say(
            "Every function is covered by at least two independent allies."
        )


def _waiting(asks: int, waiting: int) -> str:
    """How many asks were made, and of how many something is still to come."""
    if asks == waiting:
        return count(
            "{n} ask was made, and it still waits for something.",
            "{n} asks were made, and all still wait for something.",
            asks,
        )
    every = count("{n} ask was made.", "{n} asks were made.", asks)
    rest = (
        count("{n} still waits for something.", "{n} still wait for something.", waiting)
        if waiting
        else say("No answer is awaited.")
    )
    return f"{every} {rest}"


def _map(view: View, cases: list[_CaseWords]) -> NetworkMap:
    ids, ties, lines = set[str](), dict[tuple[str, ...], Tie](), list[Row]()
    for facts in cases:
        some, among, asks = facts.drawn()
        ids |= some
        ties |= {tie.identity: tie for tie in among}
        lines += asks
    shown(view, ids, ties.values())
    drawn = network_map(
        id="map",
        title=say("Who has a part"),
        entities=view.several(ids),
        ties=ties.values(),
        focus=[facts.case.id for facts in cases],
        note=say("Those at work, who decides, who detains, who asked whom."),
    )
    return replace(drawn, ties=[*drawn.ties, *lines])
