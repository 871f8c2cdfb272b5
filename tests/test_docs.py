"""The documents tell the truth: their commands run, their examples hold."""

import csv
import doctest
import html
import re
import runpy
import shlex
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run

import vitk2
import vitk2.api
from vitk2.caution import CAUTION
from vitk2.cli.main import cli
from vitk2.render.remarks import SIGNS
from vitk2.render.writers import FORMATS
from vitk2.tables.columns import COLUMNS
from vitk2.tables.vocabulary import MARKS

README = (ROOT / "README.md").read_text(encoding="utf-8")
CLI_PAGE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
DICTIONARY = (ROOT / "data" / "README.md").read_text(encoding="utf-8")


def snippet(language: str) -> str:
    """The README's first block of code in a language."""
    block = re.search(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert block
    return block[1]


def console_lines() -> list[str]:
    blocks = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def help_examples() -> list[str]:
    docs = [command.help or "" for command in (cli, *cli.every().values())]
    lines = [line.strip() for doc in docs for line in doc.splitlines()]
    return [line.split("  ")[0] for line in lines if line.startswith("vitk2 ")]


@pytest.mark.parametrize("line", sorted({*console_lines(), *help_examples()}))
def test_every_example_runs(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.chdir(tmp_path)
    program, *arguments = shlex.split(line)
    assert program == "vitk2"
    if "my-foods" in arguments and "--init" not in arguments:
        run("check", "my-foods", "--init")
    if "cohort" in arguments:
        (tmp_path / "diary.csv").write_text("person,day,food,grams\n1,2026-01-01,natto,40\n")
    result = run(*arguments)
    assert result.stdout or list(tmp_path.iterdir())  # an answer or a file


def test_the_readme_shows_the_two_lines_that_install_and_test() -> None:
    assert len(snippet("sh").splitlines()) == 2


def test_every_link_and_picture_of_the_readme_is_there() -> None:
    targets = re.findall(r"\]\(([^)]+)\)", README)
    assert "docs/natto.svg" in targets
    for target in targets:
        assert (ROOT / target).exists(), target


def test_the_picture_is_what_the_program_prints_and_fetches_nothing() -> None:
    picture = runpy.run_path(str(ROOT / "docs" / "picture.py"))
    svg = picture["PICTURE"].read_text(encoding="utf-8")
    drawn = html.unescape("".join(re.findall(r"<text [^>]*clip-path[^>]*>([^<]*)<", svg)))
    printed = re.sub(r"\x1b\[[\d;]*m", "", picture["on_terminal"]())
    assert drawn.split() != []
    assert "".join(drawn.split()) == "".join(printed.split()), "make picture draws it anew"
    assert not re.search(r"url\((?!#)|href|@import", svg)


def test_every_option_stands_on_the_page_of_the_command_line() -> None:
    for name, command in cli.every().items():
        section = CLI_PAGE.partition(f"### vitk2 {name}\n")[2].partition("\n### ")[0]
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("-"):
                    assert re.search(rf"{re.escape(option)}(?![\w-])", section), (name, option)


def test_that_page_names_every_format_sign_mark_and_variable() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "vitk2").rglob("*.py"))
    read = re.findall(r'environ[.\w]*[\[(]"(\w+)"|"(\w+)" not in os.environ|envvar="(\w+)"', code)
    variables = {name for names in read for name in names if name}
    assert {"VITK2_DATA", "VITK2_CACHE", "NO_COLOR", "PAGER", "COLUMNS"} <= variables
    for word in (*FORMATS, *SIGNS, *MARKS, *variables):
        assert re.search(rf"`[^`\n]*{re.escape(word)}[^`\n]*`", CLI_PAGE), word


def test_the_python_example_of_the_readme_runs() -> None:
    names: dict[str, Any] = {}
    exec(snippet("python"), names)  # noqa: S102  # our own example
    assert len(names["frame"]) >= 20
    assert str(names["day"].share.text).startswith("K1 alone, taken as one day: ")


def test_the_sql_of_the_readme_finds_natto_first() -> None:
    """SQLite stands in for DuckDB: the tables are named as the files that DuckDB reads."""
    query = snippet("sql")
    database = sqlite3.connect(":memory:")
    for file in re.findall(r"'(data/\w+\.csv)'", query):
        with (ROOT / file).open(newline="", encoding="utf-8") as stream:
            rows = list(csv.reader(stream))
        numbers = {c.name for c in COLUMNS[Path(file).stem] if c.kind in ("number", "integer")}
        columns = ", ".join(f'"{c}" {"REAL" if c in numbers else ""}' for c in rows[0])
        database.execute(f'CREATE TABLE "{file}" ({columns})')
        marks = ", ".join("?" * len(rows[0]))
        cells = ([cell or None for cell in row] for row in rows[1:])
        database.executemany(f'INSERT INTO "{file}" VALUES ({marks})', cells)
    found = database.execute(query).fetchall()
    database.close()
    assert found[0][0] == "Natto"
    assert len(found) > 50


def test_what_the_r_of_the_readme_reads_are_columns() -> None:
    named = re.findall(r'"([a-z]\w*)"|\$(\w+)|(\w+) [=>]=|logical\((\w+)\)', snippet("r"))
    names = {name for found in named for name in found if name}
    assert len(names) == 7
    assert names <= {column.name for column in COLUMNS["amounts"]}


def test_the_examples_in_docstrings_hold() -> None:
    for module in (vitk2, vitk2.api):
        assert doctest.testmod(module).attempted > 0
        assert doctest.testmod(module).failed == 0


def test_the_examples_of_the_python_page_hold(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("check", "my-foods", "--init")
    page = str(ROOT / "docs" / "python.md")
    found = doctest.testfile(page, module_relative=False, encoding="utf-8")
    assert found.attempted > 20
    assert found.failed == 0


def test_the_python_page_carries_the_caution_and_every_public_name() -> None:
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    assert CAUTION in page
    for name in vitk2.__all__:
        assert f"`{name}" in page or f"vitk2.{name}" in page, name


def test_the_data_dictionary_names_every_column_and_mark() -> None:
    for columns in COLUMNS.values():
        for column in columns:
            assert f"| {column.name} |" in DICTIONARY
    for mark in MARKS:
        assert f"| {mark} |" in DICTIONARY


def test_the_changelog_is_about_this_version_or_the_next() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## Unreleased" in text or f"## {vitk2.__version__}" in text


def test_every_test_that_the_reliability_page_names_is_there() -> None:
    page = (ROOT / "docs" / "RELIABILITY.md").read_text(encoding="utf-8")
    named = re.findall(r"tests/\S+\.py|`test_\w+`", page)
    assert len(named) > 80
    file = ""
    for name in named:
        if name.startswith("tests/"):
            file = (ROOT / name).read_text(encoding="utf-8")
        else:
            assert f"\ndef {name.strip('`')}(" in file, name
