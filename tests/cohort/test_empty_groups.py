"""A line without a person, a day or another value to group by is refused, however it is missing."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from cohorts import done, write_diary

import vitk2
from vitk2.catalog.catalog import Catalog
from vitk2.cohort.engines import Engine
from vitk2.cohort.options import CohortOptions
from vitk2.errors import DataError

BLANK = ("", " ", "\t", " \t ", "\n", "\u00a0", "\u3000 ", "nan", "NaN")
NAMES = ("0", "Nan", "Nanna", "~", "é", "\u00a0x", "-", "中")
"""Names that look empty but are not."""

BY = ("person", "meal", "day")
HEADER = (*BY, "food", "grams")


def lines_without(column: str) -> list[tuple[object, ...]]:
    """Return a line for each way to be blank in one column, and one complete line."""
    whole = {"person": "ann", "meal": "lunch", "day": "mon"}
    cells = [whole, *(whole | {column: blank} for blank in BLANK)]
    return [(*c.values(), "natto", 10.0) for c in cells]


@pytest.mark.parametrize("column", BY)
@pytest.mark.parametrize("name", ["diary.csv", "diary.parquet"])
def test_blank_cells_are_counted_for_every_column(
    tiny: Catalog, tmp_path: Path, column: str, name: str
) -> None:
    diary = write_diary(tmp_path / name, lines_without(column), HEADER)
    with pytest.raises(DataError) as refused:
        done(tiny, diary, tmp_path / "out", CohortOptions(BY))
    assert refused.value.problems == [f"{diary}: in {len(BLANK)} lines {column} is empty"]


@pytest.mark.spark
@pytest.mark.parametrize("name", ["diary.csv", "diary.parquet"])
def test_spark_counts_them_alike(tiny: Catalog, spark: Engine, tmp_path: Path, name: str) -> None:
    diary = write_diary(tmp_path / name, lines_without("meal"), HEADER)
    with pytest.raises(DataError, match=f"in {len(BLANK)} lines meal is empty"):
        done(tiny, diary, tmp_path / "out", CohortOptions(BY), spark)


@pytest.mark.parametrize("missing", [None, np.nan, pd.NA, "", " ", "nan"], ids=repr)
def test_a_frame_and_a_table_without_a_person_are_refused(missing: object) -> None:
    lines = [("ann", "mon", "natto", 1.0), (missing, "mon", "natto", 1.0)]
    frame = pd.DataFrame(lines, columns=["person", "day", "food", "grams"])
    for diary in (frame, pa.Table.from_pandas(frame)):
        with pytest.raises(DataError, match="diary: in 1 line person is empty"):
            vitk2.cohort_intake(diary)


@pytest.mark.parametrize("dtype", [pa.float32(), pa.float64()], ids=str)
def test_a_person_that_is_not_a_number_is_refused(
    tiny: Catalog, tmp_path: Path, dtype: pa.DataType
) -> None:
    persons = pa.array([1.0, float("nan"), None], dtype)
    table = pa.table(
        {"person": persons, "day": [1, 1, 1], "food": ["natto"] * 3, "grams": [1.0] * 3}
    )
    pq.write_table(table, tmp_path / "diary.parquet")
    with pytest.raises(DataError, match="in 2 lines person is empty"):
        done(tiny, str(tmp_path / "diary.parquet"), tmp_path / "out")
    with pytest.raises(DataError, match="in 2 lines person is empty"):
        vitk2.cohort_intake(table)


def test_a_date_that_is_missing_is_refused() -> None:
    days = pd.to_datetime(["2026-01-01", None])
    frame = pd.DataFrame({"person": "ann", "day": days, "food": "natto", "grams": 1.0})
    with pytest.raises(DataError, match="in 1 line day is empty"):
        vitk2.cohort_intake(frame)


@pytest.mark.parametrize("name", ["diary.csv", "diary.parquet"])
def test_short_and_foreign_names_are_names(tiny: Catalog, tmp_path: Path, name: str) -> None:
    lines = [(person, "mon", "natto", 10.0) for person in NAMES]
    diary = write_diary(tmp_path / name, lines)
    assert done(tiny, diary, tmp_path / "out").summary.groups == len(NAMES)
