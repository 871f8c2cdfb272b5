"""An amount that comes after the food is that of the food, and not of the word it is served in."""

import pytest

from vitk2.catalog.catalog import Catalog
from vitk2.diary.parser import Phrase, parse_item, phrase
from vitk2.diary.resolver import LineResolver


@pytest.mark.parametrize(
    ("text", "amount", "unit", "food"),
    [
        ("glass of milk 200 ml", 200, "ml", "milk"),
        ("a glass of milk, 200 ml", 200, "ml", "milk"),
        ("a cup of spinach 30 g", 30, "g", "spinach"),
        ("glass of milk about 200 ml", 200, "ml", "milk"),
        ("cream of tartar 3 g", 3, "g", "cream of tartar"),  # no vessel: part of the name
        ("milk 200 ml", 200, "ml", "milk"),
        ("glass of milk 2", 2, "", "glass of milk"),  # two glasses
    ],
)
def test_what_is_weighed_beside_its_vessel_is_weighed_once(
    text: str, amount: float, unit: str, food: str
) -> None:
    assert phrase(text) == Phrase(amount, unit, food)


def test_a_glass_with_its_amount_weighs_what_is_written_and_not_a_glass(shipped: Catalog) -> None:
    lines = LineResolver(shipped)
    in_a_glass, plain = (
        lines.weigh(parse_item(text, "item 1"))
        for text in ("glass of milk 100 ml", "100 ml of milk")
    )
    assert (in_a_glass.food_id, in_a_glass.grams) == (plain.food_id, plain.grams)
