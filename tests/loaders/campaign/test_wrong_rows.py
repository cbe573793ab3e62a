"""What is wrong with a row of a campaign's own file is told with its place."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.model.errors import InputError
from graph.model.schema import Label
from graph.store.base import SAMPLE, Store
from graph.view import View
from loaders.loader import all_loaders, named
from loaders.loading import LoadReport, load

CAMPAIGN = sorted(name for name, one in all_loaders().items() if one.section == "campaign")
Set = set[tuple[str, str]]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a sample."""
    with named(name).sample.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


Give = Callable[..., LoadReport]


@pytest.fixture
def give(copy_of_filled: Store, tmp_path: Path) -> Give:
    """Load the sample's first row of a loader with some cells changed, as a file of one's own."""

    def load_one(loader: str, /, row: int = 0, **changed: str) -> LoadReport:
        first = rows(loader)[row]
        cells = {**first, **{key.replace("_", " "): value for key, value in changed.items()}}
        text = io.StringIO()
        writer = csv.DictWriter(text, cells.keys())
        writer.writeheader()
        writer.writerow(cells)
        file = tmp_path / f"{loader}.csv"
        file.write_text(text.getvalue(), "utf-8")
        return load(named(loader), [file], copy_of_filled, accept_unencrypted=True)

    return load_one


@pytest.mark.parametrize("name", CAMPAIGN)
def test_the_sample_is_a_template(give: Give, name: str) -> None:
    report = give(name)
    assert (report.rows, report.skipped, report.unread) == (1, [], [])
    assert report.claims.created >= 1


WRONG = [
    ("offices", "kind", "person", "kind"),
    ("offices", "status", "open", "status"),
    ("offices", "type", "embassy", "type"),
    ("offices", "date", "2026-01-02", "date"),
    ("ties", "functions", "public voice", "functions"),
    ("ties", "stance", "2", "stance"),
    ("ties", "relation", "sister", "relation"),
    ("organizations", "sector", "guild", "sector"),
    ("organizations", "country", "Zavaria", "country"),
    ("organizations", "can do", "magic", "can do"),
    ("organizations", "contact rule", "never", "contact rule"),
    ("organizations", "name", "", "name"),
    ("activists", "role", "wizard", "role"),
    ("activists", "nationality", "Nigera", "nationality"),
    ("activists", "since", "last year", "since"),
    ("activists", "affiliation", "No Such House", "affiliation"),
    ("activists", "safe to tell", "perhaps", "safe to tell"),
    ("families", "prisoner", "Nobody Known", "prisoner"),
    ("families", "speaks", "loudly", "speaks"),
    ("cases", "stage", "unclear", "stage"),
    ("cases", "detained by", "Nigera", "detained by"),
    ("cases", "represented by", "Nobody Known", "represented by"),
    ("cases", "severity", "awful", "severity"),
    ("consents", "use", "parties", "use"),
    ("consents", "state", "perhaps", "state"),
    ("consents", "giver", "", "giver"),
    ("consents", "date", "", "date"),
    ("coalitions", "members", "No Such House", "members"),
    ("statements", "kind", "poem", "kind"),
    ("statements", "about", "No Such Case", "about"),
    ("approaches", "ask", "a favour", "ask"),
    ("approaches", "status", "hoped for", "status"),
    ("approaches", "response", "maybe", "response"),
    ("approaches", "made to", "Norwey", "made to"),
    ("events", "kind", "party", "kind"),
    ("events", "date", "2026-13-01", "date"),
    ("stances", "stance", "3", "stance"),
    ("stances", "who", "No Such House", "who"),
    ("ties", "kind", "adores", "kind"),
    ("ties", "strength", "strong", "strength"),
    ("ties", "to", "Nobody Known", "to"),
]


@pytest.mark.parametrize(("name", "column", "value", "sentence"), WRONG)
def test_a_wrong_cell_is_told_with_file_row_column_and_value(
    give: Give, copy_of_filled: Store, name: str, column: str, value: str, sentence: str
) -> None:
    revision, loads = copy_of_filled.revision(), len(copy_of_filled.loads())
    with pytest.raises(InputError) as problem:
        # The first of the people has no affiliation.
        give(name, row=3 if name == "activists" else 0, **{column.replace(" ", "_"): value})
    sentences = str(problem.value)
    assert f"{name}.csv" in sentences
    assert "row 2" in sentences
    assert f"“{sentence}”" in sentences
    assert value in sentences
    assert (copy_of_filled.revision(), len(copy_of_filled.loads())) == (revision, loads)


def test_a_name_that_is_not_known_offers_those_that_are(give: Give) -> None:
    with pytest.raises(InputError, match="Open Margin"):
        give("stances", who="Open Magin")


def test_a_name_that_two_bear_asks_for_the_id(give: Give, copy_of_filled: Store) -> None:
    give("organizations", name="Open Margin", code="the other one")
    with pytest.raises(InputError, match="more than one"):
        give("stances", who="Open Margin")


@pytest.mark.parametrize("name", ["families", "activists"])
def test_people_at_risk_need_a_yes_first(copy_of_filled: Store, name: str, tmp_path: Path) -> None:
    file = tmp_path / f"{name}.csv"
    file.write_bytes(named(name).sample.read_bytes())
    with pytest.raises(InputError, match="not encrypted"):
        load(named(name), [file], copy_of_filled)
    assert load(named(name), [file], copy_of_filled, accept_unencrypted=True).claims.created
    assert load(named(name), [file], copy_of_filled).claims.created == 0  # the yes is kept


def test_ids_in_other_stores_are_others(copy_of_filled: Store, empty: Store) -> None:
    sample = named("organizations").sample
    governments = sample.parents[1] / "reference/territories.csv"
    load(named("governments"), [governments, named("governments").sample], empty)
    load(named("organizations"), [sample], empty, dataset=f"{SAMPLE}organizations")

    def ids(store: Store) -> set[str]:
        bodies = {e.id for e in View(store, Label.RED).entities("Organization")}
        return {id for id in bodies if not id.removeprefix("org:").isupper()}

    assert len(ids(empty)) == len(rows("organizations"))
    assert not ids(empty) & ids(copy_of_filled)


def test_what_belongs_to_an_affiliation_is_not_lost_without_one(give: Give) -> None:
    with pytest.raises(InputError, match="belongs to an affiliation"):
        give("activists", since="2024")
