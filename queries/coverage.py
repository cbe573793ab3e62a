"""What is not known: doors that nobody checked, old facts, facts of one source, missing consent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from graph.approach.breaks import BREAK
from graph.approach.embassies import Door, doors
from graph.approach.evidence import IMPRISONS
from graph.campaign.consent import consent, use_in_words
from graph.campaign.data_quality import SourcedTie, facts
from graph.campaign.safety import protected
from graph.model.ids import is_kind
from graph.model.records import Entity
from graph.model.schema import ACTORS, TIES, WAYS, Between, Label
from graph.model.vocabulary import CONSENT_USES
from graph.model.words import count, listed, mark, number, say, written
from graph.record.history import IDEAL_POINT, POLYARCHY
from graph.store.dangling import dangling
from graph.view import View
from queries.answer import Answer, Block, Note, Row, Table, columns
from queries.parameters import CaseId, GovernmentId
from queries.question import question
from queries.shared.about import aged, subject
from queries.shared.case_facts import SHOWN, facts_table, first_to_check, on_facts
from queries.shared.dataset_titles import dataset_titles
from queries.shared.tables import in_brief, of_today, table

# What two states say and do to each other is no fact about those around a case.
_NEAR = WAYS - {k.name for k in TIES.values() if k.sources | k.targets == {"Government"}}
PUBLIC = {kind.name: kind.on_record for kind in TIES.values() if kind.on_record}
MEASURES = {
    IDEAL_POINT: mark("UN votes"),
    POLYARCHY: mark("electoral democracy"),
    "msr:terror-scale-a": mark("political terror (Amnesty International)"),
    "msr:terror-scale-s": mark("political terror (US State Department)"),
    IMPRISONS: mark("political imprisonment"),
}


@question("What is not known", section="Evidence")
def coverage(view: View, case: CaseId | None = None, target: GovernmentId | None = None) -> Answer:
    """What do we not know: which embassies, facts, consents and datasets to check first?

    Embassies and other posts that nobody has verified or where no contact is on record; facts about
    the case that are older than two years, undated, from a single source or from none; missing
    consents; public facts about the state that are not loaded; and how old the public datasets are
    that every answer rests on (these also without a case or a government). What is not known may
    still exist.

    case: the case, by name or id
    target: or the detaining government, by name or ISO code
    """
    tables = of_today(view)
    if case is None and target is None and tables:
        more = say("Choose a case or a government as well to see what is not known of it.")
        return Answer(f"{in_brief(tables, view)} {more}", [table(tables, view)])
    host, about, opening = subject(view, case, target)
    at = doors(view, host.id)
    known = _around(view, about) if about else []
    public = _public(view, host)
    uses = _consents(view, about) if about else []
    names = _names(view, known)
    blocks: list[Block] = [
        _doors(view, at),
        *([facts_table(known, view), first_to_check(known, names, view)] if about else []),
        *(
            [
                Table(
                    "consents",
                    say("Consents that are missing or to be asked for again"),
                    columns("use", "state"),
                    uses,
                )
            ]
            if uses
            else []
        ),
        Table(
            "public",
            say("Public facts about {government}", government=host.title),
            columns("what", ("n", "Facts"), ("aged", "Newest"), none_on_record=["n"]),
            public,
            note=_on_public(public, host),
        ),
        *_loose(view),
        *([table(tables, view)] if tables else []),
        Note(
            "not_to_do",
            say("What not to do"),
            say(
                "Do not read an empty cell as a no. Do not fill gaps by asking people for whom it "
                "is not safe to answer, and do not write down what nobody needs: what is not "
                "recorded cannot be taken."
            ),
            "caution",
        ),
    ]
    sentence = _sentence(host=host, about=about, at=at, known=known, uses=uses, view=view)
    return Answer(f"{opening}{sentence}", blocks)


def _around(view: View, about: Entity) -> list[SourcedTie]:
    """What is on record of those around a case: ties among actors, and to the case, in two steps.

    Nobody who is at risk or must not be contacted is in it.
    """
    nearby = view.network([about.id], 2, ties=_NEAR)
    left_out = protected(nearby.entities, nearby.ties, about.id, view.today)
    who = {one.id for one in nearby.entities if one.kind in ACTORS and one.kind != "Government"}
    ends = (who | {about.id}) - left_out
    return facts(t for t in nearby.ties if {t.source, t.target} <= ends)


def _loose(view: View) -> list[Block]:
    """Ties that are in no answer because an end of theirs is gone. Nobody knows any more who may
    have known of that end, so only those who may see everything are told."""
    if view.audience < Label.RED:
        return []
    lost, title = dangling(view.store), dataset_titles(view)
    names = {
        one.id: one.title
        for one in view.several(
            end for d in lost for end in (d.tie.source, d.tie.target) if end not in d.gone
        )
    }
    rows: list[Row] = [
        {
            "dataset": title(one.dataset),
            "who": listed([names[e] for e in (one.tie.source, one.tie.target) if e in names])
            or None,
            "tie": say(TIES[one.tie.kind].phrase),
        }
        for one in lost[:SHOWN]
    ]
    if not rows:
        return []
    return [
        Table(
            "loose",
            say("Ties whose other end is gone"),
            columns(("who", "Who is still there"), "tie", ("dataset", "Dataset")),
            rows,
            note=count(
                "Load this dataset again with the present names, or undo the load: it has {n} tie "
                "to somebody whom another dataset no longer names.",
                "Load these datasets again with the present names, or undo the load: they have {n} "
                "ties to somebody whom another dataset no longer names.",
                len(lost),
            ),
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
                "kind": say(kind),
                "n": n,
                "unchecked": sum(door.status == "unverified" for door in here),
                "no_contact": sum(door.id not in touched for door in here),
                "newest": max((door.known for door in here if door.known), default=None),
            }
        )
    return Table(
        "doors",
        say("Embassies and other posts of governments"),
        columns(
            ("kind", "Kind of post"),
            ("n", "Posts"),
            ("unchecked", "Unverified"),
            ("no_contact", "No contact on record"),
            ("newest", "Known as of"),
        ),
        rows,
        note=say(
            "The best post of each government. That none is on record does not mean that there is "
            "none."
        ),
    )


def _on_public(public: Sequence[Row], host: Entity) -> str:
    missing = [str(row["what"]) for row in public if row["n"] is None]
    if not missing:
        return say("Facts older than two years are shown with their age.")
    gone = say(
        "Not known here of {government}: {what}. Either that is not loaded, or this government is "
        "not in it.",
        government=host.title,
        what=listed(missing, len(missing)),
    )
    aging = say("Facts older than two years are shown with their age.")
    return f"{gone} {aging}"


def _consents(view: View, about: Entity) -> list[Row]:
    consents = [consent(view, about.id, use) for use in CONSENT_USES]
    return [
        {
            "use": say(one.use),
            "state": say("was to be reviewed by {day}", day=written(str(one.review)))
            if one.lapsed
            else say("not recorded")
            if one.state == "unset"
            else say(one.state),
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
    rows.append(_row(mark("breaks of its policy"), len(breaks), breaks, view))
    return rows


def _row(what: str, n: int, days: Sequence[str], view: View) -> Row:
    year = max((int(day[:4]) for day in days if day), default=None)
    return {"what": say(what), "n": n or None, "year": year, "aged": aged(year, view.today.year)}


def _sentence(
    host: Entity,
    about: Entity | None,
    at: Mapping[str, Door],
    known: Sequence[SourcedTie],
    uses: Sequence[Row],
    view: View,
) -> str:
    first = _first(known, uses)
    about_facts = "" if about is None else on_facts(known, about, view)
    return " ".join(filter(None, [first, _on_doors(at, host), about_facts]))


def _first(known: Sequence[SourcedTie], uses: Sequence[Row]) -> str:
    """What to do before anything else, in a sentence; "" where nothing presses."""
    if uses:
        lacking = {row["use"] for row in uses}
        words = [use_in_words(use) for use in CONSENT_USES if say(use) in lacking]
        return say("Ask about consent first: it is missing for {uses}.", uses=listed(words, 9))
    return say("Check first what has no source.") if any(f.unsourced for f in known) else ""


def _on_doors(at: Mapping[str, Door], host: Entity) -> str:
    """How many posts nobody has verified, in a sentence."""
    unchecked = sum(door.status == "unverified" for door in at.values())
    if not at:
        return say("No embassy or other post towards {host} is on record.", host=host.title)
    if not unchecked:
        return say("Every post towards {host} on record is verified.", host=host.title)
    if unchecked == len(at):
        return count(
            "The only post towards {host} on record is unverified.",
            "All {n} posts towards {host} on record are unverified.",
            unchecked,
            host=host.title,
        )
    return count(
        "{n} of the {all} posts towards {host} on record is unverified.",
        "{n} of the {all} posts towards {host} on record are unverified.",
        unchecked,
        all=number(len(at)),
        host=host.title,
    )
