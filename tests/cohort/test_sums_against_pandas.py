"""For random foods and diaries, the sums on either engine equal those of plain pandas."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import Amounts, sums_by_pandas
from pandas.testing import assert_frame_equal

from vitk2.cohort.engines import DuckDB, Engine
from vitk2.cohort.lines import lines_of
from vitk2.cohort.options import CohortOptions
from vitk2.cohort.per_gram import UNMATCHED, per_gram
from vitk2.cohort.recipes import Dishes
from vitk2.cohort.run import Lookup, sum_up
from vitk2.forms import TABLE_FORMS, Form
from vitk2.queries.amounts import Amount

FOODS = ("natto", "brie", "kale", "tofu")
micrograms = st.floats(0.001, 900).map(lambda x: round(x, 3))


@st.composite
def amount(draw: st.DrawFn) -> Amount:
    """Draw an amount with any qualifier, sound or doubtful, with or without a range."""
    qualifier = draw(st.sampled_from(("", "", "<", "tr", "nd", "assumed", ">=", ">=")))
    doubtful = draw(st.booleans()) and draw(st.booleans())
    form = Form.K1  # the key in `tables` is the real form
    if qualifier in ("<", "tr", "nd"):
        limit = draw(micrograms) if qualifier == "<" else 0.0
        return Amount(form, None, 0.0, limit, qualifier, limit or None, doubtful)
    if qualifier == "assumed":
        return Amount(form, 0.0, 0.0, 0.0, qualifier, None, doubtful)
    ug = draw(st.one_of(st.just(0.0), micrograms))
    low, high = (draw(st.sampled_from(x)) for x in ((1.0, 0.5, 0.0), (1.0, 1.5)))
    return Amount(form, ug, ug * low, ug * high, qualifier, None, doubtful)


tables = st.dictionaries(
    st.sampled_from(FOODS), st.dictionaries(st.sampled_from(TABLE_FORMS), amount(), max_size=5)
)
line = st.tuples(
    st.integers(1, 3),
    st.sampled_from(("mon", "tue")),
    st.sampled_from((*FOODS, "unheard-of")),
    st.one_of(st.just(0.0), st.floats(0.1, 900).map(lambda x: round(x, 1))),
)
diaries = st.lists(line, min_size=1, max_size=20)


@pytest.fixture(scope="module")
def duckdb() -> Iterator[DuckDB]:
    with DuckDB() as engine:
        yield engine


def by_engine(engine: Engine, diary: pd.DataFrame, amounts: Amounts) -> pd.DataFrame:
    """Return the sums of a cohort's run."""
    options = CohortOptions()
    contents = {
        food: UNMATCHED | {form: per_gram(a) for form, a in of_food.items()}
        for food, of_food in amounts.items()
    }
    lookup = Lookup(contents, {food: food for food in contents}, {}, Dishes({}, {}))
    lines = lines_of(engine.take(pa.Table.from_pandas(diary)), options)
    rows = sum_up(lines, lookup, engine, options, list).rows
    return engine.arrow(rows).to_pandas()


def check(engine: Engine, lines: list[tuple[object, ...]], amounts: Amounts) -> None:
    """Compare both sums to 1e-9, qualifiers and missing numbers exactly."""
    diary = pd.DataFrame(lines, columns=["person", "day", "food", "grams"])
    expected = sums_by_pandas(diary, amounts, ["person", "day"])
    found = by_engine(engine, diary, amounts)[list(expected.columns)]
    keys = ["person", "day", "form"]
    both = [_plain(f.sort_values(keys).reset_index(drop=True)) for f in (found, expected)]
    assert_frame_equal(*both, check_dtype=False, rtol=1e-9, atol=1e-9)


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Return texts as objects and numbers as floats; missing numbers are NaN."""
    numbers = frame.columns.difference(["day", "form", "qualifier"])
    frame = frame.astype(dict.fromkeys(numbers, "float64") | {"day": object, "form": object})
    qualifier = frame["qualifier"].astype(object)
    return frame.assign(qualifier=qualifier.where(qualifier.notna(), "").replace(np.nan, ""))


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(lines=diaries, amounts=tables)
def test_the_sums_are_those_of_pandas(
    duckdb: DuckDB, lines: list[tuple[object, ...]], amounts: Amounts
) -> None:
    check(duckdb, lines, amounts)


@pytest.mark.spark
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(lines=diaries, amounts=tables)
def test_so_are_those_of_spark(
    spark: Engine, lines: list[tuple[object, ...]], amounts: Amounts
) -> None:
    check(spark, lines, amounts)
