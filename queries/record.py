"""What one government has said about another at UN reviews, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from graph.model.errors import QuestionError
from graph.model.records import Tie
from graph.model.words import count, mark, say
from graph.record.sessions import adopted, opens
from graph.view import View
from queries.answer import Answer, Bars, Note, Onward, Row, Table, columns
from queries.parameters import GovernmentId
from queries.question import question
from queries.shared.about import standing
from queries.shared.act_words import between, paragraph
from queries.shared.heeded import ANSWERS, heeded
from queries.shared.maps import network_map
from queries.wording import the

JUDGES = {"words": mark("words"), "model": mark("model")}


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
        raise QuestionError(
            say(
                "{government} makes no recommendations to itself: choose another government.",
                government=speaker.title,
            )
        )
    standing(view, addressee)
    ties = [
        tie
        for tie in view.ties("RECOMMENDED_TO", of=[target], end="target")
        if tie.source == speaker.id
    ]
    ties.sort(key=lambda tie: (_session(tie), tie.key))
    who, whom = the(speaker.title), the(addressee.title)
    if not ties:
        view.table("RECOMMENDED_TO", of=[government], values=())  # it was looked through: a source
        return Answer(
            say(
                "No recommendation of {who} to {whom} is on the record that is loaded here: it may "
                "have made none, or the record may not reach that far.",
                who=who,
                whom=whom,
            ),
            between(view, speaker, addressee),
        )
    return Answer(
        _sentence(ties, who, whom),
        [
            _sessions(ties),
            Table(
                "recommendations",
                say("Each recommendation"),
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
                    not_applicable=["judged"],
                ),
                [_row(tie) for tie in ties],
                note=_note(ties, view.today),
                onward=[
                    Onward(
                        say("What links the two?"),
                        "dyad",
                        {"government": speaker.id, "target": addressee.id},
                        {},
                    )
                ],
            ),
            *between(view, speaker, addressee),
            network_map("map", say("The two governments"), [speaker, addressee], ties, [target]),
            Note(
                "meaning",
                say("How to read this"),
                paragraph(
                    say(
                        "Recommendations at the Universal Periodic Review are public and "
                        "collective, and hardly ever name a prisoner."
                    ),
                    say("Quiet diplomacy leaves no trace here."),
                ),
            ),
        ],
    )


def _sentence(ties: list[Tie], who: str, whom: str) -> str:
    """How many recommendations, from when to when, on what, and what became of them."""
    years = sorted({opens(_session(tie)).year for tie in ties})
    if len(years) == 1:
        opening = count(
            "At UN reviews, {who} made {n} recommendation to {whom} in {year}.",
            "At UN reviews, {who} made {n} recommendations to {whom} in {year}.",
            len(ties),
            who=who,
            whom=whom,
            year=years[0],
        )
    else:
        opening = count(
            "At UN reviews, {who} made {n} recommendation to {whom} from {first} to {last}.",
            "At UN reviews, {who} made {n} recommendations to {whom} from {first} to {last}.",
            len(ties),
            who=who,
            whom=whom,
            first=years[0],
            last=years[-1],
        )
    core = [tie for tie in ties if tie.values.get("core")]
    if not core:
        return paragraph(opening, say("None of them is on detention, expression or civil society."))
    on_these = count(
        "{n} of them is on detention, expression or civil society.",
        "{n} of them are on detention, expression or civil society.",
        len(core),
    )
    return paragraph(opening, on_these, heeded(whom, *_accepted(core), len(core)))


def _note(ties: list[Tie], today: date) -> str:
    """What each recommendation's row does not hold, and how sure its subject is."""
    notes = []
    if not all("text" in tie.values for tie in ties):
        notes.append(
            say(
                "To read the texts, load the original files of UPR Info under Loads: they are not "
                "shipped with the program."
            )
        )
    if any(tie.values.get("judged") for tie in ties):
        notes.append(
            say(
                "Some subjects were judged from the text, by a model or by its words: in a test "
                "95 of 100 so judged were on these subjects, and 87 of 100 that were on them were "
                "so judged."
            )
        )
    silent = sum("response" not in t.values and adopted(_session(t)) <= today for t in ties)
    if silent:
        notes.append(
            count(
                "The response to {n} recommendation is not in the files that are loaded.",
                "The responses to {n} recommendations are not in the files that are loaded.",
                silent,
            )
        )
    return " ".join(notes)


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
                "review": say(
                    "{year} (session {session})", year=opens(session).year, session=session
                ),
                "core": len(core),
                "all": len(here),
                "core_accepted": accepted if answered else None,
            }
        )
    return Bars(
        "sessions",
        say("Recommendations on detention, expression or civil society, by review"),
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
        **{name: tie.values.get(name) for name in ("core", "detention", "action")},
        "response": _known(ANSWERS, tie.values.get("response")),
        "judged": _known(JUDGES, tie.values.get("judged")),
        **{name: tie.values.get(name) for name in ("issues", "text")},
        "key": tie.key,
    }


def _known(words: Mapping[str, str], value: object) -> str | None:
    """A word of the record as people read it; None: it is not known."""
    if not value:
        return None
    word = words.get(str(value))
    return say(word) if word else str(value)
