"""The units of other languages weigh what they say, and a cup of unknown size is a question."""

import pytest

from vitk2.catalog.catalog import Catalog
from vitk2.diary.parser import parse_items
from vitk2.diary.resolver import EatenFood, LineResolver, UnresolvedLine


def _read(catalog: Catalog, note: str) -> EatenFood | UnresolvedLine:
    (item,) = parse_items([note])
    return LineResolver(catalog).weighed(item)


@pytest.mark.parametrize(
    ("note", "food_id", "grams"),
    [
        ("2 EL Petersilie", "parsley-fresh", 7.6),
        ("1 Esslöffel Olivenöl", "olive-oil", 13.5),
        ("200 Gramm Brokkoli gekocht", "broccoli-boiled", 200),
        ("2 Scheiben Gouda", "gouda-middle-aged", 56),
        ("1 Handvoll Spinat roh", "spinach-raw", 30),
        ("2 Stück Ei", "egg-raw", 100),
        ("1 cuillère à soupe de persil", "parsley-fresh", 3.8),
        ("2 c. à s. huile d'olive", "olive-oil", 27),
        ("100 g d'épinards crus", "spinach-raw", 100),
        ("2 cucharadas de perejil", "parsley-fresh", 7.6),
        ("100 gramos de brócoli al vapor", "broccoli-steamed", 100),
        ("ほうれん草 ゆで 100g", "spinach-boiled", 100),
        ("納豆 1パック", "natto", 50),
        ("卵 2個", "egg-raw", 100),
        ("1 cucchiaio di olio d'oliva", "olive-oil", 13.5),
        ("1 msk olivolja", "olive-oil", 13.5),
    ],
)
def test_a_unit_of_another_language_is_weighed(
    shipped: Catalog, note: str, food_id: str, grams: float
) -> None:
    eaten = _read(shipped, note)
    assert isinstance(eaten, EatenFood)
    assert (eaten.food_id, eaten.grams) == (food_id, grams)


def test_spoons_without_a_stated_portion_are_metric(shipped: Catalog) -> None:
    eaten = _read(shipped, "1 TL Honig")
    us = _read(shipped, "1 tsp Honig")
    assert isinstance(eaten, EatenFood)
    assert isinstance(us, EatenFood)
    assert eaten.grams / us.grams == pytest.approx(5 / 4.92892, rel=1e-4)


@pytest.mark.parametrize(
    "note", ["1 Tasse Spinat gekocht", "1 tasse d'épinards cuits", "1 Becher Joghurt"]
)
def test_a_vessel_of_unknown_size_is_a_question(shipped: Catalog, note: str) -> None:
    assert isinstance(_read(shipped, note), UnresolvedLine)


def test_a_spoon_written_before_its_number_is_read(shipped: Catalog) -> None:
    eaten = _read(shipped, "大さじ2 olive oil")
    assert isinstance(eaten, EatenFood)
    assert (eaten.food_id, eaten.grams) == ("olive-oil", 27)


def test_a_state_in_another_language_rules_out_the_question_raw_or_cooked(
    shipped: Catalog,
) -> None:
    assert isinstance(_read(shipped, "150 g Brokkoli"), UnresolvedLine)
    assert isinstance(_read(shipped, "150 g gekochter Brokkoli"), EatenFood)
