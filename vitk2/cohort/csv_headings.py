"""Checks of the column names in a diary's file: missing and repeated columns.

Engines rename a second column of the same name, and DuckDB also one that differs only in case, so
repeated columns cannot be seen in the names that an engine returns.
"""

import gzip
import zlib
from collections.abc import Collection, Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from vitk2.catalog.csv_reader import LONGEST_LINE
from vitk2.cohort.options import FOOD, GRAMS, CohortOptions
from vitk2.delimited import LineError, limited_lines, rows_of
from vitk2.errors import DataError


def headings_of(path: str, kind: str) -> list[str]:
    """Return the names of the columns of a csv or parquet file, in order.

    Raises DataError for a file that cannot be read.
    """
    try:
        if kind == "parquet":
            return list(pq.read_schema(path).names)
        opened = gzip.open if path.lower().endswith(".gz") else open
        with opened(path, "rt", newline="", encoding="utf-8-sig") as stream:
            rows = (cells for _, cells in rows_of(limited_lines(stream, LONGEST_LINE)))
            return [name.strip() for name in next(filter(any, rows), [])]
    except UnicodeDecodeError as error:
        raise DataError([f"{path}: not UTF-8 at byte {error.start}: save it as UTF-8"]) from error
    except (OSError, EOFError, zlib.error, LineError, pa.ArrowException) as error:
        cause = next(iter(str(error).splitlines()), type(error).__name__)
        raise DataError([f"{path}: cannot be read as {kind}: {cause}"]) from error


def needed(options: CohortOptions) -> list[str]:
    """Return the columns that are read, by their names in the diary."""
    return list(dict.fromkeys(map(options.called, (*options.by, FOOD, GRAMS))))


def heading_problems(
    headings: Sequence[str], found: Collection[str], file: str, options: CohortOptions
) -> list[str]:
    """Return a message per missing or repeated column; `found` are the engine's columns."""
    wanted = needed(options)
    problems = [f"{file}: {problem}" for problem in repeated(headings, wanted)]
    if missing := [c for c in wanted if c not in headings]:
        absent, present = ", ".join(map(repr, missing)), ", ".join(headings) or "none"
        hint = "name it with --columns, or group --by it"
        problems.append(f"{file}: no column {absent}, only {present}: {hint}")
    elif not problems and any(c not in found for c in wanted):
        uneven = "its lines have more or fewer cells than its first line has names"
        problems.append(f"{file}: {uneven}: write decimals with a point")
    return problems


def repeated(headings: Sequence[str], wanted: Collection[str] | None = None) -> list[str]:
    """Return a message per name of several columns, ignoring case and outer spaces.

    Only names in `wanted` are checked, or all if it is None.
    """
    columns: dict[str, list[str]] = {}
    for heading in filter(str.strip, headings):
        columns.setdefault(heading.strip().casefold(), []).append(heading)
    checked = columns if wanted is None else {name.strip().casefold() for name in wanted}
    return [
        f"the columns {' and '.join(map(repr, same))} have one name: rename or remove one"
        for name, same in columns.items()
        if len(same) > 1 and name in checked
    ]
