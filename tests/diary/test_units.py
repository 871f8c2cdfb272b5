"""Household measures: their weights are in a table, and every note names the weight used."""

import re

import pytest

from vitk2.catalog.catalog import Catalog, records
from vitk2.diary import units
from vitk2.diary.parser import parse_item
from vitk2.diary.resolver import EatenFood, LineResolver


def weigh(catalog: Catalog, text: str) -> EatenFood:
    return LineResolver(catalog).weigh(parse_item(text, "item 1"))


@pytest.mark.parametrize(
    ("text", "food_id", "grams", "note"),
    [
        ("a handful of almonds", "almonds-raw", 30, "a handful taken as 30 g"),
        ("2 handfuls of walnuts", "walnuts", 60, "a handful taken as 30 g"),
        ("a handful of raw spinach", "spinach-raw", 30, "a handful taken as 30 g"),
        ("a glass of milk", "milk-whole", 206.3, "a glass taken as 200 ml of 206 g"),
        ("half a glass of orange juice", "orange-juice", 105.2, "200 ml of 210 g"),
        ("a glass of red wine", "red-wine", 147, "a glass taken as serving (5 fl oz) of 147 g"),
        ("a mug of coffee", "coffee-brewed", 236.8, "a mug taken as 237 ml"),
        ("a bowl of vegetable soup", "vegetable-soup", 241, "a bowl taken as 237 ml of 241 g"),
        ("a pinch of salt", "salt", 0.4, "a pinch taken as dash of 0.4 g"),
        ("a knob of butter", "butter", 5, "a knob taken as pat"),
        ("a portion of natto", "natto", 50, "a portion taken as 1 pack of 50 g"),
        ("a slice of gouda", "gouda-middle-aged", 28, "a slice taken as 28 g"),
        ("a tin of sardines", "sardines-canned-in-oil", 92, "can (3.75 oz)"),
        ("half a can of chickpeas", "chickpeas-canned", 127, "Chickpeas, canned, drained"),
        ("1 pint of beer", "beer", 475.2, "a pint taken as 473 ml"),
    ],
)
def test_a_measure_is_weighed_and_said(
    shipped: Catalog, text: str, food_id: str, grams: float, note: str
) -> None:
    weighed = weigh(shipped, text)
    assert (weighed.food_id, weighed.grams) == (food_id, pytest.approx(grams, abs=0.1))
    assert note in weighed.note


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "a handful of spinach",
            "(30 g, K1 118 µg), Spinach, boiled. They differ: write e.g. '30 g Spinach, raw'",
        ),
        ("a handful of kale", "write e.g. '30 g Kale, raw'"),
        ("a handful of boiled spinach", "Spinach, boiled: unknown unit 'handful': use g"),
        ("a bowl of spinach", "Spinach, raw: unknown unit 'bowl': use g"),
        ("a handful of parsley", "Parsley, fresh: unknown unit 'handful': use g"),
        ("a portion of broccoli", "'broccoli' may be"),
        ("a splash of olive oil", "'splash' may be a teaspoon or two tablespoons: use g"),
        ("a spoon of natto", "'spoon' may be a teaspoon or a tablespoon: use g"),
        ("a large glass of milk", "unknown unit 'large glass': use g, oz, ml"),
        ("a glass of spinach", "unknown unit 'glass'"),
        ("a bowl of miso soup", "Miso soup: unknown unit 'bowl': use g, oz"),  # weighs nobody knows
    ],
)
def test_what_could_mislead_is_asked_back(shipped: Catalog, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        weigh(shipped, text)


def test_a_stated_portion_comes_before_what_a_measure_is_for_many_foods(shipped: Catalog) -> None:
    assert weigh(shipped, "a slice of cheddar").note.endswith("1 × slice (1 oz) of 28 g")
    stated = shipped.rows("SELECT food_id, portion_g FROM portions WHERE portion = '1 bowl'")
    for food_id, grams in stated:
        assert weigh(shipped, f"{food_id}:1 bowl").grams == grams


def test_every_amount_of_the_table_has_a_source_and_every_other_a_question(
    shipped: Catalog,
) -> None:
    rows = records(shipped, "household_measures")
    assert len(rows) > 10
    for row in rows:
        amounts = [row[c] for c in ("measure_g", "measure_ml", "stated_as") if row[c]]
        assert bool(amounts) == bool(row["source"]) == (not row["asks"]), row["measure"]


def test_a_spoon_holds_for_every_food_with_a_cup_or_a_spoon_of_its_own(shipped: Catalog) -> None:
    cups = shipped.rows("SELECT food_id, portion_g FROM portions WHERE portion = '1 cup'")
    assert len(cups) > 400
    resolver = LineResolver(shipped)
    for food_id, grams in cups:
        weighed = resolver.weigh(parse_item(f"{food_id}:1 tbsp", "item 1")).grams
        own = shipped.rows(
            "SELECT 1 FROM portions WHERE food_id = ? AND portion LIKE '%tbsp%'"
            " OR food_id = ? AND portion LIKE '%tablespoon%'",
            [food_id, food_id],
        )
        if not own:
            assert weighed == pytest.approx(float(str(grams)) / 16, rel=0.2), food_id


def test_a_unit_may_be_in_capitals_and_end_with_a_point() -> None:
    for name, grams in units.WEIGHTS.items():
        assert units.weight_g(f"{name.upper()}.") == grams
        assert units.is_unit(f"{name.title()}.")
    for name, ml in units.VOLUMES.items():
        assert units.volume_ml(f"{name.upper()}.") == ml
        assert units.is_unit(f"{name.title()}.")
    assert not units.is_unit("natto.")
