"""The key of a name is the same in any order of its words that means the same, and only then."""

import pytest

from vitk2.catalog.name_key import name_key

BROWN_RICE = "Rice, brown, long-grain, raw"
TURNIP = "Turnips, cooked, boiled, drained, without salt"


@pytest.mark.parametrize(
    ("name", "other"),
    [
        (BROWN_RICE, "long grain brown rice, raw"),
        (BROWN_RICE, "RICE, RAW, BROWN, LONG-GRAIN"),
        (TURNIP, "turnip without salt, boiled, drained, cooked"),
        (TURNIP, "cooked boiled drained turnips without salt"),
        ("Chocolate, milk", "milk chocolate"),
        ("Crème, fraîche", "fraiche creme"),
        ("Milk, 3.25% milkfat", "milk, 3,25 % milkfat"),
        ("Beans, without added salt", "beans, without salt added"),
        ("Lard [tr]", "lard"),
        ("Brown rice, raw", "raw brown rice"),
        ("Brown rice, raw", "brown rice raw"),
    ],
)
def test_another_order_of_the_words_has_the_same_key(name: str, other: str) -> None:
    assert name_key(name) == name_key(other)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Nuts, with peanuts, without salt", "Nuts, without peanuts, with salt"),
        ("Ice cream, <50% cream", "Ice cream, >50% cream"),
        ("Beef, 80% lean, 20% fat", "Beef, 20% lean, 80% fat"),
        ("Cheese with spinach", "Spinach with cheese"),
        ("Chicken, meat without skin", "Chicken, skin without meat"),
        ("Milk, low fat, high calcium", "Milk, high fat, low calcium"),
        ("Lamb, lean only, with fat", "Lamb, fat only, with lean"),
        ("Joghurt mit Zucker ohne Fett", "Joghurt ohne Zucker mit Fett"),
        ("Crème sans sucre avec sel", "Crème avec sucre sans sel"),
        ("Aster leaves, boiled and dried", "Aster leaves, boiled and dried, boiled"),
        ("chocolate milk", "Chocolate, milk"),
        ("spinach salad", "salad spinach"),
        ("leaf beet", "beet leaf"),
    ],
)
def test_an_order_that_may_mean_another_food_has_another_key(name: str, other: str) -> None:
    words, *rest = name_key(name)
    other_words, *other_rest = name_key(other)
    assert words == other_words
    assert rest != other_rest


@pytest.mark.parametrize("name", ["", " ", "?", ", (", "%"])
def test_a_name_without_words_has_an_empty_key(name: str) -> None:
    assert name_key(name) == ("", "", "")
