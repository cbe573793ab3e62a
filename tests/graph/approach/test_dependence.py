"""The index of influence: its shape, and its parts."""

from __future__ import annotations

import pytest

from graph.approach.dependence import BANDWIDTH, DEPENDENCE, INPUTS, influence


def test_weights_are_shares() -> None:
    assert sum(DEPENDENCE.values()) == pytest.approx(1)
    assert sum(BANDWIDTH.values()) == pytest.approx(1)


@pytest.mark.parametrize("name", INPUTS)
def test_more_of_an_input_is_more_influence(name: str) -> None:
    some = dict.fromkeys(INPUTS, 1.0)
    more = some | {name: 2.0}
    assert influence(more).fbic > influence(some).fbic
    changed = influence(more)._asdict()
    unchanged = "bandwidth" if name in DEPENDENCE else "dependence"
    assert changed[unchanged] == influence(some)._asdict()[unchanged]


def test_a_missing_input_is_no_zero() -> None:
    with pytest.raises(KeyError):
        influence(dict.fromkeys(INPUTS[1:], 0.0))
