"""A cohort's files follow the rules of any export: modes, owners, texts for a spreadsheet."""

import csv
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Run

THREE = ("out.csv", "out.csv.unmatched.csv", "out.csv.json")
HEADER = "person,day,food,grams\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("diary.csv").write_text(f"{HEADER}=ann,mon,natto,40\n-bob,@tue,+zz,60\n=ann,mon,=yy,1\n")
    return tmp_path


@pytest.fixture
def _umask_027() -> Iterator[None]:
    before = os.umask(0o027)
    yield
    os.umask(before)


def modes() -> list[int]:
    return [stat.S_IMODE(os.stat(name).st_mode) for name in THREE]


def rows(name: str) -> list[dict[str, str]]:
    with open(name, newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_the_modes_of_files_that_are_replaced_stay(tiny_run: Run, mode: int) -> None:
    for name in THREE:
        Path(name).write_text("old")
        os.chmod(name, mode)
    tiny_run("cohort", "diary.csv", "-o", "out.csv", "--force")
    assert modes() == [mode] * 3
    assert rows("out.csv")


@pytest.mark.usefixtures("_umask_027")
def test_new_files_have_the_mode_that_the_umask_leaves(tiny_run: Run) -> None:
    tiny_run("cohort", "diary.csv", "-o", "out.csv")
    assert modes() == [0o640] * 3


def test_the_owners_of_files_that_are_replaced_stay_where_the_system_allows_it(
    tiny_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    owners: list[tuple[int, int]] = []

    def give_away(_: int, owner: int, group: int) -> None:
        owners.append((owner, group))
        raise PermissionError(1, "Operation not permitted")

    for name in THREE:
        Path(name).write_text("theirs")
    there = os.stat("out.csv")
    monkeypatch.setattr(os, "geteuid", lambda: there.st_uid + 1)
    monkeypatch.setattr(os, "fchown", give_away)
    tiny_run("cohort", "diary.csv", "-o", "out.csv", "--force")
    assert owners == [(there.st_uid, there.st_gid)] * 3


def test_a_read_only_file_is_refused(tiny_run: Run) -> None:
    Path("out.csv.json").write_text("mine")
    os.chmod("out.csv.json", 0o444)
    stderr = tiny_run("cohort", "diary.csv", "-o", "out.csv", "--force", code=1).stderr
    assert "out.csv.json is read-only" in stderr


@pytest.mark.parametrize("wide", [(), ("--wide",)])
def test_no_text_of_a_cohort_is_a_formula_where_that_is_asked_for(
    tiny_run: Run, wide: tuple[str, ...]
) -> None:
    tiny_run("cohort", "diary.csv", "-o", "plain.csv", *wide)
    tiny_run("cohort", "diary.csv", "-o", "out.csv", "--for-spreadsheet", *wide)
    assert {(r["person"], r["day"]) for r in rows("plain.csv")} == {
        ("=ann", "mon"),
        ("-bob", "@tue"),
    }
    assert {(r["person"], r["day"]) for r in rows("out.csv")} == {
        ("'=ann", "mon"),
        ("'-bob", "'@tue"),
    }
    assert [r["code"] for r in rows("plain.csv.unmatched.csv")] == ["+zz", "=yy"]
    assert [r["code"] for r in rows("out.csv.unmatched.csv")] == ["'+zz", "'=yy"]


def test_the_numbers_of_a_cohort_for_a_spreadsheet_are_the_same(tiny_run: Run) -> None:
    tiny_run("cohort", "diary.csv", "-o", "plain.csv")
    tiny_run("cohort", "diary.csv", "-o", "out.csv", "--for-spreadsheet")
    numbers = [
        sorted(list(row.values())[2:] for row in rows(name)) for name in ("plain.csv", "out.csv")
    ]
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize("format_", ["table", "json", "tsv", "md"])
def test_the_summary_of_a_cohort_for_a_spreadsheet_leaves_in_any_format(
    tiny_run: Run, format_: str
) -> None:
    arguments = ("cohort", "diary.csv", "-o", "out.csv", "--for-spreadsheet", "--format", format_)
    assert "MK-7" in tiny_run(*arguments).stdout


def test_where_a_text_is_a_text_a_spreadsheet_is_refused_before_anything_is_written(
    tiny_run: Run, here: Path
) -> None:
    before = sorted(os.listdir(here))
    arguments = ("cohort", "diary.csv", "-o", "out.parquet", "--for-spreadsheet")
    assert "in parquet no text is a formula" in tiny_run(*arguments, code=2).stderr
    assert sorted(os.listdir(here)) == before
