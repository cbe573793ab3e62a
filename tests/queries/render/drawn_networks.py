"""Networks to be laid out: groups around hubs, a few ties between groups, some without any."""

from __future__ import annotations

import random

Lines = list[tuple[str, str]]


def grouped(count: int, seed: int = 1) -> tuple[list[str], Lines]:
    """So many ids, and twice as many lines; one entity in forty has none."""
    chance = random.Random(seed)
    ids = [f"e:{number:05}" for number in range(count)]
    hubs = chance.sample(ids, max(3, count // 60))
    groups = [[hub] for hub in hubs]
    for id in ids[: count - count // 40]:
        groups[chance.randrange(len(groups))].append(id)
    lines: set[tuple[str, str]] = set()
    while len(lines) < 2 * count:
        group = chance.choice(groups)
        one = chance.choice(group)
        other = chance.choices((group[0], chance.choice(group), chance.choice(hubs)), (45, 45, 10))
        if one != other[0]:
            lines.add((min(one, other[0]), max(one, other[0])))
    return ids, sorted(lines)
