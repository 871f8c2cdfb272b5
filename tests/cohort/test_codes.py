"""Codes of other tables find the foods of this one, or are refused with the list."""

from pathlib import Path

import pytest
from cohorts import done, rows_of, write_diary

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.vocabulary import CODE_SYSTEMS
from vitk2.cohort.codes import crosswalk
from vitk2.cohort.options import CohortOptions
from vitk2.errors import DataError, UnknownNameError


@pytest.mark.parametrize(
    ("system", "code", "food_id"),
    [
        ("fdc", "172443", "natto"),
        ("ndb", "16113", "natto"),
        ("ciqual", "20059", "spinach-raw"),
        ("ifct", "H001", "almonds-raw"),
        ("tfda", "D4500101", "abiu-raw"),
        ("mext", "04040", "aburaage"),
    ],
)
def test_every_system_finds_its_foods(
    shipped: Catalog, system: str, code: str, food_id: str
) -> None:
    assert crosswalk(shipped, system).foods[code] == food_id


def test_each_system_has_codes_of_many_foods(shipped: Catalog) -> None:
    assert all(len(crosswalk(shipped, system).foods) > 200 for system in CODE_SYSTEMS)


def test_a_code_of_several_foods_is_that_of_the_default_one(shipped: Catalog) -> None:
    """173859 is the code of chorizo, the default of the plain word, and of Mexican chorizo."""
    assert crosswalk(shipped, "fdc").foods["173859"] == "chorizo"


@pytest.mark.parametrize("name", ["diary.csv", "diary.parquet"])
def test_codes_may_have_lost_their_zeros_in_a_spreadsheet(
    shipped: Catalog, tmp_path: Path, name: str
) -> None:
    lines = [("ann", "mon", 4040, 100), ("ann", "tue", 99999999, 100)]
    diary = write_diary(tmp_path / name, lines)
    summary = done(shipped, diary, tmp_path / "out", CohortOptions(codes="mext")).summary
    assert summary.matched.matched_lines == 1
    assert rows_of(tmp_path / "out", "day")["mon", "K1"]["grams_known"] == 100


def test_a_code_of_several_foods_is_refused_only_where_it_is_eaten(
    tiny: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    foods_and_codes = [("gouda-aged", "7;8"), ("tempeh", "8")]
    monkeypatch.setattr("vitk2.cohort.codes._foods_and_codes", lambda *_: foods_and_codes)
    fine = write_diary(tmp_path / "fine.csv", [("ann", "mon", "7", 30)])
    assert (
        done(tiny, fine, tmp_path / "a", CohortOptions(codes="fdc")).summary.matched.matched_lines
        == 1
    )
    both = write_diary(tmp_path / "both.csv", [("ann", "mon", "8", 30)])
    with pytest.raises(DataError, match="code 8 is of several foods: gouda-aged, tempeh"):
        done(tiny, both, tmp_path / "b", CohortOptions(codes="fdc"))
    assert not (tmp_path / "b" / "intake.parquet").exists()


def test_beside_codes_food_ids_still_count(shipped: Catalog, tmp_path: Path) -> None:
    lines = [("ann", "mon", "172443", 30), ("ann", "mon", "egg-raw", 30)]
    diary = write_diary(tmp_path / "d.csv", lines)
    found = done(shipped, diary, tmp_path / "out", CohortOptions(codes="fdc")).summary
    assert found.matched.matched_lines == 2
    assert [g.food for g in found.forms[5].gave_most] == ["Natto", "Egg, raw"]


def test_an_unknown_system_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownNameError, match="'usda' is not a code system: use fdc, ndb"):
        CohortOptions(codes="usda").check()


def test_unknown_codes_never_stop_a_run_and_are_listed_largest_first(
    tiny: Catalog, tmp_path: Path
) -> None:
    lines = [("a", "mon", "zz", 10), ("a", "mon", "yy", 30), ("a", "tue", "zz", 5)]
    diary = write_diary(tmp_path / "diary.csv", [*lines, ("a", "mon", "natto", 1)])
    found = done(tiny, diary, tmp_path / "out")
    assert (tmp_path / "out" / "unmatched.csv").read_text().split() == [
        '"code","lines","grams"',
        '"yy",1,30',
        '"zz",2,15',
    ]
    assert found.summary.matched[:4] == (4, 46, 1, 1)
    assert found.facts["unmatched_codes"] == 2
