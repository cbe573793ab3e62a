"""What tells people and bodies of one name apart: never a bare id, which means nothing to anybody.

Also how a code of the campaign's own becomes an id: by itself alone, so that who has one is found
by it, whatever the name is corrected to.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from msgspec.structs import replace

from graph.model.records import Entity, Tie
from graph.model.schema import ENTITIES, Trait, tie_kinds
from graph.model.text import fold
from graph.model.words import say
from graph.store.base import Scope, Store

TELLING: Final = ("role", "sector", "kind", "city", "founded")  # values, in the order of telling
# Where somebody is or belongs tells more than what they are called.
BELONGING: Final = frozenset(tie_kinds(Trait.TELLING))


def keyed_id(key: bytes, kind: str, *parts: str) -> str:
    """An id that says nothing: the same for the same parts under one secret of 32 bytes."""
    text = "\0".join((kind, *(fold(part) for part in parts)))
    digest = hmac.new(key, text.encode(), "sha256").hexdigest()
    return f"{ENTITIES[kind].prefix}:{digest[:20]}"


# They come from public lists alone; a mission or a place of one's own may have a code.
_WITHOUT_CODES: Final = frozenset(("Government", "Measure"))


def coded_ids(key: bytes, kinds: Iterable[str], code: str) -> set[str]:
    """The ids that a code would be, as one of these kinds (none: of any that may have codes)."""
    wanted = [kind for kind in kinds or ENTITIES if kind not in _WITHOUT_CODES]
    return {keyed_id(key, kind, *blank, code) for kind in wanted for blank in ((), ("",))}


def described(store: Store, scope: Scope, entities: Collection[Entity]) -> list[str]:
    """Each of these so that a person can tell it from the others, as far as `scope` may see.

    Name, role, city, what they belong to, and the code in quotation marks.
    """
    ids = frozenset(one.id for one in entities)
    belonging = replace(scope, ids=ids, kinds=frozenset(), ties=BELONGING)
    ties = [t for t in store.read(belonging) if isinstance(t, Tie)]
    ends = frozenset({end for tie in ties for end in (tie.source, tie.target)} - ids)
    others = replace(scope, ids=ends, kinds=None, ties=frozenset())
    names = {r.id: r.title for r in store.read(others) if isinstance(r, Entity)} if ends else {}
    return [_described(one, ties, names) for one in entities]


def _described(one: Entity, ties: Collection[Tie], names: Mapping[str, str]) -> str:
    near = [
        t.target if t.source == one.id else t.source for t in ties if one.id in (t.source, t.target)
    ]
    marks = [str(one.values[name]) for name in TELLING if one.values.get(name)]
    marks += [names[id] for id in dict.fromkeys(near) if id in names]
    if code := one.values.get("code"):
        marks.append(say("code “{code}”", code=code))
    marks = marks or [say(ENTITIES[one.kind].label).lower()]
    return say("{name} ({marks})", name=one.title, marks=", ".join(marks))
