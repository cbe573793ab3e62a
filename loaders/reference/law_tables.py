"""The tables of treaties and of complaint procedures, from the lists of who is bound by what."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.approach.law import COMPLAINTS
from graph.model.ids import code_of, iso3_of
from graph.model.records import PartialDate, Tie
from loaders.countries import territories
from loaders.public.memberships import LISTED as MEMBERS_LISTED
from loaders.public.treaties import LISTED as TREATIES_LISTED
from loaders.public.treaties import LISTED_DAYS
from loaders.reference.table_files import HERE, Cells, as_csv, read, ties

TREATIES = "treaties/hr_status_*.csv"  # of 2022, with years
TREATY_DAYS = "states/updated_merged_tables.csv"  # of September 2023, twelve of the eighteen
MEMBERSHIPS = "memberships/igo_membership_edges.csv"
DECLARED = HERE / "complaints_ours.csv"  # by hand, each row with its source


def treaties(originals: Path) -> str:
    """Who is a party or has signed; a row for every treaty and government that has done either.

    The later list, with its days, counts for its twelve treaties, the earlier for the others. Where
    the later has a signature only and the earlier a party, that is kept: one row.
    """
    days = {
        (tie.source, tie.target): tie
        for _, records in read("treaties", originals / TREATY_DAYS)
        for tie in ties(records)
    }
    newer = {treaty for _, treaty in days}

    def rows() -> Iterator[Cells]:
        for tie in _treaty_ties(originals):
            later = days.get((tie.source, tie.target))
            if tie.target not in newer:
                yield cells(tie, TREATIES_LISTED)
            elif tie.kind == "PARTY_TO" and later and later.kind == "SIGNED":
                del days[tie.source, tie.target]
                yield cells(tie, LISTED_DAYS)
        for tie in days.values():
            yield cells(tie, LISTED_DAYS)

    def cells(tie: Tie, listed: PartialDate) -> Cells:
        party = tie.kind == "PARTY_TO"
        return {
            "iso2": territories()[iso3_of(tie.source)].iso2,
            "treaty": code_of(tie.target),
            "status": "state party" if party else "signatory state",
            "since" if party else "signed": str(tie.since or ""),
            "as of": listed,
        }

    columns = ("iso2", "treaty", "status", "since", "signed", "as of")
    return as_csv(columns, rows(), lambda r: (r["treaty"], r["iso2"]))


def _treaty_ties(originals: Path) -> Iterator[Tie]:
    """What the eighteen files of 2022 say."""
    for file in sorted(originals.glob(TREATIES)):
        for _, records in read("treaties", file):
            yield from ties(records)


def complaints(originals: Path) -> str:
    """The protocols on complaints that are treaties of their own, the European Court, and what
    complaints_ours.csv says by hand: other courts, declarations under articles of treaties."""

    def rows() -> Iterator[Cells]:
        for tie in _treaty_ties(originals):
            if tie.kind == "PARTY_TO" and code_of(tie.target) in COMPLAINTS:
                yield {
                    "government": iso3_of(tie.source),
                    "procedure": code_of(tie.target),
                    "since": str(tie.since or ""),
                    "until": str(tie.until or ""),
                    "complete": TREATIES_LISTED,
                    "source": "United Nations Treaty Collection",
                }
        for row, records in read("memberships", originals / MEMBERSHIPS):
            if (row.maybe("igo"), row.maybe("status")) == ("CE", "member"):
                for tie in ties(records):
                    # Who ceased to be a member stayed under the court for half a year.
                    yield {
                        "government": iso3_of(tie.source),
                        "procedure": "ECtHR",
                        "until": "2022-09-16" if tie.until else "",
                        "complete": MEMBERS_LISTED,
                        "source": "CIA World Factbook: member of the Council of Europe",
                    }
        for row, _ in read("complaints", DECLARED):
            yield {column: row.maybe(column) for column in columns}

    columns = (
        *("government", "procedure", "since", "until", "complete"),
        *("decided", "decision", "source", "retrieved", "checks next"),
    )
    return as_csv(columns, rows(), lambda r: (r["procedure"], r["government"]))
