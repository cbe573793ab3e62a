"""Twin worlds: for a lower audience a hidden entity is exactly as if it had never been there.

For random networks and every sensitive entity in each, one store holds it and the other never did;
View, search, commands and JSON for the audience that may not see it must agree to the byte.
"""

from __future__ import annotations

import io
import json
import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from graph.model.errors import DemarcheError, InputError
from graph.model.records import Entity, Origin, PartialDate, Record, Tie
from graph.model.schema import ENTITIES, LAYERS, TIES, Label
from graph.store.base import Load, Store
from graph.store.opening import open_store
from graph.view import View
from loaders.__main__ import main as loading
from loaders.loader import named
from loaders.loading import load
from queries.__main__ import main
from queries.question import ask, questions
from queries.render.terminal import show
from queries.render.workspace_documents import Workspace
from queries.workspace.frame import frame
from queries.workspace.workspace_state import WorkspaceState
from tests import random_campaigns as campaigns

pytestmark = pytest.mark.slow

KINDS = ("Person", "Family", "Organization", "Case", "Coalition", "Government")
WORDS = ("Anna", "Watch", "River", "Freedom", "House", "عدالة", "Свобода", "North", "Letter")


def random_network(seed: int) -> list[Record]:
    """About 14 entities and 40 ties of many kinds, labels per record and per value, judgements."""
    rng = random.Random(seed)

    def origin() -> Origin:
        url = rng.choice([None, "https://example.org"])
        known = PartialDate(f"20{rng.randint(10, 26)}")
        return Origin(url, known=known, label=rng.choice([None, *Label]))

    entities = []
    for n in range(14):
        kind = rng.choice(KINDS)
        name = " ".join(rng.sample(WORDS, 2))
        id = f"{ENTITIES[kind].prefix}:{n:03d}"
        labels = {"city": rng.choice(list(Label))} if rng.random() < 0.3 else {}
        values = {"city": rng.choice(WORDS), "aliases": [rng.choice(WORDS) + str(n)]}
        entities.append(Entity(kind, id, name, values, origin(), labels))
    ties: dict[tuple[str, ...], Record] = {}
    kinds = sorted(TIES)
    while len(ties) < 40:
        kind, (a, b) = TIES[rng.choice(kinds)], rng.sample(entities, 2)
        if kind.name == "SAME_AS" and a.kind != b.kind:
            continue
        if a.kind in kind.sources and b.kind in kind.targets:
            tie = Tie(kind.name, a.id, b.id, values={"session": 8}, origin=origin())
            ties[tie.identity] = tie
    return [*entities, *ties.values()]


def without(records: list[Record], id: str) -> list[Record]:
    return [
        r
        for r in records
        if (r.id != id if isinstance(r, Entity) else id not in (r.source, r.target))
    ]


def make(path: Path, records: list[Record]) -> Store:
    store = open_store(f"sqlite:///{path}")
    store.write(Load("world"), (("", record) for record in records))
    return store


def visible(store: Store, audience: Label, ids: list[str]) -> Iterator[str]:
    """All that one audience can get out of a store, as text."""
    view = View(store, audience)
    yield repr(view.entities(*ENTITIES))
    yield repr(view.ties())
    for word in (*WORDS, "a", "00", "per:"):
        yield repr(view.find(word, most=100))
    for kind in ("KNOWS", "MEMBER_OF", "LINKED_TO"):
        yield repr(view.table(kind))
    for id in ids:
        for hops in (1, 3):
            try:
                yield repr(view.network([id], hops, 5))
                yield (
                    ask("neighbourhood", store, {"entity": id, "hops": hops}, audience)
                    .json()
                    .decode()
                )
            except DemarcheError as problem:
                yield str(problem)
    for id in ids[::4]:  # whom one looks at: on its map all of them may stand
        yield from on_the_map(store, audience, id)


