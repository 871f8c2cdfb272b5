"""A data package is there whole or not at all, and takes nothing of anybody else's away."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Run

from vitk2.errors import ExportError
from vitk2.files import AtomicFile
from vitk2.output.formats import datapackage
from vitk2.queries.listings import TABLES
from vitk2.safety import CAUTION

FILES = {*(f"{table}.csv" for table in TABLES), "README.md", "datapackage.json"}

Rows = list[dict[str, object]]


def rows(path: Path) -> Rows:
    """The rows of a file, numbers as numbers: 649.0 is 649."""
    with path.open(newline="", encoding="utf-8") as stream:
        return [{c: _plain(v) for c, v in row.items()} for row in csv.DictReader(stream)]


def _plain(cell: str) -> object:
    try:
        return float(cell)
    except ValueError:
        return cell


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A directory to write packages into."""
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def frictionless(descriptor: Path) -> subprocess.CompletedProcess[str]:
    pytest.importorskip("frictionless", reason="frictionless is not installed")
    command = [sys.executable, "-m", "frictionless", "validate", str(descriptor)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_whole_package_holds_the_rows_of_the_published_files(run: Run, out: Path) -> None:
    run("export", "--package", str(out / "all"))
    assert set(os.listdir(out / "all")) == FILES
    for table in TABLES:
        published, found = (rows(p / f"{table}.csv") for p in (ROOT / "data", out / "all"))
        assert found == published, table


@pytest.mark.slow
def test_frictionless_finds_it_valid_and_a_changed_cell_not(run: Run, out: Path) -> None:
    run("export", "--group", "Cheese", "--package", str(out / "cheese"))
    result = frictionless(out / "cheese" / "datapackage.json")
    assert result.returncode == 0, result.stdout
    foods = out / "cheese" / "foods.csv"
    foods.write_text(foods.read_text(encoding="utf-8").replace(",Cheese,", ",Chalk,", 1))
    assert frictionless(out / "cheese" / "datapackage.json").returncode == 1


def test_filters_leave_the_foods_found_and_what_belongs_to_them(tiny_run: Run, out: Path) -> None:
    message = tiny_run("export", "natto", "--package", str(out / "natto")).stderr
    assert f"9 files in {out / 'natto'}" in message
    assert CAUTION in message
    assert [r["food_id"] for r in rows(out / "natto" / "foods.csv")] == ["natto"]
    assert len(rows(out / "natto" / "measurements.csv")) == 3
    assert {r["source_id"] for r in rows(out / "natto" / "sources.csv")} == {"lab-a", "lab-b"}
    readme = (out / "natto" / "README.md").read_text(encoding="utf-8")
    for words in (CAUTION, "vitk2 data 9.9", "matching 'natto'", "Able A (2001)", "CC0-1.0"):
        assert words in readme
    descriptor = json.loads((out / "natto" / "datapackage.json").read_text(encoding="utf-8"))
    assert descriptor["version"] == "9.9"
    assert [r["name"] for r in descriptor["resources"]] == list(TABLES)


def test_a_directory_that_holds_something_is_left_as_it_is(tiny_run: Run, out: Path) -> None:
    (out / "mine.txt").write_text("mine")
    message = tiny_run("export", "--package", str(out), code=1).stderr
    assert message == f"Error: {out} is not empty: add --force to replace the package in it\n"
    assert os.listdir(out) == ["mine.txt"]


def test_force_replaces_a_package_and_keeps_what_is_not_of_it(tiny_run: Run, out: Path) -> None:
    tiny_run("export", "--package", str(out / "k"))
    (out / "k" / "mine.txt").write_text("mine")
    tiny_run("export", "natto", "--package", str(out / "k"), "--force")
    assert len(rows(out / "k" / "foods.csv")) == 1
    assert (out / "k" / "mine.txt").read_text() == "mine"
    assert set(os.listdir(out / "k")) == FILES | {"mine.txt"}


@pytest.mark.parametrize("descriptor", [None, "{", "[]", '{"name": "vitk2"}'])
def test_force_replaces_no_file_that_is_of_no_package(
    tiny_run: Run, out: Path, descriptor: str | None
) -> None:
    (out / "foods.csv").write_text("my own foods")
    if descriptor is not None:
        (out / "datapackage.json").write_text(descriptor)
    message = tiny_run("export", "--package", str(out), "--force", code=1).stderr
    assert "foods.csv and no package of vitk2: name another directory" in message
    assert (out / "foods.csv").read_text() == "my own foods"


def test_an_empty_directory_a_link_and_beside_other_files(tiny_run: Run, out: Path) -> None:
    (out / "real").mkdir()
    (out / "link").symlink_to("real")
    tiny_run("export", "--package", str(out / "link"))
    assert (out / "link").is_symlink()
    assert set(os.listdir(out / "real")) == FILES
    (out / "notes").mkdir()
    (out / "notes" / "mine.txt").write_text("mine")
    tiny_run("export", "--package", str(out / "notes"), "--force")
    assert set(os.listdir(out / "notes")) == FILES | {"mine.txt"}


def test_what_cannot_be_made_is_said_and_leaves_nothing(
    tiny_run: Run, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = tiny_run("export", "--package", str(out / "no" / "k"), code=1).stderr
    assert "cannot be written: No such file or directory" in message

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(datapackage.os, "fsync", full)
    message = tiny_run("export", "--package", str(out / "k"), code=1).stderr
    assert message == f"Error: {out / 'k'} cannot be written: No space left on device\n"
    assert os.listdir(out) == []


def test_a_package_that_cannot_be_replaced_whole_stays_as_it_was(
    tiny_run: Run, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny_run("export", "--package", str(out / "k"))
    before = {name: (out / "k" / name).read_bytes() for name in FILES}
    commit = AtomicFile.commit

    def stuck(draft: AtomicFile) -> None:
        if draft.path.endswith("sources.csv"):
            raise ExportError("stuck")
        commit(draft)

    monkeypatch.setattr(AtomicFile, "commit", stuck)
    assert (
        "stuck"
        in tiny_run("export", "natto", "--package", str(out / "k"), "--force", code=1).stderr
    )
    assert {name: (out / "k" / name).read_bytes() for name in os.listdir(out / "k")} == before


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (("-o", "k.csv"), "leave out -o and --format"),
        (("--json",), "leave out -o and --format"),
        (("--columns", "name"), "a package contains all columns: leave out --columns and --codes"),
        (("--codes",), "a package contains all columns"),
        (("--no-header",), "leave out --for-spreadsheet and --no-header"),
        (("--for-spreadsheet",), "leave out --for-spreadsheet and --no-header"),
    ],
)
def test_what_a_package_cannot_be_is_refused(
    tiny_run: Run, out: Path, more: tuple[str, ...], message: str
) -> None:
    assert message in tiny_run("export", "--package", str(out / "k"), *more, code=2).stderr
    assert os.listdir(out) == []
