"""From files to the store: all or nothing, and a sentence for everything that is wrong."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from graph.model.errors import InputError, LoadRefused, UnreadableFile
from graph.model.schema import Label
from graph.store.base import Store
from graph.view import View
from loaders import conversion
from loaders.loader import all_loaders, in_order, named
from loaders.loading import LoadReport, load

HEADER = "To,Text,From,Response,Action,Issue,Session\n"
ROW = "Belarus,Release them,France,Accepted,5,Detention,8\n"

Give = Callable[[str | bytes], LoadReport]


@pytest.fixture
def give(empty: Store, tmp_path: Path) -> Give:
    """Load a text or bytes as a file of UPR recommendations, governments being there."""
    load(named("governments"), [Path("loaders/reference/territories.csv")], empty)

    def give(content: str | bytes) -> LoadReport:
        file = tmp_path / "given.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode("mac_roman"))
        return load(named("upr"), [file], empty)

    return give


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "given.csv is empty"),
        ("\n\n", "does not have the expected header"),
        ("Name,Age\nA,3\n", "The columns “From”, "),
        (HEADER.replace("From", "Form") + ROW, "The column “From” is missing"),
        (HEADER + ROW.replace("Belarus", "Belarusia"), "column “To”: This is not a known country"),
        (
            HEADER + ROW.replace("Accepted", "Perhaps"),
            "column “Response”: Write one of the known responses",
        ),
        (HEADER + ROW.replace(",8", ",eight"), "column “Session”: Write the number of the session"),
        (HEADER + ROW.replace(",8", ",99"), "It says “99”"),
        (HEADER + ROW.replace("France", ""), "Fill in this cell: it is needed."),
        (HEADER + ROW.replace("Belarus", "Belarus,extra,one"), "cells under a header of 7"),
        (HEADER + "x" * 1_000_000, "row 2: This line is longer than 1,000,000 bytes"),
        ((HEADER + ROW * 20_000).replace("\n", "\r") + "x" * 1_000_000, "row 20002: This line"),
        (HEADER + '"' + "x\n" * 100_000, "Is a quotation mark left open?"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    give: Give, empty: Store, content: str | bytes, sentence: str
) -> None:
    revision, loads = empty.revision(), len(empty.loads())
    with pytest.raises(InputError) as problem:
        give(content)
    assert sentence in str(problem.value)
    assert "given.csv" in str(problem.value)
    assert (empty.revision(), len(empty.loads())) == (revision, loads)


def test_every_bad_row_is_listed_with_its_place(give: Give) -> None:
    with pytest.raises(LoadRefused) as refused:
        give(HEADER + ROW + ROW.replace("France", "Frnce") + ROW.replace(",5,", ",9,"))
    assert [(p.row, p.column, p.value) for p in refused.value.problems] == [
        (3, "From", "Frnce"),
        (4, "Action", "9"),
    ]
    assert "France" in str(refused.value.problems[0])  # a candidate, never a guess


def test_bytes_that_are_not_text_offer_encodings(empty: Store, tmp_path: Path) -> None:
    file = tmp_path / "org.csv"
    file.write_bytes("name,sector\nZürich Café,ngo\n".encode("cp1252"))
    with pytest.raises(UnreadableFile) as problem:
        load(named("organizations"), [file], empty)
    assert "is not written in utf-8" in str(problem.value)
    assert "cp1252: “" in str(problem.value)
    assert "Zürich Café" in str(problem.value)
    assert load(named("organizations"), [file], empty, encoding="cp1252").claims.created


def test_a_zip_that_is_called_csv(empty: Store, tmp_path: Path) -> None:
    file = tmp_path / "given.csv"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(UnreadableFile, match="zip archive"):
        load(named("upr"), [file], empty)
    file = file.rename(tmp_path / "given.xlsx")
    with pytest.raises(UnreadableFile, match="not a workbook that can be read"):
        load(named("upr"), [file], empty)


def test_a_folder_and_a_missing_file(empty: Store, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="is a folder"):
        load(named("upr"), [tmp_path], empty)
    with pytest.raises(UnreadableFile, match="There is no file"):
        load(named("upr"), [tmp_path / "gone.csv"], empty)


def test_the_same_file_again_writes_nothing(give: Give, empty: Store) -> None:
    first = give(HEADER + ROW)
    revision = empty.revision()
    again = give(HEADER + ROW)
    assert (first.claims.created, again.claims.created, again.claims.load) == (1, 0, None)
    assert empty.revision() == revision


def test_a_row_that_repeats_another_is_reported(give: Give) -> None:
    report = give(HEADER + ROW + ROW)
    assert report.skipped == [("given.csv", 3, "says exactly what another row says, of row 2")]


def test_titles_above_the_header_semicolons_and_bare_cr(give: Give) -> None:
    text = "UPR export;;;;;;\n" + (HEADER + ROW).replace(",", ";")
    assert give(text.replace("\n", "\r")).claims.created == 1


def test_columns_that_nobody_reads_are_named(give: Give) -> None:
    report = give(HEADER.replace("Session", "Session,Mood") + ROW.replace(",8", ",8,bad"))
    assert report.unread == ["Mood"]


def test_a_dry_run_says_the_same_and_writes_nothing(empty: Store, tmp_path: Path) -> None:
    file = tmp_path / "org.csv"
    file.write_text("name,sector\nWatch,ngo\n")
    tried = load(named("organizations"), [file], empty, dry_run=True)
    assert empty.loads() == []
    done = load(named("organizations"), [file], empty)
    assert (tried.claims.created, tried.rows) == (done.claims.created, done.rows) == (1, 1)


def test_people_at_risk_are_not_stored_unencrypted_unasked(empty: Store, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("name,role\nBo,local counsel\n")
    with pytest.raises(InputError, match="--accept-unencrypted"):
        load(named("activists"), [file], empty)
    assert View(empty, Label.RED).find("Bo") == []
    load(named("activists"), [file], empty, accept_unencrypted=True)
    assert [e.title for e in View(empty, Label.RED).find("Bo")] == ["Bo"]


def test_ids_say_nothing_and_differ_between_stores(empty: Store, tmp_path: Path) -> None:
    from graph.store.opening import open_store

    other = open_store(f"sqlite:///{tmp_path / 'other.sqlite'}")
    file = tmp_path / "org.csv"
    file.write_text("name,sector\nWatch,ngo\n")
    for store in (empty, other):
        load(named("organizations"), [file], store)
    ids = {View(store).find("Watch")[0].id for store in (empty, other)}
    assert len(ids) == 2
    assert all(id.startswith("org:") and "atch" not in id for id in ids)
    other.close()


@pytest.mark.parametrize("name", sorted(all_loaders()))
def test_every_loader_has_a_sample_with_its_columns(name: str) -> None:
    loader = named(name)
    assert loader.sample.exists(), "the sample is the template and the documentation"
    header = loader.sample.read_text("utf-8-sig").splitlines()[0].split(",")
    assert set(loader.needed) <= set(header)
    assert loader.summary.endswith(".")


def test_loaders_come_after_what_they_refer_to() -> None:
    order = [loader.name for loader in in_order(list(all_loaders().values()))]
    for loader in all_loaders().values():
        assert all(order.index(name) < order.index(loader.name) for name in loader.after)


@pytest.mark.slow
def test_however_many_ties_wait_for_names_they_are_the_same(
    copy_of_filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = named("ties").sample
    wrong = tmp_path / "wrong.csv"
    wrong.write_text(sample.read_text("utf-8") + "Nobody,knows,Nobody else\n" * 2, "utf-8")

    def outcome(file: Path) -> Sequence[object]:
        try:
            report = load(named("ties"), [file], copy_of_filled, dataset="again", dry_run=True)
        except LoadRefused as problem:
            return [str(each) for each in problem.problems]
        return report.rows, report.claims, report.skipped, report.warnings

    whole = [outcome(file) for file in (sample, wrong)]
    monkeypatch.setattr(conversion, "AT_ONCE", 2)
    assert [outcome(file) for file in (sample, wrong)] == whole
    assert len(whole[1]) == 4  # both ends of both rows
