"""The functions that others cover when something is supposed: in words, as a table, on a map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from graph.campaign.contacts import Contacts, contacts, shown
from graph.campaign.functions import Coverage, coverage, needed, strangers
from graph.model.records import Entity
from graph.model.words import mark, say
from graph.view import View
from queries.answer import FUNCTION, Block, Cell, Onward, Row, Table, columns
from queries.shared.maps import network_map

OFFERED = 3  # of those who could cover a function then, how many are told of


class Covering(NamedTuple):
    """Who covers what for a case, as “What our coalition lacks” counts it."""

    view: View
    contacts: Contacts
    functions: Mapping[str, Coverage]
    known: Mapping[str, Entity]  # the contacts, and who could cover something without a tie

    def names(self, ids: Sequence[str]) -> list[str]:
        return [self.known[id].title for id in ids]


def covering(view: View, case: str) -> Covering:
    """Of the case's own contacts: whom we want to reach has no part in what is covered."""
    around_case = contacts(view, case)
    others = strangers(view, around_case)
    functions = needed(around_case.case, coverage(around_case, view.today, others))
    known = {**{one.id: one for one in others}, **around_case.entities}
    return Covering(view, around_case, functions, known)


class Gap(NamedTuple):
    """A function that others cover, or fewer who do not depend on each other."""

    function: str
    old: Coverage
    new: Coverage
    before: list[str]
    after: list[str]
    could: list[str]

    @property
    def what(self) -> str:
        """What becomes of it, in a word that is said where it is shown."""
        if bool(self.old.now) != bool(self.new.now):
            return mark("closes") if self.new.now else mark("opens")
        return self.new.state


def moved_gaps(before: Covering, after: Covering) -> list[Gap]:
    """The functions of which that is so, before and after."""
    both = [(old, after.functions[id]) for id, old in before.functions.items()]
    return [
        Gap(
            function=say(old.function.title),
            old=old,
            new=new,
            before=before.names(old.now),
            after=after.names(new.now),
            could=after.names(new.could[:OFFERED]),
        )
        for old, new in both
        if (old.now, old.state) != (new.now, new.state)
    ]


def gaps_table(gaps: Sequence[Gap], case: str) -> Table:
    rows: list[Row] = [
        {
            "function": gap.function,
            "before": gap.before or [say(gap.old.state)],
            "after": gap.after or [say(gap.new.state)],
            "gap": say(gap.what),
            "could": gap.could or [say("nobody on record")],
            "function_id": gap.new.function.id,
            "state_before": gap.old.state,
            "state_after": gap.new.state,
        }
        for gap in gaps
    ]
    note = "" if rows else say("Every function is covered by the same allies as before.")
    return Table(
        "gaps",
        say("Functions whose cover changes"),
        columns(
            "function",
            ("before", "Covered now by"),
            ("after", "Covered then by"),
            ("gap", "Gap in cover"),
            ("could", "Who could next"),
        ),
        rows,
        of="function_id",
        note=note,
        onward=[Onward(say("Who covers what now?"), "functions", {"case": case}, {})],
    )


def gaps_map(before: Covering, after: Covering, gaps: Sequence[Gap]) -> list[Block]:
    """The functions that others cover then, between the case and who covers or could cover them."""
    if not gaps:
        return []
    case = before.contacts.case.id
    functions: list[Row] = [
        {
            "id": _id(gap),
            "name": gap.function,
            "kind": FUNCTION,
            "label": say("Function"),
            **({} if gap.new.now else {"state": "gap"}),
        }
        for gap in gaps
    ]
    lines = [line for gap in gaps for line in _lines(case, gap)]
    known = {**before.known, **after.known}
    ids = sorted({str(line["source"]) for line in lines} | {case})
    works = [
        tie
        for tie in before.contacts.ties
        if tie.kind == "WORKS_ON" and tie.target == case and tie.source in ids
    ]
    shown(before.view, ids, works)
    shown(after.view, after.known.keys() & ids, ())
    title = say("What would be lacking, and who could cover it")
    drawn = network_map("lacking", title, [known[id] for id in ids], (), [case])
    actors = [
        one if one["id"] in after.known else {**one, "state": "gone"} for one in drawn.entities
    ]
    return [replace(drawn, entities=[*actors, *functions], ties=lines)]


def _id(gap: Gap) -> str:
    return f"{FUNCTION}:{gap.new.function.id}"


def _lines(case: str, gap: Gap) -> Iterator[Row]:
    """The case needs the function; who covered it, covers it or could."""
    yield _tie(case, say("needs"), gap)
    for id in dict.fromkeys((*gap.old.now, *gap.new.now)):
        if id not in gap.new.now:
            yield _tie(id, say("covered"), gap) | {"state": "gone"}
        else:
            yield _tie(id, say("covers") if id in gap.old.now else say("would cover"), gap)
    for id in gap.new.could[:OFFERED]:
        yield _tie(id, say("could cover"), gap) | {"state": "could"}


def _tie(id: str, phrase: str, gap: Gap) -> dict[str, Cell]:
    return {
        "source": id,
        "target": _id(gap),
        "kind": "COVERS",
        "phrase": phrase,
        "directed": True,
        "count": 1,
        "sourced": True,
        "since": None,
        "until": None,
        "strength": None,
    }
