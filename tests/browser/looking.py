"""Every page of the app with something on it, for the tests that look at all of them."""

from __future__ import annotations

from urllib.parse import urlencode

from queries.question import lenses, load, questions
from tests.browser.running import Visit, until
from tests.queries.natural import IN_SHORT, natural

DATA = ("loads", "who-is-who", "take-away", "written", "bring")  # pages that are no questions


def pages() -> list[str]:
    return ["start", *DATA, *questions()]


def lens_pages() -> list[str]:
    """The workspace under each of its questions, and in each of its pictures."""
    of_questions = [f"workspace-{question.name}" for question in lenses()]
    return [*of_questions, *(f"workspace-{picture}" for picture in ("world", "power", "list"))]


def open_page(visit: Visit, name: str) -> None:
    """Open a page, and ask it what somebody would ask of the sample campaign."""
    if name in ("start", *DATA):
        visit.go("/" if name == "start" else f"/{name}")
        return
    if name.startswith("workspace-"):
        _open_workspace(visit, name.partition("-")[2])
        return
    question = load(name)
    values = natural(question)
    typed = {
        p.name: p.title for p in question.parameters if p.kind is str and not (p.of or p.choices)
    }
    parameters = {key: text for key, text in values.items() if key not in typed}
    visit.go(f"/{name}?{urlencode(parameters | IN_SHORT.get(name, {}))}")
    for key in values.keys() & typed.keys():
        field = visit.page.get_by_role("textbox", name=f"{typed[key]} (needed)")
        field.fill(values[key])
        visit.press("Answer")


def _open_workspace(visit: Visit, of: str) -> None:
    """The sample case in the workspace, drawn."""
    visit.go()
    visit.press("Open the sample case")
    until(lambda: "subject=" in address(visit))
    case = address(visit).partition("subject=")[2].partition("&")[0]
    lens = of if of in {question.name for question in lenses()} else "embassies"
    centre = "network" if of == lens else of
    visit.go(f"/workspace?subject={case}&lens={lens}&centre={centre}")
    until(lambda: visit.page.locator(".workspace .say .sentence").inner_text())
    assert f"lens={lens}" in address(visit)


def address(visit: Visit) -> str:
    """As the browser has it now; Playwright hears of it only while one of its calls waits."""
    return str(visit.page.evaluate("location.href"))
