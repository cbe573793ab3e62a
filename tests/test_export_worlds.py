"""What leaves of a campaign is, to the byte, as if what it must not tell had never been there."""

from __future__ import annotations

import html
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from graph.campaign.extract import ExtractChoice, extract
from graph.campaign.withheld import names_of
from graph.model.schema import Label
from graph.store.base import Store
from graph.store.opening import open_store
from graph.view import View
from loaders.loader import named
from loaders.loading import load
from queries.render.export_file import export_format, export_names
from tests import random_campaigns as campaigns

TERRITORIES = Path(__file__).parents[1] / "loaders/reference/territories.csv"
SOMEBODY = ("Person", "Family", "Organization", "Coalition", "Campaign", "Case")
LAYERS = ("campaign", "papers", "dates", "places", "asks")
AUDIENCES = (Label.STRICT, Label.AMBER, Label.GREEN)


@pytest.fixture(scope="module")
def governed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with governments: both worlds begin as copies, with one secret."""
    path = tmp_path_factory.mktemp("exports") / "governed.sqlite"
    with closing(open_store(f"sqlite:///{path}")) as store:
        load(named("governments"), [TERRITORIES], store, encoding="utf-8-sig")
        store.set("accepts unencrypted", "yes")
        store.set_once("secret", "5e" * 32)
    return path


def exports(store: Store, audience: Label) -> Iterator[tuple[str, bytes]]:
    """Every format, of everything and of each case."""
    view = View(store, audience)
    for case in (None, *(one.id for one in view.entities("Case"))):
        leaving = extract(view, ExtractChoice(case, LAYERS))
        for name in export_names() if case is None else ("node-link",):
            export_format(name).write(leaving, out := io.BytesIO())
            yield name, out.getvalue()


def text_of(content: bytes) -> str:
    """All that a file says; escaped characters as they are meant."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(archive.read(name).decode() for name in archive.namelist())
    text = content.decode()
    return html.unescape(text) if text.startswith("graph [") else text


def _named(name: str, text: str) -> bool:
    """Whether a text holds a name, and not only a longer one that begins so."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


@pytest.mark.parametrize("seed", range(6))
def test_an_export_is_the_same_bytes_without_what_is_hidden(
    seed: int, governed: Path, tmp_path: Path
) -> None:
    lists = campaigns.campaign(seed)
    audience = AUDIENCES[seed % 3]
    secret = campaigns.hidden(lists, audience)
    assert secret
    files = []
    for name, world in (("whole", lists), ("twin", campaigns.without(lists, audience))):
        path = shutil.copy(governed, tmp_path / f"{name}.sqlite")
        with closing(open_store(f"sqlite:///{path}")) as store:
            campaigns.fill(store, world, tmp_path)
            files.append(list(exports(store, audience)))
    assert files[0] == files[1]
    shown = {cells["name"] for cells in lists["organizations"]} - secret
    assert len(files[0]) >= len(export_names())
    for name, content in files[0]:
        text = text_of(content)
        assert [one for one in secret if _named(one, text)] == [], name
    assert any(one in text_of(content) for one in shown for _, content in files[0]) or not shown


def test_a_hidden_name_in_a_text_that_leaves_is_in_no_byte(governed: Path, tmp_path: Path) -> None:
    """Wherever somebody wrote it: in titles, sources and other people's names."""
    lists = {
        "organizations": [
            {"name": "Friends of Nadia Orlinde", "sector": "ngo"},
            {"name": "Watch", "sector": "ngo", "source": "https://example.org/nadia-orlinde"},
        ],
        "activists": [
            {"name": "Nadia Orlinde", "role": "prisoner"},
            {"name": "Sela Orlinde", "role": "source"},
            {"name": "Ada Berg", "role": "activist", "affiliation": "Watch"}
            | {"affiliated as": "staff", "position": "speaks with SELA ORLINDE"},
        ],
        "cases": [
            {"name": "Nadia Orlinde", "persons": "Nadia Orlinde", "detained by": "Belarus"}
            | {"stage": "trial", "worked on by": "Watch", "charge": "said to be Sela Orlindé's"},
        ],
        "families": [],
        "consents": [],
        "ties": [],
    }
    path = shutil.copy(governed, tmp_path / "named.sqlite")
    with closing(open_store(f"sqlite:///{path}")) as store:
        campaigns.fill(store, lists, tmp_path, ("organizations", "activists", "cases"))
        for name, content in exports(store, Label.RED):
            text = text_of(content).casefold()
            assert "ada berg" in text
            assert "orlind" not in text, name


def test_nobody_who_is_red_in_the_sample_is_named_in_any_byte(filled: Store) -> None:
    whole = View(filled, Label.RED)
    shown = {
        name for one in View(filled, Label.STRICT).entities(*SOMEBODY) for name in names_of(one)
    }
    secret = {name for one in whole.entities(*SOMEBODY) for name in names_of(one)} - shown
    secret -= {"S1"}  # a code, which is what cells of a workbook are called too
    assert {"Назрин Овелак", "Alder"} <= secret
    for name, content in exports(filled, Label.RED):
        text = text_of(content)
        assert "Open Margin" in text or name == "node-link"  # of one case
        assert [one for one in secret if _named(one, text)] == [], name
