"""Portions as stated: for several pieces, and for cups of pieces that are cut in two ways."""

from pathlib import Path

import pytest
from conftest import Rows, write_tables

from vitk2.catalog.catalog import Catalog
from vitk2.diary import units
from vitk2.diary.parser import parse_item
from vitk2.diary.resolver import LineResolver

SLICES = {"1 slice": "28", "2 slices": "50"}
"""The usual portion of a loaf first."""


def grams_of(tmp_path: Path, note: str, portions: dict[str, str]) -> float:
    """Return the weight of a note on a loaf with these portions."""
    loaf = {"food_id": "loaf", "source_id": "lab", "source_food": "Loaf"}
    usual = next(iter(portions))
    tables: Rows = {
        "foods": [
            {"food_id": "loaf", "name": "Loaf", "group": "Cereals and bread"}
            | {"portion": usual, "portion_g": portions[usual]}
        ],
        "portions": [loaf | {"portion": p, "portion_g": grams} for p, grams in portions.items()],
        "sources": [{"source_id": "lab", "study": "lab", "kind": "paper"}],
    }
    with Catalog(str(write_tables(tmp_path, tables))) as catalog:
        return LineResolver(catalog).weigh(parse_item(note, "item 1")).grams


@pytest.mark.parametrize(
    ("note", "grams"),
    [
        ("1 slice of loaf", 28),
        ("2 slices of loaf", 50),
        ("loaf:2 slice", 50),  # in the other number
        ("3 slices of loaf", 84),
        ("half a slice of loaf", 14),
    ],
)
def test_a_portion_of_the_same_count_comes_before_the_usual_one(
    tmp_path: Path, note: str, grams: float
) -> None:
    assert grams_of(tmp_path, note, SLICES) == grams


def test_millilitres_are_weighed_by_a_cup_of_pieces_unless_two_are_far_apart(
    tmp_path: Path,
) -> None:
    cup_ml = units.volume_ml("cup") or 0
    near = {"1 cup, chopped": "100", "1 cup, sliced": "190"}
    assert grams_of(tmp_path, "100 ml of loaf", near) == pytest.approx(100 / cup_ml * 100)
    far = {"1 cup, chopped": "60", "1 cup, sliced": "190"}
    with pytest.raises(ValueError, match="unknown unit 'ml'"):
        grams_of(tmp_path, "100 ml of loaf", far)
