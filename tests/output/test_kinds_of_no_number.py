"""Every format keeps apart what was missing, zero, assumed, below a limit, a trace, not found."""

import copy
import csv
import json
import shutil
import subprocess
from pathlib import Path

import duckdb
import pytest
from conftest import TINY, Run, write_tables
from readers import READERS, Rows, number, of_sqlite, text

EXPECTED: dict[str, tuple[str, float | None, float | None]] = {
    "K1": ("", 0.0, None),
    "dK1": ("assumed", 0.0, None),
    "MK-4": ("<", None, 0.1),
    "MK-5": ("tr", None, None),
    "MK-6": ("nd", None, None),
    "MK-7": ("", 930.25, None),
    "MK-9": ("<=", None, 437.552),
    "K2": (">=", 930.25, None),
}
"""The qualifier, µg and limit of each form; MK-8 has no data."""

QUALIFIERS_OF_A_FOOD = {
    "dk1_qualifier": "assumed",
    "mk4_qualifier": "<0.1",
    "mk5_qualifier": "tr",
    "mk6_qualifier": "nd",
    "mk9_qualifier": "<=437.552",
    "k2_qualifier": ">=",
}
"""The same in a row a food, where the limit is in the qualifier."""

FILES = [f for f in READERS if f != "parquet"]


@pytest.fixture
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Install a food whose forms each have another qualifier; return a directory for files."""
    made = copy.deepcopy(TINY) | {"amounts": [], "measurements": [], "portions": []}
    food = {"food_id": "odd", "name": "Odd & <b>", "group": "Fruit"}
    made["foods"] = [food | {"portion": "1 bowl", "portion_g": "50"}]
    for form, (qualifier, ug, limit) in EXPECTED.items():
        row = {"food_id": "odd", "form": form, "tier": "A", "studies": "1", "doubtful": "false"}
        cells = {"qualifier": qualifier, "ug_per_100g": ug, "limit_ug_per_100g": limit}
        made["amounts"].append(row | {c: str(v) for c, v in cells.items() if v not in ("", None)})
    (tmp_path / "data").mkdir()
    write_tables(tmp_path / "data", made)
    monkeypatch.setattr("vitk2.catalog.paths.data_dir", lambda: str(tmp_path / "data"))
    return tmp_path


def values_by_form(rows: Rows) -> dict[str, tuple[str, float | None, float | None]]:
    return {
        text(r["form"]): (
            text(r["qualifier"]),
            number(r["ug_per_100g"]),
            number(r["limit_ug_per_100g"]),
        )
        for r in rows
    }


def qualifiers_of_a_food(row: dict[str, str | float | None]) -> dict[str, str]:
    return {c: text(row[c]) for c in row if c.endswith("_qualifier") and text(row[c])}


@pytest.mark.parametrize("format_", READERS)
def test_in_a_row_a_food_each_form_has_its_own_qualifier(
    run: Run, directory: Path, format_: str
) -> None:
    path = directory / f"wide.{format_}"
    run("export", "-o", str(path))
    (row,) = READERS[format_](path)
    assert qualifiers_of_a_food(row) == QUALIFIERS_OF_A_FOOD
    assert (number(row["k1_ug_per_100g"]), number(row["mk9_ug_per_100g"])) == (0, None)


@pytest.mark.parametrize(
    ("per", "cells"),
    [("100g", "0 <0.1 930 ≤438 1 ≥930"), ("portion", "50 g 0 <0.05 465 ≤219 1 ≥465")],
)
def test_on_a_screen_a_limit_is_of_what_was_asked_for(
    run: Run, directory: Path, per: str, cells: str
) -> None:
    screen = run("search", "odd", "--sort", "MK-9", "--per", per, "--format", "table").stdout
    assert f"Odd & <b> {cells}" in " ".join(screen.split())


@pytest.mark.parametrize("format_", FILES)
def test_a_file_of_rows(run: Run, directory: Path, format_: str) -> None:
    path = directory / f"k.{format_}"
    run("export", "--long", "-o", str(path))
    rows = READERS[format_](path)
    assert values_by_form(rows) == EXPECTED
    assert {r["name"] for r in rows} == {"Odd & <b>"}


def test_parquet_as_duckdb_reads_it(run: Run, directory: Path) -> None:
    path = directory / "k.parquet"
    run("export", "--long", "-o", str(path))
    found = duckdb.sql(f"SELECT form, qualifier, ug_per_100g, limit_ug_per_100g FROM '{path}'")
    assert {form: (q or "", ug, limit) for form, q, ug, limit in found.fetchall()} == EXPECTED


def test_sqlite_as_its_own_command_reads_it(run: Run, directory: Path) -> None:
    path, command = directory / "k.sqlite", shutil.which("sqlite3")
    run("export", "-o", str(path))
    rows = of_sqlite(path, "amounts")
    if command:  # else Python's own SQLite alone has read it
        process = subprocess.run(
            [command, "-json", path, "SELECT * FROM amounts"], capture_output=True, check=True
        )
        rows = json.loads(process.stdout)
    assert values_by_form(rows) == EXPECTED
    displayed = {r["form"]: r["shown_ug_per_100g"] for r in of_sqlite(path, "by_form")}
    assert displayed == {
        "K1": "0",
        "dK1": "0 (assumed)",
        "MK-4": "<0.1",
        "MK-5": "tr",
        "MK-6": "nd",
        "MK-7": "930.25",
        "MK-9": "≤437.552",
        "K2": "≥930.25",
    }
    (wide,) = of_sqlite(path, "shown")
    assert qualifiers_of_a_food(wide) == QUALIFIERS_OF_A_FOOD
    assert (wide["k1_ug_per_100g"], wide["mk8_ug_per_100g"]) == (0, None)


def test_a_data_package(run: Run, directory: Path) -> None:
    run("export", "--package", str(directory / "package"))
    with (directory / "package" / "amounts.csv").open(newline="", encoding="utf-8") as stream:
        assert values_by_form([dict(row) for row in csv.DictReader(stream)]) == EXPECTED
