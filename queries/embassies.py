"""Which embassies to approach: who speaks up in such cases, and the door to knock at."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from graph.approach.embassies import Door, doors
from graph.approach.gate import gate
from graph.campaign.consent import consent
from graph.model.act_kinds import ACT_KINDS
from graph.model.ids import government_id, is_kind, iso3_of
from graph.model.records import Entity
from graph.record.history import History, Known
from graph.record.public_acts import Outlook, public_acts
from graph.record.sessions import opens
from graph.store.base import SAMPLE
from graph.view import View
from queries.answer import Answer, Block, Column, Note, Table, columns
from queries.parameters import CaseId, Count, PlaceId
from queries.question import question
from queries.shared.about import governing, subject, territories_of
from queries.shared.approach import approach
from queries.shared.doors import door_cells, network, world
from queries.shared.past_acts import act_cells, made_of
from queries.shared.past_reviews import past_reviews, receptivity
from queries.shared.review import AT_A_REVIEW, un_review
from queries.wording import counted, cut, listed, the

NO_EVIDENCE = [kind.title for kind in ACT_KINDS if not kind.evidence]
ALIKE = 0.1  # a past review counts as "of a government like this one" from this likeness on
CHANCE = "If governments act publicly for such a prisoner: the chance that this one is among them"
SMALL = "The same for an act of 3 to 15 governments, which is what a campaign can cause"
PARTICULAR = "The chance minus its habit: what is particular to this state"


@question(
    "Embassies to approach",
    section="Influence",
    cypher=f"""
MATCH (sender:Government {{un_seat: true}}) WHERE sender.id <> $target
OPTIONAL MATCH (sender)-[signed:SIGNED {{stance: 'for'}}]->(act)
WHERE act.act IS NOT NULL AND NOT act.act IN {NO_EVIDENCE}
WITH sender, count(act) AS acts
WHERE acts > 0 OR EXISTS {{ (sender)-[:RECOMMENDED_TO]->(:Government) }}
RETURN sender, acts ORDER BY acts DESC""",
)
def embassies(
    view: View,
    case: CaseId | None = None,
    target: PlaceId | None = None,
    most: Count = 20,
    weighing: str = "",
) -> Answer:
    """Which embassies should we approach for this case, in what order, and why?

    Governments in the order of what they have done: which public acts each joined for prisoners of
    governments like this one, recent ones counting more, and how readily it speaks at UN reviews.
    It is the only measure here that was tested against history; it is not the chance that an
    embassy helps, and nothing here predicts a release. Each row gives the door to knock at.

    case: the case, by name or id
    target: or the government or territory that detains, by name or ISO code
    most: how many governments to list
    weighing: which factors count, as “chance 60; dependence 40”, or all; else the chance alone
    """
    opening, host, about, territory = _about(view, case, target)
    known = public_acts(view)
    past, iso3 = known.past, iso3_of(host.id)
    chances = known.outlook(iso3)
    senders = past.reviews.senders.tolist()
    governments = past.governments
    if host.origin.dataset.startswith(SAMPLE):
        view.used.add(past.used)
    at = doors(view, host.id, territory.id if territory else None)
    more = approach(
        view=view,
        host=host,
        about=about,
        past=past,
        chances=chances,
        at=at,
        most=most,
        weighing=weighing,
    )
    place = {code: n for n, code in enumerate(senders)}
    order = [place[code] for code in more.order]
    top = order[:most]
    apart = past.distance(chances.target)
    rows = [
        _row(
            rank=rank, n=n, chances=chances, past=past, governments=governments, at=at, apart=apart
        )
        | more.cells[senders[n]]
        for rank, n in enumerate(top, 1)
    ]
    active = {senders[n] for n in order}
    silent = [code for code in senders if code != iso3 and code not in active]
    blocks: list[Block] = [
        Table(
            "ranking",
            f"Governments by what they have done for prisoners of states like {host.title}",
            columns(
                "rank",
                ("name", "Government"),
                Column("chance", "Acts", "%", CHANCE, ends=("low", "high")),
                ("low", "Low", "%"),
                ("high", "High", "%"),
                Column("small_chance", "Joins a small act", "%", SMALL),
                Column("particular", "Particular", "%", PARTICULAR, place="aside"),
                Column("review_chance", "Speaks at the UN", "%", AT_A_REVIEW, place="aside"),
                "door",
                "city",
                Column("based_on", "Based on", place="line"),
                Column("door_kind", "Kind of door", place="aside"),
                Column("door_status", "Door's status", place="aside"),
                Column(
                    "distance",
                    "Votes apart",
                    "ideal points",
                    "Distance of UN votes: the nearer are heeded more, and speak up less",
                    place="aside",
                ),
                Column("heard", "Heard before", place="aside"),
                *more.columns,
            ),
            rows,
            of="id",
            hidden=("low", "high"),
            note=f"{CHANCE}; range: 80 %. The order was tested against history, the rest was not."
            f"{_stale(chances)}" + cut(len(top), len(order), "government"),
        ),
        *made_of(top, chances, governments),
        world(host=host, order=order, top=top, chances=chances, governments=governments, at=at),
        network(view=view, host=host, rows=rows, governments=governments, at=at, about=about),
        *more.blocks,
        *un_review(view, [host.id], gate(view, about) if about else None),
        past_reviews(top, chances.reviews, past, governments),
        receptivity(past, host),
        Table(
            "no_record",
            "No data: governments of which no act and no word at UN reviews is on record",
            columns(("name", "Government"), "door", "door_kind", "city"),
            [
                {
                    "id": government_id(code),
                    "name": governments[code].title,
                    **door_cells(at.get(code)),
                }
                for code in silent
            ],
            of="id",
            note="Not last, but unknown: that they never joined or took the floor says little of "
            "what they would do if asked.",
        ),
        _limits(past, chances, host),
    ]
    why = _why(host, rows, chances, weighing)
    return Answer(f"{opening}{more.lead} {why} {more.rest}".strip(), blocks)


def _about(
    view: View, case: str | None, target: str | None
) -> tuple[str, Entity, Entity | None, Entity | None]:
    """The opening sentence, the government that detains, and the case and territory if any."""
    if case is None and target is not None and is_kind(target, "Facility"):
        place = view.get(target)
        host = view.get(governing(view, target))
        return _governed(place, host), host, None, place
    host, about, which = subject(view, case, target)
    if about is None:
        return "", host, None, None
    opening = gate(view, about).opening or f"{consent(view, about.id, 'embassies').sentence} "
    # Of a case that several governments hold a territory may be another's.
    places = territories_of(view, about.id, of=host if which or target else None)
    if not places:
        return f"{opening}{which}", host, about, None
    return f"{opening}{which}{_governed(places[0], host)}", host, about, places[0]


def _governed(place: Entity, host: Entity) -> str:
    return f"{place.title} is governed by {host.title}; missions in {place.title} come first. "


def _row(
    rank: int,
    n: int,
    chances: Outlook,
    past: History,
    governments: Mapping[str, Entity],
    at: Mapping[str, Door],
    apart: Mapping[str, Known],
) -> dict[str, Any]:
    code = past.reviews.senders[n].item()
    distance = apart.get(code, Known(math.nan, None))
    return {
        "rank": rank,
        "id": government_id(code),
        "government": code,
        "name": governments[code].title,
        **act_cells(chances, n),
        **_reviews(chances, past, n),
        **door_cells(at.get(code)),
        "distance": distance.value if distance.year else None,
        "distance_year": distance.year,
        "heard": _heard(past, code, chances.iso3),
    }


def _reviews(chances: Outlook, past: History, n: int) -> dict[str, Any]:
    """At how many UN reviews of governments like this one it spoke up, and when last."""
    reviews = past.reviews
    spoke = reviews.spoke[:, n] > 0
    alike = (chances.alike >= ALIKE) & ~reviews.own[:, n]
    years = [opens(int(s)).year for s in reviews.session[alike]]
    raised = [opens(int(s)).year for s in reviews.session[spoke]]
    return {
        "raised": int((spoke & alike).sum()),
        "reviews": len(years),
        "first_year": min(years, default=None),
        "last_year": max(years, default=None),
        "last_raised": max(raised, default=None),
    }


def _stale(chances: Outlook) -> str:
    if chances.stated:
        return ""
    newest = chances.newest
    return (
        f" No chance is stated, only the order: the newest act on record is of {newest}."
        if newest
        else " No chance is stated: no public act is on record; the order is that of UN reviews."
    )


def _heard(past: History, sender: str, target: str) -> str | None:
    """What became of this sender's own recommendations to this target, on these subjects."""
    accepted, answered = past.heard.get((sender, target), (0, 0))
    return f"{accepted} of {answered} accepted" if answered else None


