"""What would change if somebody joined or left, a tie came or went, an embassy closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import networkx as nx

from graph.approach.embassies import Door, doors
from graph.campaign.contacts import Contacts, contacts, stances
from graph.campaign.scenario import Supposition, suppose
from graph.model.ids import government_id
from graph.model.vocabulary import STANCES
from graph.model.words import listed, mark, say
from graph.network.paths import Chain, diverse_chains
from graph.network.reliability import reliability
from graph.view import View
from queries.answer import Answer, Block, Cell, NetworkMap, Note, Row, Table, columns
from queries.parameters import AnyId, CaseId, resolve
from queries.question import question
from queries.shared.about import hosts
from queries.shared.chains import JUDGED, POOR, ChainWords, goals
from queries.shared.gaps import Covering, covering, gaps_map, gaps_table, moved_gaps
from queries.shared.leads import explore, introductions_to
from queries.shared.supposed import (
    ReachChange,
    doors_table,
    edit_tables,
    effects_of,
    map_title,
    named,
    towards,
)
from queries.shared.supposed_lens import Side, what_if_lens


@question("What if", section="Influence", lens=mark("What if"), place=8)
def what_if(view: View, case: CaseId, changes: list[str], to: AnyId | None = None) -> Answer:
    """What would change if an actor joined or left, a tie came or went, or an embassy closed?

    Now and then, side by side: the introductions to those who decide and to those who were asked,
    their order, the functions that nobody covers, the embassies, and who stands where. Nothing is
    stored. A set of changes is kept as what was written, or loaded for good as the rows at the end.

    case: the case, by name or id
    changes: what to suppose, separated by ; such as remove NAME; close EMBASSY; add NAME knows NAME
    to: whom to reach; without it whoever decides on the case, and whoever was asked for it
    """
    supposition = suppose(view, case, changes, resolve)
    aims = [view.get(to).id] if to else goals(view, case)
    before = _outlook(view, case, aims)
    after = _outlook(view.with_(supposition.changes), case, aims)
    ways = _ways(before, after, aims)
    moved = sorted((row for row in ways if row.moved), key=lambda row: -abs(row.change))
    gaps = moved_gaps(before.covering, after.covering)
    shut = _doors(before, after)
    effects = effects_of(view, moved, gaps, shut)
    blocks: list[Block] = [
        *_in_short(effects),
        _supposed(supposition),
        _ways_table(before, after, ways),
        *_maps(before, after, moved[0].goal if moved else aims[0] if aims else None),
        gaps_table(gaps, before.contacts.case.id),
        *gaps_map(before.covering, after.covering, gaps),
        *_positions(before, after),
        *([doors_table(shut)] if shut else []),
        *edit_tables(supposition),
        Note(
            "limits",
            say("How sure this is"),
            " ".join(
                [
                    say(JUDGED),
                    say(
                        "Both sides were counted in the same sampled networks, so that what "
                        "differs comes of the changes."
                    ),
                    say(
                        "Somebody new is supposed to have agreed to introduce people, and a new "
                        "tie to be well known; neither need be so."
                    ),
                ]
            ),
            "caution",
        ),
    ]
    lens = what_if_lens(supposition.changes, before.side, after.side, moved)
    return Answer(_sentence(supposition, effects), blocks, lens=lens)


class _Outlook(NamedTuple):
    """What a view, with or without the changes, says."""

    view: View
    contacts: Contacts
    goals: frozenset[str]  # at which a way may end at all
    chance: Mapping[str, float]  # of at least one way to each goal to which one is known
    best: Mapping[str, Chain]
    covering: Covering
    stances: Mapping[str, int]
    doors: Mapping[tuple[str, str], Door]  # by ISO3 and, of several, the government that detains

    @property
    def side(self) -> Side:
        """What a lens needs of it."""
        return Side(self.view, self.contacts.ties, self.stances, self.best)


def _outlook(view: View, case: str, aims: Sequence[str]) -> _Outlook:
    around_case = contacts(view, case, aims)
    begin, sure, best = around_case.case.id, dict[str, float](), dict[str, Chain]()
    allowed = frozenset(aims) & around_case.agreed.index.keys() - around_case.no_target
    G = around_case.agreed
    paths = nx.single_source_dijkstra_path(G.from_(begin), begin, weight="length")
    for goal in sorted(allowed & paths.keys()):
        if p := reliability(G, begin, goal).chance:
            sure[goal] = p
        if (chain := Chain.along(G, paths[goal])).p >= POOR:
            best[goal] = chain
    return _Outlook(
        view=view,
        contacts=around_case,
        goals=allowed,
        chance=sure,
        best=best,
        covering=covering(view, case),
        stances=stances(view, case),
        doors={
            (code, name): door
            for host, name in hosts(view, around_case.detaining)
            for code, door in doors(view, host).items()
        },
    )


def _ways(before: _Outlook, after: _Outlook, aims: Sequence[str]) -> list[ReachChange]:
    return [ReachChange(goal, before.chance.get(goal), after.chance.get(goal)) for goal in aims]


def _ranks(outlook: _Outlook) -> dict[str, int]:
    """1 for whom we reach most surely; equal is tied; without any way there is no rank."""
    sure = {goal: round(p, 12) for goal, p in outlook.chance.items()}
    return {goal: 1 + sum(other > p for other in sure.values()) for goal, p in sure.items()}


def _doors(before: _Outlook, after: _Outlook) -> list[tuple[str, Door | None, Door | None]]:
    """Governments whose door is another one or none, by name."""
    moved = [
        key
        for key in sorted(before.doors.keys() | after.doors.keys())
        if named(before.doors.get(key)) != named(after.doors.get(key))
    ]
    states = before.view.several(government_id(code) for code, _ in moved)
    titles = {one.id: one.title for one in states}
    return [
        (
            towards(titles.get(government_id(code), code), host),
            before.doors.get((code, host)),
            after.doors.get((code, host)),
        )
        for code, host in moved
    ]


def _sentence(supposition: Supposition, effects: Sequence[str]) -> str:
    """What is supposed, and the effect that weighs most."""
    return " ".join(
        [
            say("Scenario: {changes}.", changes=listed(supposition.clauses, 2)),
            effects[0]
            if effects
            else say("No introduction, function or embassy that is looked at here changes."),
            say("Nothing was stored."),
        ]
    )


def _in_short(effects: Sequence[str]) -> list[Block]:
    """Where there is more than one, every effect in a sentence."""
    return [Note("in_short", say("What would change"), " ".join(effects))] if effects[1:] else []


def _supposed(supposition: Supposition) -> Table:
    rows: list[Row] = [{"change": change} for change in supposition.clauses]
    return Table("supposed", say("Scenario"), columns("change"), rows)


def _ways_table(before: _Outlook, after: _Outlook, ways: Sequence[ReachChange]) -> Table:
    ranks = _ranks(before), _ranks(after)
    rows: list[Row] = [
        {
            "id": way.goal,
            "name": before.view.get(way.goal).title,
            "before": way.before,
            "after": way.after,
            "rank_before": ranks[0].get(way.goal),
            "rank_after": ranks[1].get(way.goal),
            "best_before": _through(before, way.goal),
            "best_after": _through(after, way.goal),
        }
        for way in ways
    ]
    return Table(
        "ways",
        say("Whom we reach, now and then"),
        columns(
            "name",
            ("before", "Chance now", "%", "That at least one introduction works"),
            ("after", "Chance then", "%", "That at least one introduction works"),
            ("rank_before", "Rank now"),
            ("rank_after", "Rank then"),
            ("best_before", "Best introduction now"),
            ("best_after", "Best introduction then"),
            not_applicable=["before", "after", "rank_before", "rank_after"],
        ),
        rows,
        of="id",
        note=say(
            "Rank 1 is whom we reach most surely. Where no introduction is known, and where none "
            "may end, there is neither chance nor rank."
        ),
        onward=[introductions_to(before.contacts.case.id, "id"), explore("id")],
    )


def _through(outlook: _Outlook, goal: str) -> str:
    if goal not in outlook.best:
        return (
            say("no good introduction")
            if goal in outlook.chance
            else say("no introduction is known")
        )
    return " → ".join(outlook.contacts.name(id) for id in outlook.best[goal].ids[1:])


def _maps(before: _Outlook, after: _Outlook, goal: str | None) -> list[Block]:
    """The ways to the one for whom most changes; what is left of the old ones stays on the map."""
    maps: list[NetworkMap] = []
    old: list[Chain] = []
    for id, outlook in (("before", before), ("after", after)):
        if goal not in outlook.goals:
            continue
        contacts = outlook.contacts
        begin = contacts.case.id
        ways = diverse_chains(contacts.agreed, begin, goal, 5, at_least=POOR)
        tell = ChainWords(outlook.view, contacts, begin, goal)
        title = map_title(id, len(ways), contacts.name(goal))
        maps.append(tell.map([*ways, *old], id, title))
        old = ways
    return [*maps[:1], *(_with_gone(maps[0], one) for one in maps[1:])]


def _with_gone(before: NetworkMap, after: NetworkMap) -> NetworkMap:
    """The map of afterwards, on which what is no longer there keeps its place."""
    here = {one["id"] for one in after.entities}
    tied = {_line(tie) for tie in after.ties}
    gone = [{**one, "state": "gone"} for one in before.entities if one["id"] not in here]
    over = [{**tie, "state": "gone"} for tie in before.ties if _line(tie) not in tied]
    return replace(after, entities=[*after.entities, *gone], ties=[*after.ties, *over])


def _line(tie: Row) -> tuple[Cell, ...]:
    return tie["kind"], tie["source"], tie["target"]


def _positions(before: _Outlook, after: _Outlook) -> list[Block]:
    ids = [id for id, stance in after.stances.items() if before.stances.get(id) != stance]
    if not ids:
        return []
    names = {one.id: one.title for one in after.view.several(ids)}
    on_record = {one.id for one in before.view.several(ids)}
    rows: list[Row] = [
        {
            "id": id,
            "name": names[id],
            "before": say(STANCES[before.stances[id]]) if id in before.stances else None,
            "after": say(STANCES[after.stances[id]]),
            "around": id if id in on_record else None,
        }
        for id in ids
    ]
    return [
        Table(
            "stances_moved",
            say("Changed positions"),
            columns("name", ("before", "Stance now"), ("after", "Stance then")),
            rows,
            of="id",
            onward=[explore("around")],
        )
    ]
