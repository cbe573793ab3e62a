"""How well the facts about a case are sourced, how old they are, and which to check first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from graph.campaign.data_quality import SourcedTie
from graph.model.records import Entity
from graph.model.schema import TIES
from graph.model.words import count, listed, number, say
from graph.view import View
from queries.answer import Row, Table, columns
from queries.shared.leads import explore

SHOWN = 20  # of the oldest facts


def facts_table(known: Sequence[SourcedTie], view: View) -> Table:
    rows: list[Row] = []
    for kind, n in sorted(Counter(fact.tie.kind for fact in known).items()):
        here = [fact for fact in known if fact.tie.kind == kind]
        rows.append(
            {
                "kind": say(TIES[kind].phrase),
                "n": n,
                "single": sum(f.single for f in here),
                "unsourced": sum(f.unsourced for f in here),
                "old": sum(f.old(view.today) for f in here),
                "undated": sum(f.undated() for f in here),
            }
        )
    return Table(
        "facts",
        say("Facts about the case, by kind of tie"),
        columns(
            ("kind", "Kind of tie"),
            ("n", "Facts"),
            ("single", "Single source"),
            ("unsourced", "No source"),
            ("old", "Older than two years"),
            "undated",
        ),
        rows,
        note=say(
            "Ties of those within two steps of the case; nobody who is at risk is counted. A fact "
            "with a single source is only as good as that source; one without a source is left out "
            "of rankings."
        ),
    )


def first_to_check(known: Sequence[SourcedTie], names: Mapping[str, str], view: View) -> Table:
    """The facts to look at first: without a source, then the oldest, then the undated."""
    first = [f for f in known if f.unsourced or f.old(view.today) or f.undated()]
    first.sort(key=lambda f: (not f.unsourced, f.last_day or "9", f.tie.identity))
    rows: list[Row] = [
        {
            "of": fact.tie.source,
            "fact": say(
                "{source} {tie} {target}",
                source=names[fact.tie.source],
                tie=say(TIES[fact.tie.kind].phrase),
                target=names[fact.tie.target],
            ),
            "seen": fact.last_day,
            "sources": len(fact.sources),
            "why": say("no source")
            if fact.unsourced
            else say("old")
            if fact.last_day
            else say("no date"),
        }
        for fact in first[:SHOWN]
    ]
    return Table(
        "to_check",
        say("What to check first"),
        columns("fact", ("seen", "Last confirmed"), ("sources", "Sources"), "why"),
        rows,
        of="of",
        note=_on_order(len(rows), len(first)),
        onward=[explore("of")],
    )


def _on_order(listed: int, of: int) -> str:
    order = say("Without a source first, then the oldest, then what has no date.")
    if listed == of:
        return order
    cut = say("The first {n} of {all} facts are listed.", n=number(listed), all=number(of))
    return f"{order} {cut}"


def on_facts(known: Sequence[SourcedTie], about: Entity, view: View) -> str:
    """How well the facts about a case are sourced, in a sentence."""
    case, today = about.title, view.today
    if not known:
        return say("No fact about {case} is on record.", case=case)
    single, none = sum(f.single for f in known), sum(f.unsourced for f in known)
    old = sum(f.old(today) for f in known)
    parts = [
        count("{n} has a single source", "{n} have a single source", single),
        count("{n} has no source", "{n} have no source", none),
        count("{n} is old", "{n} are old", old),
    ]
    parts = [part for part, n in zip(parts, (single, none, old), strict=True) if n]
    if not parts:
        return count(
            "The one fact about {case} rests on several sources and is not old.",
            "Each of the {n} facts about {case} rests on several sources; none is old.",
            len(known),
            case=case,
        )
    return count(
        "Of {n} fact about {case}, {parts}.",
        "Of {n} facts about {case}, {parts}.",
        len(known),
        case=case,
        parts=listed(parts),
    )
