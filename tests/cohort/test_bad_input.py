"""All faults of a diary are reported at once, by file and count, before anything is written."""

from pathlib import Path

import pandas as pd
import pytest
from cohorts import DAYS, HEADER, done, write_diary

from vitk2.catalog.catalog import Catalog
from vitk2.cohort.options import CohortOptions
from vitk2.errors import DataError, UsageError

FINE = ("ann", "mon", "natto", 10)


def refusal(
    catalog: Catalog, diary: str, tmp_path: Path, options: CohortOptions = DAYS
) -> list[str]:
    """Return the problems without the directory, after checking that nothing was written."""
    with pytest.raises(DataError) as refused:
        done(catalog, diary, tmp_path / "out", options)
    assert {p.name for p in (tmp_path / "out").iterdir()} <= {"lines.parquet"}
    return [p.replace(f"{tmp_path}/", "") for p in refused.value.problems]


def test_all_problems_of_all_files_come_at_once(tiny: Catalog, tmp_path: Path) -> None:
    folder = tmp_path / "days"
    folder.mkdir()
    bad = [("ann", "", "natto", -3), ("ann", "mon", "", "abc"), ("ann", "mon", "natto", "")]
    write_diary(folder / "a.csv", [*bad, ("ann", "mon", "natto", 10_001), FINE, bad[0]])
    write_diary(folder / "b.csv", [FINE], ("person", "day", "dish", "weight"))
    write_diary(folder / "c.csv", [FINE])
    assert refusal(tiny, str(folder), tmp_path) == [
        "days/b.csv: no column 'food', 'grams', only person, day, dish, weight: name it with "
        "--columns, or group --by it",
        "days/a.csv: in 1 line food is empty",
        "days/a.csv: in 1 line grams is empty",
        "days/a.csv: in 1 line grams is not a number",
        "days/a.csv: in 2 lines grams is below 0",
        "days/a.csv: in 1 line grams is over 10 kg, so hardly in grams",
        "days/a.csv: in 2 lines day is empty",
    ]


def test_ten_kilograms_are_a_lot_and_no_fault(tiny: Catalog, tmp_path: Path) -> None:
    diary = write_diary(tmp_path / "a.csv", [("ann", "mon", "natto", 10_000)])
    assert done(tiny, diary, tmp_path / "out").summary.matched.grams == 10_000


def test_faults_of_sound_columns_are_told_by_file(tiny: Catalog, tmp_path: Path) -> None:
    write_diary(tmp_path / "a.parquet", [FINE, ("ann", "mon", "natto", -1.0)])
    write_diary(tmp_path / "b.parquet", [("ann", "mon", "natto", 1.0)])
    write_diary(tmp_path / "c.parquet", [(None, "mon", "natto", 2e4)])
    assert refusal(tiny, str(tmp_path / "*.parquet"), tmp_path) == [
        "a.parquet: in 1 line grams is below 0",
        "c.parquet: in 1 line grams is over 10 kg, so hardly in grams",
        "c.parquet: in 1 line person is empty",
    ]


def test_mixed_types_across_files_are_told_with_their_counts(tiny: Catalog, tmp_path: Path) -> None:
    write_diary(tmp_path / "a.parquet", [(1, "mon", "natto", 1.0)])
    write_diary(tmp_path / "b.parquet", [(2, "mon", "natto", 1.0)])
    write_diary(tmp_path / "c.parquet", [("3", "mon", "natto", 1.0)])
    assert refusal(tiny, str(tmp_path / "*.parquet"), tmp_path) == [
        "person: mixed types: int64 in 2 files such as a.parquet; string in 1 file such as "
        "c.parquet"
    ]


def test_grams_that_are_dates_are_no_grams(tiny: Catalog, tmp_path: Path) -> None:
    frame = pd.DataFrame([FINE], columns=list(HEADER)).assign(grams=pd.Timestamp("2026-01-01"))
    frame.to_parquet(tmp_path / "a.parquet")
    (problem,) = refusal(tiny, str(tmp_path / "a.parquet"), tmp_path)
    assert problem.startswith("a.parquet: grams: timestamp")
    assert problem.endswith("is neither text nor a number")


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.csv", "", "a.csv: is empty"),
        ("a.csv", "person,day,food,grams\n", "a.csv: has no lines"),
        ("a.parquet", "no parquet", "a.parquet: cannot be read as parquet: "),
        ("a.xlsx", "x", "a.xlsx: is neither of .parquet, .csv, .csv.gz"),
        ("a.csv", "person,day,food,grams\nann,mon,natto,10,7,8\n", "a.csv: "),
    ],
)
def test_a_file_that_is_no_diary_is_named(
    tiny: Catalog, tmp_path: Path, name: str, content: str, problem: str
) -> None:
    (tmp_path / name).write_text(content)
    (message,) = refusal(tiny, str(tmp_path / name), tmp_path)
    assert message.startswith(problem)


def test_no_file_and_files_of_two_kinds_are_refused(tiny: Catalog, tmp_path: Path) -> None:
    assert refusal(tiny, str(tmp_path / "*.csv"), tmp_path)[0].startswith("*.csv: no file")
    (tmp_path / "out").rmdir()
    (tmp_path / "both").mkdir()
    write_diary(tmp_path / "both" / "a.csv", [FINE])
    write_diary(tmp_path / "both" / "b.parquet", [FINE])
    assert "csv and parquet together" in refusal(tiny, str(tmp_path / "both"), tmp_path)[0]


def test_grams_in_text_are_read_and_what_is_none_is_told(tiny: Catalog, tmp_path: Path) -> None:
    write_diary(tmp_path / "a.parquet", [("a", "b", "natto", "12.5"), ("a", "b", "natto", "12,5")])
    messages = refusal(tiny, str(tmp_path / "a.parquet"), tmp_path)
    assert messages == ["a.parquet: in 1 line grams is not a number"]


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (CohortOptions(by=()), "name the columns to group by"),
        (CohortOptions(by=("day", "day")), "each once"),
        (CohortOptions(by=("day", "grams")), "'grams', as a column of the answer"),
        (CohortOptions(by=("vitk2_food",)), "'vitk2_food', as a column"),
        (CohortOptions(columns={"wight": "x"}), "'wight' is no column that is read"),
    ],
)
def test_what_cannot_be_asked_is_said(options: CohortOptions, problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        options.check()


def test_names_that_look_like_sql_are_names(tiny: Catalog, tmp_path: Path) -> None:
    odd = 'a"; DROP TABLE x; --'
    diary = write_diary(tmp_path / "it's.csv", [FINE], (odd, "day", "food", "grams"))
    assert done(tiny, diary, tmp_path / "out", CohortOptions(by=(odd,))).summary.groups == 1
