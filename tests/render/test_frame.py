"""Frames hold what the result holds, typed, with missing kept apart from zero."""

import pandas as pd
import pytest

from vitk2.answers.query import SHAPES, Query
from vitk2.answers.search import select
from vitk2.forms import Form
from vitk2.render.frame import to_frame
from vitk2.tables.catalog import Catalog


def test_missing_is_missing_and_zero_is_zero(tiny: Catalog) -> None:
    frame = to_frame(select(tiny, Query(shape="long"))).set_index(["food_id", "form"])
    assert frame.at[("natto", "MK-7"), "ug_per_100g"] == 930
    assert pd.isna(frame.at[("potato-raw", "MK-7"), "ug_per_100g"])
    assert frame.at[("potato-raw", "MK-4"), "ug_per_100g"] == 0
    assert frame.at[("potato-raw", "MK-4"), "qualifier"] == "assumed"


def test_columns_have_the_types_of_what_they_hold(tiny: Catalog) -> None:
    frame = to_frame(select(tiny, Query(forms=(Form.K1,), per="portion", sources=("lab-a",))))
    assert frame["k1_ug_per_100g"].dtype == "float64"
    assert frame["k1_ug_per_portion"].dtype == "float64"
    assert frame["k1_source_ug_per_100g"].dtype == "float64"
    assert frame["k1_studies"].dtype == "Int64"
    assert frame["k1_tier"].dtype == frame["name"].dtype == frame["portion"].dtype == "string"


@pytest.mark.parametrize("shape", ["wide", "long", "measurements"])
def test_every_shape_becomes_a_frame_also_when_empty(tiny: Catalog, shape: str) -> None:
    frame = to_frame(select(tiny, Query(text="xyzzy", shape=shape)))
    assert list(frame.columns) == list(SHAPES[shape][1])
    assert frame.empty
    assert len(to_frame(select(tiny, Query(shape=shape)))) > 0
