"""What the UN has on one state: who is charged with watching it, and when it is reviewed."""

from __future__ import annotations

from graph.campaign.reviews import reviews
from graph.model.records import Entity
from graph.record.country_mandates import CountryMandate, country_mandates
from graph.view import View
from queries.answer import Block, Column, Row, Table, columns
from queries.shared.review import between
from queries.wording import written


def watched_by_the_un(view: View, state: Entity) -> list[Block]:
    """Its country mandates and its UN reviews, as far as tables made by hand go."""
    return [*_mandates(view, state), *_reviews(view, state)]


def _mandates(view: View, state: Entity) -> list[Table]:
    today = view.today.isoformat()
    rows: list[Row] = [
        {
            "id": one.entity.id,
            "mandate": one.entity.title,
            "kind": one.kind,
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
            "Whom at the UN to inform as well",
            columns(
                "mandate",
                "kind",
                ("until", "Extended to"),
                Column("since", "Since", place="aside"),
                Column("created_by", "Created by", place="aside"),
                ("checked", "Checked"),
                Column("source", "Source", place="aside"),
            ),
            rows,
            of="id",
            note="The Human Rights Council extends most mandates every year or two: where our "
            "reading ends, look up whether it was extended again before you write. What is sent "
            "there may be made public or shown to the state: only with consent for the UN. A "
            "state without such a mandate still has the UN’s experts on detention, torture or "
            "expression.",
        )
    ]


def _until(one: CountryMandate, today: str) -> str | None:
    if one.until is None:
        return None
    again = "; whether again was not read" if one.lapsed(today) else ""
    return f"{written(one.until)}{again}"


def _reviews(view: View, state: Entity) -> list[Table]:
    rows: list[Row] = [
        {
            "id": one.event.id,
            "review": one.event.title,
            "date": between(one),
            "when": "ahead" if one.ahead(view.today) else "over",
            "submissions": one.submissions and written(one.submissions),
            "basis": one.event.values.get("basis"),
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
            "Its UN reviews, as the calendar tells",
            columns(
                "review",
                ("date", "When"),
                ("when", "Ahead or over"),
                ("submissions", "Submissions until"),
                Column("note", "Note", place="line"),
                Column("basis", "How that is known", place="aside"),
                ("checked", "Checked"),
                Column("source", "Source", place="aside"),
            ),
            rows,
            of="id",
            note="A state is reviewed every four and a half years or so. The order of the fifth "
            "cycle was not found. Before a review within a year, What is due says whom to lobby.",
        )
    ]


def _checked(entity: Entity) -> str | None:
    return written(str(entity.origin.retrieved)) if entity.origin.retrieved else None
