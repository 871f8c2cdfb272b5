"""A csv file for a spreadsheet contains no formula; any other csv has the texts unchanged."""

import csv
import io
from pathlib import Path

import pytest
from conftest import Run

from vitk2.errors import UsageError
from vitk2.output.formats.spreadsheet import made_inert
from vitk2.output.view import Answer

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\tx", "\rx", "\n=1", "＝1", "\u00a0=1"]


def cells(*row: str | float | None) -> list[object]:
    made = Answer("", None, [f"c{i}" for i, _ in enumerate(row)], [row])
    return list(made_inert(made, "csv").rows[0])


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_begins_like_a_formula_is_a_text(text: str) -> None:
    assert cells(text) == ["'" + text]


def test_a_part_behind_a_semicolon_counts_as_a_cell_of_its_own() -> None:
    assert cells("a;=1;b") == ["a;'=1;b"]


def test_all_else_stays_as_it_is() -> None:
    row = ("Natto", "1-2", "a = b", "", None, -1.5, 0, 2.0, "<0.1", ">=", "'quoted'")
    assert cells(*row) == list(row)


def test_credits_are_made_so_too() -> None:
    made = Answer("", None, ["a"], [["b"]], credits=lambda: (["title"], [["=1+1"]]))
    credits = made_inert(made, "tsv").credits
    assert credits
    assert credits() == (["title"], [["'=1+1"]])


@pytest.mark.parametrize("format_", ["json", "xlsx", "table", "parquet"])
def test_where_a_text_is_a_text_nothing_is_put_before_it(format_: str) -> None:
    with pytest.raises(UsageError, match=f"is for csv and tsv: in {format_} no text is a formula"):
        made_inert(Answer("", None), format_)


def test_what_a_diary_says_is_inert_where_that_is_asked_for(run: Run, tmp_path: Path) -> None:
    (tmp_path / "diary.csv").write_text('food,amount,unit\n"=1+1",40,g\n', encoding="utf-8")
    arguments = ("intake", "--explain", "--file", str(tmp_path / "diary.csv"), "--csv")
    (plain,) = csv.DictReader(io.StringIO(run(*arguments).stdout))
    (inert,) = csv.DictReader(io.StringIO(run(*arguments, "--for-spreadsheet").stdout))
    assert plain["written"].startswith("=1+1")
    assert inert["written"] == "'" + plain["written"]
