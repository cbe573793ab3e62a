"""A state at a glance: what it is told, what it does, who speaks to it and who is heard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from graph.approach.breaks import breaks, day
from graph.approach.embassies import doors
from graph.approach.evidence import IMPRISONS
from graph.model.records import Entity, Tie
from graph.model.words import count, listed, mark, say
from graph.record.history import IDEAL_POINT, POLYARCHY
from graph.record.sessions import adopted, opens
from graph.view import View
from queries.answer import Answer, Bars, Block, Note, Row, Table, columns
from queries.parameters import GovernmentId
from queries.question import question
from queries.shared import act_words
from queries.shared.about import aged
from queries.shared.act_words import first_of, paragraph
from queries.shared.dataset_titles import dataset_titles
from queries.shared.heeded import ANSWERS, heeded
from queries.shared.leads import links
from queries.shared.maps import network_map
from queries.shared.un_watch import watched_by_the_un
from queries.wording import the

MEASURES = {  # what those that the public tables hold mean; others are called what they are
    IDEAL_POINT: mark("where it stands in UN votes: higher is closer to the United States"),
    POLYARCHY: mark("how democratic its elections are, 0 to 1"),
    "msr:terror-scale-a": mark(
        "political terror by Amnesty International’s reports, 1 least to 5 most"
    ),
    "msr:terror-scale-h": mark(
        "political terror by Human Rights Watch’s reports, 1 least to 5 most"
    ),
    "msr:terror-scale-s": mark(
        "political terror by US State Department reports, 1 least to 5 most"
    ),
    IMPRISONS: mark("political prisoners: 0 many, 1 few, 2 none"),
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

    Recommendations that it received at UN reviews and what it answered; measures of terror,
    political imprisonment and democracy, with their years; who has most often spoken to it about
    detention, expression or civil society, and whom it heeded; which governments have an embassy
    or another post there; whom at the UN to inform as well, and when it is reviewed there.

    government: the state, by name or ISO code
    """
    host = view.get(government)
    recommendations = view.ties("RECOMMENDED_TO", of=[host.id], end="target")
    core = [t for t in recommendations if t.values.get("core")]
    speakers = {g.id: g for g in view.several({t.source for t in recommendations} | {host.id})}
    measured = _measures(view, host)
    at = doors(view, host.id)
    blocks: list[Block] = [
        _measured(view, host, measured),
        _received(core, view),
        _speakers(host, core, speakers, view),
        Table(
            "doors",
            say("Embassies and other posts there"),
            columns(("kind", "Kind of post"), ("n", "Posts"), ("newest", "Known as of")),
            _doors([(one.kind, one.known) for one in at.values()]),
            note=say(
                "Of each government the best post towards this state, as lists have it: nobody "
                "went there to look."
            ),
        ),
        *act_words.about_its(view, host),
        *act_words.by(view, host),
        *_breaks(view, host),
        *watched_by_the_un(view, host),
        network_map(
            id="map",
            title=say("Who has spoken to it"),
            entities=speakers.values(),
            ties=recommendations,
            focus=[host.id],
            note=say("A line counts the recommendations at UN reviews, on any subject."),
        ),
        Note(
            "limits",
            say("How to read this"),
            paragraph(
                say(
                    "Measures are made from reports about a state: they say nothing about one "
                    "prisoner."
                ),
                say("A government that never spoke at a review may speak in private."),
                say("What is not shown is not known here."),
            ),
        ),
    ]
    return Answer(_sentence(host, core, speakers, view), blocks)


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
        one.id: say("{measure}: {scale}", measure=one.title, scale=one.values["scale"])
        if "scale" in one.values
        else one.title
        for one in others
    }
    return {id: say(meaning) for id, meaning in MEASURES.items()} | named


def _measured(view: View, host: Entity, measured: Mapping[str, Tie]) -> Table:
    rows: list[Row] = []
    title, today = dataset_titles(view), view.today.year
    for id, meaning in _meanings(view, measured).items():
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
                "dataset": title(tie.origin.dataset) if tie else None,
            }
        )
    return Table(
        "measures",
        say("Measures, each with its year"),
        columns("measure", "value", ("aged", "Year"), ("dataset", "Dataset")),
        rows,
        of="id",
        note=paragraph(
            _facts(host, measured), say("Not known: not loaded, or this state is not in it.")
        ),
    )


