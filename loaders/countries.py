"""The one place where names and codes of countries resolve: exactly, by alias, or not at all.

Names are never guessed: between Niger and Nigeria lies one letter. A text that is not known is an
error with candidates for a person to choose from.
"""

from __future__ import annotations

import csv
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from graph.model.errors import UnknownName
from graph.model.words import mark, say

TABLE = Path(__file__).parent / "reference" / "territories.csv"
NOT_A_STATE = "not a state"
# Which state governs a territory today, whoever else claims it.
_GOVERNED = {
    "AUS": "CCK CXR HMD NFK",
    "CHN": "HKG MAC",
    "DNK": "FRO GRL",
    "FIN": "ALA",
    "FRA": "ATF BLM GLP GUF MAF MTQ MYT NCL PYF REU SPM WLF",
    "GBR": "AIA BMU CYM FLK GGY GIB IMN IOT JEY MSR PCN SGS SHN TCA VGB",
    "NLD": "ABW BES CUW SXM",
    "NOR": "BVT SJM",
    "NZL": "TKL",
    "USA": "ASM GUM MNP PRI UMI VIR",
}
STATE_OF = {code: state for state, codes in _GOVERNED.items() for code in codes.split()}
TEXTS = (
    "iso3",
    "name",
    "kind",
    "region",
    "iso2",
    "numeric",
    "cow",
    "gw",
    "fips",
    "wikidata",
    "capital",
)

# Every scheme a column may declare, and what its codes are called in an error.
SCHEMES = {
    "name": mark("country"),
    "iso2": mark("two-letter ISO 3166 code"),
    "iso3": mark("three-letter ISO 3166 code"),
    "numeric": mark("numeric ISO 3166 code"),
    "cow": mark("Correlates of War state number"),
    "gw": mark("Gleditsch-Ward state number"),
    "fips": mark("FIPS 10-4 (GEC) country code"),
    "wikidata": mark("country among the Wikidata ids"),
}


@dataclass(frozen=True, slots=True)
class Territory:
    """A state, a territory or a state that has ended; `""` and None mean: there is none.

    `since` and `until` are years. A current state has `since` where it shares a code or a name
    with what was before it; in the year of the change the successor counts.
    """

    iso3: str  # our id; for what has no code in ISO 3166, one of our own (XKX, AUH, XZV)
    name: str
    kind: str  # state, observer, territory, partially recognized, historic, invented
    region: str  # regional group at the UN, as UPR-Info spells it
    un_since: int | None
    since: int | None
    until: int | None
    successors: tuple[str, ...]
    iso2: str
    numeric: str
    cow: str
    gw: str
    fips: str
    wikidata: str
    capital: str
    latitude: float | None
    longitude: float | None
    codes: tuple[str, ...]  # further codes, as "scheme:code"
    names: tuple[str, ...]  # `name` first

    @property
    def un_member(self) -> bool:
        """Whether it is a member of the United Nations today."""
        return self.un_since is not None and self.until is None


@lru_cache(maxsize=1)
def territories() -> Mapping[str, Territory]:
    """Every territory by its ISO 3166 three-letter code, or ours where it has none.

    >>> territories()["NAM"].iso2, territories()["NAM"].un_since
    ('NA', 1990)
    """
    rows = (row for row in _rows() if row["kind"] != NOT_A_STATE)
    return MappingProxyType({row["iso3"]: _territory(row) for row in rows})


@lru_cache(maxsize=1)
def not_states() -> Mapping[str, str]:
    """What is known to stand where a country is expected and is none: what each is, by name."""
    return MappingProxyType(
        {row["name"]: row["note"] for row in _rows() if row["kind"] == NOT_A_STATE}
    )


def not_a_state(text: str, scheme: str = "name") -> str | None:
    """The name in `not_states` that a text (or a Wikidata id) means; None if it means none.

    >>> not_a_state("Q190353", "wikidata"), not_a_state("Malta")
    ('Sovereign Military Order of Malta', None)
    """
    return _strangers(scheme).get(_code(text, scheme))


def resolve(text: str, scheme: str = "name", year: int | None = None) -> str:
    """The id of the territory that a name or code means, under the scheme that it is in.

    Where a state and what came before it share a name or a code, `year` decides; without it the
    one that exists today, then the one whose own code or first name it is. Raises `UnknownName`
    with candidates, also where several states of the past could be meant.

    >>> resolve("Viet Nam"), resolve("ag", "iso2"), resolve("ag", "fips")
    ('VNM', 'ATG', 'DZA')
    >>> resolve("345", "cow"), resolve("345", "cow", year=1980)
    ('SRB', 'YUG')
    >>> try: resolve("Nigera")
    ... except UnknownName as problem: print(problem)
    This is not a known country. Did you mean Nigeria or Niger? It says “Nigera”.
    """
    iso3 = known(text, scheme, year)
    if iso3 is not None:
        return iso3
    code = _code(text, scheme)
    near = [t.name for t in _index(scheme).get(code, ())]
    if not near and scheme == "name":
        near = _of_code(text) or _near(code)
    raise UnknownName(say(SCHEMES[scheme]), text, near)


