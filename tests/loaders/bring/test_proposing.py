"""What is proposed for a table, and what is asked."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from loaders.bring.kinds_of_rows import kind_of_rows
from loaders.bring.looks import looked_at
from loaders.bring.mapping import BringMapping, Filling, ListRows, TableMapping
from loaders.bring.plain import pasted
from loaders.bring.proposing import propose
from loaders.loader import all_loaders
from tests.loaders.bring.conftest import Write, proposal_for
from tests.loaders.read import DATA

PRISONERS = "Name\tDate of arrest\tCharge\tPlace of detention\nAles\t22 November 2013\tArt. 9\tP1\n"


def kind(text: str) -> str:
    (table,) = pasted(text)
    return kind_of_rows(table, looked_at(table))[0]


def fillings(text: str, **answers: str) -> dict[tuple[str, str], Filling]:
    """What fills each column of ours, by list and column."""
    proposal = propose(pasted(text), "list")
    lists = [rows for table in proposal.mapping.tables for rows in table.lists]
    return {(rows.list, ours): f for rows in lists for ours, f in rows.columns.items()}


def test_prisoners_are_people_and_cases_and_never_coalitions() -> None:
    assert kind(PRISONERS) == "prisoners"
    fills = fillings(PRISONERS)
    assert {name for name, _ in fills} == {"activists", "cases"}
    assert fills["activists", "role"].constant == "prisoner"
    assert fills["cases", "label"].constant == "RED"
    assert fills["cases", "detained since"].columns == ("Date of arrest",)


@pytest.mark.parametrize(
    "header",
    [
        "Имя и фамилия\tДата ареста\tСтатья",
        "الاسم\tتاريخ الاعتقال\tالتهمة",
        "نام\tتاریخ بازداشت\tاتهام",
        "姓名\t逮捕日期\t罪名",
        "ПІБ\tДата затримання\tСтаття",
        "Nom complet\tDate d'arrestation\tChef d'accusation",
        "Nombre completo\tFecha de detención\tDelito",
        "Імя і прозвішча\tДата затрымання\tАртыкул",
    ],
)
def test_headers_are_known_in_the_languages_of_the_interface(header: str) -> None:
    fills = fillings(f"{header}\nA\t2020-05-01\tx\n")
    name, day, charge = header.split("\t")
    assert fills["cases", "name"].columns == (name,)
    assert fills["cases", "detained since"].columns == (day,)
    assert fills["cases", "charge"].columns == (charge,)


def test_a_group_of_names_and_phones_is_people() -> None:
    assert kind("Name\tPhone\nMika\t+370 600 00001\nOlena S\t+380 44 000 00 02\n") == "people"


def test_a_table_with_a_type_is_not_missions() -> None:
    assert kind("Type\tCountry\tCity\tNote\nNGO\tFrance\tParis\tx\nMedia\tSpain\tMadrid\ty\n") == ""


def test_what_its_rows_are_is_asked_where_nothing_says_it() -> None:
    (question,) = propose(pasted("A\tB\nx\ty\n"), "list").questions
    assert (question.sort, question.needed) == ("rows", True)
    assert {"people", "prisoners", "organizations", "events"} <= dict(question.choices).keys()


@pytest.mark.parametrize(
    "name", [name for name, one in all_loaders().items() if one.section == "campaign"]
)
def test_our_own_lists_are_taken_as_they_are(name: str) -> None:
    sample = all_loaders()[name].sample
    proposal = proposal_for(sample)
    (table,) = proposal.mapping.tables
    (rows,) = table.lists
    with sample.open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file))
    assert rows.list == name
    assert {ours: f.columns for ours, f in rows.columns.items()} == {c: (c,) for c in header}


def test_a_day_that_could_be_two_is_asked_once() -> None:
    open_question = propose(pasted("Name\tDate of arrest\tPrison\nA\t03.04.2020\tx\n"), "list")
    (dates,) = [q for q in open_question.questions if q.sort == "dates"]
    assert (dates.theirs, dates.proposal) == (("Date of arrest",), "day first")
    answered = open_question.answered(dates, "month first")
    assert [q.sort for q in answered.questions if q.sort == "dates"] == []
    clear = propose(pasted("Name\tDate of arrest\tPrison\nA\t25.04.2020\tx\n"), "list")
    assert [q for q in clear.questions if q.sort == "dates"] == []


def test_words_that_are_not_known_are_asked_with_the_whole_list() -> None:
    proposal = propose(
        pasted("Organization name\tCan do\nA\tLetters, media\nB\tTranslation, Letters\n"), "list"
    )
    (words,) = [q for q in proposal.questions if q.sort == "words"]
    assert words.words == ("Letters",)
    assert dict(words.choices)["prisoner support"] == "prisoner support: letters and visits"
    answered = proposal.answered(words, "prisoner support", "Letters")
    assert [q for q in answered.questions if q.sort == "words"] == []


def test_opt_outs_become_contact_rules() -> None:
    fills = fillings(
        "First Name\tLast Name\tDo Not Email\tNo Bulk Emails (User Opt Out)\nA\tB\tYes\tNo\n"
    )
    rule = fills["activists", "contact rule"]
    assert rule.columns == ("Do Not Email", "No Bulk Emails (User Opt Out)")
    assert (rule.words["yes"], rule.words["no"]) == ("do not contact", "")


def test_who_unsubscribed_is_not_contacted_and_who_only_does_not_read_is() -> None:
    fills = fillings(
        "first_name\tlast_name\temail\tsubscription_status\n"
        "A\tB\ta@b.example\tunsubscribed\nC\tD\tc@d.example\tbouncing\n"
    )
    rule = fills["activists", "contact rule"]
    assert (rule.words["unsubscribed"], rule.words["bouncing"]) == ("do not contact", "")


def test_a_rule_that_only_a_later_row_has_asks_for_care() -> None:
    """The words of a column are learnt from its first rows; what comes later may be a no."""
    mixed = fillings("Name\tPhone\tMay we contact you?\nA\t+370 600 0001\tYes\n")
    assert mixed["activists", "contact rule"].others == "ask first"
    opted = fillings("Name\tPhone\tOpt out\nA\t+370 600 0001\tNo\n")
    assert opted["activists", "contact rule"].others == "do not contact"


FORM = (
    "Timestamp\tWhat is your name?\tWhich organisation are you with? (if any)\t"
    "How can you help?\tMay we contact you again?\n"
    "2026/10/02\tAna R.\tFree Words\tLetters\tNo, please do not\n"
)


def test_the_questions_of_a_form_are_columns() -> None:
    assert kind(FORM) == "people"
    fills = fillings(FORM)
    assert fills["activists", "name"].columns == ("What is your name?",)
    assert fills["activists", "affiliation"].columns == (
        "Which organisation are you with? (if any)",
    )
    assert fills["activists", "contact rule"].words["no, please do not"] == "do not contact"


def test_groups_without_a_name_are_not_proposed() -> None:
    assert kind("Sector\tCan do\nngo\tmedia\n") == ""


def test_a_word_about_safety_that_nobody_knows_approaches_nobody() -> None:
    fills = fillings("Name\tPhone\tSafe to tell\nA\t+370 600 0001\tOnly after asking\n")
    assert fills["activists", "safe to tell"].others == "no"


@pytest.mark.skipif(not DATA.exists(), reason="the real files (../shared) are absent")
@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("18-guess-coalitions/az1.csv", "prisoners"),
        ("18-guess-coalitions/signal.csv", "people"),
        ("18-guess-coalitions/signal-names-only.csv", "people"),
        ("18-guess-coalitions/forms2.csv", "organizations"),
        ("15-kumu-as-missions/my-list.csv", ""),
    ],
)
def test_the_faulty_inputs_are_what_was_expected(file: str, expected: str) -> None:
    path = Path(DATA).parent / "faults" / file
    assert proposal_for(path).kinds[""] == expected


def test_why_is_told(write: Write) -> None:
    proposal = proposal_for(write(PRISONERS.replace("\t", ",")))
    ((_, why),) = proposal.reasons
    assert "“Date of arrest”" in why


def test_a_saved_mapping_goes_before_what_would_be_proposed() -> None:
    (table,) = pasted("Name\tPhone\nA\t+370 600 0001\n")
    rows = ListRows(
        "organizations", {"name": Filling(("Name",)), "sector": Filling(constant="ngo")}
    )
    saved = BringMapping("Groups", (TableMapping(("PHONE", "Name"), (rows,)),))
    proposal = propose([table], "list", saved)
    assert proposal.mapping.name == "Groups"
    assert [one.list for one in proposal.mapping.tables[0].lists] == ["organizations"]
