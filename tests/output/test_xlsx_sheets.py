"""A workbook opens ready to read: its header frozen and filtered, its sources and words beside."""

import csv
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import Run

from vitk2.catalog.vocabulary import MARKS, QUALIFIERS
from vitk2.safety import CAUTION

SHEETS = ["vitk2", "sources", "marks", "notes"]


@pytest.fixture
def path(tiny_run: Run, tmp_path: Path) -> Path:
    """All amounts of the tiny catalogue as a workbook."""
    tiny_run("export", "--long", "-o", str(tmp_path / "k.xlsx"))
    return tmp_path / "k.xlsx"


def sheet(path: Path, name: str) -> Any:
    return openpyxl.load_workbook(path)[name]


def test_the_header_stays_in_sight_and_filters_every_row(path: Path) -> None:
    for name in SHEETS:
        found = sheet(path, name)
        assert found.freeze_panes == "A2"
        assert found.auto_filter.ref == found.dimensions
        assert all(cell.font.bold for cell in found[1])
        assert not any(cell.font.bold for cell in found[2])


def test_columns_are_as_wide_as_what_they_hold_and_no_wider_than_a_screen(path: Path) -> None:
    widths = {
        cell.value: sheet(path, "vitk2").column_dimensions[cell.column_letter].width
        for cell in sheet(path, "vitk2")[1]
    }
    assert widths["limit_ug_per_100g"] > len("limit_ug_per_100g")
    assert widths["name"] > len("Gouda, aged")
    assert widths["low"] == 8
    assert max(widths.values()) <= 50


def test_sources_marks_and_notes_go_with_the_rows(path: Path) -> None:
    assert openpyxl.load_workbook(path).sheetnames == SHEETS
    credits = list(sheet(path, "sources").iter_rows(values_only=True))
    assert [row[1] for row in credits] == ["source_id", "lab-a", "lab-b"]
    marks = dict(list(sheet(path, "marks").iter_rows(values_only=True))[1:])
    assert marks == MARKS
    notes = dict(list(sheet(path, "notes").iter_rows(values_only=True))[1:])
    assert notes["caution"] == CAUTION
    assert notes["data version"] == "vitk2 data 9.9"
    assert notes["licence"].startswith("CC0-1.0")
    assert all(notes[f"qualifier {sign}"] == meaning for sign, meaning in QUALIFIERS.items())
    assert sheet(path, "notes")["B2"].alignment.wrap_text


def test_without_an_amount_there_is_no_word_on_amounts(tiny_run: Run, tmp_path: Path) -> None:
    tiny_run("groups", "-o", str(tmp_path / "g.xlsx"))
    assert openpyxl.load_workbook(tmp_path / "g.xlsx").sheetnames == ["vitk2"]


def test_no_cell_is_a_formula(path: Path) -> None:
    cell_types = {cell.data_type for name in SHEETS for row in sheet(path, name) for cell in row}
    assert cell_types <= {"s", "n", "b"}


@pytest.mark.slow
def test_libreoffice_reads_each_sheet_and_knows_numbers_from_texts(
    tiny_run: Run, path: Path, tmp_path: Path
) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-calc")
    # Separated by commas, quoted where a cell is a text and bare where it is a number; every sheet.
    export_filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,-1"
    command = [office, f"-env:UserInstallation=file://{tmp_path / 'office'}", "--headless"]
    command += ["--convert-to", export_filter, "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    assert {p.name for p in tmp_path.glob("k-*.csv")} == {f"k-{name}.csv" for name in SHEETS}
    lines = (tmp_path / "k-vitk2.csv").read_text(encoding="utf-8").splitlines()
    natto = next(line for line in lines if line.startswith('"natto"') and '"MK-7"' in line)
    assert ',"MK-7",930,,,81,1034,3,"lab-a","A",FALSE,"studies disagree' in natto
    with (tmp_path / "k-vitk2.csv").open(newline="", encoding="utf-8") as stream:
        found = [row["ug_per_100g"] for row in csv.DictReader(stream)]
    exported = tiny_run("export", "--long", "--columns", "ug_per_100g", "--no-header").stdout
    assert found == [line.strip('"') for line in exported.splitlines()]
