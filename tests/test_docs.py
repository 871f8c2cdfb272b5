"""The documents tell the truth: their commands run, their examples hold."""

import doctest
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run

import vitk2
import vitk2.api
from vitk2.caution import CAUTION
from vitk2.cli.main import cli
from vitk2.tables.columns import COLUMNS
from vitk2.tables.vocabulary import MARKS

README = (ROOT / "README.md").read_text(encoding="utf-8")
DICTIONARY = (ROOT / "data" / "README.md").read_text(encoding="utf-8")


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
    result = run(*arguments)
    assert result.stdout or "rows in" in result.stderr


def test_the_readme_shows_the_two_lines_and_every_command() -> None:
    block = re.search(r"```sh\n(.*?)```", README, re.DOTALL)
    assert block
    assert len(block[1].splitlines()) == 2
    for name in cli.every():
        assert f"### vitk2 {name}" in README


def test_every_option_is_in_the_readme_where_its_command_stands() -> None:
    for name, command in cli.every().items():
        section = README.partition(f"### vitk2 {name}\n")[2].partition("\n### ")[0]
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("-"):
                    assert re.search(rf"{re.escape(option)}(?![\w-])", section), (name, option)


def test_the_python_example_of_the_readme_runs() -> None:
    block = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert block
    names: dict[str, Any] = {}
    exec(block[1], names)  # noqa: S102  # our own example
    assert len(names["frame"]) >= 20
    assert str(names["day"].share.text).startswith("K1 alone, taken as one day: ")


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