def _received(core: Sequence[Tie], view: View) -> Bars:
    rows: list[Row] = []
    for session in sorted({int(str(t.values["session"])) for t in core}):
        here = [t for t in core if t.values["session"] == session]
        answers = [r for t in here if (r := t.values.get("response"))]
        known = bool(answers) and adopted(session) <= view.today
        rows.append(
            {
                "review": say(
                    "{year} (session {session})", year=opens(session).year, session=session
                ),
                "received": len(here),
                "accepted": answers.count("accepted") if known else None,
                "from": len({t.source for t in here}),
            }
        )
    return Bars(
        "received",
        say("Recommendations on detention, expression or civil society"),
        columns(
            "review", ("received", "Received"), ("accepted", "Accepted"), ("from", "Governments")
        ),
        rows,
    )


def _speakers(host: Entity, core: Sequence[Tie], names: Mapping[str, Entity], view: View) -> Table:
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
        say("Who speaks to it on these subjects, and whether it was heeded"),
        columns(
            ("name", "Government"),
            ("said", "Recommendations"),
            ("accepted", "Accepted"),
            ("answered", "of those answered"),
            ("last", "Last in"),
        ),
        rows,
        of="id",
        note=paragraph(
            say("Acceptance is a promise in Geneva."),
            say(
                "Mild wording is accepted more often, whoever speaks, so the shares of two "
                "governments cannot be compared."
            ),
            first_of(len(rows), len(spoken)),
        ),
        onward=[links("id", host.id)],
    )


def _doors(at: Sequence[tuple[str, str | None]]) -> list[Row]:
    kinds = Counter(kind for kind, _ in at)
    return [
        {
            "kind": say(kind),
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
                say("What may have changed its policy"),
                columns("date", "fact", "source"),
                rows,
            )
        ]
        if rows
        else []
    )


def _facts(host: Entity, measured: Mapping[str, Tie]) -> str:
    """What reports say of prisoners and terror in the state, in sentences; "": nothing."""
    facts: list[str] = []
    prisoners = measured.get(IMPRISONS)
    if prisoners is not None:
        facts.append(_imprisons(the(host.title), prisoners.key, str(prisoners.values["value"])))
    terror = [t for id, t in measured.items() if id.startswith("msr:terror-scale")]
    if terror:
        newest = max(terror, key=lambda t: (int(t.key), int(str(t.values["value"]))))
        facts.append(
            say(
                "In {year} {government} stood at {value} of 5 on the Political Terror Scale.",
                government=the(host.title),
                value=newest.values["value"],
                year=newest.key,
            )
        )
    return " ".join(facts)


def _imprisons(name: str, year: str, level: str) -> str:
    """How many political prisoners a state held in a year, as CIRIGHTS has it."""
    match level:
        case "0":
            template = mark("In {year} {government} held many political prisoners (CIRIGHTS).")
        case "1":
            template = mark("In {year} {government} held some political prisoners (CIRIGHTS).")
        case "2":
            template = mark("In {year} {government} held no political prisoners (CIRIGHTS).")
        case _:
            template = mark(
                "How many political prisoners {government} held in {year} is not known (CIRIGHTS)."
            )
    return say(template, government=name, year=year)


def _sentence(host: Entity, core: Sequence[Tie], names: Mapping[str, Entity], view: View) -> str:
    """What the state was told, by whom most often, and what it accepted of it."""
    if not core:
        return say(
            "No recommendation to {government} on detention, expression or civil society is on "
            "record.",
            government=the(host.title),
        )
    years = sorted({opens(int(str(t.values["session"]))).year for t in core})
    counts = Counter(t.source for t in core).items()
    first_two = sorted(counts, key=lambda one: (-one[1], one[0]))[:2]
    often = [the(names[id].title) for id, _ in first_two]
    if len(years) == 1:
        received = count(
            "At UN reviews, {government} received {n} recommendation on detention, expression "
            "or civil society in {year}, most often from {names}.",
            "At UN reviews, {government} received {n} recommendations on detention, expression "
            "or civil society in {year}, most often from {names}.",
            len(core),
            government=the(host.title),
            year=years[0],
            names=listed(often),
        )
    else:
        received = count(
            "At UN reviews, {government} received {n} recommendation on detention, expression "
            "or civil society from {first} to {last}, most often from {names}.",
            "At UN reviews, {government} received {n} recommendations on detention, expression "
            "or civil society from {first} to {last}, most often from {names}.",
            len(core),
            government=the(host.title),
            first=years[0],
            last=years[-1],
            names=listed(often),
        )
    answers = [
        t.values["response"]
        for t in core
        if t.values.get("response") in ANSWERS
        and adopted(int(str(t.values["session"]))) <= view.today
    ]
    became = heeded(the(host.title), answers.count("accepted"), len(answers), len(core))
    return paragraph(received, became)
