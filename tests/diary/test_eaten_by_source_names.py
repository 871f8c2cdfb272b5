"""A diary may name foods as the tables of sources do."""

import pytest

from vitk2.catalog.catalog import Catalog
from vitk2.diary.parser import Item, UnresolvedLine, parsed
from vitk2.diary.resolver import EatenFood, LineResolver

LEAST_EATEN = 0.97
"""The least share of the source names in the table that a diary takes as their food."""

AS_PRINTED = {
    "Turnips, cooked, boiled, drained, without salt": "turnip-boiled",
    "Lettuce, cos or romaine, raw": "romaine-lettuce-raw",
    "Potatoes, white, flesh and skin, raw": "potato-raw",
    "Rice, brown, long-grain, raw": "brown-rice-raw",
    "Egg, whole, raw, fresh": "egg-raw",
    "Milk, whole, 3.25% milkfat, with added vitamin D": "milk-whole",
    "Candies, milk chocolate": "milk-chocolate",
    "Chocolate, milk": "milk-chocolate",
    "Cabbage, green, boiled in unsalted water": "cabbage-boiled",
    "Romanesco cauliflower or romanesco broccoli, raw": "romanesco-raw",
}


def weighed(catalog: Catalog, food: str, amount: float = 100.0, unit: str = "g") -> EatenFood:
    found = LineResolver(catalog).weighed(Item("line 1", food, amount, unit))
    assert isinstance(found, EatenFood), found
    return found


def question(catalog: Catalog, note: str) -> str:
    found = LineResolver(catalog).weighed(parsed(note, "line 1"))
    assert isinstance(found, UnresolvedLine), found
    return found.asks


@pytest.mark.parametrize("name", AS_PRINTED)
def test_a_name_as_a_source_prints_it_is_its_food(shipped: Catalog, name: str) -> None:
    eaten = weighed(shipped, name, 40.0)
    assert (eaten.food_id, eaten.grams) == (AS_PRINTED[name], 40)
    assert eaten.name in eaten.note, "what it was taken as is said"


def test_a_size_is_a_portion_and_no_part_of_a_source_name(shipped: Catalog) -> None:
    """India's table has small and big apples, onions and prawns."""
    small, big = (weighed(shipped, f"{size} apple", 1.0, "") for size in ("small", "big"))
    assert small.food_id == big.food_id == "apple-raw-with-skin"
    assert small.grams + 50 < big.grams
    assert weighed(shipped, "Apple, small").grams == 100


@pytest.mark.parametrize("note", ["100 g wakame algae", "100 g soya bean, brown", "100 g kale"])
def test_a_source_name_without_a_state_asks_where_another_state_differs(
    shipped: Catalog, note: str
) -> None:
    asks = question(shipped, note)
    assert "They differ" in asks
    assert "raw" in asks or "boiled" in asks


@pytest.mark.parametrize(
    ("dish", "plant"),
    [("spinach salad", "Baby spinach, raw"), ("onion salad", "Spring onion, raw")],
)
def test_a_dish_is_not_the_plant_that_has_its_words_as_another_name(
    shipped: Catalog, dish: str, plant: str
) -> None:
    """Salad spinach and salad onions are leaves that come into a salad."""
    assert f"{plant} (K1" in question(shipped, f"100 g {dish}")


def test_most_source_names_are_eaten_and_none_is_another_food(shipped: Catalog) -> None:
    sql = "SELECT DISTINCT source_name, food_id FROM measurements WHERE source_name IS NOT NULL"
    rows = [(str(name), str(food_id)) for name, food_id in shipped.rows(sql)][::5]
    resolver = LineResolver(shipped)
    read = [resolver.weighed(Item("line 1", name, 100.0, "g")) for name, _ in rows]
    right = sum(
        isinstance(eaten, EatenFood) and (eaten.food_id, eaten.grams) == (food_id, 100)
        for eaten, (_, food_id) in zip(read, rows, strict=True)
    )
    assert right / len(rows) >= LEAST_EATEN
