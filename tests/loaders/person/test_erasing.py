"""Erasing a person: from every load, every text, every file of the store, and the next backup."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest

from graph.model.errors import StoreBusy
from graph.model.records import Entity, Origin, PartialDate, Record, Tie
from graph.model.schema import Label
from graph.store import base
from graph.store.base import Load, Scope, Store, secret
from graph.store.opening import open_store
from graph.view import View
from loaders import loading
from loaders.__main__ import main
from loaders.loader import named
from loaders.person.erasure import ERASED, erase, erasure
from loaders.person.traces import traces
from tests.neo4j import server
from tests.neo4j.server import Server

NAMES = ["Ilvane Tarsoq", "Илване Тарсок", "Aunt Pebble"]
SECRETS = [*NAMES, "speaks at dawn only", "ilvane-tarsoq", "Илване"]
ENCODINGS = ["utf-8", "utf-16-le", "utf-16-be", "cp1251", "latin-1"]
Run = Callable[..., tuple[int, str, str]]


def claims() -> list[tuple[Load, list[Record]]]:
    """A campaign in which one person stands wherever a person can stand, in all states of loads."""
    here = Origin("https://example.org/ilvane-tarsoq", known=PartialDate("2025"))
    aunt = Entity(
        "Person",
        "per:aunt",
        NAMES[0],
        {"aliases": NAMES[1:], "role": "relative", "note": "speaks at dawn only"},
        here,
    )
    case = Entity("Case", "cas:1", "Case of Ilvane Tarsoq", {"note": "Ask Aunt Pebble."}, here)
    media = Entity("Consent", "con:1", "Consent: media", {"state": "refused", "use": "media"})
    rest: list[Record] = [
        Entity("Person", "per:bo", "Bo Marquand", {"note": "ILVANE  TARSOQ's neighbour"}),
        Entity("Person", "per:twin", "Ilvane Tarsen", {"role": "journalist"}),
        Entity("Organization", "org:a", "Hollow Bell", {"sector": "ngo"}),
        Entity("Statement", "sta:1", "Letter", {"text": "Free Илване Тарсок now"}),
        Entity("Government", "gov:FRA", "France"),
    ]
    ties: list[Record] = [
        Tie("KNOWS", "per:bo", "per:aunt", values={"note": "through Ilvane Tarsoq"}),
        Tie("WORKS_ON", "org:a", "cas:1", values={"note": "since Ilvane Tarsoq asked"}),
        Tie("CONCERNS", "con:1", "cas:1"),
        Tie("MADE_BY", "con:1", "per:aunt"),
        Tie("KIN_OF", "per:aunt", "per:bo", values={"relation": "aunt"}),
    ]
    everything = [aunt, case, media, *rest, *ties]
    elder = Entity("Person", "per:elder", "I. T.")
    return [
        (Load("people", "activists", ("ilvane_tarsoq.csv",), "x"), everything),
        (
            Load("people", "activists", ("people.csv",), "y", about={"title": "Of Ilvane Tarsoq"}),
            [*everything, Tie("RESIDES_IN", "per:aunt", "gov:FRA")],
        ),
        (Load("undone", files=("old.csv",)), [aunt, *rest]),
        (Load("judged"), [elder, Tie("SAME_AS", "per:aunt", "per:elder")]),
    ]


def with_people(store: Store) -> Store:
    secret(store)
    for load, records in claims():
        store.write(load, [("", record) for record in records])
    store.undo(3)
    return store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = with_people(open_store(f"sqlite:///{tmp_path / 'campaign.sqlite'}"))
    yield store
    store.close()


@pytest.fixture
def run(store: Store, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([*(str(word) for word in words), "--store", store.url])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


def occurrences(
    folder: Path, *, apart: Callable[[Path], bool] = lambda _: False
) -> set[tuple[str, str]]:
    """(file, text) of each secret that stands in any file of a folder, in any encoding."""
    hits = set()
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and not apart(path)):
        content = file.read_bytes()
        for text in SECRETS:
            for encoding in ENCODINGS:
                try:
                    sought = text.encode(encoding)
                except UnicodeEncodeError:
                    continue
                if sought in content:
                    hits.add((file.name, text))
    return hits


def spelled(store: Store) -> str:
    loads = [repr(list(store.records_of(load.id))) for load in store.loads()]
    return repr([*loads, list(store.loads()), list(store.read(Scope()))])


def test_whereis_lists_every_place_and_erases_nothing(run: Run, store: Store) -> None:
    before = spelled(store)
    code, out, _ = run("whereis", "Ilvane Tarsoq")
    assert code == 0
    assert spelled(store) == before
    for text in (
        "load 1, replaced by a later load: people (ilvane_tarsoq.csv): name of a file: "
        "ilvane_tarsoq.csv",
        "load 2, live: people (people.csv): title of the load: Of Ilvane Tarsoq",
        "load 2, live: people (people.csv): person: name: Ilvane Tarsoq; aliases: Илване Тарсок",
        "load 3, undone: undone (old.csv): person: name: Ilvane Tarsoq",
        "tie: Bo Marquand knows Ilvane Tarsoq; note: through Ilvane Tarsoq",
        "tie: Consent: media is made by Ilvane Tarsoq",
        "mention: note of “Case Case of Ilvane Tarsoq”: Ask Aunt Pebble.",
        "mention: text of “Statement Letter”: Free Илване Тарсок now",
        "mention: note of “Person Bo Marquand”: ILVANE TARSOQ's neighbour",
        "mention: note of “works on”: since Ilvane Tarsoq asked",
        "I. T. (person; load 4: judged)",
        "These are judged to be the same.",
    ):
        assert text in out
    assert "Tarsen" not in out
    for other in ("per:aunt", "Aunt Pebble", "илване  тарсок", "Ilvane Tarsok"):
        assert run("whereis", other)[1].count("mention") == out.count("mention")


def test_erased_it_is_in_no_file_of_the_store_and_in_no_backup(
    run: Run, store: Store, tmp_path: Path
) -> None:
    assert {text for _, text in occurrences(tmp_path)} >= set(NAMES)
    code, out, _ = run("erase", "Ilvane Tarsoq", "--yes")
    assert code == 0
    assert "First take the person out of your own files" in out
    assert occurrences(tmp_path) == set()
    assert run("backup", tmp_path / "next.sqlite")[0] == 0
    store.close()
    assert occurrences(tmp_path) == set()


def test_the_rest_is_there_and_the_stop_of_a_consent_too(run: Run, store: Store) -> None:
    run("erase", "Aunt Pebble", "--yes")
    view = View(store, Label.RED)
    assert view.get("con:1").values == {"state": "refused", "use": "media"}
    assert [(t.source, t.target) for t in view.ties("CONCERNS")] == [("con:1", "cas:1")]
    assert view.ties("MADE_BY") == view.ties("KIN_OF") == view.ties("KNOWS") == []
    assert view.get("cas:1").name == f"Case of {ERASED}"
    assert view.get("per:bo").values["note"] == f"{ERASED}'s neighbour"
    assert view.get("per:twin").name == "Ilvane Tarsen"
    assert view.get("sta:1").values["text"] == f"Free {ERASED} now"
    assert not view.find("per:elder")  # judged to be the same
    assert view.find("Hollow Bell")
    assert [load.digest for load in store.loads()] == ["", "", "", ""]


def test_no_undo_or_redo_brings_it_back(run: Run, store: Store) -> None:
    run("erase", "per:aunt", "--yes")
    for load in [*store.loads(), *store.loads()]:
        store.undo(load.id)
        store.redo(load.id)
        assert not any(text in spelled(store) for text in SECRETS)


def test_alone_leaves_who_is_judged_to_be_the_same(run: Run, store: Store) -> None:
    assert run("erase", "per:aunt", "--alone", "--yes")[0] == 0
    assert View(store, Label.RED).get("per:elder").name == "I. T."


def test_without_a_yes_nothing_is_erased(
    run: Run, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = spelled(store)
    monkeypatch.setattr(sys, "stdin", StringIO("no\n"))
    code, _, err = run("erase", "Ilvane Tarsoq")
    assert code == 1
    assert "--yes" in err
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: "no")
    code, out, _ = run("erase", "Ilvane Tarsoq")
    assert code == 0
    assert "Nothing was erased." in out
    assert spelled(store) == before
    monkeypatch.setattr("builtins.input", lambda _: "yes")
    assert "Erased: " in run("erase", "Ilvane Tarsoq")[1]
    assert spelled(store) != before


def test_two_of_one_name_are_told_apart_and_neither_is_erased(run: Run, store: Store) -> None:
    other = Entity("Person", "per:other", "ilvane tarsoq", {"role": "journalist", "city": "Graz"})
    store.write(Load("more", files=("more.csv",)), [("", other)])
    before = spelled(store)
    code, _, err = run("erase", "Ilvane Tarsoq", "--yes")
    assert code == 1
    assert "ilvane tarsoq (journalist, Graz; load 5: more.csv): per:other" in err
    assert "Ilvane Tarsoq (relative; load 3: old.csv, load 2: people.csv" in err
    assert spelled(store) == before
    code, out, _ = run("erase", "per:other", "--yes")
    assert code == 0
    assert "name of another person: Ilvane Tarsoq: somebody else [stays]" in out
    assert View(store, Label.RED).get("per:aunt").name == "Ilvane Tarsoq"


def test_what_is_no_persons_name_is_refused(run: Run) -> None:
    code, _, err = run("erase", "Hollow Bell", "--yes")
    assert code == 1
    assert "“Hollow Bell” is not a person (organization)" in err
    code, _, err = run("erase", "Ilvane Tarsop", "--yes")
    assert code == 1
    assert "Did you mean Ilvane Tarsoq" in err


def test_backups_and_copies_that_hold_the_person_are_named(
    run: Run, store: Store, tmp_path: Path
) -> None:
    (tmp_path / "far").mkdir()
    assert run("backup", tmp_path / "far" / "first.sqlite")[0] == 0
    assert (
        main(
            [
                "copy",
                store.url,
                f"sqlite:///{tmp_path / 'far' / 'copy.sqlite'}",
                "--accept-unencrypted",
            ]
        )
        == 0
    )
    assert run("backup", tmp_path / "gone.sqlite")[0] == 0
    (tmp_path / "gone.sqlite").unlink()
    _, out, _ = run("erase", "Ilvane Tarsoq", "--yes")
    assert f"{tmp_path / 'far' / 'first.sqlite'}: still holds the person" in out
    assert f"{tmp_path / 'far' / 'copy.sqlite'}: still holds the person" in out
    assert f"{tmp_path / 'gone.sqlite'}: is not there any more" in out


def test_the_rest_is_rebuilt_elsewhere_only_where_there_is_room(
    run: Run, store: Store, tmp_path: Path
) -> None:
    occupied, free = (f"sqlite:///{tmp_path / name / 'new.sqlite'}" for name in ("taken", "free"))
    other = open_store(occupied)
    other.write(Load("d"), [("", Entity("Organization", "org:x", "X"))])
    other.close()
    before = spelled(store)
    code, _, err = run("erase", "per:aunt", "--yes", "--rebuild", occupied)
    assert code == 1
    assert "holds other loads already" in err
    assert spelled(store) == before
    code, out, err = run("erase", "per:aunt", "--yes", "--rebuild", free, "--accept-unencrypted")
    assert code == 0, err
    assert f"Use {free} from now on." in out
    rebuilt = open_store(free)
    assert spelled(rebuilt) == spelled(store)
    rebuilt.close()
    assert occurrences(tmp_path / "free") == set()


def test_a_campaigns_own_file_brings_the_person_back_and_is_read_again(
    empty: Store, tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    file.write_text(
        "name,role,note\nIlvane Tarsoq,activist,\nBo Marquand,activist,met Ilvane Tarsoq"
    )
    loading.load(named("activists"), [file], empty, accept_unencrypted=True)
    erase(empty, erasure(empty, "Ilvane Tarsoq"))
    assert "Tarsoq" not in spelled(empty)
    assert loading.load(named("activists"), [file], empty).claims.created == 1
    assert len(traces(empty, erasure(empty, "Ilvane Tarsoq"))) > 1


def _no_port(file: Path) -> bool:
    return file.name == "output.txt"


@pytest.mark.slow
def test_on_neo4j_it_is_in_no_answer_and_a_rebuilt_database_never_had_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    server.require()
    old = with_people(open_store(server.empty()))
    new = Server(tmp_path / "new", heap="512m", password=server.login()[1]).start()
    try:
        code = main(
            [
                "erase",
                "Ilvane Tarsoq",
                "--yes",
                "--store",
                old.url,
                "--rebuild",
                f"{new.url}/neo4j",
                "--accept-unencrypted",
            ]
        )
        out, err = capsys.readouterr()
        assert code == 0, err
        assert "keeps deleted text in its own files" in out
        assert "databases/neo4j" in out
        assert "transactions/neo4j" in out
        assert f"Use {new.url}/neo4j from now on." in out
        rebuilt = open_store(f"{new.url}/neo4j")
        for each in (old, rebuilt):
            assert not any(text in spelled(each) for text in SECRETS)
            assert View(each, Label.RED).get("con:1").values["state"] == "refused"
        assert spelled(old) == spelled(rebuilt)
        rebuilt.close()
        assert server.leftovers() == 0
        file = tmp_path / "files" / "rebuilt.sqlite"
        assert main(["copy", old.url, f"sqlite:///{file}", "--accept-unencrypted"]) == 0
        assert occurrences(file.parent) == set()
    finally:
        new.stop()
        old.close()
    assert len(list((tmp_path / "new").rglob("*"))) > 50
    assert occurrences(tmp_path / "new", apart=_no_port) == set()


def test_whoever_reads_meanwhile_is_no_danger_and_the_last_to_close_overwrites(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "PATIENCE", 0.1)
    mine = open_store(store.url)
    reading = store.read(Scope())
    first = next(reading)
    with pytest.raises(StoreBusy, match="gone for every reader, but not yet overwritten"):
        erase(mine, erasure(mine, "per:aunt"))
    assert "per:aunt" in repr([first, *reading])  # one state, from its beginning to its end
    assert not any(text in spelled(mine) for text in SECRETS)
    store.close()
    mine.close()
    assert occurrences(tmp_path) == set()
