"""The page on cohorts is correct: its query gives the command's numbers, its lists are complete."""

import re
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from cohorts import done, rows_of, write_diary
from conftest import ROOT, Run

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.vocabulary import CODE_SYSTEMS
from vitk2.cohort.options import GRAMS, LONG
from vitk2.safety import CAUTION

PAGE = (ROOT / "docs" / "cohort.md").read_text(encoding="utf-8")

LINES = [
    ("ann", "mon", "natto", 40.0),
    ("ann", "mon", "gouda-aged", 25.0),
    ("bob", "mon", "tempeh", 100.0),
    ("bob", "mon", "natto", 10.0),
    ("eve", "mon", "unheard-of", 10.0),
]


def test_the_query_by_hand_gives_what_the_command_gives(
    run: Run, shipped: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    diary = write_diary(tmp_path / "diary.parquet", LINES)
    run("export", "--long", "-o", "amounts.parquet")
    query = re.search(r"```sql\n(.*?)```", PAGE, re.DOTALL)
    assert query
    with duckdb.connect() as connection:
        by_hand = connection.execute(query[1]).df().to_dict("records")
    done(shipped, diary, tmp_path / "out")
    rows = rows_of(tmp_path / "out", "person")
    assert len(by_hand) == 3
    for row in by_hand:
        ours = rows[row["person"], "MK-7"]
        assert (None if pd.isna(row["ug"]) else row["ug"]) == pytest.approx(ours["ug"])
        assert row["grams_known"] == ours["grams_known"]
        assert bool(row["at_least"]) is (ours["coverage"] < 1)


def test_every_column_and_code_system_stands_on_the_page() -> None:
    for name in (*(c.name for c in LONG), *CODE_SYSTEMS, GRAMS):
        assert f"`{name}`" in PAGE, name
    assert CAUTION in PAGE


def test_every_link_of_the_page_is_there() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", PAGE):
        assert (ROOT / "docs" / target).exists(), target


def test_a_diary_of_text_days_and_of_dates_is_summed_alike(tiny: Catalog, tmp_path: Path) -> None:
    frame = pd.DataFrame(LINES[:2], columns=["person", "day", "food", "grams"])
    frame["day"] = pd.to_datetime(["2026-01-01", "2026-01-02"]).date
    frame.to_parquet(tmp_path / "dates.parquet")
    done(tiny, str(tmp_path / "dates.parquet"), tmp_path / "out")
    assert len(rows_of(tmp_path / "out", "day")) == 2 * 11
