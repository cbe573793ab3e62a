"""The stop of a case, a tie to itself: read once, and exactly where the case is, in both stores."""

from __future__ import annotations

from datetime import date

import pytest

from graph.campaign.consent import consent
from graph.model.records import Entity, Origin, PartialDate, Tie
from graph.model.schema import Label
from graph.store.base import Store
from graph.view import View
from tests.graph.store.given import give

STOP = Origin(known=PartialDate("2026-05-01"), label=Label.CLEAR)


@pytest.mark.parametrize("level", [Label.GREEN, Label.AMBER, Label.RED])
def test_a_stop_is_seen_exactly_where_its_case_is(store: Store, level: Label) -> None:
    values = {"use": "UN", "state": "withdrawn", "date": "2026-05-01"}
    give(
        store,
        Entity("Case", "cas:1", "Case One", {}, Origin(label=level)),
        Tie("STOPPED", "cas:1", "cas:1", "con:1", values=values, origin=STOP),
    )
    for audience in Label:
        view, sees = View(store, audience), audience >= level
        assert len(view.ties("STOPPED", of=["cas:1"])) == len(view.ties("STOPPED")) == sees
        assert (consent(view, "cas:1", "UN").state == "withdrawn") == sees
        assert view.network(["cas:1"], 2).ties == []
    assert consent(View(store, Label.RED, date(2026, 4, 30)), "cas:1", "UN").state == "unset"
