"""Every Cypher text of the Neo4j store. Values are parameters, always; names of labels and types
come from graph.schema, nowhere else.

What lies in the database:

    (:Entity:Government {id, name, …})      one per id; the merged values are for reading in the
                                            Neo4j Browser only, and follow each change
    (:Claim {id, dataset, _body, …})-[:CLAIMS]->(:Entity)         what one dataset says of it
    (:Entity)-[:RECOMMENDED_TO {dataset, key, since, …}]->(:Entity)      a tie is its own claim
    (:Load), (:Chunk)                       the list of loads, and the archive of what each said
    (:Store {version, …}), (:Setting), (:Turnstile)

A claim is there for readers while `_born` ≤ version < `_dies`. A change writes what is to be born
and marks what is to die under the next version number; raising the store's `version` is the flip.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from graph.model.schema import ENTITIES, TIES

SCHEMA: Final = (
    "CREATE CONSTRAINT demarche_entity IF NOT EXISTS FOR (e:Entity) REQUIRE e.id IS UNIQUE",
    "CREATE CONSTRAINT demarche_setting IF NOT EXISTS FOR (s:Setting) REQUIRE s.key IS UNIQUE",
    "CREATE CONSTRAINT demarche_store IF NOT EXISTS FOR (s:Store) REQUIRE s.one IS UNIQUE",
    "CREATE CONSTRAINT demarche_turnstile IF NOT EXISTS FOR (t:Turnstile) REQUIRE t.name IS UNIQUE",
    "CREATE CONSTRAINT demarche_load IF NOT EXISTS FOR (l:Load) REQUIRE l.id IS UNIQUE",
    "CREATE INDEX demarche_claim IF NOT EXISTS FOR (c:Claim) ON (c.id)",
    "CREATE INDEX demarche_chunk IF NOT EXISTS FOR (c:Chunk) ON (c.load)",
    "CALL db.awaitIndexes(60)",
)
LANES: Final = ["left lane", "right lane"]  # in which one writer's batches go side by side
CREATE: Final = f"""
MERGE (s:Store {{one: 1}})
ON CREATE SET s.format = $format, s.revision = 0, s.loads = 0, s.version = 0, s.reserved = 0,
              s.clean = 0, s.settled = 0, s.swept = 0
