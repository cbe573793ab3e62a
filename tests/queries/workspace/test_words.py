"""The workspace's JavaScript knows no language: each key that it asks for has its words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import queries.render
from graph.model.words import PSEUDO, speaking
from queries.render.browser.workspace_words import workspace_words

ASSETS = Path(queries.render.__file__).parent / "assets" / "workspace"
SCRIPTS = sorted(ASSETS.glob("*.js"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_every_key_has_its_words(script: Path) -> None:
    text, known = script.read_text(encoding="utf-8"), workspace_words().keys()
    keys_wanted = set(re.findall(r'\bwords\(\s*"(\w+)"', text))
    counted = re.findall(r'\bcount\(\s*"(\w+)"', text)
    keys_wanted |= {f"{key}_{form}" for key in counted for form in ("one", "many")}
    assert keys_wanted <= known, "no words for these"
    begun = set(re.findall(r"\bwords\(\s*`(\w+?)\$", text))
    assert {start for start in begun if not any(key.startswith(start) for key in known)} == set()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_cell_text_stays_text(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert not re.search(r"\b(inner|outer)HTML\b|insertAdjacentHTML|document\.write", text)


def test_what_is_put_in_survives_another_language() -> None:
    """A placeholder is the browser's to fill: it comes through a translation as it is."""
    english = workspace_words()
    with speaking(PSEUDO):
        accented = workspace_words()
    for key, words in english.items():
        places = set(re.findall(r"\{\w+\}", words))
        assert set(re.findall(r"\{\w+\}", accented[key])) == places, key
