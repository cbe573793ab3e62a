"""What one government has said about another at UN reviews, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from graph.model.errors import QuestionError
from graph.model.records import Tie
from graph.record.sessions import adopted, opens
from graph.view import View
from queries.answer import Answer, Bars, Note, Row, Table, columns
from queries.parameters import GovernmentId
from queries.question import question
from queries.shared.about import standing
from queries.shared.act_words import between
from queries.shared.maps import network_map
from queries.wording import counted, some_of


@question(
    "The record between two governments",
    section="Influence",
    cypher="""
MATCH (a:Government {id: $government})-[r:RECOMMENDED_TO]->(b:Government {id: $target})
RETURN a, r, b""",
)
def record(view: View, government: GovernmentId, target: GovernmentId) -> Answer:
    """What has one government said about another at UN reviews, and what became of it?

    Every recommendation on the public record, session by session: whether it was on detention,
    expression or civil society, how it was worded, and whether it was accepted. Acceptance is a
    promise in Geneva, not a release.

    government: the government that spoke
    target: the government that was spoken to
    """
    speaker, addressee = view.get(government), view.get(target)
    if speaker.id == addressee.id:
        raise QuestionError(f"{speaker.title} makes no recommendations to itself: choose another.")
    standing(view, addressee)
    ties = [
        tie
        for tie in view.ties("RECOMMENDED_TO", of=[government])
        if tie.source == speaker.id and tie.target == addressee.id
    ]
    ties.sort(key=lambda tie: (_session(tie), tie.key))
    who, whom = speaker.title, addressee.title
    if not ties:
        return Answer(
            f"No recommendation of {who} to {whom} is on the record that is loaded here. "
            "It may have said nothing, or the record may not reach that far.",
            between(view, speaker, addressee),
        )
    core = [tie for tie in ties if tie.values.get("core")]
    accepted, answered = _accepted(core)
    years = sorted({opens(_session(tie)).year for tie in ties})
    span = f"in {years[0]}" if len(years) == 1 else f"between {years[0]} and {years[-1]}"
    became = (
        f"{whom} accepted {some_of(accepted, answered)} whose answer is known"
        if accepted
        else f"{whom} accepted none{'' if answered == len(core) else ' whose answer is known'}"
        if answered
        else "no answer is recorded"
    )
    sentence = (
        f"{who} made {len(ties)} recommendation{'s' * (len(ties) > 1)} to {whom} {span}, "
        f"{len(core)} of them on detention, expression or civil society; "
        f"of these {became}."
        if core
        else f"{who} made {len(ties)} recommendation{'s' * (len(ties) > 1)} to {whom} {span}, "
        "none of them on detention, expression or civil society."
    )
    return Answer(
        sentence,
        [
            _sessions(ties),
            Table(
                "recommendations",
                "Each recommendation",
                columns(
                    "session",
                    "year",
                    ("core", "Detention, expression, civil society"),
                    "detention",
                    (
                        "action",
                        "How it is worded",
                        None,
                        "1 asks for help … 5 asks for a specific act",
                    ),
                    "response",
                    ("judged", "Subject judged by", None, "from the text; empty: UPR Info’s issue"),
                    "issues",
                    "text",
                ),
                [_row(tie) for tie in ties],
                note=_note(ties, view.today),
            ),
            *between(view, speaker, addressee),
            network_map("map", "The two governments", [speaker, addressee], ties, [target]),
            Note(
                "meaning",
                "How to read this",
                "Recommendations at the Universal Periodic Review are public and collective; they "
                "hardly ever name a prisoner. Quiet diplomacy leaves no trace here.",
            ),
        ],
    )


def _note(ties: list[Tie], today: date) -> str:
    """What each recommendation's row does not hold, and how sure its subject is."""
    judged = any(tie.values.get("judged") for tie in ties)
    silent = sum("response" not in t.values and adopted(_session(t)) <= today for t in ties)
    notes = (
        "The texts are not shipped with the program. Load the original files to read them: "
        "python -m loaders upr FILE."
        if not all("text" in tie.values for tie in ties)
        else "",
        "Where a model or words judged the subject from the text: in a test 95 of 100 so judged "
        "were on these subjects, and 87 of 100 that were on them were so judged."
        if judged
        else "",
        f"Of {counted(silent, 'recommendation')} the response is not in the files that are loaded."
        if silent
        else "",
    )
    return " ".join(filter(None, notes))


def _session(tie: Tie) -> int:
    return int(str(tie.values["session"]))


def _accepted(ties: Iterable[Tie]) -> tuple[int, int]:
    responses = [tie.values.get("response") for tie in ties]
    return responses.count("accepted"), sum(1 for r in responses if r in ("accepted", "noted"))


def _sessions(ties: list[Tie]) -> Bars:
    rows: list[Row] = []
    for session in sorted({_session(tie) for tie in ties}):
        here = [tie for tie in ties if _session(tie) == session]
        core = [tie for tie in here if tie.values.get("core")]
        accepted, answered = _accepted(core)
        rows.append(
            {
                "review": f"{opens(session).year} (session {session})",
                "core": len(core),
                "all": len(here),
                "core_accepted": accepted if answered else None,
            }
        )
    return Bars(
        "sessions",
        "Recommendations on detention, expression or civil society, by review",
        columns(
            "review",
            ("core", "On these subjects"),
            ("all", "On any subject"),
            ("core_accepted", "Accepted"),
        ),
        rows,
    )


def _row(tie: Tie) -> Row:
    session = _session(tie)
    return {
        "session": session,
        "year": opens(session).year,
        **{
            name: tie.values.get(name)
            for name in ("core", "detention", "action", "response", "judged", "issues", "text")
        },
        "key": tie.key,
    }
