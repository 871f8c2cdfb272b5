"""Values that moved from one version of the table to the next are listed, each with the reason."""

import json
from pathlib import Path

import pytest
from tiny_sources import DATA

from curate.__main__ import main
from curate.changed_values import changed_values
from curate.source_readings import Row, read, write
from vitk2.catalog.schema import COLUMNS
from vitk2.errors import DataError

Numbers = dict[str, tuple[str, str, str]]
"""Readings by source_id: the number, its tier and its status."""

LAB = {"lab": ("20", "A", "counted")}
TABLES = {"table-a": ("8", "C", "counted"), "table-b": ("30", "C", "counted")}


def version(directory: Path, name: str, shown: Row, readings: Numbers) -> Path:
    """Write the tables of a version that has one food, boiled leek, and one form, K1."""
    directory.mkdir()
    foods = [
        {"food_id": "leek-boiled", "name": "Leek, boiled", "preparation": "boiled"},
        {"food_id": "leek-raw", "name": "Leek, raw", "preparation": "raw"},
    ]
    of_food = {"food_id": "leek-boiled", "form": "K1"}
    amounts = [{**of_food, "tier": "C", **shown}] if shown else []
    measurements = []
    for source_id, (number, tier, status) in readings.items():
        not_found = {"qualifier": "nd"} if number == "nd" else {"ug_per_100g": number}
        row = {"reading_id": f"{source_id}:leek", "source_id": source_id, "tier": tier}
        measurements.append(of_food | row | {"status": status} | not_found)
    sources = [{"source_id": s, "study": s} for s in readings]
    tables = {"foods": foods, "amounts": amounts, "measurements": measurements, "sources": sources}
    for table, rows in tables.items():
        write(directory / f"{table}.csv", [c.name for c in COLUMNS[table]], rows)
    (directory / "datapackage.json").write_text(json.dumps({"version": name}), encoding="utf-8")
    return directory


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """An old version that shows 8 of two tables."""
    return version(tmp_path / "old", "1", {"ug_per_100g": "8"}, TABLES)


def change(before: Path, shown: Row, readings: Numbers) -> Row:
    """Return the one changed value from the old version to a new one."""
    (row,) = changed_values(before, version(before.parent / "new", "2", shown, readings))
    return row


def test_a_changed_value_names_both_numbers_and_the_version_until_which_the_old_one_stood(
    before: Path,
) -> None:
    row = change(before, {"ug_per_100g": "30"}, TABLES)
    assert (row["old_ug_per_100g"], row["new_ug_per_100g"]) == ("8", "30")
    assert (row["food_id"], row["form"], row["until"]) == ("leek-boiled", "K1", "1")


@pytest.mark.parametrize(
    "shown",
    [
        {"ug_per_100g": "12"},  # (12 + 0.1) / (8 + 0.1) is below 1.5
        {"ug_per_100g": "5.4"},
        {"qualifier": "<", "limit_ug_per_100g": "9"},  # which 8 may be
    ],
)
def test_a_small_change_is_not_listed(before: Path, shown: Row) -> None:
    assert changed_values(before, version(before.parent / "new", "2", shown, TABLES)) == []


@pytest.mark.parametrize(
    ("was", "listed"),
    [
        ({"ug_per_100g": "0.05"}, False),  # near 0, by the 0.1 that is added
        ({"ug_per_100g": "8"}, True),
        ({"ug_per_100g": "0", "qualifier": ">="}, False),
        ({"qualifier": "nd"}, False),
    ],
)
def test_a_value_that_is_gone_is_listed_unless_it_said_next_to_nothing(
    tmp_path: Path, was: Row, listed: bool
) -> None:
    old = version(tmp_path / "old", "1", was, TABLES)
    new = version(tmp_path / "new", "2", {}, TABLES)
    assert bool(changed_values(old, new)) == listed


def test_a_new_food_and_one_that_is_gone_have_no_line(before: Path) -> None:
    new = version(before.parent / "new", "2", {"ug_per_100g": "90"}, TABLES)
    assert len(changed_values(before, new)) == 1
    for directory in (before, new):
        foods = [f for f in read(directory / "foods.csv") if f["food_id"] != "leek-boiled"]
        write(new / "foods.csv", [c.name for c in COLUMNS["foods"]], foods)
    assert changed_values(before, new) == []
    write(before / "amounts.csv", [c.name for c in COLUMNS["amounts"]], [])
    assert changed_values(before, new) == []


def test_a_limit_is_written_behind_its_sign(before: Path) -> None:
    row = change(before, {"qualifier": "<", "limit_ug_per_100g": "0.5"}, TABLES)
    assert (row["new_ug_per_100g"], row["new_qualifier"]) == ("", "<0.5")


