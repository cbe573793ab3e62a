"""Every benchmark still runs, on a tiny size; how long anything takes is not asked here.

The two that need a browser are in tests/browser.
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

import pytest

from graph.store.base import Load
from graph.store.opening import open_store
from tests.benchmarks import (
    bench_against,
    bench_bring,
    bench_candidates,
    bench_embassies,
    bench_kernels,
    bench_layout,
    bench_loaders,
    bench_network,
    bench_questions,
    bench_ranks,
    bench_record,
    bench_store,
    bench_tools,
    bench_uhri,
    bench_ways,
)

Printed = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch


def tiny(monkeypatch: Patch, module: object, **sizes: object) -> None:
    """The benchmark with these in place of its sizes."""
    for name, size in sizes.items():
        assert hasattr(module, name)
        monkeypatch.setattr(module, name, size)


@pytest.mark.slow
def test_network(capsys: Printed) -> None:
    bench_network.main(300, 1_500)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("300 people")
    assert len(lines) == 2 + 5


@pytest.mark.slow
def test_kernels(capsys: Printed, monkeypatch: Patch) -> None:
    tiny(monkeypatch, bench_kernels, TIMES=1)
    bench_kernels.main(300, 1_500)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 + 7
    assert "modularity 0." in lines[-1]


def test_candidates(capsys: Printed, monkeypatch: Patch) -> None:
    tiny(monkeypatch, bench_candidates, PEOPLE=200, MISSES=20, BEFORE=2)
    bench_candidates.main()
    assert "among 200 names" in capsys.readouterr().out


def test_ranks(capsys: Printed, monkeypatch: Patch) -> None:
    tiny(monkeypatch, bench_ranks, N=25, DRAWS=200)
    bench_ranks.main()
    assert "25 governments" in capsys.readouterr().out


def test_record(capsys: Printed, monkeypatch: Patch) -> None:
    tiny(monkeypatch, bench_record, REVIEWS=68, SENDERS=30, RECOMMENDATIONS=2_000)
    bench_record.main()
    assert "heeded: judged" in capsys.readouterr().out


def test_layout(capsys: Printed, monkeypatch: Patch) -> None:
    tiny(monkeypatch, bench_layout, LIMITS={30: 0.04})
    bench_layout.main()
    assert len(capsys.readouterr().out.splitlines()) == 2


@pytest.mark.slow
@pytest.mark.skipif(not bench_loaders.FILES, reason="the real files (../shared/data) are absent")
def test_loaders(capsys: Printed, monkeypatch: Patch) -> None:
    tiny(monkeypatch, bench_loaders, RUNS=1, FILES=bench_loaders.FILES[:1])
    bench_loaders.main()
    assert "over the shipped table" in capsys.readouterr().out


@pytest.mark.slow
def test_embassies(capsys: Printed, monkeypatch: Patch, filled_file: Path, tmp_path: Path) -> None:
    tiny(monkeypatch, bench_embassies, SESSIONS="17-17")
    once = partial(bench_embassies.seconds, times=1)
    monkeypatch.setattr(bench_embassies, "seconds", lambda run, _=1: once(run))
    monkeypatch.setenv("DEMARCHE_STORE", f"sqlite:///{tmp_path / 'store.sqlite'}")
    (tmp_path / "store.sqlite").write_bytes(filled_file.read_bytes())
    bench_embassies.measure("tiny")
    assert "tiny: cold" in capsys.readouterr().out


@pytest.mark.slow
def test_questions(capsys: Printed, monkeypatch: Patch, tmp_path: Path) -> None:
    tiny(monkeypatch, bench_questions, PEOPLE=300, TIES=1_500)
    store = open_store(f"sqlite:///{tmp_path / 'large.sqlite'}")
    store.write(Load("large"), (("", record) for record in bench_questions.campaign(60)))
    bench_questions.measure(store)
    store.close()
    assert "all of meetings" in capsys.readouterr().out


def test_bring(tmp_path: Path) -> None:
    bench_bring.write(tmp_path, 60)
    assert bench_bring.brought(tmp_path) == bench_bring.plain(tmp_path) == 4 * 60


def test_store(capsys: Printed, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bench.sqlite'}"
    bench_store.measure(url, tmp_path, 1_000, argparse.ArgumentParser())
    assert "MB left on the disk" in capsys.readouterr().out


@pytest.mark.slow
def test_against_a_tree() -> None:
    with bench_against.worker(bench_against.HERE) as (names, rows, seconds):
        assert "embassies" in names
        assert rows > 100_000
        assert seconds("embassies") > 0


def test_tools(capsys: Printed, monkeypatch: Patch, tmp_path: Path) -> None:
    tiny(monkeypatch, bench_tools, PEOPLE=40, LINKS=60, NODES=30, EDGES=90)
    bench_tools.measure("large.gexf", bench_tools.gexf, tmp_path)
    bench_tools.measure("large.ftm.json", bench_tools.follow_the_money, tmp_path)
    assert capsys.readouterr().out.count("all rows in") == 2


@pytest.mark.slow
def test_ways(capsys: Printed, monkeypatch: Patch, tmp_path: Path) -> None:
    tiny(monkeypatch, bench_ways, GOAL="per:00123")
    store = open_store(f"sqlite:///{tmp_path / 'large.sqlite'}")
    store.write(Load("tiny"), (("", record) for record in bench_ways.campaign(300, 1_500, 150)))
    bench_ways.measure(store)
    store.close()
    assert "five shortest simple paths" in capsys.readouterr().out


@pytest.mark.slow
def test_uhri(capsys: Printed, monkeypatch: Patch, tmp_path: Path) -> None:
    tiny(monkeypatch, bench_uhri, SESSIONS=range(40, 42), fill=lambda store: None)
    bench_uhri.write(tmp_path, 640)
    for ending in bench_uhri.FORMATS:
        assert bench_uhri.loaded(tmp_path, ending) == 640
    assert capsys.readouterr().out.count("times a bare reading") == 2
