"""Signatures: counted, by country; tied only where the organization is known, or shall be."""

from __future__ import annotations

import pytest

from graph.model.records import Entity, Tie
from graph.store.base import Scope, Store
from loaders.loader import named
from loaders.loading import load
from tests.loaders.bring.conftest import Write, brought
from tests.loaders.read import DATA

SIGNED = (
    "letter,date,signatory,kind,country\n"
    "Free her,2026-01-05,Free Words,organization,France\n"
    "Free her,2026-01-06,Unheard Of,organization,Kenya\n"
    "Free her,2026-01-07,Ilse Korn,person,France\n"
    "Free her,2026-01-07,Ilse Korn,person,France\n"
    "Free her,2026-01-08,Omar Lund,person,Atlantis\n"
)


@pytest.fixture
def known(states: Store, write: Write) -> Store:
    """A store that knows one of the organizations that signed."""
    file = write("name,sector,country\nFree Words,ngo,France\n", "organizations.csv")
    load(named("organizations"), [file], states)
    return states


def read_back(store: Store) -> tuple[Entity, set[str], set[str]]:
    """The letter, the titles of all that are brought, and of those that signed it."""
    records = [r for r in store.read(Scope()) if r.origin.dataset == "petition"]
    entities = {r.id: r for r in records if isinstance(r, Entity)}
    (letter,) = (r for r in entities.values() if r.kind == "Statement")
    titles = {r.id: r.title for r in store.read(Scope()) if isinstance(r, Entity)}
    signed = {titles[r.source] for r in records if isinstance(r, Tie) and r.kind == "SIGNED"}
    return letter, {r.title for r in entities.values()}, signed


def test_who_is_known_signed_and_the_others_are_counted(known: Store, write: Write) -> None:
    done = brought(write(SIGNED, "petition.csv"), known)
    letter, titles, signed = read_back(known)
    assert (titles, signed) == ({"Free her"}, {"Free Words"})
    assert letter.values["signatories"] == 4  # the same row twice is one signature
    assert letter.values["signatories_by_country"] == ["FRA 2", "KEN 1"]
    assert letter.values["date"] == "2026-01-08"
    assert set(done.unknown) == {"Unheard Of", "Atlantis"}


def test_organizations_are_created_only_if_somebody_says_so(known: Store, write: Write) -> None:
    brought(write(SIGNED, "petition.csv"), known, organizations="create")
    _, titles, signed = read_back(known)
    assert titles == {"Free her", "Unheard Of"}  # the known one stays another list's
    assert signed == {"Free Words", "Unheard Of"}


def test_brought_again_what_it_created_stays(known: Store, write: Write) -> None:
    file = write(SIGNED, "petition.csv")
    brought(file, known, organizations="create")
    again = brought(file, known, organizations="create")
    assert not again.report.claims.changes


def test_they_may_only_be_counted(known: Store, write: Write) -> None:
    brought(write(SIGNED, "petition.csv"), known, organizations="counted")
    _, titles, signed = read_back(known)
    assert (titles, signed) == ({"Free her"}, set())


PEOPLE = (
    "name,role,code,label\n"
    "Ilse Korn,activist,,\nOmar Lund,contact,a,\nOmar Lund,contact,b,\nHidden Sister,relative,,\n"
)


@pytest.mark.parametrize(("answer", "signed"), [("known", {"Ilse Korn"}), ("counted", set())])
def test_people_sign_who_are_known_by_a_name_of_their_own(
    states: Store, write: Write, answer: str, signed: set[str]
) -> None:
    """Who shares a name, or may not be seen, is only counted; nobody is created."""
    load(named("activists"), [write(PEOPLE, "people.csv")], states, accept_unencrypted=True)
    file = write(SIGNED + "Free her,2026-01-09,Hidden Sister,person,\n", "petition.csv")
    done = brought(file, states, people=answer)
    letter, titles, tied = read_back(states)
    assert (titles, tied) == ({"Free her"}, signed)
    assert letter.values["signatories"] == 5
    assert "Lund" not in repr(done.unknown)


def test_nobody_who_signed_is_stored_by_name(known: Store, write: Write) -> None:
    brought(write(SIGNED, "petition.csv"), known, organizations="create")
    assert not any(
        "Korn" in repr(record) or "Lund" in repr(record) for record in known.read(Scope())
    )


@pytest.mark.skipif(not DATA.exists(), reason="the real files (../shared/data) are absent")
def test_the_open_letters_count_as_their_file_does(states: Store) -> None:
    brought(DATA / "campaign_open_letter/signatories.csv", states)
    letters = {
        r.name: r.values["signatories"]
        for r in states.read(Scope())
        if isinstance(r, Entity) and r.kind == "Statement"
    }
    assert letters == {"letter-swedish-pm": 132, "statement-dig-rights-defenders": 37}
