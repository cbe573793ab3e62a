"""FollowTheMoney, as OpenSanctions, Aleph and OpenAleph write it: an entity a line.

All values are lists, and relations are entities: which of them are ties, and between what, stands
in ftm_relations.txt. Intervals are not graph edges: some have one end, some several.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any, Final

from graph.model.words import mark
from loaders.bring.table import ForeignTable
from loaders.bring.tools.json_parts import cells, readable_json
from loaders.bring.tools.meanings import day_of
from loaders.bring.tools.pieces import Losses, Piece, network_tables
from loaders.bring.tools.registry import file_format
from loaders.bring.tools.word_tables import table_of
from loaders.bring.tools.words import kind_of_tie
from loaders.countries import known as known_country
from loaders.files.json_records import objects
from loaders.files.sources import Source

_FIELDS: Final = re.compile(r"\"(?:schema|properties)\"\s*:")
_ONE_END: Final = mark("Relations of the kind {schema} that name one end alone, so no tie: {n}.")
_ABOUT_ONE: Final = mark("Records of the kind {schema}, about one alone, so no tie: {n}.")
_MANY: Final = mark("Relations with several at an end, of which each pair is a tie: {n}.")
_DAYS: Final = mark("Several days of a beginning or an end, of which the widest are taken: {n}.")
_ADDRESSES: Final = mark("Addresses, which stand with those who have them, as text: {n}.")
_NO_ADDRESS: Final = mark("Addresses that are referred to and are not in the file: {n}.")
_PUBLISHED: Final = mark("When and where the publisher has seen an entity, and its other ids: {n}.")
_SPANS: Final = ("startDate", "date", "endDate")
_DATES: Final = {"since": ("startDate", "date"), "until": ("endDate",)}
_COUNTRIES: Final = ("country", "nationality", "jurisdiction", "citizenship", "mainCountry")
_OF_TIES: Final = {
    "role": "position",
    "relationship": "position",
    "status": "position",
    "summary": "description",
    "description": "description",
    "sourceUrl": "source",
}
_OF_ELEMENTS: Final = {
    "summary": "description",
    "description": "description",
    "notes": "description",
    "country": "country",
    "jurisdiction": "country",
    "mainCountry": "country",
    "nationality": "nationality",
    "incorporationDate": "since",
    "dissolutionDate": "until",
    "position": "position",
    "website": "website",
    "email": "email",
    "phone": "phone",
    "topics": "tags",
    "sourceUrl": "source",
}
_NAMES: Final = ("name", "title", "full", "fileName")
_OTHER_NAMES: Final = ("alias", "previousName", "weakAlias", "abbreviation")
_NAMING: Final = frozenset((*_NAMES, *_OTHER_NAMES, "address", "addressEntity"))

Properties = Mapping[str, list[str]]


@file_format
def follow_the_money(source: Source, begins: str) -> tuple[ForeignTable, ...] | None:
    """Entities by schema with all their names; relations as ties from one end to the other.

    A sanction is a tie from the state to whom it sanctions. Addresses become text of who has them.
    """
    if begins[:1] not in "{[" or len(set(_FIELDS.findall(begins))) < 2:
        return None
    first = next(_records(source), None)
    if not (first and "schema" in first and isinstance(first.get("properties"), dict)):
        return None
    relations = {
        row["schema"]: (row["from"], row["to"])
        for row in table_of(Path(__file__).with_name("ftm_relations.txt"))
    }
    addresses: dict[str, str] = {}  # by id; whole once the file has been read, before its rows are
    return network_tables(
        "FollowTheMoney", source, lambda losses: _pieces(source, relations, addresses, losses)
    )


def _records(source: Source) -> Iterator[dict[str, Any]]:
    with readable_json(source):
        yield from objects(source)


def _pieces(
    source: Source,
    relations: Mapping[str, tuple[str, str]],
    addresses: dict[str, str],
    losses: Losses,
) -> Iterator[Piece]:
    referred: Counter[str] = Counter()
    for line, record in enumerate(_records(source), 1):
        schema = str(record.get("schema", ""))
        ends = relations.get(schema)
        if losses.role and (ends is None) is (losses.role == "ties"):
            continue
        properties = _properties(record)
        if {"datasets", "referents", "first_seen"} & record.keys():
            losses.add("entities", _PUBLISHED)
        if schema == "Address" and "full" in properties:
            addresses[str(record.get("id"))] = _joined(properties["full"])
            losses.add("entities", _ADDRESSES)
        elif ends is None:
            referred.update(properties.get("addressEntity", ()))
            yield _element(line, record, properties, addresses)
        elif ends[1] == "-":
            losses.add("ties", _ABOUT_ONE, schema=schema)
        else:
            yield from _ties(line, record, properties, ends, losses)
    absent = sum(times for id, times in referred.items() if id not in addresses)
    losses.add("entities", _NO_ADDRESS, absent)


def _properties(record: Mapping[str, Any]) -> dict[str, list[str]]:
    """The texts of each property that has any; a lone value is a list of one."""
    properties = record.get("properties")
    texts: dict[str, list[str]] = {}
    for name, values in properties.items() if isinstance(properties, dict) else ():
        values = values if isinstance(values, list) else [values]
        if shown := [_text(value) for value in values if value not in (None, "")]:
            texts[name] = shown
    return texts


def _text(value: object) -> str:
    if isinstance(value, dict):  # a nested entity: its id, as others refer to it
        value = value.get("id", "")
    text = value if type(value) is str else str(value)
    return text.strip().replace("|", "/")


def _joined(values: list[str]) -> str:
    return "|".join(dict.fromkeys(values))


def _days(properties: Properties, losses: Losses) -> dict[str, str]:
    """since and until: the earliest beginning and the latest end."""
    days: dict[str, str] = {}
    for meaning, names in _DATES.items():
        texts = next((properties[name] for name in names if name in properties), [])
        if len(texts) > 1:
            losses.add("ties", _DAYS)
        ordered = sorted(map(day_of, texts))
        if ordered:
            days[meaning] = ordered[0] if meaning == "since" else ordered[-1]
    return days


def _element(
    line: int,
    record: Mapping[str, Any],
    properties: Properties,
    addresses: Mapping[str, str],
) -> Piece:
    names = [name for field in _NAMES for name in properties.get(field, [])]
    parts = [properties[x][0] for x in ("firstName", "lastName") if x in properties]
    caption = str(record.get("caption") or "")
    name = caption if caption in names else next(iter(names), " ".join(parts) or caption)
    others = [x for field in _OTHER_NAMES for x in properties.get(field, [])]
    known = {
        "id": str(record.get("id", "")),
        "name": name,
        "kind": str(record.get("schema", "")),
        "aliases": _joined([one for one in (*names, *others) if one != name]),
    }
    meant, more = _meant(properties, _OF_ELEMENTS, _NAMING)
    side = _side(record)
    known |= meant | {"kind": side.pop("kind", known["kind"])}
    more |= {name: cell for name, cell in side.items() if name not in known}
    for day in ("since", "until"):
        if day in known:
            known[day] = day_of(known[day].partition("|")[0])
    if "addressEntity" in properties or "address" in properties:
        places = [addresses.get(id, "") for id in properties.get("addressEntity", [])]
        more["address"] = _joined([*filter(None, places), *properties.get("address", [])])
    return Piece(line, "entities", known, more)


def _ties(
    line: int,
    record: Mapping[str, Any],
    properties: Properties,
    ends: tuple[str, str],
    losses: Losses,
) -> Iterator[Piece]:
    schema = str(record.get("schema"))
    sources, targets = (properties.get(end, []) for end in ends)
    if ends[0] == "country":
        sources = _states(sources)
    if not sources or not targets:
        losses.add("ties", _ONE_END, schema=schema)
        return
    if len(sources) * len(targets) > 1:
        losses.add("ties", _MANY)
    side = _side(record)
    kind, role = side.pop("kind", schema), properties.get("role", [""])[0]
    if kind == "UnknownLink" and kind_of_tie(role):
        kind = role
    known = {"kind": kind, "id": str(record.get("id", "")), **_days(properties, losses)}
    if schema == "Sanction":  # on what ground, in place of a role
        known["position"] = _joined(properties.get("program", properties.get("reason", [])))
    meant, more = _meant(properties, _OF_TIES, {*ends, *_SPANS})
    known |= meant
    more |= {name: cell for name, cell in side.items() if name not in known}
    for source, target in product(sources, targets):
        yield Piece(line, "ties", {"from": source, "to": target, **known}, more)


def _side(record: Mapping[str, Any]) -> dict[str, str]:
    """What an export of this program says beside what the format can hold."""
    side = record.get("demarche")
    return cells(side, "id", "label", "watermark", "made with") if isinstance(side, dict) else {}


def _states(codes: list[str]) -> list[str]:
    """The ids in the store of these countries and of the European Union; others have none."""
    ids = []
    for code in codes:
        state = known_country(code, "iso2")
        if state or code.lower() == "eu":
            ids.append(f"gov:{state}" if state else "org:EU")
    return ids


def _meant(
    properties: Properties, means: Mapping[str, str], used: Collection[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """(cells by meaning, cells of the other properties) without those that are used already. Of
    several that mean the same, the first that the file has counts."""
    known: dict[str, str] = {}
    more: dict[str, str] = {}
    for name, texts in properties.items():
        if name in used:
            continue
        cell = texts[0] if len(texts) == 1 else _joined(texts)
        if name in _COUNTRIES:  # whose codes are written in capitals elsewhere
            cell = cell.upper()
        meaning = means.get(name)
        if meaning == "description":
            known[meaning] = "; ".join(filter(None, (known.get(meaning), *texts)))
        elif meaning is None or meaning in known:
            more[name] = cell
        else:
            known[meaning] = cell
    if "|" in known.get("country", ""):  # somebody lives in one, has a seat in one
        more["countries"] = known["country"]
        known["country"] = known["country"].partition("|")[0]
    return known, more
