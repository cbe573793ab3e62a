"""A campaign of 300 people, all invented, as the files that its users would load.

Names in five scripts; several cases of every stage; bodies without a source; days of every
precision or none; asks with every answer and effect. Always the same.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from graph.model.date_kinds import DATE_KINDS
from graph.model.schema import RED_ROLES
from graph.model.vocabulary import (
    ASKS,
    CONSENT_USES,
    EFFECTS,
    FUNCTIONS,
    POSTURES,
    RESPONSES,
    ROLES,
    SECTORS,
    SEVERITIES,
    STAGES,
    STATEMENT_KINDS,
)
from graph.store.base import Store
from loaders.loader import all_loaders
from loaders.loading import in_order, load
from tests.queries.campaign_names import CASES, FIRST_NAMES, LAST_NAMES

PEOPLE = 300
DETAINING = ("Belarus", "Vietnam", "Syria", "Côte d'Ivoire", "Egypt")
SPEAKING = ("Norway", "Ireland", "Germany", "Canada", "Czechia", "Japan")
SOURCE = "https://example.org/notes"
DAY = date(2026, 11, 28)


def files(folder: Path, seed: int = 300) -> dict[str, Path]:
    """The campaign's files, by the name of the loader that reads each."""
    paths = {}
    for name, rows in _Campaign(random.Random(seed)).tables():
        header = list(dict.fromkeys(column for row in rows for column in row))
        paths[name] = folder / f"{name}.csv"
        with paths[name].open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, header)
            table.writeheader()
            table.writerows(rows)
    return paths


def loaded(store: Store, folder: Path) -> None:
    """Load it as a user would, through the real loaders."""
    paths = files(folder)
    for loader in in_order([all_loaders()[name] for name in paths]):
        load(loader, [paths[loader.name]], store, encoding="utf-8", accept_unencrypted=True)


Rows = list[dict[str, str]]


