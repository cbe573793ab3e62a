"""A state at a glance: what it is told, what it does, who speaks to it and who is heard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.approach.breaks import breaks, day
from graph.approach.embassies import doors
from graph.approach.evidence import IMPRISONS
from graph.model.records import Entity, Tie
from graph.record.history import IDEAL_POINT, POLYARCHY
from graph.record.sessions import adopted, opens
from graph.view import View
from queries.answer import Answer, Bars, Block, Note, Row, Table, columns
from queries.parameters import GovernmentId
from queries.question import question
from queries.shared import act_words
from queries.shared.about import aged
from queries.shared.maps import network_map
from queries.shared.un_watch import watched_by_the_un
from queries.wording import counted, cut, listed, some_of

MEASURES = {  # what those that the public tables hold mean; others are called what they are
    IDEAL_POINT: "where it stands in UN votes: higher is closer to the United States",
    POLYARCHY: "how democratic its elections are, 0 to 1",
    "msr:terror-scale-a": "political terror by Amnesty International’s reports, 1 least to 5 most",
    "msr:terror-scale-h": "political terror by Human Rights Watch’s reports, 1 least to 5 most",
    "msr:terror-scale-s": "political terror by US State Department reports, 1 least to 5 most",
    IMPRISONS: "political prisoners: 0 many, 1 few, 2 none",
}
MOST = 15
FEW = 3  # answers at least, for a share of them to say something


@question(
    "A state at a glance",
    section="Influence",
    cypher="""
