"""What was written in the browser, in words: a line for each form that was saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from graph.model.edits import RETRACTED, is_our_word
from graph.model.records import Entity, Record, Tie
from graph.model.schema import TIES, Label
from graph.model.words import listed, say
from graph.store.base import SAMPLE, Load, Report, Store
from graph.view import View
from loaders.changes.leaving import with_ends
from loaders.edits.entry_forms import FORMS, EntryForm
from loaders.edits.on_record import VALUES


@dataclass(frozen=True, slots=True)
class WrittenEntry:
    """One saved form, as an audience may read it."""

    load: Load
    about: tuple[str, ...]  # of whom, by name
    says: tuple[str, ...]  # field by field
    source: str

    @property
    def line(self) -> str:
        if not self.says:
            return listed(self.about)
        texts = "; ".join(self.says)
        if not self.about:
            return texts
        return say("{names}: {texts}", names=listed(self.about), texts=texts)


def written_entries(store: Store, audience: Label) -> list[WrittenEntry]:
    """All that was written and that an audience may see something of, the newest first; what was
    undone too."""
    loads = [load for load in store.loads() if is_our_word(load.dataset)]
    entries = (_entry(store, load, audience) for load in reversed(loads))
    return [one for one in entries if one is not None]


def undo(store: Store, load: int) -> Report:
    """Take one form back; what it said is as if it had never been written."""
    return with_ends(store, load, store.undo)


def redo(store: Store, load: int) -> Report:
    """Let one that was taken back count again."""
    return with_ends(store, load, store.redo)


def _entry(store: Store, load: Load, audience: Label) -> WrittenEntry | None:
    records = [record for _, record in store.records_of(load.id) if record.level <= audience]
    own = {one.id: one.title for one in records if isinstance(one, Entity)}
    names = own | _names(store, _ends(records) - own.keys(), audience)
    ties = [r for r in records if isinstance(r, Tie) and {r.source, r.target} <= names.keys()]
    entities = [one for one in records if isinstance(one, Entity)]
    if not entities and not ties:
        return None
    form = _form(load, entities)
    says = [text for one in entities for text in _values(one, form, audience)]
    says += [_tie(tie, names) for tie in sorted(ties, key=lambda tie: tie.identity)]
    about = [one.title for one in entities if not form.kind or one.kind == form.kind]
    sources = [one.origin.url for one in entities] + [tie.origin.url for tie in ties]
    source = next(filter(None, sources), "")
    return WrittenEntry(load, tuple(about), tuple(dict.fromkeys(says)), source)


def _ends(records: Iterable[Record]) -> set[str]:
    return {end for r in records if isinstance(r, Tie) for end in (r.source, r.target)}


def _names(store: Store, ids: set[str], audience: Label) -> dict[str, str]:
    """The names of those whom others tell of; of what was taken back too, as far as seen."""
    return {one.id: one.title for one in View(store, audience).several(ids)}


def _form(load: Load, entities: Sequence[Entity]) -> EntryForm:
    """The form that a load is of, as far as its records say."""
    kinds = {one.kind for one in entities}
    of_list = [form for form in FORMS.values() if form.loader == load.loader]
    return next((form for form in of_list if form.kind in kinds), of_list[-1])


def _values(one: Entity, form: EntryForm, audience: Label) -> Iterable[str]:
    """What is said of somebody, each under the title of its field."""
    keys = one.values.get(RETRACTED)
    retracted = keys if isinstance(keys, list) else []
    for column in form.reads.columns:
        key = VALUES.get(column, column)
        value = one.values.get(key)
        if key in retracted and column not in ("code", "opted in"):
            yield say("{field}: taken away", field=say(form.field(column).title))
        if value in (None, "", []) or one.labels.get(key, one.level) > audience:
            continue
        if column in ("name", "code", "opted in") or (one.kind == "Family"):
            continue
        field = form.field(column)
        yield say("{field}: {value}", field=say(field.title), value=_word(value, field.words.get))


def _word(value: object, title: Callable[[str], str | None]) -> str:
    if isinstance(value, bool):
        value = "yes" if value else "no"
    items = value if isinstance(value, list) else [value]
    titles = [(str(item), title(str(item))) for item in items]
    return ", ".join(say(words) if words else text for text, words in titles)


def _tie(tie: Tie, names: dict[str, str]) -> str:
    stance = tie.values.get("stance")
    if stance is not None:
        titles = FORMS["stance"].field("stance").words
        word = titles[f"{stance:+}" if stance else "0"]
        return say(
            "{source} is {stance} of {target}",
            source=names[tie.source],
            stance=say(word),
            target=names[tie.target],
        )
    phrase = say(TIES[tie.kind].phrase)
    return say(
        "{source} {tie} {target}", source=names[tie.source], tie=phrase, target=names[tie.target]
    )


def list_title(entry: WrittenEntry) -> str:
    """The list of which a line is a row: people, cases, asks …; invented ones are called so."""
    title = next(form.reads.title for form in FORMS.values() if form.loader == entry.load.loader)
    if entry.load.dataset.startswith(SAMPLE):
        return say("{list} (sample campaign)", list=say(title))
    return say(title)
