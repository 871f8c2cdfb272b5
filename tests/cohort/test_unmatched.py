"""A diary with almost no known food is refused, with the likely system of its codes."""

from pathlib import Path

import ibis
import pandas as pd
import pyarrow as pa
import pytest
from cohorts import HEADER, done, write_diary
from conftest import Run

import vitk2
from vitk2.catalog.catalog import Catalog
from vitk2.cohort.options import CohortOptions
from vitk2.errors import DataError


def lines_of(*codes: str) -> list[tuple[object, ...]]:
    return [("ann", "mon", code, 10.0) for code in codes]


@pytest.mark.parametrize(
    ("codes", "system", "words"),
    [
        (("41101120", "72125100"), "fdc", ("FNDDS", "not supported yet")),
        (("41101120", "72125100"), None, ("FNDDS", "not supported yet")),
        (("B101000", "C133000"), "ndb", ("BLS", "not supported yet")),
        (("11457", "16113", "1123"), "fdc", ("NDB", "--codes ndb")),
        (("11457", "16113"), None, ("NDB", "--codes ndb")),
        (("172443", "2346405"), "ndb", ("FoodData Central", "--codes fdc")),
        (("999999",), "fdc", ("FoodData Central", "none of them")),
        (("natoo-japan", "kale-mush"), "fdc", ("food_ids", "vitk2 search")),
        (("Grünkohl", "x y"), "fdc", ("no system that is known",)),
        (("41101120", "41101120", "natoo-japan"), "fdc", ("FNDDS",)),
    ],
)
def test_the_codes_are_told_by_what_they_look_like(
    shipped: Catalog, tmp_path: Path, codes: tuple[str, ...], system: str, words: tuple[str, ...]
) -> None:
    diary = write_diary(tmp_path / "diary.csv", lines_of(*codes))
    with pytest.raises(DataError) as refused:
        done(shipped, diary, tmp_path / "out", CohortOptions(codes=system))
    (message,) = refused.value.problems
    assert f"0 of {len(codes)} lines" in message
    assert all(word in message for word in (*words, codes[0])), message


def test_under_one_in_a_hundred_is_refused_and_one_in_a_hundred_is_not(
    tiny: Catalog, tmp_path: Path
) -> None:
    fine = write_diary(tmp_path / "fine.csv", lines_of("natto", *["zz"] * 99))
    assert done(tiny, fine, tmp_path / "a").summary.matched[:3] == (100, 1000, 1)
    few = write_diary(tmp_path / "few.csv", lines_of("natto", *["zz"] * 100))
    with pytest.raises(DataError, match="1 of 101 lines"):
        done(tiny, few, tmp_path / "b")


def test_the_command_fails_and_writes_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_diary(tmp_path / "diary.csv", lines_of("41101120"))
    result = run("cohort", "diary.csv", "--codes", "fdc", "-o", "out.csv", code=1)
    assert "FNDDS" in result.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["diary.csv"]


def test_python_refuses_every_kind_of_diary(tmp_path: Path) -> None:
    frame = pd.DataFrame(lines_of("41101120"), columns=list(HEADER))
    path = write_diary(tmp_path / "diary.parquet", lines_of("41101120"))
    on_engine = ibis.duckdb.connect().read_parquet(path)
    for diary in (path, frame, pa.Table.from_pandas(frame), on_engine):
        with pytest.raises(vitk2.DataError, match="FNDDS"):
            vitk2.cohort_intake(diary, codes="fdc")


@pytest.mark.parametrize("options", [[], ["--csv"]])
def test_a_pipe_is_told_how_much_was_matched(
    tiny_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_diary(tmp_path / "diary.csv", lines_of("natto", "zz", "yy", "natto"))
    result = tiny_run("cohort", "diary.csv", "-o", "out.parquet", *options)
    assert "matched: 50 % of the lines, 50 % of the grams" in result.stderr
    assert "matched:" not in result.stdout


def test_every_unmatched_code_is_listed_the_commonest_first(
    tiny_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rare = [f"rare-{n}" for n in range(9)]
    write_diary(tmp_path / "diary.csv", lines_of("natto", "often", *rare, "often"))
    result = tiny_run("cohort", "diary.csv", "-o", "out.csv")
    assert "10 unmatched codes in out.csv.unmatched.csv" in result.stderr
    listed = pd.read_csv(tmp_path / "out.csv.unmatched.csv")
    assert list(listed["code"]) == ["often", *rare]
