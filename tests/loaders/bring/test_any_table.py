"""Any table and any mapping: a sentence or a load, never a crash; forgotten, nothing is left."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.model.errors import DemarcheError
from graph.store.base import Scope, Store
from loaders.bring.bringing import bring
from loaders.bring.kinds_of_rows import CHOICES
from loaders.bring.mapping import (
    BringMapping,
    Filling,
    ListRows,
    RowFilter,
    TableMapping,
    campaign_lists,
    from_json,
    to_json,
)
from loaders.bring.plain import plain_tables
from loaders.bring.previewing import preview
from loaders.bring.proposing import propose
from loaders.bring.table import ForeignTable
from loaders.files.sources import Upload

LISTS = campaign_lists()
HEADERS = ["Name", "Date of arrest", "Prison", "Country", "Role", "From", "To", "Type", "Letter"]
WORDS = [*HEADERS, "", "x", "Ilse Korn", "France", "2020-05-01", "03.04.2020", "Yes", "ngo"]
TEXTS = st.one_of(st.sampled_from(WORDS), st.text(max_size=12))
ANY = settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def tables(draw: st.DrawFn) -> ForeignTable:
    header = draw(st.lists(st.one_of(st.sampled_from(HEADERS), TEXTS), min_size=1, max_size=5))
    names = tuple(f"{name} {n}" if name in header[:n] else name for n, name in enumerate(header))
    width = st.integers(0, 1).map(lambda more: len(names) + (more and len(header) > 3))
    rows = draw(
        st.lists(width.flatmap(lambda n: st.lists(TEXTS, min_size=n, max_size=n)), max_size=5)
    )
    return ForeignTable("", names, lambda: enumerate(rows, 2))


@st.composite
def mappings(draw: st.DrawFn, header: Sequence[str]) -> BringMapping:
    def filling() -> Filling:
        return Filling(
            columns=tuple(draw(st.lists(st.sampled_from(list(header)), max_size=2))),
            constant=draw(TEXTS),
            split=draw(st.sampled_from(["", ",", ";"])),
            words=draw(st.dictionaries(TEXTS, TEXTS, max_size=2)),
            others=draw(st.one_of(st.none(), TEXTS)),
            dates=draw(st.sampled_from(["", "day first", "month first"])),  # type: ignore[arg-type]
            known=draw(st.booleans()),
        )

    lists = []
    for name in draw(st.lists(st.sampled_from(sorted(LISTS)), min_size=1, max_size=3)):
        ours = draw(st.lists(st.sampled_from(sorted(LISTS[name])), max_size=5, unique=True))
        where = draw(
            st.one_of(
                st.none(), st.builds(RowFilter, st.sampled_from(list(header)), st.just(("x",)))
            )
        )
        lists.append(
            ListRows(
                name,
                {column: filling() for column in ours},
                where,
                once=draw(st.booleans()),
                counted=draw(st.booleans()) and name == "statements",
                fit=draw(st.booleans()),
                last=draw(st.booleans()),
            )
        )
    return BringMapping("theirs", (TableMapping(tuple(header), tuple(lists)),))


@pytest.mark.slow
@ANY
@given(data=st.data())
def test_any_table_by_any_mapping(states: Store, data: st.DataObject) -> None:
    table = data.draw(tables())
    mapping = data.draw(mappings(table.header))
    assert from_json(to_json(mapping)) == mapping
    tried(states, mapping, [table])


@pytest.mark.slow
@ANY
@given(text=st.text(max_size=200), kind=st.sampled_from([*CHOICES, "events", "cases"]))
def test_any_text_as_any_kind_of_rows(states: Store, text: str, kind: str) -> None:
    sentence = "fine"
    try:
        those = plain_tables(Upload("theirs.csv", text.encode("utf-8", "replace")))
        proposal = propose(those, "theirs")
        for question in proposal.questions:
            if question.sort == "rows":
                proposal = proposal.answered(question, kind)
        tried(states, proposal.proposals_taken().mapping, those)
    except DemarcheError as problem:
        sentence = str(problem)
    assert sentence.strip()


def tried(store: Store, mapping: BringMapping, those: Sequence[ForeignTable]) -> None:
    """Previewed, then brought and forgotten: a problem is a sentence, and nothing is left."""
    before, sentence = list(store.read(Scope())), ""
    try:
        preview(mapping, those, "theirs.csv", store)
        bring(mapping, those, "theirs.csv", store, accept_unencrypted=True)
    except DemarcheError as problem:
        sentence = str(problem) or "nothing was said"
    assert sentence != "nothing was said"
    assert not sentence or list(store.read(Scope())) == before
    store.forget("theirs")
    assert list(store.read(Scope())) == before