def on_the_map(store: Store, audience: Label, id: str) -> Iterator[str]:
    """What the workspace's route and its panel send a browser of somebody."""
    state = WorkspaceState(
        subject=id, layers=tuple(LAYERS), expanded=(id,), selected=(id,), find="Anna"
    )
    shown = Workspace(store, audience, None, state)
    try:
        for document in (shown.map(), shown.lens(), shown.panel().document, shown.results()):
            yield json.dumps(document)
    except DemarcheError as problem:
        yield str(problem)
    yield json.dumps(frame(View(store, audience)))


@pytest.mark.parametrize("seed", range(20))
def test_hidden_is_as_if_never_there(seed: int, tmp_path: Path) -> None:
    records = random_network(seed)
    entities = [r for r in records if isinstance(r, Entity)]
    whole = make(tmp_path / "whole.sqlite", records)
    compared = 0
    for hidden in entities:
        if hidden.level is Label.CLEAR:
            continue
        audience = Label(hidden.level - 1)
        twin = make(
            tmp_path / f"{hidden.id[:3]}{hidden.id[4:]}.sqlite", without(records, hidden.id)
        )
        ids = [e.id for e in entities]
        for ours, theirs in zip(
            visible(whole, audience, ids), visible(twin, audience, ids), strict=True
        ):
            assert ours == theirs
        compared += 1
        twin.close()
    assert compared
    whole.close()


def answers(store: Store, audience: Label, entities: list[Entity]) -> Iterator[str]:
    """Every question, asked of each entity that it can be asked of, the hidden one too."""
    for name, question in questions().items():
        if name == "backtest":
            continue
        wanted = [p for p in question.parameters if p.of is not None][:2]
        choices = [
            [e.id for e in entities if not p.of or not p.of.kinds or e.kind in p.of.kinds][:4]
            for p in wanted
        ]
        for ids in product(*choices):
            by_name = {p.name: id for p, id in zip(wanted, ids, strict=True)}
            for parameters in (by_name, dict([*by_name.items()][:1]), {}):
                try:
                    yield ask(name, store, parameters, audience, date(2026, 11, 25)).json().decode()
                except DemarcheError as problem:
                    yield f"{name}: {problem}"


@pytest.mark.parametrize("seed", range(20, 23))
def test_every_question_answers_the_same(seed: int, tmp_path: Path) -> None:
    records = random_network(seed)
    entities = [r for r in records if isinstance(r, Entity)]
    whole = make(tmp_path / "whole.sqlite", records)
    hidden = [e for e in entities if e.level is Label.RED][:2]
    assert hidden
    for one in hidden:
        twin = make(tmp_path / f"{one.id[4:]}.sqlite", without(records, one.id))
        order = sorted(entities, key=lambda entity: entity is not one)  # the hidden one first
        outputs = [list(answers(store, Label.STRICT, order)) for store in (whole, twin)]
        assert len(outputs[0]) > 20
        assert outputs[0] == outputs[1]
        twin.close()
    whole.close()


def test_commands_print_the_same_in_both_worlds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = random_network(3)
    hidden = next(r for r in records if isinstance(r, Entity) and r.level is Label.RED)
    neighbours = {
        end
        for r in records
        if isinstance(r, Tie) and hidden.id in (r.source, r.target)
        for end in (r.source, r.target)
    }
    make(tmp_path / "whole.sqlite", records).close()
    make(tmp_path / "twin.sqlite", without(records, hidden.id)).close()
    printed: dict[str, list[str]] = {}
    for world in ("whole", "twin"):
        for id in sorted(neighbours):
            for format in ("text", "json", "csv"):
                main(
                    [
                        "neighbourhood",
                        "--entity",
                        id,
                        "--audience",
                        "strict",
                        "--format",
                        format,
                        "--store",
                        f"sqlite:///{tmp_path / world}.sqlite",
                    ]
                )
                output = capsys.readouterr()
                printed.setdefault(world, []).append(output.out + output.err)
    assert len(printed["whole"]) >= 6
    assert printed["whole"] == printed["twin"]


# Campaigns as people load them: labels by row and by value, offices, codes, opt-ins, errors, loads.

