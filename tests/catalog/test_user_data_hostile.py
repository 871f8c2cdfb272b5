"""Own files that would hang, fill the memory, or contradict themselves: refused in a line."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Run

from vitk2.catalog import user_data
from vitk2.catalog.catalog import Catalog


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A directory made from the templates."""
    directory = tmp_path / "mine"
    user_data.write_templates(str(directory))
    return directory


def change(path: Path, **cells: str) -> None:
    with path.open(newline="", encoding="utf-8") as stream:
        (row,) = csv.DictReader(stream)
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(row), lineterminator="\n")
        writer.writeheader()
        writer.writerow(row | cells)


@pytest.mark.parametrize(
    ("table", "cells", "problem"),
    [
        ("amounts", {"qualifier": "assumed"}, "ug_per_100g: an assumed zero is 0, not 812.5"),
        ("amounts", {"low": "1", "high": "2"}, "ug_per_100g: 812.5 is above high 2"),
        ("amounts", {"studies": "9" * 20}, "studies: '99999999999999999999' is above 100,000,000"),
        ("amounts", {"high": "9" * 400}, f"high: '{'9' * 40}'... (400 characters) is above"),
        ("measurements", {"n": "9" * 20}, "n: '99999999999999999999' is above 100,000,000"),
        ("foods", {"portion": "bowl"}, "portion: 'bowl' does not begin with a number above 0"),
        ("portions", {"portion": "0 bowl"}, "portion: '0 bowl' does not begin with a number"),
        ("portions", {"portion_g": "0"}, "portion_g: a portion weighs more than 0 g"),
        ("foods", {"name": " =HYPERLINK(1)"}, "name: ' =HYPERLINK(1)' starts like a formula"),
        ("foods", {"name": "-1+1"}, "name: '-1+1' starts like a formula"),
        ("foods", {"name": "Nat\u200fto"}, "name: 'Nat\\u200fto' has U+200F RIGHT-TO-LEFT MARK"),
        (
            "sources",
            {"year": "\U000e0041"},
            "year: '\\U000e0041' has U+E0041 TAG LATIN CAPITAL LETTER A",
        ),
    ],
)
def test_a_cell_that_cannot_be_is_named_by_file_and_line(
    tiny_run: Run, mine: Path, table: str, cells: dict[str, str], problem: str
) -> None:
    change(mine / f"{table}.csv", **cells)
    errors = tiny_run("check", str(mine), code=1).stderr
    assert f"{mine}/{table}.csv:2: {problem}" in errors
    assert tiny_run("--data", str(mine), "top", "MK-7", code=1).stderr == errors


def check(directory: Path) -> str:
    """Return the errors of vitk2 check, run in a process of its own so that a hang times out."""
    command = [sys.executable, "-m", "vitk2", "check", str(directory)]
    process = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert process.returncode == 1
    return process.stderr


@pytest.mark.parametrize("name", ["foods.csv", "amounts.csv", "sources.csv", "portions.csv"])
def test_a_pipe_in_place_of_a_table_is_refused_without_waiting(mine: Path, name: str) -> None:
    (mine / name).unlink()
    os.mkfifo(mine / name)
    errors = check(mine)
    problem = "cannot be read: it is a pipe, a device or a directory, no file\n"
    assert errors.startswith(f"Error: {mine}/{name}: {problem}")


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_a_device_in_place_of_a_table_is_refused_unread(mine: Path, device: str) -> None:
    (mine / "foods.csv").unlink()
    (mine / "foods.csv").symlink_to(device)
    assert check(mine).startswith(f"Error: {mine}/foods.csv: cannot be read: ")


@pytest.fixture
def whole(tiny_dir: Path) -> Path:
    """A whole table, whose descriptor is about to be another."""
    (tiny_dir / "datapackage.json").unlink()
    return tiny_dir


def test_a_descriptor_that_is_no_file_is_refused(whole: Path) -> None:
    os.mkfifo(whole / "datapackage.json")
    assert "datapackage.json: no version could be read: [Errno 22] it is a pipe" in check(whole)
    (whole / "datapackage.json").unlink()
    (whole / "datapackage.json").symlink_to("/dev/zero")
    assert "datapackage.json: no version could be read: [Errno 22] it is a pipe" in check(whole)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[" * 200_000, "no version could be read: nested too deeply"),
        ('{"version":' * 200_000, "no version could be read: nested too deeply"),
        ('{"version": [1]}', "no version could be read: must not be empty"),
        ('{"version": "1\\u001b[31m"}', "has U+001B, a control character"),
        ('{"version": "1"', "no version could be read: Expecting"),
    ],
    ids=["lists", "objects", "a list", "an escape", "cut short"],
)
def test_a_descriptor_that_no_table_has_is_refused(whole: Path, text: str, message: str) -> None:
    (whole / "datapackage.json").write_text(text)
    (line,) = check(whole).splitlines()
    assert message in line


def test_a_persian_name_is_found_with_its_joiner_and_without(mine: Path, tiny_run: Run) -> None:
    for table in ("foods", "amounts"):
        change(mine / f"{table}.csv", name="سبزی\u200cپلو")
    with Catalog(own=[str(mine)]) as catalog:
        (name,) = catalog.rows("SELECT name FROM foods WHERE food_id = 'my-home-made-natto'")
    assert name == ("سبزی\u200cپلو",)
    for typed in ("سبزی\u200cپلو", "سبزی پلو", "پلو"):
        assert "my-home-made-natto" in tiny_run("--data", str(mine), "search", typed).stdout


def test_an_empty_directory_name_is_no_directory(
    tiny_run: Run, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes of a variable that is not set, and would read, or write, where one happens to be."""
    monkeypatch.chdir(mine)
    message = "the name is empty"
    for arguments in (
        ("--data", "", "top", "K1"),
        ("top", "K1", "--data", ""),
        ("check", ""),
        ("check", "", "--init"),
        ("export", "natto", "-o", ""),
    ):
        assert message in tiny_run(*arguments, code=2).stderr
    monkeypatch.setenv("VITK2_DATA", f"{mine}{os.pathsep}")
    assert message in tiny_run("top", "K1", code=2).stderr


@pytest.mark.parametrize("limit", ["9223372036854775808", "9" * 400, "-1"])
@pytest.mark.parametrize("command", ["search natto", "top K1", "groups", "forms", "sources"])
def test_more_rows_than_can_be_counted_are_refused(tiny_run: Run, command: str, limit: str) -> None:
    errors = tiny_run(*command.split(), "--limit", limit, code=2).stderr
    assert f"{limit} is not a number of rows" in errors
    assert tiny_run(*command.split(), "--limit", "9223372036854775807").stdout
