"""Checks of rows against each other, with the location and the order of the problems."""

import copy
from pathlib import Path

import pytest
from conftest import TINY, write_tables

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.validation import RowLocations
from vitk2.errors import DataError


def test_each_problem_is_said_once_in_the_order_of_tables_and_lines(tmp_path: Path) -> None:
    tables = copy.deepcopy(TINY)
    natto, spinach = tables["foods"][0], tables["foods"][1]
    tables["foods"] += [dict(natto), dict(natto)]
    tables["amounts"][0] |= {"name": "Nato", "sources": "lab-a;lab-x;lab-y"}
    tables["portions"][0]["food_id"] = "nato"
    tables["measurements"][1] |= {"ug_per_100g": "5000", "food_id": spinach["food_id"]}
    write_tables(tmp_path, tables)
    with pytest.raises(DataError) as error:
        Catalog(str(tmp_path))
    last = len(TINY["foods"]) + 2
    assert error.value.problems == [
        f"foods.csv:{last}: natto: also at foods.csv:2",
        f"foods.csv:{last + 1}: natto: also at foods.csv:2",
        "amounts.csv:2: sources: 'lab-x' is not in sources.csv",
        "amounts.csv:2: sources: 'lab-y' is not in sources.csv",
        "portions.csv:2: food_id: 'nato' is not in foods.csv",
        "amounts.csv:2: name: 'Nato', but foods.csv says 'Natto'",
        "measurements.csv:3: ug_per_100g: 5000 is above 3000 and not reviewed: mg for µg?",
    ]


def test_places_are_lines_of_files_however_rows_stand() -> None:
    locations = RowLocations()
    lines = [("a.csv", 2), ("a.csv", 3), ("a.csv", 7), ("a.csv", 8), ("b.csv", 2), ("b.csv", 3)]
    for rowid, (file, line) in enumerate(lines, start=1):
        locations.add(rowid, file, line)
    assert [locations[rowid] for rowid in range(1, 7)] == [f"{file}:{line}" for file, line in lines]


def test_a_million_rows_in_a_row_need_one_entry() -> None:
    locations = RowLocations()
    for rowid in range(1, 1000):
        locations.add(rowid, "a.csv", rowid + 1)
    assert len(locations._first_rowids) == 1