def listed(numbers: Numbers, status: str = "listed") -> Numbers:
    return {s: (number, tier, status) for s, (number, tier, _) in numbers.items()}


@pytest.mark.parametrize(
    ("readings", "reason"),
    [
        (listed(TABLES) | LAB, "a new source measured it: lab"),
        (TABLES | {"table-c": ("20", "C", "counted")}, "a new source votes: table-c"),
        (TABLES | {"table-a": ("8", "C", "doubtful")}, "doubted: table-a"),
        (TABLES | {"table-a": ("8", "C", "duplicate")}, "a copy no longer votes: table-a"),
        (TABLES | {"table-a": ("20", "C", "counted")}, "read anew: table-a"),
        ({"table-b": TABLES["table-b"]}, "left out: table-a"),
        (TABLES, "of two tables the higher is shown for K1"),
    ],
)
def test_the_reason_is_read_off_the_readings_that_vote(
    before: Path, readings: Numbers, reason: str
) -> None:
    assert change(before, {"ug_per_100g": "20"}, readings)["why"] == reason


def test_not_founds_that_outvote_a_number_are_counted(before: Path) -> None:
    not_found: Numbers = dict.fromkeys(("lab-a", "lab-b"), ("nd", "A", "counted"))
    row = change(before, {"qualifier": "nd"}, listed(TABLES) | not_found)
    assert row["why"] == "two not-founds outvote one number"


def test_a_not_found_does_not_outvote_a_number_that_is_doubted(before: Path) -> None:
    readings = listed(TABLES, "doubtful") | {"lab": ("nd", "A", "counted")}
    assert "doubted: table-a, table-b" in change(before, {"qualifier": "nd"}, readings)["why"]


def test_a_number_that_is_of_another_food_says_so(before: Path) -> None:
    new = version(before.parent / "new", "2", {"ug_per_100g": "30"}, TABLES)
    moved = [
        r | ({"food_id": "leek-raw"} if r["source_id"] == "table-a" else {})
        for r in read(new / "measurements.csv")
    ]
    write(new / "measurements.csv", [c.name for c in COLUMNS["measurements"]], moved)
    assert changed_values(before, new)[0]["why"] == "a number is of another food: table-a"


def test_a_value_that_is_withheld_says_so(before: Path) -> None:
    withheld = {"marks": "doubtful: a tenth of the others;no sound figure, raw is 47"}
    row = change(before, withheld, listed(TABLES, "doubtful"))
    assert "no longer shown" in row["why"]


def test_a_tie_that_like_foods_settle_says_so(before: Path) -> None:
    new = version(before.parent / "new", "2", {"ug_per_100g": "30"}, TABLES)
    raw = {"food_id": "leek-raw", "form": "K1", "tier": "A", "ug_per_100g": "47"}
    amounts = [*read(new / "amounts.csv"), raw]
    write(new / "amounts.csv", [c.name for c in COLUMNS["amounts"]], amounts)
    (row,) = changed_values(before, new)
    assert row["why"] == "a tie of tables is settled by the like foods"


def test_two_laboratories_are_told_apart_by_the_tables(tmp_path: Path) -> None:
    readings: Numbers = {
        "lab-a": ("2", "A", "counted"),
        "lab-b": ("9", "A", "counted"),
        "table": ("8", "C", "listed"),
    }
    old = version(tmp_path / "old", "1", {"ug_per_100g": "2", "tier": "A"}, readings)
    new = version(tmp_path / "new", "2", {"ug_per_100g": "9", "tier": "A"}, readings)
    assert "nearer to the tables" in changed_values(old, new)[0]["why"]


def test_the_command_writes_the_table_and_needs_to_know_the_old_version(
    before: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = version(before.parent / "new", "2", {"ug_per_100g": "30"}, TABLES)
    assert main(["--data", str(new), "--changed", str(before)]) == 0
    assert capsys.readouterr().out == "changed_values.csv: 1 rows\n"
    assert [r["until"] for r in read(new / "changed_values.csv")] == ["1"]
    (before / "datapackage.json").unlink()
    with pytest.raises(DataError):
        changed_values(before, new)
    assert main(["--data", str(new), "--changed", str(before)]) == 1


def test_the_published_changes_are_those_to_the_published_amounts() -> None:
    amounts = {(a["food_id"], a["form"]): a for a in read(DATA / "amounts.csv")}
    changes = read(DATA / "changed_values.csv")
    assert changes
    for row in changes:
        now = amounts.get((row["food_id"], row["form"]), {})
        qualifier = now.get("qualifier", "") + now.get("limit_ug_per_100g", "")
        written = (row["new_ug_per_100g"], row["new_qualifier"])
        assert written == (now.get("ug_per_100g", ""), qualifier), "run: make changed-values"
