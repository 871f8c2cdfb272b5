"""A cohort's sums in Python: of a path, a DataFrame, an Arrow table or an Ibis table."""

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

    `diary` has a line a food eaten, with the columns `by`, food and grams; `columns` says what it
    calls them. It is a path (parquet, csv, a folder or pattern of them), a DataFrame, an Arrow
    table, or an Ibis table on DuckDB or Spark. A path and a DataFrame give a DataFrame, in the
    order of `by`; an Arrow table gives one; an Ibis table gives one on its own backend: queries
    check its lines at once, and its sums stay an expression that has not run. A row is a group and
    form, with `ug`, `low`, `high`, `qualifier`, `grams`, `grams_known`, `coverage` (grams_known /
    grams), `lines` and `doubtful_grams`; `wide` gives a row a group. `ug` is missing, never zero,
    where nothing is known.

    `codes` is fdc, ndb, ciqual, ifct, tfda or mext where foods are coded so; `recipes` a csv of
    dishes. `engine` spark, with `master`, runs on Spark; `memory` and `temp` are what an engine may
    take, and where it spills to. `own` are directories of your own foods.

    Raises DataError with all that is wrong with the diary, and where under 1 % of its lines have a
    food that is known; UsageError for what is asked wrongly, Vitk2Error where the extra packages or
    Java are not there.
    """
    names = (by,) if isinstance(by, str) else tuple(by)
    asked = CohortOptions(
        names, columns or {}, codes, os.fspath(recipes) if recipes else None, wide
    )
    asked.check()
    spill = os.fspath(temp) if temp else None
    with needing_packages():
        from vitk2.cohort.engines import open_engine
        from vitk2.cohort.frames import taken
        from vitk2.cohort.run import known_to
    with Catalog(own=own) as catalog:
        known = known_to(catalog, asked)
    return taken(diary, known, asked, lambda: open_engine(engine, master, memory, spill), spill)
