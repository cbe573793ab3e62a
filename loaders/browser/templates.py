"""What a list looks like: its columns in words, an empty template, and a filled one."""

from __future__ import annotations

import csv
import io

import streamlit as st

from loaders.loader import ORIGIN_COLUMNS, Loader


def show(loader: Loader) -> None:
    """Draw what a loader reads, and offer its templates."""
    st.text(loader.summary)
    if renew := loader.about.get("renew"):
        st.text(f"Where to get it: {renew}")
    with st.expander("Its columns, and templates to fill in"):
        more = loader.help.removeprefix(loader.summary).strip()
        if more:
            st.text(" ".join(more.split()))
        own = loader.section == "campaign"
        columns = {**loader.columns, **(ORIGIN_COLUMNS if own else {})}
        st.dataframe(
            [
                {"Column": name, "Needed": "needed" if name in loader.needed else "", "What": text}
                for name, text in columns.items()
            ],
            hide_index=True,
            row_height=70,
            key=f"loads.columns.{loader.name}",
            alt="The columns of this list",
            column_config={"What": st.column_config.TextColumn(width="large")},
        )
        if own:
            st.download_button(
                "Download an empty template",
                _header(list(columns)),
                f"{loader.name}.csv",
                "text/csv",
                key=f"loads.empty.{loader.name}",
                on_click="ignore",
            )
        if loader.sample.exists():
            st.download_button(
                "Download an example, filled in by the invented campaign"
                if own
                else "Download an example of a few rows",
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
