"""Foods of one name are compared, and differ by what water, fat and frying oil explain."""

from pathlib import Path

import pytest

from curate.outliers import unlike, unreviewed
from curate.source_readings import write

FOODS = ["food_id", "name", "group", "preparation"]
AMOUNTS = ["food_id", "form", "ug_per_100g", "qualifier", "limit_ug_per_100g", "doubtful"]
REVIEW = ["form", "food_id", "other_id", "verdict", "reason"]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    foods = [
        ("leek-raw", "Leek, raw", "raw"),
        ("leek-boiled", "Leek, boiled", "boiled"),
        ("leek-fried", "Leek, fried", "fried"),
        ("leek-dried", "Leek, dried", "dried"),
    ]
    rows = [dict(zip(FOODS, (i, n, "Vegetables", p), strict=True)) for i, n, p in foods]
    write(tmp_path / "foods.csv", FOODS, rows)
    return tmp_path


def differing_pairs(table: Path, **ug: str) -> list[tuple[str, str]]:
    rows = [
        {
            "food_id": f"leek-{state}",
            "form": "K1",
            "ug_per_100g": number.rstrip("?"),
            "doubtful": "true" if number.endswith("?") else "false",
        }
        for state, number in ug.items()
    ]
    write(table / "amounts.csv", AMOUNTS, [dict.fromkeys(AMOUNTS, "") | r for r in rows])
    return [(p.food_id, p.other_id) for p in unlike(table)]


def test_boiling_that_removes_most_is_named(table: Path) -> None:
    assert differing_pairs(table, raw="47", boiled="3.6") == [("leek-raw", "leek-boiled")]
    assert differing_pairs(table, raw="47", boiled="25") == []


def test_drying_may_give_ten_times_and_not_a_hundred(table: Path) -> None:
    assert differing_pairs(table, raw="47", dried="450") == []
    assert differing_pairs(table, raw="4", dried="450") == [("leek-raw", "leek-dried")]
    assert differing_pairs(table, raw="47", dried="20") == [("leek-raw", "leek-dried")]


def test_frying_oil_explains_some(table: Path) -> None:
    assert differing_pairs(table, raw="9", fried="40") == []
    assert differing_pairs(table, raw="9", boiled="40") == [("leek-raw", "leek-boiled")]


def test_what_is_marked_as_doubtful_has_had_its_verdict(table: Path) -> None:
    assert differing_pairs(table, raw="47", boiled="3.6?") == []


def test_each_pair_needs_a_verdict_with_a_reason_and_no_dead_one_stays(table: Path) -> None:
    differing_pairs(table, raw="47", boiled="3.6")
    assert [p.split(": ", 1)[1] for p in unreviewed(table, table)] == [
        "K1: leek-raw 47, leek-boiled 3.6: not read yet"
    ]
    review = dict(zip(REVIEW, ("K1", "leek-raw", "leek-boiled", "kept", "two kinds"), strict=True))
    write(table / "likeness.csv", REVIEW, [review])
    assert list(unreviewed(table, table)) == []
    write(table / "likeness.csv", REVIEW, [review | {"reason": ""}])
    assert len(list(unreviewed(table, table))) == 1
    differing_pairs(table, raw="47", boiled="30")
    write(table / "likeness.csv", REVIEW, [review])
    assert list(unreviewed(table, table)) == [
        "likeness.csv: K1 leek-raw leek-boiled: they no longer differ"
    ]
