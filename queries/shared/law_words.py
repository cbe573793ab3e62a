"""The law that binds a state in sentences: what to cite first, its own word, where to complain."""

from __future__ import annotations

from graph.approach.law import COMPLAINTS, CORE
from graph.model.records import Tie
from graph.model.words import count, listed, number, say, written
from graph.record.sessions import opens
from queries.answer import Table
from queries.shared.about import aged
from queries.shared.act_words import paragraph
from queries.shared.binding_law import UNKNOWN, Law, procedure
from queries.wording import the


def as_of(law: Law) -> str:
    """As of when the lists of treaties are; "" where they do not say."""
    lists = {str(text.values["listed"]) for text in law.texts.values() if "listed" in text.values}
    if not lists:
        return ""
    days = listed([written(day) for day in sorted(lists)])
    return say("Lists of treaties are as of {days}; states have joined and left since.", days=days)


def first_words(law: Law) -> str:
    """What to cite first, and what the state has accepted itself."""
    if not law.parties and not law.complaints and not law.accepted[1]:
        return paragraph(
            say(
                "Look up what binds {government}: no treaty, procedure or promise of it is on "
                "record here, which says nothing of what binds it.",
                government=the(law.host.title),
            ),
            say("The UN’s working groups and special procedures are open for every state."),
        )
    return paragraph(_cite(law), _promised(law))


def _cite(law: Law) -> str:
    """The treaty to cite first, or that binds; that there is none of the first to cite."""
    since = {t.target: t.since for t in law.parties}
    first = next((id for id in CORE if id in since), None)
    if first is None:
        return say(
            "None of the treaties to cite first binds {government}.", government=the(law.host.title)
        )
    treaty, start = law.texts[first].title, since[first]
    title = say("{treaty} (since {year})", treaty=treaty, year=str(start)[:4]) if start else treaty
    if law.gate and law.gate.halt:
        return say(
            "{government} is bound by the {treaty}.", government=law.host.title, treaty=title
        )
    return say("Cite first the {treaty}: its articles are below.", treaty=title)


def _promised(law: Law) -> str:
    """How much it has accepted of what was recommended, and when last."""
    yes, answered = law.accepted
    if not yes:
        return say(
            "No recommendation on detention, expression or civil society that {government} "
            "accepted is on record.",
            government=the(law.host.title),
        )
    newest = max(opens(int(str(t.values["session"]))).year for t in yes)
    return count(
        "Of {n} answered recommendation on detention, expression or civil society, {government} "
        "accepted {yes}, last in {year}.",
        "Of {n} answered recommendations on detention, expression or civil society, {government} "
        "accepted {yes}, last in {year}.",
        answered,
        government=the(law.host.title),
        yes=number(len(yes)),
        year=aged(newest, law.view.today.year),
    )


def bound(law: Law) -> str:
    """By how many of the treaties on record a state is bound."""
    total = sum(one.values.get("kind") == "treaty" for one in law.texts.values())
    parties, government = len(law.parties), the(law.host.title)
    if not parties:
        return say("No treaty on record binds {government}.", government=government)
    return count(
        "{n} of the {all} UN human-rights treaties on record binds {government}.",
        "{n} of the {all} UN human-rights treaties on record bind {government}.",
        parties,
        all=number(total),
        government=government,
    )


def why_open(tie: Tie) -> str:
    """Why a complaint can be brought: since when it is accepted, or what shows that it is."""
    if tie.since:
        return say("accepted since {day}", day=written(str(tie.since)))
    if "decided" in tie.values:
        day = written(str(tie.values["decided"]))
        if "decision" in tie.values:
            return say(
                "accepted: a complaint was decided on {day} ({symbol})",
                day=day,
                symbol=tie.values["decision"],
            )
        return say("accepted: a complaint was decided on {day}", day=day)
    return say("accepted")


def complained_to(tie: Tie) -> str:
    """The body to which a complaint can go, with the year since which it can, or by which it could,
    if that is known."""
    body = say(COMPLAINTS[procedure(tie.target)].body)
    if tie.since:
        return say("{body} (since {year})", body=body, year=str(tie.since)[:4])
    if decided := tie.values.get("decided"):
        return say("{body} (by a decision of {year})", body=body, year=str(decided)[:4])
    return body


def known_as_of(law: Law, tie: Tie) -> str | None:
    """The year of the list, the decision or the reading by which a state accepts complaints."""
    read = tie.origin.retrieved
    listed_in = law.texts[tie.target].values.get("complete")
    newest = tie.values.get("decided") or listed_in or (read and read.isoformat())
    return aged(int(str(newest)[:4]), law.view.today.year) if newest else None


def complaints(law: Law, closed: Table) -> str:
    """Before how many committees and courts a person may complain, and of how many it is open."""
    unknown = sum(row["state"] == say(UNKNOWN) for row in closed.rows)
    rest = (
        count(
            "Whether it accepts {n} more is not known.",
            "Whether it accepts {n} more is not known.",
            unknown,
        )
        if unknown
        else ""
    )
    if not law.complaints:
        none = say("No committee or court is on record at which a person may complain of it.")
        return paragraph(none, rest)
    names = [law.texts[t.target].title.removeprefix("Complaints to the ") for t in law.complaints]
    some = count(
        "A person may complain of it at {n} body: {names}.",
        "A person may complain of it at {n} bodies: {names}.",
        len(names),
        names=listed(sorted(names), 4),
    )
    return paragraph(some, rest)
