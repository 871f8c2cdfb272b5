"""A count has its noun in the number it needs: 1 food, 2 foods."""

import re
from pathlib import Path

import pytest
from conftest import ROOT, Run

from vitk2.text import count_of

ONE_OF_SEVERAL = re.compile(r"(?<![\d.,])1 (?!studies)[a-z]+s\b")
"""`1 foods`; a verb after a noun does not match."""


@pytest.mark.parametrize(
    ("count", "noun", "text"),
    [
        (0, "food", "0 foods"),
        (1, "food", "1 food"),
        (2696, "unmatched code", "2,696 unmatched codes"),
        (1, "dish", "1 dish"),
        (2, "dish", "2 dishes"),
    ],
)
def test_a_noun_stands_in_the_number_of_its_count(count: int, noun: str, text: str) -> None:
    assert count_of(count, noun) == text


@pytest.mark.parametrize(
    ("command", "text"),
    [
        ("export natto --long --form K1 -o out.csv", "1 row in out.csv"),
        ("export natto --format html --long --form K1", "<caption>1 row</caption>"),
        ("page natto -o out.html", "1 food and 3 published numbers"),
        ("cite cheese", "1 source behind"),
        ("cite --form MK-9", "behind 1 food:"),
        ("intake natto:1g --explain", "1 line, 0 unclear"),
        ("intake natto:1g --json", "1 of 1 food has K1 data"),
        ("check own", "1 food, 1 amount, 1 measurement, 1 portion, 1 source"),
    ],
)
def test_one_thing_is_told_as_one(
    tiny_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    tiny_run("check", "own", "--init")
    answer = tiny_run(*command.split())
    assert text in answer.stdout + answer.stderr
    assert not ONE_OF_SEVERAL.search(answer.stderr)


def test_one_cell_too_few_and_one_day_are_told_as_one(tiny_run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "own"
    tiny_run("check", str(mine), "--init")
    (mine / "foods.csv").write_text("food_id,name,group\nx\n", encoding="utf-8")
    assert "foods.csv:2: 1 cell, not 3" in tiny_run("check", str(mine), code=1).stderr
    diary = tmp_path / "day.csv"
    diary.write_text("date,food,amount,unit\n2026-01-01,natto,50,g\n", encoding="utf-8")
    person = ("--reference", "efsa", "--age", "40", "--sex", "male")
    output = tiny_run("intake", "--file", str(diary), *person, "--json").stdout
    assert '"taken_as": "1 day"' in output
    assert "a day over 1 day" in output


def test_no_code_writes_a_plural_behind_a_count_of_its_own() -> None:
    """`{len(rows)} rows` is wrong of one row; count_of() is not."""
    written = re.compile(r"\{len\([^{}]*\)(:,)?\} [a-z]+s\b")
    for path in (ROOT / "vitk2").rglob("*.py"):
        assert not written.search(path.read_text(encoding="utf-8")), path
