"""The command that builds the reference tables: python -m loaders.reference build DIR"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from graph.model.errors import DemarcheError
from loaders.reference.build import build
from loaders.reference.table_files import HERE


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0, or 1 with a sentence where something is wrong."""
    top = argparse.ArgumentParser(prog="python -m loaders.reference", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    building = commands.add_parser("build", help="build the tables from their publishers' files")
    building.add_argument("originals", type=Path, metavar="DIR", help="the folder of those files")
    building.add_argument(
        "--to", type=Path, default=HERE, help="another folder than this package's"
    )
    building.add_argument(
        "--rigour-wheel", type=Path, help="build territories.csv too (pip download rigour==1.8.2)"
    )
    args = top.parse_args(arguments)
    try:
        sizes = build(args.originals, args.to, args.rigour_wheel)
    except DemarcheError as problem:
        print(problem, file=sys.stderr)
        return 1
    for name, size in sizes.items():
        print(f"{name}.csv {size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
