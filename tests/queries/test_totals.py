"""Limits: a long answer is cut after its beginning, and its total counts the whole of it."""

import pytest

from vitk2.catalog.catalog import Catalog
from vitk2.forms import Form
from vitk2.queries.query import Query
from vitk2.queries.search import select

QUERIES = [
    Query(text="cheese"),
    Query(text="chees"),
    Query(text="raw spinach"),
    Query(text="eggs", groups=("Eggs",)),
    Query(text="cheese", forms=(Form.MK9,)),
    Query(text="cheese", sort="name"),
    Query(text="cheese", sort=Form.K2),
    Query(text="cheese", shape="long"),
    Query(text="cheese", exclude=("hard",)),
    Query(text="cheese", per="portion"),
    Query(),
    Query(forms=(Form.MK7,)),
    Query(forms=(Form.K1,), maximum=10, per="portion"),
    Query(diet="vegan"),
    Query(shape="measurements"),
    Query(shape="top", forms=(Form.K1,)),
    Query(shape="top", forms=(Form.K1,), doubtful=True),
    Query(shape="top", forms=(Form.K1,), ascending=True),
    Query(shape="top", forms=(Form.K1,), per="portion"),
    Query(shape="top", forms=(Form.K1,), groups=("Cheese",)),
    Query(shape="top", forms=(Form.K1,), tiers=("A",)),
    Query(shape="top", forms=(Form.K1,), holding=70),
]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: repr(query)[6:90])
def test_a_limit_cuts_the_answer_and_nothing_else(shipped: Catalog, query: Query) -> None:
    whole = select(shipped, query)
    ranked = whole.rows[: len(whole.rows) - whole.doubtful_count]
    assert whole.total == len(ranked) > 3
    for limit in (1, 3, len(ranked), len(ranked) + 1):
        cut = select(shipped, query._replace(limit=limit))
        assert cut.total == len(ranked)
        assert cut.rows[: len(cut.rows) - cut.doubtful_count] == ranked[:limit]
