"""The command `demarche`: opens the app, or hands its words to the command of a module.

It dispatches by name and imports neither queries nor loaders: asking for help costs nothing, and
what is asked starts as it does by `python -m`.
"""

from __future__ import annotations

import runpy
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from graph.model.command_line import spoken_in
from graph.model.printable import in_line
from graph.model.words import mark, say, speaking

# What each word runs: a module, and the words that stand before what was typed; and what it is for.
MODULES: Final = {
    "ask": ("queries", (), mark("ask a question; {command} list names them all")),
    "load": ("loaders", (), mark("load a list, undo a load; {command} list names them all")),
    "bring": ("loaders", ("bring",), mark("bring any table, or a file of another tool")),
    "backup": ("loaders", ("backup",), mark("copy the store to a file")),
}


def app() -> Path:
    """Where app.py lies: beside the packages in the repository, in a folder of its own in a wheel.
    Its settings lie in .streamlit beside it, wherever the command is called."""
    around = Path(__file__).parents[1]
    return next(
        (path for path in (around / "demarche" / "app.py", around / "app.py") if path.exists()),
        around / "app.py",
    )


def usage() -> str:
    """What can be typed, a line each."""
    lines = [f"demarche                  {say('open the app in the browser')}"]
    for word, (_, _, purpose) in MODULES.items():
        lines.append(f"demarche {word:<17}{say(purpose, command=f'demarche {word}')}")
    return "\n".join(lines)


def main(words: Sequence[str] | None = None) -> int:
    """Run what was typed; without a word, or with options of Streamlit's alone, the app."""
    typed = list(sys.argv[1:] if words is None else words)
    first, *rest = typed or [""]
    if first in MODULES:
        module, before, _ = MODULES[first]
        return _run(module, [*before, *rest])
    with speaking(spoken_in(typed)):
        if first in ("-h", "--help", "help"):
            print(usage())
            return 0
        if first and not first.startswith("-"):
            print(
                say("There is no “{word}”. There are:", word=in_line(first)),
                usage(),
                sep="\n",
                file=sys.stderr,
            )
            return 2
    return _run("streamlit", ["run", str(app()), *filter(None, [first]), *rest])


def _run(module: str, words: Sequence[str]) -> int:
    """Run a module as `python -m` does, in this process."""
    sys.argv = [module, *words]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        if isinstance(end.code, int) or end.code is None:
            return end.code or 0
        raise
    return 0
