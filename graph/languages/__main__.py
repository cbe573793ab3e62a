"""The catalogue of all texts, for translators: python -m graph.languages > demarche.pot

A translation of it is graph/languages/LANGUAGE.po (fr.po): nothing else is needed.
"""

from __future__ import annotations

import sys

from graph.languages.catalogue import catalogue, written
from graph.languages.extraction import extracted


def main() -> int:
    """Write the catalogue to the standard output; 1 where a text could not be found."""
    messages, problems = extracted()
    texts = catalogue(messages)
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.write(written(texts))
    for problem in problems:
        print(f"{problem.file}:{problem.line}: {problem.why}", file=sys.stderr)
    print(f"{len(texts)} messages, {len(problems)} problems", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
