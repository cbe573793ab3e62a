"""Out and in again: what leaves in a format, brought into an empty store, leaves as it was.

Only asks and consents stay behind: they have rules of their own, and are made of no element of a
network. So that the case may be named in the new store too, consent is given there anew.
"""

from __future__ import annotations

import io
import shutil
import zipfile
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph.campaign.extract import Extract, ExtractChoice, LeavingEntity, extract
from graph.model.schema import Label
from graph.store.base import Store
from graph.store.opening import open_store
from graph.view import View
from loaders.bring.bringing import bring
from loaders.bring.proposing import propose
from loaders.bring.recognize import recognize
from loaders.loader import named
from loaders.loading import load
from queries.render.export_file import export_format, export_names

TERRITORIES = Path(__file__).parents[1] / "loaders/reference/territories.csv"
CHOICE = ExtractChoice(layers=("campaign", "places", "embassies", "papers", "dates"))
NOT_MADE = ("Government", "Approach", "Consent")  # of elements of a network
CONSENT = "case,use,state,giver,date\nSwallow,name,given,Tamsin Orrelby,2026-03-01\n"


@pytest.fixture(scope="module")
def governed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the governments, the invented one among them, and nothing of a campaign."""
    path = tmp_path_factory.mktemp("round") / "governed.sqlite"
    with closing(open_store(f"sqlite:///{path}")) as store:
        load(named("governments"), [TERRITORIES], store, encoding="utf-8-sig")
        load(named("governments"), [named("governments").sample], store, dataset="invented")
    return path


def written(name: str, of: Extract, folder: Path) -> list[Path]:
    """The files of an export; of an archive those in it."""
    form = export_format(name)
    form.write(of, out := io.BytesIO())
    if form.ending != "zip":
        file = folder / f"network.{form.ending}"
        file.write_bytes(out.getvalue())
        return [file]
    with zipfile.ZipFile(out) as archive:
        names = [one for one in archive.namelist() if one.endswith(".csv")]
        archive.extractall(folder, names)
    return [folder / one for one in sorted(names, key=lambda one: one != "nodes.csv")]


def brought(files: Sequence[Path], store: Store, consent: str = CONSENT) -> Extract:
    """What leaves of a store that these files were brought into, as they are proposed."""
    # Two files of one network are one load, in which its ties find their ends.
    tables = [
        replace(table, name=table.name or file.stem) for file in files for table in recognize(file)
    ]
    mapping = propose(tables, "again").proposals_taken().mapping
    bring(mapping, tables, "network", store, accept_unencrypted=True)
    if consent:
        consents = files[0].with_name("consents.csv")
        consents.write_text(consent, encoding="utf-8")
        load(named("consents"), [consents], store)
    return extract(View(store, Label.STRICT), CHOICE)


def entities(of: Extract, name: str) -> set[tuple[Any, ...]]:
    """Who can come back of a format, with what is said of them. GML numbers everybody anew; of a
    source that is no address FollowTheMoney has no field."""
    return {
        (
            one.kind,
            one.name.removesuffix(f" ({one.code})"),  # of several of one name, as Kumu needs it
            one.code.replace(":", "-") if name != "gml" else "",  # as FollowTheMoney writes it
            one.origin.url if name != "followthemoney" else "",
            *_about(one),
        )
        for one in of.entities
        if one.kind not in NOT_MADE
    }


def _about(one: LeavingEntity) -> tuple[Any, ...]:
    # Opt-ins name cases.
    values = {key: value for key, value in one.values.items() if key != "opted_in"}
    return repr(sorted(values.items())), one.label, one.origin.confidence


def ties(of: Extract) -> Counter[tuple[Any, ...]]:
    """The ties among them, and to governments, with all that is said of each."""
    among = {
        one.code: one.name.removesuffix(f" ({one.code})")
        for one in of.entities
        if one.kind not in ("Approach", "Consent")
    }
    return Counter(
        (
            among[tie.source],
            tie.kind,
            among[tie.target],
            tie.since,
            tie.until,
            tie.strength,
            tie.label,
            repr(sorted(tie.values.items())),
            tie.origin.confidence,
        )
        for tie in of.ties
        if tie.source in among and tie.target in among
    )


ONE_EACH = {"node-link", "kumu"}  # the others take as long, and are read by readers of their own


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[] if name in ONE_EACH else pytest.mark.slow)
        for name in export_names()
    ],
)
def test_whoever_leaves_comes_back(
    name: str, filled: Store, governed: Path, tmp_path: Path
) -> None:
    of = extract(View(filled, Label.STRICT), CHOICE)
    path = shutil.copy(governed, tmp_path / "again.sqlite")
    with closing(open_store(f"sqlite:///{path}")) as store:
        again = brought(written(name, of, tmp_path), store)
    assert len(entities(of, name)) > 80
    assert entities(again, name) == entities(of, name)
    assert len(ties(of)) > 150
    assert ties(again) == ties(of)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["node-link", "kumu", "gexf"])
def test_the_second_time_it_is_the_same_bytes(
    name: str, filled: Store, governed: Path, tmp_path: Path
) -> None:
    of = extract(View(filled, Label.STRICT), CHOICE)
    contents = []
    for turn in ("first", "second"):
        path = shutil.copy(governed, tmp_path / f"{turn}.sqlite")
        (tmp_path / turn).mkdir()
        with closing(open_store(f"sqlite:///{path}")) as store:
            of = brought(written(name, of, tmp_path / turn), store)
        export_format(name).write(of, out := io.BytesIO())
        contents.append(out.getvalue())
    assert contents[0] == contents[1]