MATCH (sender:Government)-[said:RECOMMENDED_TO]->(state:Government {id: $government})
RETURN sender, said, state""",
)
def state(view: View, government: GovernmentId) -> Answer:
    """What is this state told, what does it do, who speaks to it, and who is heard?

    Recommendations that it received at UN reviews and what it answered, measures of terror,
    political imprisonment and democracy with their years, who has most often spoken to it about
    detention, expression or civil society, whom it heeded, the doors of others towards it, whom at
    the UN to inform as well, and when it is reviewed there.

    government: the state, by name or ISO code
    """
    host = view.get(government)
    recommendations = view.ties("RECOMMENDED_TO", of=[host.id], where=lambda t: t.target == host.id)
    core = [t for t in recommendations if t.values.get("core")]
    speakers = {g.id: g for g in view.several({t.source for t in recommendations} | {host.id})}
    measured = _measures(view, host)
    at = doors(view, host.id)
    blocks: list[Block] = [
        _measured(measured, _meanings(view, measured), view.today.year),
        _received(core, view),
        _speakers(core, speakers, view),
        Table(
            "doors",
            "Doors to other governments",
            columns(("kind", "Kind of door"), ("n", "Doors"), ("newest", "Known as of")),
            _doors([(one.kind, one.known) for one in at.values()]),
            note="Of each government its best door towards this state; not checked at the door.",
        ),
        *act_words.about_its(view, host),
        *act_words.by(view, host),
        *_breaks(view, host),
        *watched_by_the_un(view, host),
        network_map(
            id="map",
            title="Who has spoken to it",
            entities=speakers.values(),
            ties=recommendations,
            focus=[host.id],
            note="A line counts the recommendations at UN reviews, on any subject.",
        ),
        Note(
            "limits",
            "How to read this",
            "Measures are made from reports about a state, and say nothing of one prisoner. Who "
            "never spoke at a review may speak in private. What is not shown is not known here.",
        ),
    ]
    return Answer(_sentence(host, core, measured, speakers, view), blocks)


def _measures(view: View, host: Entity) -> dict[str, Tie]:
    """The newest value of each measure that is loaded, by its id."""
    newest: dict[str, Tie] = {}
    for tie in view.ties("MEASURED", of=[host.id], where=lambda t: t.key.isdecimal()):
        if tie.target not in newest or int(tie.key) > int(newest[tie.target].key):
            newest[tie.target] = tie
    return newest


def _meanings(view: View, measured: Iterable[str]) -> dict[str, str]:
    """What each measure means, of those too that nobody has described here."""
    others = view.several(id for id in measured if id not in MEASURES)
    named = {
        one.id: f"{one.title}: {one.values['scale']}" if "scale" in one.values else one.title
        for one in others
    }
    return MEASURES | named


def _measured(measured: Mapping[str, Tie], meanings: Mapping[str, str], today: int) -> Table:
    rows: list[Row] = []
    for id, meaning in meanings.items():
        tie = measured.get(id)
        year = int(tie.key) if tie else None
        rows.append(
            {
                "id": id,
                "measure": meaning,
                "year": year,
                "aged": aged(year, today),
                "value": tie.values.get("value") if tie else None,
                "low": tie.values.get("low") if tie else None,
                "high": tie.values.get("high") if tie else None,
                "dataset": tie.origin.dataset if tie else None,
            }
        )
    return Table(
        "measures",
        "Measures, each with its year",
        columns("measure", "value", ("aged", "Year"), ("dataset", "Dataset")),
        rows,
        of="id",
        note="Not known: not loaded, or this state is not in it.",
    )


def _received(core: Sequence[Tie], view: View) -> Bars:
    rows: list[Row] = []
    for session in sorted({int(str(t.values["session"])) for t in core}):
        here = [t for t in core if t.values["session"] == session]
        answers = [r for t in here if (r := t.values.get("response"))]
        known = bool(answers) and adopted(session) <= view.today
        rows.append(
            {
                "review": f"{opens(session).year} (session {session})",
                "received": len(here),
                "accepted": answers.count("accepted") if known else None,
                "from": len({t.source for t in here}),
            }
        )
    return Bars(
        "received",
        "Recommendations on detention, expression or civil society",
        columns(
            "review", ("received", "Received"), ("accepted", "Accepted"), ("from", "Governments")
        ),
        rows,
    )


def _speakers(core: Sequence[Tie], names: Mapping[str, Entity], view: View) -> Table:
    spoken, heard, answered = Counter[str](), Counter[str](), Counter[str]()
    last: dict[str, int] = {}
    for tie in core:
        session = int(str(tie.values["session"]))
        spoken[tie.source] += 1
        last[tie.source] = max(last.get(tie.source, 0), opens(session).year)
        if tie.values.get("response") in ("accepted", "noted") and adopted(session) <= view.today:
            answered[tie.source] += 1
            heard[tie.source] += tie.values["response"] == "accepted"
    rows: list[Row] = [
        {
            "id": id,
            "name": names[id].title,
            "said": n,
            "last": last[id],
            "accepted": heard[id] if answered[id] else None,
            "answered": answered[id] or None,
        }
        for id, n in sorted(spoken.items(), key=lambda item: (-item[1], item[0]))[:MOST]
    ]
    return Table(
        "speakers",
        "Who speaks to it on these subjects, and whether it was heeded",
        columns(
            ("name", "Government"),
            ("said", "Recommendations"),
            ("accepted", "Accepted"),
            ("answered", "of those answered"),
            ("last", "Last in"),
        ),
        rows,
        of="id",
        note="Acceptance is a promise in Geneva. Mild wording is accepted more often, whoever "
        "speaks, so the shares of two governments cannot be compared."
        + cut(len(rows), len(spoken), "government"),
    )


def _doors(at: Sequence[tuple[str, str | None]]) -> list[Row]:
    kinds = Counter(kind for kind, _ in at)
    return [
        {
            "kind": kind,
            "n": n,
            "newest": max((known for k, known in at if k == kind and known), default=None),
        }
        for kind, n in kinds.most_common()
    ]


def _breaks(view: View, host: Entity) -> list[Block]:
    rows: list[Row] = [
        {"date": day(event), "fact": event.title, "source": event.origin.url}
        for event in breaks(view, [host.id]).get(host.id, [])
    ]
    return (
        [
            Table(
                "breaks",
                "What may have changed its policy",
                columns("date", "fact", "source"),
                rows,
            )
        ]
        if rows
        else []
    )


def _sentence(
    host: Entity,
    core: Sequence[Tie],
    measured: Mapping[str, Tie],
    names: Mapping[str, Entity],
    view: View,
) -> str:
    facts: list[str] = []
    prisoners: Any = measured.get(IMPRISONS)
    if prisoners is not None:
        word = {0: "many", 1: "some", 2: "no"}.get(
            int(str(prisoners.values["value"])), "an unknown number of"
        )
        facts.append(f"held {word} political prisoners in {prisoners.key} (CIRIGHTS)")
    terror = [t for id, t in measured.items() if id.startswith("msr:terror-scale")]
    if terror:
        newest = max(terror, key=lambda t: (int(t.key), int(str(t.values["value"]))))
        facts.append(
            f"stood at {newest.values['value']} of 5 on the Political Terror Scale in {newest.key}"
        )
    if not core:
        opening = f"No recommendation to {host.title} on these subjects is on record."
        return f"{opening} {host.title} {listed(facts)}." if facts else opening
    years = sorted({opens(int(str(t.values["session"]))).year for t in core})
    answered = [
        t
        for t in core
        if t.values.get("response") in ("accepted", "noted")
        and adopted(int(str(t.values["session"]))) <= view.today
    ]
    yes = sum(t.values["response"] == "accepted" for t in answered)
    known = "" if len(answered) == len(core) else " whose answer is known"
    accepted = f"it accepted none{known or ' of them'}" if answered else "no answer is recorded"
    if yes:
        accepted = f"it accepted {some_of(yes, len(answered))} whose answer is known"
    counts = Counter(t.source for t in core).items()
    often = [names[id].title for id, _ in sorted(counts, key=lambda one: (-one[1], one[0]))[:3]]
    span = f"in {years[0]}" if len(years) == 1 else f"from {years[0]} to {years[-1]}"
    sentence = (
        f"{host.title} was told of detention, expression or civil society in "
        f"{counted(len(core), 'recommendation')} at UN reviews {span}, most often by "
        f"{listed(often)}; {accepted}."
    )
    return f"{sentence} It {listed(facts)}." if facts else sentence
