"""What foods are called in other languages: by their sources, and by dictionaries."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pandas as pd

from curate.readings import Row, read

FOOD_WORDS: Final = "food_words.csv"
"""Dictionary words of the foods most asked for: a name is language, no measurement."""

LANGUAGE_OF: Final = {
    "ciqual-2025": "fr",
    "frida-5.4": "da",
    "ifct-2017": "la",
    "mext-2023": "ja",
    "taiwan-tfda-2024": "zh",
}
"""The language in which a source names its foods beside English."""


def names_of(readings: pd.DataFrame, food_ids: Iterable[str], curation: Path) -> list[Row]:
    """Each name once a food and language; where a source has it, with the source."""
    known = set(food_ids)
    found: dict[tuple[str, str, str], str] = {}
    named = readings[readings["source_name_original"] != ""]
    for row in named.sort_values("source_id").to_dict("records"):
        if language := LANGUAGE_OF.get(row["source_id"]):
            key = (row["food_id"], language, row["source_name_original"].strip())
            found.setdefault(key, row["source_id"])
    for word in read(curation / FOOD_WORDS):
        if word["food_id"] in known:
            found.setdefault((word["food_id"], word["language"], word["word"]), "")
    return [
        {"food_id": food_id, "language": language, "name": name, "source_id": source_id}
        for (food_id, language, name), source_id in sorted(found.items())
    ]
