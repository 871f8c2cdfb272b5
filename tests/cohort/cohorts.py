"""Small diaries and runs over them, shared by the tests of cohorts."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from vitk2.catalog.catalog import Catalog
from vitk2.cohort.engines import DuckDB, Engine
from vitk2.cohort.options import CohortOptions
from vitk2.cohort.run import RunResult, run

DAYS = CohortOptions()
"""By person and day."""

DAYS = CohortOptions()
"""By person and day."""

HEADER = ("person", "day", "food", "grams")
Line = tuple[object, ...]
Group = Mapping[str, Any]


def write_diary(path: Path, lines: list[Line], header: tuple[str, ...] = HEADER) -> str:
    """Write a diary as csv, or as parquet if the path ends in .parquet; return the path."""
    if path.suffix == ".parquet":
        pd.DataFrame(lines, columns=list(header)).to_parquet(path)
        return str(path)
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([header, *lines])
    return str(path)


def done(
    catalog: Catalog, diary: str, directory: Path, options: CohortOptions = DAYS, engine: Any = None
) -> RunResult:
    """Run a cohort into a new directory as parquet and return its result."""
    directory.mkdir()
    with engine or DuckDB() as opened:
        runs: Engine = opened
        arguments = {"directory": str(directory), "kind": "parquet"}
        return run(catalog, diary, options, runs, **arguments, tell=lambda _: None)


def rows_of(directory: Path, *by: str) -> dict[tuple[object, ...], Group]:
    """Return the rows that a run wrote, by group and form; a missing cell is None."""
    frame = pd.read_parquet(directory / "intake.parquet", dtype_backend="numpy_nullable")
    records = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return {tuple(row[name] for name in (*by, "form")): row for row in records}
