"""Cases: who is held by whom, at what stage, who decides, and who works on it."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.records import Entity
from graph.model.vocabulary import FUNCTIONS, POSTURES, SEVERITIES, STAGES, by_word
from graph.model.words import mark, say
from loaders.loader import Loaded, Ref, Row, loader, values
from loaders.people import ACTORS, confirmed, day, noted

_FUNCTIONS = by_word(FUNCTIONS)


@loader(
    title=mark("Cases"),
    people=True,
    after=("governments", "organizations", "activists"),
)
def cases(row: Row) -> Iterator[Loaded]:
    """Cases, and who works on them with which functions.

    A case has one row that says who holds the prisoner. Each further row of that name adds one who
    works on it, with functions and dates; a past end keeps a lapsed ally in the record. In a list
    without the column “detained by” each row is a case, whose holder stands in ties.

    name (needed): a code name, or the prisoner’s name where that is public already
    code: yours, of one case alone: then a corrected name keeps all ties
    persons: the prisoners, as in activists, separated by |
    detained by (needed): the state or territory that holds them; empty in rows on who works on it
    nationality: of the prisoners, separated by |
    charge: in the words of the charge sheet
    accused of treason: yes or no: also as a spy, terrorist or foreign agent
    stage: disappeared, incommunicado, pre-charge, pre-trial, trial, appeal, final, released, …
    posture: silent, private, private then public, or public: what the family and counsel want
    severity: life in danger, health in danger, ill-treated, harsh or stable
    profile: such as journalist, writer, lawyer; separated by |
    detained since: the day of the arrest
    next date: the next day on which something is decided; all dates stand in events
    decided by: offices or people who can decide, separated by |
    represented by: counsel, separated by |
    worked on by: who works on the case
    functions: what they do for it, separated by |
    since: from when they do it
    until: when they ceased to do it
    confirmed: the last day on which you knew that they do it
    note: for yourselves; shown to the strictest audience only
    """
    name, worker = row.take("name"), row.maybe("worked on by")
    id = row.own_id("Case", name)
    if tells_of_the_case := _tells_of_the_case(row):
        yield from _case(row, id, name)
    if worker:
        yield row.tie(
            "WORKS_ON",
            row.ref(ACTORS, worker, "worked on by"),
            id if tells_of_the_case else row.ref("Case", row.maybe("code") or name, "name"),
            key=row.maybe("since"),  # tells a second time apart from the first
            since=row.date("since"),
            until=row.date("until"),
            origin=row.origin(),
            values=values(
                functions=[_FUNCTIONS[word] for word in row.choices("functions", _FUNCTIONS)],
                confirmed=confirmed(row),
            ),
        )
    elif row.maybe("functions"):
        raise row.problem(say("Say who has these functions."), "worked on by")


def _tells_of_the_case(row: Row) -> bool:
    """Whether a row is the one that a case has of its own. RowProblem: it should be, and does not
    say who holds the prisoner."""
    if row.maybe("detained by"):
        return True
    if row.maybe("worked on by"):
        return False
    if row.has("detained by"):
        raise row.problem(
            say("Say who holds the prisoner, or who works on the case."), "detained by"
        )
    return True


def _case(row: Row, id: str, name: str) -> Iterator[Loaded]:
    since = row.past("detained since", mark("Load the case when the prisoner is held."))
    where = row.origin(since)
    yield Entity(
        "Case",
        id,
        name,
        values=values(
            code=row.maybe("code"),
            charge=row.maybe("charge"),
            treason=row.flag("accused of treason"),
            stage=row.choice("stage", [stage.id for stage in STAGES]),
            posture=row.choice("posture", POSTURES),
            severity=row.choice("severity", SEVERITIES),
            profile=row.listed("profile"),
            since=day(row, "detained since"),
            next_date=day(row, "next date"),
            note=row.maybe("note"),
        ),
        origin=where,
        labels=noted(row),
    )
    prisoners = [row.ref("Person", who, "persons") for who in row.several("persons")]
    for prisoner in prisoners:
        yield row.tie("CONCERNS", id, prisoner, origin=where)
    if row.maybe("detained by"):
        holder = row.state("detained by")
        targets: list[str | Ref] = [id, *prisoners]
        for target in targets:
            yield row.tie("DETAINS", holder, target, since=since, origin=where)
        if (place := row.place("detained by")) != holder:
            yield row.tie("LOCATED_IN", id, place, origin=where)
    for state in row.governments("nationality"):
        yield row.tie("NATIONAL_OF", id, state, origin=where)
    for who in row.several("decided by"):
        yield row.tie("DECIDES", row.ref(ACTORS, who, "decided by"), id, origin=where)
    for who in row.several("represented by"):
        yield row.tie("REPRESENTS", row.ref(ACTORS, who, "represented by"), id, origin=where)
