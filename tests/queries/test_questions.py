"""Questions as people type them, each with the command that answers it."""

import shlex

import pytest

from vitk2.catalog.catalog import Catalog
from vitk2.errors import FoodError
from vitk2.queries.food import FoodMatch
from vitk2.queries.interpret import DrugWarning, interpret
from vitk2.queries.question_words import CommandLine


def answered(catalog: Catalog, text: str) -> str:
    found = interpret(catalog, text)
    assert isinstance(found, CommandLine), found
    return shlex.join(found.arguments)


QUESTIONS = {
    "brie vs camembert": "compare brie camembert",
    "olive oil canola oil": "compare olive-oil rapeseed-oil-canola",
    "gouda or edam": "compare gouda-middle-aged edam",
    "which is lower lettuce or cabbage": "compare lettuce-raw cabbage-raw",
    "skyr kvarg filmjölk": "compare skyr quark soured-milk-whole",
    "spinach, kale and broccoli": "compare spinach-raw kale-raw broccoli-raw",
    "parsley 1 tbsp": "intake 'parsley 1 tbsp'",
    "avocado 1/2": "intake 'avocado 1/2'",
    "100g kale": "intake '100g kale'",
    "2 eggs, spinach 100 g": "intake '2 eggs' 'spinach 100 g'",
    "how much natto for 100 mcg": "intake 'natto:10.8 g'",
    "best k2 foods": "top K2",
    "which foods have the most MK-7?": "top MK-7",
    "low vitamin k vegetables": "top K1 --group Vegetables --ascending",
    "cheese high in k2": "top K2 --group Cheese",
    "mk-9 cheese": "top MK-9 --group Cheese",
    "phylloquinone > 500": "top K1 --min 500",
    "mk7 at most 2 mcg": "top MK-7 --max 2",
    "k2 chicken": "search chicken --form K2 --sort K2",
    "MK-4 in chicken by country": "search chicken --form MK-4 --sort MK-4",
    "natto mk7": "show natto",
    "how much k2 is in gouda": "show gouda-middle-aged",
    "can I eat spinach?": "show spinach-raw",
    "k2 per day": "evidence requirement",
    "d3 and k2": "evidence D3",
    "supplement mk7 100 mcg": "evidence supplements",
    "steady diet": "evidence warfarin",
    "baby food": "evidence 'newborns and infants'",
    "usda 168462": "show fdc:168462",
    "ndb 16113": "show ndb:16113",
    "bls G311100": "show bls:G311100",
    "10.3390/nu10040446": "sources vermeer-2018",
    "https://doi.org/10.3390/nu10040446": "sources vermeer-2018",
    "Schurgers": "sources schurgers-2000",
    "Kamao et al. 2007": "sources kamao-2007",
}


@pytest.mark.parametrize(("typed", "command"), QUESTIONS.items(), ids=QUESTIONS)
def test_a_question_is_answered_by_a_command(shipped: Catalog, typed: str, command: str) -> None:
    assert answered(shipped, typed) == command


def test_a_later_food_borrows_the_first_words_of_the_first(shipped: Catalog) -> None:
    command = answered(shipped, "chicken thigh vs breast")
    assert command.startswith("compare chicken-thigh")
    assert " chicken-breast" in command


@pytest.mark.parametrize(
    "typed", ["natto", "spinach, raw", "macaroni and cheese", "fish and chips", "half and half"]
)
def test_the_name_of_a_food_is_no_question(shipped: Catalog, typed: str) -> None:
    assert not isinstance(_interpreted(shipped, typed), CommandLine)


def _interpreted(catalog: Catalog, text: str) -> object:
    try:
        return interpret(catalog, text)
    except FoodError as error:
        return error


def test_a_question_that_names_a_drug_gets_the_advice_on_it(shipped: Catalog) -> None:
    for typed in ("can I eat kale on warfarin", "natto or warfarin", "marcumar and spinach 100 g"):
        assert isinstance(interpret(shipped, typed), DrugWarning)


def test_a_misspelt_name_that_is_clearly_one_food_shows_it(shipped: Catalog) -> None:
    found = interpret(shipped, "saurkraut")
    assert isinstance(found, FoodMatch)
    assert found.food.food["food_id"] == "sauerkraut"
    assert found.other_name == "saurkraut"
    with pytest.raises(FoodError):
        interpret(shipped, "kael")  # kale and kelp are as near


@pytest.mark.parametrize("typed", ["Ensure", "xyzzy", "is xyzzy high", "?", "xyzzy 100 g"])
def test_what_is_not_understood_says_what_can_be_typed(shipped: Catalog, typed: str) -> None:
    with pytest.raises(FoodError, match="vitk2 spinach"):
        interpret(shipped, typed)


def test_the_rank_of_a_food_is_a_number_and_no_judgement(shipped: Catalog) -> None:
    found = interpret(shipped, "is natto high in mk-7")
    assert isinstance(found, CommandLine)
    assert "rank 1 of" in found.understood
    assert not {"high", "low", "safe", "good", "bad"} & set(found.understood.lower().split())


@pytest.mark.parametrize("typed", ["is natto high in vitamin k", "is douchi high", "natto per day"])
def test_a_food_of_k2_has_no_share_of_k1_that_would_make_it_look_small(
    shipped: Catalog, typed: str
) -> None:
    found = interpret(shipped, typed)
    assert isinstance(found, CommandLine)
    assert found.arguments[0] == "show"
    assert "%" not in found.understood


def test_the_share_of_a_portion_names_the_value_it_is_a_share_of(shipped: Catalog) -> None:
    found = interpret(shipped, "is asparagus high in vitamin k")
    assert isinstance(found, CommandLine)
    assert "% of the 120 µg a day on US food labels" in found.understood


def test_with_and_without_stay_in_a_name_that_is_compared(shipped: Catalog) -> None:
    command = answered(shipped, "chicken thigh with skin vs chicken thigh without skin")
    assert command == "compare chicken-thigh-with-skin-raw chicken-thigh-without-skin-raw"
