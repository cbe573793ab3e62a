"""The layers of what links two governments, each with its year and its direction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from graph.approach.mandates import eu_members, rules
from graph.model.ids import is_kind
from graph.model.records import Entity, Tie
from graph.model.schema import TIES, Between, TieKind, Trait
from graph.model.words import count, listed, mark, number, percent, say
from graph.record.history import IDEAL_POINT
from graph.record.sessions import opens
from graph.store.base import SAMPLE
from graph.view import View
from queries.shared.layer import APART, CLOSE, NEITHER, Layer, during, newest, to, way, year_of
from queries.shared.mission_layers import doors_between, older_missions, relations

__all__ = ["APART", "CLOSE", "LAYERS", "Layer", "layers_between"]
LAYERS = (  # that a reader may miss; older lists of missions are not among them
    mark("doors"),
    mark("UN reviews"),
    mark("UN votes"),
    mark("history"),
    mark("bodies"),
    mark("pledges"),
    mark("dependence"),
    mark("acts"),
)
COLONY = mark("ruled it as a colony, or in a similar way")
SMALL = 40  # members of a body at most, for sitting in it together to say something


def layers_between(view: View, one: Entity, other: Entity, ties: Sequence[Tie]) -> list[Layer]:
    """Everything that is on record of the two; `ties`: those between them."""
    return [
        *doors_between(view, one, other),
        *relations(ties, one, other),
        *older_missions(ties, one, other),
        *_reviews(ties, one, other),
        *_votes(view, one, other),
        *_history(ties, one, other),
        *_bodies(view, one, other),
        *_pledges(view, one, other),
        *_influence(ties, one, other),
        *_rest(ties, one, other),
    ]


def _reviews(ties: Iterable[Tie], one: Entity, other: Entity) -> Iterator[Layer]:
    for sender, host in ((one, other), (other, one)):
        recommendations = [t for t in ties if t.kind == "RECOMMENDED_TO" and t.source == sender.id]
        core = [t for t in recommendations if t.values.get("core")]
        if not recommendations:
            continue
        year = max(opens(int(str(t.values["session"]))).year for t in recommendations)
        yes = sum(t.values.get("response") == "accepted" for t in core)
        no = sum(t.values.get("response") == "noted" for t in core)
        what = count(
            "{n} recommendation at UN reviews, {core}",
            "{n} recommendations at UN reviews, {core}",
            len(recommendations),
            core=_became(len(core), yes, no),
        )
        points = CLOSE if yes > no else APART if no else NEITHER
        yield Layer(
            layer="UN reviews",
            who=to(sender, host),
            what=what,
            year=year,
            points_to=points,
            source=recommendations[0].origin.dataset,
        )


def _became(all_: int, accepted: int, noted: int) -> str:
    """What became of recommendations on our subjects, as the end of a sentence."""
    if not all_:
        return say("none on detention, expression or civil society")
    if not accepted + noted:
        return count(
            "{n} on detention, expression or civil society, without a known answer",
            "{n} on detention, expression or civil society, none with a known answer",
            all_,
        )
    if rest := all_ - accepted - noted:
        return say(
            "{all} on detention, expression or civil society: {accepted} accepted, {noted} only "
            "noted, {rest} without a known answer",
            all=number(all_),
            accepted=number(accepted),
            noted=number(noted),
            rest=number(rest),
        )
    return say(
        "{all} on detention, expression or civil society: {accepted} accepted, {noted} only noted",
        all=number(all_),
        accepted=number(accepted),
        noted=number(noted),
    )


def _votes(view: View, one: Entity, other: Entity) -> Iterator[Layer]:
    """How far apart both vote at the UN, in the newest year of both."""
    quiet = view.quiet()
    table = quiet.table("MEASURED", of=[IDEAL_POINT], values=("value",))
    # The invented state's figures are read with all others, but used only where it is one of both.
    invented = any(side.origin.dataset.startswith(SAMPLE) for side in (one, other))
    view.used.add(quiet.used if invented else quiet.used.without(SAMPLE))
    mine: dict[str, dict[int, float]] = {}
    for id, key, value in table.rows("source", "key", "value"):
        mine.setdefault(id, {})[int(key)] = float(value)
    years = mine.get(one.id, {}).keys() & mine.get(other.id, {}).keys()
    if not years:
        return
    year = max(years)
    away = abs(mine[one.id][year] - mine[other.id][year])
    others = [
        abs(of[year] - mine[other.id][year])
        for id, of in mine.items()
        if year in of and id not in (one.id, other.id)
    ]
    share = sum(x < away for x in others) / max(1, len(others))
    what = say(
        "{distance} apart in UN votes (ideal points), further than {share} of governments",
        distance=number(away, 2),
        share=percent(share),
    )
    points = CLOSE if share < 1 / 3 else APART if share > 2 / 3 else NEITHER
    yield Layer(
        layer="UN votes",
        who=say("both"),
        what=what,
        year=year,
        points_to=points,
        source=table["dataset"][0],
    )


def _history(ties: Iterable[Tie], one: Entity, other: Entity) -> Iterator[Layer]:
    for tie in ties:
        kind = TIES[tie.kind]
        if Trait.TIMELESS in kind.traits and kind.between is not Between.ELSEWHERE:
            who = way(tie, one, other) if kind.directed else say("both")
            what = say(COLONY if tie.kind == "COLONIZED" else kind.phrase)
            if "km" in tie.values:
                km = number(float(str(tie.values["km"])))
                what = say("{tie}; {km} km between the capitals", tie=what, km=km)
            yield Layer(
                layer="history",
                who=who,
                what=what,
                year=None,
                points_to=_points_to(kind),
                source=tie.origin.dataset,
            )


def _bodies(view: View, one: Entity, other: Entity) -> Iterator[Layer]:
    today = view.today.isoformat()

    def member(tie: Tie) -> bool:
        return is_kind(tie.target, "Organization") and tie.in_force(today)

    of = view.ties("MEMBER_OF", of=[one.id, other.id], where=member)
    both = {t.target for t in of if t.source == one.id} & {
        t.target for t in of if t.source == other.id
    }
    if not both:
        return
    everybody = view.ties("MEMBER_OF", of=both, where=member)
    size = {id: sum(t.target == id for t in everybody) for id in both}
    small = sorted(id for id in both if size[id] <= SMALL)
    names = [body.title for body in view.several(small)]
    what = count("{n} organization in common", "{n} organizations in common", len(both))
    if names:
        what = say(
            "{organizations}; with at most {n} members: {names}",
            organizations=what,
            n=SMALL,
            names=listed(names, 8),
        )
    known = [int(t.origin.known[:4]) for t in of if t.origin.known and t.target in both]
    yield Layer(
        layer="bodies",
        who=say("both"),
        what=what,
        year=max(known, default=None),
        points_to=CLOSE if small else NEITHER,
        source=of[0].origin.dataset,
    )


def _pledges(view: View, one: Entity, other: Entity) -> Iterator[Layer]:
    by_government = rules(view, eu_members(view))
    mine = {rule.id: rule for rule in by_government.get(one.id, ())}
    for rule in by_government.get(other.id, ()):
        if rule.id in mine:
            yield Layer(
                layer="pledges",
                who=say("both"),
                what=say("bound by {rule}", rule=rule.title),
                year=int(rule.year) if rule.year else None,
                points_to=CLOSE,
                source=rule.tie.origin.dataset,
            )


def _influence(ties: Iterable[Tie], one: Entity, other: Entity) -> Iterator[Layer]:
    for tie in newest(ties, "INFLUENCES"):
        if "dependence" not in tie.values:
            continue
        what = say(
            "the other depends on it by {dependence} of 1, the most ever seen (FBIC)",
            dependence=number(float(str(tie.values["dependence"])), 2),
        )
        yield Layer(
            layer="dependence",
            who=way(tie, one, other),
            what=what,
            year=year_of(tie),
            points_to=NEITHER,
            source=tie.origin.dataset,
        )


def _rest(ties: Iterable[Tie], one: Entity, other: Entity) -> Iterator[Layer]:
    """Whatever else is on record: sanctions, aid, arms, trade, positions."""
    for tie in ties:
        kind = TIES[tie.kind]
        if Trait.TIMELESS not in kind.traits and kind.between is not Between.ELSEWHERE:
            known = tie.until or tie.origin.known or tie.since
            yield Layer(
                layer="acts",
                who=way(tie, one, other) if kind.directed else say("both"),
                what=during(say("{does} the other", does=say(kind.phrase)), tie),
                year=int(known[:4]) if known else None,
                points_to=_points_to(kind),
                source=tie.origin.dataset,
            )


def _points_to(kind: TieKind) -> str:
    # A kind that cannot link two governments never comes here.
    return NEITHER if kind.between is None else kind.between.value
