"""The layers of what links two governments, each with its year and its direction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from graph.approach.embassies import Door, doors
from graph.approach.mandates import eu_members, rules
from graph.approach.posts import CHANGED, Post
from graph.approach.relations import NONE, PROTECTS, UNRECOGNIZED
from graph.model.ids import is_kind, iso3_of
from graph.model.records import Entity, Tie
from graph.model.schema import TIES, Between, TieKind, Trait
from graph.record.history import IDEAL_POINT
from graph.record.sessions import opens
from graph.store.base import SAMPLE
from graph.view import View
from queries.wording import counted, is_are, listed

CLOSE, APART, NEITHER = (x.value for x in (Between.CLOSER, Between.APART, Between.NEITHER))
LAYERS = (  # that a reader may miss; older lists of missions are not among them
    "doors",
    "UN reviews",
    "UN votes",
    "history",
    "bodies",
    "pledges",
    "dependence",
    "acts",
)
_IN_OTHER_WORDS = {"COLONIZED": "ruled it as a colony, or the like"}
SMALL = 40  # members of a body at most, for sitting in it together to say something


class Layer(NamedTuple):
    """One layer of what links two governments. `who`: one name → the other, or both."""

    layer: str
    who: str
    what: str
    year: int | None
    points_to: str
    source: str


def layers_between(view: View, one: Entity, other: Entity, ties: Sequence[Tie]) -> list[Layer]:
    """Everything that is on record of the two; `ties`: those between them."""
    return [
        *_doors(view, one, other),
        *_relations(ties, one, other),
        *_missions(ties, one, other),
        *_reviews(ties, one, other),
        *_votes(view, one, other),
        *_history(ties, one, other),
        *_bodies(view, one, other),
        *_pledges(view, one, other),
        *_influence(ties, one, other),
        *_rest(ties, one, other),
    ]


def _doors(view: View, one: Entity, other: Entity) -> Iterator[Layer]:
    for sender, host in ((one, other), (other, one)):
        door = doors(view, host.id).get(iso3_of(sender.id))
        if door is not None:
            yield _door(door, sender, host)


def _door(door: Door, sender: Entity, host: Entity) -> Layer:
    where = f" in {door.city}" if door.city and door.city not in door.name else ""
    year = int(door.known[:4]) if door.known else None
    kind = {
        "embassy": "an embassy there",
        "consulate general": "a consulate general there, and no embassy that is known",
        "accredited": "accredited from elsewhere",
    }
    what = f"{door.name}{where}: {kind.get(door.kind, f'in {door.kind} only')}, {door.status}"
    points = CLOSE if door.kind == "embassy" else NEITHER
    return Layer(
        layer="doors",
        who=_to(sender, host),
        what=what,
        year=year,
        points_to=points,
        source=door.ties[0].origin.dataset,
    )


def _relations(ties: Iterable[Tie], one: Entity, other: Entity) -> Iterator[Layer]:
    """Relations broken off, recognition refused, a protecting power, posts that changed."""
    for tie in ties:
        kind = TIES[tie.kind]
        if tie.kind in (NONE, UNRECOGNIZED):
            what, points = f"{kind.phrase} the other", APART
        elif tie.kind == PROTECTS:
            what, points = f"protects the interests of the other in {tie.values['host']}", CLOSE
        elif tie.kind == CHANGED:
            what, points = Post.of(tie).words, NEITHER
        else:
            continue
        if tie.kind != CHANGED:
            since = f" since {tie.since}" if tie.since else ""
            what += f"{since}, until {tie.until}" if tie.until else since
        checked = tie.origin.retrieved
        yield Layer(
            layer="relations",
            who=_way(tie, one, other) if kind.directed else "both",
            what=what,
            year=checked.year if checked else None,
            points_to=points,
            source=tie.origin.dataset,
        )


def _missions(ties: Iterable[Tie], one: Entity, other: Entity) -> Iterator[Layer]:
    """What older lists say of missions, newest only."""
    for tie in _newest(ties, "HAS_MISSION_IN"):
        rank = tie.values.get("rank", "unknown")
        yield Layer(
            layer="older missions",
            who=_way(tie, one, other),
            what=f"a mission of rank {rank}",
            year=_year(tie),
            points_to=NEITHER,
            source=tie.origin.dataset,
        )


def _reviews(ties: Iterable[Tie], one: Entity, other: Entity) -> Iterator[Layer]:
    for sender, host in ((one, other), (other, one)):
        recommendations = [t for t in ties if t.kind == "RECOMMENDED_TO" and t.source == sender.id]
        core = [t for t in recommendations if t.values.get("core")]
        if not recommendations:
            continue
        year = max(opens(int(str(t.values["session"]))).year for t in recommendations)
        yes = sum(t.values.get("response") == "accepted" for t in core)
        no = sum(t.values.get("response") == "noted" for t in core)
        what = (
            f"{counted(len(recommendations), 'recommendation')} at UN reviews, "
            f"{len(core) or 'none'} on detention, expression or civil society"
            f"{_became(len(core), yes, no)}"
        )
        points = CLOSE if yes > no else APART if no else NEITHER
        yield Layer(
            layer="UN reviews",
            who=_to(sender, host),
            what=what,
            year=year,
            points_to=points,
            source=recommendations[0].origin.dataset,
        )


def _became(all_: int, accepted: int, noted: int) -> str:
    """What became of recommendations, as the end of a sentence."""
    if not accepted + noted:
        return ", with no answer known" if all_ else ""
    heeded = f"{accepted or 'none'} {is_are(accepted, 'was', 'were')} accepted"
    became = f", of which {heeded} and {noted or 'none'} only noted"
    rest = all_ - accepted - noted
    return f"{became}; of {rest} the answer is not known" if rest else became


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
    what = f"{away:.2f} apart in UN votes (ideal points), further than {share:.0%} of governments"
    points = CLOSE if share < 1 / 3 else APART if share > 2 / 3 else NEITHER
    yield Layer(
        layer="UN votes",
        who="both",
        what=what,
        year=year,
        points_to=points,
        source=table["dataset"][0],
    )


def _history(ties: Iterable[Tie], one: Entity, other: Entity) -> Iterator[Layer]:
    for tie in ties:
        kind = TIES[tie.kind]
        if Trait.TIMELESS in kind.traits and kind.between is not Between.ELSEWHERE:
            who = _way(tie, one, other) if kind.directed else "both"
            what = _IN_OTHER_WORDS.get(tie.kind, kind.phrase)
            km = f"; {tie.values['km']} km between the capitals" if "km" in tie.values else ""
            yield Layer(
                layer="history",
                who=who,
                what=f"{what}{km}",
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
    shown = f"; of at most {SMALL} members: {listed(names, 8)}" if names else ""
    known = [int(t.origin.known[:4]) for t in of if t.origin.known and t.target in both]
    yield Layer(
        layer="bodies",
        who="both",
        what=f"{counted(len(both), 'organization')} in common{shown}",
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
                who="both",
                what=f"bound by {rule.title}",
                year=int(rule.year) if rule.year else None,
                points_to=CLOSE,
                source=rule.tie.origin.dataset,
            )


def _influence(ties: Iterable[Tie], one: Entity, other: Entity) -> Iterator[Layer]:
    for tie in _newest(ties, "INFLUENCES"):
        if "dependence" not in tie.values:
            continue
        depends = float(str(tie.values["dependence"]))
        what = f"the other depends on it by {depends:.2f} of 1, the most ever seen (FBIC)"
        yield Layer(
            layer="dependence",
            who=_way(tie, one, other),
            what=what,
            year=_year(tie),
            points_to=NEITHER,
            source=tie.origin.dataset,
        )


def _rest(ties: Iterable[Tie], one: Entity, other: Entity) -> Iterator[Layer]:
    """Whatever else is on record: sanctions, aid, arms, trade, positions."""
    for tie in ties:
        kind = TIES[tie.kind]
        if Trait.TIMELESS not in kind.traits and kind.between is not Between.ELSEWHERE:
            ended = f", until {tie.until}" if tie.until else ""
            since = f" since {tie.since}" if tie.since else ""
            known = tie.until or tie.origin.known or tie.since
            yield Layer(
                layer="acts",
                who=_way(tie, one, other) if kind.directed else "both",
                what=f"{kind.phrase} the other{since}{ended}",
                year=int(known[:4]) if known else None,
                points_to=_points_to(kind),
                source=tie.origin.dataset,
            )


def _points_to(kind: TieKind) -> str:
    # A kind that cannot link two governments never comes here.
    return NEITHER if kind.between is None else kind.between.value


def _year(tie: Tie) -> int | None:
    """The year of a yearly tie; a campaign's own may have none."""
    return int(tie.key[:4]) if tie.key[:4].isdecimal() else None


def _newest(ties: Iterable[Tie], kind: str) -> list[Tie]:
    """The newest tie of a kind in each direction."""
    newest: dict[str, Tie] = {}
    for tie in ties:
        if tie.kind == kind and tie.key >= getattr(newest.get(tie.source), "key", ""):
            newest[tie.source] = tie
    return [newest[source] for source in sorted(newest)]


def _to(sender: Entity, host: Entity) -> str:
    return f"{sender.title} → {host.title}"


def _way(tie: Tie, one: Entity, other: Entity) -> str:
    return _to(one, other) if tie.source == one.id else _to(other, one)
