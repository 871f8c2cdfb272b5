"""Codes of other tables, as far as the crosswalk knows them: code -> food."""

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple, TypeVar

from vitk2.catalog.catalog import Catalog
from vitk2.queries.generic_words import CODES

_SOURCES: Final = {"ifct": "ifct-2017", "tfda": "taiwan-tfda-2024", "mext": "mext-2023"}
"""Systems whose codes stand at the numbers that were read there."""

SYSTEMS: Final = (*CODES, *_SOURCES)
"""FoodData Central, USDA NDB, CIQUAL 2025, IFCT 2017, Taiwan TFDA 2024, Japan MEXT 2023."""


Found = TypeVar("Found")


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
    return Crosswalk(found_by_numbers(foods), found_by_numbers(several))


def _coded(catalog: Catalog, system: str) -> Iterable[tuple[str, str]]:
    if system in CODES:
        sql = f"SELECT food_id, {CODES[system]} FROM foods WHERE {CODES[system]} IS NOT NULL"
        rows = catalog.rows(sql)
    else:
        sql = "SELECT DISTINCT food_id, source_food FROM measurements WHERE source_id = ?"
        rows = catalog.rows(sql, [_SOURCES[system]])
    return [(str(food_id), str(codes)) for food_id, codes in rows]


def found_by_numbers(of_code: Mapping[str, Found]) -> dict[str, Found]:
    """The same by each code, and by each code without the zeros that a spreadsheet removes."""
    short = {without_zeros(code): found for code, found in of_code.items()}
    return short | dict(of_code)


def without_zeros(code: str) -> str:
    """A code of digits without the zeros in front; any other code as it is."""
    return code.lstrip("0") or "0" if is_digits(code) else code


def is_digits(code: str) -> bool:
    """Whether a code consists of the digits 0 to 9, as a number of a spreadsheet does."""
    return code.isascii() and code.isdigit()


def plain_code(code: str) -> str:
    """A whole number that was written as a decimal, 11457.0, as the code 11457."""
    match = re.fullmatch(WHOLE, code)
    return match[1] if match else code


WHOLE: Final = r"^([0-9]+)[.]0*$"
"""A whole number as pandas, R and SAS write it where the column has decimals."""