TERRITORIES = Path(__file__).parents[1] / "loaders/reference/territories.csv"
DAY = date(2026, 11, 25)
WORLDS = 100 if os.environ.get("DEMARCHE_CI") else 20
ALL = tuple(name for name in questions() if name != "backtest")
FEW = ("overview", "neighbourhood", "coverage", "functions", "introductions", "due")


@pytest.fixture(scope="session")
def governed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with governments and nothing else: both worlds begin as copies, with one secret."""
    path = tmp_path_factory.mktemp("twins") / "governed.sqlite"
    with closing(open_store(f"sqlite:///{path}")) as store:
        load(named("governments"), [TERRITORIES], store, encoding="utf-8-sig")
        store.set("accepts unencrypted", "yes")
        store.set_once("secret", "5e" * 32)
    return path


def shown(
    store: Store, audience: Label, names: list[str], folder: Path, asking: tuple[str, ...]
) -> Iterator[str]:
    """All that one audience gets out of a campaign: views, answers, errors, candidates, loads."""
    view = View(store, audience)
    yield repr(view.entities(*set(ENTITIES) - {"Government"}))
    yield repr([claim for e in view.entities("Person", "Office") for claim in view.claims(e.id)])
    yield repr(view.ties())
    for name in names:
        yield repr(view.find(name, most=100))
        yield repr(view.find(name[:-1]))
    ids = [e.id for e in view.entities("Case", "Organization", "Person")]
    for question in asking:
        of = [p for p in questions()[question].parameters if p.of is not None][:1]
        for text in [*ids[:2], *names[:2], names[0][:-1]] if of else [""]:
            try:
                parameters = {of[0].name: text} if of else {}
                answer = ask(question, store, parameters, audience, DAY)
            except DemarcheError as problem:
                yield f"{question} {text}: {problem}"
                continue
            yield answer.json().decode()
            show(answer, out := io.StringIO(), 100)
            yield out.getvalue()
    for name in names:  # a slip in a name: what is offered instead?
        rows = [{"from": f"{name}x", "kind": "is linked to", "to": "France"}]
        file = campaigns.written(folder / "slip.csv", rows)
        try:
            yield str(
                load(named("ties"), [file], store, dataset="slip", dry_run=True, audience=audience)
            )
        except InputError as problem:
            yield str(problem)


def listing(store: Store, audience: Label, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert loading(["loads", "--store", store.url, "--audience", audience.name.lower()]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("seed", range(WORLDS))
def test_a_campaign_is_as_if_its_secrets_had_never_been_there(
    seed: int, governed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lists = campaigns.campaign(seed)
    audience = (Label.STRICT, Label.AMBER, Label.GREEN)[seed % 3]
    assert campaigns.hidden(lists, audience)

    def opened(name: str) -> Store:
        return open_store(f"sqlite:///{shutil.copy(governed, tmp_path / name)}")

    compare(lists, audience, opened, tmp_path, FEW if seed % 10 else ALL, capsys)


def compare(
    lists: campaigns.Lists,
    audience: Label,
    opened: Callable[[str], Store],
    folder: Path,
    asking: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
) -> None:
    twin = campaigns.without(lists, audience)
    secret = sorted(campaigns.hidden(lists, audience))
    open_ = [
        c["name"] for of in ("cases", "activists") for c in lists[of] if c["name"] not in secret
    ]
    outputs = []
    for name, world in (("whole", lists), ("twin", twin)):
        store = opened(name)
        for of in campaigns.ORDER:
            if world[of]:
                campaigns.fill(store, world, folder, [of])
            else:  # a list that may not be known of leaves the gap that an erased one does
                file = campaigns.written(folder / "none.csv", [{"name": "None", "sector": "ngo"}])
                load(named("organizations"), [file], store, dataset=of)
                store.forget(of)
        names = [*secret[:3], *open_[:2]]
        outputs.append(
            [*shown(store, audience, names, folder, asking), listing(store, audience, capsys)]
        )
        store.close()
    for ours, theirs in zip(*outputs, strict=True):
        assert ours == theirs
    assert len(outputs[0]) > 20
