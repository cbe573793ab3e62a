"""An answer in a terminal: readable at 80 columns, everything there, no text of a cell acts."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len

from graph.store.base import Store
from queries.answer import Answer, Bars, Block, Column, NetworkMap, Note, Table, columns
from queries.question import ask
from queries.render.terminal import show

CHANCE = Column("chance", "Chance", "%", ends=("low", "high"))
RANKING = Table(
    "ranking",
    "Governments",
    [
        *columns("rank", ("name", "Government")),
        CHANCE,
        *columns("door", "city"),
        Column("why", "Why", place="line"),
        Column("heard", "Heard before", place="aside"),
    ],
    [
        {
            "rank": 1,
            "name": "France",
            "chance": 0.909,
            "low": 0.802,
            "high": 0.963,
            "door": "Embassy of France in Belarus",
            "city": "Minsk",
            "heard": "0 of 3",
            "why": "Raised these subjects at 94 of 109 UN reviews of governments like this one.",
        }
    ],
)


def printed(*blocks: Block, width: int = 80, sentence: str = "Said.") -> str:
    out = io.StringIO()
    show(Answer(sentence, blocks), out, width)
    return out.getvalue()


def test_a_row_has_what_matters_and_its_reason_under_it() -> None:
    lines = printed(RANKING).splitlines()
    row = next(n for n, line in enumerate(lines) if "France" in line)
    assert lines[row].split()[:4] == ["1", "France", "91%", "(80–96%)"]
    assert lines[row].rstrip().endswith("Minsk")
    reason = next(n for n, line in enumerate(lines) if "Raised these" in line)
    assert row < reason <= row + 2
    assert lines[reason].startswith("    Raised")
    assert not any("0 of 3" in line for line in lines)
    assert "Heard before" in next(line for line in lines if "--format json" in line)


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_no_line_is_wider_than_the_terminal_and_nothing_is_cut_off(width: int) -> None:
    many = Table(
        "many",
        "Many",
        columns(*(f"column_{n}" for n in range(12))),
        [{f"column_{n}": f"text-{n}-" + "wörd " * n for n in range(12)}],
    )
    text = printed(RANKING, many, width=width)
    assert all(cell_len(line) <= width for line in text.splitlines())
    together = " ".join(text.split())
    assert all(f"text-{n}-" in together for n in range(12))
    assert together.count("wörd") == sum(range(12))


@pytest.mark.slow
def test_every_row_of_the_real_ranking_is_there_at_80_columns(filled: Store) -> None:
    answer = ask("embassies", filled, {"target": "BLR", "most": 20})
    ranking = answer.block("ranking")
    assert isinstance(ranking, Table)
    out = io.StringIO()
    show(answer, out, 80)
    lines = out.getvalue().splitlines()
    for row in ranking.rows:
        printed = [line for line in lines if line.split()[:1] == [str(row["rank"])]]
        assert any(str(row["name"]).split()[0] in line for line in printed)
    assert all(cell_len(line) <= 80 for line in lines)


def test_what_would_move_the_cursor_or_style_is_shown_as_text() -> None:
    evil = "\x1b[2J[red]x[/red] \x07\r"
    text = printed(
        Table("t", evil, columns("a"), [{"a": evil}]),
        Bars("b", "B", columns("what", "n"), [{"what": evil, "n": 1}]),
        NetworkMap("m", "M", [{"id": "1", "name": evil, "kind": "Person"}], []),
        Note("n", evil, evil, "warning"),
        sentence=evil,
    )
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "[red]x[/red]" in text
