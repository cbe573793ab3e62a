"""How fast rows find whom they name among 100,000: python -m tests.benchmarks.bench_candidates

Beside it, in the same run, as it was: the store searched for each name, and each miss compared
with every name. Seconds of this process's own work (CPU).
"""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from rapidfuzz import process

from graph.model.errors import UnknownName
from graph.model.records import Entity
from graph.model.schema import OURS
from graph.model.text import fold
from graph.store.base import Load, Scope, Store, secret
from graph.store.opening import open_store
from loaders.loader import Ref
from loaders.references import References

PEOPLE, MISSES, BEFORE = 100_000, 1_000, 20
LETTERS = "aabcdeefghiijklmnooprstuvz"
KINDS = frozenset({"Person"})


def names() -> list[str]:
    rng = random.Random(20)
    syllables = [a + b for a in "bcdfghklmnprstvz" for b in "aeiou"]

    def word() -> str:
        return "".join(rng.choices(syllables, k=rng.randint(2, 4))).title()

    unique = dict.fromkeys(f"{word()} {word()}" for _ in range(2 * PEOPLE))
    return list(unique)[:PEOPLE]


def misspelt(name: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(name) - 1)
    return name[:at] + rng.choice(LETTERS) + name[at + 1 :]


def before(store: Store, texts: list[str]) -> float:
    """Seconds a miss, as each was searched for until this was measured."""
    known = store.read(Scope(OURS, kinds=KINDS, ties=frozenset()))
    every = {e.name: fold(e.name) for e in known if isinstance(e, Entity) and e.name}
    start = process_time()
    for text in texts:
        list(store.candidates(text, Scope(kinds=KINDS, ties=frozenset())))
        process.extract(fold(text), every, limit=3, score_cutoff=60)
    return (process_time() - start) / len(texts)


def main() -> None:
    people, rng = names(), random.Random(21)
    with TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'store.sqlite'}")
        claims = (("", Entity("Person", f"per:{n:06d}", name)) for n, name in enumerate(people))
        store.write(Load("people"), claims)
        chosen = rng.sample(people, MISSES)
        wrong = [(text, name) for name in chosen if (text := misspelt(name, rng)) not in people]
        was = before(store, [text for text, _ in wrong[:BEFORE]])
        of, right = References(store, secret(store), OURS), 0
        start = process_time()
        of.offered(Ref(tuple(KINDS), "Nobody", "name"))
        once = process_time() - start
        start = process_time()
        for text, name in wrong:
            try:
                of.find(Ref(tuple(KINDS), text, "name"))
            except UnknownName as problem:
                right += name in problem.candidates
        each = (process_time() - start) / len(wrong)
        start = process_time()
        for name in chosen:
            of.find(Ref(tuple(KINDS), name, "name"))
        hit = (process_time() - start) / MISSES
        store.close()
    print(f"{len(wrong):,} misses among {PEOPLE:,} names: {1000 * each:.2f} ms each")
    print(f"after {once:.1f} s for the index; the name that was meant is offered {right} times")
    print(f"before: {1000 * was:.0f} ms each, so {was / each:.0f} times as long")
    print(f"a name that is known: {1000 * hit:.3f} ms")


if __name__ == "__main__":
    main()
