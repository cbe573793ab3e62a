"""The words of other tools in ours: each once, of kinds that there are, turned where needed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from graph.model.schema import ENTITIES, TIES
from graph.model.vocabulary import ROLES, SECTORS
from loaders.bring.tools import words
from loaders.bring.tools.word_tables import table_of

TABLE = table_of(Path(words.__file__).with_name("words.txt"))


def test_each_word_stands_once_for_an_element_and_once_for_a_tie() -> None:
    times = Counter(
        (word.strip(), row["means"] in TIES) for row in TABLE for word in row["words"].split(",")
    )
    assert [word for word, many in times.items() if many > 1] == []


def test_what_words_mean_is_there() -> None:
    assert {row["means"] for row in TABLE} <= ENTITIES.keys() | TIES.keys()
    more = {(row["means"], row["more"]) for row in TABLE if row["more"] != "-"}
    allowed = {("Organization", sector) for sector in SECTORS}
    allowed |= {("Person", role) for role in ROLES} | {(tie, "reversed") for tie in TIES}
    assert more <= allowed


@pytest.mark.parametrize(
    ("word", "tie"),
    [
        ("Membership", ("MEMBER_OF", False)),
        ("UnknownLink", ("LINKED_TO", False)),
        ("Position", ("WORKS_FOR", False)),
        ("is a member of", ("MEMBER_OF", False)),
        ("FUNDED_BY", ("FUNDS", True)),
        ("Employed by", ("WORKS_FOR", False)),
        ("посольство", None),
    ],
)
def test_kinds_of_ties(word: str, tie: tuple[str, bool] | None) -> None:
    assert words.kind_of_tie(word) == tie


def test_schemata_of_follow_the_money_that_are_ties_are_kinds_of_ties() -> None:
    table = table_of(Path(words.__file__).with_name("ftm_relations.txt"))
    ties = [row["schema"] for row in table if row["to"] != "-"]
    assert [schema for schema in ties if not words.kind_of_tie(schema)] == []


def test_every_kind_of_ours_is_known_by_its_own_names() -> None:
    assert {words.kind_of_entity(kind.plural) for kind in ENTITIES.values()} == set(ENTITIES)
    assert {words.kind_of_tie(kind.phrase) for kind in TIES.values()} == {(x, False) for x in TIES}


def test_a_tie_between_what_it_cannot_be_between_is_a_link() -> None:
    assert words.between("MEMBER_OF", "Person", "Person", False) == ("LINKED_TO", False)
    assert words.between("MEMBER_OF", None, "Organization", False) == ("MEMBER_OF", False)
    assert words.between("FUNDS", "Organization", "Person", True) == ("FUNDS", True)
