"""Rebuild the published tables from data/curation, and hold their readings to the sources."""

import argparse
import sys
from pathlib import Path

from curate import outliers
from curate.build import build
from curate.changed_values import write_changed_values
from curate.changelog import report
from curate.crosswalk_checks import unaccounted
from curate.source_readings import digest, sample, source_foods, take, verify
from vitk2.errors import DataError


def main(arguments: list[str] | None = None) -> int:
    """Run the curator's commands and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m curate", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data"), help="the data directory")
    parser.add_argument(
        "--take", type=Path, metavar="SOURCES", help="take over the readings of all mapped foods"
    )
    parser.add_argument(
        "--verify", type=Path, metavar="SOURCES", help="compare every reading with its source row"
    )
    parser.add_argument(
        "--sample", type=int, metavar="N", help="draw N published numbers to be read by eye"
    )
    parser.add_argument(
        "--report", type=Path, metavar="OLD", help="write what changed since the tables in OLD"
    )
    parser.add_argument(
        "--changed",
        type=Path,
        metavar="OLD",
        help="write changed_values.csv: the values shown that changed much since the tables in OLD",
    )
    parser.add_argument(
        "--likeness",
        action="store_true",
        help="list numbers that contradict each other, with the verdict on each",
    )
    parser.add_argument("--seed", type=int, default=1, help="what the draw starts from")
    options = parser.parse_args(arguments)
    try:
        return _run(options)
    except DataError as error:
        print(error, file=sys.stderr)
        return 1


def _run(options: argparse.Namespace) -> int:
    """Run the command that the options name, else build the table; return the exit code."""
    if options.take:
        print(f"{take(options.data / 'curation', options.take)} readings taken over")
        return 0
    if options.verify:
        return _verify(options.data / "curation", options.verify)
    if options.likeness:
        return _likeness(options.data)
    if options.changed:
        print(f"changed_values.csv: {write_changed_values(options.changed, options.data)} rows")
        return 0
    if lines := _lines(options):
        print("\n".join(lines))
        return 0
    for name, rows in build(options.data).items():
        print(f"{name}.csv: {rows} rows")
    return 0


_SAMPLED = ("reading_id", "food_id", "form", "ug_per_100g", "qualifier", "source_name")


def _lines(options: argparse.Namespace) -> list[str]:
    """Return the output of the commands that only read; none if the table is to be built."""
    if options.sample:
        rows = sample(options.data, options.sample, options.seed)
        return ["\t".join(row[c] for c in _SAMPLED) for row in rows]
    if options.report:
        return [report(options.report, options.data)]
    return []


def _likeness(data: Path) -> int:
    """Print the plausibility report; return 1 if a line has no verdict, or a verdict no line."""
    lines, faults = outliers.report(data, data / "curation")
    print("\n".join(lines))
    return 1 if faults else 0


def _verify(curation: Path, sources: Path) -> int:
    """Compare with the sources; if there is no difference, record the digest of the readings."""
    compared, problems = verify(curation, sources)
    foods = source_foods(sources, curation)
    problems += unaccounted(curation, foods)
    print("\n".join([*problems, f"{compared} rows compared, {len(problems)} differences"]))
    if problems:
        return 1
    print(f"{len(foods)} source foods: each mapped or left out with a reason")
    (curation / "verified.sha256").write_text(digest(curation) + "\n", encoding="ascii")
    return 0


if __name__ == "__main__":
    sys.exit(main())
