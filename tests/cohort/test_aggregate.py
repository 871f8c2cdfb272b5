"""A diary worked by hand, line by line: every rule of a sum, as arithmetic."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from cohorts import done, rows_of, write_diary

from vitk2.catalog.catalog import Catalog
from vitk2.cohort.options import LONG, WIDE, CohortOptions

TWELVE = [
    ("ann", "mon", "natto", 50),
    ("ann", "mon", "natto", 30),  # the same food twice
    ("ann", "mon", "spinach-raw", 100),
    ("ann", "tue", "spinach-raw", 200),  # MK-7 <0.5, alone: looked for, not found
    ("ann", "tue", "potato-raw", 100),  # MK-7 nd; MK-4 an assumed zero
    ("ann", "wed", "tempeh", 100),  # MK-7 doubtful, and nothing else known
    ("ann", "wed", "potato-raw", 100),
    ("bob", "mon", "gouda-aged", 30),
    ("bob", "mon", "no-such-food", 70),
    ("bob", "tue", "natto", 0),  # nothing eaten
    ("bob", "tue", "gouda-aged", 10.5),
    ("bob", "wed", "no-such-food", 25),
]


@pytest.fixture
def sums(tiny: Catalog, tmp_path: Path) -> dict[tuple[object, ...], object]:
    done(tiny, write_diary(tmp_path / "diary.csv", TWELVE), tmp_path / "out")
    columns = ("ug", "low", "high", "qualifier", "grams", "grams_known", "coverage", "lines")
    return {
        group: tuple(
            round(cell, 9) if isinstance(cell := row[name], float) else cell
            for name in (*columns, "doubtful_grams")
        )
        for group, row in rows_of(tmp_path / "out", "person", "day").items()
    }


def test_a_known_sum_is_grams_times_what_100_g_hold(sums: dict[object, object]) -> None:
    k1 = 80 * 0.113 + 100 * 4.80, 80 * 0.06 + 100 * 3.87, 80 * 0.45 + 100 * 5.20
    assert sums["ann", "mon", "K1"] == (*k1, None, 180, 180, 1, 3, 0)


def test_below_a_limit_counts_0_with_the_limit_in_the_high_end(sums: dict[object, object]) -> None:
    mk7 = 80 * 9.30 + 100 * 0, round(80 * 0.81, 9) + 100 * 0, 80 * 10.34 + 100 * 0.005
    assert sums["ann", "mon", "MK-7"] == (*mk7, None, 180, 180, 1, 3, 0)


def test_a_lower_bound_and_an_unknown_food_each_make_a_sum_at_least(
    sums: dict[object, object],
) -> None:
    natto_k2 = 80 * 9.30
    assert sums["ann", "mon", "K2"] == (*[natto_k2] * 3, ">=", 180, 80, round(80 / 180, 9), 3, 0)
    gouda_k2 = round(30 * 0.729, 9)
    assert sums["bob", "mon", "K2"] == (*[gouda_k2] * 3, ">=", 100, 30, 0.3, 2, 0)


def test_nd_stands_where_every_food_was_looked_through(sums: dict[object, object]) -> None:
    assert sums["ann", "tue", "MK-7"] == (None, 0, 200 * 0.005, "nd", 300, 300, 1, 2, 0)


def test_nothing_found_beside_a_doubtful_food_is_no_number(sums: dict[object, object]) -> None:
    assert sums["ann", "wed", "MK-7"] == (None, None, None, None, 200, 100, 0.5, 2, 100)


def test_an_assumed_zero_is_unknown(sums: dict[object, object]) -> None:
    assert sums["ann", "tue", "MK-4"] == (None, None, None, None, 300, 0, 0, 2, 0)


def test_a_line_of_0_g_is_a_line_and_makes_nothing_unknown(sums: dict[object, object]) -> None:
    mk9 = round(10.5 * 0.403, 9)  # natto has none, and none was eaten
    assert sums["bob", "tue", "MK-9"] == (*[mk9] * 3, None, 10.5, 10.5, 1, 2, 0)


def test_what_is_not_in_the_table_has_no_number_and_is_never_0(sums: dict[object, object]) -> None:
    for form in ("K1", "MK-7", "K2", "MK-9(4H)"):
        assert sums["bob", "wed", form] == (None, None, None, None, 25, 0, 0, 1, 0)


def test_every_group_has_every_form_and_the_columns_are_those_described(
    tiny: Catalog, tmp_path: Path
) -> None:
    diary = write_diary(tmp_path / "diary.csv", TWELVE)
    done(tiny, diary, tmp_path / "long")
    rows = rows_of(tmp_path / "long", "person", "day")
    assert len(rows) == 6 * 11
    assert list(next(iter(rows.values()))) == ["person", "day", *(c.name for c in LONG)]


def test_wide_holds_the_same_numbers_a_row_a_group(tiny: Catalog, tmp_path: Path) -> None:
    import pandas as pd

    diary = write_diary(tmp_path / "diary.csv", TWELVE)
    done(tiny, diary, tmp_path / "long")
    done(tiny, diary, tmp_path / "wide", CohortOptions(wide=True))
    wide = pd.read_parquet(tmp_path / "wide" / "intake.parquet").set_index(["person", "day"])
    assert list(wide.columns) == [c.name for c in WIDE]
    rows = rows_of(tmp_path / "long", "person", "day")
    for (person, day, form), row in rows.items():
        key = str(form).lower().replace("-", "").replace("(", "_").replace(")", "")
        for part in ("ug", "low", "high", "qualifier", "grams_known", "coverage"):
            cell = wide.loc[(person, day), f"{key}_{part}"]
            assert row[part] == pytest.approx(None if pd.isna(cell) else cell), (form, part)


def test_any_columns_may_be_grouped_by_and_the_food_among_them(
    tiny: Catalog, tmp_path: Path
) -> None:
    lines = [
        ("ann", "lunch", "natto", 10),
        ("ann", "lunch", "zz", 5),
        ("ann", "dinner", "natto", 1),
    ]
    diary = write_diary(tmp_path / "d.csv", lines, ("SEQN", "meal", "FDCD", "weight"))
    names = {"person": "SEQN", "food": "FDCD", "grams": "weight"}
    done(tiny, diary, tmp_path / "out", CohortOptions(("person", "meal", "food"), names))
    rows = rows_of(tmp_path / "out", "person", "meal", "food")
    assert rows["ann", "lunch", "natto", "MK-7"]["ug"] == pytest.approx(93)
    assert rows["ann", "lunch", "zz", "MK-7"]["ug"] is None
    assert rows["ann", "dinner", "natto", "MK-7"]["ug"] == pytest.approx(9.3)


@pytest.mark.parametrize("wide", [False, True])
def test_a_group_may_be_called_what_the_sums_are_made_of(
    tiny: Catalog, tmp_path: Path, wide: bool
) -> None:
    by = ("known", "flags", "place", "of_form", "in_form", "k1_doubtful")
    diary = write_diary(tmp_path / "d.csv", [(*"abcdef", "natto", 10)], (*by, "food", "grams"))
    done(tiny, diary, tmp_path / "out", CohortOptions(by, wide=wide))
    (row, *_) = pq.read_table(tmp_path / "out" / "intake.parquet").to_pylist()
    assert [row[name] for name in by] == list("abcdef")
