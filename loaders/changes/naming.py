"""Which lists and loads are meant by a name or number; a sentence with candidates where none is."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from graph.model.edits import is_our_word
from graph.model.errors import InputError
from graph.model.schema import Label
from graph.model.text import fold
from graph.model.words import listed, say
from graph.store.base import SAMPLE, Load, Store
from loaders.changes.listing import listed as loads_for

_FEW = 5


def list_name(text: str) -> str:
    """The name of a list that somebody wrote. InputError: it is empty, the sample's, or that of
    what was written in the browser, which no list replaces."""
    name = " ".join(text.split())
    if not name:
        raise InputError(say("Give the list a name."))
    if is_our_word(f"{name}/"):
        raise InputError(
            say(
                "Give the list another name: “{name}” is where what you write in the browser is "
                "kept.",
                name=name,
            )
        )
    if f"{name}/".startswith(SAMPLE):
        raise InputError(
            say(
                "Give the list another name: “{name}” is the sample campaign’s, which every answer "
                "about a real case leaves out.",
                name=name,
            )
        )
    return name


def datasets(store: Store, name: str, audience: Label) -> list[str]:
    """The datasets that a name means; “sample”: all of the sample campaign, the last first, since
    later ones lean on earlier ones. InputError: there is none; with candidates of which the
    audience may know."""
    there = list(dict.fromkeys(load.dataset for load in reversed(store.loads())))
    if name in there:
        return [name]
    sample = [dataset for dataset in there if dataset.startswith(SAMPLE)]
    if name == SAMPLE.rstrip("/") and sample:
        return sample
    known = dict.fromkeys(load.dataset for load in reversed(loads_for(store, audience)))
    choices = [dataset for dataset in known if dataset not in sample] + ["sample"] * bool(sample)
    near = [
        choice
        for _, _, choice in process.extract(
            fold(name),
            {choice: fold(choice) for choice in choices},
            scorer=fuzz.ratio,
            limit=3,
            score_cutoff=60,
        )
    ]
    sentences = [
        say("There is no dataset “{name}” in this store; nothing was erased.", name=name),
        say("To see what there is: python -m loaders loads"),
    ]
    if near:
        names = listed([f"“{one}”" for one in near], either=True)
        sentences.insert(1, say("Did you mean {names}?", names=names))
    raise InputError(" ".join(sentences))


def marked(store: Store, number: int, audience: Label, *, undone: bool) -> Load:
    """The load of a number, if it is undone, or is not. InputError: there is none; with candidates
    of which the audience may know."""
    loads = store.loads()
    load = next((each for each in loads if each.id == number), None)
    if load is not None and load.undone == undone:
        return load
    if load is None:
        problem = say("There is no load {number} in this store.", number=number)
    elif undone:
        problem = say("Load {number} is not undone.", number=number)
    else:
        problem = say("Load {number} is undone already.", number=number)
    known = [each for each in loads_for(store, audience) if each.undone == undone]
    raise InputError(" ".join([problem, say("Nothing was changed."), _candidates(known, undone)]))


def _candidates(loads: Sequence[Load], undone: bool) -> str:
    last = ", ".join(f"{load.id} ({load.dataset})" for load in loads[: -_FEW - 1 : -1])
    if undone:
        return (
            say("The last undone loads: {loads}.", loads=last)
            if last
            else say("No load is undone.")
        )
    return (
        say("The last loads that count: {loads}.", loads=last) if last else say("No load counts.")
    )