FOREACH (name IN {["gate", "writer", *LANES]} | MERGE (:Turnstile {{name: name}}))
"""
# Before and after: what was read in between is of one state only if they agree.
STATE: Final = """
MATCH (s:Store {one: 1})
WITH s, s.version AS before
OPTIONAL MATCH (l:Load)
WITH s, before, [load IN collect(l) | properties(load)] AS loads
RETURN before, properties(s) AS store, loads
"""
SWEPT: Final = "MATCH (s:Store {one: 1}) RETURN s.swept"

# Writing

TURN: Final = "MATCH (t:Turnstile {name: $name}) SET t.turns = coalesce(t.turns, 0) + 1"
# Each batch locks its lane first and looks second, and whoever reserves a number locks all lanes:
# so a writer that lost its turn writes nothing more.
RESERVE: Final = """
UNWIND $lanes AS lane MERGE (t:Turnstile {name: lane}) SET t.turns = coalesce(t.turns, 0) + 1
WITH count(*) AS locked
MATCH (s:Store {one: 1}) SET s.reserved = s.reserved + 1 RETURN s.reserved
"""
FENCE: Final = """
MATCH (t:Turnstile {name: $lane}) SET t.turns = t.turns + 1
WITH t MATCH (s:Store {one: 1}) WHERE s.reserved = $number RETURN s.reserved
"""
FLIP: Final = """
MATCH (s:Store {one: 1}) WHERE s.reserved = $number
SET s.version = $number, s.clean = $number, s.revision = s.revision + $raised RETURN s.version
"""
SETTLED: Final = "MATCH (s:Store {one: 1}) SET s += $state"
ADD_LOAD: Final = "MATCH (s:Store {one: 1}) SET s.loads = $load.id CREATE (l:Load) SET l = $load"
MARK_LOAD: Final = "MATCH (l:Load {id: $id}) SET l.undone = $undone"
DROP_LOADS: Final = "MATCH (l:Load) WHERE l.id IN $ids DELETE l"
ADD_CHUNKS: Final = "UNWIND $rows AS row CREATE (c:Chunk) SET c = row"
CHUNKS: Final = """
MATCH (c:Chunk {load: $load}) WHERE c.part = $part RETURN c.n, c.kind, c.digests ORDER BY c.n
"""
CHUNK: Final = "MATCH (c:Chunk {load: $load}) WHERE c.n = $n RETURN c.rows"
# Chunks that are to take the place of a load's are kept under its number made negative, which is no
# load's; so they go like any leftover unless the flip gives them their place.
DROP_REPLACED: Final = """
UNWIND $chunks AS place MATCH (c:Chunk {load: place[0]}) WHERE c.n = place[1] DELETE c
"""
REPLACE: Final = """
UNWIND $chunks AS place MATCH (c:Chunk {load: -place[0]}) WHERE c.n = place[1] SET c.load = place[0]
"""
SET_LOAD: Final = "MATCH (l:Load {id: $load.id}) SET l = $load"
FOLDERS: Final = """
SHOW SETTINGS 'server.directories.data', 'server.directories.transaction.logs.root'
YIELD name, value RETURN value ORDER BY name
"""
DROP_CHUNKS: Final = """
MATCH (c:Chunk) WHERE NOT EXISTS { MATCH (l:Load {id: c.load}) }
WITH c LIMIT 20 DELETE c RETURN count(*)
"""
# What is new is filled with +=, not =, which would first look for what to remove.
ADD_CLAIMS: Final = """
UNWIND $rows AS row MATCH (e:Entity {id: row.id}) CREATE (c:Claim)-[:CLAIMS]->(e) SET c += row
"""
ADD_ENDS: Final = "UNWIND $rows AS id MERGE (:Entity {id: id})"
# The database's own names of entities: by these they are found without an index.
ELEMENTS: Final = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN collect([e.id, elementId(e)])"
# Which of these entities are there, by the database's own names, and in which places they are
# claimed. One list is read many times as fast as its items in as many rows.
PLACES: Final = """
UNWIND $ids AS id MATCH (c:Claim {id: id})-[:CLAIMS]->(e)
WHERE c._born <= $version AND (c._dies IS NULL OR c._dies > $version)
RETURN collect([id, c.dataset, coalesce(c._part, ''), coalesce(c._layer, 0), elementId(e)])
"""
SETTING: Final = "MATCH (s:Setting {key: $key}) RETURN s.value"
SET: Final = "MERGE (s:Setting {key: $key}) SET s.value = $value"
SET_ONCE: Final = """
MERGE (s:Setting {key: $key}) ON CREATE SET s.value = $value RETURN s.value
"""
_OF_LAYER = """
x.dataset = $dataset AND coalesce(x._part, '') = $part AND coalesce(x._layer, 0) = $layer
AND x._born <= $version AND x._dies IS NULL SET x._dies = $number"""
END_ENTITIES: Final = f"UNWIND $rows AS row MATCH (x:Claim {{id: row[0]}}) WHERE {_OF_LAYER}"


def add_entities(kind: str) -> str:
    """Rows of merged values and claim, of entities that are not there yet; gives their names."""
    return f"""UNWIND $rows AS row
CREATE (e:Entity:{_label(kind)}) SET e += row[0] CREATE (c:Claim)-[:CLAIMS]->(e) SET c += row[1]
RETURN collect([e.id, elementId(e)])"""


def add_ties(kind: str) -> str:
    """Rows of source and target by the database's own names, and properties."""
    return f"""UNWIND $rows AS row
MATCH (a) WHERE elementId(a) = row[0] MATCH (b) WHERE elementId(b) = row[1]
CREATE (a)-[r:{_type(kind)}]->(b) SET r += row[2]"""