def _limits(past: History, chances: Outlook, host: Entity) -> Note:
    newest = opens(int(past.reviews.session[-1]))
    target, acts = chances.target, chances.acting.acts
    many = int((acts.usable <= chances.day.toordinal()).sum())
    last = f", the last in {chances.newest:%B %Y}" if chances.newest else ""

    def dated(what: str, known: Known) -> str:
        return f"{what} {known.value:.2f} ({known.year})" if known.year else f"{what} not known"

    return Note(
        "limits",
        "How sure this is",
        f"The record has {counted(many, 'public act')} for prisoners{last}, and "
        f"{len(past.reviews.session)} UN reviews, the last in {newest:%B %Y}. "
        f"{host.title} was compared by {dated('its UN votes: ideal point', target.theta)}, "
        f"{dated('electoral democracy', target.p)} and its UN group "
        f"({target.region or 'not known'}). The acts are a sample of what public pages report, "
        "richest for famous cases and Western governments: open the address before you quote one. "
        "Governments change: an approach rests on what its embassy says today. Quiet diplomacy "
        "leaves no trace in any of this.",
        "caution",
    )


def _why(host: Entity, rows: Sequence[Mapping[str, Any]], chances: Outlook, weighing: str) -> str:
    """What orders the list, and how sure that is."""
    if not rows:
        return f"No government on record can be ranked for {host.title}."
    names = listed([the(str(row["name"])) for row in rows[:3]])
    names, first = f"{names[:1].upper()}{names[1:]}", rows[0]
    if weighing:
        return f"{names} come first by the factors that you weighed."
    if not chances.comparable.any():
        return (
            f"{names} come first by what they raise at UN reviews of states like {host.title}: no "
            "comparable public act is on record."
        )
    if not chances.stated:
        return (
            f"{names} come first by the acts that they joined for prisoners of states like "
            f"{host.title}; the newest is of {chances.newest:%B %Y}, so that no chance is stated."
        )
    return (
        f"{names} most often act for prisoners of states like {host.title}: where governments "
        f"act, {the(first['name'])} is among them with an estimated chance of "
        f"{first['chance']:.0%} ({first['low']:.0%} to {first['high']:.0%}); in a small act, "
        f"{first['small_chance']:.0%}."
    )
