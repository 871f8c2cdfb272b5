"""Codes of other tables, as far as the crosswalk knows them: code -> food."""

from collections.abc import Iterable
from typing import Final, NamedTuple, TypeVar

from vitk2.answers.guesses import CODES
from vitk2.tables.catalog import Catalog

_SOURCES: Final = {"ifct": "ifct-2017", "tfda": "taiwan-tfda-2024", "mext": "mext-2023"}
"""Systems whose codes stand at the numbers that were read there."""

SYSTEMS: Final = (*CODES, *_SOURCES)
"""FoodData Central, USDA NDB, CIQUAL 2025, IFCT 2017, Taiwan TFDA 2024, Japan MEXT 2023."""


Foods = TypeVar("Foods", str, list[str])


class Crosswalk(NamedTuple):
    """The food of each code; `several` are codes of several foods, none of which is its default."""

    foods: dict[str, str]
    several: dict[str, list[str]]


def crosswalk(catalog: Catalog, system: str | None) -> Crosswalk:
    """The food of each code of a system; of each food_id itself where there is no system."""
    if system is None:
        every = catalog.rows("SELECT food_id FROM foods")
        return Crosswalk({str(food_id): str(food_id) for (food_id,) in every}, {})
    found: dict[str, list[str]] = {}
    for food_id, codes in _coded(catalog, system):
        for code in filter(None, codes.split(";")):
            found.setdefault(code, []).append(food_id)
    rows = catalog.rows("SELECT food_id FROM foods WHERE default_for IS NOT NULL")
    defaults = {str(food_id) for (food_id,) in rows}
    foods, several = {}, {}
    for code, food_ids in found.items():
        chosen = [i for i in food_ids if i in defaults] if len(food_ids) > 1 else food_ids
        if len(chosen) == 1:
            foods[code] = chosen[0]
        else:
            several[code] = food_ids
    return Crosswalk(_without_zeros(foods), _without_zeros(several))


def _coded(catalog: Catalog, system: str) -> Iterable[tuple[str, str]]:
    if system in CODES:
        sql = f"SELECT food_id, {CODES[system]} FROM foods WHERE {CODES[system]} IS NOT NULL"
        rows = catalog.rows(sql)
    else:
        sql = "SELECT DISTINCT food_id, source_food FROM measurements WHERE source_id = ?"
        rows = catalog.rows(sql, [_SOURCES[system]])
    return [(str(food_id), str(codes)) for food_id, codes in rows]


def _without_zeros(of_code: dict[str, Foods]) -> dict[str, Foods]:
    """Codes also without the zeros in front that a spreadsheet took from them."""
    short = {c.lstrip("0"): f for c, f in of_code.items() if c.isdigit()}
    return short | of_code