def end_ties(kind: str) -> str:
    """Rows of source, target, key."""
    return f"""UNWIND $rows AS row
MATCH (:Entity {{id: row[0]}})-[x:{_type(kind)}]->(:Entity {{id: row[1]}})
WHERE coalesce(x.key, '') = row[2] AND {_OF_LAYER}"""


# After a flip, or after a crash: what died goes, and so does what was never born.

_DEAD = "x._dies <= $version"
_UNBORN = "x._born > $version AND x._born <= $reserved"


def sweep_claims(*, unborn: bool) -> str:
    """Some of them; says how many."""
    return f"""MATCH (x:Claim) WHERE {_UNBORN if unborn else _DEAD}
WITH x LIMIT 10000 DETACH DELETE x RETURN count(*)"""


def sweep_ties(kind: str, *, unborn: bool) -> str:
    """As `sweep_claims`."""
    return f"""MATCH ()-[x:{_type(kind)}]->() WHERE {_UNBORN if unborn else _DEAD}
WITH x LIMIT 10000 DELETE x RETURN count(*)"""


# Entities that nothing is left of.
SWEEP_BARE: Final = (
    "MATCH (e:Entity) WHERE NOT EXISTS { (e)--() } WITH e LIMIT 10000 DELETE e RETURN count(*)"
)
UNMARK_CLAIMS: Final = (
    "MATCH (x:Claim) WHERE x._dies > $version AND x._dies <= $reserved REMOVE x._dies"
)


def unmark_ties(kind: str) -> str:
    return (
        f"MATCH ()-[x:{_type(kind)}]->() WHERE x._dies > $version AND x._dies <= $reserved "
        "REMOVE x._dies"
    )


TOUCHED: Final = (
    "MATCH (x:Claim) WHERE x._born > $settled OR x._dies > $settled RETURN DISTINCT x.id"
)


def dress(kind: str) -> str:
    """Give entities of one kind their label and merged values, legible in the Neo4j Browser."""
    return f"""UNWIND $rows AS row MATCH (e:Entity {{id: row.id}})
SET e = row, e:{_label(kind)}"""


def undress(kind: str) -> str:
    """Take both away again: nothing is claimed of these any more."""
    return f"""UNWIND $rows AS id MATCH (e:Entity {{id: id}})
SET e = {{id: id}} REMOVE e:{_label(kind)}"""


# Reading: each statement gives one record with a list of rows, since many records take the driver
# ten times as long. No order is promised within a list: the server sorts strings by their UTF-16
# units, unless it has them from an index, and everybody else by code points.

_ENTITY = (
    "[c.id, c.kind, c._known, c._body, c.dataset, coalesce(c._part, ''), coalesce(c._layer, 0)]"
)
_TIE = """[type(r), a.id, b.id, coalesce(r.key, ''), r.since, r.until, r.strength, r._known,
r._level, r.dataset, coalesce(r._part, ''), coalesce(r._layer, 0), r._body]"""
# The next so many entities, in the order of the index. In their COLLECT: something of each.
_PAGE = """MATCH (e:Entity) USING INDEX e:Entity(id) WHERE e.id > $after AND e.id < $before
WITH e ORDER BY e.id LIMIT $page WITH collect(e) AS page
RETURN page[-1].id AS last, COLLECT { UNWIND page AS a"""


def _visible(x: str) -> str:
    return (
        f"{x}._born <= $version AND ({x}._dies IS NULL OR {x}._dies > $version) "
        f"AND {x}._level <= $audience AND ({x}._known IS NULL OR {x}._known <= $as_of) "
        f"AND ($without IS NULL OR NOT {x}.dataset IN $without)"
    )


def _there(x: str) -> str:
    return f"EXISTS {{ ({x})<-[:CLAIMS]-(c:Claim) WHERE {_visible('c')} }}"


