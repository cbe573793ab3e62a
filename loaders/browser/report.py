"""What a load did, would do, or could not do: every row's problem in a table.

Text from files goes only where text stays text: `st.text` and tables, never Markdown.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from graph.model.errors import InputError, LoadRefused, NotAccepted, Undecodable
from graph.model.words import count, listed, number, say
from loaders.changes.load_report import LoadReport
from loaders.conversion import MOST_PROBLEMS

_MOST = 2000  # skipped rows that are listed
_TWO_LINES = 70  # pixels: from 4 rem on sentences wrap


def show(report: LoadReport) -> None:
    """Draw the report of a dry run: what it would do, what was skipped and why."""
    st.success(say("This can be loaded. Nothing was written yet."))
    st.text(sentence(report))
    for warning in report.warnings:
        st.text(warning)
    if report.unread:
        names = listed(report.unread, len(report.unread))
        st.text(say("Is a name misspelt? Columns that are not read: {names}.", names=names))
    if report.skipped:
        skipped = number(len(report.skipped))
        with st.expander(say("Rows that are skipped, and why ({n})", n=skipped)):
            skipped_rows(report)


def skipped_rows(report: LoadReport) -> None:
    """Draw the rows that are skipped, as a table."""
    why = say("Why")
    st.dataframe(
        pd.DataFrame(report.skipped[:_MOST], columns=[say("File"), say("Row"), why]),
        hide_index=True,
        row_height=_TWO_LINES,
        key="report.skipped",
        alt=say("Rows that are skipped, and why"),
        column_config={why: st.column_config.TextColumn(width="large")},
    )


def agreed(report: LoadReport, turn: int | str) -> bool:
    """Say by name what would be taken away, and ask where that should be; whether it may go on."""
    if report.claims.removed:
        st.text(report.taken_away)
    if not report.doubts:
        return True
    for doubt in report.doubts:
        st.warning(say("Is this what you mean?"))
        st.text(doubt)
    return st.checkbox(say("Yes, load it all the same."), key=f"loads.agreed.{turn}")


def sentence(report: LoadReport) -> str:
    """What a load did, or would do, in words."""
    if report.claims.changes:
        return report.sentences
    nothing = say("The store holds exactly this already; there is nothing to load.")
    return f"{report.sentences} {nothing}"


def problems(refusal: InputError) -> None:
    """Draw why a load was refused; nothing was written."""
    if isinstance(refusal, NotAccepted | Undecodable):
        st.info(say("Answer the question above to go on. Nothing was written."))
        return
    st.error(say("This cannot be loaded. Nothing was written."))
    if not isinstance(refusal, LoadRefused):
        st.text(str(refusal))
        return
    rows = [(p.file, p.row, p.column, p.value, p.message) for p in refusal.problems]
    advice = count(
        "Correct {n} problem and choose the file again.",
        "Correct {n} problems and choose the file again.",
        len(rows),
    )
    more = say("The file has more; these come first.") if len(rows) >= MOST_PROBLEMS else ""
    st.text(f"{advice} {more}".strip())
    row, what = say("Row"), say("What to do")
    names = [say("File"), row, say("Column"), say("It says"), what]
    frame = pd.DataFrame(rows, columns=names)
    st.dataframe(
        frame.astype({row: "Int64"}),
        hide_index=True,
        placeholder="",
        key="report.problems",
        row_height=_TWO_LINES,
        alt=say("Every problem: file, row, column, what it says, what to do"),
        column_config={what: st.column_config.TextColumn(width="large")},
    )
