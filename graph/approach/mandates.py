"""What a government has bound itself to: guidelines for its missions, pledges, memberships.

A guideline says what a mission may be asked for; none is law that a court would apply, and practice
is patchy (Bennett 2015). Nothing recorded is not known: many ministries have rules that nobody
published, or that nobody here has read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from graph.approach.nexus import Evidence, exact
from graph.model.ids import is_kind
from graph.model.records import Entity, Tie
from graph.model.schema import Trait, tie_kinds
from graph.model.words import say
from graph.view import View

EU: Final = "org:EU"
BOUND: Final = tie_kinds(Trait.BINDS)  # how a government is tied to a rule
NATIONAL, EUROPEAN, PLEDGE = 1.0, 0.5, 0.25  # how much each allows: judgement
JOURNALISM: Final = frozenset({"journalist", "blogger", "editor", "media worker", "publisher"})


@dataclass(frozen=True, slots=True)
class Rule:
    """A guideline or a pledge that a government is bound by now."""

    id: str
    title: str
    kind: str  # guideline or pledge
    of: str  # the body that is bound: the government, or the EU
    year: str | None  # since when
    tie: Tie

    @property
    def value(self) -> float:
        if self.kind == "guideline":
            return EUROPEAN if self.of == EU else NATIONAL
        return PLEDGE


def eu_members(view: View) -> frozenset[str]:
    """The governments that are members of the EU (not candidates or observers) on the day."""
    today = view.today.isoformat()
    return frozenset(
        t.source
        for t in view.ties("MEMBER_OF", of=[EU])
        if t.target == EU
        and is_kind(t.source, "Government")
        and t.values.get("status", "member") == "member"
        and t.in_force(today)
    )


def rules(view: View, members: Iterable[str] = ()) -> dict[str, list[Rule]]:
    """By government: the guidelines and pledges that bind it, the strongest first.

    `members`: of the EU, bound by the EU's own too.
    """
    today = view.today.isoformat()
    quiet = view.quiet()  # what is no rule was not used
    papers = {
        one.id: one
        for one in quiet.entities("Agreement")
        if one.values.get("kind") in ("guideline", "pledge")
    }
    ties = [
        t
        for t in (view.ties(*BOUND, of=papers) if papers else [])
        if t.target in papers and t.in_force(today)
    ]
    by_holder: dict[str, list[Rule]] = {}
    for tie in ties:
        holders = members if tie.source == EU else (tie.source,)
        for holder in holders:
            by_holder.setdefault(holder, []).append(_rule(papers[tie.target], tie))
    return {
        holder: sorted(binding, key=lambda rule: (-rule.value, rule.title, rule.id))
        for holder, binding in by_holder.items()
    }


def fits(rule: Rule, profile: Iterable[str], foreign: bool) -> bool:
    """Whether a rule is about such a case: guidelines always, pledges by what they concern."""
    if rule.kind == "guideline":
        return True
    if "media" in rule.id.lower():
        return bool(JOURNALISM & set(profile))
    if "arbitrary" in rule.id.lower():
        return foreign
    return False


def mandates(
    rules_of: dict[str, list[Rule]], profile: Iterable[str] = (), foreign: Iterable[str] = ()
) -> dict[str, Evidence]:
    """By government: what its own rules let it do for such a case.

    `profile`: what the prisoner does; `foreign`: governments whose national the prisoner is.
    """
    nationals, words, by_government = set(foreign), list(profile), {}
    for holder, all_rules in rules_of.items():
        fitting = [rule for rule in all_rules if fits(rule, words, holder in nationals)]
        if fitting:
            first = fitting[0]
            sentence = (
                say("Bound by {rule} ({year}).", rule=first.title, year=first.year)
                if first.year
                else say("Bound by {rule}.", rule=first.title)
            )
            by_government[holder] = exact(first.value, sentence, [r.tie for r in fitting])
    return by_government


def _rule(paper: Entity, tie: Tie) -> Rule:
    year = str(tie.since)[:4] if tie.since else None
    return Rule(
        id=paper.id,
        title=paper.title,
        kind=str(paper.values["kind"]),
        of=tie.source,
        year=year,
        tie=tie,
    )