@lru_cache(maxsize=8192)
def known(text: str, scheme: str = "name", year: int | None = None) -> str | None:
    """As `resolve`; None where it raises: nobody is looked for who could be meant instead."""
    code = _code(text, scheme)
    meant = _index(scheme).get(code, ())
    if year is not None:
        then = [t for t in meant if (t.since or year) <= year <= (t.until or year)]
        if then:
            return max(then, key=lambda t: (t.until is None, t.since or 0)).iso3
    own = [t for t in meant if _code(next(_texts(t, scheme)), scheme) == code]
    for group in (own, meant):
        for fit in ([t for t in group if t.until is None], group):
            if len(fit) == 1:
                return fit[0].iso3
    return None


@lru_cache(maxsize=8192)
def name_key(text: str) -> str:
    """A name as it is compared: folded, without punctuation or article, "&" and "St" in full.

    >>> name_key("St. Vincent & the Grenadines"), name_key("Côte d’Ivoire")
    ('saint vincent and grenadines', 'cote divoire')
    """
    from graph.model.text import fold

    letters = "".join(map(_letter, fold(text).replace("&", " and ")))
    words = ("saint" if word == "st" else word for word in letters.split())
    return " ".join(word for word in words if word != "the")


@lru_cache(maxsize=4096)
def _letter(char: str) -> str:
    # Letters, marks that are part of a letter, digits. A dot or an apostrophe joins ("U.S.",
    # "People's", also as the control character that a wrong decoding makes of it).
    category = unicodedata.category(char)
    if category[0] in "LMN" and char not in "ʼʻ":
        return char
    return "" if char in ".'’‘ʼʻ`´" or category == "Cc" else " "


def _code(text: str, scheme: str) -> str:
    if scheme == "name":
        return name_key(text)
    code = text.strip().rpartition("/")[2].upper()  # a Wikidata id may be a whole address
    if scheme in {"numeric", "cow", "gw"}:
        code = code.removesuffix(".0").lstrip("0")  # as a spreadsheet writes a number
    return code


def _rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _territory(row: Mapping[str, str]) -> Territory:
    def number(column: str) -> int | None:
        return int(row[column]) if row[column] else None

    return Territory(
        **{column: row[column] for column in TEXTS},
        un_since=number("un_since"),
        since=number("since"),
        until=number("until"),
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
        successors=tuple(row["successors"].split()),
        codes=tuple(row["codes"].split()),
        names=(row["name"], *filter(None, row["names"].split("|"))),
    )


def _texts(territory: Territory, scheme: str) -> Iterator[str]:
    """What a territory is called under a scheme, its own code or first name first."""
    if scheme == "name":
        yield from territory.names
    else:
        yield getattr(territory, scheme)
        marked = f"{scheme}:"
        yield from (c.removeprefix(marked) for c in territory.codes if c.startswith(marked))


@lru_cache(maxsize=len(SCHEMES))
def _index(scheme: str) -> Mapping[str, tuple[Territory, ...]]:
    index: dict[str, list[Territory]] = defaultdict(list)
    for territory in territories().values():
        for code in {_code(text, scheme) for text in _texts(territory, scheme)} - {""}:
            index[code].append(territory)
    return {code: tuple(meant) for code, meant in index.items()}


@lru_cache(maxsize=len(SCHEMES))
def _strangers(scheme: str) -> Mapping[str, str]:
    """The names in `not_states` by each name or Wikidata id that means them."""
    return {
        _code(text, scheme): row["name"]
        for row in _rows()
        if row["kind"] == NOT_A_STATE
        for text in ([row["name"], *row["names"].split("|")] if scheme == "name" else [row[scheme]])
        if text
    }


def _of_code(text: str) -> list[str]:
    """Territories that a text means if it is a code where a name should stand."""
    schemes = ("iso3", "iso2") if text.isupper() else ()
    return [t.name for scheme in schemes for t in _index(scheme).get(_code(text, scheme), ())]


def _near(key: str) -> list[str]:
    """Territories with similar names, or with these words in one: for a person to choose from."""
    from rapidfuzz import fuzz, process

    index, words = _index("name"), set(key.split())
    alike = process.extract(key, index.keys(), scorer=fuzz.ratio, limit=9, score_cutoff=78)
    holding = (name for name in index if words and words <= set(name.split()))
    names = (*(name for name, _, _ in alike), *holding)
    return list(dict.fromkeys(t.name for name in names for t in index[name]))[:5]
