"""UN reviews of a state that lie ahead: when, until when one may submit, when to lobby.

How long before a review what is done: submissions closed between 188 and 221 days before sessions
41 to 45, as the calendar tells (some seven months); UPR Info holds its pre-sessions about a month
before; the national report is due twelve weeks before, and from then on missions write what they
will say. That they are best asked between three months and one before is a judgement.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from graph.model.ids import is_kind
from graph.model.records import Entity, PartialDate
from graph.view import View

REVIEW, SUBMISSION = "review", "NGO submission"  # kinds of event
USUAL_SUBMISSION: Final = timedelta(days=210)
LOBBY: Final = (timedelta(days=90), timedelta(days=30))  # from, to: before the review
YEAR: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Review:
    """A review of a state. `first`, `last`: the days between which it is.

    `submissions`: the last day for submissions, where the calendar or an event says it.
    """

    event: Entity
    state: str
    first: date
    last: date
    submissions: PartialDate | None = None

    def ahead(self, today: date) -> bool:
        """Whether it is more likely to come than to be over."""
        return self.first + (self.last - self.first) / 2 >= today

    @property
    def lobby(self) -> tuple[date, date]:
        """From when to when missions are best asked."""
        return self.first - LOBBY[0], self.first - LOBBY[1]

    @property
    def usual_submissions(self) -> date:
        """About when submissions close, where nobody has said the day."""
        return self.first - USUAL_SUBMISSION


def reviews(view: View, states: Iterable[str]) -> list[Review]:
    """The reviews of some states on record, by day."""
    ids = set(states)
    about = view.ties("CONCERNS", of=ids, end="target", where=lambda t: is_kind(t.source, "Event"))
    dated = {one.id: one for one in view.several(t.source for t in about) if "date" in one.values}
    closing: dict[str, list[PartialDate]] = {}  # by state
    of_review: list[tuple[str, Entity]] = []
    for tie in about:
        event = dated.get(tie.source)
        if event is None or tie.target not in ids:
            continue
        if event.values.get("kind") == SUBMISSION:
            closing.setdefault(tie.target, []).append(PartialDate(str(event.values["date"])))
        elif event.values.get("kind") == REVIEW:
            of_review.append((tie.target, event))
    all_reviews = [_review(event, state, closing.get(state, ())) for state, event in of_review]
    return sorted(all_reviews, key=lambda one: (one.first, one.last, one.event.id))


def _review(event: Entity, state: str, closing: Iterable[PartialDate]) -> Review:
    day = str(event.values["date"])
    first = date.fromisoformat(PartialDate(day).first)
    end = PartialDate(str(event.values.get("until") or day)).last
    # Submissions close in the year before: who submits earlier means an earlier review.
    near = [d for d in closing if str(first - YEAR) <= d.first < str(first)]
    return Review(event, state, first, date.fromisoformat(end), max(near, default=None))


def within_a_year(view: View, states: Iterable[str]) -> list[Review]:
    """The next review of each state that is likely to come within a year, by day."""
    nearest: dict[str, Review] = {}
    for one in reviews(view, states):
        if one.ahead(view.today) and one.first - view.today <= YEAR:
            nearest.setdefault(one.state, one)
    return list(nearest.values())


def submissions_due(coming: Iterable[Review], today: date) -> list[Review]:
    """Reviews of which nobody has said when submissions close, and where that is not over yet."""
    return [one for one in coming if one.submissions is None and one.usual_submissions >= today]
