"""Values exactly on a bound, and a true zero: the cases that a wrong sign would change."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from conftest import Rows, write_tables

from vitk2.catalog.catalog import Catalog
from vitk2.errors import FoodError
from vitk2.forms import Form
from vitk2.queries.compare import compare
from vitk2.queries.interpret import interpret_food
from vitk2.queries.query import Query
from vitk2.queries.resolve import no_food, resolve_by_name
from vitk2.queries.search import select

Small = Callable[[dict[str, dict[str, str]]], Catalog]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    """A catalogue of foods by id, each with its amount of K1 and, if given, more of its columns."""
    opened = ExitStack()

    def made(foods: dict[str, dict[str, str]]) -> Catalog:
        amounts = ("ug_per_100g", "low", "high", "qualifier", "limit_ug_per_100g", "marks")
        tables: Rows = {
            "foods": [
                {"food_id": i, "name": i.replace("-", " ").capitalize(), "group": "Fruit"}
                | {c: v for c, v in food.items() if c not in (*amounts, "doubtful")}
                for i, food in foods.items()
            ],
            "amounts": [
                {"food_id": i, "form": "K1", "studies": "1", "sources": "lab", "tier": "A"}
                | {c: v for c, v in food.items() if c in (*amounts, "doubtful")}
                for i, food in foods.items()
            ],
            "sources": [{"source_id": "lab", "study": "lab", "kind": "paper"}],
        }
        return opened.enter_context(Catalog(str(write_tables(tmp_path, tables))))

    with opened:
        yield made


def found(catalog: Catalog, **fields: object) -> list[str]:
    query = Query(forms=(Form.K1,), **fields)  # type: ignore[arg-type]  # fields by name
    return [str(r["food_id"]) for r in select(catalog, query).records()]


def test_a_bound_lets_in_what_lies_on_it(small: Small) -> None:
    foods = small({"a": {"ug_per_100g": "9.9"}, "b": {"ug_per_100g": "10"}})
    assert found(foods, minimum=10.0) == ["b"]
    assert found(foods, maximum=10.0) == ["a", "b"]
    assert found(foods, maximum=9.95) == ["a"]


def test_a_maximum_bounds_the_high_end(small: Small) -> None:
    foods = small(
        {
            "a": {"ug_per_100g": "5", "low": "5", "high": "10"},
            "b": {"ug_per_100g": "5", "low": "5", "high": "10.1"},
        }
    )
    assert found(foods, maximum=10.0) == ["a"]
    answer = select(foods, Query(forms=(Form.K1,), maximum=10.0))
    assert answer.excluded_by_range == 1
    assert found(foods, maximum=10.0, doubtful=True) == ["a", "b"]


def test_a_ranking_puts_numbers_before_limits_and_equal_ones_by_name(small: Small) -> None:
    foods = small(
        {
            "zucchini": {"ug_per_100g": "3"},
            "apple": {"ug_per_100g": "3"},
            "none": {"ug_per_100g": "0"},
            "little": {"qualifier": "<", "limit_ug_per_100g": "9"},
            "doubt": {"ug_per_100g": "3", "doubtful": "true", "marks": "doubtful: one reading"},
            "less": {"ug_per_100g": "2.9", "doubtful": "true", "marks": "doubtful: one reading"},
        }
    )
    assert found(foods, shape="top") == ["apple", "zucchini", "none", "little", "doubt", "less"]
    # cut after 3 µg: a doubtful 3 would rank there, a doubtful 2.9 would not
    answer = select(foods, Query(forms=(Form.K1,), shape="top", limit=2))
    assert [r["food_id"] for r in answer.records()] == ["apple", "zucchini", "doubt"]
    assert (answer.doubtful_count, answer.total) == (1, 4)


def test_an_amount_is_held_by_one_kilogram_and_by_no_more(small: Small) -> None:
    foods = small({"just": {"ug_per_100g": "7"}, "too-little": {"ug_per_100g": "6.9"}})
    assert found(foods, shape="top", holding=70.0) == ["just"]
    answer = select(foods, Query(forms=(Form.K1,), shape="top", holding=70.0))
    assert (answer.too_much, answer.unsure) == (1, 0)


def differences(foods: Catalog, *ids: str) -> list[str]:
    return compare(foods, list(ids)).differences


def test_a_difference_is_said_from_five_times_and_one_microgram_apart(small: Small) -> None:
    foods = small(
        {
            "one": {"ug_per_100g": "1"},
            "five": {"ug_per_100g": "5"},
            "nearly": {"ug_per_100g": "4.9"},
            "little": {"ug_per_100g": "0.1"},
            "more": {"ug_per_100g": "1.1"},
            "not-quite": {"ug_per_100g": "1.09"},
            "zero": {"ug_per_100g": "0"},
        }
    )
    assert differences(foods, "one", "five") == ["K1: Five has 5 times as much as One per 100 g"]
    assert differences(foods, "one", "nearly") == []
    assert differences(foods, "little", "more") == [
        "K1: More has 11 times as much as Little per 100 g"
    ]
    assert differences(foods, "little", "not-quite") == []
    assert differences(foods, "zero", "one") == ["K1: One has 1 µg per 100 g, Zero 0"]
    assert differences(foods, "zero", "little") == []


def test_foods_whose_ranges_meet_do_not_differ_in_words(small: Small) -> None:
    foods = small(
        {
            "much": {"ug_per_100g": "50", "low": "9", "high": "60"},
            "meets": {"ug_per_100g": "5", "low": "1", "high": "9"},
            "below": {"ug_per_100g": "5", "low": "1", "high": "8.9"},
            "inside": {"ug_per_100g": "9"},
        }
    )
    assert differences(foods, "much", "meets") == []
    assert differences(foods, "much", "inside") == []
    assert differences(foods, "much", "below") == [
        "K1: Much has 10 times as much as Below per 100 g"
    ]


def test_nothing_is_compared_with_what_is_no_sound_number(small: Small) -> None:
    foods = small(
        {
            "one": {"ug_per_100g": "1"},
            "most": {"ug_per_100g": "50", "qualifier": ">="},
            "doubt": {"ug_per_100g": "50", "doubtful": "true", "marks": "doubtful: odd"},
            "zero": {"ug_per_100g": "0", "qualifier": "assumed"},
        }
    )
    for other in ("most", "doubt", "zero"):
        assert differences(foods, "one", other) == []


def test_another_name_is_a_name_where_one_food_has_it(small: Small) -> None:
    foods = small(
        {
            "a": {"ug_per_100g": "1", "aliases": "Love apple;shared"},
            "b": {"ug_per_100g": "1", "aliases": "shared"},
        }
    )
    assert interpret_food(foods, "love apple") == "a"
    with pytest.raises(FoodError, match=r"Which 'shared'\? For example: a \(K1 1\), b"):
        interpret_food(foods, "shared")


def test_up_to_five_foods_are_named_and_of_more_how_many(small: Small) -> None:
    def shared(count: int) -> dict[str, dict[str, str]]:
        return {f"food-{i}": {"ug_per_100g": "1", "aliases": "shared"} for i in range(count)}

    with pytest.raises(FoodError) as five:
        interpret_food(small(shared(5)), "shared")
    assert str(five.value).endswith("food-4 (K1 1) µg/100 g")
    with pytest.raises(FoodError, match=r"food-4 \(K1 1\) µg/100 g or 4 more"):
        interpret_food(small(shared(9)), "shared")


def test_up_to_five_foods_of_a_word_are_named_and_of_more_how_many(small: Small) -> None:
    def plums(count: int) -> dict[str, dict[str, str]]:
        return {f"plum-number{i}": {"ug_per_100g": "1"} for i in range(count)}

    with pytest.raises(FoodError) as five:
        resolve_by_name(small(plums(5)), "plum")
    assert "Plum number4 (K1 1) µg/100 g" in str(five.value)
    assert "more" not in str(five.value)
    with pytest.raises(FoodError) as seven:
        resolve_by_name(small(plums(7)), "plum")
    assert str(seven.value).endswith("Plum number4 (K1 1) µg/100 g or 2 more")
    assert len(seven.value.candidates) == 5


def test_up_to_eight_foods_are_suggested_and_of_more_how_many() -> None:
    names = [f"food {i}" for i in range(9)]
    assert no_food("x", names[:8]).endswith("Did you mean food 0, " + ", ".join(names[1:8]) + "?")
    assert no_food("x", names).endswith("food 7 or 1 more?")


def test_foods_to_choose_from_say_at_least_and_never_at_least_nothing(small: Small) -> None:
    foods = small(
        {
            "red-plum": {"ug_per_100g": "0", "qualifier": ">="},
            "blue-plum": {"ug_per_100g": "5", "qualifier": ">="},
            "old-plum": {"ug_per_100g": "0", "qualifier": "assumed"},
            "odd-plum": {"ug_per_100g": "6", "doubtful": "true", "marks": "doubtful: odd"},
        }
    )
    with pytest.raises(FoodError) as error:
        resolve_by_name(foods, "plum")
    for candidate in (
        *("Red plum (no K1 or K2 data)", "Blue plum (K1 ≥5)", "Old plum (no K1 or K2 data)"),
        "Odd plum (K1 6?)",
    ):
        assert candidate in str(error.value)


def test_a_name_of_digits_stays_a_text_and_an_amount_a_number(small: Small) -> None:
    foods = small({"agent": {"name": "007", "ug_per_100g": "5"}})
    (row,) = select(foods, Query(text="007")).records()
    assert (row["name"], row["k1_ug_per_100g"]) == ("007", 5.0)
    assert isinstance(row["k1_ug_per_100g"], float)
