"""The test of the tests in the pseudo-language: they notice what has escaped."""

from __future__ import annotations

import pytest

from graph.model.words import PSEUDO, count, say, speaking
from graph.store.base import Store
from tests.conftest import small_network, write
from tests.queries.escaping import Data, Recorder, escapes


@pytest.mark.slow
def test_what_was_never_said_is_noticed(empty: Store) -> None:
    write(empty, *small_network())
    known = Data(empty)
    with speaking(PSEUDO):
        whole = say("Ask {who} of {state} first.", who="Ada", state="France")
        many = count("{n} embassy", "{n} embassies", 2)
        half = say("Ask {who} first.", who="the minister of France")
    assert escapes(f"{whole} {many}", known) == []
    assert escapes(half, known) == ["the minister of France"]
    assert escapes("⟦Àšķ⟧ yes; Watch, Press · Case One (embassy)", known) == ["yes", "embassy"]
    assert escapes("2 December 2026, https://example.org/page --format", known) == []
    # A value of a file that the program also says: it is a word of ours, to be translated.
    assert escapes("monitoring", known) == ["monitoring"]


def test_what_is_said_and_in_no_catalogue_is_noticed() -> None:
    recorder = Recorder()
    recorder("Never written in any file")
    recorder("not known")
    assert recorder.unknown() == ["Never written in any file"]
