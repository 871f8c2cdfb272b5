"""DuckDB and Spark give the same sums for the same diary, whatever its files."""

import json
from pathlib import Path

import ibis
import pandas as pd
import pyarrow as pa
import pytest
from cohorts import done, rows_of, write_diary

import vitk2
from vitk2.catalog.catalog import Catalog
from vitk2.cohort.engines import Engine
from vitk2.cohort.options import CohortOptions
from vitk2.errors import DataError

pytestmark = pytest.mark.spark

LINES = [
    *((f"p{i % 7}", f"d{i % 3}", "natto", 1.1 * i) for i in range(40)),
    *((f"p{i % 5}", f"d{i % 3}", "spinach-raw", 0.7 * i) for i in range(30)),
    ("p1", "d1", "tempeh", 10.0),
    ("p2", "d1", 'no,such "food"', 10.0),
    ("p3", "d9", "potato-raw", 50.0),
    ("p4", "d9", "bowl", 120.0),
]


@pytest.mark.parametrize("name", ["diary.parquet", "diary.csv"])
@pytest.mark.parametrize("wide", [False, True], ids=["long", "wide"])
def test_both_engines_say_the_same(
    tiny: Catalog, spark: Engine, tmp_path: Path, name: str, wide: bool
) -> None:
    (tmp_path / "recipes.csv").write_text("dish,food,grams,yield\nbowl,natto,30,100\nbowl,x,70,\n")
    diary = write_diary(tmp_path / name, LINES)
    options = CohortOptions(recipes=str(tmp_path / "recipes.csv"), wide=wide)
    one = done(tiny, diary, tmp_path / "duckdb", options)
    other = done(tiny, diary, tmp_path / "spark", options, spark)
    frames = [pd.read_parquet(tmp_path / e / "intake.parquet") for e in ("duckdb", "spark")]
    keys = ["person", "day"] if wide else ["person", "day", "form"]
    first, second = (f.sort_values(keys).reset_index(drop=True) for f in frames)
    pd.testing.assert_frame_equal(first, second, rtol=1e-9, atol=1e-9, check_dtype=False)
    unmatched = [(tmp_path / e / "unmatched.csv").read_text() for e in ("duckdb", "spark")]
    assert unmatched[0] == unmatched[1]
    for ours, theirs in zip(one.summary.forms, other.summary.forms, strict=True):
        assert theirs[:4] == ours[:4]
        numbers = [x if x is None else pytest.approx(x, rel=1e-9) for x in ours[4:8]]
        assert list(theirs[4:8]) == numbers
    assert other.facts["engine"].startswith("spark 4")


def test_files_of_other_column_orders_are_read_by_name(
    tiny: Catalog, spark: Engine, tmp_path: Path
) -> None:
    folder = tmp_path / "days"
    folder.mkdir()
    write_diary(folder / "a.csv", [("ann", "mon", "natto", 10)])
    write_diary(folder / "b.csv", [(30, "natto", "tue", "ann")], ("grams", "food", "day", "person"))
    done(tiny, str(folder), tmp_path / "out", CohortOptions(), spark)
    rows = rows_of(tmp_path / "out", "day")
    assert rows["mon", "MK-7"]["ug"] == pytest.approx(93)
    assert rows["tue", "MK-7"]["ug"] == pytest.approx(279)


def test_bad_lines_are_told_alike(tiny: Catalog, spark: Engine, tmp_path: Path) -> None:
    bad = [("ann", "", "natto", -3), ("ann", "mon", "", "abc"), ("ann", "mon", "natto", "")]
    diary = write_diary(tmp_path / "a.csv", bad)
    problems = []
    for engine, directory in ((None, "duckdb"), (spark, "spark")):
        with pytest.raises(DataError) as refused:
            done(tiny, diary, tmp_path / directory, CohortOptions(), engine)
        problems.append(refused.value.problems)
    assert problems[0] == problems[1]
    assert len(problems[0]) == 5


def test_the_running_context_is_found_and_left_running(spark: Engine) -> None:
    frame = pd.DataFrame(LINES, columns=["person", "day", "food", "grams"])
    found = vitk2.cohort_intake(pa.Table.from_pandas(frame), engine="spark")
    assert found.num_rows > 0
    assert vitk2.cohort_intake(frame, engine="spark", wide=True)["lines"].sum() == len(LINES)


def test_a_table_on_spark_stays_there(spark: Engine) -> None:
    frame = pa.Table.from_pandas(pd.DataFrame(LINES, columns=["person", "day", "food", "grams"]))
    table = spark.take(frame)
    sums = vitk2.cohort_intake(table, by="person")
    assert sums.get_backend() is table.get_backend()
    assert spark.arrow(sums).num_rows == 7 * 11
    session = table.get_backend()._session
    assert session.sql(ibis.to_sql(sums)).count() == 7 * 11  # as the page says


def test_the_command_writes_a_directory_of_parquet(tmp_path: Path, spark: Engine) -> None:
    from click.testing import CliRunner

    from vitk2.cli.main import cli

    diary = write_diary(tmp_path / "diary.csv", [("ann", "mon", "natto", 40)])
    out = tmp_path / "out.parquet"
    arguments = ["cohort", diary, "-o", str(out), "--engine", "spark"]
    for extra in ([], ["--force"]):
        result = CliRunner().invoke(cli, [*arguments, *extra])
        assert result.exit_code == 0, result.stderr
    assert len(pd.read_parquet(out)) == 11
    assert json.loads((tmp_path / "out.parquet.json").read_text())["groups"] == 1
    names = {p.name for p in tmp_path.iterdir()}
    assert names == {"diary.csv", "out.parquet", "out.parquet.json", "out.parquet.unmatched.csv"}
