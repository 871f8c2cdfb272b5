"""Two hundred notes as people write them, each with what it should be taken as."""

import csv
import functools
import re
from pathlib import Path

from vitk2.catalog.catalog import Catalog
from vitk2.diary.parser import UnresolvedLine, parsed
from vitk2.diary.resolver import EatenFood, LineResolver

with (Path(__file__).parent / "notes.csv").open(newline="", encoding="utf-8") as _stream:
    NOTES = list(csv.DictReader(_stream))
LEAST_RIGHT = 160

WHAT_TO_TYPE = re.compile(
    r"\buse [a-z]|name (one|its parts)|write |Nearest: |Try: |Did you mean|is many foods"
    r"|is not an amount above 0|is the unit right|is not in the table"
)


@functools.cache
def taken() -> dict[str, EatenFood | UnresolvedLine]:
    """Each note with what it was taken as, or what was asked back."""
    with Catalog() as catalog:
        scales = LineResolver(catalog)
        return {n["note"]: scales.weighed(parsed(n["note"], "item 1")) for n in NOTES}


def is_right(note: dict[str, str], t: EatenFood) -> bool:
    if note["expect"] == "refuse" or t.food_id not in note["food_id"].split(";"):
        return False
    return float(note["grams_low"]) <= t.grams <= float(note["grams_high"])


def test_the_list_is_two_hundred_different_notes() -> None:
    assert len({n["note"] for n in NOTES}) == 200
    assert {n["expect"] for n in NOTES} == {"right", "refuse", "either"}


def test_most_notes_are_counted_and_none_is_wrong() -> None:
    counted = {n["note"]: n for n in NOTES if isinstance(taken()[n["note"]], EatenFood)}
    right = [n for n, note in counted.items() if is_right(note, taken()[n])]  # type: ignore[arg-type]
    assert [(n, taken()[n]) for n in counted if n not in right] == []
    assert len(right) >= LEAST_RIGHT


def test_what_is_asked_back_says_what_to_type() -> None:
    asked = [t.asks for t in taken().values() if isinstance(t, UnresolvedLine)]
    assert 30 <= len(asked) <= 200 - LEAST_RIGHT
    assert [a for a in asked if not WHAT_TO_TYPE.search(a)] == []


def test_a_word_that_was_taken_for_another_is_said() -> None:
    for written, t in taken().items():
        if isinstance(t, EatenFood) and re.search(r"handful|glass|mug|bowl|pinch", written):
            assert "taken as" in t.note, written
