"""The real reviews at ../shared/data, read directly (for the reference marks only)."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from functools import cache
from math import nan
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from python_calamine import CalamineWorkbook

from graph.record.acceptance import Recommendations
from graph.record.forecast import Bools, Floats, Reviews
from loaders.reference.build import UPR

DATA = Path(__file__).parents[2].parent / "shared" / "data"
CORE = {
    "Detention",
    "Human rights defenders",
    "Freedom of opinion and expression",
    "Freedom of the press",
    "Freedom of association and peaceful assembly",
    "Enforced disappearances",
    "Extrajudicial executions",
    "Human rights violations by state agents",
    "Civil society",
}
present = pytest.mark.skipif(not DATA.exists(), reason="../shared/data is absent")
LAST_SESSION = {2008: 3, 2009: 6, 2010: 9, 2011: 12, 2012: 14, 2013: 17}


def rows(path: str, encoding: str) -> Iterator[dict[str, str]]:
    with open(DATA / path, encoding=encoding, newline="") as file:
        yield from csv.DictReader(file)


def year_of(session: int) -> int:
    return next(year for year, last in LAST_SESSION.items() if session <= last)


def resolver(codes: list[dict[str, str]]) -> Callable[[str], str]:
    exact = {c["country.name.en"]: c["iso3c"] for c in codes if c["iso3c"]}
    exact["Micronesia"] = "FSM"
    patterns = [
        (re.compile(c["country.name.en.regex"], re.I), c["iso3c"]) for c in codes if c["iso3c"]
    ]

    def resolve(name: str) -> str:
        if name not in exact:
            codes = {code for pattern, code in patterns if pattern.search(name)}
            if len(codes) != 1:
                raise LookupError(f"{name}: {codes}")
            exact[name] = codes.pop()
        return exact[name]

    return resolve


def newest(values: dict[tuple[str, int], float], iso3: str, year: int) -> float:
    years = range(year - 1, year - 5, -1)
    return next((values[iso3, y] for y in years if (iso3, y) in values), nan)


@cache
def ideal_points() -> dict[tuple[str, int], float]:
    return {
        ({"YUG": "SRB"}.get(r["iso3c"], r["iso3c"]), int(r["session"]) + 1945): float(
            r["IdealPoint"]
        )
        for r in rows("ideal_points/IdealpointestimatesAll_Apr2020.csv", "latin-1")
    }


def polyarchy(codes: list[dict[str, str]]) -> dict[tuple[str, int], float]:
    iso3 = {int(float(c["cown"])): c["iso3c"] for c in codes if c["cown"] and c["iso3c"]}
    iso3[345] = "SRB"  # the list gives 345 to Yugoslavia only
    book = CalamineWorkbook.from_path(str(DATA / "human_rights/Selected VDEM Data.xlsx"))
    header, *lines = book.get_sheet_by_index(0).to_python()
    cow, year, value = (header.index(x) for x in ("COWcode", "year", "v2x_polyarchy"))
    return {
        (iso3[int(r[cow])], int(r[year])): float(r[value])
        for r in lines
        if r[cow] != "" and r[value] != "" and int(r[cow]) in iso3
    }


class Row(NamedTuple):
    session: int
    target: str
    group: str
    sender: str
    accepted: bool
    action: int
    core: bool


@cache
def codes() -> list[dict[str, str]]:
    listed = rows("country_codes/countrycode_codelist_nocldr.csv", "utf-8")
    return [{k: "" if v == "NA" else v for k, v in code.items()} for code in listed]


@cache
def recommendations() -> list[Row]:
    resolve = resolver(codes())
    return sorted(
        Row(
            int(r["Session"]),
            resolve(r["To"]),
            r["To-Rgrp"],
            resolve(r["From"]),
            {"Accepted": True, "Noted": False}[r["Response"]],
            int(r["Action"]),
            bool(CORE & {part.strip() for part in r["Issue"].split(",")}),
        )
        for path in (DATA / name for name in UPR)
        for r in rows(str(path), "mac_roman")
        if r["From"] != "&#40;Unknown&#41;"
    )


class Real(NamedTuple):
    reviews: Reviews
    count: Floats  # (n, m) recommendations on any issue
    theta: Floats  # (n, m) the senders' own, known at that review


@cache
def read() -> Real:
    theta, poly = ideal_points(), polyarchy(codes())
    reviews = sorted({r[:3] for r in recommendations()})
    senders = sorted({c["iso3c"] for c in codes() if c["un.name.en"]} | {"VAT", "PSE"})
    at, column = {r[:2]: i for i, r in enumerate(reviews)}, {s: j for j, s in enumerate(senders)}
    spoke, count = np.zeros((2, len(reviews), len(senders)))
    for r in recommendations():
        cell = at[r.session, r.target], column[r.sender]
        count[cell] += 1
        if r.core:
            spoke[cell] = 1
    years = [year_of(s) for s, _, _ in reviews]
    by_year = {y: [newest(theta, s, y) for s in senders] for y in set(years)}
    return Real(
        Reviews(
            [t for _, t, _ in reviews],
            [s for s, _, _ in reviews],
            [newest(theta, t, y) for (_, t, _), y in zip(reviews, years, strict=True)],
            [newest(poly, t, y) for (_, t, _), y in zip(reviews, years, strict=True)],
            [g for _, _, g in reviews],
            senders,
            spoke,
        ),
        count,
        np.array([by_year[y] for y in years]),
    )


def answered_recommendations() -> tuple[Recommendations, Bools]:
    """Every recommendation with its answer, and which of them are on a CORE issue (n,)."""
    theta, listed = ideal_points(), recommendations()
    index = {target: i for i, target in enumerate(sorted({r.target for r in listed}))}

    years = {(r.session, year_of(r.session)) for r in listed}
    senders = {r.sender for r in listed}
    point = {(s, iso3): newest(theta, iso3, y) for s, y in years for iso3 in senders | set(index)}
    return (
        Recommendations(
            [r.session for r in listed],
            [index[r.target] for r in listed],
            [r.accepted for r in listed],
            [r.action for r in listed],
            [abs(point[r.session, r.target] - point[r.session, r.sender]) for r in listed],
        ),
        np.array([r.core for r in listed]),
    )
