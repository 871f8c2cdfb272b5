"""Two hundred notes as people write them, each with its expected result."""

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
    r"\buse [a-z]|[Nn]ame (one|its ingredients)|write |Nearest: |Try: |Did you mean|For example: "
    r"|is not an amount above 0|is the unit right|is not in the table"
)


@functools.cache
def results() -> dict[str, EatenFood | UnresolvedLine]:
    """Return each note with its food and grams, or with the question it raises."""
    with Catalog() as catalog:
        resolver = LineResolver(catalog)
        return {n["note"]: resolver.weighed(parsed(n["note"], "item 1")) for n in NOTES}


def is_right(note: dict[str, str], result: EatenFood) -> bool:
    if note["expect"] == "refuse" or result.food_id not in note["food_id"].split(";"):
        return False
    return float(note["grams_low"]) <= result.grams <= float(note["grams_high"])


def test_the_list_is_two_hundred_different_notes() -> None:
    assert len({n["note"] for n in NOTES}) == 200
    assert {n["expect"] for n in NOTES} == {"right", "refuse", "either"}


def test_most_notes_are_counted_and_none_is_wrong() -> None:
    counted = {n["note"]: n for n in NOTES if isinstance(results()[n["note"]], EatenFood)}
    results_of = {n: r for n, r in results().items() if isinstance(r, EatenFood)}
    right = [n for n, note in counted.items() if is_right(note, results_of[n])]
    assert [(n, results()[n]) for n in counted if n not in right] == []
    assert len(right) >= LEAST_RIGHT


def test_what_is_asked_back_says_what_to_type() -> None:
    questions = [result.asks for result in results().values() if isinstance(result, UnresolvedLine)]
    assert 30 <= len(questions) <= 200 - LEAST_RIGHT
    assert [question for question in questions if not WHAT_TO_TYPE.search(question)] == []


def test_a_word_that_was_taken_for_another_is_said() -> None:
    for written, result in results().items():
        if isinstance(result, EatenFood) and re.search(r"handful|glass|mug|bowl|pinch", written):
            assert "taken as" in result.note, written
