"""`python -m vitk2.curate`: rebuild the published tables; --take and --verify hold them to the sources."""

import argparse
import sys
from pathlib import Path

from vitk2.curate.build import build
from vitk2.curate.readings import take, verify
from vitk2.errors import DataError


def main(arguments: list[str] | None = None) -> int:
    """Run the curator's commands; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m vitk2.curate", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data"), help="the data directory")
    parser.add_argument(
        "--take", type=Path, metavar="SOURCES", help="take over the readings of all mapped foods"
    )
    parser.add_argument(
        "--verify", type=Path, metavar="SOURCES", help="compare every reading with its source row"
    )
    options = parser.parse_args(arguments)
    try:
        if options.take:
            print(f"{take(options.data / 'curation', options.take)} readings taken over")
            return 0
        if options.verify:
            compared, problems = verify(options.data / "curation", options.verify)
            print("\n".join([*problems, f"{compared} rows compared, {len(problems)} differences"]))
            return 1 if problems else 0
        for name, rows in build(options.data).items():
            print(f"{name}.csv: {rows} rows")
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
