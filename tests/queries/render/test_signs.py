"""Signs on the map: every kind of entity is told from every other, whoever looks."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from graph.model.schema import EntityKind
from queries.render.network_map import DRAWN_KINDS, GLYPHS

# At the size of an entity, shapes of one family look alike.
FAMILIES = {"hexagon": "dot", "box": "square", "triangleDown": "triangle"}
# What people without one kind of cone see of linear red, green and blue (Machado, Oliveira and
# Fernandes 2009, severity 1).
VISION = {
    "full": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
APART = 15  # of CIELAB's distance; 2.3 is the least that is seen side by side


def as_seen(colour: str, vision: str) -> np.ndarray:
    """A colour in CIELAB, as somebody sees it."""
    part = np.array([int(colour[n : n + 2], 16) for n in (1, 3, 5)]) / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    linear = np.clip(VISION[vision] @ linear, 0, 1)
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    x, y, z = np.cbrt(to_xyz @ linear / (0.9505, 1.0, 1.089))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def family(kind: EntityKind) -> str:
    return FAMILIES.get(kind.shape, kind.shape)


def test_every_kind_has_a_sign_of_its_own() -> None:
    kinds = DRAWN_KINDS.values()
    assert len({(family(kind), kind.colour) for kind in kinds}) == len(kinds)
    assert {kind.shape for kind in kinds} <= set(GLYPHS)


@pytest.mark.parametrize("vision", VISION)
def test_kinds_of_like_shapes_have_colours_that_are_told_apart(vision: str) -> None:
    for one, other in combinations(DRAWN_KINDS.values(), 2):
        if family(one) == family(other):
            distance = np.linalg.norm(as_seen(one.colour, vision) - as_seen(other.colour, vision))
            assert distance > APART, (one.name, other.name, distance)
