"""Legal hooks: what a state has bound itself to, and where it can be held to it."""

from __future__ import annotations

from graph.approach.law import (
    ALWAYS,
    ARTICLES,
    COMPLAINTS,
    CORE,
    REGIONAL,
    SAID_BY,
    UNDER,
    Complaint,
    Procedure,
)
from graph.model.ids import code_of
from graph.record.sessions import opens
from graph.view import View
from queries.answer import Answer, Block, Column, Note, Row, Table, columns
from queries.parameters import CaseId, GovernmentId
from queries.question import question
from queries.shared.about import aged, subject
from queries.shared.binding_law import UNKNOWN, Law, law_of, why_closed
from queries.shared.maps import network_map
from queries.wording import counted, listed, written


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

    The UN human-rights treaties that bind it and those that do not, the committees and courts at
    which a prisoner may complain of it, those at which not and those of which it is not known, and
    the recommendations on detention, expression or civil society that it has accepted at UN
    reviews: its own word.

    case: the case, by name or id
    target: or the government that detains, by name or ISO code
    """
    host, about, opening = subject(view, case, target)
    law = law_of(view, host, about)
    blocks: list[Block] = [
        _treaties(law),
        _own_word(law),
        _procedures(law),
        _closed(law),
        *_not_bound(law),
        _member(law),
        network_map(
            "map",
            "What binds it",
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
            "What not to do",
            "Do not cite a treaty that does not bind this state, nor an article to which it has a "
            "reservation: look reservations up at the UN Treaty Collection, they are not in the "
            "lists here. Do not bring a case before a committee or a court without the prisoner’s "
            "or the family’s consent and a lawyer: what is claimed first binds what can be claimed "
            "later. A threat of law in a first letter closes the private door; its own word opens "
            "it.",
            "caution",
        ),
        Note(
            "limits",
            "How sure this is",
            f"{_listed(law)}Where it is not "
            "known whether the state accepts a committee or a court, it may well: the UN Treaty "
            "Collection or the court tells. A withdrawal does not end cases brought before it. Who "
            "may bring a case where, and what that gives, is put from practice: check at the body "
            "itself. Acceptance of a recommendation is a promise in Geneva.",
        ),
    ]
    return Answer(f"{law.opening}{opening}{_sentence(law)}", blocks)


def _listed(law: Law) -> str:
    """As of when the lists of treaties are; "" where they do not say."""
    lists = {str(text.values["listed"]) for text in law.texts.values() if "listed" in text.values}
    if not lists:
        return ""
    days = listed([written(day) for day in sorted(lists)])
    return f"Lists of treaties are as of {days}; states have joined and left since. "


def _treaties(law: Law) -> Table:
    order = {id: n for n, id in enumerate(ARTICLES)}
    rows: list[Row] = [
        {
            "id": tie.target,
            "treaty": law.texts[tie.target].title,
            "since": str(tie.since) if tie.since else None,
            "cite": ARTICLES.get(tie.target, "as a whole"),
            "reservations": str(tie.values["reservations"])
            if "reservations" in tie.values
            else None,
            "list": str(tie.origin.known) if not tie.since and tie.origin.known else None,
        }
        for tie in sorted(law.parties, key=lambda t: (order.get(t.target, 99), t.target))
    ]
    return Table(
        "treaties",
        f"Treaties that bind {law.host.title}",
        columns(
            "treaty", ("since", "Since"), ("cite", "What to cite"), ("reservations", "Reservations")
        ),
        rows,
        of="id",
        note="Cite the article with the year since which it binds: a day is that of ratification "
        "or accession, and it binds one to three months later. A selection for a first letter; "
        "a lawyer decides what is claimed.",
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
        f"What {law.host.title} has accepted on these subjects",
        columns(
            "year",
            ("by", "Recommended by"),
            ("detention", "On detention"),
            ("action", "How it is worded", None, "1 asks for help … 5 asks for a specific act"),
            ("text", "Text"),
        ),
        rows,
        of="of",
        note="Detention, expression or civil society, at UN reviews; those on detention and the "
        "newest first. Whoever made one may ask what became of it. The texts are UPR Info’s: load "
        "its export to read them.",
    )


def _procedures(law: Law) -> Table:
    rows: list[Row] = []
    for tie in sorted(law.complaints, key=lambda t: t.target):
        complaint = COMPLAINTS.get(tie.target.removeprefix(UNDER), Complaint(""))
        why = f"accepted since {tie.since}" if tie.since else "accepted"
        rows.append(
            _open(
                title=law.texts[tie.target].title,
                who=complaint.who,
                takes=complaint.takes,
                names=True,
                why=why,
                id=tie.target,
            )
        )
    accepted = {t.target.removeprefix(UNDER) for t in law.complaints}
    for body in law.bodies:
        if body.id in REGIONAL and SAID_BY.get(body.id) not in accepted:
            rows.append(_row(REGIONAL[body.id], f"member of {body.title}", body.id))
    rows += [_row(procedure, "open for every state", None) for procedure in ALWAYS]
    stop = []
    if law.gate:
        rows = [{**row, "stop": law.stop(bool(row["names"]))} for row in rows]
        stop = [Column("stop", "What stands against it", place="line")]
    return Table(
        "procedures",
        "Where it can be brought",
        columns(
            ("procedure", "Procedure"),
            ("why", "Open because"),
            ("who", "Who may"),
            ("takes", "What it gives"),
            ("names", "Names the prisoner"),
            *stop,
        ),
        rows,
        of="id",
        note="Each that names the prisoner needs consent for the UN first.",
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
            state = why_closed(law, id, one)
            known = id if id in law.texts else None
            rows.append({"id": known, "procedure": f"Complaints to the {one.body}", "state": state})
    return Table(
        "closed",
        "Where a complaint is not accepted, or not known to be",
        columns("procedure", ("state", "By the lists")),
        rows,
        of="id",
        note="Not known: the list here is not whole, so the state may accept it. Look it up before "
        "you say that it does not.",
    )


def _row(procedure: Procedure, why: str, id: str | None) -> Row:
    return _open(
        title=procedure.title,
        who=procedure.who,
        takes=procedure.takes,
        names=procedure.names,
        why=why,
        id=id,
    )


def _open(title: str, who: str, takes: str, names: bool, why: str, id: str | None) -> Row:
    return {"id": id, "procedure": title, "why": why, "who": who, "takes": takes, "names": names}


def _not_bound(law: Law) -> list[Block]:
    """Treaties on the lists that it is no party to; nothing where it is on no list."""
    if not law.parties and not law.signed:
        return []
    mine = {t.target for t in law.parties}
    rows: list[Row] = [
        {
            "id": id,
            "treaty": one.title,
            "state": f"left: {law.ended[id].until}"
            if id in law.ended
            else "signed only"
            if id in law.signed
            else "no party",
        }
        for id, one in law.texts.items()
        if one.values.get("kind") == "treaty" and id not in mine
    ]
    return [
        Table(
            "not_bound",
            "Treaties that do not bind it: do not cite these",
            columns("treaty", ("state", "By the list")),
            rows,
            of="id",
            note="Who has signed must not defeat a treaty’s aim (Vienna Convention on the Law of "
            "Treaties, article 18), and is not bound by its articles.",
        )
    ]


def _member(law: Law) -> Table:
    rows: list[Row] = [{"id": one.id, "body": one.title} for one in law.bodies]
    return Table(
        "bodies",
        "Bodies that it is a member of, with rules of their own",
        columns("body"),
        rows,
        of="id",
    )


def _sentence(law: Law) -> str:
    host = law.host.title
    if not law.parties and not law.complaints and not law.accepted[1]:
        return (
            f"No treaty, procedure or promise of {host} is on record here, which says nothing of "
            "what binds it: look it up. Open for every state are the UN’s working groups and "
            "special procedures."
        )
    since = {t.target: str(t.since)[:4] if t.since else None for t in law.parties}
    first = [
        f"{law.texts[id].title}{f' (since {since[id]})' if since[id] else ''}"
        for id in CORE
        if id in since
    ]
    among = (
        f", among them the {' and the '.join(first)}" if first else ", none of the first to cite"
    )
    total = sum(one.values.get("kind") == "treaty" for one in law.texts.values())
    before = _before(law)
    yes, answered = law.accepted
    newest = aged(
        max((opens(int(str(t.values["session"]))).year for t in yes), default=None),
        law.view.today.year,
    )
    word = (
        f"Its own word: it accepted {len(yes)} of {answered} recommendations on detention, "
        f"expression or civil society whose answer is known, last in {newest}."
        if yes
        else "No recommendation on these subjects that it accepted is on record."
    )
    may = not (law.gate and law.gate.halt) and CORE[0] in since
    cite = f" Cite first {ARTICLES[CORE[0]]} of the covenant." if may else ""
    return (
        f"{host} is bound by {len(law.parties)} of the {total} UN human-rights treaties on record"
        f"{among}; reservations are not known. {before}{cite} {word}"
    )


def _before(law: Law) -> str:
    unknown = sum(row["state"] == UNKNOWN for row in _closed(law).rows)
    rest = f" Whether it accepts {unknown} more is not known." if unknown else ""
    if not law.complaints:
        return f"No committee or court is on record at which a person may complain of it.{rest}"
    names = [law.texts[t.target].title.removeprefix("Complaints to the ") for t in law.complaints]
    return (
        f"A person may complain of it at {counted(len(names), 'body', 'bodies')}: "
        f"{listed(sorted(names), 4)}.{rest}"
    )
