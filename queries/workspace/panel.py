"""The panel beside the map: who or what is selected, why it is ranked, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

from graph.approach.gate import gate
from graph.campaign.safety import do_not_contact
from graph.model.records import Confidence, Entity, Tie
from graph.model.schema import ENTITIES, TIES
from graph.model.words import count, listed, say, written
from graph.view import View
from queries.answer import Answer, Bars, Cell, Column, Row, Table
from queries.render.cells import cell_text, told_in
from queries.shared.claim_rows import claim_rows
from queries.shared.differing import differences
from queries.shared.value_words import value_words
from queries.workspace.around import MapContents
from queries.workspace.lens_marks import as_read, rows_about
from queries.workspace.next_steps import NextStep, of_one, of_rows, of_several, to_write
from queries.workspace.workspace_state import WorkspaceState

FACTS: Final = 12  # rows that are sent: a click stays small
TIES_SHOWN: Final = 8  # names under one phrase
# Codes and the like, by what they are called: they help programs.
_UNSAID: Final = frozenset(
    {"name", "kind", "cow", "fips", "gw", "iso2", "iso3", "latitude", "longitude", "numeric"}
)


@dataclass(frozen=True, slots=True)
class Panel:
    """What the panel says, and where its buttons lead, by key."""

    document: Mapping[str, Any]
    steps: Mapping[str, NextStep] = field(default_factory=dict)


def panel(view: View, state: WorkspaceState, there: MapContents, answer: Answer | None) -> Panel:
    """About whoever is selected; where nobody is, about the subject."""
    chosen = view.several(state.selected)
    if len(chosen) > 1:
        return _several(view, state, chosen, answer)
    if not chosen and answer and (brought := _brought(answer, state)):
        return brought
    one = chosen[0] if chosen else there.centre
    rows = list(rows_about(answer, [one.id])) if answer else []
    ties = _ties_of(view, one.id)
    if one.kind == "Government":  # of which there are hundreds: those on the map
        near = {entity.id for entity in there.entities} | {state.subject}
        ties = [tie for tie in ties if {*_two(tie)} <= near | {one.id}]
    parts = [
        *_ranked(answer, one.id, rows),
        *_cautions(view, one),
        *_facts(view, one),
        *_tied(view, one.id, ties),
    ]
    leads, write = list(of_rows(rows)), list(to_write(view, state, [one], rows))
    # What one mostly does, then the first thing to write down, then all else.
    steps = [*leads[:1], *write[:1], *leads[1:], *of_one(view, state, one, answer), *write[1:]]
    return _panel(one.id, one.title, _subtitle(one), parts, steps)


def _brought(answer: Answer, state: WorkspaceState) -> Panel | None:
    """About what only the lens brings onto the map, such as a function."""
    for one in answer.lens.added if answer.lens else ():
        if one["id"] in state.selected:
            rows = list(rows_about(answer, [one["id"]]))
            parts = [*_ranked(answer, one["id"], rows)]
            return _panel(one["id"], one["name"], say(one["kind"]), parts, of_rows(rows))
    return None


def _panel(
    key: str, title: str, subtitle: str, parts: Sequence[Any], steps: Iterable[NextStep]
) -> Panel:
    by_key: dict[str, NextStep] = {}
    for step in steps:
        if step.label not in {known.label for known in by_key.values()}:
            by_key[f"{len(by_key)}"] = step
    buttons = [
        {"key": key, "label": step.label, "primary": key == "0"} for key, step in by_key.items()
    ]
    document = {
        "key": key,
        "title": title,
        "subtitle": subtitle,
        "parts": [part for part in parts if part],
        "next": buttons,
    }
    return Panel(document, by_key)


def _subtitle(one: Entity) -> str:
    told_of = ("sector", "role", "city", "stage")
    values = (value_words(key, one.values[key]) for key in told_of if key in one.values)
    words = [say(ENTITIES[one.kind].label), *(v for v in values if isinstance(v, str))]
    return " · ".join(dict.fromkeys(words))


# Why it is ranked


def _ranked(
    answer: Answer | None, id: str, rows: Sequence[tuple[Table, Row]]
) -> Iterable[dict[str, Any]]:
    """Where it stands in the answer, and what its place is made of."""
    if answer is None:
        return
    words = next((s.words for s in answer.lens.entities if s.id == id), "") if answer.lens else ""
    if words:
        yield {"type": "text", "title": answer.title, "text": words}
    for block in answer.blocks:
        if isinstance(block, Bars) and block.of:
            made_of = [row for row in block.rows if row.get(block.of) == id]
            if made_of:
                yield _sums(block, made_of)
    yield from _in_answer(rows, words)


def _in_answer(
    rows: Sequence[tuple[Table, Row]], known_already: str = ""
) -> Iterable[dict[str, Any]]:
    """What the rows of the first two tables say: a text that a row rests on, then its cells."""
    lines: dict[str, str] = {}  # by what is told, what it is called
    cells: dict[str, list[str]] = {}
    for table, row in rows[:2]:
        for c in table.columns[1:]:
            if c.id in table.hidden or row.get(c.id) is None:
                continue
            text = as_read(row[c.id], c)
            if c.place == "line" and text != known_already:
                lines.setdefault(text, c.title if lines else say("What this rests on"))
            elif c.place != "line":
                cells.setdefault(c.title, [c.title, told_in(row, c), ""])
    for text, title in lines.items():
        yield {"type": "text", "title": title, "text": text}
    in_full = [*cells.values()][:FACTS]
    if in_full:
        title = say("In this answer")
        yield {"type": "facts", "title": title, "rows": in_full, "open": not lines}


def _sums(block: Bars, rows: Sequence[Row]) -> dict[str, Any]:
    label, value = block.columns[0], block.columns[1]
    most = max((abs(_number(row.get(value.id))) for row in rows), default=0) or 1
    return {
        "type": "sums",
        "title": block.title,
        "rows": [
            [
                cell_text(row.get(label.id), label),
                cell_text(row.get(value.id), value),
                abs(_number(row.get(value.id))) / most,
            ]
            for row in rows[:FACTS]
        ],
        "note": block.note,
    }


def _number(value: Cell) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


# What is known of it


def _cautions(view: View, one: Entity) -> Iterable[dict[str, Any]]:
    if one.kind == "Case" and (opening := gate(view, one).opening.strip()):
        yield {"type": "caution", "title": say("First"), "text": opening}
    if one.kind in ("Person", "Family") and do_not_contact([one]):
        text = say("{name} is not to be contacted. Do not approach them.", name=one.title)
        yield {"type": "caution", "title": say("Do nothing"), "text": text}
    if differ := differences(view, [one.id]):
        yield {"type": "caution", "title": say("Where sources differ"), "text": differ}


def _facts(view: View, one: Entity) -> Iterable[dict[str, Any]]:
    """What the datasets say, each value once, with who says it, of which day, how surely."""
    rows: dict[tuple[str, str], list[Row]] = {}
    for row in claim_rows(view, one.id):
        value = as_read(row["value"], Column("value", ""))
        if row["what"] not in _UNSAID and value != one.title:
            rows.setdefault((str(row["what"]), value), []).append(row)
    facts = [[what, value, _origin(claims)] for (what, value), claims in rows.items()]
    if facts:
        yield {
            "type": "facts",
            "title": say("On record"),
            "rows": facts[:FACTS],
            "open": True,
            "more": max(0, len(facts) - FACTS),
        }


def _origin(claims: Sequence[Row]) -> str:
    first = claims[0]
    words = [str(first["dataset"])]
    if first["known"]:
        words.append(written(str(first["known"])))
    if first["reliability"] != say(Confidence.UNKNOWN.title):
        words.append(str(first["reliability"]))
    if len(claims) > 1:
        words.append(count("{n} more source", "{n} more sources", len(claims) - 1))
    return ", ".join(words)


def _ties_of(view: View, id: str) -> list[Tie]:
    """Its ties in the campaign's own layers; what governments say to each other is counted in the
    reports, not listed."""
    kinds = [name for name, kind in TIES.items() if _LISTED & set(kind.layers)]
    return view.ties(*kinds, of=[id])


_LISTED: Final = frozenset({"campaign", "embassies", "asks", "papers", "places"})


def _tied(view: View, id: str, ties: Sequence[Tie]) -> Iterable[dict[str, Any]]:
    group = set(view.group(id))
    names = {one.id: one.title for one in view.several({e for t in ties for e in _two(t)})}
    lines = []
    for tie in ties:
        outward = tie.source in group
        other = tie.target if outward else tie.source
        if other not in names or other in group:
            continue
        phrase = say(TIES[tie.kind].phrase)
        if not outward and TIES[tie.kind].directed:
            phrase = say("{phrase} it", phrase=phrase)
        lines.append((phrase, names[other], other, _of_tie(tie)))
    lines = sorted(set(lines))
    for phrase, of_it in groupby(lines, key=lambda line: line[0]):
        rows = list(of_it)
        yield {
            "type": "ties",
            "title": phrase,
            "rows": [[name, other, small] for _, name, other, small in rows[:TIES_SHOWN]],
            "more": max(0, len(rows) - TIES_SHOWN),
        }


def _two(tie: Tie) -> tuple[str, str]:
    return tie.source, tie.target


def _of_tie(tie: Tie) -> str:
    words = []
    if tie.since:
        words.append(say("since {day}", day=written(str(tie.since))))
    if tie.until:
        words.append(say("until {day}", day=written(str(tie.until))))
    if not tie.origin.url:
        words.append(say("no source"))
    return "; ".join(words)


# Several


def _several(
    view: View, state: WorkspaceState, chosen: Sequence[Entity], answer: Answer | None
) -> Panel:
    """What several have in common, what is said of just these, and what one may ask of two."""
    about_all = list(rows_about(answer, [one.id for one in chosen])) if answer else []
    around = [_neighbours(view, one.id) for one in chosen]
    common = sorted(set.intersection(*around) - {one.id for one in chosen})
    shared = [[one.title, one.id, say(ENTITIES[one.kind].label)] for one in view.several(common)]
    rows = [[one.title, one.id, _subtitle(one)] for one in chosen]
    parts: list[dict[str, Any]] = [*_in_answer(about_all)]
    parts.append({"type": "ties", "title": say("Selected"), "rows": rows})
    if shared:
        title = say("Tied to all of them")
        parts.append({"type": "ties", "title": title, "rows": shared[:FACTS]})
    else:
        text = say("Nobody on record is tied directly to all of them.")
        parts.append({"type": "text", "title": say("In common"), "text": text})
    title = count("{n} selected", "{n} selected", len(chosen))
    names = listed([one.title for one in chosen])
    steps = [*of_rows(about_all), *of_several(view, state, chosen)]
    if len(chosen) == 2:
        steps += to_write(view, state, chosen, ())
    return _panel("several", title, names, parts, steps)


def _neighbours(view: View, id: str) -> set[str]:
    return {end for tie in _ties_of(view, id) for end in _two(tie)} - {id}
