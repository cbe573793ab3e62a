"""Nothing of the sample campaign is in an answer about a real case, and the other way round."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.model.errors import NotFound
from graph.model.schema import Label
from graph.store.base import SAMPLE, Store
from graph.store.opening import open_store
from loaders.loader import named
from loaders.loading import load
from queries.question import ask, questions

pytestmark = pytest.mark.slow

LISTS = {
    "organizations": "name,sector,country,source\nQuill Watch,ngo,France,letter\n"
    "Harbour Press,media,Norway,letter\n",
    "activists": "name,role,nationality,country,source,label\nTamsin Orr,prisoner,Belarus,,call,\n"
    "Joel Wick,activist,France,France,call,\nEda Brant,diplomat,Norway,Norway,call,\n",
    "cases": "name,persons,detained by,posture,detained since,stage,source\n"
    "Wren,Tamsin Orr,Belarus,public,2025-02-03,trial,call\n",
    "approaches": "ask,case,made to,status,due,source\ntrial observation,Wren,Norway,planned,"
    "2026-12-10,call\n",
    "events": "kind,date,case,source\nhearing,2026-12-15,Wren,call\n",
    "ties": "from,kind,to,source\nJoel Wick,member of,Quill Watch,call\n"
    "Joel Wick,knows,Eda Brant,call\nQuill Watch,works on,Wren,call\n"
    "Harbour Press,works on,Wren,call\n",
}
PARAMETERS = {
    "case": "Wren",
    "target": "Belarus",
    "entity": "Wren",
    "government": "Norway",
    "to": "Norway",
    "changes": "remove Quill Watch",
    "sessions": "17-17",  # one is enough: each takes ten seconds
}


@pytest.fixture(scope="module")
def both(filled_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Store]]:
    """A store with a real case beside the sample campaign, and the same without the sample."""
    folder = tmp_path_factory.mktemp("apart")
    path = Path(shutil.copy(filled_file, folder / "with.sqlite"))
    store = open_store(f"sqlite:///{path}")
    for name, content in LISTS.items():
        (folder / f"{name}.csv").write_text(content, "utf-8")
        load(named(name), [folder / f"{name}.csv"], store, accept_unencrypted=True)
    store.close()
    stores = [
        store := open_store(f"sqlite:///{path}"),
        open_store(f"sqlite:///{shutil.copy(path, folder / 'without.sqlite')}"),
    ]
    for dataset in {one.dataset for one in stores[1].loads() if one.dataset.startswith(SAMPLE)}:
        stores[1].forget(dataset)
    yield stores
    for store in stores:
        store.close()


def parameters(name: str) -> dict[str, str]:
    wanted = [p.name for p in questions()[name].parameters]
    parameters = {key: text for key, text in PARAMETERS.items() if key in wanted}
    if {"case", "target"} <= parameters.keys():
        del parameters["target"]
    required = {p.name for p in questions()[name].parameters if p.required}
    return {key: text for key, text in parameters.items() if key in required | {"case", "sessions"}}


@pytest.mark.parametrize("name", sorted(questions()))
def test_an_answer_about_a_real_case_is_the_same_without_the_sample(
    both: list[Store], name: str
) -> None:
    answers = [ask(name, store, parameters(name), Label.RED).json() for store in both]
    assert answers[0] == answers[1]


@pytest.mark.parametrize("name", ["overview", "due", "communities", "brokers"])
def test_answers_about_all_cases_leave_the_sample_out_and_say_so(
    both: list[Store], name: str
) -> None:
    with_sample, without = (ask(name, store, {}, Label.RED) for store in both)
    note = with_sample.blocks[-1]
    assert note.title == "The sample campaign is left out"
    assert not with_sample.invented
    assert list(with_sample.blocks[:-1]) == list(without.blocks)
    assert with_sample.sentence == without.sentence
    assert with_sample.sources == without.sources


def test_the_sample_is_asked_about_without_what_is_real(both: list[Store]) -> None:
    answer = ask("neighbourhood", both[0], {"entity": "Swallow", "hops": 2}, Label.RED)
    assert answer.invented
    datasets = {source.dataset for source in answer.sources}
    assert not datasets & LISTS.keys()
    assert "approaches" not in answer.json().decode().replace("sample/approaches", "")
    with pytest.raises(NotFound):
        ask("neighbourhood", both[1], {"entity": "Swallow"}, Label.RED)


def test_whom_the_real_cases_are_hidden_from_is_shown_the_sample(both: list[Store]) -> None:
    """Or the absence of the sample would say that there are cases."""
    answer = ask("overview", both[0], {}, Label.CLEAR)
    assert "left out" not in answer.json().decode()


def test_a_real_government_is_asked_about_without_the_sample(filled: Store) -> None:
    for target, invented in (("Norway", False), ("Zaveria", True)):
        answer = ask("coverage", filled, {"target": target}, Label.RED)
        assert answer.invented == invented
