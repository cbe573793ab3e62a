"""What the tests of bringing share: a store that knows the states, a file of one's own, brought."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.store.base import Store
from loaders.bring.bringing import Brought, bring
from loaders.bring.proposing import BringProposal, propose
from loaders.bring.recognize import proposed_name, recognize
from loaders.loader import named
from loaders.loading import REFERENCE, load

Write = Callable[..., Path]


@pytest.fixture
def states(empty: Store) -> Store:
    """A store that knows the states and nobody else."""
    load(named("governments"), [REFERENCE / "territories.csv"], empty)
    return empty


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A file with this content under this name."""

    def make(content: str | bytes, name: str = "theirs.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


def proposal_for(file: Path, **answers: str) -> BringProposal:
    """What is proposed for a file, with answers by sort of question or by column of ours (with _
    for a space)."""
    proposal = propose(recognize(file), proposed_name(file))
    for name, value in answers.items():
        for question in proposal.questions:
            if name.replace("_", " ") in (question.sort, question.column):
                proposal = proposal.answered(question, value)
    return proposal.proposals_taken()


def brought(file: Path, store: Store, **answers: str) -> Brought:
    """The same, brought; people at risk are accepted."""
    proposal = proposal_for(file, **answers)
    assert proposal.needed == []
    return bring(proposal.mapping, proposal.tables, file.name, store, accept_unencrypted=True)
