"""Legal hooks: what a state has bound itself to, and where it can be held to it."""

from __future__ import annotations

from graph.approach.law import (
    ALWAYS,
    ARTICLES,
    COMPLAINTS,
    REGIONAL,
    SAID_BY,
    UNDER,
    Complaint,
    Procedure,
)
from graph.model.ids import code_of
from graph.model.words import mark, say, written
from graph.record.sessions import opens
from graph.view import View
from queries.answer import NOT_APPLICABLE, Answer, Block, Column, Note, Row, Table, columns
from queries.parameters import CaseId, GovernmentId
from queries.question import question
from queries.shared.about import subject
from queries.shared.act_words import paragraph
from queries.shared.binding_law import UNKNOWN, Law, law_of, procedure, why_closed
from queries.shared.law_words import (
    as_of,
    bound,
    complaints,
    first_words,
    known_as_of,
    why_open,
)
from queries.shared.leads import explore, links
from queries.shared.maps import network_map
from queries.wording import the

WHOLE = mark("as a whole")  # of a treaty no article stands out


@question(
    "Law that can be cited",
    section="Influence",
    cypher="""
MATCH (state:Government {id: $target})-[bound:PARTY_TO|ACCEPTS_COMPLAINTS_UNDER]->(text:Agreement)
WHERE (bound.until IS NULL OR bound.until >= toString(date()))
  AND (bound.since IS NULL OR bound.since <= toString(date()))
RETURN state, bound, text""",
)
def hooks(view: View, case: CaseId | None = None, target: GovernmentId | None = None) -> Answer:
    """What law can be cited against this state, before whom, and what has it promised itself?

    The UN human-rights treaties that bind it, and those that do not; the committees and courts to
    which a prisoner may complain, those to which not, and those of which this is not known; and its
    own word: the recommendations on detention, expression or civil society that it has accepted at
    UN reviews.

    case: the case, by name or id
    target: or the government that detains, by name or ISO code
    """
    host, about, opening = subject(view, case, target)
    law = law_of(view, host, about)
    closed = _closed(law)
    blocks: list[Block] = [
        _treaties(law),
        _own_word(law),
        _procedures(law, closed),
        closed,
        *_notbound(law),
        _member(law),
        network_map(
            "map",
            say("What binds it"),
            [
                host,
                *(
                    law.texts[id]
                    for id in sorted({t.target for t in (*law.parties, *law.complaints)})
                ),
            ],
            [*law.parties, *law.complaints],
            [host.id],
        ),
        Note(
            "not_to_do",
            say("What not to do"),
            paragraph(
                say(
                    "Do not cite a treaty that does not bind this state, nor an article to which "
                    "it has a reservation: look reservations up at the UN Treaty Collection, they "
                    "are not in the lists here."
                ),
                say(
                    "Do not bring a case before a committee or a court without a lawyer and the "
                    "consent of the prisoner or the family: what is claimed first binds what can "
                    "be claimed later."
                ),
                say(
                    "Do not threaten with law in a first letter: that closes the private door, "
                    "its own word opens it."
                ),
            ),
            "caution",
        ),
        Note(
            "limits",
            say("How sure this is"),
            paragraph(
                as_of(law),
                say(
                    "Where it is not known whether the state accepts a committee or a court, it "
                    "may well: look it up at the UN Treaty Collection or at the court."
                ),
                say("A withdrawal does not end cases that were brought before it."),
                say(
                    "Who may bring a case where, and what that gives, is described from practice: "
                    "check at the body itself."
                ),
                say("Acceptance of a recommendation is a promise in Geneva."),
            ),
        ),
    ]
    return Answer(paragraph(law.opening, opening, first_words(law)), blocks)


def _treaties(law: Law) -> Table:
    order = {id: n for n, id in enumerate(ARTICLES)}
    rows: list[Row] = [
        {
            "id": tie.target,
            "treaty": law.texts[tie.target].title,
            "since": str(tie.since) if tie.since else None,
            "cite": say(ARTICLES.get(tie.target, WHOLE)),
            "reservations": str(tie.values["reservations"])
            if "reservations" in tie.values
            else None,
            "list": str(tie.origin.known) if not tie.since and tie.origin.known else None,
        }
        for tie in sorted(law.parties, key=lambda t: (order.get(t.target, 99), t.target))
    ]
    return Table(
        "treaties",
        say("Treaties that bind {government}", government=the(law.host.title)),
        columns(
            "treaty",
            ("since", "Since"),
            ("cite", "What to cite"),
            ("reservations", "Reservations"),
            none_on_record=["reservations"],
        ),
        rows,
        of="id",
        note=paragraph(
            say("Cite the article with the year since which it binds."),
            say("A day is that of ratification or accession; it binds one to three months later."),
            say(
                "The articles are a selection for a first letter: a lawyer decides what is claimed."
            ),
            bound(law),
            say("Where no reservation is listed, there may be one."),
        ),
        onward=[explore("id")],
    )


