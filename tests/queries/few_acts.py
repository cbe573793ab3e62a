"""A few public acts, and what makes the governments alike that they are about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.model.records import Entity, Origin, PartialDate, Record, Tie
from graph.record.history import IDEAL_POINT, POLYARCHY
from graph.store.base import Store
from graph.store.opening import open_store
from loaders.loader import named
from loaders.loading import REFERENCE, load
from tests.conftest import write

HEAD = "https://example.org/"
TABLE = Path(__file__).with_name("few_acts.csv")


def facts() -> Iterator[Record]:
    """What makes governments alike, and one UN review."""
    for measure, by_code in (
        (IDEAL_POINT, {"BLR": -1.5, "RUS": -1.4, "EGY": -0.9, "VUT": -0.6, "CHN": -1.2}),
        (POLYARCHY, {"BLR": 0.1, "RUS": 0.15, "EGY": 0.2, "VUT": 0.4, "CHN": 0.1}),
    ):
        yield Entity("Measure", measure, measure, {}, Origin(HEAD))
        for code, value in by_code.items():
            for year in range(2018, 2026):
                origin = Origin(HEAD, known=PartialDate(str(year)))
                yield Tie(
                    "MEASURED",
                    f"gov:{code}",
                    measure,
                    str(year),
                    values={"value": value, "year": year},
                    origin=origin,
                )
    origin = Origin(HEAD, known=PartialDate("2010-05-03"))
    values = {"session": 8, "core": True}
    yield Tie("RECOMMENDED_TO", "gov:FRA", "gov:BLR", "08-a", values=values, origin=origin)


def filled_with(path: Path, *tables: Path) -> Store:
    store = open_store(f"sqlite:///{path / 'acts.sqlite'}")
    store.set("secret", "5a" * 32)
    load(named("governments"), [REFERENCE / "territories.csv"], store, encoding="utf-8-sig")
    write(store, *facts())
    for table in tables:
        load(named("acts"), [table], store, dataset=table.stem)
    return store
