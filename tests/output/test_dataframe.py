"""Frames contain the values of the result, typed, with missing distinct from zero."""

import pandas as pd
import pytest

from vitk2.catalog.catalog import Catalog
from vitk2.diary.intake import intake
from vitk2.diary.resolver import EatenFood
from vitk2.forms import Form
from vitk2.output.formats.dataframe import to_frame
from vitk2.queries.compare import compare
from vitk2.queries.interpret import show
from vitk2.queries.query import SHAPES, Query
from vitk2.queries.search import select


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
    assert frame["k1_qualifier"].dtype == "string"
    assert frame["k1_qualifier"].isna().all()


@pytest.mark.parametrize("shape", ["wide", "long", "measurements"])
def test_every_shape_becomes_a_frame_also_when_empty(tiny: Catalog, shape: str) -> None:
    frame = to_frame(select(tiny, Query(text="xyzzy", shape=shape)))
    assert list(frame.columns) == list(SHAPES[shape][1])
    assert frame.empty
    assert len(to_frame(select(tiny, Query(shape=shape)))) > 0


def test_a_card_is_a_row_a_published_number_and_its_amounts_a_row_a_form(tiny: Catalog) -> None:
    card = show(tiny, "natto")
    numbers = to_frame(card)
    assert list(numbers["reading_id"]) == [m["reading_id"] for m in card.measurements]
    assert numbers["ug_per_100g"].dtype == "float64"
    assert numbers["n"].dtype == "Int64"
    amounts = to_frame(card.amounts).set_index("form")
    assert amounts.at["MK-7", "ug_per_100g"] == 930
    assert amounts["doubtful"].dtype == "boolean"


def test_a_comparison_is_a_row_a_form(tiny: Catalog) -> None:
    frame = to_frame(compare(tiny, ["natto", "potato-raw"])).set_index("form")
    assert frame.at["MK-7", "natto_ug_per_100g"] == 930
    assert pd.isna(frame.at["MK-7", "potato-raw_ug_per_100g"])
    assert frame.at["MK-4", "potato-raw_ug_per_100g"] == 0
    assert frame["natto_qualifier"].dtype == "string"


def test_a_day_is_a_row_a_form_and_days_a_row_a_day_and_form(tiny: Catalog) -> None:
    natto = EatenFood("natto", "Natto", 50)
    one_day = to_frame(intake(tiny, [natto])).set_index("form")
    assert one_day.at["MK-7", "ug"] == 465
    assert pd.isna(one_day.at["MK-5", "ug"])
    for column, dtype in (("date", "string"), ("left_out", "string"), ("foods", "Int64")):
        assert one_day[column].dtype == dtype
    answer = intake(tiny, [natto._replace(date=day) for day in ("2026-01-01", "2026-01-02")])
    days = to_frame(answer).set_index(["date", "form"])
    assert days.at[("2026-01-02", "MK-7"), "ug"] == 465
    parts = to_frame(answer.contributions)
    assert list(parts["grams"]) == [50, 50]
    assert parts["lines"].dtype == "Int64"
    assert parts["meal"].dtype == parts["doubtful"].dtype == "string"


def test_no_records_are_an_empty_frame() -> None:
    assert to_frame([]).empty
