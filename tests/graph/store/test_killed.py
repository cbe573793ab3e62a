"""Every store: whoever loads is killed at any moment, and the state is the old one or the new."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph.model.errors import StoreError
from graph.model.records import Record
from graph.store.base import Load, Scope, Store
from tests.graph.store.victim import claims, visible_version, without

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
TIMES = int(os.environ.get("DEMARCHE_KILLS", "3"))
POINTS = [(n + random.Random(n).random()) / TIMES for n in range(TIMES)]  # shares of the whole time


def load_and_kill(url: str, after: float) -> None:
    """Kill a loading process so many seconds after it has begun, unless it has ended."""
    with loading(url) as victim:
        try:
            victim.wait(after)
        except subprocess.TimeoutExpired:
            victim.kill()


def until_seen(url: str, store: Store) -> float:
    """How many seconds a loading process takes until readers see what it has loaded."""
    before = store.revision()
    with loading(url) as victim:
        begun = time.monotonic()
        while store.revision() == before:
            time.sleep(0.002)
        elapsed = time.monotonic() - begun
        assert victim.wait(60) == 0
    return elapsed


@contextmanager
def loading(url: str, *what: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "tests.graph.store.victim", url, *what]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as victim:
        assert victim.stdout is not None
        assert victim.stdout.readline() == b"begun\n"
        yield victim


def test_killed_while_it_loads(
    url: str, opened: Callable[[], Store], leftovers: Callable[[], int]
) -> None:
    store = opened()
    store.write(Load("d"), claims("old"))
    whole = 0.0
    for number in (2, 3):  # the first one is slower
        whole = until_seen(url, store)
        store.undo(number)
    ended = {"old": 0, "newer": 0}
    for point in POINTS:
        before = opened().revision()
        load_and_kill(url, point * whole * 2)
        store = opened()
        version = visible_version(store)
        assert version is not None
        ended[version] += 1
        last = store.loads()[-1]
        assert (last.id > 3 and not last.undone) is (version == "newer")
        assert (store.revision() > before) is (version == "newer")
        for load in store.loads():
            assert sum(1 for _ in store.records_of(load.id)) == sum(1 for _ in claims("old"))
        # Should the store have been opened before the server had noticed the death, the next
        # writer tidies up.
        with pytest.raises(StoreError, match="no load 99"):
            store.undo(99)
        assert leftovers() == 0
        if version == "newer":
            store.undo(last.id)
            assert visible_version(store) == "old"
    assert opened().write(Load("d"), claims("newer")).changes
    assert visible_version(opened()) == "newer"
    assert leftovers() == 0
    print(f"{TIMES} times killed: {ended}")


def test_killed_while_it_erases(
    url: str, opened: Callable[[], Store], leftovers: Callable[[], int]
) -> None:
    def holds(store: Store) -> list[list[Record]]:
        loads = [[record for _, record in store.records_of(load.id)] for load in store.loads()]
        return [sorted(records, key=repr) for records in (list(store.read(Scope())), *loads)]

    def fill(store: Store) -> list[list[Record]]:
        for version in ("old", "newer"):  # the first is superseded, and erased like the other
            store.write(Load("d"), claims(version))
        return holds(store)

    store = opened()
    before = fill(store)
    after = [sorted(filter(None, map(without, records)), key=repr) for records in before]
    with loading(url, "erase") as victim:
        begun = time.monotonic()
        assert victim.wait(60) == 0
        whole = time.monotonic() - begun
    assert holds(opened()) == after
    ended = {"before": 0, "after": 0}
    for point in POINTS:
        opened().forget("d")
        fill(opened())
        with loading(url, "erase") as victim:
            try:
                victim.wait(point * whole)
            except subprocess.TimeoutExpired:
                victim.kill()
        store = opened()
        rest = holds(store)
        assert rest in (before, after)
        ended["after" if rest == after else "before"] += 1
        with pytest.raises(StoreError, match="no load 99"):
            store.undo(99)  # who writes next tidies up
        assert leftovers() == 0
    print(f"{TIMES} times killed: {ended}")
