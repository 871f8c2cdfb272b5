"""A csv file for a spreadsheet contains no formula; any other csv has the texts unchanged."""

import csv
import io
from pathlib import Path

import pytest
from conftest import Run
from views import FixedSources, RowsView

from vitk2.errors import UsageError
from vitk2.output.formats.registry import check_spreadsheet
from vitk2.output.formats.spreadsheet import escape_rows
from vitk2.output.save import CREDITS, save_view
from vitk2.output.view import WriterOptions

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\tx", "\rx", "\n=1", "＝1", "\u00a0=1"]


def cells(*row: str | float | None) -> list[object]:
    return list(escape_rows([row])[0])


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_begins_like_a_formula_is_a_text(text: str) -> None:
    assert cells(text) == ["'" + text]


def test_a_part_behind_a_semicolon_counts_as_a_cell_of_its_own() -> None:
    assert cells("a;=1;b") == ["a;'=1;b"]


def test_all_else_stays_as_it_is() -> None:
    row = ("Natto", "1-2", "a = b", "", None, -1.5, 0, 2.0, "<0.1", ">=", "'quoted'")
    assert cells(*row) == list(row)


def test_credits_are_made_so_too(tmp_path: Path) -> None:
    made = RowsView(["a"], [["b"]], provenance=FixedSources("=1+1"))
    path = f"{tmp_path}/k.tsv"
    save_view(made, path, "tsv", WriterOptions(for_spreadsheet=True))
    (credit,) = csv.DictReader(Path(path + CREDITS).read_text(encoding="utf-8").splitlines())
    assert credit["title"] == "'=1+1"


@pytest.mark.parametrize("format_", ["json", "xlsx", "table", "parquet"])
def test_where_a_text_is_a_text_nothing_is_put_before_it(format_: str) -> None:
    with pytest.raises(UsageError, match=f"is for csv and tsv: in {format_} no text is a formula"):
        check_spreadsheet(format_)


def test_what_a_diary_says_is_inert_where_that_is_asked_for(run: Run, tmp_path: Path) -> None:
    (tmp_path / "diary.csv").write_text('food,amount,unit\n"=1+1",40,g\n', encoding="utf-8")
    arguments = ("intake", "--explain", "--file", str(tmp_path / "diary.csv"), "--csv")
    (plain,) = csv.DictReader(io.StringIO(run(*arguments).stdout))
    (inert,) = csv.DictReader(io.StringIO(run(*arguments, "--for-spreadsheet").stdout))
    assert plain["written"].startswith("=1+1")
    assert inert["written"] == "'" + plain["written"]
