"""The campaign at a glance: each case in a few sentences, what comes first, and one map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from graph.approach.gate import Gates
from graph.campaign.consent import GIVEN, REFUSED, WITHDRAWN
from graph.campaign.contacts import shown
from graph.campaign.deadlines import custody
from graph.campaign.functions import (
    LAPSED,
    NOBODY,
    ONE,
    Coverage,
    allies,
    coverage,
    ends,
    needed,
    strangers,
)
from graph.campaign.ledger import LedgerEntry
from graph.campaign.spectrum import positions
from graph.model.records import Entity, Tie, Value
from graph.model.vocabulary import stage_of
from graph.view import View
from queries.answer import Answer, Block, NetworkMap, Note, Row, Table, columns, network_map
from queries.due import STOPPED, Due, brief, in_order, least
from queries.functions import begin
from queries.parameters import CaseId
from queries.question import question
from queries.shared.allies import Reach, how_sure
from queries.shared.differing import differences
from queries.shared.pressing import Pressing, withdrawn
from queries.wording import chance, counted, listed, written

SOON = 60  # days ahead that are looked at
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
    told = [_Case(view, one, gates) for one in close]
    blocks: list[Block] = [
        *(
            Note(f"case_{n}", one.case.title, one.words(case is None))
            for n, one in enumerate(told, 1)
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
            [one.row() for one in told],
            of="id",
        ),
        *([order.table(others)] if others else []),
        Table(
            "first",
            "What comes first",
            columns("case", "what", "why", ("see", "More under")),
            [row for one in told for row in one.first()],
        ),
        _map(view, told),
        Note(
            "not_to_do",
            "What not to do",
            "Do not show this to anybody who need not see the whole. No date and no gap is a "
            f"reason to go beyond what consent allows. {least(one.due.gate for one in told)}",
            "caution",
        ),
        how_sure(view, [one.found for one in told]),
    ]
    return Answer(_sentence(view, told, others), blocks)


def _sentence(view: View, told: list[_Case], others: Sequence[Entity]) -> str:
    """The cases in a line, the most pressing first, and what is to be done before all else."""
    shown = [
        f"{one.case.title} ({said})" if (said := one.stands()) else one.case.title for one in told
    ]
    names = listed([*shown, *(one.title for one in others)], 4)
    every = in_order(row for one in told for row in one.open)
    late = sum(row["when"] == "overdue" for row in every)
    many = counted(len(told) + len(others), "case").capitalize()
    opening = f"{withdrawn(view, [*(one.case for one in told), *others])}{many}: {names}."
    of_these = f"of the {len(told)} that come first, " if others else ""
    if not every:
        stopped = any(one.rows for one in told)
        said = (
            f"{of_these}nothing {'else ' * stopped}is due within {SOON} days as far as is recorded."
        )
        stop = " What was planned is stopped." if stopped else ""
        return f"{opening}{stop} {said[:1].upper()}{said[1:]}"
    if late:
        overdue = f"{of_these}{counted(late, 'thing')} {'is' if late == 1 else 'are'} overdue."
        opening += f" {overdue[:1].upper()}{overdue[1:]}"
    return f"{opening} First: {brief(every[0], len(told) > 1)}."


class _Case:
    """One case at a glance."""

    def __init__(self, view: View, case: Entity, gates: Gates) -> None:
        self.view, self.case = view, case
        self.due = Due(view, case, gates)
        self.found = self.due.found
        self.covered = coverage(self.found, view.today, strangers(view, self.found))
        self.rows = in_order(self.due.rows(SOON))
        self.open = [row for row in self.rows if row["when"] != STOPPED]
        hidden = {id for id in self.found.no_target if id.startswith(("per:", "fam:"))}
        self.stood = [one for one in positions(view, case.id) if one.id not in hidden]
        self.deciding = sorted({t.source for t in self.found.deciding(view.today)})
        reach = Reach(view, self.found)
        chains = [chain for id in self.deciding if (chain := reach.chain(id))]
        self.best = max((chain.p for chain in chains), default=None)

    @property
    def made(self) -> list[LedgerEntry]:
        return [one for one in self.due.asks if one.status == "made"]

    @property
    def needed(self) -> list[Coverage]:
        """The functions that the case needs at its stage."""
        return list(needed(self.case, self.covered).values())

    def count(self, *states: str) -> int:
        return sum(one.state in states for one in self.needed)

    @property
    def working(self) -> set[str]:
        return {id for one in self.covered.values() for id in one.now}

    def held(self) -> int | None:
        since, _ = custody(self.case, self.due.dated)
        if since is None or not stage_of(self.case.values).held:
            return None
        return (self.view.today - date.fromisoformat(since)).days if len(since) == 10 else None

    def since(self) -> str | None:
        """The day, month or year of the arrest, while somebody is held."""
        since, _ = custody(self.case, self.due.dated)
        return str(since) if since and stage_of(self.case.values).held else None

    def _current(self) -> Mapping[str, Value]:
        """What is said of the case; how the prisoner is held only while that is so."""
        values = dict(self.case.values)
        if not stage_of(values).held:
            values.pop("severity", None)
        return values

    def row(self) -> Row:
        values = self._current()
        return {
            "id": self.case.id,
            "name": self.case.title,
            "held": self.held(),
            "since": self.since(),
            **{
                key: str(values[key]) if key in values else None
                for key in ("stage", "severity", "posture")
            },
            "allies": len(self.working),
            "gaps": self.count(NOBODY, LAPSED),
            "alone": self.count(ONE),
            "open": sum(one.open for one in self.made),
            "reach": self.best,
        }

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
        held, since, values = self.held(), self.since(), self._current()
        known = f"held since {written(since)}" if since else ""
        parts = [
            f"held for {counted(held, 'day')}" if held is not None else known,
            f"stage: {values['stage']}" if "stage" in values else "",
            str(values.get("severity", "")),
        ]
        return ", ".join(filter(None, parts))

    def _consents(self) -> str:
        standing = self.due.gate.consents
        withdrawn = [use for use, one in standing.items() if one.state == WITHDRAWN]
        given = [use for use, one in standing.items() if one.may_name]
        asked = [use for use, one in standing.items() if one.state == GIVEN and one.lapsed]
        refused = [use for use, one in standing.items() if one.state == REFUSED]
        parts = [
            f"withdrawn for {listed(withdrawn)}" if withdrawn else "",
            f"given for {listed(given)}" if given else "",
            f"to be asked for again for {listed(asked)}" if asked else "",
            f"refused for {listed(refused)}" if refused else "",
        ]
        said = ", ".join(filter(None, parts))
        if not said:
            return "No consent is recorded, so nothing may be done in the person's name."
        rest = "for nothing else" if given else "it is given for nothing"
        return f"Consent is {said}; {rest}."

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
        waiting = sum(one.open for one in self.made)
        told = (
            f"Of {counted(len(self.made), 'ask')} made {waiting or 'none'} "
            f"wait{'s' * (waiting < 2)} for something"
            if self.made
            else "Nothing was asked yet"
        )
        told += (
            f", and {counted(len(late), 'thing')} {'is' if len(late) < 2 else 'are'} overdue"
            * (len(late) > 0)
        )
        if stopped:
            are = "thing is" if stopped == 1 else "things are"
            told += f"; {stopped} {are} stopped, as What is due says"
        names = listed([self.found.name(id) for id in self.deciding], 2)
        if self.due.gate.halt or not stage_of(self.case.values).held:
            return f"{told}."
        if not names:
            return f"{told}. Who decides is not recorded: find that out."
        way = f"about {chance(self.best)}" if self.best else "no good one is known yet"
        return f"{told}. Best way to {names}, who decides: {way}."

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
                "what": begin(self.view, self.found, self.covered, self.due.gate),
                "why": self._gaps(),
                "see": "What our coalition lacks",
            }
        )
        if self.best is None and self.deciding and not self.due.gate.halt:
            names = listed([self.found.name(id) for id in self.deciding], 2)
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
        told = [
            f"nobody covers {counted(open_, 'function')}" if open_ else "",
            f"{counted(alone, 'function')} {'hangs' if alone == 1 else 'hang'} on one ally alone"
            if alone
            else "",
        ]
        return "; ".join(filter(None, told)) or "every function is covered twice"

    def drawn(self) -> tuple[set[str], list[Tie], list[Row]]:
        """Who has a part in the case and may be shown, the ties among them, and who asked whom."""
        asks = [one for one in self.due.asks if one.status != "given up"]
        asked = {id for one in asks for id in one.to}
        coalitions = {id for id in self.found.entities if id.startswith("coa:")}
        may = allies(self.found) | self.found.detaining | set(self.deciding) | self.found.opponents
        may |= {id for id in asked if id.startswith("gov:")}
        parts = self.working | set(self.deciding) | coalitions | asked | self.found.detaining
        ids = (parts & may - self.found.no_target) | {self.case.id}
        of = self.view.ties("DETAINS", of=[self.case.id])
        now = [tie for tie, end in ends(self.found.ties, self.view.today) if not end]
        ties = [t for t in (*now, *of) if {t.source, t.target} <= ids]
        lines = [
            _asked(next((by for by in one.by if by in ids), self.case.id), to, one)
            for one in asks
            for to in one.to
            if to in ids
        ]
        return ids, ties, lines


def _asked(by: str, to: str, one: LedgerEntry) -> Row:
    """An ask as a line of the map; dashed while nothing says that it was made."""
    made = one.status == "made"
    return {
        "source": by,
        "target": to,
        "kind": "MADE_TO",
        "directed": True,
        "count": 1,
        "phrase": f"{'made' if made else 'is to make'} an ask ({one.ask.title}) to",
        "sourced": one.ask.origin.url is not None,
        "since": one.day("date"),
        "until": None,
        "strength": None,
        **({} if made else {"state": "could"}),
    }


def _map(view: View, told: list[_Case]) -> NetworkMap:
    ids, ties, lines = set[str](), dict[tuple[str, ...], Tie](), list[Row]()
    for one in told:
        some, among, asked = one.drawn()
        ids |= some
        ties |= {tie.identity: tie for tie in among}
        lines += asked
    shown(view, ids, ties.values())
    drawn = network_map(
        "map",
        "Who has a part",
        view.several(ids),
        ties.values(),
        [one.case.id for one in told],
        "Those at work, who decides, who detains, who asked whom.",
    )
    return replace(drawn, ties=[*drawn.ties, *lines])
