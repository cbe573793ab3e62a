"""Which lists and loads are meant by a name or number; a sentence with candidates where none is."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from graph.model.errors import InputError
from graph.model.schema import Label
from graph.model.text import fold
from graph.store.base import SAMPLE, Load, Store
from loaders.changes.listing import listed

_FEW = 5


def list_name(text: str) -> str:
    """The name of a list that somebody wrote. InputError: it is empty, or the sample's."""
    name = " ".join(text.split())
    if not name:
        raise InputError("Give the list a name.")
    if f"{name}/".startswith(SAMPLE):
        raise InputError(
            f"“{name}” is how the sample campaign's lists are called, which every answer about a "
            "real case leaves out. Give the list another name."
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
    known = dict.fromkeys(load.dataset for load in reversed(listed(store, audience)))
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
    hint = f" Did you mean {' or '.join(f'“{one}”' for one in near)}?" if near else ""
    raise InputError(
        f"There is no dataset “{name}” in this store; nothing was erased.{hint} What there is: "
        "python -m loaders loads."
    )


def marked(store: Store, number: int, audience: Label, *, undone: bool) -> Load:
    """The load of a number, if it is undone, or is not. InputError: there is none; with candidates
    of which the audience may know."""
    loads = store.loads()
    load = next((each for each in loads if each.id == number), None)
    if load is not None and load.undone == undone:
        return load
    if load is not None:
        state = "is not undone" if undone else "is undone already"
        problem = f"Load {number} {state}."
    else:
        problem = f"There is no load {number} in this store."
    known = [each for each in listed(store, audience) if each.undone == undone]
    raise InputError(f"{problem} Nothing was changed. {_candidates(known, undone)}")


def _candidates(loads: Sequence[Load], undone: bool) -> str:
    what = "undone" if undone else "that count"
    if not loads:
        return f"There are no loads {what}."
    last = ", ".join(f"{load.id} ({load.dataset})" for load in loads[: -_FEW - 1 : -1])
    return f"The last loads {what}: {last}."
