"""Checks that curation files name only existing foods and readings, each once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pandas as pd

from curate.crosswalk_checks import disagreements
from curate.source_readings import PORTIONS, read

BY_HAND: Final = "portions_by_hand.csv"
"""Household weights that no USDA release states, each with its source."""

VERDICTS: Final = (
    *("doubts", "duplicates", "regraded", "reviewed", "conversions", "notes", "replaced"),
    *("main_forms", "half_limits"),
)
"""Files with a row per reading."""


def problems(catalog: pd.DataFrame, readings: pd.DataFrame, curation: Path) -> Iterator[str]:
    """Yield each problem as 'file:line: text'. `readings` are those of mapped foods."""
    yield from _of_crosswalk(catalog, curation)
    yield from _of_readings(readings, curation)
    yield from _of_bls_codes(catalog, readings, curation)
    yield from disagreements(curation)


def _of_crosswalk(catalog: pd.DataFrame, curation: Path) -> Iterator[str]:
    foods = set(catalog["food_id"])
    seen = set()
    for line, row in enumerate(read(curation / "crosswalk.csv"), start=2):
        key = (row["source_id"], row["source_food"])
        if key in seen:
            yield f"crosswalk.csv:{line}: {' '.join(key)}: mapped twice"
        seen.add(key)
        if row["food_id"] not in foods:
            yield f"crosswalk.csv:{line}: {row['food_id']}: not in catalog.csv"
    for food in catalog[catalog.duplicated("food_id")]["food_id"]:
        yield f"catalog.csv: {food}: twice"
    for line, row in enumerate(read(curation / "panels.csv"), start=2):
        if row["food_id"] not in foods:
            yield f"panels.csv:{line}: {row['food_id']}: not in catalog.csv"
    stated = {
        (p["source_food"], p["portion"]) for p in read(curation / "readings" / f"{PORTIONS}.csv")
    }
    by_hand = {(p["food_id"], p["portion"]) for p in read(curation / BY_HAND)}
    for f in catalog[catalog["portion"] != ""].to_dict("records"):
        own = (f["food_id"], f["portion"]) in by_hand
        if not own and (f["portion_food"], f["portion"]) not in stated:
            problem = f"{f['portion']!r} is not stated for {f['portion_food']}"
            yield f"catalog.csv: {f['food_id']}: portion: {problem}"


def _of_bls_codes(catalog: pd.DataFrame, readings: pd.DataFrame, curation: Path) -> Iterator[str]:
    """Yield codes of the German table that are there twice or belong to another food."""
    foods, food_of_code = set(catalog["food_id"]), {}
    for line, row in enumerate(read(curation / "bls_codes.csv"), start=2):
        code, food_id = row["bls_code"], row["food_id"]
        if code in food_of_code:
            yield f"bls_codes.csv:{line}: {code}: twice"
        if food_id not in foods:
            yield f"bls_codes.csv:{line}: {food_id}: not in catalog.csv"
        food_of_code[code] = food_id
    in_bls = readings[readings["read_in"].str.contains("bls_4_0")]
    for code, food_id in zip(in_bls["source_food"], in_bls["food_id"], strict=True):
        if food_of_code.get(code) != food_id:
            yield f"bls_codes.csv: {code}: is {food_id} in crosswalk.csv"


def _of_readings(readings: pd.DataFrame, curation: Path) -> Iterator[str]:
    reading_ids = readings["reading_id"]
    for reading_id in reading_ids[reading_ids.duplicated()]:
        yield f"readings: {reading_id}: twice"
    for source in sorted(set(readings.loc[readings["study"] == "", "source_id"])):
        yield f"readings: {source}: not in sources.csv"
    valid_ids = set(reading_ids)
    for name in VERDICTS:
        for line, row in enumerate(read(curation / f"{name}.csv"), start=2):
            for column in ("reading_id", "same_as", "replaced_by"):
                if column in row and row[column] not in valid_ids:
                    yield f"{name}.csv:{line}: {row[column]}: no such reading"
