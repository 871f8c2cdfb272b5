"""A workbook contains every text as a text, whole, and is reproducible."""

import io
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from conftest import Run

from vitk2.catalog.schema import Cell
from vitk2.errors import ExportError
from vitk2.output.formats import xlsx
from vitk2.output.formats.xlsx import Sheet


def written(columns: Sequence[str], *rows: Sequence[Cell]) -> io.BytesIO:
    file = io.BytesIO()
    xlsx.write_sheets([Sheet("vitk2", columns, rows)], file)
    return file


def read(file: io.BytesIO) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    return list(sheet.iter_rows(values_only=True))


@pytest.mark.parametrize(
    "text",
    [
        *("#N/A", "#REF!", "=1+1", " =1", "-1", "@SUM(A1)", "TRUE", "007", "1e5", "2026-07-01"),
        *(
            "a < b & c > d",
            '"quoted"',
            "納豆",
            "🍋",
            " blanks ",
            "two\nlines",
            "a\rb",
            "",
            "x" * 32767,
        ),
    ],
)
def test_a_text_stays_the_text_it_is(text: str) -> None:
    file = written(["name"], [text])
    assert read(file)[1] == (text,)
    assert openpyxl.load_workbook(file).active["A2"].data_type == "s"


def test_blanks_at_the_ends_of_a_text_are_kept_by_every_reader() -> None:
    with zipfile.ZipFile(written(["name"], [" natto "])) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert '<t xml:space="preserve"> natto </t>' in sheet


def test_numbers_are_numbers_and_what_is_missing_is_empty() -> None:
    rows = read(
        written(["a", "b", "c", "d", "e"], [930.0, 0.1, 3, True, None], [0, 1e-7, 0, False, 1])
    )
    assert rows[1:] == [(930, 0.1, 3, True, None), (0, 1e-7, 0, False, 1)]


def test_pandas_reads_it_too() -> None:
    frame = pd.read_excel(written(["name", "ug"], ["Natto", 930.5], ["Kale", None]))
    assert frame["ug"].tolist()[0] == 930.5
    assert frame["ug"].isna().tolist() == [False, True]


def test_the_columns_are_lettered_as_excel_does() -> None:
    names = [str(i) for i in range(800)]
    assert read(written(names))[0] == tuple(names)
    assert [xlsx.column_letters(i) for i in (0, 25, 26, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x" * 32768, "row 3: name: 32768 characters, and xlsx holds 32767: write csv or parquet"),
        ("🍋" * 16384, "row 3: name: 32768 characters, and xlsx holds 32767"),
        ("nul\x00", "row 3: name: a character that xlsx cannot hold: write csv"),
        ("\ufffe", "row 3: name: a character that xlsx cannot hold"),
    ],
)
def test_what_excel_cannot_hold_is_refused_by_row_and_column(text: str, message: str) -> None:
    with pytest.raises(ExportError, match=message):
        written(["id", "name"], [1, "Natto"], [2, text])


def test_more_rows_or_columns_than_a_sheet_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    written(["a"], [1], [2])
    with pytest.raises(ExportError, match="xlsx holds 2 rows: write csv or parquet"):
        written(["a"], [1], [2], [3])
    with pytest.raises(ExportError, match="xlsx holds 16384 columns, not 16385"):
        written(["a"] * 16385)


@pytest.mark.parametrize("ending", ["xlsx", "parquet"])
def test_the_same_rows_are_the_same_bytes_at_another_hour(
    tiny_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    one, other = (tmp_path / f"{name}.{ending}" for name in ("one", "other"))
    tiny_run("export", "-o", str(one))
    hour = time.time() + 90_000
    monkeypatch.setattr(time, "time", lambda: hour)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(hour))
    tiny_run("export", "-o", str(other))
    assert one.read_bytes() == other.read_bytes()


def test_a_workbook_is_a_sound_archive_of_no_hour(tiny_run: Run, tmp_path: Path) -> None:
    tiny_run("export", "-o", str(tmp_path / "k.xlsx"))
    with zipfile.ZipFile(tmp_path / "k.xlsx") as archive:
        assert archive.testzip() is None
        assert {e.date_time for e in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
