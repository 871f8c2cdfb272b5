"""Foods of one name may differ by as much as their states explain, and by no more."""

from pathlib import Path

import pytest

from curate.outliers import findings
from curate.source_readings import write

FOODS = ["food_id", "name", "group", "preparation"]
NUMBER = ["food_id", "form", "ug_per_100g", "qualifier", "limit_ug_per_100g"]
AMOUNTS = [*NUMBER, "doubtful", "marks"]


def differ(tmp_path: Path, first: str, second: str, ug: float) -> bool:
    """Return whether a leek of 100 µg and another of so many are too far apart."""
    preparations = {"a-leek": first, "b-leek": second}
    foods = [
        dict(zip(FOODS, (food_id, f"Leek, {how}", "Vegetables", how), strict=True))
        for food_id, how in preparations.items()
    ]
    amounts = [
        dict(zip(AMOUNTS, (food_id, "K1", f"{number:g}", "", "", "false", ""), strict=True))
        for food_id, number in (("a-leek", 100), ("b-leek", ug))
    ]
    write(tmp_path / "foods.csv", FOODS, foods)
    write(tmp_path / "amounts.csv", AMOUNTS, amounts)
    return bool(findings(tmp_path, tmp_path))


@pytest.mark.parametrize(
    ("first", "second", "lowest", "highest"),
    [
        ("raw", "frozen", 20, 500),
        ("raw", "boiled", 40, 250),
        ("raw", "fried", 40, 275),  # frying oil adds 25 µg
        ("boiled", "steamed", 25, 400),
        ("raw", "dried", 140, 1900),  # the least and the most water of a vegetable
        ("dried", "boiled", 10, 130),
        ("dried", "dried", 20, 500),
    ],
)
def test_a_pair_is_named_outside_of_what_its_states_explain(
    tmp_path: Path, first: str, second: str, lowest: float, highest: float
) -> None:
    within = [differ(tmp_path, first, second, ug) for ug in (lowest, highest)]
    beyond = [differ(tmp_path, first, second, ug) for ug in (lowest - 0.5, highest + 0.5)]
    assert (within, beyond) == ([False, False], [True, True])
