"""The same queries over the published CSV files with pandas alone."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pandas_oracle import AMOUNTS, FOODS, STATED, expected_foods

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.schema import WIDE
from vitk2.catalog.vocabulary import GROUPS, PREPARATIONS
from vitk2.forms import Form
from vitk2.queries.query import Query, Result
from vitk2.queries.search import select
from vitk2.text import fold, tokenize


def ids(result: Result) -> list[str]:
    return [str(r["food_id"]) for r in result.records()]


queries = st.fixed_dictionaries(
    {
        "forms": st.lists(st.sampled_from(list(Form)), max_size=2, unique=True).map(tuple),
        "groups": st.lists(st.sampled_from(GROUPS), max_size=2, unique=True).map(tuple),
        "preparations": st.lists(st.sampled_from(PREPARATIONS[:4]), max_size=1).map(tuple),
        "sources": st.lists(st.sampled_from(["usda-sr28", "kamao-2007"]), max_size=1).map(tuple),
        "tiers": st.lists(st.sampled_from(["A", "B", "C"]), max_size=2, unique=True).map(tuple),
        "doubtful": st.booleans(),
    }
).map(lambda fields: Query(**fields))
bounds = st.one_of(st.none(), st.floats(0, 1000).map(lambda x: round(x, 1)))


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(query=queries, minimum=bounds, maximum=bounds)
def test_select_finds_what_pandas_finds(
    shipped: Catalog, query: Query, minimum: float | None, maximum: float | None
) -> None:
    if len(query.forms) == 1 and (minimum is None or maximum is None or minimum <= maximum):
        query = query._replace(minimum=minimum, maximum=maximum)
    assert set(ids(select(shipped, query))) == expected_foods(query)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(query=queries, minimum=bounds, maximum=bounds, status=st.sampled_from(["", "superseded"]))
def test_published_numbers_are_filtered_by_what_they_are_themselves(
    shipped: Catalog, query: Query, minimum: float | None, maximum: float | None, status: str
) -> None:
    query = query._replace(shape="measurements", without_marks=(status,) if status else ())
    carried = query._replace(tiers=(), sources=(), without_marks=())
    numbers = STATED[STATED["food_id"].isin(expected_foods(carried))]
    if len(query.forms) == 1 and (minimum is None or maximum is None or minimum <= maximum):
        query = query._replace(minimum=minimum, maximum=maximum)
        value = pd.to_numeric(numbers["ug_per_100g"]).mask(numbers["qualifier"] == "assumed")
        numbers = numbers[value.ge(minimum) | (minimum is None)]
        numbers = numbers[value.loc[numbers.index].le(maximum) | (maximum is None)]
    for column, values in (("form", query.forms), ("tier", query.tiers)):
        numbers = numbers[numbers[column].isin(values) | (not values)]
    numbers = numbers[numbers["source_id"].isin(query.sources) | (not query.sources)]
    numbers = numbers[numbers["status"] != status]
    found = {str(r["reading_id"]) for r in select(shipped, query).records()}
    assert found == set(numbers["reading_id"])


def test_a_zero_that_nobody_analysed_is_in_no_bounds(shipped: Catalog) -> None:
    numbers = Query(forms=(Form.K1,), shape="measurements")
    every = {r["qualifier"] for r in select(shipped, numbers).records() if r["ug_per_100g"] == 0}
    bounded = {r["qualifier"] for r in select(shipped, numbers._replace(maximum=0)).records()}
    assert (every, bounded) == ({None, "assumed"}, {None})


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(form=st.sampled_from(list(Form)), minimum=st.floats(0, 500), more=st.floats(0, 500))
def test_a_tighter_minimum_never_finds_more(
    shipped: Catalog, form: Form, minimum: float, more: float
) -> None:
    loose = Query(forms=(form,), minimum=minimum)
    tight = loose._replace(minimum=minimum + more)
    assert set(ids(select(shipped, tight))) <= set(ids(select(shipped, loose)))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=20))
def test_any_text_is_a_question_and_never_an_error(shipped: Catalog, text: str) -> None:
    answer = select(shipped, Query(text=text, limit=3))
    assert answer.total >= len(answer.rows)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=st.sampled_from(sorted(FOODS["name"])), cut=st.integers(0, 3))
def test_every_food_is_found_by_its_name_also_cut_short(
    shipped: Catalog, name: str, cut: int
) -> None:
    typed = fold(name)[: len(name) - cut] if len(name) > 8 else name
    last = tokenize(typed)[-1]
    whole = shipped.rows("SELECT 1 FROM terms WHERE word = ? LIMIT 1", [last])
    assume(last == tokenize(name)[-1] or not whole)  # peel of peeled is a word of its own
    food_id = FOODS.set_index("name").at[name, "food_id"]
    assert food_id in ids(select(shipped, Query(text=typed)))


@pytest.mark.parametrize("form", list(Form))
def test_the_ranking_is_the_one_pandas_gives(shipped: Catalog, form: Form) -> None:
    sound = AMOUNTS[(AMOUNTS["form"] == form.value) & ~AMOUNTS["is_doubtful"]]
    ranked_by_pandas = sound[sound["is_number"] & ~sound["is_set_apart"]]
    expected = ranked_by_pandas.sort_values("value", ascending=False)["value"].tolist()
    answer = select(shipped, Query(forms=(form,), shape="top"))
    apart = {str(i) for i in sound[sound["is_set_apart"]]["food_id"]}
    every = list(answer.records())[: answer.total + answer.set_apart_count]
    assert [r["food_id"] in apart for r in every].count(True) == answer.set_apart_count
    ranked = [r for r in every if r["food_id"] not in apart]
    numbers = [
        r["ug_per_100g"]
        for r in ranked
        if r["ug_per_100g"] is not None and r["qualifier"] != "assumed"
    ]
    assert numbers == expected
    assert len(every) == len(sound)


def test_the_wide_rows_hold_what_the_long_rows_hold(shipped: Catalog) -> None:
    wide = {str(r["food_id"]): r for r in select(shipped, Query()).records()}
    assert select(shipped, Query()).columns == WIDE
    for a in AMOUNTS.to_dict("records"):
        value = wide[a["food_id"]][f"{Form(a['form']).key}_ug_per_100g"]
        assert (a["ug_per_100g"] == "") == (value is None)
        assert value is None or value == float(a["ug_per_100g"])
        limit = a["limit_ug_per_100g"] and f"{float(a['limit_ug_per_100g']):.15g}"
        qualifier = wide[a["food_id"]][f"{Form(a['form']).key}_qualifier"]
        assert (qualifier or "") == a["qualifier"] + limit
