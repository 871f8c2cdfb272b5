"""A text in another language finds the food in the state it says, and no other."""

import pytest

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.state_words import split_states
from vitk2.errors import FoodError
from vitk2.queries.generic_words import suggest
from vitk2.queries.interpret import interpret_food
from vitk2.queries.resolve import named, resolve_by_name, with_words
from vitk2.text import is_one_slip


@pytest.mark.parametrize(
    ("typed", "food_id"),
    [
        ("gekochter Spinat", "spinach-boiled"),
        ("Brokkoli roh", "broccoli-raw"),
        ("Brokkoli gedämpft", "broccoli-steamed"),
        ("Erbsen aus der Dose", "peas-green-canned"),
        ("Petersilie getrocknet", "parsley-dried"),
        ("Grünkohl tiefgekühlt gekocht", "kale-frozen-boiled"),
        ("épinards crus", "spinach-raw"),
        ("épinards bouillis", "spinach-boiled"),
        ("brocoli cuit à la vapeur", "broccoli-steamed"),
        ("haricots verts en conserve", "green-beans-canned"),
        ("espinacas hervidas", "spinach-boiled"),
        ("brócoli al vapor", "broccoli-steamed"),
        ("guisantes congelados", "peas-green-frozen"),
        ("ほうれん草 ゆで", "spinach-boiled"),
        ("茹でほうれん草", "spinach-boiled"),
        ("生のほうれん草", "spinach-raw"),
        ("spinaci bolliti", "spinach-boiled"),
        ("rauwe spinazie", "spinach-raw"),
        ("espinafre cozido", "spinach-boiled"),
        ("kogt spinat", "spinach-boiled"),
        ("rå spenat", "spinach-raw"),
        ("삶은 시금치", "spinach-boiled"),
        ("les épinards", "spinach-raw"),
        ("boiled Spinat", "spinach-boiled"),
    ],
)
def test_a_food_is_found_in_the_state_that_is_typed(
    shipped: Catalog, typed: str, food_id: str
) -> None:
    assert interpret_food(shipped, typed) == food_id


@pytest.mark.parametrize(
    "typed",
    [
        "Brokkoli geräuchert",  # no such food in the table
        "Kartoffeln gebraten",
        "Magermilch Dose",  # whole milk is canned, skimmed milk is not
        "Räucherlachs roh",
        "Putenbrust geräuchert",  # the smoked turkey is not breast alone
        "Bohnen gekocht",  # several kinds
        "atún en lata",  # in water or in oil, K1 0.2 or 44
        "ミックスベジタブル ゆで",  # the only one was frozen before
    ],
)
def test_a_state_of_no_food_or_of_several_is_a_question_with_names(
    shipped: Catalog, typed: str
) -> None:
    with pytest.raises(FoodError) as error:
        interpret_food(shipped, typed)
    assert error.value.candidates
    assert "µg" in str(error.value)


def test_comparisons_and_diaries_ask_for_the_state_too(shipped: Catalog) -> None:
    assert resolve_by_name(shipped, "espinacas hervidas") == "spinach-boiled"
    with pytest.raises(FoodError, match=r"Broccoli, raw \(K1"):
        resolve_by_name(shipped, "Brokkoli geräuchert")


@pytest.mark.parametrize("typed", ["garlic roti", "poulet roti", "no salt", "生姜"])
def test_what_only_looks_like_a_state_names_no_food(shipped: Catalog, typed: str) -> None:
    assert not named(shipped, typed)


@pytest.mark.parametrize(
    "typed", ["huile d'olive sans sel", "thon avec huile", "Kaffee mit Milch", "leche sin lactosa"]
)
def test_words_for_with_and_without_are_never_dropped(typed: str) -> None:
    phrase = split_states(typed)
    assert phrase is None or len(phrase.food.split()) == len(typed.replace("'", " ").split())


@pytest.mark.parametrize("typed", ["pho", "idli", "chai"])
def test_a_dish_of_few_letters_is_not_the_beginning_of_another_word(
    shipped: Catalog, typed: str
) -> None:
    assert not with_words(shipped, typed)


def test_a_near_miss_is_offered_before_the_beginning_of_another_name(shipped: Catalog) -> None:
    assert not with_words(shipped, "bire")  # begins bireum, Korean for amaranth leaves
    assert suggest(shipped, "bire")[0] == "brie"
    assert "chips" not in suggest(shipped, "chai")


@pytest.mark.parametrize(
    ("word", "other", "expected"),
    [
        ("kael", "kale", True),
        ("tofo", "tofu", True),
        ("nato", "natto", True),
        ("brie", "brie", True),
        ("chai", "chip", False),
        ("abcd", "badc", False),
    ],
)
def test_one_slip_is_one_letter(word: str, other: str, expected: bool) -> None:
    assert is_one_slip(word, other) is is_one_slip(other, word) is expected


def test_a_short_beginning_offers_foods_and_shows_none(shipped: Catalog) -> None:
    with pytest.raises(FoodError) as error:
        with_words(shipped, "broc")
    assert "broccoli-raw" in error.value.candidates
