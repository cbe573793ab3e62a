"""Every text of the program, found where it is written: what a translator is given.

Read from the syntax of the files, so that nothing is imported and nothing is missed because a page
was not opened: what goes through `say`, `count` and `mark`; the short specifications of `columns`;
the titles and docstrings of questions and loaders; the labels and titles of the model's tables. A
text that cannot be found so, because it is put together, is a problem. Whatever is said by name is
marked where it is written, which only running shows: the tests in the pseudo-language do.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from graph.model import act_kinds, date_kinds, records, vocabulary
from graph.model.docstrings import explained
from graph.model.schema import ENTITIES, TIES, Between

ROOT: Final = Path(__file__).parents[2]
FOLDERS: Final = ("app.py", "graph", "loaders", "queries")
_WORDS: Final = "graph.model.words"
_TEMPLATES: Final = {"say": 1, "mark": 1, "count": 2}  # how many of the arguments are texts
_REGISTERING: Final = ("question", "loader")
_SAID_OF_A_LOADER: Final = ("renew",)


class Message(NamedTuple):
    """A text and where it is written; `plural`: what it is for several."""

    text: str
    plural: str
    file: str
    line: int


class Problem(NamedTuple):
    """A text that no translator would be given, and why."""

    file: str
    line: int
    why: str


def extracted(root: Path = ROOT) -> tuple[list[Message], list[Problem]]:
    """All texts in the order of the files, and what is wrong with some."""
    messages: list[Message] = []
    problems: list[Problem] = []
    for top in FOLDERS:
        for path in sorted((root / top).rglob("*.py")) or [root / top]:
            reader = Reader(path.relative_to(root).as_posix(), path.read_text("utf-8"))
            messages += reader.messages
            problems += reader.problems
    return messages + list(_of_the_model()), problems


class Reader:
    """The texts of one file."""

    def __init__(self, file: str, source: str) -> None:
        self.file, self.messages, self.problems = file, list[Message](), list[Problem]()
        tree = ast.parse(source)
        self._names = dict(_own_names(tree, file))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                self._call(node)
            elif isinstance(node, ast.FunctionDef):
                self._registered(node)

    def _call(self, node: ast.Call) -> None:
        called = self._names.get(ast.unparse(node.func))
        if called in _TEMPLATES:
            self._templates(node, _TEMPLATES[called])
        elif called == "columns":
            for spec in node.args:
                self._column(spec)

    def _templates(self, node: ast.Call, many: int) -> None:
        if many > 1:
            texts = [_literal(argument) for argument in node.args[:many]]
            if len(texts) == many and None not in texts:
                self._add(node, str(texts[0]), str(texts[1]))
            else:
                self._problem(node)
            return
        for part in _parts(node.args[0]):
            if (text := _literal(part)) is not None:
                self._add(node, text)
            elif not isinstance(part, ast.Name | ast.Attribute | ast.Subscript):
                self._problem(node)

    def _column(self, spec: ast.expr) -> None:
        if isinstance(spec, ast.Tuple):
            _, *texts = spec.elts
            for place, text in enumerate(texts):
                for part in _parts(text):
                    if not isinstance(part, ast.Constant):
                        self._problem(spec)
                    elif part.value and not (place == 1 and part.value == "%"):
                        self._add(spec, str(part.value))
        elif isinstance(spec, ast.Starred):  # columns that are there under a condition
            lists = (node for node in ast.walk(spec.value) if isinstance(node, ast.List))
            for one in (one for each in lists for one in each.elts):
                self._column(one)
        elif (id := _literal(spec)) is not None:
            self._add(spec, id.replace("_", " ").capitalize())

    def _problem(self, node: ast.expr) -> None:
        why = f"this text is not written here as a whole: {ast.unparse(node)[:80]}"
        self.problems.append(Problem(self.file, node.lineno, why))

    def _registered(self, node: ast.FunctionDef) -> None:
        """The words of a question or a loader."""
        for call in node.decorator_list:
            if not (isinstance(call, ast.Call) and ast.unparse(call.func) in _REGISTERING):
                continue
            named = {one.arg: one.value for one in call.keywords if one.arg}
            texts = [*call.args[:1], *(named[n] for n in ("title", "section") if n in named)]
            texts += _values(named.get("about"), _SAID_OF_A_LOADER)
            for text in (*map(_literal, texts), *explained(ast.get_docstring(node, False)).texts):
                self._add(node, text or "")
            if ast.unparse(call.func) == "question":
                for parameter in node.args.args[1:]:
                    self._add(parameter, parameter.arg.replace("_", " ").capitalize())
                    for choice in _choices(parameter.annotation):
                        self._add(parameter, choice)

    def _add(self, node: ast.expr | ast.arg | ast.stmt, text: str, plural: str = "") -> None:
        if text:
            self.messages.append(Message(text, plural, self.file, node.lineno))


def _own_names(tree: ast.Module, file: str) -> Iterator[tuple[str, str]]:
    """How this file calls our functions: the name here, and the function's own."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom):
            continue
        for alias in node.names:
            here = alias.asname or alias.name
            if node.module == _WORDS or f"{node.module}.{alias.name}" == "queries.answer.columns":
                yield here, alias.name
            elif f"{node.module}.{alias.name}" == _WORDS:
                yield from ((f"{here}.{name}", name) for name in _TEMPLATES)
    if file == f"{_WORDS.replace('.', '/')}.py":
        yield from ((name, name) for name in _TEMPLATES)


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _parts(node: ast.expr) -> Iterator[ast.expr]:
    """The texts that it may be: of a choice each, of a table what stands for all else."""
    if isinstance(node, ast.IfExp):
        yield from (*_parts(node.body), *_parts(node.orelse))
    elif isinstance(node, ast.BoolOp):
        yield from (part for value in node.values for part in _parts(value))
    elif isinstance(node, ast.Call) and ast.unparse(node.func) == "str" and node.args:
        yield from _parts(node.args[0])
    elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".get"):
        yield from (part for default in node.args[1:] for part in _parts(default))
    else:
        yield node


