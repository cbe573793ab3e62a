"""The command that takes data out: it tells first, writes only when told to, and all or nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.store.base import Store
from queries.__main__ import main
from queries.render.export_file import export_format


def command(store: Store, file: Path, *more: str, form: str = "node-link") -> list[str]:
    return ["export", "--store", store.url, "--format", form, str(file), *more]


def test_it_tells_what_leaves_and_writes_nothing(
    campaign: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "out.json"
    assert main(command(campaign, file, "--case", "Swallow", form="gml")) == 0
    text = capsys.readouterr().out
    for part in (
        "invented sample campaign",
        "The file is TLP:AMBER+STRICT",
        "Organizations: 12 / 12",
        "  knows: ",
        "What could still give somebody away:",
        "values are lists",
        "Nothing that is TLP:RED leaves",
        "Nothing was written. If that is what shall leave, add --yes.",
    ):
        assert part in text
    assert list(tmp_path.iterdir()) == []


def test_it_writes_what_it_told_and_replaces_no_file_unasked(
    campaign: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "out.json"
    assert main(command(campaign, file, "--yes")) == 0
    sentence = capsys.readouterr().out.splitlines()[0]
    document = json.loads(file.read_bytes())
    assert sentence.startswith(f"{len(document['nodes'])} entities and {len(document['edges'])} t")
    assert file.stat().st_mode & 0o077 == 0
    file.write_text("mine", "utf-8")
    assert main(command(campaign, file, "--yes")) == 1
    assert "is there already" in capsys.readouterr().err
    assert file.read_text("utf-8") == "mine"
    assert main(command(campaign, file, "--yes", "--overwrite")) == 0
    assert file.read_bytes() != b"mine"
    assert [one.name for one in tmp_path.iterdir()] == ["out.json"]


def test_nothing_half_written_stays(
    campaign: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = export_format("node-link")

    def broken(extract: object, out: object) -> None:
        raise RuntimeError("in the middle")

    monkeypatch.setattr(
        "queries.render.export_command.export_format",
        lambda name: type(chosen)("x", broken, chosen.title, "json", chosen.media, ()),
    )
    with pytest.raises(RuntimeError):
        main(command(campaign, tmp_path / "out.json", "--yes"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--layers", "campaign,rumours"], "There is no layer “rumours”."),
        (["--case", "Nobody's"], "Nobody's"),
        (["--layers", "", "--yes"], "Nothing was written."),
    ],
)
def test_what_cannot_be_is_told(
    more: list[str],
    sentence: str,
    campaign: Store,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(command(campaign, tmp_path / "out.json", *more)) == 1
    assert sentence in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_place_where_no_file_can_be(
    campaign: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command(campaign, tmp_path / "none" / "out.json", "--yes")) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_red_can_be_chosen_for_no_file(campaign: Store, tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        main(command(campaign, tmp_path / "out.json", "--audience", "red"))
