"""Where the entities of a map stand: apart, near whom they are tied to, and where they stood."""

from __future__ import annotations

import os
import subprocess
import sys
from statistics import mean, median

import numpy as np
import pytest
from scipy.spatial import cKDTree

from queries.render.layout import NAMES, Point, placed_beside, positions
from queries.render.packing import packed
from tests.queries.render.drawn_networks import Lines, grouped

ACROSS, DOWN = 150, 56  # pixels that an entity and its name take
DIAMETER = 28


def overlaps(places: dict[str, Point]) -> int:
    """Pairs on each other's name, or on each other where there is no room for all names."""
    points = np.array(list(places.values()))
    if len(points) <= NAMES:
        return len(cKDTree(points / (ACROSS, DOWN)).query_pairs(0.999, p=np.inf))
    return len(cKDTree(points).query_pairs(DIAMETER))


def length(places: dict[str, Point], one: str, other: str) -> float:
    return float(np.hypot(*np.subtract(places[one], places[other])))


@pytest.mark.parametrize("count", [1, 2, 3, 12, 87, 150, 151, 300, 1000])
def test_nobody_stands_on_another(count: int) -> None:
    ids, lines = grouped(max(count, 9))
    ids = ids[:count]
    places = positions(ids, lines)
    assert set(places) == set(ids)
    assert overlaps(places) == 0
    assert all(value.is_integer() for place in places.values() for value in place)


@pytest.mark.parametrize("lines", [[], [("e:00000", f"e:{n:05}") for n in range(1, 87)]])
def test_nobody_stands_on_another_where_all_are_alike(lines: Lines) -> None:
    ids, _ = grouped(87)
    assert overlaps(positions(ids, lines)) == 0


def test_a_map_has_the_shape_of_what_a_screen_leaves_it() -> None:
    for count in (40, 87, 150, 300, 1000):
        wide, high = np.ptp(np.array(list(positions(*grouped(count)).values())), axis=0)
        assert 1.1 < wide / high < 1.8, count


@pytest.mark.parametrize("count", [87, 300])
def test_who_is_tied_stands_nearer_than_who_is_not(count: int) -> None:
    ids, lines = grouped(count)
    places = positions(ids, lines)
    tied = mean(length(places, one, other) for one, other in lines)
    assert tied < 0.6 * mean(length(places, one, other) for one in ids for other in ids)


def test_parts_lie_beside_each_other() -> None:
    rings = [[f"{name}{n}" for n in range(12)] for name in "ab"]
    lines = [(ring[n - 1], ring[n]) for ring in rings for n in range(12)]
    places = positions([id for ring in rings for id in ring], lines)
    boxes = [np.array([places[id] for id in ring]) for ring in rings]
    (low, high), (low2, high2) = [(box.min(axis=0), box.max(axis=0)) for box in boxes]
    assert ((high < low2) | (high2 < low)).any()


def test_boxes_are_packed_without_overlaps() -> None:
    boxes = [(float(7 + n * 13 % 40), float(5 + n * 29 % 23)) for n in range(60)]
    corners = packed(boxes)
    for one, (left, top) in enumerate(corners):
        for other, (left2, top2) in enumerate(corners[:one]):
            assert (
                left >= left2 + boxes[other][0]
                or left2 >= left + boxes[one][0]
                or top >= top2 + boxes[other][1]
                or top2 >= top + boxes[one][1]
            )
    assert sum(wide * high for wide, high in boxes) > 0.75 * np.prod(
        np.max(np.array(corners) + np.array(boxes), axis=0)
    )


def test_order_direction_and_parallel_lines_do_not_matter() -> None:
    ids, lines = grouped(60)
    mirrored = [(other, one) for one, other in reversed(lines)]
    places = positions(ids, lines, ids[:1])
    assert positions(ids[::-1], mirrored + lines + [("e:00001", "gone")], ids[:1]) == places


def test_who_was_there_does_not_move() -> None:
    for count in (87, 300):
        ids, lines = grouped(count)
        there = positions(ids[: count * 2 // 3], lines)
        there = {id: (x + 0.25, y) for id, (x, y) in there.items()}  # moved by hand, say
        places = placed_beside(ids, lines, there)
        assert set(places) == set(ids)
        assert {id: places[id] for id in there} == there
        newcomers = {id: places[id] for id in ids if id not in there}
        between = [pair for pair in lines if any(id in newcomers for id in pair)]
        assert median(length(places, *pair) for pair in between) < 2.5 * median(
            length(there, *pair) for pair in lines if all(id in there for id in pair)
        )
        assert overlaps(places) == overlaps(there)


def test_one_after_the_other_is_placed_near_whom_it_is_tied_to() -> None:
    places = positions(["a"], [])
    for number in range(40):
        lines = [("a", f"b{n}") for n in range(number + 1)]
        before = places
        places = placed_beside([*places, f"b{number}"], lines, places)
        assert all(places[id] == before[id] for id in before)
    assert overlaps(places) == 0
    assert max(length(places, "a", id) for id in places) < 1200


def test_many_newcomers_around_one_leave_the_map_its_size() -> None:
    ids, lines = grouped(40)
    there = positions(ids, lines)
    new = [f"n{number}" for number in range(20)]
    places = placed_beside([*ids, *new], [*lines, *((ids[0], id) for id in new)], there)
    before, after = (np.ptp(np.array(list(at.values())), axis=0) for at in (there, places))
    assert (after < 1.8 * before).all()
    assert overlaps(places) == 0


def test_who_is_tied_to_nobody_there_stands_below() -> None:
    ids, lines = grouped(40)
    there = positions(ids, lines)
    places = placed_beside([*ids, "x", "y", "z"], [*lines, ("x", "y")], there)
    lowest = max(y for _, y in there.values())
    assert min(places[id][1] for id in "xyz") > lowest
    assert overlaps(places) == 0


def test_who_is_not_asked_for_keeps_its_room() -> None:
    there = positions(["a", "b", "c"], [("a", "b"), ("b", "c")])
    places = placed_beside(["b", "d"], [("b", "d")], there)
    assert set(places) == {"b", "d"}
    assert overlaps(there | places) == 0
    assert placed_beside(["b"], [], {}) == positions(["b"], [])


DIGEST = """
import hashlib
from queries.render.layout import placed_beside, positions
from tests.queries.render.drawn_networks import grouped
digest = hashlib.sha256()
for count in (60, 130, 700):
    ids, lines = grouped(count)
    there = positions(ids[: count // 2], lines)
    digest.update(repr((positions(ids, lines), placed_beside(ids, lines, there))).encode())
print(digest.hexdigest())
"""


@pytest.mark.slow
def test_the_same_map_on_every_processor() -> None:
    settings: list[dict[str, str]] = [
        {},
        {"OPENBLAS_CORETYPE": "Nehalem", "OPENBLAS_NUM_THREADS": "1"},
        {"OPENBLAS_CORETYPE": "Haswell"},
        {"NPY_DISABLE_CPU_FEATURES": "AVX512F AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL"},
        {"NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3", "PYTHONHASHSEED": "7"},
    ]
    runs = [
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", DIGEST],
            env=os.environ | setting,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for setting in settings
    ]
    assert len(set(runs)) == 1
    assert len(runs[0]) == 65
