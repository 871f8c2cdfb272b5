"""Exports are whole and unrounded, and a failed one leaves what was there before."""

import csv
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from conftest import Run
from views import RowsView, view_of

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.paths import data_dir
from vitk2.catalog.schema import Cell
from vitk2.errors import ExportError
from vitk2.forms import Form
from vitk2.output import save
from vitk2.output.formats import dataframe, registry, text
from vitk2.output.formats.text import text_of
from vitk2.output.view import WriterOptions
from vitk2.queries import listings
from vitk2.queries.query import Query, Result
from vitk2.queries.search import select
from vitk2.safety import CAUTION


@pytest.fixture
def answer(tiny: Catalog) -> Result:
    """All amounts of the tiny catalogue."""
    return select(tiny, Query(shape="long"))


def as_text(columns: Sequence[str], rows: text.Rows, format_: str) -> str:
    stream = io.StringIO()
    registry.WRITERS[format_](RowsView(columns, rows), WriterOptions(), stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (None, ""),
        (0.0, "0"),
        (930.0, "930"),
        (0.1, "0.1"),
        (3997.57, "3997.57"),
        (0.000001, "0.000001"),
        (1.5e-7, "0.00000015"),
        (1e22, "10000000000000000000000"),
        (3, "3"),
        ("a;b", "a;b"),
    ],
)
def test_cells_are_written_as_they_are(cell: Cell, written: str) -> None:
    assert text_of(cell) == written


def test_the_long_export_is_the_published_file(shipped: Catalog) -> None:
    answer = select(shipped, Query(shape="long"))
    text = as_text(answer.columns, answer.rows, "csv")
    published = Path(data_dir(), "amounts.csv").read_text(encoding="utf-8")
    assert sorted(text.splitlines()) == sorted(published.splitlines())


def test_csv_tsv_json_and_jsonl_hold_the_same_rows(answer: Result) -> None:
    as_csv = list(csv.DictReader(io.StringIO(as_text(answer.columns, answer.rows, "csv"))))
    as_tsv = list(
        csv.DictReader(io.StringIO(as_text(answer.columns, answer.rows, "tsv")), delimiter="\t")
    )
    as_json = json.loads(as_text(answer.columns, answer.rows, "json"))
    as_jsonl = [
        json.loads(line) for line in as_text(answer.columns, answer.rows, "jsonl").splitlines()
    ]
    assert as_csv == as_tsv
    assert as_json == as_jsonl == list(answer.records())
    assert [{k: text_of(v) for k, v in row.items()} for row in as_json] == as_csv


def test_empty_answers_are_a_header_or_an_empty_list(tiny: Catalog) -> None:
    nothing = select(tiny, Query(text="xyzzy", shape="long"))
    assert as_text(nothing.columns, nothing.rows, "json") == "[]\n"
    assert as_text(nothing.columns, nothing.rows, "jsonl") == ""
    assert as_text(nothing.columns, nothing.rows, "csv") == ",".join(nothing.columns) + "\n"


def test_markdown_escapes_and_carries_the_caution(tiny: Catalog, answer: Result) -> None:
    stream = io.StringIO()
    registry.write(view_of(tiny, answer), "md", stream, WriterOptions())
    lines = stream.getvalue().splitlines()
    assert lines[0].startswith("| food_id | name |")
    assert any("&lt;" in line for line in lines)
    assert CAUTION in lines
    assert lines[-1] == "vitk2 data 9.9"
    assert as_text(["a"], [["x|y"]], "md").splitlines()[2] == "| x\\|y |"


def saved(catalog: Catalog, answer: Result, path: str, format_: str, *, force: bool = False) -> str:
    return save.save_view(view_of(catalog, answer), path, format_, force=force)


@pytest.mark.parametrize("format_", [f for f in registry.FORMATS if f != "sqlite"])
def test_a_file_is_written_with_its_credits(tiny: Catalog, tmp_path: Path, format_: str) -> None:
    answer = select(tiny, Query(forms=(Form.MK9,), shape="long"))
    path = str(tmp_path / f"k.{format_}")
    credits = path + save.CREDITS
    message = saved(tiny, answer, path, format_)
    assert message == f"1 row in {path}, their credits in {credits}" or format_ in registry.WHOLE
    assert sorted(os.listdir(tmp_path / "")) == sorted(
        [os.path.basename(path), os.path.basename(credits), "data"]
    )
    rows = list(csv.DictReader(io.StringIO(Path(credits).read_text(encoding="utf-8"))))
    assert [(r["source_id"], r["data_version"]) for r in rows] == [("lab-b", "9.9")]


