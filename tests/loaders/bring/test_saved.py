"""Saved mappings: proposed again for the same header, and without anybody's words."""

from __future__ import annotations

from graph.store.base import Store
from loaders.bring.mapping import BringMapping, check, fingerprint
from loaders.bring.plain import pasted
from loaders.bring.proposing import propose
from loaders.bring.ready_made import all_ready_made, ready_made
from loaders.bring.saved import drop, keep, kept_for

TABLE = "Name\tPhone\tRole\nIlse\t+370 600 0001\tMother of Ales\nOmar\t+47 22 00 00 00\tLawyer\n"


def test_what_was_answered_is_proposed_for_the_next_file_of_that_header(empty: Store) -> None:
    tables = pasted(TABLE)
    proposal = propose(tables, "Friends")
    (rows,) = [q for q in proposal.questions if q.sort == "rows"]
    chosen = proposal.answered(rows, "prisoners")
    keep(empty, chosen.mapping)
    later = pasted("phone\tROLE\tName\n1\tx\ty\n")
    saved = kept_for(empty, later)
    assert saved is not None
    again = propose(later, "other", saved)
    assert again.mapping.name == "Friends"
    assert {one.list for one in again.mapping.tables[0].lists} == {"cases", "activists"}
    assert kept_for(empty, pasted("Name\tMail\nx\ty@z.org\n")) is None
    drop(empty, tables[0])
    assert kept_for(empty, later) is None


def test_words_of_which_nothing_comes_are_not_kept(empty: Store) -> None:
    tables = pasted(TABLE)
    keep(empty, propose(tables, "Friends").proposals_taken().mapping)
    text = empty.setting(f"mapping/{fingerprint(tables[0].header)}") or ""
    assert "lawyer" in text
    assert "mother" not in text.lower()
    assert "Ilse" not in text


def test_every_ready_made_mapping_names_what_there_is() -> None:
    assert {ready.tool for ready in all_ready_made()} >= {"CiviCRM"}
    for ready in all_ready_made():
        check(BringMapping("x", (ready.meaning,)))


def test_opt_outs_of_civicrm_become_contact_rules() -> None:
    (table,) = pasted(
        "Contact ID\tContact Type\tDo Not Email\tFirst Name\tLast Name\n2\tIndividual\tYes\tA\tB\n"
    )
    ready = ready_made(table)
    assert ready is not None
    people = next(rows for rows in ready.meaning.lists if rows.list == "activists")
    assert people.columns["contact rule"].columns == ("Do Not Email",)
    assert people.columns["contact rule"].words["yes"] == "do not contact"
    assert "city" not in people.columns
