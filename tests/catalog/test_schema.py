"""Every column of a listing is described by its name alone, and as it is."""

import pytest

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.schema import COLUMNS, WIDE, column_info
from vitk2.forms import Form
from vitk2.queries.query import SHAPES, Query
from vitk2.queries.search import select

WITH_ALL = {"per": "portion", "sources": ("usda-sr28",), "codes": True}

QUERIES = [
    Query(),
    Query(shape="long"),
    Query(shape="measurements"),
    Query(forms=(Form.K1,), sort=Form.K1, ascending=True, **WITH_ALL),
    Query(shape="long", sort=Form.K1, ascending=True, **WITH_ALL),
    Query(shape="top", forms=(Form.K1,), ascending=True, holding=70, sources=("usda-sr28",)),
    Query(shape="long", columns=("n", "doubtful", "tags", "portion_g")),
    Query(columns=("doubtful", "aliases", "k2", "marks")),
]

CELL_TYPES = {"number": (int, float), "integer": (int,), "boolean": (bool,)}


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_every_cell_is_of_the_kind_that_its_column_is_described_as(
    shipped: Catalog, query: Query
) -> None:
    found = select(shipped, query)
    assert found.rows
    for position, name in enumerate(found.columns):
        info = column_info(name, found.table)
        assert info is not None, name
        assert info.column.name == name
        types = {type(row[position]) for row in found.rows if row[position] is not None}
        assert types <= set(CELL_TYPES.get(info.column.kind, (str,))), name


def test_an_amount_names_its_unit_and_a_column_of_a_form_its_form() -> None:
    for name in WIDE:
        info = column_info(name, "wide")
        assert info
        is_amount = name.endswith(("_ug_per_100g", "_low", "_high"))
        assert info.unit == ("µg/100 g" if is_amount else ""), name
        of_form = [f for f in Form if name.startswith(f"{f.key}_")]
        assert (info.form in of_form) if of_form else info.form is None
    longer = column_info("mk9_4h_low", "wide")
    assert longer
    assert longer.form is Form.MK9_4H
    for name, unit in (
        ("portion_g", "g"),
        ("ug_per_portion", "µg/portion"),
        ("grams_holding", "g"),
    ):
        info = column_info(name, "amounts")
        assert info
        assert info.unit == unit


def test_what_the_published_columns_mean_is_what_they_say_there() -> None:
    for table in ("amounts", "measurements"):
        for column in COLUMNS[table]:
            info = column_info(column.name, table)
            assert info
            assert info.column == column
    assert {t for t, _ in SHAPES.values()} == {"wide", "amounts", "measurements"}
    assert column_info("blob", "wide") is None