class _Campaign:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        names = [f"{first} {last}" for last in LAST_NAMES for first in FIRST_NAMES]
        self.people = names[:PEOPLE]
        # (Whoever is recorded without a role has none to be looked at.)
        roles = [one for one in ROLES if one != "contact"]
        self.roles = {name: roles[n % len(roles)] for n, name in enumerate(self.people)}
        self.bodies = [
            f"{a} {b}"
            for a in ("Amber", "Тихий", "دار", "Saltworks", "北窓")
            for b in ("Circle", "Архив", "الكتاب", "& Sons", "Guild", "Watch")
        ]
        self.coalitions = [f"{name} Table" for name in ("Lantern", "Круглый", "طاولة", "Ferry")]

    def tables(self) -> Iterator[tuple[str, Rows]]:
        yield "organizations", list(self._bodies())
        yield "activists", list(self._people())
        yield "cases", list(self._cases())
        yield "families", list(self._families())
        yield "coalitions", list(self._coalitions())
        yield "consents", list(self._consents())
        yield "approaches", list(self._approaches())
        yield "events", list(self._events())
        yield "statements", list(self._statements())
        yield "stances", list(self._stances())
        yield "ties", list(self._ties())

    def _day(self) -> str:
        """A day, a month or a year of the last six."""
        day = f"{self._year()}-{self.chance.randint(1, 11):02d}-{self.chance.randint(1, 28):02d}"
        return day[: self.chance.choice((4, 7, 10, 10))]

    def _year(self) -> int:
        return self.chance.randint(2020, 2025)

    def _source(self) -> dict[str, str]:
        """Where a row comes from; of one row in six nobody wrote it down."""
        if self.chance.random() < 1 / 6:
            return {"source": "", "reliability": ""}
        sure = ("highly reliable", "likely reliable", "unsure")
        return {"source": SOURCE, "reliability": self.chance.choice(sure)}

    def _some(self, of: Sequence[str], least: int, most: int) -> list[str]:
        return self.chance.sample(list(of), self.chance.randint(least, most))

    def _prisoners(self, case: int) -> list[str]:
        prisoners = [name for name, role in self.roles.items() if role == "prisoner"]
        return [prisoners[case % len(prisoners)]]

    def _bodies(self) -> Iterator[dict[str, str]]:
        sectors, functions = (
            [one for one in SECTORS if one != "other"],
            [one.id for one in FUNCTIONS],
        )
        for n, name in enumerate(self.bodies):
            yield {
                "name": name,
                "sector": sectors[n % len(sectors)],
                "part of": self.bodies[0] if n % 9 == 8 else "",
                "languages": "|".join(self._some(("English", "French", "Arabic", "Russian"), 0, 3)),
                "country": self.chance.choice(("", *SPEAKING)),
                "can do": "|".join(self._some(functions, 0, 4)),
                "contact rule": self.chance.choice(("", "ok", "ask first", "do not contact")),
                "safe to tell": self.chance.choice(("", "yes", "no", "unknown")),
                **self._source(),
            }

    def _people(self) -> Iterator[dict[str, str]]:
        for n, name in enumerate(self.people):
            body = self.chance.choice(self.bodies) if n % 3 else ""
            yield {
                "name": name,
                "role": self.roles[name],
                "affiliation": body,
                "affiliated as": self.chance.choice(("member", "staff", "leader")) if body else "",
                "since": self._day() if body and n % 4 else "",
                "until": "2026" if body and n % 11 == 0 else "",
                "nationality": DETAINING[n % len(DETAINING)],
                "country": self.chance.choice(("", *DETAINING, *SPEAKING)),
                "contact rule": self.chance.choice(("", "ok", "ask first", "do not contact")),
                "safe to tell": self.chance.choice(("", "yes", "yes", "no")),
                "minor": "yes" if n % 71 == 70 else "",
                "opted in": "|".join(self._some(CASES, 0, 6)),
                **self._source(),
            }

    def _cases(self) -> Iterator[dict[str, str]]:
        for n, case in enumerate(CASES):
            yield {
                "name": case,
                "persons": "|".join(self._prisoners(n)),
                "detained by": DETAINING[n % len(DETAINING)],
                "nationality": DETAINING[n % len(DETAINING)] if n % 2 else "",
                "stage": STAGES[n % len(STAGES)].title if n != 3 else "",
                "posture": POSTURES[n % len(POSTURES)] if n % 5 else "",
                "severity": SEVERITIES[n % len(SEVERITIES)] if n % 4 else "",
                "detained since": self._day() if n % 3 else "",
                "represented by": self._of("local counsel", n) if n % 2 else "",
                **self._source(),
            }
            functions = [one.id for one in FUNCTIONS]
            for ally in self._some(self.bodies, 0, 6) + self._some(self._open(), 0, 2):
                until = self._day() if self.chance.random() < 0.2 else ""
                yield {
                    "name": case,
                    "worked on by": ally,
                    "since": "" if until else self._day(),
                    "until": until,
                    "functions": "|".join(self._some(functions, 1, 4)),
                    **self._source(),
                }

    def _open(self) -> list[str]:
        """Whoever is neither at risk by role nor holds an office."""
        return [name for name, role in self.roles.items() if role not in RED_ROLES]

    def _of(self, role: str, n: int) -> str:
        some = [name for name, one in self.roles.items() if one == role]
        return some[n % len(some)]

    def _families(self) -> Iterator[dict[str, str]]:
        for n, case in enumerate(CASES):
            for prisoner in self._prisoners(n):
                for m, relation in enumerate(("sister", "brother", "cousin")[: 1 + n % 3]):
                    yield {
                        "family": f"Family of the {_bird(case)}",
                        "name": _relative(relation, case),
                        "prisoner": prisoner,
                        "relation": relation,
                        "speaks": "no" if m else "yes",
                        "case": "" if m else case,
                        **self._source(),
                    }

    def _coalitions(self) -> Iterator[dict[str, str]]:
        for n, name in enumerate(self.coalitions):
            yield {
                "name": name,
                "works on": "|".join(CASES[n::4]),
                "members": "|".join(self._some(self.bodies, 1, 8)),
                "since": ("2024", "2025-03", "", "2023-05-05")[n],
                "source": SOURCE if n % 2 else "",
                "reliability": "unsure" if n % 2 else "",
            }

    def _consents(self) -> Iterator[dict[str, str]]:
        for n, case in enumerate(CASES):
            for m, use in enumerate(CONSENT_USES[: n % 7]):
                state = ("given", "given", "refused", "withdrawn")[(n + m) % 4]
                yield {
                    "case": case,
                    "use": use,
                    "state": state,
                    "giver": _relative("sister", case),
                    "date": f"2025-{m + 1:02d}-11"[: 10 if state == "given" else 7],
                    "withdrawn": "2026-02" if state == "withdrawn" else "",
                    "review": "2026-12-15" if m % 2 else "",
                    "source": SOURCE,
                    "reliability": "likely reliable",
                }

    def _approaches(self) -> Iterator[dict[str, str]]:
        for n, ask in enumerate(ASKS):
            if ask.id == "do nothing":
                continue
            response = RESPONSES[n % len(RESPONSES)]
            effect = EFFECTS[n % len(EFFECTS)].title if n % 2 else ""
            done = n % 5 != 0
            yield {
                "ask": ask.title,
                "case": CASES[n % 4],
                "made to": SPEAKING[n % len(SPEAKING)],
                "made by": self.bodies[n % len(self.bodies)],
                "public": ("yes" if n % 2 else "no") if ask.public is None else "",
                "status": "made" if done else ("planned" if n % 10 else "given up"),
                "date": f"2026-{1 + n % 9:02d}-{1 + n % 27:02d}" if done else "",
                "due": f"2026-{10 + n % 3}-2{n % 8}",
                "response": response.title if done else "",
                "response date": "2026-10-05" if done and n % 3 else "",
                "effect": effect if done else "",
                "effect status": "claimed" if done and effect else "",
                "source": SOURCE,
                "reliability": "likely reliable",
            }

    def _events(self) -> Iterator[dict[str, str]]:
        for n, kind in enumerate(DATE_KINDS):
            # Half the cases stay as they are, so that something is left to be done.
            for case in CASES[6 + n % 3 :: 3] if kind.stage else CASES[n % 3 :: 3]:
                past = f"2026-{1 + n % 9:02d}-11"
                yield {
                    "kind": kind.title,
                    "case": case,
                    "date": f"202{6 + n % 2}-12-{1 + n:02d}" if kind.ahead else past,
                    "country": DETAINING[CASES.index(case) % len(DETAINING)] if n % 2 else "",
                    "place": "the Old Court" if n % 4 == 1 else "",
                    **self._source(),
                }

    def _statements(self) -> Iterator[dict[str, str]]:
        for n, kind in enumerate(STATEMENT_KINDS):
            yield {
                "title": f"{kind.capitalize()} of the {CASES[n].rpartition(' ')[2]}",
                "kind": kind,
                "status": "planned" if n == 4 else "published",
                "date": "2026-12-20" if n == 4 else ("2026", "2026-04", "2026-05-06", "2025")[n],
                "signatories": "|".join(self._some(self._open(), 40, 60)),
                "addressed to": self.chance.choice(SPEAKING),
                "about": CASES[n],
                "source": SOURCE,
                "reliability": "likely reliable",
            }

    def _stances(self) -> Iterator[dict[str, str]]:
        for case in CASES[:9]:
            for who in self._some([*self.bodies, *self._open()], 0, 9):
                yield {
                    "who": who,
                    "case": case,
                    "stance": str(self.chance.randint(-2, 2)),
                    "date": self._day(),
                    **self._source(),
                }

    def _ties(self) -> Iterator[dict[str, str]]:
        people = self._open()
        pairs = {frozenset(self.chance.sample(people, 2)) for _ in range(400)}
        for pair in sorted(sorted(pair) for pair in pairs):
            yield {
                "from": pair[0],
                "kind": "knows",
                "to": pair[1],
                "since": self._day(),
                "until": "",
                **self._source(),
            }
        pairs = {frozenset(self.chance.sample(self.bodies, 2)) for _ in range(40)}
        for pair in sorted(sorted(pair) for pair in pairs):
            yield {
                "from": pair[0],
                "kind": "coordinates with",
                "to": pair[1],
                "since": self._day(),
                "until": "",
                **self._source(),
            }


def _bird(case: str) -> str:
    return case.partition(" ")[0]


def _relative(relation: str, case: str) -> str:
    return f"{relation.capitalize()} of the {_bird(case)}"
