"""Columns that are asked for: in their order, with those of the food, and n worked out by hand."""

from typing import Any

import pandas as pd
import pytest
from test_against_pandas import AMOUNTS, STATED

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.vocabulary import N_COUNTS_NO_SAMPLES
from vitk2.errors import UnknownNameError, UsageError
from vitk2.forms import K2_PARTS, Form
from vitk2.output.formats.dataframe import to_frame
from vitk2.queries.query import Query, Result
from vitk2.queries.search import select


def select_columns(catalog: Catalog, *columns: str, **more: Any) -> Result:
    return select(catalog, Query(columns=columns, **more))


@pytest.mark.parametrize("shape", ["wide", "long", "measurements"])
def test_every_shape_gives_the_columns_asked_for_in_their_order(tiny: Catalog, shape: str) -> None:
    found = select_columns(tiny, "fdc_ids", "name", "food_id", text="natto", shape=shape)
    assert found.columns == ("fdc_ids", "name", "food_id")
    assert set(found.rows) == {("172443", "Natto", "natto")}
    assert found.food_ids == ("natto",) * len(found.rows)


def test_a_ranking_keeps_its_order_and_its_doubtful_without_their_columns(tiny: Catalog) -> None:
    whole = select(tiny, Query(forms=(Form.MK7,), shape="top", limit=1))
    found = select_columns(tiny, "name", forms=(Form.MK7,), shape="top", limit=1)
    assert [name for (name,) in found.rows] == [r["name"] for r in whole.records()]
    assert found.food_ids == whole.food_ids


def test_codes_stand_after_the_columns_there_are(tiny: Catalog) -> None:
    usual = select(tiny, Query()).columns
    codes = ("fdc_ids", "ndb_nos", "ciqual_codes", "bls_codes")
    assert select(tiny, Query(codes=True)).columns == (*usual, *codes)
    assert select_columns(tiny, "ndb_nos", "name", codes=True).columns == (
        *("ndb_nos", "name", "fdc_ids", "ciqual_codes", "bls_codes"),
    )


def test_columns_of_other_options_can_be_asked_for_too(tiny: Catalog) -> None:
    found = select_columns(
        tiny, "k1_ug_per_portion", "portion_g", text="spinach raw", per="portion"
    )
    assert found.rows == [(144.0, 30.0)]


@pytest.mark.parametrize(
    ("columns", "shape", "message"),
    [
        (("nam",), "wide", "'nam' is not a column: use name"),
        (("mk7_ug_per_100",), "wide", "use mk7_ug_per_100g"),
        (("mk7_ug_per_portion",), "wide", "'mk7_ug_per_portion' is not a column"),
        (("sourceid",), "measurements", "use source_id"),
    ],
)
def test_a_column_that_there_is_not_is_refused_with_the_nearest(
    tiny: Catalog, columns: tuple[str, ...], shape: str, message: str
) -> None:
    with pytest.raises(UnknownNameError, match=message):
        select_columns(tiny, *columns, shape=shape)


def test_a_column_is_named_once(tiny: Catalog) -> None:
    with pytest.raises(UsageError, match="the column 'name' is named twice"):
        select_columns(tiny, "name", "k1_tier", "name")


def test_n_is_missing_where_a_reading_states_none(tiny: Catalog) -> None:
    rows = select_columns(tiny, "form", "n", text="natto", shape="long").rows
    assert dict(rows) == {"K1": None, "MK-7": 3, "K2": None}


def test_n_is_what_pandas_counts(shipped: Catalog) -> None:
    n = pd.to_numeric(STATED["n"]).mask(STATED["source_id"].isin(N_COUNTS_NO_SAMPLES))
    counted = STATED.assign(samples=n)[STATED["status"] == "counted"]
    sums = counted.groupby(["food_id", "form"])["samples"].agg(lambda s: s.sum(skipna=False))
    of_parts = AMOUNTS[AMOUNTS["form"].isin([f.value for f in K2_PARTS]) & (AMOUNTS["value"] > 0)]
    summed = set(of_parts["food_id"])
    found = select_columns(shipped, "food_id", "form", "n", shape="long").rows
    assert any(n for _, form, n in found if form == "K2")
    for food_id, form, samples in found:
        is_sum = form == "K2" and food_id in summed
        expected = None if is_sum else sums.get((food_id, form))
        assert samples == (None if expected is None or pd.isna(expected) else expected), food_id


def test_a_frame_has_them_with_their_types(tiny: Catalog) -> None:
    frame = to_frame(select_columns(tiny, "n", "fdc_ids", "ug_per_100g", shape="long"))
    assert [str(t) for t in frame.dtypes] == ["Int64", "string", "float64"]
