"""Where the entities of a map stand: computed here, so that a map is drawn at once and never moves.

Each connected part by itself: around what was asked about (`rings.py`), then as the forces have it
(`forces.py`), then with room for each entity, and all parts packed (`packing.py`). No chance is
involved: the same network has the same map on every machine. Who comes later is placed beside
those who are there, and none of these moves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from queries.render.forces import FEW, Numbers, Points, relaxed
from queries.render.packing import SHAPE, Room, apart, beside, packed, rows, stretched
from queries.render.rings import drawn_in, outward, sunflowers, unit_areas

Point = tuple[float, float]

NAMES = 150  # entities up to which there is room for every name
_NAME = Room(across=150, down=56, box=True, slack=1.3)
_SPOT = Room(across=32, down=32, box=False, slack=2.8)
_ROUNDS = 100
_ROUNDS_LATER = 15


def positions(
    ids: Iterable[str], lines: Iterable[tuple[str, str]], focus: Iterable[str] = ()
) -> dict[str, Point]:
    """Pixels (x, y) of each id; what has no line stands below the rest. O(n log n + m) a round.

    >>> positions(["a"], [])
    {'a': (0.0, 0.0)}
    """
    order = sorted(set(ids))
    if not order:
        return {}
    points = _afresh(order, _pairs(order, lines), frozenset(focus), _room(len(order)))
    return _by_id(order, points - points.mean(axis=0))


def _afresh(
    order: Sequence[str], pairs: Numbers, focus: Collection[str], room: Room, wide: float = 0.0
) -> Points:
    """Part by part, packed; who has no line in rows below, at least as wide as `wide`."""
    parts = _parts(pairs, len(order))
    points, blocks = np.zeros((len(order), 2)), []
    for members in _together(parts):
        among = _among(pairs, members)
        own = np.unique(parts[members], return_inverse=True)[1]
        start = sunflowers(among, own, [order[n] in focus for n in members])
        points[members] = relaxed(start, among, own, _ROUNDS)
        blocks += [members[own == part] for part in range(own.max() + 1)]
    alone = np.flatnonzero(np.bincount(parts)[parts] == 1)
    tied = len(order) - len(alone)
    shape = SHAPE * min(1.6, 1 + len(alone) / (room.slack * max(tied, 1)))
    for block in blocks:
        points[block] = apart(stretched(points[block], room, shape), room)
    _side_by_side(points, blocks, alone, room, wide)
    return points


def placed_beside(
    ids: Iterable[str], lines: Iterable[tuple[str, str]], fixed: Mapping[str, Point]
) -> dict[str, Point]:
    """Pixels of each id where some are there already: these stay exactly where they are.

    Newcomers come to stand near whom they are tied to; those tied to nobody who is there, below.
    All of `fixed` keep their room, also who is not asked for.

    >>> placed_beside(["a", "b"], [], {"a": (5.5, 0.0)})["a"]
    (5.5, 0.0)
    """
    shown = set(ids)
    order, lines = sorted(shown | set(fixed)), list(lines)
    if not fixed:
        return positions(order, lines)
    pairs, room = _pairs(order, lines), _room(len(order))
    points = np.array([fixed.get(id, (0.0, 0.0)) for id in order])
    still = np.array([id in fixed for id in order])
    parts = _parts(pairs, len(order))
    tied = np.flatnonzero(np.isin(parts, parts[still]))
    points[tied] = _grown(points[tied], _among(pairs, tied), still[tied], room)
    places = _by_id(order, points)
    others = np.flatnonzero(~np.isin(parts, parts[still]))
    if len(others):
        low, high = points[tied].min(axis=0), points[tied].max(axis=0)
        names = [order[n] for n in others]
        below = _afresh(names, _among(pairs, others), (), room, float(high[0] - low[0]))
        corner = np.array([low[0], high[1] + room.down])
        places |= _by_id(names, below - below.min(axis=0) + corner)
    return {id: fixed[id] if id in fixed else places[id] for id in order if id in shown}


def _grown(points: Points, lines: Numbers, still: np.ndarray, room: Room) -> Points:
    """Newcomers who hang on those that stay, where forces and room leave them."""
    if still.all():
        return points
    one_part = np.zeros(len(points), dtype=np.int64)
    there = lines[still[lines].all(axis=1)]
    # Pushes are as strong as those are that hold up what is there.
    unit = float(np.sqrt(unit_areas(points, there, one_part)[0])) if len(there) else room.across / 2
    start = outward(points, lines, still, 1.5 * room.across)
    free = unit * relaxed(start / unit, lines, one_part, _ROUNDS_LATER, still)
    gaps = points[there[:, 0]] - points[there[:, 1]]
    usual = float(np.median(np.hypot(gaps[:, 0], gaps[:, 1]))) if len(there) else 0.0
    most = max(1.5 * room.across, 1.25 * usual)
    return beside(drawn_in(free, lines, still, most), room, still)


def _room(count: int) -> Room:
    return _NAME if count <= NAMES else _SPOT


def _by_id(order: Sequence[str], points: Points) -> dict[str, Point]:
    whole = np.rint(points) + 0.0  # no -0.0
    return {id: (x, y) for id, (x, y) in zip(order, whole.tolist(), strict=True)}


def _pairs(order: Sequence[str], lines: Iterable[tuple[str, str]]) -> Numbers:
    """Each pair of numbers once, the lower first; (m, 2)."""
    number = {id: n for n, id in enumerate(order)}
    ends = {(number[a], number[b]) for a, b in lines if a in number and b in number and a != b}
    pairs = sorted({(min(pair), max(pair)) for pair in ends})
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _parts(pairs: Numbers, count: int) -> Numbers:
    """The number of the connected part that each is of."""
    links = sparse.coo_array((np.ones(len(pairs)), pairs.T), shape=(count, count))
    parts: Numbers = csgraph.connected_components(links, directed=False)[1].astype(np.int64)
    return parts


def _together(parts: Numbers) -> Iterator[Numbers]:
    """Members of all small parts, part by part; then of each larger part."""
    sizes = np.bincount(parts)
    order = np.argsort(parts, kind="stable")
    small = order[(sizes[parts[order]] > 1) & (sizes[parts[order]] <= FEW)]
    if len(small):
        yield small
    for part in np.flatnonzero(sizes > FEW).tolist():
        yield np.flatnonzero(parts == part)


def _among(pairs: Numbers, members: Numbers) -> Numbers:
    """The pairs among some, by their place in `members`."""
    place = np.full(max(pairs.max(initial=0), members.max()) + 1, -1)
    place[members] = np.arange(len(members))
    local = place[pairs]
    return local[(local >= 0).all(axis=1)]


def _side_by_side(
    points: Points, blocks: Sequence[Numbers], alone: Numbers, room: Room, wide: float
) -> None:
    """Moves the parts beside each other, and who is in none into rows below them."""
    lows = [points[block].min(axis=0) for block in blocks]
    sizes = [np.ptp(points[block], axis=0) + room.size for block in blocks]
    boxes = [(float(across), float(down)) for across, down in sizes]
    for block, low, spot in zip(blocks, lows, packed(boxes, wide), strict=True):
        points[block] += np.array(spot) - low
    right, bottom = 0.0, 0.0
    if blocks:
        right, bottom = points[np.concatenate(blocks)].max(axis=0) + room.size
    points[alone] = rows(len(alone), room, max(wide, right)) + np.array([0.0, bottom])
