"""What is not known: doors that nobody checked, old facts, facts of one source, missing consent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from graph.approach.breaks import BREAK
from graph.approach.embassies import Door, doors
from graph.approach.evidence import IMPRISONS
from graph.campaign.consent import consent
from graph.campaign.data_quality import OLD, SourcedTie, facts
from graph.campaign.safety import protected
from graph.model.ids import is_kind
from graph.model.records import Entity
from graph.model.schema import ACTORS, TIES, Between, Label
from graph.model.vocabulary import CONSENT_USES
from graph.record.history import IDEAL_POINT, POLYARCHY
from graph.store.dangling import dangling
from graph.view import View
from queries.answer import Answer, Block, Note, Row, Table, columns
from queries.parameters import CaseId, GovernmentId
from queries.question import question
from queries.shared.about import aged, subject
from queries.shared.tables import in_brief, of_today, table
from queries.wording import counted, cut, is_are, listed, some_of

SHOWN = 20  # of the oldest facts
PUBLIC = {kind.name: kind.on_record for kind in TIES.values() if kind.on_record}
MEASURES = {
    IDEAL_POINT: "UN votes",
    POLYARCHY: "electoral democracy",
    "msr:terror-scale-a": "political terror (Amnesty International)",
    "msr:terror-scale-s": "political terror (US State Department)",
    IMPRISONS: "political imprisonment",
}


@question("What is not known", section="Evidence")
def coverage(view: View, case: CaseId | None = None, target: GovernmentId | None = None) -> Answer:
    """What do we not know: which doors, facts, consents and tables have to be checked first?

    Doors that nobody has checked or at which no contact is on record, facts about the case that are
    older than two years, undated, of one source only or of none, consents that are missing, public
    facts about the state that are not loaded, and how old the public tables are that every answer
    rests on (these also without a case or a target). A gap in what is known is not a gap in what
    there is.

    case: the case, by name or id
    target: or the government that detains, by name or ISO code
    """
    tables = of_today(view)
    if case is None and target is None and tables:
        return Answer(
            f"{in_brief(tables, view)} For what is not known of a case or a state give it, too.",
            [table(tables, view)],
        )
    host, about, opening = subject(view, case, target)
    at = doors(view, host.id)
    known = _around(view, about) if about else []
    public = _public(view, host)
    uses = _consents(view, about) if about else []
    names = _names(view, known)
    blocks: list[Block] = [
        _doors(view, at),
        *([_facts(known, view), _old(known, names, view)] if about else []),
        *(
            [
                Table(
                    "consents",
                    "Consents that are missing or to be asked for again",
                    columns("use", "state"),
                    uses,
                )
            ]
            if uses
            else []
        ),
        Table(
            "public",
            f"Public facts about {host.title}",
            columns("what", ("n", "Facts"), ("aged", "Newest")),
            public,
            note="Not known: not loaded, or this state is not in it. Facts older than two years "
            "are told with their age.",
        ),
        *_loose(view),
        *([table(tables, view)] if tables else []),
        Note(
            "not_to_do",
            "What not to do",
            "Do not take an empty cell for a no. Do not fill gaps by asking people for whom it is "
            "not safe to answer, nor write down what nobody needs: what is not recorded cannot be "
            "taken.",
            "caution",
        ),
    ]
    sentence = _sentence(
        host=host, about=about, at=at, known=known, uses=uses, public=public, view=view
    )
    return Answer(f"{opening}{sentence}", blocks)


def _around(view: View, about: Entity) -> list[SourcedTie]:
    """What is on record of those around a case: ties among actors, and to the case, in two steps.

    Nobody who is at risk or must not be contacted is in it.
    """
    nearby = view.network([about.id], 2)
    left_out = protected(nearby.entities, nearby.ties, about.id, view.today)
    who = {one.id for one in nearby.entities if one.kind in ACTORS and one.kind != "Government"}
    ends = (who | {about.id}) - left_out
    return facts(t for t in nearby.ties if {t.source, t.target} <= ends)


def _loose(view: View) -> list[Block]:
    """Ties that are in no answer because an end of theirs is gone. Nobody knows any more who may
    have known of that end, so only those who may see everything are told."""
    if view.audience < Label.RED:
        return []
    lost = dangling(view.store)
    names = {
        one.id: one.title
        for one in view.several(
            end for d in lost for end in (d.tie.source, d.tie.target) if end not in d.gone
        )
    }
    rows: list[Row] = [
        {
            "dataset": one.dataset,
            "who": listed([names[e] for e in (one.tie.source, one.tie.target) if e in names])
            or None,
            "tie": TIES[one.tie.kind].phrase,
        }
        for one in lost[:SHOWN]
    ]
    if not rows:
        return []
    return [
        Table(
            "loose",
            "Ties whose other end is gone",
            columns(("who", "Who is still there"), "tie", ("dataset", "List")),
            rows,
            note=f"{len(lost)} in all. A list was loaded without somebody whom another list names: "
            "load that list again with the present names, or undo.",
        )
    ]


def _names(view: View, known: Sequence[SourcedTie]) -> dict[str, str]:
    ends = {end for fact in known for end in (fact.tie.source, fact.tie.target)}
    return {one.id: one.title for one in view.several(ends)}


def _doors(view: View, at: Mapping[str, Door]) -> Table:
    """Doors by kind: how many nobody has checked, how many are old, how many have no contact."""
    ids = {door.id for door in at.values()}
    touched = {
        end
        for t in view.ties("WORKS_FOR", "HOLDS_OFFICE", "PART_OF", "KNOWS", of=ids, now=True)
        for end in (t.source, t.target)
    }
    rows: list[Row] = []
    for kind, n in Counter(door.kind for door in at.values()).most_common():
        here = [door for door in at.values() if door.kind == kind]
        rows.append(
            {
                "kind": kind,
                "n": n,
                "unchecked": sum(door.status == "unverified" for door in here),
                "no_contact": sum(door.id not in touched for door in here),
                "newest": max((door.known for door in here if door.known), default=None),
            }
        )
    return Table(
        "doors",
        "Doors of other governments",
        columns(
            ("kind", "Kind of door"),
            ("n", "Doors"),
            ("unchecked", "Not checked by anybody"),
            ("no_contact", "Without a contact on record"),
            ("newest", "Known as of"),
        ),
        rows,
        note="Of each government its best door. None recorded is not the same as none.",
    )


def _facts(known: Sequence[SourcedTie], view: View) -> Table:
    rows: list[Row] = []
    for kind, n in sorted(Counter(fact.tie.kind for fact in known).items()):
        here = [fact for fact in known if fact.tie.kind == kind]
        rows.append(
            {
                "kind": TIES[kind].phrase,
                "n": n,
                "single": sum(f.single for f in here),
                "unsourced": sum(f.unsourced for f in here),
                "old": sum(f.old(view.today) for f in here),
                "undated": sum(f.undated() for f in here),
            }
        )
    return Table(
        "facts",
        "Facts about the case, by kind",
        columns(
            ("kind", "Somebody …"),
            ("n", "Facts"),
            ("single", "Of one source"),
            ("unsourced", "Of none"),
            ("old", "Older than two years"),
            "undated",
        ),
        rows,
        note="Ties of those within two steps of the case; nobody who is at risk is counted. A fact "
        "of one source stands and falls with it; one of none is left out of rankings.",
    )


def _old(known: Sequence[SourcedTie], names: Mapping[str, str], view: View) -> Table:
    """The facts to look at first: without a source, then the oldest, then the undated."""
    first = [f for f in known if f.unsourced or f.old(view.today) or f.undated()]
    first.sort(key=lambda f: (not f.unsourced, f.last_day or "9", f.tie.identity))
    rows: list[Row] = [
        {
            "of": fact.tie.source,
            "fact": f"{names[fact.tie.source]} {TIES[fact.tie.kind].phrase} "
            f"{names[fact.tie.target]}",
            "seen": fact.last_day,
            "sources": len(fact.sources),
            "why": "no source" if fact.unsourced else "old" if fact.last_day else "no date",
        }
        for fact in first[:SHOWN]
    ]
    return Table(
        "to_check",
        "What to check first",
        columns("fact", ("seen", "Last seen"), ("sources", "Sources"), "why"),
        rows,
        of="of",
        note="Without a source first, then the oldest, then what has no date."
        + cut(len(rows), len(first), "fact"),
    )


def _consents(view: View, about: Entity) -> list[Row]:
    consents = [consent(view, about.id, use) for use in CONSENT_USES]
    return [
        {
            "use": one.use,
            "state": f"was to be reviewed by {one.review}"
            if one.lapsed
            else "not recorded"
            if one.state == "unset"
            else one.state,
        }
        for one in consents
        if not one.may_name and one.state in ("unset", "given")
    ]


def _public(view: View, host: Entity) -> list[Row]:
    """What is on record of the state, with its newest year; what is not is a row too."""
    ties = view.ties(*PUBLIC, "MEASURED", "CONCERNS", of=[host.id])
    rows: list[Row] = []
    for kind, what in PUBLIC.items():
        towards = [
            t
            for t in ties
            if t.kind == kind
            # Whom it depends on and what it is told, not what it does to others.
            and (TIES[kind].between is not Between.ELSEWHERE or t.target == host.id)
        ]
        rows.append(_row(what, len(towards), [str(t.origin.known or "") for t in towards], view))
    for measure, what in MEASURES.items():
        here = [t for t in ties if t.kind == "MEASURED" and t.target == measure]
        rows.append(_row(what, len(here), [t.key for t in here], view))
    events = view.several(t.source for t in ties if is_kind(t.source, "Event"))
    breaks = [str(e.values["date"]) for e in events if e.values.get("kind") == BREAK]
    rows.append(_row("breaks of its policy", len(breaks), breaks, view))
    return rows


def _row(what: str, n: int, days: Sequence[str], view: View) -> Row:
    year = max((int(day[:4]) for day in days if day), default=None)
    return {"what": what, "n": n or None, "year": year, "aged": aged(year, view.today.year)}


def _sentence(
    host: Entity,
    about: Entity | None,
    at: Mapping[str, Door],
    known: Sequence[SourcedTie],
    uses: Sequence[Row],
    public: Sequence[Row],
    view: View,
) -> str:
    unchecked = sum(door.status == "unverified" for door in at.values())
    sentences = [
        f"no door towards {host.title} is on record"
        if not at
        else f"{some_of(unchecked, len(at), 'door')} towards {host.title} on record "
        f"{is_are(unchecked, 'was', 'were')} checked by nobody"
        if unchecked
        else f"every door towards {host.title} on record was checked by somebody"
    ]
    if about is not None:
        single, none = sum(f.single for f in known), sum(f.unsourced for f in known)
        old = sum(f.old(view.today) for f in known)
        parts = [
            f"{single} {is_are(single, 'rests', 'rest')} on one source" if single else "",
            f"{none} {is_are(none, 'rests', 'rest')} on none" if none else "",
            f"{old} {is_are(old)} older than {OLD:.0f} years" if old else "",
        ]
        sentences.append(
            f"of {counted(len(known), 'fact')} about {about.title} "
            f"{listed([*filter(None, parts)]) or 'each rests on several sources, none of them old'}"
            if known
            else f"no fact about {about.title} is on record"
        )
    if uses:
        sentences.append(f"consent for {listed([str(row['use']) for row in uses], 9)} is missing")
    missing = [str(row["what"]) for row in public if row["n"] is None]
    first = (
        " Ask about consent first."
        if uses
        else " Check first what has no source."
        if any(f.unsourced for f in known)
        else ""
    )
    gone = f" Not known here of {host.title}: {listed(missing, 9)}." if missing else ""
    text = "; ".join(sentences)
    return f"{text[:1].upper()}{text[1:]}.{first}{gone}"
