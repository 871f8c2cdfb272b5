"""Codes that are numbers: whole ones match however they are written, others never."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from cohorts import HEADER, Line, done, write_diary

import vitk2
from vitk2.catalog.catalog import Catalog
from vitk2.cohort.engines import Engine
from vitk2.cohort.options import CohortOptions
from vitk2.errors import DataError

CODES = (172443.0, 172442.6, 172443.4, 172443.0, -1.0)
"""Natto twice; two numbers that rounding would make natto; and no code at all."""


def lines_of(codes: tuple[object, ...], grams: float = 10.0) -> list[Line]:
    return [("ann", "mon", code, grams) for code in codes]


def write(path: Path, codes: tuple[object, ...], dtype: pa.DataType) -> str:
    """Write a diary whose codes have the given type in parquet; return the path."""
    if path.suffix == ".csv":
        return write_diary(path, lines_of(codes))
    one = ["x"] * len(codes)
    table = pa.table([one, one, pa.array(codes, dtype), [10.0] * len(codes)], names=list(HEADER))
    pq.write_table(table, path)
    return str(path)


@pytest.mark.parametrize("name", ["diary.csv", "diary.parquet"])
def test_only_whole_numbers_are_codes_and_others_are_listed_as_written(
    shipped: Catalog, tmp_path: Path, name: str
) -> None:
    diary = write(tmp_path / name, CODES, pa.float64())
    found = done(shipped, diary, tmp_path / "out", CohortOptions(codes="fdc")).summary
    assert found.matched[:3] == (5, 50, 2)
    unmatched = pd.read_csv(tmp_path / "out" / "unmatched.csv", dtype=str)
    listed = {float(code) for code in unmatched["code"]}
    assert listed == {172442.6, 172443.4, -1.0}
    assert {"172442.6", "172443.4"} < set(unmatched["code"])


@pytest.mark.spark
@pytest.mark.parametrize("name", ["diary.csv", "diary.parquet"])
def test_to_spark_too(shipped: Catalog, spark: Engine, tmp_path: Path, name: str) -> None:
    diary = write(tmp_path / name, CODES, pa.float64())
    found = done(shipped, diary, tmp_path / "out", CohortOptions(codes="fdc"), spark).summary
    assert found.matched[:3] == (5, 50, 2)
    codes = set(pd.read_csv(tmp_path / "out" / "unmatched.csv", dtype=str)["code"])
    assert {"172442.6", "172443.4"} < codes


@pytest.mark.parametrize(
    ("system", "written"),
    [
        ("ndb", ("11457.0", "11457", "11457.", "11457.00", " 11457.0 ")),
        ("mext", ("4040.0", "04040.0", "04040", "4040")),
        ("fdc", ("172443.0", "172443")),
    ],
)
def test_decimals_of_a_whole_number_in_text_are_no_part_of_the_code(
    shipped: Catalog, tmp_path: Path, system: str, written: tuple[str, ...]
) -> None:
    for name in ("diary.csv", "diary.parquet"):
        diary = write_diary(tmp_path / name, lines_of(written))
        found = done(shipped, diary, tmp_path / f"out-{name}", CohortOptions(codes=system)).summary
        assert found.matched.matched_lines == len(written)


@pytest.mark.parametrize(
    "dtype",
    [pa.int16(), pa.uint32(), pa.int64(), pa.uint64(), pa.float32(), pa.decimal128(21, 2)],
    ids=str,
)
def test_whole_numbers_of_every_type_match(
    shipped: Catalog, tmp_path: Path, dtype: pa.DataType
) -> None:
    table = pa.table([["x"], ["x"], pa.array([11457]).cast(dtype), [10.0]], names=list(HEADER))
    pq.write_table(table, tmp_path / "diary.parquet")
    found = done(
        shipped, str(tmp_path / "diary.parquet"), tmp_path / "out", CohortOptions(codes="ndb")
    )
    assert found.summary.matched.matched_lines == 1
    assert vitk2.cohort_intake(table, codes="ndb").num_rows == 11


BAD = (172443.0, float("nan"), float("inf"), float("-inf"), 1e300, 2.0**53)


def test_what_no_code_can_be_is_counted_as_a_fault_of_the_diary(
    shipped: Catalog, tmp_path: Path
) -> None:
    diary = write(tmp_path / "diary.parquet", BAD, pa.float64())
    with pytest.raises(DataError) as refused:
        done(shipped, diary, tmp_path / "out", CohortOptions(codes="fdc"))
    assert refused.value.problems == [f"{diary}: in 5 lines food is not a code"]
    with pytest.raises(DataError, match="diary: in 5 lines food is not a code"):
        vitk2.cohort_intake(pq.read_table(diary), codes="fdc", by="day")


@pytest.mark.spark
def test_spark_counts_it_alike(shipped: Catalog, spark: Engine, tmp_path: Path) -> None:
    diary = write(tmp_path / "diary.parquet", BAD, pa.float64())
    with pytest.raises(DataError, match="in 5 lines food is not a code"):
        done(shipped, diary, tmp_path / "out", CohortOptions(codes="fdc"), spark)


@pytest.mark.parametrize("dtype", [pa.uint64(), pa.decimal128(30, 0)], ids=str)
def test_whole_numbers_out_of_range_are_faults_too(
    shipped: Catalog, tmp_path: Path, dtype: pa.DataType
) -> None:
    diary = write(tmp_path / "diary.parquet", (172443, 2**63), dtype)
    with pytest.raises(DataError, match="in 1 line food is not a code"):
        done(shipped, diary, tmp_path / "out", CohortOptions(codes="fdc"))


def test_numbers_that_are_none_are_faults_in_csv_and_missing_ones_are_empty(
    shipped: Catalog, tmp_path: Path
) -> None:
    diary = write_diary(tmp_path / "diary.csv", lines_of(("172443", "NaN", "inf", "", "\u00a0")))
    with pytest.raises(DataError) as refused:
        done(shipped, diary, tmp_path / "out", CohortOptions(codes="fdc"))
    assert [p.removeprefix(f"{diary}: ") for p in refused.value.problems] == [
        "in 2 lines food is empty",
        "in 2 lines food is not a code",
    ]
    frame = pd.DataFrame(lines_of((172443, np.nan)), columns=list(HEADER))
    with pytest.raises(DataError, match="in 1 line food is empty"):
        vitk2.cohort_intake(frame, codes="fdc")


def test_a_column_of_mixed_types_is_refused_by_name() -> None:
    frame = pd.DataFrame(lines_of((172443, "natto")), columns=list(HEADER))
    with pytest.raises(DataError, match=r"diary: .*food"):
        vitk2.cohort_intake(frame, codes="fdc")
