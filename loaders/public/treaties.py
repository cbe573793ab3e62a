"""United Nations human-rights treaties: who is a party, and who has only signed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model.ids import id_of
from graph.model.records import Entity, Origin, PartialDate, Tie
from graph.model.words import listed, mark, say
from loaders.countries import not_a_state
from loaders.loader import Loaded, Row, loader

URL = "https://treaties.un.org"
LISTED = PartialDate("2022")  # the year of the eighteen files
LISTED_DAYS = PartialDate("2023-09-28")  # the last day in the list with days
# By the name of the publisher's file, hr_status_….csv: our id and the treaty.
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
# What the UN Human Rights Office calls some of them.
OFFICE = {
    "CCPR": "ICCPR",
    "CCPR-OP1": "ICCPR-OP1",
    "CCPR-OP2-DP": "ICCPR-OP2",
    "CESCR": "ICESCR",
    "CESCR-OP": "ICESCR-OP",
    "CAT-OP": "OPCAT",
    "CRC-OP-AC": "CRC-OPAC",
    "CRC-OP-SC": "CRC-OPSC",
    "CRC-OP-IC": "CRC-OPIC",
}
PARTY, SIGNATORY, NOTHING = "state party", "signatory state", "no action"
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
# "01 Apr 1987"; accession and succession bind as ratification does.
_DAY = re.compile(rf"(\d\d) ({'|'.join(MONTHS)}) (\d{{4}})(?: \([ad]\))?")
# The file on the complaints of children writes one code short.
SLIPS = {("S", "South Sudan"): "SS"}
# The list still names these; their denunciation took effect on that day (statement of the Human
# Rights Committee of November 2022: www.nationaltribune.com.au/belarus-withdrawal-from-individual-
# complaints-procedure-serious-setback-for-human-rights-protection-un-human-rights-committee-says).
ENDED = {("gov:BLR", "ICCPR-OP1"): PartialDate("2023-02-08")}


@loader(
    title=mark("Human-rights treaties"),
    aliases={
        "Treaty Name": "treaty",
        "COUNTRY": "member",
        "Signature Date": "signed",
        "Ratification Date, Accession(a), Succession(d) Date": "since",
        "year ratification or accession": "since",
    },
    about={
        "publisher": mark(
            "UN Treaty Collection, by way of github.com/gl0bsec/uni-CA (twelve treaties, "
            "to 28 September 2023) and World Politics Data Lab (the six others, 2022)"
        ),
        "url": URL,
        "licence": mark("facts of public record"),
        "kind": "law",
        "renew": mark(
            "The UN Treaty Collection (treaties.un.org), chapter IV, shows who has joined each "
            "treaty, day by day; load a list made of it, in one of the layouts that this loader "
            "reads."
        ),
    },
    expected=(150, 6_000),
    after=("governments",),
)
def treaties(row: Row) -> Iterator[Loaded]:
    """Which of the eighteen UN human-rights treaties a government is a party to, since when.

    Reads two lists: one of days for twelve treaties (COUNTRY, Treaty Name, Signature Date …), and
    eighteen files hr_status_….csv with years, whose names say which treaty they are of; load these
    together. A load replaces all that is here, so load the list of twelve as an addition to what is
    there, or the six others with it. Reservations are in neither, so they are not known here.

    since (needed): since when it is a party: a year, a day, or as in “01 Apr 1987 (a)”
    treaty: its id, such as CAT; in hr_status_….csv the name of the file tells
    iso2: the government’s ISO code of two letters
    member: its name; read where there is no code, or the code is a known slip
    status: state party, signatory state or no action; empty: as the dates tell
    signed: when it signed
    as of: the last day of the list
    Treaty Description: not read
    state party: not read
    signatory: not read
    no action: not read
    note: not read
    """
    id, title = _treaty(row)
    government = _government(row)
    if government is None:
        row.skip(say("no state: {name}", name=row.maybe("member")))
        return
    since, signed, listed = _day(row, "since"), _day(row, "signed"), _listed(row)
    status = row.choice("status", (PARTY, SIGNATORY, NOTHING))
    if status is None:
        status = PARTY if since else SIGNATORY if signed else NOTHING
    about = {"kind": "treaty", "listed": str(listed)}
    yield Entity("Agreement", id_of("Agreement", id), title, about, Origin(URL))
    if status == SIGNATORY:
        yield Tie(
            "SIGNED",
            government,
            id_of("Agreement", id),
            since=signed,
            origin=Origin(URL, known=signed or listed),
        )
    if status == PARTY:
        yield Tie(
            "PARTY_TO",
            government,
            id_of("Agreement", id),
            since=since,
            until=ENDED.get((government, id)),
            origin=Origin(URL, known=since or listed),
        )


def _government(row: Row) -> str | None:
    """The government of a row; None: the European Union, which is a party too."""
    code, name = row.maybe("iso2"), row.maybe("member")
    if code:
        return row.government(SLIPS.get((code, name), code), "iso2", "iso2")
    name = _mended(row.take("member"))
    return None if not_a_state(name) else row.government(name, "member")


def _mended(name: str) -> str:
    """A name whose UTF-8 somebody has read as a Russian code page, as it was.

    >>> _mended("T\u0413\u0458rkiye")
    'Türkiye'
    """
    try:
        return name.encode("cp1251").decode("utf-8")
    except UnicodeError:
        return name


def _day(row: Row, column: str) -> PartialDate | None:
    if match := _DAY.fullmatch(row.maybe(column)):
        day, month, year = match.groups()
        return PartialDate(f"{year}-{MONTHS.index(month) + 1:02}-{day}")
    return row.date(column)


def _listed(row: Row) -> PartialDate:
    return row.date("as of") or (LISTED_DAYS if row.has("Treaty Description") else LISTED)


def _treaty(row: Row) -> tuple[str, str]:
    if row.has("treaty"):
        code = row.take("treaty")
        treaty = BY_ID.get(OFFICE.get(code, code))
        if treaty is None:
            raise row.problem(
                say(
                    "Name the treaty by its id: {ids}.",
                    ids=listed(list(BY_ID), most=99, either=True),
                ),
                "treaty",
            )
        return treaty
    name = re.search(r"hr_status_(\w+)\.", row.file)
    treaty = TREATIES.get(name[1]) if name else None
    if treaty is None:
        raise row.problem(
            say(
                "The name of the file does not say which treaty it is of. Keep the publisher’s "
                "name, such as hr_status_cat.csv, or add a column “treaty”."
            ),
            "treaty",
        )
    return treaty
