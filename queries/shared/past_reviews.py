"""The reviews that a chance rests on: what each adds to it, and what the host answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from graph.model.ids import government_id, iso3_of
from graph.model.records import Entity
from graph.model.words import say
from graph.record.forecast import Forecast
from graph.record.history import History
from graph.record.sessions import opens
from queries.answer import Row, Table, columns

SHOWN = 8  # past reviews listed behind each number


def _review(past: History, i: int, governments: Mapping[str, Entity]) -> str:
    code, session = past.reviews.target[i].item(), int(past.reviews.session[i])
    name = governments[code].title if code in governments else code
    return say("{government} {year}", government=name, year=opens(session).year)


def past_reviews(
    top: Sequence[int], forecast: Forecast, past: History, governments: Mapping[str, Entity]
) -> Table:
    """The past reviews that weigh most, and whether each listed government spoke up there."""
    rows: list[Row] = []
    heavy = np.argsort(-forecast.weight, kind="stable")[: 3 * SHOWN]
    for n in top:
        code = past.reviews.senders[n].item()
        rows += [
            {
                "of": government_id(code),
                "name": governments[code].title,
                "review": _review(past, i, governments),
                "target": past.reviews.target[i].item(),
                "session": int(past.reviews.session[i]),
                "weight": float(forecast.weight[i]),
                "spoke_up": bool(past.reviews.spoke[i, n]),
            }
            for i in heavy
        ]
    return Table(
        "past_reviews",
        say("The past reviews behind it that weigh most"),
        columns(
            ("name", "Government"),
            "review",
            ("weight", "Weight", None, "1 for the review most like this one and most recent"),
            "spoke_up",
        ),
        rows,
        of="of",
    )


def receptivity(past: History, host: Entity) -> Table:
    """The target's own acceptance record: a fact beside the ranking, not part of it."""
    mine = past.answered_by.get(iso3_of(host.id), [])
    answered = Counter(r.session for r in mine)
    accepted = Counter(r.session for r in mine if r.response == "accepted")
    rows: list[Row] = [
        {
            "session": session,
            "year": opens(session).year,
            "accepted": accepted[session],
            "answered": answered[session],
        }
        for session in sorted(answered)
    ]
    return Table(
        "receptivity",
        say("What {government} accepted on these subjects", government=host.title),
        columns("year", "session", "accepted", "answered"),
        rows,
        note=" ".join(
            [
                say("Acceptance is a promise in Geneva, not a release."),
                say(
                    "It is shown apart and is no part of the chance: with it the ranking was worse "
                    "when tested."
                ),
            ]
        ),
    )
