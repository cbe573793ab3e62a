"""What is said of somebody erased goes, and what is said of others stays."""

from __future__ import annotations

import pytest

from graph.campaign.consent import consents
from graph.model.mentions import Mentions
from graph.model.records import Entity, Origin, Record, Tie
from graph.model.schema import Label
from graph.store.base import Load, Scope, Store
from graph.view import View
from loaders.person.erasure import ERASED, erase, erasure
from loaders.person.traces import traces


def spelled(store: Store) -> str:
    loads = [repr(list(store.records_of(load.id))) for load in store.loads()]
    return repr([*loads, list(store.loads()), list(store.read(Scope()))])


def test_a_name_of_one_word_is_no_mention_in_titles_nor_in_public_tables(empty: Store) -> None:
    public = Origin(label=Label.CLEAR)
    records: list[Record] = [
        Entity("Person", "per:g", "Graz", {"role": "exile"}),
        Entity("Organization", "org:g", "Graz Choir", {"note": "Graz likes tea"}),
        Entity("Organization", "org:h", "Graz", {}),
        Entity("Mission", "mis:1", "Consulate", {"city": "Graz"}, public),
    ]
    empty.write(Load("d"), [("", record) for record in records])
    erase(empty, erasure(empty, "per:g"))
    view = View(empty, Label.RED)
    assert view.get("org:g").name == "Graz Choir"
    assert view.get("org:g").values == {"note": f"{ERASED} likes tea"}
    assert view.get("org:h").name == ERASED
    assert view.get("mis:1").values == {"city": "Graz"}


def test_a_yes_of_the_erased_counts_no_longer_and_a_no_goes_on_holding(empty: Store) -> None:
    def consent_records(id: str, use: str, state: str, giver: str) -> list[Record]:
        values = {"use": use, "state": state, "date": "2026-02-01"}
        return [
            Entity("Consent", id, f"Consent: {use}", values),
            Tie("CONCERNS", id, "cas:1"),
            Tie("MADE_BY", id, giver),
        ]

    records: list[Record] = [
        Entity("Case", "cas:1", "Thistle"),
        Entity("Person", "per:p", "Oma Quillon", {"role": "prisoner"}),
        Entity("Person", "per:q", "Uwe Quillon", {"role": "relative"}),
        Tie("CONCERNS", "cas:1", "per:p"),
        *consent_records("con:1", "embassies", "given", "per:p"),
        *consent_records("con:2", "media", "refused", "per:p"),
        *consent_records("con:3", "UN", "given", "per:q"),
    ]
    empty.write(Load("d"), [("", record) for record in records])
    whom = erasure(empty, "per:p")
    assert [place.text for place in traces(empty, whom) if place.kind == "consent"] == [
        "embassies: the yes counts as unset from then on"
    ]
    erase(empty, whom)
    standing = consents(View(empty, Label.RED), "cas:1")
    assert {use: one.state for use, one in standing.items() if one.state != "unset"} == {
        "media": "refused",
        "UN": "given",
    }


def test_a_family_goes_and_its_members_stay(empty: Store) -> None:
    records: list[Record] = [
        Entity("Family", "fam:t", "Quillon House"),
        Entity("Person", "per:m", "Oma Quillon", {"role": "relative", "note": "of quillon house"}),
        Entity("Case", "cas:1", "Thistle", {"note": "Quillon House agrees"}),
        Tie("PART_OF", "per:m", "fam:t"),
    ]
    empty.write(Load("d"), [("", record) for record in records])
    whom = erasure(empty, "quillon house")
    assert [str(one) for one in whom.people] == ["Quillon House (family; load 1: d)"]
    assert {place.text for place in traces(empty, whom) if place.kind == "tie"} == {
        "Oma Quillon is part of Quillon House"
    }
    erase(empty, whom)
    assert sorted(r.id for r in empty.read(Scope()) if isinstance(r, Entity)) == ["cas:1", "per:m"]
    assert "ouse" not in spelled(empty)


@pytest.mark.parametrize(
    ("names", "text", "rest"),
    [
        (["Bo"], "Bob, Bo and BO.", f"Bob, {ERASED} and {ERASED}."),
        (["Élodie Çelik"], "ELODIE  CELIK; E\u0301lodie C\u0327elik!", f"{ERASED}; {ERASED}!"),
        (["Илване Тарсок"], "met Ilvane Tarsok", f"met {ERASED}"),
        (["Ilvane Tarsok"], "видела Илване Тарсок", f"видела {ERASED}"),
        (["王小明"], "昨天王小明在北京", f"昨天{ERASED}在北京"),
        (["نورام الزافيري"], "قال نورام الزافيري", f"قال {ERASED}"),
        (["Ada Orr", "Orr"], "Ada Orr", ERASED),
        (["S", "12"], "S was here on 12 May", "S was here on 12 May"),
        (["S1"], "S1 saw it", f"{ERASED} saw it"),
        (["(x) [y]*"], "x y or [y]*", f"{ERASED} or [y]*"),
    ],
)
def test_mentions(names: list[str], text: str, rest: str) -> None:
    assert Mentions(names).without(text) == rest