def test_xlsx_and_parquet_hold_the_numbers_whole(
    tiny: Catalog, answer: Result, tmp_path: Path
) -> None:
    saved(tiny, answer, str(tmp_path / "k.parquet"), "parquet")
    pd.testing.assert_frame_equal(
        pd.read_parquet(tmp_path / "k.parquet"), dataframe.to_frame(answer)
    )
    saved(tiny, answer, str(tmp_path / "k.xlsx"), "xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "k.xlsx").active
    assert sheet is not None
    values = [row[4].value for row in sheet.iter_rows(min_row=2)]
    assert values == [r["ug_per_100g"] for r in answer.records()]


@pytest.mark.parametrize(
    "call",
    ["show natto", "compare natto gouda-aged", "intake natto:40g", "groups", "forms", "evidence"],
)
def test_every_answer_with_rows_is_a_workbook_too(tiny_run: Run, tmp_path: Path, call: str) -> None:
    rows = list(csv.reader(io.StringIO(tiny_run(*call.split(), "--csv").stdout)))
    tiny_run(*call.split(), "-o", str(tmp_path / "k.xlsx"))
    sheet = openpyxl.load_workbook(tmp_path / "k.xlsx").active
    assert sheet is not None
    cells = [[text_of(cell.value) for cell in row] for row in sheet.iter_rows()]
    assert cells == rows
    tiny_run(*call.split(), "-o", str(tmp_path / "k.parquet"))
    assert list(pd.read_parquet(tmp_path / "k.parquet").columns) == rows[0]


def test_an_existing_file_is_replaced_only_by_force(
    tiny: Catalog, answer: Result, tmp_path: Path
) -> None:
    path = tmp_path / "k.csv"
    path.write_text("mine")
    with pytest.raises(ExportError, match="exists already: add --force"):
        saved(tiny, answer, str(path), "csv")
    assert path.read_text() == "mine"
    saved(tiny, answer, str(path), "csv", force=True)
    assert path.read_text().startswith("food_id,")


def test_the_credits_of_a_few_foods_are_those_picked_out_of_all(
    shipped: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = select(shipped, Query(text="natto"))
    looked_up = listings.sources_of_foods(shipped, found.food_ids)
    monkeypatch.setattr(listings, "_MOST_PARAMETERS", 0)
    assert listings.sources_of_foods(shipped, found.food_ids) == looked_up
    assert 5 < len(looked_up[1]) < 30


def test_existing_credits_are_not_overwritten_either(
    tiny: Catalog, answer: Result, tmp_path: Path
) -> None:
    (tmp_path / "k.csv.sources.csv").write_text("mine")
    with pytest.raises(ExportError, match=r"k\.csv\.sources\.csv exists already"):
        saved(tiny, answer, str(tmp_path / "k.csv"), "csv")
    assert not (tmp_path / "k.csv").exists()


def test_a_failed_export_leaves_the_old_file_whole_and_nothing_else(
    tiny: Catalog, answer: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "out" / "k.csv"
    path.parent.mkdir()
    path.write_text("mine")
    monkeypatch.setitem(registry.WRITERS, "csv", fail)
    with pytest.raises(ExportError, match="cannot be written: No space left"):
        saved(tiny, answer, str(path), "csv", force=True)
    assert [p.name for p in path.parent.iterdir()] == ["k.csv"]
    assert path.read_text() == "mine"


def test_a_directory_that_is_not_there_is_said(
    tiny: Catalog, answer: Result, tmp_path: Path
) -> None:
    with pytest.raises(ExportError, match="cannot be written: No such file or directory"):
        saved(tiny, answer, str(tmp_path / "no" / "k.csv"), "csv")


def test_a_missing_extra_is_named(
    tiny: Catalog, answer: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)  # as where it is not installed
    with pytest.raises(ExportError, match=r"pip install 'vitk2\[parquet\]'"):
        saved(tiny, answer, str(tmp_path / "k.parquet"), "parquet")
