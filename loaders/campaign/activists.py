"""People of any role: activists, counsel, officials, prisoners; and offices without a name."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.vocabulary import ROLES
from graph.model.words import mark, say
from loaders.loader import Loaded, Row, loader, values
from loaders.people import confirmed, office, person

_HOW = {
    "member": "MEMBER_OF",
    "staff": "WORKS_FOR",
    "leader": "LEADS",
    "office holder": "HOLDS_OFFICE",
}
_BODIES = "Organization Government Mission Office Coalition Campaign"


@loader(
    title=mark("People"),
    people=True,
    after=("governments", "missions", "organizations"),
)
def activists(row: Row) -> Iterator[Loaded]:
    """People of any role, one row each; further ties stand in ties, relatives in families.

    Prisoners, relatives, local counsel, sources, doctors and interpreters are TLP:RED unless the
    row has a label; minors always. A row with neither name nor code records an office alone, whose
    holder is not known or shall not be named. Titles of offices are public, so keep names out.

    name (needed): in any script; may be empty for somebody who shall not be named
    code: yours, of one person alone: then a corrected name keeps all ties; or it stands for a name
    role (needed): prisoner, local counsel, activist, exile, parliamentarian, official, mediator, …
    also known as: other names and spellings, separated by |
    affiliation: the organization, government, mission or office
    affiliated as: member, staff, leader or office holder; needed with an affiliation
    position: the title of the post
    since: of the affiliation, such as 2024, 2024-05 or 2024-05-17
    until: of the affiliation; a former office holder keeps personal ties, the office the others
    confirmed: of the affiliation: the last day on which you knew that it holds
    languages: separated by |
    nationality: separated by |
    country: where he or she lives
    city: where he or she lives
    contact rule: ok, ask first or do not contact
    safe to tell: yes, no or unknown; no means: do not approach
    minor: yes or no
    opted in: cases for which he or she agreed to make introductions, separated by |
    note: for yourselves; shown to the strictest audience only
    """
    where, title, body = row.origin(), row.maybe("position"), row.maybe("affiliation")
    how = row.choice("affiliated as", _HOW)
    if bool(body) != bool(how):
        missing = "affiliated as" if body else "affiliation"
        raise row.problem(
            say("Give an affiliation and how somebody is affiliated, or neither."), missing
        )
    for column in () if how else ("position", "since", "until", "confirmed"):
        if row.maybe(column):
            raise row.problem(say("This belongs to an affiliation; give that too."), column)
    id, end = "", row.ref(_BODIES, body, "affiliation")
    if row.maybe("name") or row.maybe("code") or how != "office holder":
        id = yield from person(row, row.word(row.take("role"), ROLES, "role"))
        for state in row.governments("nationality"):
            yield row.tie("NATIONAL_OF", id, state, origin=where)
    if how == "office holder":
        post, records = office(end, row.take("position"), row)
        yield from records
        if id:
            yield row.tie(
                "HOLDS_OFFICE",
                id,
                post,
                since=row.date("since"),
                until=row.date("until"),
                values=values(confirmed=confirmed(row)),
                origin=where,
            )
    elif how:
        yield row.tie(
            _HOW[how],
            id,
            end,
            since=row.date("since"),
            until=row.date("until"),
            values=values(position=title, confirmed=confirmed(row)),
            origin=where,
        )
