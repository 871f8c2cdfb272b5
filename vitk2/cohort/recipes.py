"""The dishes of a recipe file: the contents of one gram, from the grams of the ingredients."""

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Final, NamedTuple

from vitk2.catalog.csv_reader import csv_rows
from vitk2.catalog.schema import Column
from vitk2.catalog.validation import value_of
from vitk2.cohort.codes import plain_code, without_zeros
from vitk2.cohort.csv_headings import repeated
from vitk2.cohort.per_gram import UNMATCHED, Contents, mixed
from vitk2.delimited import even_rows
from vitk2.errors import DataError

COLUMNS: Final = ("dish", "food", "grams", "yield")

_WEIGHT: Final = Column("grams", "number", "grams", required=True)

_DECIMAL_HINT: Final = ": write decimals with a point, 12.5"

LEAST_YIELD, MOST_YIELD = 0.1, 10.0
"""Limits of a yield per gram of ingredients; beyond them it is a factor or not in grams."""


class Dishes(NamedTuple):
    """The contents of one gram of each dish, and its ingredients that are not in the table."""

    contents: dict[str, Contents]
    unmatched: dict[str, list[str]]


class _Dish(NamedTuple):
    location: str
    yield_g: float
    parts: list[tuple[str, float]]


def read_dishes(path: str, foods: Mapping[str, Contents]) -> Dishes:
    """Return the dishes of a csv file with the columns dish, food, grams and yield.

    `grams` is the weight of the ingredient, a food or another dish; `yield` is the weight in grams
    of the whole dish when eaten, once or on each row. An ingredient that is neither is an unknown
    part, and listed. Raises DataError with every problem, including cycles.
    """
    problems: list[str] = []
    dishes = _dishes_from_rows(_rows(path, problems), problems)
    if not dishes and not problems:
        raise DataError([f"{path}: is empty"])
    problems += _ambiguous_names(dishes, foods)
    problems += _implausible_yields(dishes)
    order = _in_dependency_order(dishes, problems)
    if problems:
        raise DataError(problems)
    contents: dict[str, Contents] = {}
    for name in order:
        parts = [(contents.get(p) or foods.get(p, UNMATCHED), g) for p, g in dishes[name].parts]
        contents[name] = mixed(parts, dishes[name].yield_g)
    unmatched = {
        name: [p for p, _ in d.parts if p not in foods and p not in dishes]
        for name, d in dishes.items()
    }
    return Dishes(contents, {name: parts for name, parts in unmatched.items() if parts})


def _rows(path: str, problems: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the location of each row and its cells by column; add file faults to `problems`."""
    before = len(problems)
    rows = csv_rows(path, path, problems)
    line, header = next(rows, (1, []))
    names = [name.strip() for name in header]
    if header:
        missing = [c for c in COLUMNS if c not in names]
        problems += [f"{path}:{line}: no column {', '.join(missing)}"] if missing else []
        problems += [f"{path}:{line}: {problem}" for problem in repeated(names)]
    if not header or len(problems) > before:
        return
    filled = (row for row in rows if row[1])
    for line, cells in even_rows(filled, len(names), path, problems, _DECIMAL_HINT):
        row = dict(zip(names, map(str.strip, cells), strict=True))
        row |= {c: plain_code(row[c]) for c in ("dish", "food")}
        yield f"{path}:{line}", row


def _dishes_from_rows(
    rows: Iterable[tuple[str, dict[str, str]]], problems: list[str]
) -> dict[str, _Dish]:
    """Return the dishes by name; add the faults of rows to `problems`."""
    dishes: dict[str, _Dish] = {}
    for location, row in rows:
        name, food = row["dish"], row["food"]
        grams, stated_yield = _grams(row["grams"]), _grams(row["yield"])
        if not name or not food:
            problems.append(f"{location}: {'food' if name else 'dish'}: is empty")
        elif grams is None:
            problems.append(f"{location}: grams: {row['grams']!r} is not a weight above 0")
        elif row["yield"] and stated_yield is None:
            problems.append(f"{location}: yield: {row['yield']!r} is not a weight above 0")
        else:
            dish = dishes.setdefault(name, _Dish(location, 0.0, []))
            if stated_yield and dish.yield_g and stated_yield != dish.yield_g:
                problems.append(f"{location}: yield: {stated_yield:g}, but {dish.yield_g:g} before")
            dish.parts.append((food, grams))
            dishes[name] = dish._replace(yield_g=dish.yield_g or stated_yield or 0.0)
    return dishes


def _grams(text: str) -> float | None:
    try:
        grams = float(value_of(_WEIGHT, text) or 0)
    except ValueError:
        return None
    return grams or None


def _ambiguous_names(dishes: Mapping[str, _Dish], foods: Mapping[str, Contents]) -> list[str]:
    """Return a message per dish whose name equals a food's or dish's but for leading zeros."""
    problems = []
    codes = {without_zeros(code) for code in foods}
    first: dict[str, str] = {}
    for name, dish in dishes.items():
        short = without_zeros(name)
        other = first.setdefault(short, name)
        if name in foods or short in codes:
            problems.append(
                f"{dish.location}: dish {name!r} is a code of a food too: rename the dish"
            )
        elif other != name:
            clash = f"dish {name!r} is {other!r} but for zeros in front: rename one"
            problems.append(f"{dish.location}: {clash}")
    return problems


def _implausible_yields(dishes: Mapping[str, _Dish]) -> list[str]:
    """Return a message per dish without a yield, or with one that its ingredients cannot give."""
    problems = []
    for name, dish in dishes.items():
        weight = sum(grams for _, grams in dish.parts)
        if not dish.yield_g:
            problems.append(
                f"{dish.location}: dish {name!r} has no yield: give its weight in grams"
            )
        elif not LEAST_YIELD <= dish.yield_g / weight <= MOST_YIELD:
            weights = f"{dish.yield_g:g} g of {weight:g} g"
            problems.append(f"{dish.location}: dish {name!r} yields {weights}: is it in grams?")
    return problems


def _in_dependency_order(dishes: Mapping[str, _Dish], problems: list[str]) -> list[str]:
    """Return the dishes, ingredients of others first; add a dish in itself to `problems`."""
    parts = {name: [p for p, _ in dish.parts if p in dishes] for name, dish in dishes.items()}
    try:
        return list(TopologicalSorter(parts).static_order())
    except CycleError as error:
        cycle = " in ".join(map(repr, error.args[1]))
        problems.append(f"{dishes[error.args[1][0]].location}: a dish is in itself: {cycle}")
        return []
