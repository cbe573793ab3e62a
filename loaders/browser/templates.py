"""What a list looks like: its columns in words, an empty template, and a filled one."""

from __future__ import annotations

import csv
import io

import streamlit as st

from graph.model.words import say
from loaders.loader import ORIGIN_COLUMNS, Loader


def show(loader: Loader) -> None:
    """Draw what a loader reads, and offer its templates."""
    summary, *more = (say(paragraph) for paragraph in loader.paragraphs)
    st.text(summary)
    if renew := loader.about.get("renew"):
        st.text(say("Where to get it: {where}", where=say(renew)))
    with st.expander(say("Its columns, and templates to fill in")):
        for paragraph in more:
            st.text(paragraph)
        own = loader.section == "campaign"
        what = say("What")
        columns = {**loader.columns, **(ORIGIN_COLUMNS if own else {})}
        st.dataframe(
            [
                {
                    say("Column"): name,
                    say("Needed"): say("needed") if name in loader.needed else "",
                    what: say(text),
                }
                for name, text in columns.items()
            ],
            hide_index=True,
            row_height=70,
            key=f"loads.columns.{loader.name}",
            alt=say("The columns of this list"),
            column_config={what: st.column_config.TextColumn(width="large")},
        )
        if own:
            st.download_button(
                say("Download an empty template"),
                _header(list(columns)),
                f"{loader.name}.csv",
                "text/csv",
                key=f"loads.empty.{loader.name}",
                on_click="ignore",
            )
        if loader.sample.exists():
            st.download_button(
                say("Download an example, filled in by the invented campaign")
                if own
                else say("Download an example of a few rows"),
                loader.sample.read_bytes(),
                f"{loader.name}-example.csv",
                "text/csv",
                key=f"loads.sample.{loader.name}",
                on_click="ignore",
            )


def _header(columns: list[str]) -> bytes:
    """The header alone, as every spreadsheet reads it."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(columns)
    return out.getvalue().encode("utf-8-sig")
