"""What would come of the files that somebody is bringing: the first rows, all problems with cells
to correct, and the load itself.

Text from files goes only where text stays text: `st.text`, tables and options, never Markdown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from graph.model.errors import DemarcheError, NotAccepted
from graph.model.schema import Label
from graph.model.words import count, language, listed, number, say
from graph.store.base import Store
from loaders.bring.bringing import BROUGHT, Brought, bring
from loaders.bring.cell_problems import BringRefused
from loaders.bring.mapping import BringMapping
from loaders.bring.previewing import Preview, PreviewRow, preview
from loaders.bring.saved import keep
from loaders.browser import bring_corrections, report
from loaders.browser.bring_state import Bringing
from loaders.changes.naming import list_name
from loaders.loader import named

_EACH = 8  # rows of each list that are shown
_LARGE = 20_000  # rows, from which on all are looked at only when somebody says so


class BringTrial(NamedTuple):
    """What the first rows become, and what all of them would do; None: not looked at yet."""

    first: Preview
    whole: Brought | DemarcheError | None


class BringPlan(NamedTuple):
    """What is to be brought, and how."""

    mapping: BringMapping
    append: bool


def show(
    store: Store, audience: Label, bringing: Bringing, turn: str, done: Callable[[str], None]
) -> None:
    """Draw what would come, and offer to load it. `done` is called with what happened."""
    if needed := bringing.needed:
        st.info(
            count(
                "Answer the question above to go on. Nothing was written.",
                "Answer the {n} questions above to go on. Nothing was written.",
                len(needed),
            )
        )
        return
    if not any(table.lists for table in bringing.proposal.mapping.tables):
        st.text(say("Nothing is taken of this file. Say above what its rows are."))
        return
    plan = _plan(store, bringing, turn)
    if plan is None:
        return
    try:
        trial = _trial(store, audience, bringing, plan)
    except DemarcheError as problem:
        st.error(say("Nothing was written."))
        st.text(str(problem))
        return
    _first_rows(bringing, trial.first)
    result = trial.whole
    if result is None:
        _look_at_all(store, audience, bringing, plan, turn)
    elif isinstance(result, BringRefused):
        bring_corrections.show(bringing, result, turn)
        _cancel(turn, done)
    elif isinstance(result, Brought):
        _offer(store, audience, bringing, plan, result, turn, done)
    else:
        st.error(say("This cannot be loaded. Nothing was written."))
        st.text(str(result))


def _plan(store: Store, bringing: Bringing, turn: str) -> BringPlan | None:
    """The name of the list, and whether it replaces one or adds to it; None: it has no name."""
    st.subheader(say("What it becomes"), anchor=False)
    text = st.text_input(
        say("What is this list called among the loads?"),
        bringing.proposal.mapping.name,
        key=f"{turn}.name",
        help=say("The next file under this name takes its place."),
    )
    if not text.strip():
        st.text(say("Give it a name, by which you know it among the loads."))
        return None
    name = list_name(text)
    append = False
    there = [one for one in store.loads() if one.live and one.loader == BROUGHT]
    if any(one.dataset == name for one in there):
        append = st.radio(
            say("There is a list of this name already. What is this file?"),
            [False, True],
            format_func=lambda adds: (
                say("More of it: it adds to that list")
                if adds
                else say("A newer version of it: it replaces that list")
            ),
            key=f"{turn}.append",
        )
    return BringPlan(bringing.complete_mapping(text), append)


def _state(
    store: Store, audience: Label, bringing: Bringing, plan: BringPlan
) -> tuple[object, ...]:
    return (
        bringing.version,
        plan.mapping.name,
        plan.append,
        audience,
        store.revision(),
        language(),
    )


def _trial(store: Store, audience: Label, bringing: Bringing, plan: BringPlan) -> BringTrial:
    """What would come of it; tried anew when anything is different."""
    state = _state(store, audience, bringing, plan)
    if bringing.trial is None or bringing.trial[0] != state:
        first = preview(
            plan.mapping,
            bringing.tables,
            bringing.file,
            store,
            corrections=bringing.corrections,
            rows=_EACH,
            audience=audience,
        )
        whole = None
        if sum(bringing.sizes.values()) <= _LARGE:
            whole = _tried(store, audience, bringing, plan)
        elif first.problems:
            whole = BringRefused([], first.problems)
        bringing.trial = (state, BringTrial(first, whole))
    trial: BringTrial = bringing.trial[1]
    return trial


def _tried(
    store: Store, audience: Label, bringing: Bringing, plan: BringPlan
) -> Brought | DemarcheError:
    """What all rows would do, or why they cannot."""
    try:
        return _run(store, audience, bringing, plan, dry_run=True)
    except DemarcheError as problem:
        return problem


def _look_at_all(
    store: Store, audience: Label, bringing: Bringing, plan: BringPlan, turn: str
) -> None:
    st.text(
        count(
            "The file has {n} row; the first were looked at.",
            "The file has {n} rows; the first were looked at.",
            sum(bringing.sizes.values()),
        )
    )
    if st.button(say("Look at every row"), type="primary", key=f"{turn}.all"):
        assert bringing.trial is not None
        state, trial = bringing.trial
        bringing.trial = (state, trial._replace(whole=_tried(store, audience, bringing, plan)))
        st.rerun()


def _run(
    store: Store,
    audience: Label,
    bringing: Bringing,
    plan: BringPlan,
    *,
    dry_run: bool,
    accepted: bool = False,
) -> Brought:
    line = st.empty()

    def progress(rows: int) -> None:
        line.text(count("{n} row read …", "{n} rows read …", rows))

    try:
        return bring(
            plan.mapping,
            bringing.tables,
            bringing.file,
            store,
            corrections=bringing.corrections,
            dry_run=dry_run,
            append=plan.append,
            accept_unencrypted=accepted,
            audience=audience,
            progress=progress,
        )
    finally:
        line.empty()


def _first_rows(bringing: Bringing, first: Preview) -> None:
    """The first rows of each list, in words."""
    if not first.rows:
        return
    several = len(bringing.tables) > 1
    becomes, problem = say("What it becomes"), say("What to do")
    titles = [say("Table"), say("Row"), say("List"), becomes, problem]
    frame = pd.DataFrame([_shown(row) for row in first.rows], columns=titles)
    columns = [
        column
        for n, column in enumerate(titles)
        if (n or several) and (n < 4 or any(row.problem for row in first.rows))
    ]
    st.text(say("The first rows, as they would be stored:"))
    st.dataframe(
        frame,
        hide_index=True,
        placeholder="",
        row_height=70,
        height=37 + 70 * min(len(frame), 5),
        key="bring.first",
        alt=say("The first rows, as they would be stored"),
        column_order=columns,
        column_config={
            **{column: st.column_config.Column(width="small") for column in columns[:-1]},
            becomes: st.column_config.TextColumn(width="large"),
            problem: st.column_config.TextColumn(width="large"),
        },
    )


def _shown(row: PreviewRow) -> tuple[str, int, str, str, str]:
    title = say(named(row.list).title)
    return row.table, row.number, title, "; ".join(row.records), row.problem


def _offer(
    store: Store,
    audience: Label,
    bringing: Bringing,
    plan: BringPlan,
    result: Brought,
    turn: str,
    done: Callable[[str], None],
) -> None:
    """Say what it would do, and load it or not."""
    st.success(say("This can be loaded. Nothing was written yet."))
    st.text(counts(result))
    st.text(report.sentence(result.report))
    lost = {sentence for table in bringing.tables for sentence in table.lost}  # stands above
    for warning in result.report.warnings:
        if warning not in lost:
            st.text(warning)
    _left_out(bringing)
    if result.report.skipped:
        skipped = number(len(result.report.skipped))
        with st.expander(say("Rows that are skipped, and why ({n})", n=skipped)):
            report.skipped_rows(result.report)
    sure = report.agreed(result.report, turn)
    accepted = bringing.asks_acceptance and _acceptance(store, turn)
    ready = sure and (accepted or not bringing.asks_acceptance)
    bring_corrections.corrected(bringing, turn)
    with st.container(horizontal=True):
        if result.report.claims.changes and st.button(
            say("Load it"), type="primary", key=f"{turn}.commit", disabled=not ready
        ):
            _load(store, audience, bringing, plan, accepted, done)
        _cancel(turn, done)


def _cancel(turn: str, done: Callable[[str], None]) -> None:
    if st.button(say("Cancel"), key=f"{turn}.cancel"):
        done(say("Cancelled. Nothing was written."))


def counts(result: Brought) -> str:
    """How many rows go to which list."""
    parts: Sequence[str] = [
        say("{n} in “{list}”", list=say(named(name).title), n=number(rows))
        for name, rows in result.rows.items()
    ]
    return say("Rows: {counts}.", counts=listed(parts, len(parts)))


def _left_out(bringing: Bringing) -> None:
    whole = bringing.proposal.proposals_taken()
    if whole.assumption:
        st.text(whole.assumption)
    if words := whole.words_left_out:
        quoted = [f"“{word}”" for word in words]
        st.text(say("Words of which nothing comes: {words}.", words=listed(quoted, 10)))


def _acceptance(store: Store, turn: str) -> bool:
    """Asked before the first family, lawyer or source is accepted."""
    st.warning(say("This list holds people at risk."))
    st.text(store.exposure() or "")
    return st.checkbox(say("I know. They may be kept in this store."), key=f"{turn}.accepted")


def _load(
    store: Store,
    audience: Label,
    bringing: Bringing,
    plan: BringPlan,
    accepted: bool,
    done: Callable[[str], None],
) -> None:
    try:
        result = _run(store, audience, bringing, plan, dry_run=False, accepted=accepted)
    except NotAccepted:
        bringing.asks_acceptance = True
        st.rerun()
    except DemarcheError as problem:
        st.error(say("This cannot be loaded. Nothing was written."))
        st.text(str(problem))
        return
    keep(store, plan.mapping)
    done(f"{counts(result)} {report.sentence(result.report)}")
