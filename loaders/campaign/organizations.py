"""Organizations: allies, opponents and everybody between."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.records import Entity
from graph.model.vocabulary import CONTACT_RULES, FUNCTIONS, SAFE_TO_TELL, SECTORS, by_word
from graph.model.words import mark
from loaders.languages import LANGUAGES
from loaders.loader import Loaded, Row, loader, values
from loaders.people import day, noted

_FUNCTIONS = by_word(FUNCTIONS)


@loader(title=mark("Organizations"), after=("governments",))
def organizations(row: Row) -> Iterator[Loaded]:
    """Organizations around a case: allies, funders, media, opponents; one row each.

    What an organization could do stands here; what it does on a case stands in cases.

    name (needed): what it is called, in any script
    code: yours, of one organization alone: then a corrected name keeps all ties
    sector (needed): ngo, igo, media, party, union, company, faith, academic, bar, foundation, …
    also known as: other names and spellings, separated by |
    part of: the organization that it belongs to
    languages: in which it works, separated by |
    country: where it has its seat; a territory such as Hong Kong is one too
    city: where it has its seat
    can do: functions of a coalition that it could cover, separated by |
    website: its address
    contact rule: ok, ask first or do not contact
    safe to tell: yes, no or unknown; no means: do not approach
    founded: since when it exists
    note: for yourselves; shown to the strictest audience only
    """
    name, where = row.take("name"), row.origin()
    id = row.own_id("Organization", name, "")
    yield Entity(
        "Organization",
        id,
        name,
        values=values(
            sector=row.word(row.take("sector"), SECTORS, "sector"),
            aliases=row.listed("also known as"),
            code=row.maybe("code"),
            languages=row.listed("languages", LANGUAGES),
            city=row.maybe("city"),
            functions=[_FUNCTIONS[word] for word in row.choices("can do", _FUNCTIONS)],
            website=row.maybe("website"),
            contact=row.choice("contact rule", CONTACT_RULES),
            safe_to_tell=row.choice("safe to tell", SAFE_TO_TELL),
            founded=day(row, "founded"),
            note=row.maybe("note"),
        ),
        origin=where,
        labels=noted(row),
    )
    if row.maybe("country"):
        yield row.tie("LOCATED_IN", id, row.place("country"), origin=where)
    if whole := row.maybe("part of"):
        yield row.tie("PART_OF", id, row.ref("Organization", whole, "part of"), origin=where)
