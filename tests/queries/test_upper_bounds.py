"""A maximum lets in a food only where no other table says more."""

from pathlib import Path

import pytest
from conftest import Rows, write_tables
from pandas_oracle import expected_foods

from vitk2.catalog.catalog import Catalog
from vitk2.forms import MAIN_FORMS, Form
from vitk2.queries.query import Query
from vitk2.queries.search import select


def found(catalog: Catalog, form: Form, maximum: float) -> set[str]:
    return set(select(catalog, Query(forms=(form,), maximum=maximum)).food_ids)


@pytest.mark.parametrize(
    ("beside", "highest"),
    [
        ({"ug_per_100g": "20", "status": "listed"}, 20),
        ({"ug_per_100g": "4", "max_ug_per_100g": "20", "status": "listed"}, 20),
        ({"ug_per_100g": "20", "status": "counted"}, 20),
        ({"ug_per_100g": "20", "status": "superseded"}, 7),
        ({"ug_per_100g": "20", "status": "doubtful"}, 7),
        ({"ug_per_100g": "6", "status": "listed"}, 7),
        ({"ug_per_100g": "20", "status": "listed", "form": "MK-4"}, 7),
    ],
)
def test_the_highest_sound_number_of_a_form_bounds_it(
    tmp_path: Path, beside: dict[str, str], highest: float
) -> None:
    of_kale = {"food_id": "kale", "form": "K1", "tier": "A"}
    tables: Rows = {
        "foods": [{"food_id": "kale", "name": "Kale", "group": "Vegetables"}],
        "amounts": [
            of_kale
            | {"ug_per_100g": "5", "low": "5", "high": "7", "studies": "1", "sources": "lab"}
        ],
        "measurements": [
            of_kale | {"reading_id": "x", "source_id": "lab", "source_food": "Kale"} | beside
        ],
        "sources": [{"source_id": "lab", "study": "lab", "kind": "paper"}],
    }
    with Catalog(str(write_tables(tmp_path, tables))) as catalog:
        assert found(catalog, Form.K1, highest) == {"kale"}
        assert found(catalog, Form.K1, highest - 0.1) == set()


@pytest.mark.parametrize("form", MAIN_FORMS)
def test_every_published_food_is_bounded_by_every_sound_number(
    shipped: Catalog, form: Form
) -> None:
    for maximum in (0.0, 0.5, 2.0, 10.0, 50.0, 400.0):
        query = Query(forms=(form,), maximum=maximum)
        assert found(shipped, form, maximum) == expected_foods(query), maximum
