"""Any campaign, out and in again: names in any script, with every sign that means something to a
format; ties of every kind that can be between two; every format."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.campaign.extract import extract
from graph.model.schema import TIES, Label
from graph.model.text import fold
from graph.store.opening import open_store
from graph.view import View
from loaders.loader import named
from loaders.loading import load
from queries.render.export_file import export_names
from tests.test_round_trip import CHOICE, brought, entities, governed, ties, written

__all__ = ["governed"]  # the fixture

Rows = list[dict[str, str]]
LISTS = ("organizations", "activists", "coalitions", "statements", "offices")
KIND_OF = dict(
    zip(LISTS, ("Organization", "Person", "Coalition", "Statement", "Facility"), strict=True)
)
USUAL = {
    "organizations": {"sector": "ngo"},
    "activists": {"role": "activist"},
    "coalitions": {},
    "statements": {"kind": "letter"},
    "offices": {"kind": "place"},
}
LETTERS = st.sampled_from(
    [*"aEñßøřłšжЯіїқةعمسپگאבგაአማ中文あ한ทक", "ي", "d’", "o'", "a&b", "<i>", '"q"']
)
SIGNS = st.sampled_from(
    [" ", "-", ".", ", ", " (x) ", "; ", ":", "=", "+", "@", "#", "/", "%", "_"]
)
WORDS = st.lists(LETTERS, min_size=2, max_size=6).map("".join)
NAMES = st.builds(lambda first, sign, last: f"{first}{sign}{last}", WORDS, SIGNS, WORDS)
DAYS = st.sampled_from(["", "2019", "2020-05", "2021-02-28"])
NOTES = st.one_of(st.just(""), st.builds("{} {}".format, WORDS, NAMES))


@st.composite
def campaigns(draw: st.DrawFn) -> dict[str, Rows]:
    """A few of each list, no two of one name, and ties among them of kinds that may be."""
    names = draw(st.lists(NAMES, min_size=5, max_size=9, unique_by=fold))
    lists: dict[str, Rows] = {name: [] for name in LISTS}
    for n, name in enumerate(names):
        own = LISTS[n % len(LISTS)]
        title = "title" if own == "statements" else "name"
        lists[own].append({title: name, "code": f"c{n}", "note": draw(NOTES), **USUAL[own]})
    of_kind = {KIND_OF[own]: [row["code"] for row in rows] for own, rows in lists.items()}
    kinds = [
        kind
        for kind in TIES.values()
        if kind.sources & of_kind.keys() and kind.targets & of_kind.keys()
        if kind.stance is None and kind.name not in ("SAME_AS", "DIFFERENT_FROM")
    ]
    ties_: Rows = []
    for _ in range(draw(st.integers(1, 8))):
        kind = draw(st.sampled_from(kinds))
        source = draw(
            st.sampled_from([c for k in sorted(kind.sources) for c in of_kind.get(k, [])])
        )
        target = draw(
            st.sampled_from([c for k in sorted(kind.targets) for c in of_kind.get(k, [])])
        )
        one = (kind.name, *sorted((source, target)))
        if source != target and all(
            one != (row["kind"], *sorted((row["from"], row["to"]))) for row in ties_
        ):
            strength = draw(st.sampled_from(["", "0.25", "1"]))
            more = {"since": draw(DAYS), "strength": strength, "note": draw(NOTES)}
            ties_.append({"from": source, "kind": kind.name, "to": target, **more})
    return {**lists, "ties": ties_}


def file_of(rows: Sequence[dict[str, str]], path: Path) -> Path:
    header = list(dict.fromkeys(column for row in rows for column in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.slow
@pytest.mark.parametrize("form", export_names())
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(lists=campaigns())
def test_any_campaign_comes_back(form: str, governed: Path, lists: dict[str, Rows]) -> None:
    with TemporaryDirectory() as folder:
        here = Path(folder)
        path = shutil.copy(governed, here / "own.sqlite")
        with closing(open_store(f"sqlite:///{path}")) as store:
            for name, rows in lists.items():
                if rows:
                    file = file_of(rows, here / f"{name}.csv")
                    load(named(name), [file], store, accept_unencrypted=True)
            of = extract(View(store, Label.STRICT), CHOICE)
        again = shutil.copy(governed, here / "again.sqlite")
        with closing(open_store(f"sqlite:///{again}")) as store:
            back = brought(written(form, of, here), store, consent="")
        assert entities(back, form) == entities(of, form)
        assert ties(back) == ties(of)
