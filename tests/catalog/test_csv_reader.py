"""Whatever is wrong in the data is said at once, with file and line."""

import copy
from pathlib import Path

import pytest
from conftest import TINY, write_tables

from vitk2.catalog.catalog import Catalog
from vitk2.errors import DataError


def problems_with(tmp_path: Path, table: str, row: int, **cells: str) -> list[str]:
    tables = copy.deepcopy(TINY)
    tables[table][row] |= cells
    write_tables(tmp_path, tables)
    return problems_of(tmp_path)


def problems_of(directory: Path) -> list[str]:
    with pytest.raises(DataError) as error:
        Catalog(str(directory))
    assert str(error.value).splitlines() == error.value.problems
    return error.value.problems


@pytest.mark.parametrize(
    ("table", "row", "cells", "problem"),
    [
        (
            "amounts",
            0,
            {"ug_per_100g": "n/a"},
            "amounts.csv:2: ug_per_100g: 'n/a' is not a plain number",
        ),
        (
            "amounts",
            0,
            {"studies": "1.5"},
            "amounts.csv:2: studies: '1.5' is not a whole number from 0",
        ),
        ("amounts", 1, {"high": "-1"}, "amounts.csv:3: high: '-1' is not a plain number from 0"),
        ("amounts", 1, {"high": "inf"}, "amounts.csv:3: high: 'inf' is not a plain number from 0"),
        ("amounts", 0, {"form": "MK-77"}, "amounts.csv:2: form: 'MK-77' is not one of K1, dK1,"),
        ("amounts", 0, {"tier": ""}, "amounts.csv:2: tier: must not be empty"),
        ("amounts", 0, {"low": "50"}, "amounts.csv:2: low: 50 is above high 45"),
        ("amounts", 0, {"sources": "lab-x"}, "sources: 'lab-x' is not in sources.csv"),
        ("amounts", 0, {"food_id": "nato"}, "amounts.csv:2: food_id: 'nato' is not in foods.csv"),
        ("amounts", 1, {"form": "K1"}, "amounts.csv:3: natto, K1: also at amounts.csv:2"),
        ("amounts", 7, {"limit_ug_per_100g": ""}, "amounts.csv:9: limit_ug_per_100g: goes with"),
        ("amounts", 12, {"ug_per_100g": "1"}, "a trace or a not-found has no number"),
        ("foods", 0, {"group": "Natto things"}, "foods.csv:2: group: 'Natto things' is not one of"),
        ("foods", 1, {"food_id": "natto"}, "foods.csv:3: natto: also at foods.csv:2"),
        ("foods", 0, {"name": "=HYPERLINK(1)"}, "starts like a formula"),
        ("foods", 0, {"name": "Nat\x1b[31mto"}, "control character"),
        ("foods", 0, {"tags": "K1;MK-99"}, "foods.csv:2: tags: 'MK-99' is not one of"),
        ("measurements", 0, {"ug_per_100g": "3001"}, "is above 3000 and not reviewed: mg for µg?"),
        ("measurements", 0, {"source_id": ""}, "measurements.csv:2: source_id: must not be empty"),
        ("measurements", 0, {"reviewed": "no"}, "measurements.csv:2: reviewed: 'no' is not yes"),
        ("portions", 0, {"portion_g": "0x1"}, "portions.csv:2: portion_g: '0x1' is not a plain"),
        ("portions", 0, {"portion_g": "1_0"}, "portions.csv:2: portion_g: '1_0' is not a plain"),
        ("portions", 0, {"portion_g": " 1"}, "portions.csv:2: portion_g: ' 1' is not a plain"),
        ("amounts", 0, {"name": "Nato"}, "name: 'Nato', but foods.csv says 'Natto'"),
        ("amounts", 1, {"ug_per_100g": "3001", "high": "4000"}, "not reviewed: mg for µg?"),
    ],
)
def test_a_bad_cell_is_reported_with_its_place(
    tmp_path: Path, table: str, row: int, cells: dict[str, str], problem: str
) -> None:
    assert any(problem in p for p in problems_with(tmp_path, table, row, **cells))


def test_all_problems_are_reported_together(tmp_path: Path) -> None:
    tables = copy.deepcopy(TINY)
    tables["foods"][0]["group"] = "Snax"
    tables["amounts"][0]["ug_per_100g"] = "lots"
    tables["sources"][1]["kind"] = ""
    write_tables(tmp_path, tables)
    assert {p.split(":")[0] for p in problems_of(tmp_path)} == {
        "foods.csv",
        "amounts.csv",
        "sources.csv",
    }


def test_a_reviewed_number_above_the_threshold_is_taken(tmp_path: Path) -> None:
    tables = copy.deepcopy(TINY)
    tables["measurements"][0] |= {"ug_per_100g": "3997.57", "reviewed": "yes"}
    with Catalog(str(write_tables(tmp_path, tables))) as catalog:
        assert catalog.rows("SELECT max(ug_per_100g) FROM measurements") == [(3997.57,)]


def test_a_missing_file_is_named(tiny_dir: Path) -> None:
    (tiny_dir / "amounts.csv").unlink()
    assert any(p.startswith("amounts.csv: there is no such file") for p in problems_of(tiny_dir))


def test_an_empty_file_lacks_its_header(tiny_dir: Path) -> None:
    (tiny_dir / "foods.csv").write_text("")
    assert any(
        p.startswith("foods.csv:1: header: expected food_id,") for p in problems_of(tiny_dir)
    )


def test_a_file_in_another_encoding_is_refused(tiny_dir: Path) -> None:
    (tiny_dir / "foods.csv").write_bytes("food_id,Crème".encode("latin-1"))
    assert "foods.csv: not UTF-8 at byte 10" in problems_of(tiny_dir)


def test_a_row_of_the_wrong_length_is_refused(tiny_dir: Path) -> None:
    with (tiny_dir / "forms.csv").open("a") as stream:
        stream.write("K1,too,short\n")
    assert any(p.startswith("forms.csv:4: 3 cells, not 12") for p in problems_of(tiny_dir))


def test_malformed_quotes_are_refused(tiny_dir: Path) -> None:
    with (tiny_dir / "portions.csv").open("a") as stream:
        stream.write('natto,"1 cup"x,30,lab-a,1\n')
    assert any("portions.csv:4: malformed CSV" in p for p in problems_of(tiny_dir))


def test_a_directory_in_place_of_a_file_is_refused(tiny_dir: Path) -> None:
    (tiny_dir / "forms.csv").unlink()
    (tiny_dir / "forms.csv").mkdir()
    assert any(p.startswith("forms.csv: cannot be read") for p in problems_of(tiny_dir))


@pytest.mark.parametrize("text", ["", "{}", "[]", "not json"])
def test_a_descriptor_without_a_version_is_refused(tiny_dir: Path, text: str) -> None:
    (tiny_dir / "datapackage.json").write_text(text)
    assert any(p.startswith("datapackage.json: no version") for p in problems_of(tiny_dir))


def test_a_file_larger_than_any_table_of_foods_is_not_read(
    tiny_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vitk2.catalog.csv_reader.LARGEST_FILE_MIB", 0)
    assert "foods.csv: larger than 0 MiB" in problems_of(tiny_dir)
