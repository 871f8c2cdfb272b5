"""docs/files.md is true: its commands run and print what it shows, its code reads the files."""

import contextlib
import doctest
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from conftest import ROOT, Run

from vitk2.catalog.vocabulary import QUALIFIERS
from vitk2.output.formats.registry import FORMATS
from vitk2.safety import CAUTION

PATH = ROOT / "docs" / "files.md"
PAGE = PATH.read_text(encoding="utf-8")

STARTED_ELSEWHERE = {"datasette"}
"""Programs of the page that serve until they are stopped; test_database.py requests a page."""


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def written(shared_run: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A directory, the current one, with every file that a vitk2 command of the page writes."""
    directory = tmp_path_factory.mktemp("files")
    with contextlib.chdir(directory):
        for line in "".join(blocks("console")).splitlines():
            if line.startswith("$ vitk2 "):
                shared_run(*shlex.split(line)[2:])
        yield directory


def test_every_command_of_the_page_writes_its_file(written: Path) -> None:
    named = {"cheese.xlsx", "cheese.csv", "vitk2.sqlite", "amounts.parquet", "k"}
    assert named <= {path.name for path in written.iterdir()}


def test_sqlite3_prints_what_the_page_shows(written: Path) -> None:
    if not shutil.which("sqlite3"):
        pytest.skip("sqlite3 is not installed: apt-get install sqlite3")
    printed = 0
    for block in blocks("console"):
        for command, *expected in (part.splitlines() for part in block.split("$ ") if part):
            program, *arguments = shlex.split(command)
            assert program in {"vitk2", "sqlite3", *STARTED_ELSEWHERE}
            if program == "sqlite3":
                result = subprocess.run(
                    [program, *arguments], cwd=written, capture_output=True, text=True, check=True
                )
                assert result.stdout.splitlines()[: len(expected)] == expected
                assert result.stdout
                printed += len(expected)
    assert printed == 4


def test_the_python_of_the_page_holds(written: Path) -> None:
    assert (written / "amounts.parquet").exists()
    found = doctest.testfile(str(PATH), module_relative=False, encoding="utf-8")
    assert found.attempted >= 8
    assert found.failed == 0


def test_the_sql_of_the_page_runs_in_duckdb(written: Path) -> None:
    (query,) = blocks("sql")
    rows = duckdb.sql(query.replace("amounts.parquet", str(written / "amounts.parquet"))).fetchall()
    assert rows[0][0] == "K1"
    assert all(foods > 0 for _, foods, _ in rows)


@pytest.mark.slow
def test_the_r_of_the_page_runs(written: Path) -> None:
    if not shutil.which("Rscript"):
        pytest.skip("R is not installed: apt-get install r-base-core")
    (code,) = blocks("r")
    command = ["Rscript", "--vanilla", "-e", code]
    result = subprocess.run(command, cwd=written, capture_output=True, text=True, check=True)
    assert int(result.stdout.split()[-1]) > 0


def test_the_page_names_every_format_and_qualifier_and_carries_the_caution() -> None:
    assert CAUTION in PAGE
    for format_ in FORMATS:
        assert re.search(rf"`[^`\n]*\.{format_}\b", PAGE), format_
    for qualifier in QUALIFIERS:
        assert f"| `{qualifier}` |" in PAGE
