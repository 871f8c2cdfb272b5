"""A diary as people have it -> lines with a food and grams; what is wrong with them, counted."""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Final

import ibis
from ibis.expr import datatypes as dt
from ibis.expr import types as ir

from vitk2.cohort.asked import FOOD, GRAMS, OURS, Asked
from vitk2.cohort.sums import EATEN_FOOD, EATEN_GRAMS
from vitk2.text import count_of

IS_TEXT: Final = f"{OURS}is_text"
"""Whether grams hold a text that is no number."""

MOST_GRAMS: Final = 10_000
"""More on a line is mg for g, or a person's id in the wrong column."""

FAULTS: Final = {
    "no_food": "{food} is empty",
    "no_grams": "{grams} is empty",
    "text": "{grams} is not a number",
    "negative": "{grams} is below 0",
    "heavy": "{grams} is over 10 kg, so hardly in grams",
}
"""What can be wrong with a line, and how it is told."""

EMPTY_KEY: Final = f"{OURS}empty_"
"""Begins the count of lines that have no value to group by."""


def schema_problems(schema: Mapping[str, dt.DataType], file: str, asked: Asked) -> list[str]:
    """What a file lacks, or has of a type that cannot be."""
    if missing := [c for c in _needed(asked) if c not in schema]:
        told = ", ".join(map(repr, missing))
        there = ", ".join(schema) or "none"
        return [f"{file}: no column {told}, only {there}: name it with --columns, or group --by it"]
    return [
        f"{file}: {column}: {kind} is neither text nor a number"
        for column in map(asked.called, (FOOD, GRAMS))
        for kind in (schema[column],)
        if not (kind.is_string() or kind.is_numeric() or kind.is_null())  # null: an empty frame
    ]


def mixed_types(schemas: Mapping[str, Mapping[str, dt.DataType]], asked: Asked) -> list[str]:
    """Columns that are of one type in some files and of another in others, with their counts."""
    problems = []
    for column in _needed(asked):
        files: dict[str, list[str]] = {}
        for file, schema in schemas.items():
            if column in schema and not (schema[column].is_null() or schema[column].is_unknown()):
                files.setdefault(str(schema[column].copy(nullable=True)), []).append(file)
        if len(files) > 1:
            told = [
                f"{kind} in {count_of(len(named), 'file')} such as {named[0]}"
                for kind, named in files.items()
            ]
            problems.append(f"{column}: mixed types: {'; '.join(told)}")
    return problems


def _needed(asked: Asked) -> list[str]:
    return list(dict.fromkeys(map(asked.called, (*asked.by, FOOD, GRAMS))))


def lines_of(diary: ir.Table, asked: Asked) -> ir.Table:
    """The lines of a diary: what they are grouped by, a food by its code, and grams as numbers."""
    food, grams = diary[asked.called(FOOD)], diary[asked.called(GRAMS)]
    weight = grams.try_cast("float64") if grams.type().is_string() else grams.cast("float64")
    is_text = (
        grams.notnull() & (grams.strip() != "") & (weight.isnull() | weight.isnan())
        if grams.type().is_string()
        else ibis.literal(False)
    )
    if not grams.type().is_integer():
        weight = ibis.ifelse(weight.isnan(), ibis.null("float64"), weight)
    return diary.select(
        **{name: diary[asked.called(name)] for name in asked.by},
        **{EATEN_FOOD: _code(food), EATEN_GRAMS: weight, IS_TEXT: is_text},
    )


def _code(food: ir.Value) -> ir.Value:
    """A code as text, or as an integer where it is a number, as tables of codes often have it."""
    if food.type().is_string():
        return food.strip()
    return food.cast("int64")


def key_of(lines: ir.Table) -> type[str] | type[int]:
    """The type that the codes of lines have."""
    return int if lines[EATEN_FOOD].type().is_integer() else str


def by_food(lines: ir.Table, by: Sequence[str]) -> ir.Table:
    """A row a code: its lines, its grams, and how many lines have any fault."""
    return lines.group_by(EATEN_FOOD).aggregate(
        lines=lines.count(),
        grams=lines[EATEN_GRAMS].sum(),
        faults=lines.count(where=reduce(or_, _faults(lines, by).values())),
    )


def totals(foods: ir.Table) -> ir.Table:
    """One row: the lines, grams and faults of all codes."""
    return foods.aggregate(
        grams=foods.grams.sum().fill_null(0.0),
        **{c: foods[c].sum().fill_null(0).cast("int64") for c in ("lines", "faults")},
    )


def fault_counts(lines: ir.Table, by: Sequence[str]) -> ir.Table:
    """One row: how many lines have which fault, for what has any."""
    return lines.aggregate(
        **{name: lines.count(where=fault) for name, fault in _faults(lines, by).items()}
    )


def _faults(lines: ir.Table, by: Sequence[str]) -> dict[str, ir.Value]:
    grams, food, is_text = lines[EATEN_GRAMS], lines[EATEN_FOOD], lines[IS_TEXT]
    no_food = food.isnull() | (food == "") if key_of(lines) is str else food.isnull()
    return {
        "no_food": no_food,
        "no_grams": grams.isnull() & ~is_text,
        "text": is_text,
        "negative": grams < 0,
        "heavy": grams > MOST_GRAMS,
        **{f"{EMPTY_KEY}{name}": lines[name].isnull() for name in by},
    }


def told_faults(counts: Mapping[str, int], file: str, asked: Asked) -> list[str]:
    """The faults of a file, one line each, with their counts of lines."""
    names = {name: asked.called(name) for name in (FOOD, GRAMS)}
    told = {name: what.format(**names) for name, what in FAULTS.items()}
    told |= {f"{EMPTY_KEY}{name}": f"{asked.called(name)} is empty" for name in asked.by}
    return [
        f"{file}: in {count_of(counts[name], 'line')} {what}"
        for name, what in told.items()
        if counts[name]
    ]
