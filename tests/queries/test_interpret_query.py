"""The interpretation of a few words as a ranking, a food or a search, as in the command line."""

import pytest

from vitk2.catalog.catalog import Catalog
from vitk2.errors import FoodError
from vitk2.forms import Form
from vitk2.queries.compare import compare
from vitk2.queries.food import FoodMatch
from vitk2.queries.interpret import interpret_query
from vitk2.queries.query import Query, Result


def query_for(shipped: Catalog, text: str, *forms: Form) -> Query:
    found = interpret_query(shipped, Query(text=text, forms=forms, limit=5))
    assert isinstance(found, Result)
    assert found.rows
    return found.query


@pytest.mark.parametrize("text", ["MK-7", "mk7", "menaquinone-7", "vitamin mk7"])
def test_a_form_is_ranked(shipped: Catalog, text: str) -> None:
    query = query_for(shipped, text)
    assert (query.shape, query.forms, query.text) == ("top", (Form.MK7,), "")


@pytest.mark.parametrize("text", ["cheese", "Cheese", "queso", "Käse"])
def test_a_group_is_ranked_by_its_k2_unless_a_form_is_named(shipped: Catalog, text: str) -> None:
    query = query_for(shipped, text)
    assert (query.shape, query.groups, query.forms) == ("top", ("Cheese",), (Form.K2,))
    assert query_for(shipped, text, Form.MK9).forms == (Form.MK9,)


def test_a_form_may_be_followed_by_a_group_or_by_words(shipped: Catalog) -> None:
    of_group = query_for(shipped, "vitamin k2 cheese")
    assert (of_group.groups, of_group.forms, of_group.text) == (("Cheese",), (Form.K2,), "")
    of_words = query_for(shipped, "mk4 liver")
    assert (of_words.shape, of_words.forms, of_words.text) == ("top", (Form.MK4,), "liver")


def test_more_forms_stand_side_by_side_sorted_by_the_first(shipped: Catalog) -> None:
    query = query_for(shipped, "cheese", Form.MK9, Form.MK4)
    assert (query.shape, query.sort) == ("wide", Form.MK9)
    assert query_for(shipped, "mk9", Form.MK4).forms == (Form.MK9, Form.MK4)


@pytest.mark.parametrize("text", ["natto", "納豆", "fdc:172443", "spinach"])
def test_a_text_alone_that_names_a_food_is_that_food(shipped: Catalog, text: str) -> None:
    found = interpret_query(shipped, Query(text=text, limit=20))
    assert isinstance(found, FoodMatch)
    assert found.food.food["food_id"] in ("natto", "spinach-raw")


def test_other_words_and_a_food_with_filters_are_searched(shipped: Catalog) -> None:
    assert query_for(shipped, "soup").shape == "wide"
    query = Query(text="natto", groups=("Fermented plant foods",), limit=5)
    found = interpret_query(shipped, query)
    assert isinstance(found, Result)
    assert found.query == query


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("warfarin", "vitk2 evidence warfarin"),
        ("Eliquis", "vitk2 evidence Eliquis"),
        ("warfrin", "Did you mean warfarin"),
    ],
)
def test_a_drug_beside_foods_or_in_a_chart_leads_to_its_advice(
    shipped: Catalog, typed: str, advice: str
) -> None:
    with pytest.raises(FoodError, match=advice):
        compare(shipped, ["natto", typed])
    with pytest.raises(FoodError, match=advice):
        interpret_query(shipped, Query(text=typed, limit=5))


def test_a_food_is_never_refused_for_a_drug_whose_name_is_like_it(shipped: Catalog) -> None:
    assert len(compare(shipped, ["escarole", "mandarin"]).foods) == 2
