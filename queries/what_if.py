"""What would change if somebody joined or left, a tie came or went, an embassy closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import networkx as nx

from graph.approach.embassies import Door, doors
from graph.campaign.contacts import Contacts, contacts, stances
from graph.campaign.functions import AT_RISK, ONE
from graph.campaign.scenario import Supposition, suppose
from graph.model.ids import government_id
from graph.model.vocabulary import STANCES
from graph.network.paths import Chain, diverse_chains
from graph.network.reliability import reliability
from graph.view import View
from queries.answer import Answer, Block, Cell, NetworkMap, Note, Row, Table, columns
from queries.parameters import AnyId, CaseId, resolve
from queries.question import question
from queries.shared.about import hosts
from queries.shared.chains import JUDGED, POOR, ChainWords, goals
from queries.shared.gaps import Covering, Gap, covering, gaps_map, gaps_table, moved_gaps
from queries.wording import chance, counted, listed

CHANGED = 0.005  # a chance that moves by less has not moved


@question("What if", section="Influence")
def what_if(view: View, case: CaseId, changes: list[str], to: AnyId | None = None) -> Answer:
    """What would change if an actor joined or left, a tie came or went, or an embassy closed?

    Before and after, side by side: the ways to those who decide and to those who were asked, their
    order, the functions that nobody covers, the doors, and who stands where. Nothing is stored. A
    set of changes is kept as what was written, or loaded for good as the rows at the end.

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
    blocks: list[Block] = [
        _supposed(supposition),
        _ways_table(before, after, ways),
        *_maps(before, after, moved[0].goal if moved else aims[0] if aims else None),
        gaps_table(gaps),
        *gaps_map(before.covering, after.covering, gaps),
        *_positions(before, after),
        *([_doors_table(shut)] if shut else []),
        *_edits(supposition),
        Note(
            "limits",
            "How sure this is",
            f"{JUDGED} Both sides were counted in the same sampled networks, so that what differs "
            "comes of the changes. Somebody new is supposed to have agreed to introduce people, "
            "and a new tie to be well known; neither need be so.",
            "caution",
        ),
    ]
    return Answer(_sentence(supposition, before, moved, gaps, shut), blocks)


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


class _Way(NamedTuple):
    goal: str
    before: float | None
    after: float | None

    @property
    def change(self) -> float:
        return (self.after or 0) - (self.before or 0)

    @property
    def moved(self) -> bool:
        return abs(self.change) >= CHANGED or (self.before is None) != (self.after is None)


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


def _ways(before: _Outlook, after: _Outlook, aims: Sequence[str]) -> list[_Way]:
    return [_Way(goal, before.chance.get(goal), after.chance.get(goal)) for goal in aims]


def _ranks(outlook: _Outlook) -> dict[str, int]:
    """1 for whom we reach most surely; equal is tied; without any way there is no rank."""
    sure = {goal: round(p, 12) for goal, p in outlook.chance.items()}
    return {goal: 1 + sum(other > p for other in sure.values()) for goal, p in sure.items()}


def _doors(before: _Outlook, after: _Outlook) -> list[tuple[str, Door | None, Door | None]]:
    """Governments whose door is another one or none, by name."""
    moved = [
        key
        for key in sorted(before.doors.keys() | after.doors.keys())
        if _named(before.doors.get(key)) != _named(after.doors.get(key))
    ]
    states = before.view.several(government_id(code) for code, _ in moved)
    titles = {one.id: one.title for one in states}
    return [
        (
            f"{titles.get(government_id(code), code)}{f' towards {host}' if host else ''}",
            before.doors.get((code, host)),
            after.doors.get((code, host)),
        )
        for code, host in moved
    ]


def _named(door: Door | None) -> str:
    return f"{door.name} ({door.kind}, {door.status})" if door else "no door is known"


