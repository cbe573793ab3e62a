"""Individual complaints: which government accepts which procedure or court."""

from __future__ import annotations

from collections.abc import Iterator

from graph.approach.law import COMPLAINTS, UNDER
from graph.model.records import Entity, Origin, PartialDate, Tie
from graph.model.words import mark
from loaders.loader import Loaded, Row, loader, values

UN = "https://treaties.un.org"
LISTED = PartialDate("2022")  # an acceptance without a day was public by then


@loader(
    title=mark("Complaint procedures"),
    about={
        "publisher": mark(
            "UN Treaty Collection and CIA World Factbook (by way of the treaties and "
            "memberships here); courts, commissions and committees, row by row"
        ),
        "url": "https://treaties.un.org",
        "licence": mark("facts of public record"),
        "kind": "law",
        "renew": mark(
            "The UN Treaty Collection (treaties.un.org), chapter IV, lists declarations under "
            "each treaty, the courts those towards them: add yours to what is there. What follows "
            "from treaties and memberships is renewed with them."
        ),
    },
    after=("governments", "treaties"),
)
def complaints(row: Row) -> Iterator[Loaded]:
    """Which governments a person can complain about, and to which committee or court.

    Our own list: a party to an optional protocol on complaints accepts its procedure, every member
    of the Council of Europe is under the European Court; the courts of the Americas and of Africa
    by their own lists. Who accepts a committee by a declaration under an article of a UN treaty
    (CAT 22, CED 31, CERD 14) is here where we read the declaration, or read that the committee has
    decided a complaint on its merits, which it may only where the state accepts it; that is about
    a third of them, of CMW 77 none: add yours, with its source. Who is missing from a list that
    is not complete may have accepted.

    government (needed): the government, by ISO code of three letters
    procedure (needed): its id, such as ICCPR-OP1, CAT-22 or ECtHR
    since: since when
    until: until when
    complete: as of when the list names everybody who accepts this procedure; empty: it does not
    decided: when a complaint against it was decided, where the day of acceptance was not read
    decision: the symbol of that decision
    checks next: who checks it next, and when
    """
    government = row.country("government", "iso3")
    id = row.word(row.take("procedure"), COMPLAINTS, "procedure")
    procedure, since, complete = COMPLAINTS[id], row.date("since"), row.date("complete")
    decided = row.past("decided", mark("Give the day on which it was decided."))
    yield Entity(
        "Agreement",
        f"{UNDER}{id}",
        f"Complaints to the {procedure.body}",
        values(kind=procedure.kind, complete=complete and str(complete)),
        Origin(None if procedure.members else UN),  # a court's treaty is deposited elsewhere
    )
    yield Tie(
        "ACCEPTS_COMPLAINTS_UNDER",
        government,
        f"{UNDER}{id}",
        since=since,
        until=row.date("until"),
        values=values(
            decided=decided and str(decided),
            decision=row.maybe("decision"),
            checks_next=row.maybe("checks next"),
        ),
        origin=row.origin(since or decided or LISTED),
    )
