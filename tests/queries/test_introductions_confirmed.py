"""How old a tie is weakens an introduction, and a word that it still holds strengthens it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.model.schema import Label
from graph.store.base import Store
from loaders.loader import named
from loaders.loading import load
from queries.answer import Table
from queries.question import ask
from tests.queries.test_introductions import in_short

LISTS = {  # what is on record: each step with a source, none confirmed for years
    "organizations": "name,sector,country,contact rule,safe to tell,source\n"
    "Lantern,ngo,France,ok,yes,our list\n",
    "activists": "name,role,affiliation,affiliated as,position,since,country,contact rule,"
    "safe to tell,opted in,source\n"
    "Ines Couto,activist,Lantern,staff,Director,2022,France,ok,yes,Alder,our list\n"
    "Tor Lund,official,Norway,office holder,Desk,2023,Norway,ok,yes,,its site\n",
    "cases": "name,detained by,worked on by,functions,since,source\nAlder,Belarus,,,,a verdict\n"
    "Alder,,Lantern,diplomacy,2023,minutes\n",
    "ties": "from,kind,to,since,confirmed,source\nInes Couto,knows,Tor Lund,2021,,a talk\n",
}


def reached(
    store: Store, tmp_path: Path, *, to: str = "Tor Lund", block: str = "ways", **changed: str
) -> tuple[str, float]:
    """The sentence and what makes it so, and the chance of the best chain."""
    for name, text in (LISTS | changed).items():
        file = tmp_path / f"{name}.csv"
        file.write_text(text, encoding="utf-8")
        load(named(name), [file], store, accept_unencrypted=True)
    answer = ask("introductions", store, {"case": "Alder", "to": to}, Label.RED, date(2026, 11, 1))
    (table,) = (b for b in answer.blocks if b.id == block and isinstance(b, Table))
    return f"{answer.sentence} {in_short(answer)}", float(str(table.rows[0]["chance"]))


@pytest.mark.slow
def test_a_weak_way_is_shown_as_weak_with_its_reasons(
    copy_of_filled: Store, tmp_path: Path
) -> None:
    sentence, chance = reached(copy_of_filled, tmp_path)
    assert chance < 0.01
    assert "To reach Tor Lund, ask Lantern first" in sentence
    assert "Only weak introductions are on record" in sentence
    assert "under 1%" in sentence
    assert "Ines Couto knows Tor Lund: last confirmed 2021, reliability not filled in" in sentence
    assert "No introduction" not in sentence
    # Behind him, whose leave is still to be asked for, lies the government.
    sentence, behind = reached(copy_of_filled, tmp_path, to="Norway", block="would_open")
    assert "first ask Tor Lund to agree to introductions for this case" in sentence
    assert (
        "It would be a weak introduction: Ines Couto knows Tor Lund: last confirmed 2021"
        in sentence
    )
    assert 0 < behind < chance


@pytest.mark.slow
def test_a_confirmed_tie_counts_from_the_day_it_was_confirmed(
    copy_of_filled: Store, tmp_path: Path
) -> None:
    _, before = reached(copy_of_filled, tmp_path)
    ties = LISTS["ties"].replace(",2021,,", ",2021,2026-10-20,")
    _, after = reached(copy_of_filled, tmp_path, ties=ties)
    assert after > 2.5 * before  # it had lost more than a half-life


@pytest.mark.slow
def test_an_ask_that_was_answered_confirms_the_tie(copy_of_filled: Store, tmp_path: Path) -> None:
    _, before = reached(copy_of_filled, tmp_path)
    row = "prison visit,Alder,Tor Lund,Ines Couto,made,2026-10-01,{},2026-10-20\n"
    head = "ask,case,made to,made by,status,date,response,response date\n"
    _, silent = reached(copy_of_filled, tmp_path, approaches=head + row.format("no reply"))
    _, answered = reached(copy_of_filled, tmp_path, approaches=head + row.format("acknowledged"))
    assert silent == before
    assert answered > 2.5 * before
