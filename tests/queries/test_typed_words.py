"""Words that people type, and the food that should come first: languages, twins, stems."""

import csv
from pathlib import Path
from typing import Any

import pytest

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.search_index import SpellingVariants, food_tokens
from vitk2.catalog.vocabulary import ALIAS, FOREIGN, GROUP, HEAD, IN_DISH, NOUN, START
from vitk2.errors import FoodError
from vitk2.queries.interpret import interpret_food
from vitk2.queries.query import Query
from vitk2.queries.search import select, translation

EVERYDAY = Path(__file__).with_name("everyday_words.csv")
"""A hundred words with the foods any of which may come first, written before any tuning."""


def first(catalog: Catalog, text: str, **fields: Any) -> list[str]:
    found = select(catalog, Query(text=text, limit=8, **fields))
    return [str(r["food_id"]) for r in found.records()]


def test_ninety_five_of_a_hundred_everyday_words_find_their_food_first(shipped: Catalog) -> None:
    with EVERYDAY.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 100
    hits = [r for r in rows if first(shipped, r["typed"])[:1][0] in r["first"].split(";")]
    assert len(hits) >= 95


@pytest.mark.parametrize(
    ("typed", "food_id"),
    [
        *(("Spinat", "spinach-raw"), ("épinards", "spinach-raw"), ("espinacas", "spinach-raw")),
        *(("納豆", "natto"), ("ほうれん草", "spinach-raw"), ("Petersilie", "parsley-fresh")),
        *(("courgettes", "courgette-raw"), ("zucchini", "courgette-raw"), ("uova", "egg-raw")),
        *(("goudse kaas", "gouda-middle-aged"), ("aubergine", "aubergine-raw")),
        ("eggplant", "aubergine-raw"),
    ],
)
def test_words_of_other_languages_and_twins_find_their_food(
    shipped: Catalog, typed: str, food_id: str
) -> None:
    assert first(shipped, typed)[0] == food_id
    assert interpret_food(shipped, typed) == food_id


def test_a_scientific_name_finds_every_food_of_the_species(shipped: Catalog) -> None:
    found = first(shipped, "Brassica oleracea")
    assert {"kale-raw", "broccoli-raw", "cabbage-raw", "kohlrabi-raw"} <= set(found)


def test_kale_finds_no_goats_liver_and_cheese_begins_with_cheeses(shipped: Catalog) -> None:
    every = select(shipped, Query(text="kale")).records()
    assert not [r for r in every if "liver" in str(r["name"]).lower()]
    cheeses = select(shipped, Query(text="cheese", limit=15)).records()
    assert {r["group"] for r in cheeses} == {"Cheese"}


def test_a_word_that_is_whole_somewhere_is_not_cut_short_by_a_filter(shipped: Catalog) -> None:
    liver = select(shipped, Query(text="kaleji"))
    assert {r["group"] for r in liver.records()} == {"Meat"}
    assert select(shipped, Query(text="kale")).rows
    assert select(shipped, Query(text="kale", groups=("Meat",))).rows == []


def test_a_word_in_another_ending_is_found_by_its_stem(shipped: Catalog) -> None:
    assert "roast" in first(shipped, "roasting")[0]
    found = select(shipped, Query(text="roasting"))
    assert (found.query.text, found.suggestions) == ("roasting", ())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("spinnach", "spinach"), ("brocolli", "broccoli"), ("parmezan", "parmesan")],
)
def test_a_guess_is_a_food_that_people_know(shipped: Catalog, typed: str, expected: str) -> None:
    assert expected in select(shipped, Query(text=f"{typed} zzz")).suggestions
    with pytest.raises(FoodError, match="Did you mean"):
        interpret_food(shipped, f"{typed} zzz")


def test_an_english_name_comes_before_the_same_word_of_another_language(shipped: Catalog) -> None:
    found = [str(r["name"]) for r in select(shipped, Query(text="raisin")).records()]
    assert "Raisin" in found[0]
    assert interpret_food(shipped, "prune").startswith("prune")


@pytest.mark.parametrize(
    ("name", "word", "rank"),
    [
        ("Spinach, raw", "spinach", HEAD),
        ("Japanese mustard spinach (komatsuna), raw", "spinach", NOUN),
        ("Japanese mustard spinach (komatsuna), raw", "komatsuna", ALIAS),
        ("Chicken breast without skin, raw", "chicken", START),
        ("Berries, mixed", "berry", HEAD),
        ("Sheep, raw", "vegetables", GROUP),
    ],
)
def test_a_word_has_the_rank_at_which_it_names_the_food_best(
    name: str, word: str, rank: int
) -> None:
    assert match_ranks(name, "Vegetables")[word] == rank


def test_a_word_that_only_describes_a_dish_comes_after_foods() -> None:
    dish = match_ranks("Cheese sauce, homemade", "Sauces and dishes", ["sovs"])
    assert dish["cheese"] == START + IN_DISH
    assert dish["sauce"] == NOUN
    assert dish["sovs"] == FOREIGN + IN_DISH


def test_british_and_american_words_are_each_others_twins() -> None:
    twins = SpellingVariants([("prawn", "shrimp"), ("double cream", "heavy cream")])
    assert twins.spellings("Prawns, raw") == ["Prawns, raw", "shrimp, raw"]
    assert "double cream, whipped" in twins.spellings("Heavy cream, whipped")
    assert twins.spellings("Spinach") == ["Spinach"]


def match_ranks(name: str, group: str, names: list[str] | None = None) -> dict[str, float]:
    food: dict[str, Any] = {"food_id": "x", "name": name, "group": group, "aliases": None}
    return {
        w: match_rank
        for w, _, match_rank in food_tokens(food, names or [], SpellingVariants([]), lambda w: w)
    }


@pytest.mark.parametrize(
    ("typed", "english"), [("uova", "egg"), ("Käse", "cheese"), ("épinards", "spinach")]
)
def test_a_word_of_another_language_finds_all_that_its_english_word_finds(
    shipped: Catalog, typed: str, english: str
) -> None:
    found = select(shipped, Query(text=typed))
    assert found.translated == english
    assert found.rows == select(shipped, Query(text=english)).rows


def test_a_word_that_english_names_hold_means_itself(shipped: Catalog) -> None:
    assert select(shipped, Query(text="queso")).translated == ""
    assert translation(shipped, "queso", beside_names=True) == "cheese"
    assert translation(shipped, "spinach") == ""


def test_a_name_without_spaces_is_found_by_every_end_of_two_letters_and_more() -> None:
    found = match_ranks("Natto", "Vegetables", ["引割納豆"])
    assert {"引割納豆", "割納豆", "納豆"} <= found.keys()
    assert "豆" not in found
