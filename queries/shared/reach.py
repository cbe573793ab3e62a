"""How to reach somebody who could help, in words; and what comes before asking them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from types import MappingProxyType

import networkx as nx

from graph.campaign.contacts import Contacts
from graph.campaign.functions import allies, ends
from graph.campaign.petitions import SignedPaper
from graph.model.records import Entity, Tie
from graph.model.schema import Label
from graph.model.words import count, listed, mark, percent, say, written
from graph.network.paths import Chain
from graph.view import View
from queries.answer import Note
from queries.shared.chains import POOR
from queries.wording import age

APART = mark(
    "Not counted: whoever is at risk and has not agreed, whoever is against the case, and whoever "
    "must not be contacted."
)
OLD = 2.0  # years after which a tie that nobody confirmed is old


def unseen(view: View) -> str:
    """After a space, what a reader must know whom not everything is shown; "" if everything is."""
    if view.audience is Label.RED:
        return ""
    hidden = say(
        "At {audience} neither families nor local counsel, doctors and interpreters are shown, so "
        "what they do may look undone: choose TLP:RED at the top to see it.",
        audience=view.audience.title,
    )
    return f" {hidden}"


class Reach:
    """The best way from the case to each of its contacts."""

    def __init__(
        self,
        view: View,
        contacts: Contacts,
        letters: Mapping[str, Sequence[SignedPaper]] = MappingProxyType({}),
    ) -> None:
        """`letters`: by who signed them, those for the case."""
        self.view, self.contacts, self.letters = view, contacts, letters
        self.chain = cache(self._chain)
        self._work: dict[str, set[str]] = {}  # when it ended; "": it has not
        work = (t for t in contacts.ties if t.kind == "WORKS_ON" and t.target == contacts.case.id)
        for tie, end in ends(work, view.today):
            self._work.setdefault(tie.source, set()).add(end)

    @cached_property
    def _paths(self) -> dict[str, list[str]]:
        """The best way to each, good or not."""
        G, begin = self.contacts.agreed, self.contacts.case.id
        return nx.single_source_dijkstra_path(G.from_(begin), begin, weight="length")

    def _chain(self, id: str) -> Chain | None:
        if id == self.contacts.case.id or id in self.contacts.no_target or id not in self._paths:
            return None
        chain = Chain.along(self.contacts.agreed, self._paths[id])
        return chain if chain.p >= POOR else None

    def works_now(self, id: str) -> bool:
        """Whether somebody works on the case now."""
        return "" in self._work.get(id, ())

    def worked_until(self, id: str) -> str:
        """The last day on which somebody worked on the case, who does not now; "": never."""
        return max(self._work.get(id, ()), default="")

    def words(self, ally: Entity) -> str:
        """How to reach them, and what comes before asking."""
        way, before = self._way(ally.id), first(ally)
        return say("{way}; {before}", way=way, before=before) if before else way

    def _way(self, id: str) -> str:
        if self.works_now(id):
            return say("already works on the case, so ask directly")
        if last := self.worked_until(id):
            return say(
                "worked with us until {day}, so write directly and ask why it ended",
                day=written(last),
            )
        chain = self.chain(id)
        paper = self.letters[id][0].paper.title if self.letters.get(id) else ""
        if chain is None and paper:
            return say("they signed “{paper}”, so thank them and ask directly", paper=paper)
        if chain is None:
            return say("no good introduction is known yet, so find somebody who knows them")
        way = self._along(chain)
        return say("{way}; they signed “{paper}”", way=way, paper=paper) if paper else way

    def _along(self, chain: Chain) -> str:
        if not chain.between:
            return say("directly (about {chance} that it works)", chance=percent(chain.p))
        return say(
            "through {people} (about {chance} that it works)",
            people=listed([self.contacts.name(other) for other in chain.between], 9),
            chance=percent(chain.p),
        )

    def ties(self, id: str) -> list[Tie]:
        """What the best way rests on."""
        chain = self.chain(id)
        steps = chain.steps if chain else ()
        return [tie for s in steps for tie, _ in self.contacts.agreed.reasons(s.source, s.target)]


def first(ally: Entity) -> str:
    """What comes before somebody is asked; "": nothing more."""
    safe = ally.values.get("safe_to_tell", "unknown" if ally.kind == "Person" else "yes")
    leave = ally.values.get("contact") == "ask first"
    if leave and safe != "yes":
        return say(
            "ask for leave first, as they wish, and find out whether it is safe to tell them"
        )
    if leave:
        return say("ask for leave first, as they wish")
    return say("find out first whether it is safe to tell them") if safe != "yes" else ""


def how_sure(view: View, near: Sequence[Contacts]) -> Note:
    """How much of what this rests on is old or has no source."""
    ties = {tie.identity: tie for one in near for tie in one.ties}
    may = set.union(*({one.case.id} | allies(one) for one in near))
    usable = [tie for tie in ties.values() if tie.source in may and tie.target in may]
    bare = sum(tie.origin.url is None for tie in usable)
    old = sum((years := age(tie, view.today)) is None or years > OLD for tie in usable)
    sentences = [
        count("This rests on {n} tie on record.", "This rests on {n} ties on record.", len(usable))
        if usable
        else say("No tie that could be used is on record."),
    ]
    if usable:
        sentences += [
            say(
                "{share} of them are undated or were not confirmed for two years.",
                share=percent(old / len(usable)),
            ),
            count("{n} has no source.", "{n} have no source.", bare)
            if bare
            else say("All have a source."),
        ]
    sentences += [
        say("What nobody has recorded is not known, which does not mean that it is not there."),
        say(APART),
    ]
    text = f"{' '.join(sentences)}{unseen(view)}"
    return Note("limits", say("How sure this is"), text, "caution")
