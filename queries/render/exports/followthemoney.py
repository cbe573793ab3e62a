"""FollowTheMoney as JSON lines, for Aleph, OpenAleph and nomenklatura: relations are entities too.

FollowTheMoney has no field for how sure a claim is, who may see it, and much of what is said of a
case. All that stands in a side field, `demarche`, which its own tools carry along.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, BinaryIO, Final, NamedTuple

from graph.campaign.extract import Extract, LeavingEntity, LeavingTie
from graph.model.schema import ENTITIES
from graph.model.words import count, mark
from queries.render.export_cells import entity_cells, phrase, tie_cells
from queries.render.export_file import Lack, about, export_file
from queries.render.json_text import json_text

_BODY: Final = frozenset({"Organization", "PublicBody"})
_LEGAL: Final = _BODY | {"Person", "LegalEntity"}
_PERSON: Final = frozenset({"Person"})
_POST: Final = frozenset({"Position"})
_CASE: Final = frozenset({"CourtCase"})
_DATED: Final = frozenset({"Event", "Document", "Project"})
# What says in words which relation it is; elsewhere that is the role.
_WORDS: Final = {"Family": "relationship", "Associate": "relationship", "Occupancy": "summary"}
# Properties of ours that a schema has too: of everything, and of whoever may act.
_OF_ALL: Final = {"aliases": "alias", "note": "notes", "description": "description"}
_OF_ACTORS: Final = {"email": "email", "phone": "phone", "website": "website"}
_TOPICS: Final = {
    "diplomat": "role.diplo",
    "activist": "role.act",
    "judge": "role.judge",
    "local counsel": "role.lawyer",
    "international counsel": "role.lawyer",
    "journalist": "role.journo",
    "parliamentarian": "role.pep",
    "minister": "role.pep",
}


_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?")
_NO_ID = re.compile(r"[^0-9a-zA-Z.\-]+")


class _Relation(NamedTuple):
    """A schema of a relation: its property for either end, and which schemata may stand there."""

    schema: str
    source: str
    target: str
    sources: frozenset[str]
    targets: frozenset[str]


_RELATIONS: Final = {
    "MEMBER_OF": [_Relation("Membership", "member", "organization", _LEGAL, _BODY)],
    "LEADS": [_Relation("Directorship", "director", "organization", _LEGAL, _BODY)],
    "WORKS_FOR": [_Relation("Employment", "employee", "employer", _PERSON, _BODY)],
    "HOLDS_OFFICE": [_Relation("Occupancy", "holder", "post", _PERSON, _POST)],
    "REPRESENTS": [
        _Relation("Representation", "agent", "client", _LEGAL, _LEGAL),
        _Relation("CourtCaseParty", "party", "case", _LEGAL, _CASE),
    ],
    "KIN_OF": [_Relation("Family", "person", "relative", _PERSON, _PERSON)],
    "KNOWS": [_Relation("Associate", "person", "associate", _PERSON, _PERSON)],
}
_ANY: Final = frozenset(kind.ftm for kind in ENTITIES.values())
_LINK: Final = _Relation("UnknownLink", "subject", "object", _ANY, _ANY)


def _links(extract: Extract) -> int:
    kinds = _schemata(extract)
    return sum(_relation(tie, kinds) is _LINK for tie in extract.ties)


UNKNOWN: Final = Lack(
    _links,
    lambda n: count(
        "{n} tie is of a kind that FollowTheMoney does not know: it becomes a link with its words.",
        "{n} ties are of kinds that FollowTheMoney does not know: each becomes a link with its "
        "words.",
        n,
    ),
)
ASIDE: Final = Lack(
    lambda extract: len(extract.entities) + len(extract.ties),
    lambda n: count(
        "How sure {n} claim is, and who may see it, stands in a side field only.",
        "How sure {n} claims are, and who may see them, stands in a side field only.",
        n,
    ),
)


@export_file(
    mark("FollowTheMoney, for Aleph"),
    ending="ftm.json",
    media="application/json+ftm",
    lacks=(UNKNOWN, ASIDE),
)
def write(extract: Extract, out: BinaryIO) -> None:
    """One entity a line; every relation has both its ends. A mutual relation stands once."""
    kinds, ids = _schemata(extract), _ids(extract)
    for one in extract.entities:
        _line(out, _entity(one, ids, extract))
    for tie in extract.ties:
        _line(out, _tie(tie, _relation(tie, kinds), ids, extract))


def _line(out: BinaryIO, document: Mapping[str, Any]) -> None:
    out.write(json_text(document).encode() + b"\n")


def _schemata(extract: Extract) -> Mapping[str, str]:
    return {one.code: ENTITIES[one.kind].ftm for one in extract.entities}


def _ids(extract: Extract) -> Mapping[str, str]:
    """By code an id as FollowTheMoney allows it: letters and digits, dots and hyphens between."""
    ids: dict[str, str] = {}
    used = {one.code for one in extract.entities} | {tie.code for tie in extract.ties}
    for number, one in enumerate(extract.entities, 1):
        id = one.code
        if not _ID.fullmatch(id):
            id = _NO_ID.sub("-", id).strip("-.")
            id = id if id and id not in used else f"{id or 'entity'}-e{number}"
        used.add(id)
        ids[one.code] = id
    return ids


def _relation(tie: LeavingTie, kinds: Mapping[str, str]) -> _Relation:
    for relation in _RELATIONS.get(tie.kind, ()):
        if kinds[tie.source] in relation.sources and kinds[tie.target] in relation.targets:
            return relation
    return _LINK


def _entity(one: LeavingEntity, ids: Mapping[str, str], extract: Extract) -> dict[str, Any]:
    schema = ENTITIES[one.kind].ftm
    names = _OF_ALL | (_OF_ACTORS if schema in _LEGAL else {})
    properties = {"name": [one.name], **_sources(one)}
    for ours, theirs in names.items():
        if value := one.values.get(ours):
            properties[theirs] = value if isinstance(value, list) else [str(value)]
    if schema == "Document":  # which is a file there, and has no other title
        properties["fileName"] = [one.name]
    if schema in _DATED and one.values.get("date"):
        properties["date"] = [str(one.values["date"])]
    if one.kind == "Person" and (topic := _TOPICS.get(str(one.values.get("role")))):
        properties["topics"] = [topic]
    if iso := one.values.get("iso2"):
        properties["country"] = [str(iso).lower()]
    side = {name: value for name, value in entity_cells(one, extract).items() if name not in names}
    if ids[one.code] != one.code:
        side["id"] = one.code
    return _document(ids[one.code], schema, properties, side, extract)


def _tie(
    tie: LeavingTie, relation: _Relation, ids: Mapping[str, str], extract: Extract
) -> dict[str, Any]:
    properties = {
        relation.source: [ids[tie.source]],
        relation.target: [ids[tie.target]],
        **_sources(tie),
    }
    if role := _role(tie, relation):
        properties[_WORDS.get(relation.schema, "role")] = [role]
    properties |= {"startDate": [str(tie.since)]} if tie.since else {}
    properties |= {"endDate": [str(tie.until)]} if tie.until else {}
    return _document(tie.code, relation.schema, properties, tie_cells(tie, extract), extract)


def _role(tie: LeavingTie, relation: _Relation) -> str:
    """What somebody is to the other; of a link, the tie in words."""
    own = tie.values.get("position") or tie.values.get("relation")
    return str(own) if own else phrase(tie) if relation is _LINK else ""


def _sources(one: LeavingEntity | LeavingTie) -> dict[str, list[str]]:
    origin = one.origin
    web = origin.url and origin.url.startswith(("https://", "http://"))
    sources = {"sourceUrl": [str(origin.url)]} if web else {}
    return sources | ({"retrievedAt": [origin.retrieved.isoformat()]} if origin.retrieved else {})


def _document(
    id: str, schema: str, properties: Mapping[str, Any], side: Mapping[str, Any], extract: Extract
) -> dict[str, Any]:
    return {
        "id": id,
        "schema": schema,
        "properties": properties,
        "demarche": {**side, **about(extract)},
    }
