"""Asks: nothing named or public without consent, nothing public after a counter-strike."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.approach.asks import Situation, propose, situation
from graph.approach.backfire import Backfire, counters
from graph.approach.embassies import ACCREDITED, CONSULATE, EMBASSY, GENEVA, NEW_YORK
from graph.approach.gate import NOTHING, Gate, Strikes
from graph.approach.mandates import Rule
from graph.approach.ways import GENERAL, Way
from graph.model.date_kinds import DATE_KINDS
from graph.model.records import Entity, Origin, PartialDate, Tie
from graph.model.schema import Label
from graph.model.vocabulary import (
    ASKS,
    CONSENT_STATES,
    CONSENT_USES,
    POSTURES,
    RESPONSES,
    SEVERITIES,
    STAGES,
    stage_of,
)
from graph.store.base import Store
from graph.view import View
from tests.conftest import write
from tests.graph.approach.situations import (
    CALM,
    DAY,
    FRANCE,
    HEARING,
    HIGH,
    door,
    event,
    fitting,
    now,
    past_ask,
)

# What may never be proposed, whatever a case looks like

approaches = st.builds(
    past_ask,
    st.sampled_from([ask.id for ask in ASKS if ask.id != "do nothing"]),
    st.sampled_from(["planned", "made", "given up"]),
    due=st.sampled_from(["2026-10-01", "2026-12-01"]),
    response=st.sampled_from([one.id for one in RESPONSES]),
)
situations = st.builds(
    now,
    st.dictionaries(st.sampled_from(CONSENT_USES), st.sampled_from(CONSENT_STATES)),
    st.lists(
        st.builds(
            event,
            st.sampled_from([one.id for one in DATE_KINDS]),
            st.sampled_from(["2026-11-25", "2026-12-16", "2027-11"]),
        ),
        max_size=3,
    ).map(tuple),
    st.lists(approaches, max_size=3).map(tuple),
    st.sampled_from([None, "after 1 of 1 public asks things became worse"]),
    stage=st.sampled_from([stage.id for stage in STAGES]),
    posture=st.sampled_from(POSTURES),
    severity=st.sampled_from(SEVERITIES),
)
kinds = st.sampled_from([EMBASSY, CONSULATE, ACCREDITED, GENEVA, NEW_YORK, None])
names = st.none() | st.just("Germany")
ways = st.builds(
    Way,
    kinds.map(lambda kind: door(kind) if kind else None),
    national=st.booleans(),
    dual=st.booleans(),
    apart=st.booleans(),
    protector=names,
    lead=names,
    leads=st.booleans(),
    resident=names,
    strong=st.booleans(),
    alongside=st.just(["Canada"]),
    mediated=st.none() | st.just("mediation, 2025"),
)


@settings(max_examples=300)
@given(situations, ways, st.sampled_from([CALM, HIGH]), st.booleans())
def test_nothing_named_without_consent_and_nothing_public_without_it_or_against_a_warning(
    situation: Situation, way: Way, risk: Backfire, barred: bool
) -> None:
    options = propose(situation, FRANCE, way, [], risk, barred=barred)
    assert options[-1].ask == NOTHING  # doing nothing, and privately first, are always there
    assert not options[-2].public
    assert len(options) == 3
    consents, case = situation.gate.consents, situation.case
    assert case is not None
    stage = stage_of(case.values)
    for one in options:
        use = "UN" if one.ask.channel in ("UN", "regional body") else "embassies"
        assert consents[use].may_name or not one.ask.names_the_person
        assert stage.alive or one.ask == NOTHING
        assert not stage.free or one.ask.id in ("do nothing", "visa", "shelter", "funds")
        assert one.public == bool(one.ask.public) or one.ask.public is None
        if one.public:
            assert consents["embassies"].may_name
            assert consents["name"].may_name
            assert situation.gate.strikes.back is None
            assert risk is not HIGH
            assert case.values["posture"] in ("private then public", "public")
        if consents["embassies"].state == "withdrawn" or barred:
            assert one.ask == NOTHING


def test_a_state_alone_gets_an_ask_that_names_nobody_and_is_not_public() -> None:
    alone = Situation(Gate(None, {}), DAY, [event("review", "2027-01")], [])
    for kind in (EMBASSY, GENEVA, None):
        options = propose(alone, FRANCE, Way(door(kind) if kind else None), [], CALM)
        assert [one.ask for one in options] == [GENERAL, GENERAL, NOTHING]


@settings(max_examples=100)
@given(ways, st.sampled_from([CALM, HIGH]), st.sampled_from([None, "n = 1"]))
def test_of_a_state_alone_every_way_gets_an_ask_that_names_nobody_and_is_not_public(
    way: Way, risk: Backfire, struck: str | None
) -> None:
    alone = Situation(Gate(None, {}, lambda: Strikes(struck)), DAY, [event("hearing", "2027")], [])
    for one in propose(alone, FRANCE, way, [], risk):
        assert not one.public
        assert not one.ask.names_the_person
        assert one.ask.id != "sounding" or (struck is None and risk is CALM)


# What it says, and after what was asked before


def test_by_when_is_so_many_days_before_what_it_prepares_else_the_next_date() -> None:
    proposal = fitting(now(dated=(event("medical review", "2026-12-09"), *HEARING)))
    assert (proposal.ask.id, proposal.by, proposal.before) == (
        "trial observation",
        "2026-12-02",
        "hearing, 16 December 2026",
    )
    late = fitting(now(dated=(event("hearing", "2026-11-28"),)))
    assert late.by == "2026-11-14"  # as in what is due, where it is overdue
    other = fitting(now(dated=(event("medical review", "2026-12-09"),), severity="stable"))
    assert (other.by, other.before) == ("2026-11-25", "medical review, 9 December 2026")
    proposal = fitting(now(dated=(), next_date="2027-01-02", severity="stable"))
    assert proposal.by == "2027-01-02"
    assert fitting(now(severity="stable")).by is None


def test_what_was_asked_before_is_not_asked_again() -> None:
    waiting = past_ask("demarche ambassador", due="2026-12-20", response="acknowledged")
    proposal = fitting(now(past_asks=(waiting,), severity="stable"))
    assert proposal.ask == NOTHING
    assert "20 December 2026" in proposal.reason
    late = past_ask("demarche ambassador", due="2026-10-14", response="no reply")
    proposal = fitting(now(past_asks=(late,), severity="stable"))
    assert (proposal.ask.id, proposal.reason) == (
        "demarche desk",
        "No answer came in time: ask another way.",
    )
    planned = past_ask("inquiry", "planned", due="2026-12-02")
    proposal = fitting(now(past_asks=(planned,), dated=HEARING))
    assert (proposal.ask.id, proposal.by) == ("inquiry", "2026-12-02")
    struck = past_ask("inquiry", response="retaliation")
    assert fitting(now(past_asks=(struck,))).ask == NOTHING
    unsaid = fitting(now({}, past_asks=(planned,)))
    assert unsaid.ask == GENERAL  # planned, but it names the person and nobody consented


def test_in_public_only_after_private_asks_and_never_against_a_warning() -> None:
    before = tuple(
        past_ask(ask, response="declined", due="2026-09-01")
        for ask in ("demarche ambassador", "demarche desk")
    )
    open_to_it = {"posture": "private then public", "severity": "stable"}
    assert fitting(now(**open_to_it)).public is False
    proposal = fitting(now(past_asks=before, **open_to_it))
    assert (proposal.ask.id, proposal.public) == ("parliamentary question", True)
    assert not fitting(now(past_asks=before, **open_to_it), risk=HIGH).public
    assert not fitting(now(past_asks=before, struck="n = 1", **open_to_it)).public
    no_media = {use: "given" for use in CONSENT_USES if use != "media"}
    assert not fitting(now(no_media, past_asks=before, **open_to_it)).public


def test_what_provides_for_an_ask_is_the_governments_own_rule_or_the_law() -> None:
    tie = Tie("SIGNED", FRANCE, "agr:x")
    instruments = [Rule("agr:x", "Guidelines of France", "guideline", FRANCE, "2019", tie)]
    assert (
        fitting(now(dated=HEARING), rules=instruments).allowed_by == "Guidelines of France (2019)"
    )
    pledge = [Rule("agr:y", "A coalition", "pledge", FRANCE, None, tie)]
    assert fitting(now(dated=HEARING), rules=pledge).allowed_by is None  # it provides for no visit
    consular = fitting(now(), national=True).allowed_by
    assert consular is not None
    assert "article 36" in consular


def test_a_recorded_retaliation_withholds_what_is_public_and_says_n(empty: Store) -> None:
    origin = Origin("https://example.org", known=PartialDate("2026-06-05"))
    values = {
        "instrument": "statement",
        "status": "made",
        "public": True,
        "date": "2026-06-01",
        "response": "retaliation",
        "response_date": "2026-06-05",
    }
    write(
        empty,
        Entity("Government", "gov:XZV", "Zaveria", {}, origin),
        Entity("Government", FRANCE, "France", {}, origin),
        Entity("Case", "cas:1", "Case One", {"posture": "public"}, origin),
        Entity("Case", "cas:2", "Case Two", {"posture": "public"}, origin),
        Entity("Approach", "app:1", "statement alone", values, origin),
        *(Tie("DETAINS", "gov:XZV", case, origin=origin) for case in ("cas:1", "cas:2")),
        Tie("CONCERNS", "app:1", "cas:1", origin=origin),
        Tie("MADE_TO", "app:1", FRANCE, origin=origin),
    )
    for case, where in (("cas:1", "in this case"), ("cas:2", "in another case of this government")):
        view = View(empty, Label.RED, DAY)
        countered = counters(view, "gov:XZV", case)
        struck = situation(view, "gov:XZV", view.get(case), countered).gate.strikes.back
        assert struck == (
            f"things got worse after the one public ask on record, {where}, last in June 2026"
        )
