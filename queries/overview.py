"""The campaign at a glance: each case in a few sentences, what comes first, and one map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from graph.approach.gate import Gates
from graph.campaign.consent import GIVEN, REFUSED, WITHDRAWN
from graph.campaign.contacts import shown
from graph.campaign.functions import (
    LAPSED,
    NOBODY,
    ONE,
)
from graph.model.records import Entity, Tie
from graph.model.vocabulary import stage_of
from graph.view import View
from queries.answer import Answer, Block, NetworkMap, Note, Row, Table, columns
from queries.parameters import CaseId
from queries.question import question
from queries.shared.differing import differences
from queries.shared.duties import brief, in_order, least
from queries.shared.glance import SOON, CaseFacts
from queries.shared.lacking import Lacking
from queries.shared.maps import network_map
from queries.shared.pressing import Pressing, withdrawn
from queries.shared.reach import how_sure
from queries.wording import chance, counted, listed, written

FIRST = 3  # things due that are told of, per case
CLOSE = 10  # cases that are looked at one by one


@question("The campaign at a glance", section="Campaign")
def overview(view: View, case: CaseId | None = None) -> Answer:
    """How do our cases stand, what comes first, and who is around them?

    Each case in a few sentences: since when, what consent allows, who is for and against, which
    functions are covered, what was asked, how good the way to those who decide is. Then what to do
    first, one map of all who have a part, and how much of it is old or has no source. Cases in
    danger come first, then those with the next date; the first ten are looked at one by one.

    case: one case; without it all
    """
    about = [view.get(case)] if case else view.entities("Case")
    if not about:
        return Answer("No case is on record yet: load the cases first, then who works on them.")
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
            "How each case stands",
            columns(
                ("name", "Case"),
                ("severity", "State"),
                ("held", "Held for", "days"),
                ("since", "Held since"),
                "stage",
                "posture",
                ("allies", "Allies at work"),
                ("gaps", "Functions nobody covers"),
                ("alone", "Functions on one ally alone"),
                ("open", "Asks open"),
                ("reach", "Best way to who decides", "%"),
            ),
            [one.row() for one in cases],
            of="id",
        ),
        *([order.table(others)] if others else []),
        Table(
            "first",
            "What comes first",
            columns("case", "what", "why", ("see", "More under")),
            [row for one in cases for row in one.first()],
        ),
        _map(view, cases),
        Note(
            "not_to_do",
            "What not to do",
            "Do not show this to anybody who need not see the whole. No date and no gap is a "
            f"reason to go beyond what consent allows. {least(one.due.gate for one in cases)}",
            "caution",
        ),
        how_sure(view, [one.contacts for one in cases]),
    ]
    return Answer(_sentence(view, cases, others), blocks)


def _sentence(view: View, cases: list[_CaseWords], others: Sequence[Entity]) -> str:
    """The cases in a line, the most pressing first, and what is to be done before all else."""
    shown = [
        f"{one.case.title} ({state})" if (state := one.stands()) else one.case.title
        for one in cases
    ]
    names = listed([*shown, *(one.title for one in others)], 4)
    every = in_order(row for one in cases for row in one.open)
    late = sum(row["when"] == "overdue" for row in every)
    many = counted(len(cases) + len(others), "case").capitalize()
    opening = f"{withdrawn(view, [*(one.case for one in cases), *others])}{many}: {names}."
    of_these = f"of the {len(cases)} that come first, " if others else ""
    if not every:
        stopped = any(one.rows for one in cases)
        state = (
            f"{of_these}nothing {'else ' * stopped}is due within {SOON} days as far as is recorded."
        )
        stop = " What was planned is stopped." if stopped else ""
        return f"{opening}{stop} {state[:1].upper()}{state[1:]}"
    if late:
        overdue = f"{of_these}{counted(late, 'thing')} {'is' if late == 1 else 'are'} overdue."
        opening += f" {overdue[:1].upper()}{overdue[1:]}"
    return f"{opening} First: {brief(every[0], len(cases) > 1)}."


class _CaseWords(CaseFacts):
    """One case in a few sentences."""

    def words(self, several: bool) -> str:
        stands = self.stands()
        opening = f"{stands[:1].upper()}{stands[1:]}." if stands else "Little is recorded."
        return " ".join(
            filter(
                None,
                [
                    opening,
                    differences(self.view, [self.case.id] * several),
                    self._consents(),
                    self._sides(),
                    self._coalition(),
                    self._asks(),
                ],
            )
        )

    def stands(self) -> str:
        """For how long, at what stage, in what state."""
        days, since, values = self.days_held(), self.since(), self.current()
        known = f"held since {written(since)}" if since else ""
        parts = [
            f"held for {counted(days, 'day')}" if days is not None else known,
            f"stage: {values['stage']}" if "stage" in values else "",
            str(values.get("severity", "")),
        ]
        return ", ".join(filter(None, parts))

    def _consents(self) -> str:
        standing = self.due.gate.consents
        withdrawn = [use for use, one in standing.items() if one.state == WITHDRAWN]
        usable = [use for use, one in standing.items() if one.may_name]
        lapsed = [use for use, one in standing.items() if one.state == GIVEN and one.lapsed]
        refused = [use for use, one in standing.items() if one.state == REFUSED]
        parts = [
            f"withdrawn for {listed(withdrawn)}" if withdrawn else "",
            f"given for {listed(usable)}" if usable else "",
            f"to be asked for again for {listed(lapsed)}" if lapsed else "",
            f"refused for {listed(refused)}" if refused else "",
        ]
        states = ", ".join(filter(None, parts))
        if not states:
            return "No consent is recorded, so nothing may be done in the person's name."
        rest = "for nothing else" if usable else "it is given for nothing"
        return f"Consent is {states}; {rest}."

    def _sides(self) -> str:
        bands = Counter((one.band > 0) - (one.band < 0) for one in self.stood)
        if not bands:
            return "Nobody's stance is recorded."
        return (
            f"By the stances on record {bands[1] or 'none'} "
            f"{'is' if bands[1] == 1 else 'are'} for us, "
            f"{bands[-1] or 'none'} against, {bands[0] or 'none'} neutral."
        )

    def _coalition(self) -> str:
        gaps = [one.function.title for one in self.needed if one.state in (NOBODY, LAPSED)]
        many = counted(len(self.working), "ally", "allies")
        cover = f"{many[:1].upper()}{many[1:]} {'is' if len(self.working) < 2 else 'are'} at work"
        alone = self.count(ONE)
        hang = f"; {counted(alone, 'function')} hang{'s' * (alone == 1)} on one alone" * (alone > 0)
        return f"{cover}{hang}; nobody covers {listed(gaps, 3)}." if gaps else f"{cover}{hang}."

    def _asks(self) -> str:
        late = [row for row in self.open if row["when"] == "overdue"]
        stopped = len(self.rows) - len(self.open)
        waiting = sum(one.open for one in self.asks_made)
        sentence = (
            f"Of {counted(len(self.asks_made), 'ask')} made {waiting or 'none'} "
            f"wait{'s' * (waiting < 2)} for something"
            if self.asks_made
            else "Nothing was asked yet"
        )
        sentence += (
            f", and {counted(len(late), 'thing')} {'is' if len(late) < 2 else 'are'} overdue"
            * (len(late) > 0)
        )
        if stopped:
            are = "thing is" if stopped == 1 else "things are"
            sentence += f"; {stopped} {are} stopped, as What is due says"
        names = listed([self.contacts.name(id) for id in self.deciding], 2)
        if self.due.gate.halt or not stage_of(self.case.values).detained:
            return f"{sentence}."
        if not names:
            return f"{sentence}. Who decides is not recorded: find that out."
        way = f"about {chance(self.best)}" if self.best else "no good one is known yet"
        return f"{sentence}. Best way to {names}, who decides: {way}."

    def first(self) -> list[Row]:
        """The few things that come first, and where to read more."""
        rows: list[Row] = [
            {
                "case": self.case.title,
                "what": brief(row),
                "why": f"{row['when']}: by {row['by']}",
                "see": "What is due",
            }
            for row in self.open[:FIRST]
        ]
        rows.append(
            {
                "case": self.case.title,
                "what": Lacking(self.view, self.contacts, self.covered, self.due.gate).begin(),
                "why": self._gaps(),
                "see": "What our coalition lacks",
            }
        )
        if self.best is None and self.deciding and not self.due.gate.halt:
            names = listed([self.contacts.name(id) for id in self.deciding], 2)
            rows.append(
                {
                    "case": self.case.title,
                    "what": f"find a way to {names}",
                    "why": "no good way to who decides is known yet",
                    "see": "Who can introduce us",
                }
            )
        return rows

    def _gaps(self) -> str:
        open_, alone = self.count(NOBODY, LAPSED), self.count(ONE)
        clauses = [
            f"nobody covers {counted(open_, 'function')}" if open_ else "",
            f"{counted(alone, 'function')} {'hangs' if alone == 1 else 'hang'} on one ally alone"
            if alone
            else "",
        ]
        return "; ".join(filter(None, clauses)) or "every function is covered twice"


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
        title="Who has a part",
        entities=view.several(ids),
        ties=ties.values(),
        focus=[facts.case.id for facts in cases],
        note="Those at work, who decides, who detains, who asked whom.",
    )
    return replace(drawn, ties=[*drawn.ties, *lines])
