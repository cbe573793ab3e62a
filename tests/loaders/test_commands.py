"""python -m loaders: each command once, and every bad input as a sentence with nothing written."""

from __future__ import annotations

import sqlite3
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.model.records import Record
from graph.store import base
from graph.store.base import FORMAT, Load, Scope, Store
from graph.store.opening import open_store
from loaders.__main__ import main
from tests.conftest import small_network
from tests.loaders.conftest import GOOD, HEADER, PEOPLE, Run, content_of


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "sentences"),
    [
        ("", ["given.csv", "empty"]),
        ("a,b\n1,2\n", ["given.csv", "header", "“From”"]),
        (
            HEADER + GOOD.replace("Belarus", "Belarusia"),
            ["given.csv", "row 2", "“To”", "Belarusia"],
        ),
        (HEADER + GOOD.replace("Accepted", "Maybe"), ["row 2", "“Response”", "Maybe"]),
        (HEADER + GOOD.replace(",8", ",eight"), ["row 2", "“Session”", "eight"]),
        (HEADER + GOOD + GOOD.replace(",5,", ",9,"), ["row 3", "“Action”", "9"]),
    ],
    ids=["empty", "header", "country", "response", "session", "action"],
)
def test_bad_content_is_told_with_its_place(
    run: Run, copy_of_filled: Store, upr: Callable[[str], Path], content: str, sentences: list[str]
) -> None:
    before = content_of(copy_of_filled)
    code, out, err = run("upr", upr(content))
    assert code == 1
    assert all(part in err for part in sentences), err
    assert "Traceback" not in out + err
    assert content_of(copy_of_filled) == before


