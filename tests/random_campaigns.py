"""Random campaigns as the lists that people load, and the same campaigns as if what one audience
may not see had never been there."""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path

from graph.model.schema import Label
from graph.store.base import Store
from loaders.loader import named
from loaders.loading import load

Cells = dict[str, str]
Lists = dict[str, list[Cells]]

FIRST = ("Anna", "Annas", "North", "River", "Freedom", "Амина", "عدالة")
LAST = ("Watch", "Watches", "House", "Letter", "Свобода")
# What a row without a label has.
USUAL = {
    "organizations": Label.GREEN,
    "cases": Label.AMBER,
    "activists": Label.STRICT,
    "families": Label.RED,
    "consents": Label.STRICT,
    "ties": Label.STRICT,
}
ORDER = tuple(USUAL)
POST = ("affiliation", "affiliated as", "position")


def campaign(seed: int) -> Lists:
    """A few of everything, with codes, offices, opt-ins, alike names and labels by row."""
    rng = random.Random(seed)
    names = [" ".join(pair) for pair in product(FIRST, LAST)]
    rng.shuffle(names)

    def label(*more: str) -> str:
        return rng.choice(["", "", "GREEN", "STRICT", "RED", *more])

    def few(of: Sequence[Cells]) -> str:
        return "|".join(cells["name"] for cells in rng.sample(of, rng.randint(0, 2)))

    orgs = [
        {"name": names.pop(), "sector": "ngo", "label": label(), "note": rng.choice(["", "a note"])}
        for _ in range(5)
    ]
    cases = [
        {
            "name": names.pop(),
            "detained by": "Belarus",
            "stage": "trial",
            "posture": "public",
            "label": label(),
        }
        for _ in range(3)
    ]
    prisoner = {"name": names.pop(), "role": "prisoner", "label": "RED"}
    people: list[Cells] = []
    for number in range(7):
        body = rng.choice([*orgs, {"name": "Norway"}, None])
        how = rng.choice(["member", "office holder"])
        people.append(
            {
                "name": names.pop(),
                "code": rng.choice(["", f"P{number}"]),
                "label": label(),
                "role": rng.choice(["activist", "exile", "official"]),
                "opted in": few(cases),
                "country": rng.choice(["", "France"]),
                "contact rule": rng.choice(["ok", "ask first"]),
            }
            | (
                {}
                if body is None
                else {
                    "affiliation": body["name"],
                    "affiliated as": how,
                    "position": f"Head {number}" if how == "office holder" else "",
                }
            )
        )
    families = [
        {
            "family": f"Family {names.pop()}",
            "name": names.pop(),
            "relation": "sister",
            "prisoner": prisoner["name"],
            "speaks": "no",
        }
        for _ in range(2)
    ]
    givers = [prisoner, *people]
    consents = []
    for case, use in product(cases, rng.sample(["embassies", "media", "UN"], 2)):
        giver = rng.choice(givers)
        strict = max(level("activists", giver), rng.choice([Label.GREEN, Label.STRICT]))
        consents.append(
            {
                "case": case["name"],
                "use": use,
                "state": "given",
                "date": "2026-05-01",
                "giver": giver["name"],
                "label": strict.name,
            }
        )
    ties = [
        {
            "from": a["name"],
            "kind": kind,
            "to": b["name"],
            "label": label(),
            "source": "https://example.org",
        }
        for kind, of in (("knows", people), ("coordinates with", orgs))
        for a, b in (rng.sample(of, 2) for _ in range(4))
    ]
    # Both kinds go both ways: said from either end it is the same tie, which a list says once.
    ties = list({(frozenset((t["from"], t["to"])), t["kind"]): t for t in ties}.values())
    return {
        "organizations": orgs,
        "cases": cases,
        "activists": [prisoner, *people],
        "families": families,
        "consents": consents,
        "ties": ties,
    }


def level(of: str, cells: Mapping[str, str]) -> Label:
    if of == "ties" and cells["kind"] == "coordinates with" and not cells["label"]:
        return Label.GREEN
    return Label[cells["label"]] if cells.get("label") else USUAL[of]


def hidden(lists: Lists, audience: Label) -> set[str]:
    """The names that an audience may not know."""
    named_in = ("organizations", "cases", "activists", "families")
    return {c["name"] for of in named_in for c in lists[of] if level(of, c) > audience}


def without(lists: Lists, audience: Label) -> Lists:
    """The campaign as if nothing that the audience may not see had ever been there."""
    secret = hidden(lists, audience)
    twin: Lists = {}
    for of in ORDER:
        rows = [dict(c) for c in lists[of] if level(of, c) <= audience]
        if of == "activists":
            # An office is as public as its body, unless the row of its holder has a label.
            rows += [
                {"name": "", "role": "official", **{c: cells[c] for c in POST}}
                for cells in lists[of]
                if level(of, cells) > audience
                and not cells["label"]
                and cells.get("affiliated as") == "office holder"
                and cells["affiliation"] not in secret
            ]
        for cells in rows:
            cells.pop("note", None)  # a note is RED
            if cells.get("affiliation") in secret:
                for column in POST:
                    cells.pop(column)
            if "opted in" in cells:
                opted = [name for name in cells["opted in"].split("|") if name not in secret]
                cells["opted in"] = "|".join(opted)
        # Without its case a consent is nothing, without an end a tie.
        ends = {"consents": ("case",), "ties": ("from", "to")}.get(of, ())
        twin[of] = [c for c in rows if not secret.intersection(c[end] for end in ends)]
    return twin


def fill(store: Store, lists: Lists, folder: Path, order: Sequence[str] = ORDER) -> None:
    """Load the lists, each from a file of its name."""
    for of in order:
        if lists[of]:
            load(
                named(of),
                [written(folder / f"{of}.csv", lists[of])],
                store,
                accept_unencrypted=True,
            )


def written(file: Path, rows: Sequence[Cells]) -> Path:
    with file.open("w", encoding="utf-8", newline="") as out:
        header = dict.fromkeys(column for cells in rows for column in cells)
        writer = csv.DictWriter(out, header, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return file
