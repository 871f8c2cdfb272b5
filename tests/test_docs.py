"""The documents are true: their commands run, their examples give the results they show."""

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
from vitk2.catalog.paths import published_version
from vitk2.catalog.schema import COLUMNS
from vitk2.catalog.vocabulary import MARKS
from vitk2.cli.main import cli
from vitk2.output.formats.registry import FORMATS
from vitk2.output.wording import SIGNS
from vitk2.safety import CAUTION

PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "data" / "README.md")
}
"""Every page but the decisions, by its path."""

README = PAGES["README.md"]
CLI_PAGE = PAGES["docs/cli.md"]
DICTIONARY = PAGES["data/README.md"]


def snippet(language: str, page: str = "README.md") -> str:
    """A page's first block of code in a language."""
    block = re.search(rf"```{language}\n(.*?)```", PAGES[page], re.DOTALL)
    assert block
    return block[1]


def console_lines() -> list[str]:
    """Those of every page but the one on files, which tests/test_docs_files.py runs in order."""
    pages = "".join(text for page, text in PAGES.items() if page != "docs/files.md")
    blocks = re.findall(r"```console\n(.*?)```", pages, re.DOTALL)
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
    arguments = [str(ROOT / a) if a.startswith("docs/") else a for a in arguments]
    if "cohort" in arguments:
        (tmp_path / "diary.csv").write_text("person,day,food,grams\n1,2026-01-01,natto,40\n")
    result = run(*arguments)
    assert result.stdout or list(tmp_path.iterdir())  # an answer or a file


def test_the_readme_shows_the_two_lines_that_install_and_test() -> None:
    assert len(snippet("sh").splitlines()) == 2


@pytest.mark.parametrize("page", PAGES)
def test_every_link_and_picture_of_a_page_is_there(page: str) -> None:
    for target in re.findall(r"\]\((?!https:)([^)#]+)[^)]*\)", PAGES[page]):
        assert (ROOT / page).parent.joinpath(target).exists(), target


def test_the_list_of_pages_names_every_page() -> None:
    for path in (ROOT / "docs").glob("*.md"):
        assert path.name == "README.md" or f"]({path.name})" in PAGES["docs/README.md"], path.name


def test_every_generated_page_is_kept_up_to_date_by_make_docs() -> None:
    (generated,) = re.findall(
        r"^DOCS = (.*)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M
    )
    assert {*generated.split()} == {page for page, text in PAGES.items() if "[[[cog" in text}


@pytest.mark.parametrize("page", ["day", "numbers", "python", "tables"])
def test_a_page_with_amounts_carries_the_caution(page: str) -> None:
    assert CAUTION in PAGES[f"docs/{page}.md"]


def test_the_page_on_numbers_shows_each_way_to_have_none() -> None:
    page = PAGES["docs/numbers.md"]
    section = page.partition("## Six ways")[2].partition("\n## ")[0]
    (table,) = re.findall(r"```console\n(.*?)```", section, re.DOTALL)
    for sign in ("—", "0", "0 (assumed)", "<0.1", "tr", "nd"):
        assert re.search(rf"  {re.escape(sign)}(  |$)", table, re.MULTILINE), sign
        assert f"\n| `{sign}` |" in section, sign


def test_the_photograph_of_the_page_is_of_this_table() -> None:
    assert "](docs/page.png)" in README
    photograph = (ROOT / "docs" / "page.png").read_bytes()
    assert f"vitk2 page, data {published_version()}".encode() in photograph


def test_the_picture_is_what_the_program_prints_and_fetches_nothing() -> None:
    assert "](docs/natto.svg)" in README
    picture = runpy.run_path(str(ROOT / "docs" / "picture.py"))
    svg = picture["PICTURE"].read_text(encoding="utf-8")
    pictured = html.unescape("".join(re.findall(r"<text [^>]*clip-path[^>]*>([^<]*)<", svg)))
    printed = re.sub(r"\x1b\[[\d;]*m", "", picture["on_terminal"]())
    assert pictured.split() != []
    assert "".join(pictured.split()) == "".join(printed.split()), "make picture draws it anew"
    assert not re.search(r"url\((?!#)|href|@import", svg)


def test_the_chart_of_the_readme_says_what_is_drawn_today_and_fetches_nothing(
    tmp_path: Path,
) -> None:
    picture = runpy.run_path(str(ROOT / "docs" / "picture.py"))
    picture["chart"](tmp_path / "mk7.svg")
    stored, fresh = (
        re.findall(r"<text[^>]*>([^<]*)<", path.read_text(encoding="utf-8"))
        for path in (picture["CHART"], tmp_path / "mk7.svg")
    )
    assert "Natto" in stored
    assert stored == fresh, "make picture draws it anew"
    assert not re.search(
        r"""(?:href|src)="(?!#)|url\((?!#)|@import""", picture["CHART"].read_text()
    )


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


def test_the_sql_of_the_page_on_tables_finds_natto_first() -> None:
    """SQLite replaces DuckDB: the tables are named as the files that DuckDB reads."""
    query = snippet("sql", "docs/tables.md")
    database = sqlite3.connect(":memory:")
    for file in re.findall(r"'(data/\w+\.csv)'", query):
        with (ROOT / file).open(newline="", encoding="utf-8") as stream:
            rows = list(csv.reader(stream))
        numbers = {c.name for c in COLUMNS[Path(file).stem] if c.kind in ("number", "integer")}
        columns = ", ".join(f'"{c}" {"REAL" if c in numbers else ""}' for c in rows[0])
        database.execute(f'CREATE TABLE "{file}" ({columns})')
        placeholders = ", ".join("?" * len(rows[0]))
        cells = ([cell or None for cell in row] for row in rows[1:])
        database.executemany(f'INSERT INTO "{file}" VALUES ({placeholders})', cells)
    found = database.execute(query).fetchall()
    database.close()
    assert found[0][0] == "Natto"
    assert len(found) > 50


def test_what_the_r_of_that_page_reads_are_columns() -> None:
    named = re.findall(
        r'"([a-z]\w*)"|\$(\w+)|(\w+) [=>]=|logical\((\w+)\)', snippet("r", "docs/tables.md")
    )
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


def test_the_python_page_names_every_public_name() -> None:
    page = PAGES["docs/python.md"]
    for name in vitk2.__all__:
        assert f"`{name}" in page or f"vitk2.{name}" in page, name


def test_the_data_dictionary_names_every_column_and_mark() -> None:
    for columns in COLUMNS.values():
        for column in columns:
            assert f"| {column.name} |" in DICTIONARY
    for mark in MARKS:
        assert f"| {mark} |" in DICTIONARY


def test_the_changelog_is_about_this_version_or_the_next() -> None:
    text = PAGES["CHANGELOG.md"]
    assert "## Unreleased" in text or f"## {vitk2.__version__}" in text


def test_every_test_that_the_reliability_page_names_is_there() -> None:
    page = PAGES["docs/RELIABILITY.md"]
    named = re.findall(r"tests/\S+\.py|`test_\w+`", page)
    assert len(named) > 80
    file = ""
    for name in named:
        if name.startswith("tests/"):
            file = (ROOT / name).read_text(encoding="utf-8")
        else:
            assert f"\ndef {name.strip('`')}(" in file, name
