"""Loads, errors and candidates tell of nothing that an audience may not see; no print acts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.model.errors import LoadRefused
from graph.model.schema import Label
from graph.store.base import Load, Store
from loaders.__main__ import main
from loaders.changes.listing import listed
from loaders.loader import named
from loaders.loading import load
from queries.__main__ import main as asking
from tests.conftest import small_network
from tests.graph.model.test_printable import HOSTILE
from tests.loaders.test_labels import write

Run = Callable[..., str]


@pytest.fixture
def run(empty: Store, capsys: pytest.CaptureFixture[str]) -> Run:
    """What a command prints and complains of, on one small store."""
    empty.write(Load("small", "hand", ("small.csv",)), (("", r) for r in small_network()))

    def call(*words: object, command: Callable[[list[str]], int] = main) -> str:
        capsys.readouterr()
        command([*(str(word) for word in words), "--store", empty.url])
        printed = capsys.readouterr()
        return printed.out + printed.err

    return call


def test_a_list_of_which_nothing_may_be_seen_is_not_listed(
    run: Run, empty: Store, tmp_path: Path
) -> None:
    kin = {
        "family": "House of Reeds",
        "name": "Ilva Reed",
        "prisoner": "Bo",
        "relation": "aunt",
        "speaks": "no",
    }
    file = write(tmp_path / "reeds.csv", [kin])
    tie = write(
        tmp_path / "knows.csv", [{"from": "Bo", "kind": "knows", "to": "Ada", "label": "GREEN"}]
    )
    load(named("families"), [file], empty, accept_unencrypted=True)
    load(named("ties"), [tie], empty, accept_unencrypted=True)  # one of its ends is RED
    empty.undo(2)
    empty.redo(2)
    for audience in Label:
        datasets = [one.dataset for one in listed(empty, audience)]
        whole = audience is Label.RED
        assert datasets == (["small", "families", "ties"] if whole else ["small"])
        printed = run("loads", "--audience", audience.name.lower())
        assert ("reeds.csv" in printed) == whole
        assert "small.csv" in printed
        assert audience.title in printed
    assert "reeds.csv" not in run("loads")


def test_what_is_offered_as_meant_is_what_the_audience_may_see(
    run: Run, empty: Store, tmp_path: Path
) -> None:
    slips = [
        {"from": text, "kind": "is linked to", "to": "France"} for text in ("Family On", "Adaa")
    ]
    file = write(tmp_path / "slip.csv", slips)
    for audience, family, ada in (
        (Label.RED, True, True),
        (Label.STRICT, False, True),
        (Label.CLEAR, False, False),
    ):
        with pytest.raises(LoadRefused) as refused:
            load(named("ties"), [file], empty, audience=audience)
        assert ("Family One" in str(refused.value)) == family
        assert ("mean Ada" in str(refused.value)) == ada
        assert str(refused.value) in run("ties", file, "--audience", audience.name.lower())


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_nothing_that_is_printed_acts(run: Run, tmp_path: Path, text: str) -> None:
    """Names, file names, datasets, errors, candidates, answers: in every format."""
    name = f"Ferry {text}\nhouse"
    file = write(tmp_path / f"ferry {text}.csv", [{"name": name, "sector": "ngo"}])
    slip = write(tmp_path / "slip.csv", [{"from": f"{name}x", "kind": "knows", "to": "Ada"}])
    printed = []
    for words in (
        ["organizations", file, "--dataset", f"our {text}"],
        ["loads"],
        ["ties", slip],
        ["ties", tmp_path / f"none {text}.csv"],
        ["organizations", file, f"--{text}"],
    ):
        try:
            printed.append(run(*words))
        except SystemExit:  # a command line that cannot be read is said by the parser
            printed.append("")
    assert "our" in printed[1]
    for form in ("text", "json", "csv"):
        printed.append(
            run(
                "neighbourhood", "--entity", f"Ferry {text} house", "--format", form, command=asking
            )
        )
        printed.append(run("neighbourhood", "--entity", f"Ferri {text}", command=asking))
    assert any("Ferry" in one for one in printed[5:])
    for one in printed:
        assert all(line.isprintable() for line in one.replace("\r\n", "\n").split("\n")), one


def test_what_goes_and_what_is_meant_is_named_only_to_who_may_see_it(
    run: Run, empty: Store, tmp_path: Path
) -> None:
    hidden = write(tmp_path / "reeds.csv", [{"name": "Ilva Reed", "sector": "ngo", "label": "RED"}])
    load(named("organizations"), [hidden], empty, dataset="reed house", accept_unencrypted=True)
    other = write(tmp_path / "other.csv", [{"name": "Bo House", "sector": "ngo"}])
    tie = write(tmp_path / "tie.csv", [{"from": "Bo", "kind": "knows", "to": "Ada"}])
    for audience, whole in ((Label.RED, True), (Label.GREEN, False)):
        shown = ("--audience", audience.name.lower())
        assert ("reed house" in run("undo", 9, *shown)) == whole
        assert ("reed house" in run("forget", "reedhouse", *shown)) == whole
        printed = run("ties", tie, "--dataset", "reed house", *shown)
        assert "a list of another kind" in printed
        assert ("(Organizations)" in printed) == whole
        report = load(
            named("organizations"),
            [other],
            empty,
            dataset="reed house",
            dry_run=True,
            audience=audience,
        )
        assert report.claims.removed == 1
        assert ("Ilva Reed" in str(report)) == whole


def test_of_two_of_one_name_only_who_may_be_seen_is_described(
    run: Run, empty: Store, tmp_path: Path
) -> None:
    two = [
        {"name": "Ilva Reed", "sector": "ngo", "code": "north"},
        {"name": "Ilva Reed", "sector": "media", "code": "south", "label": "RED"},
    ]
    load(named("organizations"), [write(tmp_path / "two.csv", two)], empty, accept_unencrypted=True)
    tie = write(tmp_path / "tie.csv", [{"from": "Ilva Reed", "kind": "is linked to", "to": "Ada"}])
    whole = run("ties", tie, "--audience", "red")
    assert "north" in whole
    assert "south" in whole
    part = run("ties", tie)
    assert "north" in part
    assert "south" not in part
    assert "1 whom you may not see" in part


def test_looking_through_every_list_is_for_who_may_see_everything(run: Run) -> None:
    assert "only --audience red" in run("whereis", "Ada", "--audience", "amber")
    assert "load 1" in run("whereis", "Ada")
