"""What the coalition does and does not do: functions × allies, and ways in to governments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.contacts import Contacts, contacts, shown
from graph.doors import doors
from graph.functions import COVERED, LAPSED, NOBODY, ONE, Cover, cover
from graph.paths import chains
from graph.records import Entity, Tie
from graph.view import View
from graph.vocabulary import RESPONSES
from queries._chains import POOR
from queries._saying import counted, listed
from queries.answer import (
    Answer,
    Block,
    Column,
    Matrix,
    NetworkMap,
    Note,
    Row,
    Table,
    columns,
    network_map,
)
from queries.question import CaseId, question

SUGGESTED = 3  # who could cover a function next
_RESPONSE = {response.id: response.title for response in RESPONSES}


@question(
    "What the coalition lacks",
    section="Coalition",
    cypher="""
MATCH (ally:Entity)-[work:WORKS_ON]->(case:Case {id: $case})
RETURN ally, work, case""",
)
def functions(view: View, case: CaseId) -> Answer:
    """Which functions of a release coalition does nobody cover, or one ally only, and who could?

    Each function that a case may need: who does it now, who has ceased to, who says that they can
    and through whom to reach them. Then what will be needed after a release, and the way in to
    each government that is to be asked. What hangs on one ally only is a gap too.

    case: the case, by name or id
    """
    about = view.get(case)
    governments = _asked(view, about.id)
    found = contacts(view, about.id, list(governments))
    covers = cover(view, found)
    ways = {id: _way(found, id) for id in _suggested(covers)}
    ids = {id for row in covers for id in (*row.by, *(t.source for t in row.lapsed))}
    names = {one.id: one.title for one in view.several({*ids, *ways, *governments})}
    blocks: list[Block] = [
        _table(covers, names, ways),
        _matrix(covers, names),
        *([_entries(view, found, governments, names)] if governments else []),
        _after(covers, names),
        _map(view, found, covers, ways),
        _not_to_do(covers),
        _limits(view, about, covers, found),
    ]
    return Answer(_sentence(about, covers, names, ways), blocks)


def _suggested(covers: Sequence[Cover]) -> list[str]:
    return list(
        dict.fromkeys(id for row in covers if row.state != COVERED for id in row.could[:SUGGESTED])
    )


def _way(found: Contacts, id: str) -> list[str] | None:
    """Whom to ask for an introduction, in order; empty: it is tied to us; None: no way is known."""
    G = found.agreed
    if id not in G.index:
        return None
    best = next(iter(chains(G, found.case.id, id, at_least=POOR)), None)
    return None if best is None else [found.name(other) for other in best.between]


def _reach(way: list[str] | None, ally: bool, ended: str | None) -> str:
    if ally:
        return "works on the case already"
    if ended:
        return f"did it until {ended}: ask whether they would again"
    if way is None:
        return "no introduction known yet"
    return f"through {', then '.join(way)}" if way else "tied to us directly"


def _next(
    row: Cover,
    names: Mapping[str, str],
    ways: Mapping[str, list[str] | None],
    allies: set[str],
) -> list[str]:
    ended = {t.source: str(t.until) for t in row.lapsed}
    return [
        f"{names[id]} ({_reach(ways.get(id), id in allies, ended.get(id))})"
        for id in row.could[:SUGGESTED]
        if id in names
    ]


def _allies(covers: Sequence[Cover]) -> set[str]:
    return {id for row in covers for id in row.by}


def _sentence(
    about: Entity,
    covers: Sequence[Cover],
    names: Mapping[str, str],
    ways: Mapping[str, list[str] | None],
) -> str:
    by_state = {state: [row for row in covers if row.state == state]
                for state in (COVERED, ONE, LAPSED, NOBODY)}  # fmt: skip
    told = [
        f"{counted(len(by_state[COVERED]), 'is', 'are')} covered by two allies or more",
        f"{counted(len(by_state[ONE]), 'hangs', 'hang')} on one ally only",
    ]
    if by_state[LAPSED]:
        ended = [f"{row.function.title} (ended with {names[row.lapsed[0].source]}, "
                 f"{row.lapsed[0].until})" for row in by_state[LAPSED]]  # fmt: skip
        told.append(f"{listed(ended)} {'have' if ended[1:] else 'has'} lapsed")
    if by_state[NOBODY]:
        told.append(f"nobody covers {listed([r.function.title for r in by_state[NOBODY]], 3)}")
    allies = _allies(covers)
    gaps = [*by_state[LAPSED], *by_state[NOBODY], *by_state[ONE]]
    gaps.sort(key=lambda row: not row.urgent)
    first = next((row for row in gaps if row.could), None)
    advice = ""
    if first is not None and (could := _next(first, names, ways, allies)):
        why = "cannot wait and " if first.urgent else ""
        how = {LAPSED: "has lapsed", NOBODY: "is done by nobody", ONE: "hangs on one"}
        advice = f" Begin with {first.function.title}, which {why}{how[first.state]}: {could[0]}."
    return f"Of {len(covers)} functions for {about.title}, {', '.join(told)}.{advice}"


def _table(
    covers: Sequence[Cover], names: Mapping[str, str], ways: Mapping[str, list[str] | None]
) -> Table:
    allies = _allies(covers)
    rows: list[Row] = [
        {
            "function": row.function.title,
            "state": row.state,
            "urgent": row.urgent,
            "by": [names[id] for id in row.by] or "nobody",
            "lapsed": [f"{names[t.source]} (until {t.until})" for t in row.lapsed] or "nobody",
            "next": _next(row, names, ways, allies) if row.state != COVERED else [],
            "function_id": row.function.id,
        }
        for row in covers
    ]
    return Table(
        "functions",
        "Each function",
        columns(
            "function", "state",
            ("urgent", "Cannot wait", None, "From the stage and the severity of the case"),
            ("by", "Who does it"), ("lapsed", "Who has ceased to"),
            Column("next", "Who could next, and through whom", place="line"),
        ),
        rows,
        note="Covered: by two who do not belong to one body. Who could: who says so in its record "
        "(can do), may be contacted and is not against the case.",
    )  # fmt: skip


def _matrix(covers: Sequence[Cover], names: Mapping[str, str]) -> Matrix:
    rows: list[Row] = []
    for row in covers:
        doing = [(id, "now") for id in row.by] + [(t.source, "lapsed") for t in row.lapsed]
        rows += [
            {"function": row.function.title, "ally": names[id], "state": state, "ally_id": id}
            for id, state in doing
        ]
    return Matrix(
        "allies",
        "Functions and allies",
        columns("function", "ally", "state"),
        rows,
        of="ally_id",
    )


def _after(covers: Sequence[Cover], names: Mapping[str, str]) -> Table:
    rows: list[Row] = [
        {
            "function": row.function.title,
            "state": row.state,
            "by": [names[id] for id in row.by] or "nobody",
        }
        for row in covers
        if row.function.after_release
    ]
    return Table(
        "after_release",
        "What is still needed after a release",
        columns("function", "state", ("by", "Who does it now")),
        sorted(rows, key=lambda row: [NOBODY, LAPSED, ONE, COVERED].index(str(row["state"]))),
        note="A release is a day; what follows lasts for years. Ask now who stays.",
    )


def _asked(view: View, case: str) -> dict[str, str]:
    """The governments that were or are to be asked for a case, and how far that has come."""
    asks = [t.source for t in view.ties("CONCERNS", of=[case]) if t.source.startswith("app:")]
    state: dict[str, tuple[str, str]] = {}
    approaches = {one.id: one for one in view.several(asks)}
    for tie in view.ties("MADE_TO", of=approaches):
        one = approaches[tie.source].values
        if tie.target.startswith("gov:") and one.get("status") != "given up":
            response = _RESPONSE.get(str(one.get("response")), "")
            said = f"asked: {response}" if response else str(one.get("status"))
            newest = (str(one.get("date") or ""), said)
            state[tie.target] = max(state.get(tie.target, newest), newest)
    letters = [t.source for t in view.ties("ABOUT", of=[case])]
    for tie in view.ties("ADDRESSED_TO", of=letters):
        if tie.target.startswith("gov:"):
            state.setdefault(tie.target, ("", f"letter {tie.values.get('status') or 'written'}"))
    holding = {t.source for t in view.ties("DETAINS", of=[case])}
    return {id: said for id, (_, said) in sorted(state.items()) if id not in holding}


def _entries(
    view: View, found: Contacts, governments: Mapping[str, str], names: Mapping[str, str]
) -> Matrix:
    """For each government that is to be asked: the ask, a door, and somebody who can introduce."""
    at = doors(view, min(found.detaining)) if found.detaining else {}
    rows: list[Row] = []
    for id, asked in governments.items():
        door = at.get(id.removeprefix("gov:"))
        way = _way(found, id)
        parts = (
            ("asked", asked, ""),
            ("door", door.kind if door else "not known", door.name if door else ""),
            ("introduction", "known" if way else "direct" if way == [] else "nobody yet",
             f"through {', then '.join(way)}" if way else ""),
        )  # fmt: skip
        rows += [
            {"government": names[id], "what": what, "state": state, "note": note, "id": id}
            for what, state, note in parts
        ]
    return Matrix(
        "governments",
        "The way in to each government that is to be asked",
        columns("government", "what", "state", "note"),
        rows,
        of="id",
        note="Governments that an approach or a letter names. Which others to ask: see Embassies "
        "to approach.",
    )


def _map(
    view: View, found: Contacts, covers: Sequence[Cover], ways: Mapping[str, list[str] | None]
) -> NetworkMap:
    """The case, who works on it, and who could."""
    ids = {found.case.id, *_allies(covers), *(id for id in ways if id in found.entities)}
    ties: list[Tie] = [
        t for t in found.ties
        if {t.source, t.target} <= ids and (t.until is None or t.until.last >= str(view.today))
    ]  # fmt: skip
    shown(view, ids, ties)
    drawn = [found.entities[id] for id in sorted(ids) if id in found.entities]
    return network_map("map", "Who works on it, and who could", drawn, ties, [found.case.id])


def _not_to_do(covers: Sequence[Cover]) -> Note:
    return Note(
        "not_to_do",
        "What not to do",
        "Do not give whoever does most already one thing more, and do not fill every gap: some "
        "functions this case does not need. Ask before naming anybody for a function; what the "
        "family does not want, nobody does.",
        "warning",
    )


def _limits(view: View, about: Entity, covers: Sequence[Cover], found: Contacts) -> Note:
    cut = " The network was too large to be read whole." if found.truncated else ""
    return Note(
        "limits",
        "How sure this is",
        f"What is recorded as of {view.today}: a function that nobody has recorded may be done all "
        f"the same. Whether {about.title} needs a function is for you to say; what cannot wait "
        f"follows from the stage and the severity that the case has on record.{cut}",
        "caution",
    )