@pytest.mark.slow
def test_bytes_that_are_no_text(run: Run, copy_of_filled: Store, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(b"name,role\nAna\x8e\xff\xfe,activist\n")
    before = content_of(copy_of_filled)
    code, _, err = run("activists", file)
    assert code == 1
    assert "people.csv" in err
    assert "--encoding" in err
    assert content_of(copy_of_filled) == before


@pytest.mark.slow
def test_a_line_of_200_megabytes(run: Run, copy_of_filled: Store, tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    with file.open("wb") as out:
        out.write(HEADER.encode() + b'Belarus,France,Accepted,5,Detention,"')
        for _ in range(200):
            out.write(b"x" * 2**20)
        out.write(b'",8\n')
    before = content_of(copy_of_filled)
    code, _, err = run("upr", file)
    assert code == 1
    assert "long.csv" in err
    assert "row 2" in err
    assert len(err) < 1000
    assert content_of(copy_of_filled) == before


@pytest.mark.slow
def test_a_zip_that_calls_itself_csv(run: Run, copy_of_filled: Store, tmp_path: Path) -> None:
    file = tmp_path / "packed.csv"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("upr.csv", HEADER + GOOD)
    before = content_of(copy_of_filled)
    code, _, err = run("upr", file)
    assert code == 1
    assert "packed.csv" in err
    assert "zip" in err.lower()
    assert content_of(copy_of_filled) == before


def test_a_directory_and_a_missing_file(run: Run, tmp_path: Path) -> None:
    for path, sentence in ((tmp_path, "folder"), (tmp_path / "none.csv", "none.csv")):
        code, _, err = run("upr", path)
        assert code == 1
        assert sentence in err
        assert "Traceback" not in err


@pytest.mark.parametrize("command", [["loads"], ["upr", "FILE"]])
def test_a_store_that_cannot_be_read(
    command: list[str],
    tmp_path: Path,
    upr: Callable[[str], Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    command = [str(upr(HEADER + GOOD)) if word == "FILE" else word for word in command]
    letter = tmp_path / "letter.sqlite"
    letter.write_text("Dear all, this is no database. " * 100)
    newer = tmp_path / "newer.sqlite"
    open_store(f"sqlite:///{newer}").close()
    with sqlite3.connect(newer) as db:
        db.execute(f"PRAGMA user_version = {FORMAT + 1}")
    db.close()
    for path, sentence in ((letter, "letter.sqlite"), (newer, "newer"), (tmp_path, "")):
        content = path.read_bytes() if path.is_file() else b""
        assert main([*command, "--store", f"sqlite:///{path}"]) == 1
        err = capsys.readouterr().err
        assert sentence in err
        assert "Traceback" not in err
        assert len(err.split()) > 4
        if path.is_file():
            assert path.read_bytes() == content


def test_a_second_writer_gets_a_sentence(
    run: Run, copy_of_filled: Store, upr: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "PATIENCE", 0.2)
    writing, done = threading.Event(), threading.Event()

    def slow() -> Iterator[tuple[str, Record]]:
        for record in small_network():
            yield "", record
        writing.set()
        done.wait(30)

    first = threading.Thread(target=lambda: copy_of_filled.write(Load("slow"), slow()))
    first.start()
    assert writing.wait(30)
    code, _, err = run("upr", upr(HEADER + GOOD))
    done.set()
    first.join()
    assert code == 1
    assert "writing" in err.lower()
    assert "Traceback" not in err


def test_load_list_undo_redo_forget(run: Run, upr: Callable[[str], Path]) -> None:
    code, out, _ = run("upr", upr(HEADER + GOOD), "--dataset", "ours", "--dry-run")
    assert code == 0
    assert "1" in out
    assert "ours" not in run("loads")[1]
    code, out, _ = run("upr", upr(HEADER + GOOD), "--dataset", "ours")
    assert code == 0
    line = next(line for line in run("loads")[1].splitlines() if "ours" in line)
    number = line.split()[0]
    assert "live" in line
    assert run("undo", number)[0] == 0
    assert "undone" in next(line for line in run("loads")[1].splitlines() if "ours" in line)
    assert run("redo", number)[0] == 0
    assert "live" in next(line for line in run("loads")[1].splitlines() if "ours" in line)
    assert run("forget", "ours")[0] == 0
    assert "ours" not in run("loads")[1]
    assert run("undo", "999")[0] == 1


def test_append_adds_and_a_plain_load_replaces(run: Run, upr: Callable[[str], Path]) -> None:
    def count(*extra: str) -> str:
        second = GOOD.replace("Free them", "Free all of them")
        code, out, _ = run("upr", upr(HEADER + second), "--dataset", "ours", *extra)
        assert code == 0
        return out

    assert run("upr", upr(HEADER + GOOD), "--dataset", "ours")[0] == 0
    assert "ties: 1 new." in count("--append")
    assert run("upr", upr(HEADER + GOOD), "--dataset", "ours")[0] == 0
    assert "ties: 1 new and 1 taken away." in count()


@pytest.mark.slow
def test_backup_and_restore(
    run: Run, copy_of_filled: Store, tmp_path: Path, upr: Callable[[str], Path]
) -> None:
    before = list(copy_of_filled.read(Scope()))
    assert run("backup", tmp_path / "kept.sqlite")[0] == 0
    assert run("backup", tmp_path / "kept.sqlite")[0] == 1  # it is not overwritten
    assert run("upr", upr(HEADER + GOOD), "--dataset", "ours")[0] == 0
    assert run("restore", upr("no backup"))[0] == 1
    assert run("restore", tmp_path / "kept.sqlite")[0] == 0
    assert list(copy_of_filled.read(Scope())) == before


def test_list_names_the_loaders_and_what_they_need(run: Run) -> None:
    code, out, _ = run("list")
    assert code == 0
    assert "organizations" in out
    assert "upr" in out


@pytest.mark.slow
def test_an_empty_store_is_filled_first_and_empty_again_if_that_was_for_nothing(
    tmp_path: Path, upr: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'new.sqlite'}"
    assert main(["upr", str(upr(HEADER + GOOD.replace("France", "Frnce"))), "--store", url]) == 1
    printed = capsys.readouterr()
    assert "The store is empty" in printed.err
    assert "Frnce" in printed.err
    store = open_store(url)
    assert store.loads() == []
    store.close()


@pytest.mark.slow
def test_what_is_not_there_is_neither_forgotten_nor_undone(
    run: Run, copy_of_filled: Store, people: Callable[..., Path]
) -> None:
    assert run("activists", people(PEOPLE), "--dataset", "helpers")[0] == 0
    before, number = content_of(copy_of_filled), copy_of_filled.loads()[-1].id
    for words, sentence in (
        (("forget", "helper"), "Did you mean “helpers”?"),
        (("forget", "nonsense"), "There is no dataset “nonsense”"),
        (("undo", "999"), f"{number} (helpers)"),
        (("redo", "999"), "No load is undone"),
        (("redo", number), f"Load {number} is not undone"),
    ):
        code, out, err = run(*words)
        assert (code, out) == (1, "")
        assert sentence in err
        assert content_of(copy_of_filled) == before
    assert run("undo", number)[0] == 0
    assert run("undo", number)[0] == 1


def test_the_sample_campaign_is_forgotten_whole(run: Run, copy_of_filled: Store) -> None:
    code, out, _ = run("forget", "sample")
    assert code == 0
    assert "The sample campaign is erased" in out
    assert not [load for load in copy_of_filled.loads() if load.dataset.startswith("sample/")]
    assert run("forget", "sample")[0] == 1


@pytest.mark.slow
def test_no_list_of_ones_own_is_called_like_the_sample(
    run: Run, copy_of_filled: Store, people: Callable[..., Path]
) -> None:
    before = content_of(copy_of_filled)
    assert run("activists", people(PEOPLE), "--dataset", "sample/mine")[0] == 1
    assert content_of(copy_of_filled) == before
