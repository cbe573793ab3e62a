"""What a load did, would do, or could not do: every row's problem in a table.

Text from files goes only where text stays text: `st.text` and tables, never Markdown.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from graph.errors import InputError, LoadRefused
from loaders.loading import MOST_PROBLEMS, LoadReport


def show(report: LoadReport) -> None:
    """Draw a report: counts, what was skipped and why, what was not read."""
    claims, will = report.claims, "would be " if report.dry_run else ""
    counts = {
        "Rows read": report.rows,
        f"Claims that {will or 'were '}created": claims.created,
        "Changed": claims.changed,
        "Unchanged": claims.unchanged,
        "Removed": claims.removed,
        "Rows skipped": len(report.skipped),
    }
    st.dataframe(
        pd.DataFrame({"What": counts.keys(), "Number": counts.values()}),
        hide_index=True, width="content", key=f"report.{report.dry_run}.counts",
    )  # fmt: skip
    for warning in report.warnings:
        st.text(warning)
    if report.unread:
        st.text(f"Columns that this loader does not read: {', '.join(report.unread)}.")
    if report.skipped:
        with st.expander(f"Rows that were skipped, and why ({len(report.skipped)})"):
            st.dataframe(
                pd.DataFrame(report.skipped, columns=["File", "Row", "Why"]),
                hide_index=True, key=f"report.{report.dry_run}.skipped",
            )  # fmt: skip
    if not claims.changes:
        st.info("The store holds exactly this already.")


def problems(refusal: InputError) -> None:
    """Draw why a load was refused; nothing was written."""
    st.error("This cannot be loaded. Nothing was written.")
    if not isinstance(refusal, LoadRefused):
        st.text(str(refusal))
        return
    rows = [(p.file, p.row, p.column, p.value, p.message) for p in refusal.problems]
    more = " The file has more; these come first." if len(rows) >= MOST_PROBLEMS else ""
    st.text(f"{len(rows)} problem{'s' * (len(rows) > 1)}; correct the file, then look again.{more}")
    frame = pd.DataFrame(rows, columns=["File", "Row", "Column", "It says", "What to do"])
    st.dataframe(
        frame.astype({"Row": "Int64"}), hide_index=True, placeholder="", key="report.problems",
        column_config={"What to do": st.column_config.TextColumn(width="large")},
    )  # fmt: skip
