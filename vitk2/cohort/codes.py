"""Codes of other food tables: their foods here, and the refusal of a diary with unknown ones."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple, TypeVar

import ibis
from ibis.expr import types as ir

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.vocabulary import CODE_COLUMNS, CODE_SOURCES
from vitk2.cohort.engines import Engine
from vitk2.cohort.options import CohortOptions
from vitk2.cohort.summary import MatchStats
from vitk2.errors import DataError

Found = TypeVar("Found")


class Crosswalk(NamedTuple):
    """The food of each code; `several` has the codes of several foods without a default."""

    foods: dict[str, str]
    several: dict[str, list[str]]


def crosswalk(catalog: Catalog, system: str | None) -> Crosswalk:
    """Return the food of each code of a system, or of each food_id if `system` is None."""
    if system is None:
        food_ids = catalog.texts("SELECT food_id FROM foods")
        return Crosswalk({food_id: food_id for food_id in food_ids}, {})
    food_ids_by_code: dict[str, list[str]] = {}
    for food_id, codes in _foods_and_codes(catalog, system):
        for code in filter(None, codes.split(";")):
            food_ids_by_code.setdefault(code, []).append(food_id)
    defaults = set(catalog.texts("SELECT food_id FROM foods WHERE default_for IS NOT NULL"))
    foods, several = {}, {}
    for code, food_ids in food_ids_by_code.items():
        chosen = [i for i in food_ids if i in defaults] if len(food_ids) > 1 else food_ids
        if len(chosen) == 1:
            foods[code] = chosen[0]
        else:
            several[code] = food_ids
    return Crosswalk(found_by_numbers(foods), found_by_numbers(several))


def _foods_and_codes(catalog: Catalog, system: str) -> Iterable[tuple[str, str]]:
    parameters: list[str] = []
    if column := CODE_COLUMNS.get(system):
        sql = f"SELECT food_id, {column} FROM foods WHERE {column} IS NOT NULL"
    else:
        sql = "SELECT DISTINCT food_id, source_food FROM measurements WHERE source_id = ?"
        parameters = [CODE_SOURCES[system]]
    rows: list[Any] = catalog.rows(sql, parameters)
    return rows


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


LEAST_SHARE: Final = 0.01
"""The least share of matched lines; below it the codes are of another system."""

MOST_CODES: Final = 1000
"""The most codes whose shape is examined, those with most lines first."""

SYSTEM_OF: Final = {
    r"[0-9]{8}": ("FNDDS food codes, as NHANES and ASA24 have them", ""),
    r"[A-Za-z][0-9]{6}": ("codes of the Bundeslebensmittelschlüssel (BLS)", ""),
    r"[0-9]{6,7}": ("ids of FoodData Central", "fdc"),
    r"[0-9]{4,5}": ("USDA NDB numbers", "ndb"),
}
"""The most likely system of codes of a shape, and its --codes; '' if it is not supported yet."""

FOOD_ID: Final = r"[a-z0-9]+(-[a-z0-9]+)+"


def refuse_unknown(
    matched: MatchStats, unmatched: ir.Table, engine: Engine, options: CohortOptions
) -> None:
    """Raise DataError with advice if under LEAST_SHARE of the lines are matched."""
    if matched.matched_lines >= LEAST_SHARE * matched.lines:
        return
    commonest = unmatched.order_by([ibis.desc("lines"), "code"]).limit(MOST_CODES)
    rows = engine.arrow(commonest).to_pylist()
    match_counts = f"{matched.matched_lines:,} of {matched.lines:,} lines have a food that is known"
    examples = " and ".join(repr(row["code"]) for row in rows[:2])
    raise DataError(
        [f"the diary: {match_counts}: {examples} {advice(_commonest_shape(rows), options.codes)}"]
    )


def _commonest_shape(rows: list[dict[str, Any]]) -> str:
    """Return the pattern that the codes of most lines match; '' if they match none."""
    lines: Counter[str] = Counter()
    for row in rows:
        shapes = (shape for shape in (*SYSTEM_OF, FOOD_ID) if re.fullmatch(shape, row["code"]))
        lines[next(shapes, "")] += row["lines"]
    return lines.most_common(1)[0][0]


def advice(shape: str, codes: str | None) -> str:
    """Return the end of the refusal: the likely system of a shape, and how to read its codes.

    `codes` is the system that the diary was read with.
    """
    system, option = SYSTEM_OF.get(shape, ("", ""))
    if system and not option:
        return f"look like {system}, which are not supported yet: write food_ids in their place"
    if system and option != codes:
        return f"look like {system}: add --codes {option} (in Python codes={option!r})"
    others = "choose the --codes they are of, or write food_ids, which vitk2 search finds"
    if system:
        return f"look like {system}, but the table has none of them: {others}"
    if shape == FOOD_ID:
        return f"look like food_ids, but the table has none of them: {others}"
    return f"are of no system that is known here: {others}"
