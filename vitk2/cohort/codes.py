"""The crosswalk from codes of other food tables to foods of this one."""

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple, TypeVar

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.vocabulary import CODE_COLUMNS, CODE_SOURCES

Found = TypeVar("Found")


class Crosswalk(NamedTuple):
    """The food of each code; `several` has the codes of several foods without a default."""

    foods: dict[str, str]
    several: dict[str, list[str]]


def crosswalk(catalog: Catalog, system: str | None) -> Crosswalk:
    """Return the food of each code of a system, or of each food_id if `system` is None."""
    if system is None:
        ids = catalog.rows("SELECT food_id FROM foods")
        return Crosswalk({str(food_id): str(food_id) for (food_id,) in ids}, {})
    food_ids_by_code: dict[str, list[str]] = {}
    for food_id, codes in _foods_and_codes(catalog, system):
        for code in filter(None, codes.split(";")):
            food_ids_by_code.setdefault(code, []).append(food_id)
    rows = catalog.rows("SELECT food_id FROM foods WHERE default_for IS NOT NULL")
    defaults = {str(food_id) for (food_id,) in rows}
    foods, several = {}, {}
    for code, food_ids in food_ids_by_code.items():
        chosen = [i for i in food_ids if i in defaults] if len(food_ids) > 1 else food_ids
        if len(chosen) == 1:
            foods[code] = chosen[0]
        else:
            several[code] = food_ids
    return Crosswalk(found_by_numbers(foods), found_by_numbers(several))


def _foods_and_codes(catalog: Catalog, system: str) -> Iterable[tuple[str, str]]:
    if column := CODE_COLUMNS.get(system):
        sql = f"SELECT food_id, {column} FROM foods WHERE {column} IS NOT NULL"
        rows = catalog.rows(sql)
    else:
        sql = "SELECT DISTINCT food_id, source_food FROM measurements WHERE source_id = ?"
        rows = catalog.rows(sql, [CODE_SOURCES[system]])
    return [(str(food_id), str(codes)) for food_id, codes in rows]


def found_by_numbers(by_code: Mapping[str, Found]) -> dict[str, Found]:
    """Return the items by code, and also by code without the zeros that a spreadsheet removes."""
    short = {without_zeros(code): found for code, found in by_code.items()}
    return short | dict(by_code)


def without_zeros(code: str) -> str:
    """Return a code of digits without leading zeros; any other code unchanged."""
    return code.lstrip("0") or "0" if is_digits(code) else code


def is_digits(code: str) -> bool:
    """Return whether a code consists of the digits 0 to 9, like a number in a spreadsheet."""
    return code.isascii() and code.isdigit()


def plain_code(code: str) -> str:
    """Return the code 11457 for a whole number written as a decimal, 11457.0."""
    match = re.fullmatch(WHOLE, code)
    return match[1] if match else code


WHOLE: Final = r"^([0-9]+)[.]0*$"
"""A whole number as pandas, R and SAS write it in a column with decimals."""
