"""Every page of the app with something on it, for the tests that look at all of them."""

from __future__ import annotations

from urllib.parse import urlencode

from queries.question import load, questions
from tests.browser.running import Visit
from tests.queries.natural import natural

# What is asked at once and would take long, asked for less.
BRIEF = {"backtest": {"sessions": "17"}}


def pages() -> list[str]:
    return ["start", "loads", *questions()]


def open_page(visit: Visit, name: str) -> None:
    """Open a page, and ask it what somebody would ask of the sample campaign."""
    if name in ("start", "loads"):
        visit.go("/" if name == "start" else f"/{name}")
        return
    question = load(name)
    values = natural(question)
    typed = {
        p.name: p.title for p in question.parameters if p.kind is str and not (p.of or p.choices)
    }
    parameters = {key: text for key, text in values.items() if key not in typed}
    visit.go(f"/{name}?{urlencode(parameters | BRIEF.get(name, {}))}")
    for key in values.keys() & typed.keys():
        field = visit.page.get_by_role("textbox", name=f"{typed[key]} (needed)")
        field.fill(values[key])
        visit.press("Answer")