def _values(node: ast.expr | None, keys: Iterable[str]) -> Iterator[ast.expr]:
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if key is not None and (_literal(key) or "") in keys:
                yield value


def _choices(annotation: ast.expr | None) -> Iterator[str]:
    """The words of a Literal."""
    for node in ast.walk(annotation) if annotation else ():
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal":
            yield from filter(None, map(_literal, getattr(node.slice, "elts", [node.slice])))


def _of_the_model() -> Iterator[Message]:
    """The labels and titles of the tables that the model is."""
    tables: Mapping[str, Iterable[str]] = {
        "graph/model/entities.txt": (t for k in ENTITIES.values() for t in (k.label, k.plural)),
        "graph/model/ties.txt": (t for k in TIES.values() for t in (k.phrase, k.on_record)),
        "graph/model/asks.txt": (
            t for a in vocabulary.ASKS for t in (a.title, a.channel, a.owner, a.cost, a.basis)
        ),
        "graph/model/vocabulary.py": _of_the_vocabulary(),
        "graph/model/act_kinds.py": (
            *(kind.title for kind in act_kinds.ACT_KINDS),
            *act_kinds.STANCES,
            *act_kinds.SCOPES,
            *act_kinds.BASES,
        ),
        "graph/model/date_kinds.py": (kind.title for kind in date_kinds.DATE_KINDS),
        "graph/model/schema.py": (one.value for one in Between),
        "graph/model/records.py": (one.title for one in records.Confidence),
    }
    for file, texts in tables.items():
        yield from (Message(text, "", file, 0) for text in dict.fromkeys(texts) if text)


def _of_the_vocabulary() -> Iterator[str]:
    v = vocabulary
    for entries in (v.FUNCTIONS, v.RESPONSES, v.EFFECTS, v.STAGES):
        yield from (entry.title for entry in entries)
    yield from (v.DIED.title, v.stage_of({}).title)
    yield from (stage.awaiting for stage in v.STAGES)
    yield from v.SECTORS.values()
    yield from v.STANCES.values()
    yield from (*v.ROLES, *v.SEVERITIES, *v.POSTURES, *v.CONTACT_RULES, *v.SAFE_TO_TELL)
    yield from (*v.APPROACH_STATUS, *v.EFFECT_STATUS, *v.STATEMENT_KINDS, *v.STATEMENT_STATUS)
    yield from (*v.CONSENT_USES, *v.CONSENT_STATES)