def _sentence(
    supposition: Supposition,
    before: _Outlook,
    moved: Sequence[_Way],
    gaps: Sequence[Gap],
    shut: Sequence[tuple[str, Door | None, Door | None]],
) -> str:
    effects = []
    for way in moved[:2]:
        name, old, new = before.view.get(way.goal).title, way.before or 0, way.after or 0
        if not new:
            effects.append(f"no way to {name} is left (before: {chance(old)})")
        elif not old:
            effects.append(f"a way to {name} opens, with a chance of about {chance(new)}")
        else:
            verb = "rises" if new > old else "falls"
            effects.append(
                f"the chance of a way to {name} {verb} from about {chance(old)} to {chance(new)}"
            )
    gone = [gap for gap in gaps if gap.before and not gap.after]
    lost = [gap.function for gap in gone if gap.new.state != AT_RISK]
    risky = [gap.function for gap in gone if gap.new.state == AT_RISK]
    won = [gap.function for gap in gaps if gap.after and not gap.before]
    alone = [
        gap.function for gap in gaps if gap.before and gap.new.state == ONE and gap.old.state != ONE
    ]
    effects += [f"nobody covers {listed(lost)} any more"] if lost else []
    effects += [f"only somebody at risk still covers {listed(risky)}"] if risky else []
    effects += [f"only one still covers {listed(alone)}"] if alone else []
    effects += [f"somebody covers {listed(won)}"] if won else []
    effects += [
        f"the door of {name} is then {_named(after)}"
        if after
        else f"no door of {name} is known any more"
        for name, _, after in shut[:2]
    ]
    then = "; ".join(effects) or "no way, function or door that is looked at here changes"
    return f"If {listed(supposition.clauses)}: {then}. Nothing was stored."


def _supposed(supposition: Supposition) -> Table:
    rows: list[Row] = [{"change": change} for change in supposition.clauses]
    return Table("supposed", "What is supposed", columns("change"), rows)


def _ways_table(before: _Outlook, after: _Outlook, ways: Sequence[_Way]) -> Table:
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
        "Whom we reach, before and after",
        columns(
            "name",
            ("before", "Chance before", "%", "That at least one way holds"),
            ("after", "Chance after", "%", "That at least one way holds"),
            ("rank_before", "Place before"),
            ("rank_after", "Place after"),
            ("best_before", "Best way before"),
            ("best_after", "Best way after"),
        ),
        rows,
        of="id",
        note="Place: 1 for whom we reach most surely. Where no way is known, and where none may "
        "end, there is neither chance nor place.",
    )


def _through(outlook: _Outlook, goal: str) -> str:
    if goal not in outlook.best:
        return "no good way" if goal in outlook.chance else "no way is known"
    return " → ".join(outlook.contacts.name(id) for id in outlook.best[goal].ids[1:])


def _maps(before: _Outlook, after: _Outlook, goal: str | None) -> list[Block]:
    """The ways to the one for whom most changes; what is left of the old ones stays on the map."""
    maps: list[NetworkMap] = []
    old: list[Chain] = []
    for when, outlook in (("before", before), ("after", after)):
        if goal not in outlook.goals:
            continue
        contacts = outlook.contacts
        begin = contacts.case.id
        ways = diverse_chains(contacts.agreed, begin, goal, 5, at_least=POOR)
        tell = ChainWords(outlook.view, contacts, begin, goal)
        title = f"{when.capitalize()}: {counted(len(ways), 'way')} to {contacts.name(goal)}"
        maps.append(tell.map([*ways, *old], when, title))
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
    rows: list[Row] = [
        {
            "id": id,
            "name": names[id],
            "before": STANCES[before.stances[id]] if id in before.stances else None,
            "after": STANCES[after.stances[id]],
        }
        for id in ids
    ]
    return [
        Table(
            "stances_moved",
            "Who stands elsewhere",
            columns("name", "before", "after"),
            rows,
            of="id",
        )
    ]


def _doors_table(shut: Sequence[tuple[str, Door | None, Door | None]]) -> Table:
    rows: list[Row] = [
        {"name": name, "before": _named(before), "after": _named(after)}
        for name, before, after in shut
    ]
    return Table("doors", "Doors", columns(("name", "Government"), "before", "after"), rows)


def _edits(supposition: Supposition) -> list[Block]:
    """The changes as rows of files: saved as CSV and loaded, they are for good."""
    by_table: dict[str, list[Row]] = {}
    for edit in supposition.edits:
        by_table.setdefault(edit.table, []).append({**edit.row})
    return [
        Table(
            loader,
            f"To make it so: rows for the loader “{loader}”",
            columns(*dict.fromkeys(name for row in rows for name in row)),
            rows,
            note=f"Save as CSV, check it, then: python -m loaders {loader} FILE --append",
        )
        for loader, rows in by_table.items()
    ]
