"""A cohort in Python: each type of table gives a table of its type, with the same numbers."""

from pathlib import Path

import ibis
import pandas as pd
import pyarrow as pa
import pytest
from cohorts import write_diary
from pandas.testing import assert_frame_equal

import vitk2
from vitk2.cohort.options import LONG

LINES = [
    ("ann", "mon", "natto", 40.0),
    ("bob", "mon", "spinach-raw", 100.0),
    ("ann", "mon", "no-such-food", 60.0),
]


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame(LINES, columns=["person", "day", "food", "grams"])


def test_a_frame_a_table_and_a_path_give_the_same(frame: pd.DataFrame, tmp_path: Path) -> None:
    found = vitk2.cohort_intake(frame)
    assert list(found.columns) == ["person", "day", *(c.name for c in LONG)]
    assert list(found["person"]) == ["ann"] * 11 + ["bob"] * 11
    mk7 = found[(found["person"] == "ann") & (found["form"] == "MK-7")].iloc[0]
    assert (mk7["ug"], mk7["qualifier"], mk7["coverage"]) == (372, ">=", 0.4)
    table = pa.Table.from_pandas(frame)
    sums = vitk2.cohort_intake(table)
    assert isinstance(sums, pa.Table)
    assert_frame_equal(sums.to_pandas(), found)
    path = write_diary(tmp_path / "diary.parquet", LINES)
    assert_frame_equal(vitk2.cohort_intake(path), found)
    assert_frame_equal(vitk2.cohort_intake(Path(path)), found)


def test_an_ibis_table_gives_one_on_its_own_backend(tmp_path: Path) -> None:
    backend = ibis.duckdb.connect()
    table = backend.read_parquet(write_diary(tmp_path / "diary.parquet", LINES))
    sums = vitk2.cohort_intake(table, by="person", wide=True)
    assert isinstance(sums, ibis.Table)
    assert sums.get_backend() is backend
    rows = sums.filter(sums.person == "bob").select("k1_ug").to_pyarrow().to_pylist()
    assert rows == [{"k1_ug": pytest.approx(394)}]


def test_what_a_frame_lacks_is_said(frame: pd.DataFrame) -> None:
    with pytest.raises(vitk2.DataError, match="diary: no column 'food'"):
        vitk2.cohort_intake(frame.drop(columns="food"))
    with pytest.raises(vitk2.DataError, match="diary: in 3 lines grams is below 0"):
        vitk2.cohort_intake(frame.assign(grams=-1))
    with pytest.raises(vitk2.DataError, match="the diary has no lines"):
        vitk2.cohort_intake(frame.iloc[:0].astype({"grams": "float64"}))
    with pytest.raises(vitk2.UsageError, match="a list is no diary"):
        vitk2.cohort_intake([1, 2])
    with pytest.raises(vitk2.UsageError, match="'dask' is not a engine: use duckdb or spark"):
        vitk2.cohort_intake(frame, engine="dask")
    with pytest.raises(vitk2.UsageError, match="a master is Spark's"):
        vitk2.cohort_intake(frame, master="local[2]")
    with pytest.raises(vitk2.UsageError, match="DuckDB: "):
        vitk2.cohort_intake(frame, memory="much")


def test_a_table_elsewhere_is_refused() -> None:
    backend = ibis.sqlite.connect()
    table = backend.create_table("diary", schema={"person": "string"})
    with pytest.raises(vitk2.UsageError, match="a table on sqlite: bring it to duckdb or spark"):
        vitk2.cohort_intake(table)
    backend.disconnect()


def test_own_foods_are_known(frame: pd.DataFrame, tmp_path: Path) -> None:
    from vitk2.catalog import user_data

    user_data.write_templates(str(tmp_path / "mine"))
    mine = frame.assign(food="my-home-made-natto")
    found = vitk2.cohort_intake(mine, own=tmp_path / "mine")
    assert found[found["form"] == "MK-7"]["ug"].notna().all()
