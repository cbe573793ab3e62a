"""Individual complaints: which government accepts which procedure or court."""

from __future__ import annotations

from collections.abc import Iterator

from graph.records import Entity, Origin, PartialDate, Tie
from loaders.loader import Loaded, Row, loader

COUNCIL_OF_EUROPE = (
    "https://www.coe.int/en/web/conventions/full-list?module=treaty-detail&treatynum=005"
)
PROCEDURES = {
    "ICCPR-OP1": ("Human Rights Committee", "procedure"),
    "CEDAW-OP": ("Committee on the Elimination of Discrimination against Women", "procedure"),
    "CRPD-OP": ("Committee on the Rights of Persons with Disabilities", "procedure"),
    "CRC-OPIC": ("Committee on the Rights of the Child", "procedure"),
    "ICESCR-OP": ("Committee on Economic, Social and Cultural Rights", "procedure"),
    "CAT-22": ("Committee against Torture (article 22)", "procedure"),
    "CED-31": ("Committee on Enforced Disappearances (article 31)", "procedure"),
    "CERD-14": ("Committee on the Elimination of Racial Discrimination (article 14)", "procedure"),
    "ECtHR": ("European Court of Human Rights", "court"),
    "IACtHR": ("Inter-American Court of Human Rights", "court"),
    "ACtHPR": ("African Court on Human and Peoples’ Rights", "court"),
    "ECOWAS-CCJ": ("ECOWAS Community Court of Justice", "court"),
}  # fmt: skip


@loader(
    title="Complaint procedures",
    section="public",
    about={
        "publisher": "UN Treaty Collection (by way of the treaties here); Council of Europe",
        "url": "https://treaties.un.org",
        "licence": "facts of public record",
    },
    after=("governments", "treaties"),
)
def complaints(row: Row) -> Iterator[Loaded]:
    """Who may be complained of, by a person, before which committee or court.

    Our own list: a party to an optional protocol on complaints accepts its procedure, and every
    member of the Council of Europe is under the European Court. Declarations under an article of a
    treaty (CAT 22, CED 31, CERD 14) and other courts are for you to add, with their source.

    government (needed): the government, by ISO code of three letters
    procedure (needed): its id, such as ICCPR-OP1 or ECtHR
    since: since when
    until: until when
    """
    government = row.country("government", "iso3")
    id = row.word(row.take("procedure"), PROCEDURES, "procedure")
    title, kind = PROCEDURES[id]
    since = row.date("since")
    yield Entity("Agreement", f"agr:complaints-{id}", f"Complaints to the {title}", {"kind": kind},
                 Origin("https://treaties.un.org"))  # fmt: skip
    yield Tie(
        "ACCEPTS_COMPLAINTS_UNDER", government, f"agr:complaints-{id}", since=since,
        until=row.date("until"), origin=row.origin(since or PartialDate("2022")),
    )  # fmt: skip
