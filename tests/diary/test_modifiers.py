"""Adjectives anywhere in a note: they choose the preparation or the size, or are ignored."""

import re

import pytest

from vitk2.catalog.catalog import Catalog
from vitk2.diary.modifiers import strip_modifiers
from vitk2.diary.parser import parse_item
from vitk2.diary.resolver import EatenFood, LineResolver


def weigh(catalog: Catalog, text: str) -> EatenFood:
    return LineResolver(catalog).weigh(parse_item(text, "item 1"))


@pytest.mark.parametrize(
    ("text", "food_id", "grams"),
    [
        ("1 cup raw spinach", "spinach-raw", 30),
        ("raw spinach 1 cup", "spinach-raw", 30),
        ("spinach (boiled) 100 g", "spinach-boiled", 100),
        ("spinach: 1 cup boiled", "spinach-boiled", 180),
        ("3 oz grilled salmon", "atlantic-salmon-cooked", 85.05),
        ("2 large boiled eggs", "egg-boiled", 100),
        ("19 eggs", "egg-raw", 950),
        ("2 boiled large eggs", "egg-boiled", 100),
        ("1 small apple", "apple-raw-with-skin", 149),
        ("a big apple", "apple-raw-with-skin", 223),
        ("100 g organic spinach", "spinach-raw", 100),
        ("1 cup chopped boiled kale", "kale-boiled", 130),
        ("1 cup of kale, boiled and chopped", "kale-boiled", 130),
        ("1 cup fresh spinach", "spinach-raw", 30),
        ("100 g fresh tuna", "yellowfin-tuna-raw", 100),  # and not the canned one
        ("10 g dried basil", "basil-dried", 10),
        ("100 g canned chickpeas", "chickpeas-canned", 100),
        ("a large stalk of celery", "celery-raw", 64),
        ("a stalk of celery", "celery-raw", 40),  # the medium one
        ("50 g shredded wheat", "shredded-wheat", 50),  # no wheat
        ("8 cherry tomatoes", "cherry-tomato-raw", 136),
    ],
)
def test_adjectives_choose_the_food_or_its_portion(
    shipped: Catalog, text: str, food_id: str, grams: float
) -> None:
    weighed = weigh(shipped, text)
    assert (weighed.food_id, weighed.grams) == (food_id, pytest.approx(grams, abs=0.01))


def test_what_was_left_out_is_said(shipped: Catalog) -> None:
    note = weigh(shipped, "100 g ripe organic tomatoes").note
    assert note == ("100 g ripe organic tomatoes: taken as Tomato, raw, without 'ripe', 'organic'")
    assert "without" not in weigh(shipped, "1 cup plain yogurt").note  # plain is its name


def test_an_and_stays_where_it_joins_what_is_left() -> None:
    assert strip_modifiers("diced ham and cheese") == ("ham and cheese", ["diced"])
    assert strip_modifiers("boiled and chopped kale") == ("boiled kale", ["chopped"])
    assert strip_modifiers("chopped and boiled kale") == ("boiled kale", ["chopped"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("100 g grilled kale", "'grilled kale' is not in the table: name one of Kale, raw, Kale"),
        ("2 microwaved eggs", "name one of Egg, raw, Egg, boiled, Egg, fried"),
        ("100 g smoked spinach", "'smoked spinach' is not in the table"),
        ("50 g fresh stinging nettle", "'fresh stinging nettle' is not in the table"),  # boiled
        ("50 g fresh pasta", "'fresh pasta' is not in the table: name one of Pasta, cooked"),
        ("100g kale", "'kale' may be Kale, raw ("),
        ("1 cup chopped kale", "'kale' may be Kale, raw ("),
        ("20 eggs", "20 pieces of Egg, raw weigh 1000 g: write the unit, e.g. '20 g'"),
        ("100 eggs", "100 pieces of Egg, raw weigh 5000 g: write the unit, e.g. '100 g'"),
    ],
)
def test_another_preparation_is_never_taken(shipped: Catalog, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        weigh(shipped, text)


def test_a_plain_weight_is_held_against_raw_and_cooked_as_a_whole(shipped: Catalog) -> None:
    assert weigh(shipped, "3 g kale").food_id == "kale-raw"  # 9 or 25 µg
    with pytest.raises(ValueError, match="They differ"):
        weigh(shipped, "0.1 kg kale")


@pytest.mark.parametrize("name", ["curly kale", "Grünkohl", "boerenkool", "silverbeet"])
def test_another_name_of_a_raw_food_leaves_open_how_it_was_eaten(
    shipped: Catalog, name: str
) -> None:
    with pytest.raises(ValueError, match=r"raw .*boiled .*They differ: write e\.g\."):
        weigh(shipped, f"3 dl {name}")
    assert weigh(shipped, f"100 g raw {name}").food_id.endswith("-raw")


def test_plain_chocolate_is_the_dark_one(shipped: Catalog) -> None:
    assert weigh(shipped, "10 g plain chocolate").food_id.startswith("dark-chocolate")


@pytest.mark.parametrize(
    ("typed", "name", "grams"),
    [
        ("Brokkoli, gekocht:100 g", "Broccoli, boiled", 100),
        ("Ei:2 Stück", "Egg, raw", 100),
        ("2 pieces of egg", "Egg, raw", 100),
    ],
)
def test_pieces_and_preparations_in_other_languages(
    shipped: Catalog, typed: str, name: str, grams: float
) -> None:
    weighed = weigh(shipped, typed)
    assert (weighed.name, weighed.grams) == (name, grams)


@pytest.mark.parametrize(
    "text", ["a large egg", "chopped and boiled kale", "small organic apple", "eggs (big), fresh"]
)
def test_capitals_change_nothing(text: str) -> None:
    rest, dropped = strip_modifiers(text.upper())
    assert (rest.lower(), [word.lower() for word in dropped]) == strip_modifiers(text)