def _own_word(law: Law) -> Table:
    names = {g.id: g.title for g in law.view.several({t.source for t in law.accepted[0]})}
    rows: list[Row] = [
        {
            "of": tie.source,
            "by": names.get(tie.source, code_of(tie.source)),
            "year": opens(int(str(tie.values["session"]))).year,
            "detention": tie.values.get("detention"),
            "action": tie.values.get("action"),
            "text": tie.values.get("text"),
            "key": tie.key,
        }
        for tie in law.accepted[0]
    ]
    return Table(
        "own_word",
        say("What {government} has accepted on these subjects", government=the(law.host.title)),
        columns(
            "year",
            ("by", "Recommended by"),
            ("detention", "On detention"),
            ("action", "How it is worded", None, "1 asks for help … 5 asks for a specific act"),
            ("text", "Text"),
        ),
        rows,
        of="of",
        note=paragraph(
            say("Whoever made a recommendation may ask what became of it."),
            say(
                "Accepted at UN reviews, on detention, expression or civil society; those on "
                "detention and the newest come first."
            ),
            say("To read the texts, load the export of UPR Info under Loads."),
        ),
        onward=[links("of", law.host.id)],
    )


def _procedures(law: Law, closed: Table) -> Table:
    rows: list[Row] = []
    for tie in sorted(law.complaints, key=lambda t: t.target):
        complaint = COMPLAINTS.get(procedure(tie.target), Complaint(""))
        row = _open(
            title=law.texts[tie.target].title,
            who=say(complaint.who),
            takes=say(complaint.takes),
            names=True,
            why=why_open(tie),
            id=tie.target,
        )
        rows.append({**row, "as_of": known_as_of(law, tie), "source": tie.origin.url})
    accepted = {procedure(t.target) for t in law.complaints}
    for body in law.bodies:
        if body.id in REGIONAL and SAID_BY.get(body.id) not in accepted:
            member = say("member of {body}", body=body.title)
            rows.append(_row(REGIONAL[body.id], member, body.id))
    rows += [_row(one, say("open for every state"), None) for one in ALWAYS]
    stop, dated = [], []
    if law.complaints:
        empty: Row = {"as_of": None, "source": None}
        rows = [{**empty, **row} for row in rows]
        dated = [
            Column("as_of", say("Known as of"), place="aside", missing=NOT_APPLICABLE),
            Column("source", say("Source"), place="aside", missing=NOT_APPLICABLE),
        ]
    if law.gate:
        rows = [{**row, "stop": law.stop(bool(row["names"]))} for row in rows]
        stop = [Column("stop", say("What stands against it"), place="line")]
    return Table(
        "procedures",
        say("Where it can be brought"),
        columns(
            ("procedure", "Procedure"),
            ("why", "Open because"),
            ("who", "Who may"),
            ("takes", "What it gives"),
            ("names", "Names the prisoner"),
            *stop,
            *dated,
        ),
        rows,
        of="id",
        note=paragraph(
            say("Each that names the prisoner needs consent for the UN first."),
            complaints(law, closed),
        ),
        onward=[explore("id")],
    )


def _closed(law: Law) -> Table:
    """Who does not accept what, or no longer, or perhaps: what is not on a list is not a no."""
    accepted, bodies = {t.target for t in law.complaints}, {body.id for body in law.bodies}
    rows: list[Row] = []
    for key, one in COMPLAINTS.items():
        id = f"{UNDER}{key}"
        elsewhere = one.members is not None and (
            one.members not in bodies or SAID_BY.get(one.members) == key
        )
        if id not in accepted and (not elsewhere or id in law.ended):
            why = why_closed(law, id, one)
            rows.append(
                {
                    "id": id if id in law.texts else None,
                    "procedure": say("Complaints to the {body}", body=say(one.body)),
                    "state": say(UNKNOWN) if why == UNKNOWN else why,
                }
            )
    return Table(
        "closed",
        say("Where a complaint is not accepted, or not known to be"),
        columns("procedure", ("state", "By the lists")),
        rows,
        of="id",
        note=say(
            "Not known: the list here is not whole, so the state may accept it. Look it up before "
            "you say that it does not."
        ),
        onward=[explore("id")],
    )


def _row(way: Procedure, why: str, id: str | None) -> Row:
    return _open(
        title=say(way.title),
        who=say(way.who),
        takes=say(way.takes),
        names=way.names,
        why=why,
        id=id,
    )


def _open(title: str, who: str, takes: str, names: bool, why: str, id: str | None) -> Row:
    return {"id": id, "procedure": title, "why": why, "who": who, "takes": takes, "names": names}


def _notbound(law: Law) -> list[Block]:
    """Treaties on the lists that it is no party to; nothing where it is on no list."""
    if not law.parties and not law.signed:
        return []
    mine = {t.target for t in law.parties}
    rows: list[Row] = [
        {
            "id": id,
            "treaty": one.title,
            "state": say("left: {day}", day=written(str(law.ended[id].until)))
            if id in law.ended
            else say("signed only")
            if id in law.signed
            else say("no party"),
        }
        for id, one in law.texts.items()
        if one.values.get("kind") == "treaty" and id not in mine
    ]
    return [
        Table(
            "not_bound",
            say("Treaties that do not bind it: do not cite these"),
            columns("treaty", ("state", "By the list")),
            rows,
            of="id",
            note=say(
                "A state that has signed must not defeat a treaty’s aim (Vienna Convention on the "
                "Law of Treaties, article 18), but is not bound by its articles."
            ),
            onward=[explore("id")],
        )
    ]


def _member(law: Law) -> Table:
    rows: list[Row] = [{"id": one.id, "body": one.title} for one in law.bodies]
    return Table(
        "bodies",
        say("Bodies that it is a member of, with rules of their own"),
        columns("body"),
        rows,
        of="id",
        onward=[explore("id")],
    )
