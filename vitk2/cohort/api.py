"""The Python function for a cohort's sums: of a path, DataFrame, Arrow table or Ibis table."""

import os
from collections.abc import Mapping, Sequence
from typing import Any

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.paths import Directory
from vitk2.cohort.extras import needing_packages
from vitk2.cohort.options import CohortOptions


def cohort_intake(
    diary: Any,
    *,
    by: str | Sequence[str] = ("person", "day"),
    columns: Mapping[str, str] | None = None,
    codes: str | None = None,
    recipes: Directory | None = None,
    wide: bool = False,
    engine: str = "duckdb",
    master: str | None = None,
    memory: str | None = None,
    temp: Directory | None = None,
    own: Directory | Sequence[Directory] = (),
) -> Any:
    """Sum the diaries of many people and days: µg by form, with the coverage of each sum.

    `diary` has a line per food eaten, with the columns `by`, food and grams; `columns` maps these
    names to those of the diary. It is a path (parquet, csv, a folder or pattern of them), a
    DataFrame, an Arrow table, or an Ibis table on DuckDB or Spark. A path and a DataFrame give a
    DataFrame, in the order of `by`; an Arrow table gives an Arrow table; an Ibis table gives an
    Ibis table on its own backend: its lines are checked at once, and its sums are an expression
    that has not run. A row is a group and form, with `ug`, `low`, `high`, `qualifier`, `grams`,
    `grams_known`, `coverage` (grams_known / grams), `lines` and `doubtful_grams`; with `wide` a row
    is a group. `ug` is missing, never zero, where nothing is known.

    `codes` is the code system of the foods: fdc, ndb, ciqual, ifct, tfda or mext; `recipes` is a
    csv of dishes. `engine` spark, with `master`, runs on Spark; `memory` limits the memory of the
    engine, and `temp` is the directory it spills to. `own` are directories of your own foods.

    Raises DataError with all problems of the diary, and if under 1 % of its lines have a known
    food; UsageError for wrong options; Vitk2Error if the extra packages or Java are missing.
    """
    names = (by,) if isinstance(by, str) else tuple(by)
    options = CohortOptions(
        names, columns or {}, codes, os.fspath(recipes) if recipes else None, wide
    )
    options.check()
    spill = os.fspath(temp) if temp else None
    with needing_packages():
        from vitk2.cohort.engines import open_engine
        from vitk2.cohort.frames import sum_diary
        from vitk2.cohort.run import look_up_codes
    with Catalog(own=own) as catalog:
        lookup = look_up_codes(catalog, options)
    return sum_diary(
        diary, lookup, options, lambda: open_engine(engine, master, memory, spill), spill
    )
