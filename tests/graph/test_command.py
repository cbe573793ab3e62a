"""The command `demarche` runs what its word names, from any folder, and imports nothing for it."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from graph import command

ROOT = Path(__file__).parents[2]


def demarche(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command, called in another folder than the program's."""
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from graph.command import main; sys.exit(main())",
            *words,
        ],
        cwd=folder,
        env=os.environ
        | {"PYTHONPATH": str(ROOT), "DEMARCHE_STORE": f"sqlite:///{folder / 'store.sqlite'}"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.slow
def test_each_word_reaches_its_module(tmp_path: Path) -> None:
    assert "embassies" in demarche(tmp_path, "ask", "list").stdout
    assert "organizations" in demarche(tmp_path, "load", "list").stdout
    backup = demarche(tmp_path, "backup", str(tmp_path / "copy.sqlite"))
    assert backup.returncode == 0, backup.stderr
    assert (tmp_path / "copy.sqlite").exists()


def test_help_and_a_wrong_word_say_what_there_is(tmp_path: Path) -> None:
    shown = demarche(tmp_path, "--help")
    assert shown.returncode == 0
    assert all(f"demarche {word}" in shown.stdout for word in command.MODULES)
    wrong = demarche(tmp_path, "embasies\x1b[2J")
    assert wrong.returncode == 2
    assert "“embasies�[2J”" in wrong.stderr
    assert "demarche ask" in wrong.stderr


def test_a_failure_of_the_module_is_the_command_s(tmp_path: Path) -> None:
    missing = demarche(tmp_path, "load", "organizations", "absent.csv")
    assert missing.returncode == 1
    assert "absent.csv" in missing.stderr


def test_it_imports_neither_side() -> None:
    code = (
        "import sys, graph.command; "
        "print([m for m in ('queries', 'loaders', 'streamlit') if m in sys.modules])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "[]"


@pytest.mark.slow
def test_importing_the_app_opens_no_store(tmp_path: Path) -> None:
    code = "import threading, app; print(type(app.app).__name__, threading.active_count())"
    shown = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,  # without the settings beside app.py it would listen to everybody
        env=os.environ
        | {"PYTHONPATH": str(ROOT), "DEMARCHE_STORE": f"sqlite:///{tmp_path / 'store.sqlite'}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout.split() == ["App", "1"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_the_app_and_its_settings_travel_in_the_wheel(tmp_path: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["scripts"] == {"demarche": "graph.command:main"}
    from hatchling.builders.wheel import WheelBuilder

    wheel = next(
        iter(WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"]))
    )
    with zipfile.ZipFile(wheel) as files:
        names = set(files.namelist())
    assert {"demarche/app.py", "demarche/.streamlit/config.toml"} <= names
    assert "queries/render/assets/workspace/" in {name[:32] for name in names}


def test_help_is_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    shown = demarche(tmp_path, "--help", "--language", "en_XA")
    assert "⟦öpéñ ţĥé àpp îñ ţĥé bŕöŵšéŕ⟧" in shown.stdout
    assert "⟦" in demarche(tmp_path, "embasies", "--language=en_XA").stderr
