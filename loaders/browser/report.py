"""What a load did, would do, or could not do: every row's problem in a table.

Text from files goes only where text stays text: `st.text` and tables, never Markdown.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from graph.model.errors import InputError, LoadRefused, NotAccepted, Undecodable
from loaders.changes.load_report import LoadReport
from loaders.changes.replaced import named
from loaders.conversion import MOST_PROBLEMS

_MOST = 2000  # skipped rows that are listed
_TWO_LINES = 70  # pixels: from 4 rem on sentences wrap


def show(report: LoadReport, title: str) -> None:
    """Draw the report of a dry run: what it would do, what was skipped and why."""
    st.success("This can be loaded. Nothing was written yet.")
    st.text(sentence(report, title))
    for warning in report.warnings:
        st.text(warning)
    if report.unread:
        st.text(f"Columns that are not read: {', '.join(report.unread)}. Is a name misspelt?")
    if report.skipped:
        with st.expander(f"Rows that are skipped, and why ({len(report.skipped):,})"):
            st.dataframe(
                pd.DataFrame(report.skipped[:_MOST], columns=["File", "Row", "Why"]),
                hide_index=True,
                row_height=_TWO_LINES,
                key="report.skipped",
                alt="Rows that are skipped, and why",
                column_config={"Why": st.column_config.TextColumn(width="large")},
            )


def agreed(report: LoadReport, turn: int) -> bool:
    """Say by name what would be taken away, and ask where that should be; whether it may go on."""
    if report.claims.removed:
        gone = named(report.gone, report.claims.removed, report.audience)
        st.text(f"It would take away: {gone}.")
    if not report.doubts:
        return True
    for doubt in report.doubts:
        st.warning("Is this what you mean?")
        st.text(doubt)
    return st.checkbox("Yes, load it all the same.", key=f"loads.agreed.{turn}")


def sentence(report: LoadReport, title: str = "") -> str:
    """What a load did, or would do, in words."""
    claims, would = report.claims, "would be " if report.dry_run else ""
    read = f"{title}: " * bool(title) + f"{report.read}. "
    if not claims.changes:
        return f"{read}The store holds exactly this already; there is nothing to load."
    parts = [
        f"{number:,} {what}"
        for what, number in (
            (f"{would}new", claims.created),
            (f"{would}changed", claims.changed),
            (f"{would}taken away", claims.removed),
            ("unchanged", claims.unchanged),
        )
        if number
    ]
    return f"{read}Statements about people and ties: {', '.join(parts)}."


def problems(refusal: InputError) -> None:
    """Draw why a load was refused; nothing was written."""
    if isinstance(refusal, NotAccepted | Undecodable):
        st.info("Nothing was written. Answer the question above to go on.")
        return
    st.error("This cannot be loaded. Nothing was written.")
    if not isinstance(refusal, LoadRefused):
        st.text(str(refusal))
        return
    rows = [(p.file, p.row, p.column, p.value, p.message) for p in refusal.problems]
    more = " The file has more; these come first." if len(rows) >= MOST_PROBLEMS else ""
    st.text(
        f"{len(rows)} problem{'s' * (len(rows) > 1)}. Correct the file and choose it again.{more}"
    )
    frame = pd.DataFrame(rows, columns=["File", "Row", "Column", "It says", "What to do"])
    st.dataframe(
        frame.astype({"Row": "Int64"}),
        hide_index=True,
        placeholder="",
        key="report.problems",
        row_height=_TWO_LINES,
        alt="Every problem: file, row, column, what it says, what to do",
        column_config={"What to do": st.column_config.TextColumn(width="large")},
    )
