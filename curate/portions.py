"""What a usual amount of each food weighs."""

import re
from collections import defaultdict
from pathlib import Path
from typing import Final

import pandas as pd

from curate.consistency import BY_HAND
from curate.readings import PORTIONS, Row, read

_MEASURE: Final = re.compile(
    r"^[\d./ ]+(oz|fl oz|cup|tbsp|tablespoon|tsp|teaspoon|quart|cubic inch)\b|\boz\)"
)
"""Portions that hold for a like food too: by weight or volume, unlike its fillet or its package."""


def portions_of(catalog: pd.DataFrame, readings: pd.DataFrame, curation: Path) -> list[Row]:
    """USDA's household weights of the food named in the catalogue, then those written by hand.

    Of another food than its own a food takes the usual portion, and weights and volumes.
    """
    stated: dict[str, list[Row]] = defaultdict(list)
    for portion in read(curation / "readings" / f"{PORTIONS}.csv"):
        stated[portion["source_food"]].append(portion)
    by_hand: dict[str, list[Row]] = defaultdict(list)
    for portion in read(curation / BY_HAND):
        by_hand[portion["food_id"]].append(portion)
    own = set(zip(readings["food_id"], readings["ndb_no"], strict=True))
    rows: dict[tuple[str, str], Row] = {}
    for food in sorted(catalog.to_dict("records"), key=lambda r: r["food_id"]):
        food_id, weighed = str(food["food_id"]), str(food["portion_food"])
        like = [
            p
            for p in stated[weighed]
            if (food_id, weighed) in own
            or p["portion"] == food["portion"]
            or _MEASURE.search(p["portion"])
        ]
        for p in like + by_hand[food_id]:
            rows.setdefault((food_id, p["portion"]), p | {"food_id": food_id})
    return list(rows.values())
