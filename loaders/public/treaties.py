"""United Nations human-rights treaties: who is a party, and who has only signed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model.ids import id_of
from graph.model.records import Entity, Origin, PartialDate, Tie
from loaders.loader import Loaded, Row, loader

URL = "https://github.com/world-politics-datalab/humanrights-treaties-ratification-status"
LISTED = PartialDate("2022")  # the year of the list
# By the name of the publisher's file, hr_status_….csv: our id, the treaty, and whether
# individuals may complain under it.
TREATIES = {
    "iccpr": ("ICCPR", "International Covenant on Civil and Political Rights"),
    "iccpr_op1": ("ICCPR-OP1", "First Optional Protocol to the ICCPR (individual complaints)"),
    "iccpr_op2": ("ICCPR-OP2", "Second Optional Protocol to the ICCPR (no death penalty)"),
    "icescr": ("ICESCR", "International Covenant on Economic, Social and Cultural Rights"),
    "icescr_op": ("ICESCR-OP", "Optional Protocol to the ICESCR (individual complaints)"),
    "cat": ("CAT", "Convention against Torture"),
    "opcat": ("OPCAT", "Optional Protocol to the Convention against Torture (visits of prisons)"),
    "cped": ("CED", "Convention for the Protection of All Persons from Enforced Disappearance"),
    "cedaw": ("CEDAW", "Convention on the Elimination of Discrimination against Women"),
    "op_cedaw": ("CEDAW-OP", "Optional Protocol to the CEDAW (individual complaints)"),
    "crc": ("CRC", "Convention on the Rights of the Child"),
    "op_crc_ic": ("CRC-OPIC", "Optional Protocol to the CRC on a communications procedure"),
    "op_crc_ac": ("CRC-OPAC", "Optional Protocol to the CRC on children in armed conflict"),
    "op_crc_sc": ("CRC-OPSC", "Optional Protocol to the CRC on the sale of children"),
    "crpd": ("CRPD", "Convention on the Rights of Persons with Disabilities"),
    "op_crpd": ("CRPD-OP", "Optional Protocol to the CRPD (individual complaints)"),
    "icerd": ("CERD", "Convention on the Elimination of Racial Discrimination"),
    "icmw": ("CMW", "Convention on the Rights of Migrant Workers"),
}
BY_ID = {id: (id, title) for id, title in TREATIES.values()}
# The file on the complaints of children writes one code short.
SLIPS = {("S", "South Sudan"): "SS"}
# The list still names these; their denunciation took effect on that day (statement of the Human
# Rights Committee of November 2022: www.nationaltribune.com.au/belarus-withdrawal-from-individual-
# complaints-procedure-serious-setback-for-human-rights-protection-un-human-rights-committee-says).
ENDED = {("gov:BLR", "ICCPR-OP1"): PartialDate("2023-02-08")}


@loader(
    title="Human-rights treaties",
    about={
        "publisher": "World Politics Data Lab, from the UN Treaty Collection (2022)",
        "url": URL,
        "licence": "facts of public record",
        "kind": "law",
        "renew": "The UN Treaty Collection (treaties.un.org), chapter IV, shows who has joined "
        "each treaty, day by day; load a list made of it, in one of the layouts that this loader "
        "reads.",
    },
    expected=(150, 4_000),
    after=("governments",),
)
def treaties(row: Row) -> Iterator[Loaded]:
    """Which of the eighteen UN human-rights treaties a government is a party to, since when.

    Reads the eighteen files hr_status_….csv together (one command, one load), whose names say which
    treaty they are of. Reservations are not in them, so they are not known here.

    iso2 (needed): the government's ISO code of two letters
    member: its name; read where the code is a known slip
    status (needed): state party, signatory state or no action
    year ratification or accession: since when it is a party
    treaty: our table only: the id of the treaty, such as CAT
    state party: not read, the status tells
    signatory: not read, the status tells
    no action: not read, the status tells
    note: not read; the list's own remarks on names
    """
    id, title = _treaty(row)
    code, status = row.take("iso2"), row.take("status")
    code = SLIPS.get((code, row.maybe("member")), code)
    government = row.government(code, "iso2", "iso2")
    if status not in ("state party", "signatory state", "no action"):
        raise row.problem("Write state party, signatory state or no action.", "status")
    yield Entity("Agreement", id_of("Agreement", id), title, {"kind": "treaty"}, Origin(URL))
    if status == "no action":
        return
    if status == "signatory state":
        yield Tie("SIGNED", government, id_of("Agreement", id), origin=Origin(URL, known=LISTED))
        return
    year = row.whole("year ratification or accession")
    since = None if year is None else PartialDate(str(year))
    yield Tie(
        "PARTY_TO",
        government,
        id_of("Agreement", id),
        since=since,
        until=ENDED.get((government, id)),
        origin=Origin(URL, known=since or LISTED),
    )


def _treaty(row: Row) -> tuple[str, str]:
    if row.has("treaty"):
        treaty = BY_ID.get(row.take("treaty"))
        if treaty is None:
            raise row.problem(f"This is none of {', '.join(BY_ID)}.", "treaty")
        return treaty
    name = re.search(r"hr_status_(\w+)\.", row.file)
    treaty = TREATIES.get(name[1]) if name else None
    if treaty is None:
        raise row.problem(
            "The name of the file does not say which treaty it is of. Keep the publisher's name, "
            "such as hr_status_cat.csv, or add a column “treaty”.",
            "treaty",
        )
    return treaty
