"""A food is found by the names that sources give it, in any order of the words, or it is asked."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest
from conftest import Rows, write_tables

from vitk2.catalog.catalog import Catalog
from vitk2.errors import FoodError
from vitk2.queries.interpret import interpret_food
from vitk2.queries.query import Query
from vitk2.queries.resolve import resolve_by_name
from vitk2.queries.search import select
from vitk2.text import singular, tokenize

LEAST_FOUND = 0.98
"""The least share of the source names in the table that find their food, and no other."""

Named = Callable[..., Catalog]

FOODS = {
    "milk-chocolate": "Milk chocolate",
    "chocolate-milk": "Chocolate milk",
    "turnip-boiled": "Turnip, boiled",
    "turnip-greens-boiled": "Turnip greens, boiled",
    "potato-with-skin": "Potato, boiled in its skin",
    "kale-raw": "Kale, raw",
    "kale-boiled": "Kale, boiled",
    "baby-spinach": "Baby spinach",
    "nut-salad": "Nut salad",
}
TURNIP = "Turnips, cooked, drained, without salt"


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Named]:
    """A catalogue of FOODS with names that a source gives them."""
    opened = ExitStack()

    def made(
        names: dict[str, str],
        plain_words: Sequence[dict[str, str]] = (),
        latin: dict[str, str] | None = None,
        **columns: dict[str, str],
    ) -> Catalog:
        """Return the catalogue; `columns` are more columns of a food, its hyphens as `_`."""
        more = {food_id.replace("_", "-"): of_food for food_id, of_food in columns.items()}
        tables: Rows = {
            "foods": [
                {"food_id": i, "name": name, "group": "Vegetables"} | more.get(i, {})
                for i, name in FOODS.items()
            ],
            "amounts": [
                {"food_id": i, "form": "K1", "ug_per_100g": str(number), "studies": "1"}
                | {"sources": "lab", "tier": "A"}
                for number, i in enumerate(FOODS, start=1)
            ],
            "measurements": [
                {"reading_id": f"lab:{number}:k1", "food_id": food_id, "form": "K1"}
                | {"ug_per_100g": "1", "source_id": "lab", "source_food": f"L{number}"}
                | {"source_name": name, "tier": "A", "status": "counted"}
                for number, (name, food_id) in enumerate(names.items())
            ],
            "sources": [{"source_id": "lab", "study": "lab", "kind": "paper"}],
            "plain_words": list(plain_words),
            "names": [
                {"food_id": i, "language": "la", "name": name} for i, name in (latin or {}).items()
            ],
            "drug_names": [
                {"name": "warfarin", "drug": "warfarin", "kind": "generic"}
                | {"action": "vitamin K antagonist", "languages": "en", "source": "lab"}
            ],
        }
        directory = tmp_path / f"table{len(list(tmp_path.iterdir()))}"
        directory.mkdir()
        return opened.enter_context(Catalog(str(write_tables(directory, tables))))

    with opened:
        yield made


def found(catalog: Catalog, text: str) -> str:
    """Return the food that a look-up and a diary find alike, '' where both ask."""
    shown = looked_up(catalog, text)
    try:
        eaten = resolve_by_name(catalog, text)
    except FoodError:
        eaten = ""
    assert shown == eaten
    return shown


def looked_up(catalog: Catalog, text: str) -> str:
    """Return the food that a look-up finds, '' where it asks."""
    try:
        return interpret_food(catalog, text)
    except FoodError:
        return ""


def asked(catalog: Catalog, text: str) -> set[str]:
    """Return the foods that are offered where a text may mean several."""
    with pytest.raises(FoodError) as error:
        interpret_food(catalog, text)
    assert "µg/100 g" in str(error.value)
    return set(error.value.candidates)


@pytest.mark.parametrize(
    "text",
    [
        TURNIP,
        TURNIP.upper(),
        TURNIP.replace(",", ""),
        "turnip, without salt, drained, cooked",
        "cooked, drained turnips without salt",
        "Turnip (cooked, drained, without salt)",
    ],
)
def test_a_source_name_finds_its_food_in_any_order(table: Named, text: str) -> None:
    foods = table({TURNIP: "turnip-boiled"})
    assert found(foods, text) == "turnip-boiled"
    assert select(foods, Query(text=text)).food_ids == ("turnip-boiled",)


def test_words_that_belong_together_stay_together(table: Named) -> None:
    foods = table({"Potato, with skin, without salt": "potato-with-skin"})
    assert found(foods, "potato without salt, with skin") == "potato-with-skin"
    assert asked(foods, "Potato, without skin, with salt") == {"potato-with-skin"}


def test_a_comma_turns_a_name_round(table: Named) -> None:
    foods = table({"Chocolate, milk": "milk-chocolate", "Chocolate, milk, dark": "baby-spinach"})
    assert found(foods, "Chocolate, milk") == "milk-chocolate"
    assert select(foods, Query(text="Chocolate, milk")).food_ids[0] == "milk-chocolate"
    assert found(foods, "milk chocolate") == "milk-chocolate"
    assert found(foods, "chocolate milk") == found(foods, "Milk, chocolate") == "chocolate-milk"


def test_the_noun_of_a_source_name_tells_it_from_the_own_name_of_another_food(table: Named) -> None:
    own = {"default_for": "chocolate milk, whole"}
    foods = table({"Whole milk chocolate": "milk-chocolate"}, chocolate_milk=own)
    assert found(foods, "Whole milk chocolate") == "milk-chocolate"
    assert found(foods, "whole chocolate milk") == "chocolate-milk"


def test_another_noun_at_the_end_is_another_food(table: Named) -> None:
    foods = table({}, baby_spinach={"aliases": "salad spinach"})
    assert found(foods, "salad spinach") == found(foods, "spinach, salad") == "baby-spinach"
    assert asked(foods, "spinach salad") == {"baby-spinach"}


def test_a_name_that_sources_give_several_foods_asks_which(table: Named) -> None:
    foods = table({"Borecole, curly": "kale-raw", "Curly borecole": "kale-boiled"})
    for text in ("Borecole, curly", "curly borecole"):
        assert asked(foods, text) == {"kale-raw", "kale-boiled"}
        assert set(select(foods, Query(text=text)).food_ids) == {"kale-raw", "kale-boiled"}


def test_a_food_keeps_its_own_names_whatever_a_source_calls_by_them(table: Named) -> None:
    given = {"Kale": "kale-boiled", "Greens of turnip, boiled": "turnip-boiled"}
    given |= {"Boiled, turnip greens": "turnip-boiled", "Borecole": "kale-boiled"}
    foods = table(given, kale_raw={"default_for": "kale", "aliases": "borecole"})
    assert found(foods, "Kale") == "kale-raw"
    assert found(foods, "Borecole") == "kale-raw"
    assert found(foods, "boiled turnip greens") == "turnip-greens-boiled"


def test_a_source_name_and_the_alias_of_another_food_in_another_order_ask(table: Named) -> None:
    foods = table({"Borecole, curly": "kale-boiled"}, kale_raw={"aliases": "curly borecole"})
    assert found(foods, "curly borecole") == "kale-raw"
    assert asked(foods, "Borecole, curly") == {"kale-raw", "kale-boiled"}


def test_a_word_for_many_foods_asks_also_where_a_source_means_one(table: Named) -> None:
    several = {"word": "brassica", "other_words": "wild brassica"}
    several |= {"foods": "kale-raw;turnip-greens-boiled;kale-boiled"}
    names = {"Brassica": "nut-salad", "Brassica, wild": "nut-salad", "Brassica, raw": "kale-raw"}
    names |= {"Brassica, boiled": "turnip-greens-boiled", "Brassica, steamed": "kale-boiled"}
    states = {i: {"preparation": "boiled"} for i in ("kale_boiled", "turnip_greens_boiled")}
    foods = table(names, [several], kale_raw={"preparation": "raw"}, **states)
    for text in ("brassica", "Brassica, wild", "Brassica, boiled", "boiled brassica"):
        assert asked(foods, text) == {"kale-raw", "turnip-greens-boiled", "kale-boiled"}
    assert found(foods, "Brassica, raw") == "kale-raw"  # only one of them is


def test_a_food_that_nobody_measured_is_not_found_by_a_source_name(table: Named) -> None:
    nobody = {"word": "wild kale", "says": "nobody has measured it", "foods": "kale-raw"}
    foods = table({"Kale, wild": "kale-raw", "Kale, wild, raw": "kale-raw"}, [nobody])
    with pytest.raises(FoodError, match="nobody has measured it"):
        interpret_food(foods, "wild kale")
    assert found(foods, "Kale, wild") == found(foods, "Kale, wild, raw") == ""


def test_the_name_of_a_drug_in_a_source_name_is_no_food(table: Named) -> None:
    foods = table({"Kale for warfarin users": "kale-raw", "Warfarin": "kale-raw"})
    for text in ("Warfarin", "Kale for warfarin users"):
        with pytest.raises(FoodError, match="names a drug"):
            interpret_food(foods, text)
        with pytest.raises(FoodError):
            resolve_by_name(foods, text)


def test_a_name_in_two_languages_for_two_foods_asks_in_another_order_too(table: Named) -> None:
    latin = {"kale-boiled": "Brassica rapa"}
    foods = table({}, latin=latin, kale_raw={"aliases": "Brassica rapa"})
    assert asked(foods, "rapa Brassica") == {"kale-raw", "kale-boiled"}


def test_a_source_name_is_found_where_only_its_comma_is_lost(table: Named) -> None:
    foods = table({"Nut, turnip": "turnip-boiled"}, kale_raw={"aliases": "kale nut"})
    assert found(foods, "Nut turnip") == "turnip-boiled"
    assert asked(foods, "nut kale") == {"kale-raw"}, "kale is what the food would be"


def test_the_names_of_the_table_find_their_foods(shipped: Catalog) -> None:
    names = source_names(shipped)
    foods = {name: looked_up(shipped, name) for name in names}
    assert wrong(shipped, names, foods) == []
    assert share_found(names, foods) >= LEAST_FOUND


Reorder = Callable[[list[str]], str]

REORDERED: dict[str, tuple[Reorder, float]] = {
    "without commas": (" ".join, LEAST_FOUND),
    "the noun after what describes it": (lambda parts: " ".join([*parts[1:], parts[0]]), 0.97),
    "its parts backwards": (lambda parts: ", ".join(parts[::-1]), 0.96),
}


@pytest.mark.parametrize("order", REORDERED)
def test_the_names_of_the_table_find_their_foods_in_another_order(
    shipped: Catalog, order: str
) -> None:
    reorder, least = REORDERED[order]
    names = dict(list(source_names(shipped).items())[::5])
    reordered = {reorder(name.split(", ")): food_ids for name, food_ids in names.items()}
    foods = {name: found(shipped, name) for name in reordered}
    assert wrong(shipped, reordered, foods) == []
    assert share_found(reordered, foods) >= least


def share_found(names: dict[str, set[str]], foods: dict[str, str]) -> float:
    return sum(names[name] == {food_id} for name, food_id in foods.items()) / len(names)


def wrong(catalog: Catalog, names: dict[str, set[str]], foods: dict[str, str]) -> list[str]:
    """Return the names that find a food of which neither they nor its own names are names."""
    others = [n for n, food_id in foods.items() if food_id and food_id not in names[n]]
    return [name for name in others if not has_own_name(catalog, foods[name], name)]


def test_a_search_for_a_source_name_begins_with_its_food(shipped: Catalog) -> None:
    names = source_names(shipped)
    results = {name: select(shipped, Query(text=name)).food_ids for name in names}
    first = [name for name, food_ids in names.items() if {*results[name][:1]} == food_ids]
    listed = [name for name, food_ids in names.items() if food_ids & {*results[name]}]
    assert len(first) / len(names) >= LEAST_FOUND
    assert len(listed) / len(names) >= 0.99


def source_names(catalog: Catalog) -> dict[str, set[str]]:
    """Return each name that a source gives, with its foods."""
    sql = "SELECT DISTINCT source_name, food_id FROM measurements WHERE source_name IS NOT NULL"
    names: dict[str, set[str]] = {}
    for name, food_id in catalog.rows(sql):
        names.setdefault(str(name), set()).add(str(food_id))
    return names


def has_own_name(catalog: Catalog, food_id: str, text: str) -> bool:
    """Return whether a food is called so itself, in any order of the words."""
    rows = catalog.rows("SELECT name, aliases, default_for FROM foods WHERE food_id = ?", [food_id])
    own = ";".join(str(cell or "") for cell in rows[0]).split(";")
    typed = words(text.replace("[tr]", ""))
    without_brackets = [re.sub(r"\([^)]*\)", "", name) for name in own]
    return typed in map(words, (*own, *without_brackets))


def words(text: str) -> set[str]:
    return {singular(word) for word in tokenize(text)}
