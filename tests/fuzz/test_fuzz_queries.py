"""Any query finds what pandas finds; a tighter one never more; an order is total and stable."""

import pytest
from fuzzing import LOOK
from hypothesis import assume, given
from hypothesis import strategies as st
from pandas_oracle import WORDS, expected_foods, expected_ranking

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.vocabulary import DIETS, GROUPS, MARKS, PREPARATIONS, TIERS
from vitk2.forms import Form
from vitk2.queries.query import PER, Query, Result
from vitk2.queries.search import select

pytestmark = pytest.mark.fuzz

SOURCES = ("usda-sr28", "kamao-2007", "schurgers-2000", "ciqual-2025")


def some(values: tuple[str, ...] | list[str], most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(list(values)), max_size=most, unique=True).map(tuple)


EVERY_WORD = sorted({word for found in WORDS.values() for word in found})
beginning = st.tuples(st.sampled_from(EVERY_WORD), st.integers(0, 3)).map(
    lambda pair: pair[0][: max(2, len(pair[0]) - pair[1])]
)
bounds = st.none() | st.floats(0, 3000).map(lambda x: round(x, 1)) | st.sampled_from([0.0, 1.0])
filters = st.fixed_dictionaries(
    {
        "groups": some(GROUPS),
        "preparations": some(PREPARATIONS, 1),
        "sources": some(SOURCES, 1),
        "tiers": some(list(TIERS)),
        "exclude": st.lists(beginning, max_size=2).map(tuple),
        "diet": st.none() | st.sampled_from(DIETS),
        "per": st.sampled_from(PER),
    }
)
form = st.sampled_from(list(Form))


def with_bounds(query: Query, minimum: float | None, maximum: float | None) -> Query:
    """The query between these bounds where it can have any."""
    if len(query.forms) != 1 or (minimum is not None and maximum is not None and minimum > maximum):
        return query
    return query._replace(minimum=minimum, maximum=maximum)


queries = st.builds(
    lambda chosen, forms, doubtful, low, high: with_bounds(
        Query(**chosen, forms=tuple(forms), doubtful=doubtful), low, high
    ),
    filters,
    st.lists(form, max_size=2, unique=True),
    st.booleans(),
    bounds,
    bounds,
)
rankings = st.builds(
    lambda chosen, one, ascending, low, high: with_bounds(
        Query(**chosen, forms=(one,), shape="top", ascending=ascending), low, high
    ),
    filters,
    form,
    st.booleans(),
    bounds,
    bounds,
)


def ids(result: Result) -> list[str]:
    return [str(r["food_id"]) for r in result.records()]


@LOOK
@given(query=queries)
def test_a_search_finds_what_pandas_finds(shipped: Catalog, query: Query) -> None:
    assert set(ids(select(shipped, query))) == expected_foods(query)


@LOOK
@given(query=rankings)
def test_a_ranking_stands_in_the_order_that_pandas_gives(shipped: Catalog, query: Query) -> None:
    found = select(shipped, query)
    assert ids(found)[: found.total + found.set_apart_count] == expected_ranking(query)


@LOOK
@given(query=queries | rankings, sort=st.none() | st.just("name") | form, limit=st.integers(1, 30))
def test_an_order_is_total_and_a_limit_is_its_beginning(
    shipped: Catalog, query: Query, sort: str | Form | None, limit: int
) -> None:
    if query.shape != "top":
        query = query._replace(sort=sort)
    whole = select(shipped, query)
    again, cut = select(shipped, query), select(shipped, query._replace(limit=limit))
    assert again.rows == whole.rows
    assert cut.rows[: len(cut.rows) - cut.doubtful_count] == whole.rows[: min(limit, whole.total)]
    assert cut.total == whole.total
    unsorted = query._replace(sort=None, ascending=False)
    assert sorted(ids(select(shipped, unsorted))) == sorted(ids(whole))


tighter = st.sampled_from(
    ("exclude", "diet", "groups", "preparations", "tiers", "sources", "without_marks", "doubtful")
)


@LOOK
@given(query=queries, filter_=tighter, data=st.data())
def test_a_tighter_filter_never_finds_more(
    shipped: Catalog, query: Query, filter_: str, data: st.DataObject
) -> None:
    query = query._replace(text=data.draw(st.just("") | beginning))
    more: dict[str, object] = {
        "exclude": (*query.exclude, data.draw(beginning)),
        "diet": "vegan",
        "doubtful": False,
        "without_marks": (data.draw(st.sampled_from(sorted(MARKS))),),
    }
    if filter_ in ("groups", "preparations", "tiers", "sources"):
        now: tuple[str, ...] = getattr(query, filter_)
        assume(len(now) != 1)
        every = {"groups": GROUPS, "preparations": PREPARATIONS, "tiers": TIERS, "sources": SOURCES}
        more[filter_] = (data.draw(st.sampled_from(list(now or every[filter_]))),)
    tight = query._replace(**{filter_: more[filter_]})
    assert set(ids(select(shipped, tight))) <= set(ids(select(shipped, query)))


@LOOK
@given(query=queries, one=form, low=st.floats(0, 500), more=st.floats(0, 500))
def test_narrower_bounds_never_find_more(
    shipped: Catalog, query: Query, one: Form, low: float, more: float
) -> None:
    loose = query._replace(forms=(one,), minimum=low, maximum=low + 2 * more)
    tight = loose._replace(minimum=low + more / 2, maximum=low + more)
    assert set(ids(select(shipped, tight))) <= set(ids(select(shipped, loose)))
    assert set(ids(select(shipped, loose))) <= set(
        ids(select(shipped, query._replace(forms=(one,), minimum=None, maximum=None)))
    )
