"""Readings are what the sources say, and keep their ids."""

from pathlib import Path

import pytest

from curate.source_readings import HEADER, read, take, verify, write


def test_a_reading_keeps_its_id_when_others_come_and_go(data: Path, sources: Path) -> None:
    take(data / "curation", sources)
    readings = data / "curation" / "readings" / "literature.csv"
    before = {r["source_line"]: r["reading_id"] for r in read(readings)}
    write(readings, HEADER, [r for r in read(readings) if r["reading_id"] != "lab-b:natto:mk7"])
    take(data / "curation", sources)
    assert {r["source_line"]: r["reading_id"] for r in read(readings)} == before


def test_a_reading_written_by_hand_keeps_its_id_when_its_source_row_comes(
    data: Path, sources: Path
) -> None:
    take(data / "curation", sources)
    readings = data / "curation" / "readings" / "literature.csv"
    before = read(readings)
    by_hand = [r | {"source_line": ""} if r["source_line"] == "4" else r for r in before]
    write(readings, HEADER, by_hand)
    take(data / "curation", sources)
    assert read(readings) == before


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("ug_per_100g", "931"),
        ("qualifier", "<"),
        ("form", "MK-8"),
        ("source_name", "Cooked lentils"),
        ("source_food", "Cheese"),
        ("n", "30"),
        ("locator", "Table 9"),
    ],
)
def test_verify_catches_a_cell_that_differs_from_the_source(
    data: Path, sources: Path, column: str, value: str
) -> None:
    take(data / "curation", sources)
    assert verify(data / "curation", sources) == (10, [])
    readings = data / "curation" / "readings" / "literature.csv"
    rows = read(readings)
    write(readings, HEADER, [rows[0] | {column: value}, *rows[1:]])
    _, problems = verify(data / "curation", sources)
    assert len(problems) == 1
    assert problems[0].startswith(
        f"readings/literature.csv:2: {column}: {value!r}, but literature.csv:2 says"
    )
