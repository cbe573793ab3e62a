"""Who mediates, who signs together: from a few acts."""

from __future__ import annotations

from datetime import date

import pytest

from graph.approach.mediators import RECENT, mediators
from graph.model.records import Entity
from graph.record.act import Act

DAY = date(2026, 11, 29)


def act(target: str, day: str, stance: str = "mediator", *who: str, **values: str) -> Act:
    last = date.fromisoformat(day)
    facts: dict[str, object] = {"act": "mediation", "date": day, **values}
    entity = Entity("Event", f"eve:{target}{day}", f"{target}, {day}", facts)
    return Act(entity, target, last, last, {stance: frozenset(who)})


ACTS = [
    act("BLR", "2025-11-20", "mediator", "VAT", about="two priests pardoned", outcome="released"),
    act("BLR", "2025-12-13", "mediator", "USA"),
    act("BLR", "2024-08-01", "mediator", "TUR"),
    act("BLR", "2025-01-31", "for", "USA", "GBR"),
    act("RUS", "2026-04-10", "mediator", "ARE", "TUR"),
    act("RUS", "2025-02-01", "for", "CHE"),
    act("RUS", "2026-02-01", "mediator", "CHE"),
    act("IRN", "2026-05-01", "mediator", "OMN", "ARE", "CHE"),  # of another region
    act("RUS", "2026-03-01", "mediator", "SRB"),  # with this one state only
    act("BLR", "2020-01-01", "mediator", "UKR"),  # too long ago
]


def test_quiet_mediators_come_first_then_those_of_the_host_then_the_newest() -> None:
    known = mediators(ACTS, "BLR", {"RUS"}, DAY)
    assert list(known) == ["VAT", "TUR", "ARE", "USA", "CHE"]
    assert known["TUR"].act.target == "BLR"  # its own deed for the host, though an older one
    assert (known["USA"].quiet, known["USA"].of_host) == (False, True)
    # It signed for prisoners of the state for which it then went between.
    assert (known["CHE"].quiet, known["CHE"].of_host) == (False, False)
    assert known["VAT"].sentence == (
        "mediation, 20 November 2025: two priests pardoned; then: released"
    )


@pytest.mark.parametrize(("days", "there"), [(0, True), (2, False)])
def test_an_old_channel_is_none(days: int, there: bool) -> None:
    then = DAY.replace(year=DAY.year - int(RECENT)).toordinal() - days
    old = act("BLR", date.fromordinal(then).isoformat(), "mediator", "QAT")
    assert ("QAT" in mediators([old], "BLR", (), DAY)) == there


def test_the_host_does_not_mediate_for_its_own_prisoners() -> None:
    assert mediators([act("BLR", "2026-01-01", "mediator", "BLR")], "BLR", (), DAY) == {}
