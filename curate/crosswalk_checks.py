"""Checks that mapped foods share a name and that every source food is accounted for."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from curate.source_readings import FILES, read
from vitk2.text import singular, tokenize

_UNSPECIFIC_WORDS: Final = frozenset(
    tokenize(
        "raw cooked boiled roasted baked fried grilled dried canned frozen with without and or in "
        "of the for to from fresh salt added drained plain all g fat free low reduced made "
        "prepared oil skin meat only water whole not food type style unprepared s commercial "
        "regular"
    )
)
"""Words of a name that do not identify the food."""

REASONS: Final = (
    "brand or restaurant",
    "infant food",
    "range over several foods",
    "mixed dish not in the catalogue",
    "cut or variety not in the catalogue",
    "repeats another reading",
    "unclear what was measured",
    "not analysed and not in the catalogue",
    "total vitamin K only",
    "for checking only",
    "printed zeros only",
)
"""Reasons why a source food is not in the table."""


def heads(text: str) -> set[str]:
    """Return the words of a name that identify the food, plurals folded."""
    return {singular(w) for w in tokenize(text) if w not in _UNSPECIFIC_WORDS and not w.isdigit()}


def disagreements(curation: Path) -> Iterator[str]:
    """Yield mappings whose names share no head word and that are not in names_reviewed.csv."""
    catalog = {r["food_id"]: r for r in read(curation / "catalog.csv")}
    reviewed = {tuple(r.values()) for r in read(curation / "names_reviewed.csv")}
    stated = {
        (r["source_id"], r["source_food"]): r["source_name"]
        for name in FILES
        for r in read(curation / "readings" / f"{name}.csv")
    }
    for line, row in enumerate(read(curation / "crosswalk.csv"), start=2):
        key = (row["source_id"], row["source_food"])
        food = catalog.get(row["food_id"])
        theirs = row["english"] or stated.get(key, "")
        if food is None or (*key, row["food_id"]) in reviewed:
            continue
        if not heads(theirs) & heads(f"{food['name']} {food['aliases']}"):
            yield (
                f"crosswalk.csv:{line}: {' '.join(key)}: {theirs!r} and {food['name']!r} share no "
                "word; if they are one food, add the line to names_reviewed.csv"
            )


def unaccounted(curation: Path, source_foods: set[tuple[str, str]]) -> Iterator[str]:
    """Yield source foods neither mapped nor in left_out.csv, or in both; `*` is a whole source."""
    mapped = {(r["source_id"], r["source_food"]) for r in read(curation / "crosswalk.csv")}
    exclusions = read(curation / "left_out.csv")
    excluded = {(r["source_id"], r["source_food"]) for r in exclusions}
    whole_sources = {source for source, food in excluded if food == "*"}
    for line, row in enumerate(exclusions, start=2):
        if row["reason"] not in REASONS:
            valid = ", ".join(REASONS)
            yield f"left_out.csv:{line}: reason: {row['reason']!r} is not one of {valid}"
    for key in sorted(mapped & excluded):
        yield f"left_out.csv: {' '.join(key)}: mapped as well"
    for key in sorted(source_foods - mapped - excluded):
        if key[0] not in whole_sources:
            yield f"crosswalk.csv: {' '.join(key)}: neither mapped nor left out"
