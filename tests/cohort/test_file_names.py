"""Exactly the files that were named are read, whatever characters are in their names."""

import os
from pathlib import Path

import pandas as pd
import pytest
from cohorts import HEADER, done, rows_of, write_diary

import vitk2
from vitk2.catalog.catalog import Catalog
from vitk2.cohort.engines import Engine
from vitk2.cohort.reader import diary_files
from vitk2.cohort.spark import Spark
from vitk2.errors import DataError

NAMES = ("diary[1]", "a*", "b?", "[!a]", "c{x,y}", "it's", "back\\slash", "d%20", "e#f", "p[")
"""Names that are patterns to an engine, each beside what the pattern matches."""

MATCHED = ("diary1", "aa", "bb", "b", "cx", "cy", "d ", "backslash")


def write_both(directory: Path, ending: str) -> None:
    """Write a diary of 10 g for each name, and of 1 kg for each file that must not be read."""
    for names, grams in ((NAMES, 10), (MATCHED, 1000)):
        for name in names:
            write_diary(directory / f"{name}{ending}", [("ann", "mon", "natto", grams)])


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_exists_is_no_pattern(
    tiny: Catalog, tmp_path: Path, name: str, ending: str
) -> None:
    write_both(tmp_path, ending)
    found = done(tiny, str(tmp_path / f"{name}{ending}"), tmp_path / "out")
    assert found.summary.matched[:2] == (1, 10)
    assert vitk2.cohort_intake(tmp_path / f"{name}{ending}")["grams"].unique() == [10]


@pytest.mark.spark
@pytest.mark.parametrize("ending", [".csv", ".parquet"])
@pytest.mark.parametrize("name", NAMES)
def test_to_spark_neither(
    tiny: Catalog, spark: Engine, tmp_path: Path, name: str, ending: str
) -> None:
    write_both(tmp_path, ending)
    found = done(tiny, str(tmp_path / f"{name}{ending}"), tmp_path / "out", engine=spark)
    assert found.summary.matched[:2] == (1, 10)


@pytest.mark.spark
def test_spark_takes_the_columns_from_the_file_that_was_named(
    tiny: Catalog, spark: Engine, tmp_path: Path
) -> None:
    diary = write_diary(tmp_path / "a[1].csv", [("ann", "mon", "natto", 10)])
    (tmp_path / "a1.csv").write_text("grams,person,food,day,x\n")
    assert done(tiny, diary, tmp_path / "out", engine=spark).summary.matched.grams == 10


@pytest.mark.spark
def test_a_name_that_spark_would_pass_over_is_refused(
    tiny: Catalog, spark: Engine, tmp_path: Path
) -> None:
    diary = write_diary(tmp_path / "_diary.csv", [("ann", "mon", "natto", 10)])
    with pytest.raises(DataError, match=r"_diary\.csv: Spark reads no name that begins with _"):
        done(tiny, diary, tmp_path / "out", engine=spark)
    assert done(tiny, diary, tmp_path / "duckdb").summary.matched.lines == 1


@pytest.mark.parametrize(
    ("path", "is_refused"),
    [("a/_diary.csv", True), (".diary.csv", True), ("_a/diary_.csv", False), ("x.csv", False)],
)
def test_spark_says_which_names_it_would_pass_over(path: str, is_refused: bool) -> None:
    refusal = Spark.refuses(object.__new__(Spark), path)  # no session is needed for a name
    assert ("rename it" in refusal) is is_refused


def test_faults_are_looked_for_in_the_files_that_were_named(tiny: Catalog, tmp_path: Path) -> None:
    bad = write_diary(tmp_path / "a[1].csv", [("ann", "mon", "natto", -1)])
    write_diary(tmp_path / "a1.csv", [("", "mon", "natto", 1)])
    with pytest.raises(DataError) as refused:
        done(tiny, bad, tmp_path / "out")
    assert refused.value.problems == [f"{bad}: in 1 line grams is below 0"]


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_folders_named_like_columns_are_no_columns(
    tiny: Catalog, tmp_path: Path, ending: str
) -> None:
    folder = tmp_path / "person=Z" / "day=2019"
    folder.mkdir(parents=True)
    whole = write_diary(folder / f"a{ending}", [("ann", "mon", "natto", 10)])
    done(tiny, whole, tmp_path / "out")
    assert ("ann", "mon", "K1") in rows_of(tmp_path / "out", "person", "day")
    bare = write_diary(folder / f"b{ending}", [("natto", 10)], HEADER[2:])
    with pytest.raises(DataError, match="no column 'person', 'day', only food, grams"):
        done(tiny, bare, tmp_path / "none")


def test_what_is_written_beside_the_output_is_read_back(tiny: Catalog, tmp_path: Path) -> None:
    diary = write_diary(tmp_path / "diary.csv", [("ann", "mon", "natto", 10)])
    assert done(tiny, diary, tmp_path / "out[1]*").summary.matched.grams == 10


def test_a_pattern_names_each_file_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    write_diary(folder / "x.csv", [("ann", "mon", "natto", 10)])
    monkeypatch.chdir(tmp_path)
    assert diary_files("a/**/**/*.csv").paths == ["a/b/x.csv"]


def test_folders_of_parts_and_what_is_no_file(tmp_path: Path) -> None:
    parts = tmp_path / "spark.parquet"
    parts.mkdir()
    frame = pd.DataFrame([("ann", "mon", "natto", 10)], columns=list(HEADER))
    frame.to_parquet(parts / "part-0.parquet")
    (parts / "_SUCCESS").touch()
    for named in (parts, tmp_path / "*.parquet", tmp_path):
        assert diary_files(str(named)).paths == [str(parts / "part-0.parquet")]
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(DataError, match=r"pipe\.csv: is not a file"):
        diary_files(str(tmp_path / "pipe.csv"))


def test_a_name_that_no_pattern_can_spell_is_refused(tiny: Catalog, tmp_path: Path) -> None:
    diary = write_diary(tmp_path / "a\\b[1].csv", [("ann", "mon", "natto", 10)])
    with pytest.raises(DataError, match="rename it"):
        done(tiny, diary, tmp_path / "out")


def test_lines_that_begin_with_a_hash_are_lines(tiny: Catalog, tmp_path: Path) -> None:
    lines = [("#1", "mon", "natto", 10), ("#2", "mon", "natto", 20), ("3", "mon", "natto", 30)]
    found = done(tiny, write_diary(tmp_path / "diary.csv", lines), tmp_path / "out")
    assert found.summary.matched[:2] == (3, 60)
