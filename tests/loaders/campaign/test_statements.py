"""How many signed a statement, by country too: counted, never named."""

from __future__ import annotations

import pytest

from graph.model.errors import RowProblem
from graph.model.records import Entity
from tests.loaders.read import one

PETITION = {"title": "Free the swallow", "kind": "petition", "status": "published"}


def test_signatories_are_counted_by_country() -> None:
    cells = {"number of signatories": "3127", "signatories by country": "Kenya 3 | France: 120"}
    _, records = one("statements", {**PETITION, **cells})
    (petition,) = (each for each in records if isinstance(each, Entity))
    assert petition.values["signatories"] == 3127
    assert petition.values["signatories_by_country"] == ["FRA 120", "KEN 3"]


def test_what_nobody_counted_is_missing_not_zero() -> None:
    _, records = one("statements", PETITION)
    (petition,) = (each for each in records if isinstance(each, Entity))
    assert {"signatories", "signatories_by_country"}.isdisjoint(petition.values)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"number of signatories": "many"}, "number of signatories"),
        ({"number of signatories": "-1"}, "number of signatories"),
        ({"signatories by country": "France"}, "signatories by country"),
        ({"signatories by country": "Franconia 3"}, "signatories by country"),
        ({"signatories by country": "France 3 | FR 4"}, "signatories by country"),
        (
            {"number of signatories": "5", "signatories by country": "France 6"},
            "number of signatories",
        ),
        ({"kind": "", "signatories": "Watch", "number of signatories": "5"}, "kind"),
    ],
)
def test_a_wrong_number_is_told_with_its_place(cells: dict[str, str], column: str) -> None:
    with pytest.raises(RowProblem) as problem:
        one("statements", {**PETITION, **cells})
    assert problem.value.column == column
