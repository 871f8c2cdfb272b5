"""Exclusions and bounds of a list: words, diets, portions, lowest first."""

from typing import Any

import pytest

from vitk2.catalog.catalog import Catalog
from vitk2.forms import Form
from vitk2.queries.query import Query, Result
from vitk2.queries.search import select


def run_query(catalog: Catalog, **query: Any) -> Result:
    return select(catalog, Query(**query))


def names(found: Result) -> list[str]:
    return [str(r["name"]) for r in found.records()]


def test_an_excluded_word_is_in_no_food_not_even_as_the_start_of_another(shipped: Catalog) -> None:
    found = names(run_query(shipped, text="cheese", exclude=("cream", "goat")))
    assert found
    assert not [n for n in found if "cream" in n.lower() or "goat" in n.lower()]
    assert "Cheesecake" not in names(run_query(shipped, exclude=("cheese",)))


def test_two_excluded_words_in_one_must_both_be_there(shipped: Catalog) -> None:
    found = names(run_query(shipped, text="milk", exclude=("goat milk",)))
    assert not [n for n in found if "goat" in n.lower()]
    assert [n for n in found if "Milk" in n]


def test_vegan_foods_are_vegetarian_and_no_animal_is_either(shipped: Catalog) -> None:
    vegan = {r["food_id"] for r in run_query(shipped, diet="vegan").records()}
    vegetarian = list(run_query(shipped, diet="vegetarian").records())
    assert vegan < {r["food_id"] for r in vegetarian}
    assert not {"Meat", "Poultry", "Fish and seafood", "Sausages and cured meat"} & {
        r["group"] for r in vegetarian
    }
    assert "natto" in vegan
    assert not vegan & {"egg-raw", "butter", "honey", "gouda-aged"}
    assert not {"gelatine", "lard"} & {r["food_id"] for r in vegetarian}


def test_every_food_was_read_for_its_diet(shipped: Catalog) -> None:
    import csv

    from conftest import ROOT

    with (ROOT / "data" / "curation" / "diets.csv").open(encoding="utf-8") as stream:
        read = {r["food_id"] for r in csv.DictReader(stream)}
    assert read == {str(r[0]) for r in shipped.rows("SELECT food_id FROM foods")}


def test_bounds_are_of_a_portion_where_amounts_are(shipped: Catalog) -> None:
    found = run_query(shipped, forms=(Form.K1,), maximum=10, per="portion", groups=("Vegetables",))
    rows = list(found.records())
    assert rows
    assert max(float(r["k1_ug_per_portion"] or 0) for r in rows) <= 10
    assert all(r["portion_g"] for r in rows)
    assert found.without_portion > 0
    assert "at most 10 µg/portion" in found.query.describe()
    highest = [float(r["k1_high"] or 0) * float(r["portion_g"] or 0) / 100 for r in rows]
    assert max(highest) <= 10


def test_lowest_first_goes_by_the_highest_reading(shipped: Catalog) -> None:
    found = run_query(
        shipped, forms=(Form.K1,), shape="top", groups=("Vegetables",), ascending=True
    )
    rows = list(found.records())[: found.total]
    sure = [r for r in rows if r["qualifier"] not in ("assumed", ">=")]
    highest = [float(r["highest_ug_per_100g"] or 0) for r in sure]
    assert highest == sorted(highest)
    assert rows[: len(sure)] == sure, "an assumed zero or a lower bound comes after what is known"
    for row in sure:
        assert float(row["highest_ug_per_100g"] or 0) >= float(row["high"] or 0)


def test_a_doubtful_low_figure_does_not_lead_the_lowest(tiny: Catalog) -> None:
    found = run_query(tiny, forms=(Form.MK7,), shape="top", ascending=True)
    ranked = [r["food_id"] for r in list(found.records())[: found.total]]
    assert "tempeh" not in ranked
    assert ranked[-1] == "natto"


def test_lowest_portions_first_puts_foods_without_a_portion_last(shipped: Catalog) -> None:
    found = run_query(shipped, text="lettuce", sort=Form.K1, ascending=True, per="portion")
    rows = list(found.records())
    weighed = [r["portion_g"] is not None for r in rows if r["group"] == "Vegetables"]
    assert weighed == sorted(weighed, reverse=True)
    for row in rows:
        if row["portion_g"] and row["k1_ug_per_portion"] is not None:
            value = float(row["k1_ug_per_portion"] or 0)
            assert float(row["k1_highest_ug_per_portion"] or 0) >= value


@pytest.mark.parametrize("ascending", [False, True])
def test_a_search_is_sorted_both_ways(shipped: Catalog, ascending: bool) -> None:
    found = run_query(shipped, text="lettuce", sort=Form.K1, ascending=ascending)
    listed = list(found.records())
    dishes = [r["group"] == "Sauces and dishes" for r in listed]
    assert dishes == sorted(dishes), "dishes come after foods"
    foods = listed[: dishes.count(False)]
    certain = [r for r in foods if not r["doubtful"] and r["k1_ug_per_100g"] is not None]
    column = "k1_highest_ug_per_100g" if ascending else "k1_ug_per_100g"
    amounts = [float(r[column] or 0) for r in certain]
    assert amounts == sorted(amounts, reverse=not ascending)


@pytest.mark.parametrize("ascending", [False, True])
@pytest.mark.parametrize("group", ["Fruit", "Vegetables", "Cheese"])
def test_a_search_and_a_ranking_of_the_same_foods_agree(
    shipped: Catalog, group: str, ascending: bool
) -> None:
    """Of foods with equal amounts those that people know come first in both, lowest first too."""
    fields = {"forms": (Form.K1,), "groups": (group,), "ascending": ascending}
    ranked = list(run_query(shipped, **fields, shape="top").records())
    searched = [r["food_id"] for r in run_query(shipped, **fields, sort=Form.K1).records()]
    assert len(searched) > 50
    assert searched == [r["food_id"] for r in ranked if r["food_id"] in set(searched)]
