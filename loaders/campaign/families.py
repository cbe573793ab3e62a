"""Families of prisoners, and who speaks for them. TLP:RED unless a row has a label."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.records import Entity
from graph.model.schema import Label
from graph.model.words import mark, say
from loaders.loader import Loaded, Row, loader, values
from loaders.people import origin, person


@loader(title=mark("Families"), people=True, after=("governments", "activists", "cases"))
def families(row: Row) -> Iterator[Loaded]:
    """Members of a prisoner’s family and close circle, one row each, and who speaks for them.

    All of it is TLP:RED unless the row has a label; minors always.

    family (needed): what you call the family; a code name is best
    name (needed): the member, in any script; may be empty for somebody who shall not be named
    code: yours, of one person alone: then a corrected name keeps all ties; or it stands for a name
    also known as: other names and spellings, separated by |
    prisoner (needed): the relative in prison; several separated by |
    relation (needed): to the prisoner, such as sister
    speaks (needed): yes or no: whether this member speaks for the family
    case: for which this member speaks; several separated by |
    languages: separated by |
    country: where he or she lives
    city: where he or she lives
    contact rule: ok, ask first or do not contact
    safe to tell: yes, no or unknown; no means: do not approach
    minor: yes or no
    opted in: cases for which he or she agreed to make introductions, separated by |
    note: for yourselves; shown to the strictest audience only
    """
    family, where = row.take("family"), origin(row, Label.RED)
    home = row.id("Family", family)
    row.take("speaks")
    speaks = row.flag("speaks")
    yield Entity("Family", home, family)  # the same from each of its rows: as RED as its kind
    id = yield from person(row, "family spokesperson" if speaks else "relative")
    yield row.tie("PART_OF", id, home, origin=where)
    row.take("prisoner")
    for prisoner in row.several("prisoner"):
        yield row.tie(
            "KIN_OF",
            id,
            row.ref("Person", prisoner, "prisoner"),
            values=values(relation=row.take("relation")),
            origin=where,
        )
    if speaks:
        yield row.tie("REPRESENTS", id, home, origin=where)
        for case in row.several("case"):
            yield row.tie("REPRESENTS", id, row.ref("Case", case, "case"), origin=where)
    elif row.maybe("case"):
        raise row.problem(say("Only a member who speaks for the family has a case here."), "case")
