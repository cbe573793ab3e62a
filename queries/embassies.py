"""Which embassies to approach: who speaks up in such cases, and the door to knock at."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

from graph.approach.embassies import Door, doors
from graph.approach.gate import gate
from graph.model.act_kinds import ACT_KINDS
from graph.model.ids import government_id, is_kind, iso3_of
from graph.model.records import Entity
from graph.model.words import mark, say
from graph.record.history import History, Known
from graph.record.public_acts import Outlook, public_acts
from graph.record.sessions import opens
from graph.store.base import SAMPLE
from graph.view import View
from queries.answer import Answer, Block, Column, Table, columns
from queries.parameters import CaseId, Count, PlaceId
from queries.question import question
from queries.shared.about import governing, subject, territories_of
from queries.shared.approach import approach
from queries.shared.doors import door_cells, network, world
from queries.shared.our_way import towards_embassies
from queries.shared.past_acts import act_cells, made_of
from queries.shared.past_reviews import past_reviews, receptivity
from queries.shared.ranking_lens import ranking_lens, shortlist
from queries.shared.ranking_words import CHANCE, accepted, heard, limits, ranking_note, why
from queries.shared.review import AT_A_REVIEW, un_review
from queries.wording import the

NO_EVIDENCE = [kind.title for kind in ACT_KINDS if not kind.evidence]
ALIKE = 0.1  # a past review counts as "of a government like this one" from this likeness on
SMALL = mark("The same for an act of 3 to 15 governments, which is what a campaign can bring about")
MORE = (
    "map",
    "shortlist",
    "asks",
    "always",
    "first_doors",
    "european_union",
    "risks",
    "un_review",
)
HOW_SURE = (
    "silences",
    "standing",
    "decides",
    "factors",
    "past_reviews",
    "receptivity",
    "no_record",
    "limits",
)
PARTICULAR = mark("The chance minus its habit: what is particular to this detaining government")


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
    lens=mark("Embassies"),
    place=1,
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
    This is the only measure here that was tested against history. It is not the chance that an
    embassy helps, and nothing here predicts a release. Each row names the embassy to go to.

    case: the case, by name or id
    target: or the government or territory that detains, by name or ISO code
    most: how many governments to list
    weighing: what counts, such as “chance 60; dependence 40”, or all; if empty the chance alone
    """
    opening, host, about, territory, closing = _about(view, case, target)
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
            rank=rank,
            n=n,
            chances=chances,
            past=past,
            governments=governments,
            at=at,
            apart=apart,
            host=host,
        )
        | more.cells[senders[n]]
        for rank, n in enumerate(top, 1)
    ]
    active = {senders[n] for n in order}
    silent = [code for code in senders if code != iso3 and code not in active]
    blocks: list[Block] = [
        Table(
            "ranking",
            say(
                "Governments by what they have done for prisoners of governments like {host}",
                host=the(host.title),
            ),
            columns(
                "rank",
                ("name", "Government"),
                Column("chance", say("Speaks up"), "%", say(CHANCE), ends=("low", "high")),
                ("low", "Low", "%"),
                ("high", "High", "%"),
                Column("accepted", say("Heard before")),
                ("door", "Embassy or mission"),
                # Beside our way there is no room for it in the table; the embassy's line names it.
                Column("city", say("City"), place="aside" if about else "cell"),
                Column("small_chance", say("In a small act"), "%", say(SMALL), place="aside"),
                Column("particular", say("Beyond its habit"), "%", say(PARTICULAR), place="aside"),
                Column(
                    "review_chance",
                    say("Raises it at a UN review"),
                    "%",
                    say(AT_A_REVIEW),
                    place="aside",
                ),
                Column("based_on", say("Based on"), place="line"),
                Column("heard", say("Heard before"), place="line"),
                Column("door_kind", say("Kind"), place="aside"),
                Column("door_status", say("Status"), place="aside"),
                Column(
                    "distance",
                    say("Distance in UN votes"),
                    say("ideal points"),
                    say("Governments that vote nearer are heeded more, and speak up less"),
                    place="aside",
                ),
                *more.columns,
                none_on_record=["accepted"],
            ),
            rows,
            of="id",
            hidden=("low", "high"),
            note=ranking_note(rows, chances, len(order)),
            onward=towards_embassies(host.id, about.id if about else None),
        ),
        shortlist(host.id, about.id if about else None, rows, at),
        *made_of(top, chances, governments),
        world(host=host, order=order, top=top, chances=chances, governments=governments, at=at),
        network(view=view, host=host, rows=rows, governments=governments, at=at, about=about),
        *more.blocks,
        *un_review(view, [host.id], gate(view, about) if about else None),
        past_reviews(top, chances.reviews, past, governments),
        receptivity(past, host),
        Table(
            "no_record",
            say("No data: governments with no public act and no UN review on record"),
            columns(
                ("name", "Government"),
                ("door", "Embassy or mission"),
                ("door_kind", "Kind"),
                "city",
            ),
            [
                {
                    "id": government_id(code),
                    "name": governments[code].title,
                    **door_cells(at.get(code)),
                }
                for code in silent
            ],
            of="id",
            note=say(
                "Not last, but unknown: that they never joined an act or took the floor says "
                "little about what they would do if asked."
            ),
        ),
        limits(past, chances, host),
    ]
    lines = [opening, more.lead, why(host, rows, chances, weighing), more.risk, closing]
    sentence = "\n".join(line for text in lines if (line := text.strip()))
    lens = ranking_lens(host, about, rows, at)
    return Answer(sentence, blocks, lens=lens, more=MORE, how_sure=HOW_SURE)


class _About(NamedTuple):
    """What the answer is about, and what it opens and closes with."""

    opening: str  # what forbids naming the prisoner, and which of several governments this is
    host: Entity
    case: Entity | None
    territory: Entity | None
    closing: str  # where missions come first


def _about(view: View, case: str | None, target: str | None) -> _About:
    if case is None and target is not None and is_kind(target, "Facility"):
        place = view.get(target)
        host = view.get(governing(view, target))
        return _About("", host, None, place, _governed(place, host))
    host, about, which = subject(view, case, target)
    if about is None:
        return _About("", host, None, None, "")
    # Of a case that several governments hold a territory may be another's.
    places = territories_of(view, about.id, of=host if which or target else None)
    territory = places[0] if places else None
    opening = f"{gate(view, about).opening}{which}"
    return _About(opening, host, about, territory, _governed(territory, host) if territory else "")


def _governed(place: Entity, host: Entity) -> str:
    return say(
        "{place} is governed by {government}; missions in {place} come first.",
        place=place.title,
        government=the(host.title),
    )


def _row(
    rank: int,
    n: int,
    chances: Outlook,
    past: History,
    governments: Mapping[str, Entity],
    at: Mapping[str, Door],
    apart: Mapping[str, Known],
    host: Entity,
) -> dict[str, Any]:
    code = past.reviews.senders[n].item()
    took_up, answered = past.heard.get((code, iso3_of(host.id)), (0, 0))
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
        "accepted": accepted(past, code, host),
        "heard": heard(past, code, host),
        "heard_accepted": took_up,
        "heard_answered": answered,
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
