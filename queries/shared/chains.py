"""Chains of introductions as people tell them: who introduces whom, where, and on what evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.campaign.contacts import Contacts, holders, shown
from graph.model.ids import is_kind
from graph.model.records import Tie
from graph.model.schema import PLACES, TIES
from graph.model.vocabulary import RESPONSES
from graph.model.words import mark, say, written
from graph.network.network import Network
from graph.network.paths import Chain, diverse_chains
from graph.view import View
from queries.answer import NetworkMap, Row, Table, columns
from queries.shared.maps import network_map
from queries.wording import age, aged, doubts

GOALS = 8  # whom a campaign wants to reach, where nobody says whom
POOR = 0.01  # a chain less likely than this is no good way: it is shown only where there is none
LEAST = 1e-9  # not even that
JUDGED = mark(
    "Each chance is strength × reliability × age of the ties, and all three are judgements: use "
    "them to compare introductions, not to foresee what happens."
)
_OPEN = {response.id for response in RESPONSES if response.open}


class ChainWords:
    """What the chains from one beginning to one goal are told with."""

    def __init__(self, view: View, contacts: Contacts, begin: str, goal: str) -> None:
        self.view, self.contacts, self.begin, self.goal = view, contacts, begin, goal

    def who(self, id: str) -> str:
        """A name as the subject of a step; the case stands for all who work on it."""
        return say("we") if id == self.contacts.case.id else self.contacts.name(id)

    def whom(self, id: str) -> str:
        return say("us") if id == self.contacts.case.id else self.contacts.name(id)

    @property
    def target(self) -> str:
        """The one to be reached, and who holds the office now."""
        holding = holders(self.contacts.ties, self.goal, self.view.today.isoformat())
        holding = [tie for tie in holding if tie.source in self.contacts.askable.index]
        if not holding:
            return self.contacts.name(self.goal)
        office, holder = self.contacts.name(self.goal), self.contacts.name(holding[0].source)
        if not (since := holding[0].since):
            return say("{office} (held by {holder})", office=office, holder=holder)
        return say(
            "{office} (held by {holder} since {day})",
            office=office,
            holder=holder,
            day=written(since),
        )

    def evidence(self, tie: Tie) -> str:
        """A tie as a sentence."""
        ends = {"source": self.contacts.name(tie.source), "target": self.contacts.name(tie.target)}
        phrase = say(TIES[tie.kind].phrase)
        if position := tie.values.get("position"):
            return say(
                "{source} {tie} {target} ({position})", tie=phrase, position=position, **ends
            )
        return say("{source} {tie} {target}", tie=phrase, **ends)

    def why_weak(self, chain: Chain) -> str:
        """What makes a chain weak, in a sentence for each step, the weakest first."""
        steps = sorted(chain.steps, key=lambda step: step.p)
        ties = [self.contacts.askable.reasons(step.source, step.target)[0][0] for step in steps]
        parts = [(self.evidence(tie), doubts(tie, self.view.today)) for tie in ties]
        return " ".join(
            [say("{tie}: {doubts}.", tie=tie, doubts=doubt) for tie, doubt in parts if doubt][:3]
        )

    def weakest(self, chain: Chain) -> str:
        """Which step of a chain is the weakest, and how well it is known."""
        weak = chain.weakest
        tie = self.contacts.askable.reasons(weak.source, weak.target)[0][0]
        return say(
            "from {source} to {target} ({reliability}, {age})",
            source=self.whom(weak.source),
            target=self.whom(weak.target),
            reliability=say(tie.origin.confidence.title),
            age=aged(tie, self.view.today),
        )

    def steps(self, chains: Sequence[Chain]) -> Table:
        """Every step of every chain: where whoever introduces is, on what evidence, how old."""
        rows: list[Row] = []
        live = self._places({step.source for chain in chains for step in chain.steps})
        for way, chain in enumerate(chains, 1):
            for number, step in enumerate(chain.steps, 1):
                reasons = self.contacts.askable.reasons(step.source, step.target)
                tie = reasons[0][0]
                rows.append(
                    {
                        "way": way,
                        "step": number,
                        "who": self.who(step.source),
                        "introduces": self.whom(step.target),
                        "where": live.get(step.source),
                        "evidence": "; ".join(self.evidence(reason) for reason, _ in reasons),
                        "since": tie.since,
                        "age": age(tie, self.view.today),
                        "reliability": say(tie.origin.confidence.title),
                        "source": tie.origin.url,
                        "chance": step.p,
                        "who_id": step.source,
                        "introduces_id": step.target,
                    }
                )
        return Table(
            "steps",
            say("Who introduces whom"),
            columns(
                ("way", "Introduction"),
                "step",
                "who",
                ("introduces", "Introduces us to"),
                ("where", "Who is in"),
                ("chance", "Chance that this step works", "%"),
                "evidence",
                "since",
                ("age", "Last seen", "years ago"),
                "reliability",
                "source",
            ),
            rows,
        )

    def map(self, chains: Sequence[Chain], id: str = "map", title: str = "") -> NetworkMap:
        """The chains as a map, as far as they are in this network; now their sources are shown."""
        title = title or say("The introductions")
        G = self.contacts.askable
        ids = {id for chain in chains for id in chain.ids if id in G.index}
        ids |= {self.begin, self.goal}
        steps = {(s.source, s.target) for chain in chains for s in chain.steps}
        inside = [step for step in sorted(steps) if ids.issuperset(step)]
        ties = {tie.identity: tie for step in inside for tie, _ in G.reasons(*step)}
        shown(self.view, ids, ties.values())
        drawn = [self.contacts.entities[one] for one in sorted(ids)]
        return network_map(id, title, drawn, ties.values(), [self.begin, self.goal])

    def _places(self, ids: Iterable[str]) -> dict[str, str]:
        """City and country of each, as far as known."""
        ties = self.view.ties(
            *PLACES,
            of=ids,
            now=True,
            where=lambda tie: is_kind(tie.target, "Government", "Facility"),
        )
        country = {tie.source: tie.target for tie in ties}
        names = {one.id: one.title for one in self.view.several(country.values())}
        places: dict[str, str] = {}
        for id in ids:
            city = self.contacts.entities[id].values.get("city")
            parts = [str(city) if city else "", names.get(country.get(id, ""), "")]
            if any(parts):
                both = all(parts)
                places[id] = (
                    say("{city}, {state}", city=parts[0], state=parts[1])
                    if both
                    else "".join(parts)
                )
        return places


def ways_of(G: Network, begin: str, goal: str, most: int) -> list[Chain]:
    """The good ways; where there is none those on record all the same, which are weak."""
    good = diverse_chains(G, begin, goal, most, at_least=POOR)
    return good or diverse_chains(G, begin, goal, most, at_least=LEAST)


def goals(view: View, case: str) -> list[str]:
    """Who decides on the case, then who is or was asked for it and has not answered for good."""
    deciding = [t.source for t in view.ties("DECIDES", of=[case], now=True) if t.target == case]
    asks = [t.source for t in view.ties("CONCERNS", of=[case]) if is_kind(t.source, "Approach")]
    still = [
        one.id
        for one in view.several(asks)
        if one.values.get("status") != "given up"
        and one.values.get("response", "no reply") in _OPEN
    ]
    addressees = {t.target for t in view.ties("MADE_TO", of=still) if not t.key}
    by_name = sorted(view.several(addressees), key=lambda one: (one.title, one.id))
    return list(dict.fromkeys([*deciding, *(one.id for one in by_name)]))[:GOALS]