ENTITIES_PAGE: Final = (
    f"{_PAGE} MATCH (a)<-[:CLAIMS]-(c:Claim) WHERE {_visible('c')} RETURN {_ENTITY} }} AS rows"
)
ENTITIES_BY_ID: Final = f"""
UNWIND $ids AS id MATCH (c:Claim {{id: id}}) WHERE {_visible("c")} RETURN collect({_ENTITY})"""
VISIBLE_AROUND: Final = f"""
UNWIND $ids AS id MATCH (c:Claim {{id: id}}) WHERE {_visible("c")} RETURN collect(DISTINCT c.id)"""
# A form begins with the digit of its level: a name may be stricter than the claim.
CANDIDATES: Final = f"""
MATCH (c:Claim) WHERE {_visible("c")} AND ($kinds IS NULL OR c.kind IN $kinds) AND (
  any(form IN c._forms WHERE toInteger(left(form, 1)) <= $audience
      AND any(words IN $words WHERE all(word IN words WHERE substring(form, 1) CONTAINS word)))
  OR c.id IN $whole OR c.id STARTS WITH $beginning)
RETURN collect(DISTINCT c.id)
"""


def how_many() -> str:
    """How many ties of each kind are stored, from the database's own counters."""
    return "\nUNION ALL\n".join(
        f"MATCH ()-[r:{kind}]->() WITH count(r) AS n RETURN '{kind}' AS kind, n"
        for kind in sorted(TIES)
    )


def ties(kind: str) -> str:
    """All visible ties of one kind."""
    return f"""MATCH (a:Entity)-[r:{_type(kind)}]->(b:Entity)
WHERE {_visible("r")} AND {_there("a")} AND {_there("b")} RETURN collect({_TIE})"""


def ties_page(kind: str) -> str:
    """Those that begin at the next so many entities."""
    return f"""{_PAGE} WITH a WHERE {_there("a")} MATCH (a)-[r:{_type(kind)}]->(b:Entity)
WHERE {_visible("r")} AND {_there("b")} RETURN {_TIE} }} AS rows"""


def ties_from(kinds: Iterable[str], *, among: bool) -> str:
    """Visible ties that begin at any of `$some`; `among`: and end at one of `$ids`."""
    return f"""UNWIND $some AS id MATCH (a:Entity {{id: id}})-[r{_types(kinds)}]->(b:Entity)
WHERE {"b.id IN $ids AND" if among else ""} {_visible("r")} AND {_there("a")} AND {_there("b")}
RETURN collect({_TIE})"""


def ties_to(kinds: Iterable[str]) -> str:
    """Visible ties that end at any of `$some`, and begin at none of `$ids`."""
    return f"""UNWIND $some AS id MATCH (b:Entity {{id: id}})<-[r{_types(kinds)}]-(a:Entity)
WHERE NOT a.id IN $ids AND {_visible("r")} AND {_there("a")} AND {_there("b")}
RETURN collect({_TIE})"""


def step(kinds: Iterable[str], *, through: bool) -> str:
    """The visible entities one visible tie away from `$ids`; `through`: only of `$kinds`."""
    visible = _visible("c") + (" AND c.kind IN $kinds" if through else "")
    return f"""UNWIND $ids AS id MATCH (:Entity {{id: id}})-[r{_types(kinds)}]-(b:Entity)
WHERE {_visible("r")} WITH DISTINCT b WHERE EXISTS {{ (b)<-[:CLAIMS]-(c:Claim) WHERE {visible} }}
RETURN collect(b.id)"""


def _types(kinds: Iterable[str]) -> str:
    """Of relationships, never of CLAIMS, and none where there are no kinds."""
    return ":" + ("|".join(_type(kind) for kind in sorted(kinds)) or "NONE_OF_THEM")


def _type(kind: str) -> str:
    return f"`{TIES[kind].name}`"


def _label(kind: str) -> str:
    return f"`{ENTITIES[kind].name}`"
