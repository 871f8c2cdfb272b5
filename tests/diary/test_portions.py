"""Weights of a food's units by its stated portions."""

import pytest

from vitk2.diary.portions import PortionWeight, weigh


def portions(**weights: float) -> list[dict[str, str | float | int | None]]:
    return [{"portion": p.replace("_", " "), "portion_g": g} for p, g in weights.items()]


def grams(unit: str, amount: float, usual: str = "", **weights: float) -> float:
    food: dict[str, str | float | int | None] = {"name": "Lettuce", "portion": usual}
    stated = portions(**{f"1_{name}": g for name, g in weights.items()})
    return weigh(food, stated, amount, unit).grams


def test_a_portion_named_whole_comes_before_one_that_begins_so() -> None:
    assert grams("leaves", 2, leaf_outer=15, leaf=5) == 10
    assert grams("leaf outer", 2, leaf_outer=15, leaf=5) == 30
    assert grams("leaf", 1, usual="1 leaf outer", leaf_inner=5, leaf_outer=24) == 24


def test_portions_that_weigh_much_alike_are_no_question() -> None:
    assert grams("leaf", 1, leaf_inner=5, leaf_outer=15) == 5  # three times, and 10 g apart
    assert grams("leaf", 1, leaf_inner=20, leaf_outer=40) == 20  # twice
    with pytest.raises(ValueError, match="name one of"):
        grams("leaf", 1, leaf_inner=19, leaf_outer=40)


def test_a_stated_amount_of_more_than_one_is_shared_out() -> None:
    food: dict[str, str | float | int | None] = {"name": "Prunes", "portion": ""}
    stated = portions(**{"5_prunes": 40, "1_prunes": 9})
    assert weigh(food, stated, 5, "prunes") == PortionWeight(40, "prunes")
    assert weigh(food, stated, 1, "prunes") == PortionWeight(9, "prunes")
    assert weigh(food, stated, 10, "prunes").grams == 80


def test_volumes_are_weighed_by_the_foods_own() -> None:
    assert grams("ml", 236.5882365, cup=240) == pytest.approx(240)
    assert grams("tsp", 3, tbsp=15) == pytest.approx(15)
    with pytest.raises(ValueError, match="unknown unit 'ml': use g, oz, leaf"):
        grams("ml", 100, leaf=5)
