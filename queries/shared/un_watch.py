"""What the UN has on one state: who is charged with watching it, and when it is reviewed."""

from __future__ import annotations

from graph.campaign.reviews import reviews
from graph.model.records import Entity
from graph.model.words import say, written
from graph.record.country_mandates import CountryMandate, country_mandates
from graph.view import View
from queries.answer import Block, Column, Row, Table, columns
from queries.shared.leads import explore
from queries.shared.review import basis, between


def watched_by_the_un(view: View, state: Entity) -> list[Block]:
    """Its country mandates and its UN reviews, as far as tables made by hand go."""
    return [*_mandates(view, state), *_reviews(view, state)]


def _mandates(view: View, state: Entity) -> list[Table]:
    today = view.today.isoformat()
    rows: list[Row] = [
        {
            "id": one.entity.id,
            "mandate": one.entity.title,
            "kind": say(one.kind),
            "until": _until(one, today),
            "since": one.since and written(one.since),
            "created_by": one.created_by,
            "checked": _checked(one.entity),
            "source": one.entity.origin.url,
        }
        for one in country_mandates(view, state.id)
    ]
    if not rows:
        return []
    return [
        Table(
            "mandates",
            say("Whom at the UN to inform as well"),
            columns(
                "mandate",
                "kind",
                ("until", "Extended to"),
                Column("since", say("Since"), place="aside"),
                Column("created_by", say("Created by"), place="aside"),
                ("checked", "Checked"),
                Column("source", say("Source"), place="aside"),
            ),
            rows,
            of="id",
            note=say(
                "Before you write, look up whether the mandate was extended again: the Human "
                "Rights Council extends most of them every year or two. Write only with consent "
                "for the UN: what you send may be made public or shown to the government. Without "
                "such a mandate there are still the UN’s experts on detention, torture and "
                "expression."
            ),
        )
    ]


def _until(one: CountryMandate, today: str) -> str | None:
    if one.until is None:
        return None
    day = written(one.until)
    return say("{day}; whether extended again is not known", day=day) if one.lapsed(today) else day


def _reviews(view: View, state: Entity) -> list[Table]:
    rows: list[Row] = [
        {
            "id": one.event.id,
            "review": one.event.title,
            "date": between(one),
            "when": say("ahead") if one.ahead(view.today) else say("over"),
            "submissions": one.submissions and written(one.submissions),
            "basis": basis(one) if "basis" in one.event.values else None,
            "note": one.event.values.get("note"),
            "checked": _checked(one.event),
            "source": one.event.origin.url,
        }
        for one in reviews(view, [state.id])
    ]
    if not rows:
        return []
    return [
        Table(
            "reviews",
            say("Its UN reviews, by the calendar"),
            columns(
                "review",
                ("date", "When"),
                ("when", "Ahead or over"),
                ("submissions", "Submissions until"),
                Column("note", say("Note"), place="line"),
                Column("basis", say("How that is known"), place="aside"),
                ("checked", "Checked"),
                Column("source", say("Source"), place="aside"),
            ),
            rows,
            of="id",
            note=say(
                "A government is reviewed about every four and a half years. The order of the "
                "fifth cycle is not known. Before a review within a year, “What is due” says whom "
                "to lobby."
            ),
            onward=[explore("id")],
        )
    ]


def _checked(entity: Entity) -> str | None:
    return written(str(entity.origin.retrieved)) if entity.origin.retrieved else None
