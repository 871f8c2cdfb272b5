"""A diary as people have it -> lines with a food and grams; what is wrong with them, counted."""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Final

import ibis
from ibis.expr import datatypes as dt
from ibis.expr import types as ir

from vitk2.cohort.aggregate import EATEN_FOOD, EATEN_GRAMS
from vitk2.cohort.codes import WHOLE
from vitk2.cohort.csv_headings import needed
from vitk2.cohort.options import FOOD, GRAMS, OURS, CohortOptions
from vitk2.text import count_of

IS_TEXT: Final = f"{OURS}is_text"
"""Whether grams hold a text that is no number."""

IS_NO_CODE: Final = f"{OURS}is_no_code"
"""Whether food is a number that no code can be: NaN, infinite, or too large to be exact."""

LARGEST_CODE: Final = 2.0**53
"""From here on a float does not hold every whole number."""

NOT_A_NUMBER: Final = ("NaN", "nan")
"""How programs write a missing number; neither is how a person writes a name."""

NO_CODES: Final = (*NOT_A_NUMBER, *("inf", "-inf", "Inf", "-Inf", "Infinity", "-Infinity"))

NOT_BLANK: Final = r"[^\s\pZ]"
"""A pattern that finds a sign that is no white space, of any script."""

MOST_GRAMS: Final = 10_000
"""More on a line is mg for g, or a person's id in the wrong column."""

FAULTS: Final = {
    "no_food": "{food} is empty",
    "no_code": "{food} is not a code",
    "no_grams": "{grams} is empty",
    "text": "{grams} is not a number",
    "negative": "{grams} is below 0",
    "heavy": "{grams} is over 10 kg, so hardly in grams",
}
"""What can be wrong with a line, and how it is told."""

EMPTY_KEY: Final = f"{OURS}empty_"
"""Begins the count of lines that have no value to group by."""


def type_problems(schema: Mapping[str, dt.DataType], file: str, asked: CohortOptions) -> list[str]:
    """The columns of a file whose type cannot be that of a code or of grams."""
    return [
        f"{file}: {column}: {kind} is neither text nor a number"
        for column in map(asked.called, (FOOD, GRAMS))
        if (kind := schema.get(column))
        # null: an empty frame
        and not (kind.is_string() or kind.is_numeric() or kind.is_null())
    ]


def mixed_types(
    schemas: Mapping[str, Mapping[str, dt.DataType]], asked: CohortOptions
) -> list[str]:
    """Columns that are of one type in some files and of another in others, with their counts."""
    problems = []
    for column in needed(asked):
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


def lines_of(diary: ir.Table, asked: CohortOptions) -> ir.Table:
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
    code, is_no_code = _coded(food)
    return diary.select(
        **{name: diary[asked.called(name)] for name in asked.by},
        **{EATEN_FOOD: code, EATEN_GRAMS: weight, IS_TEXT: is_text, IS_NO_CODE: is_no_code},
    )


def _coded(food: ir.Value) -> tuple[ir.Value, ir.Value]:
    """Codes as integers where the column has those, else as text; and which cells are none.

    A whole number with decimals, 11457.0, is the code 11457; any other number stays as written.
    """
    kind = food.type()
    if kind.is_string():
        code = _code_of(food)
        return code, code.isin(NO_CODES).fill_null(False)
    if kind.is_null() or (kind.is_integer() and not kind.is_uint64()):
        return food.cast("int64"), ibis.literal(False)
    number = food.cast("float64")
    is_no_code = ~(number.abs() < LARGEST_CODE)
    if kind.is_floating():
        is_no_code |= number.isnan()  # to DuckDB NaN is above every number, to others below
    is_broken = is_no_code | (number != number.floor())
    whole = ibis.ifelse(is_broken, ibis.null("float64"), number).cast("int64").cast("string")
    return whole.fill_null(food.cast("string")), is_no_code.fill_null(False)


def _code_of(food: ir.StringValue) -> ir.StringValue:
    """A text without outer spaces, and without the decimals of a whole number."""
    text = food.strip()
    whole = text.re_extract(WHOLE, 1)
    # To strip a text takes longer than to see that nothing in it can need it, as in nearly all.
    needs = reduce(or_, (food.contains(sign) for sign in ". \t\n\r\v\f"))
    return ibis.ifelse(needs, ibis.ifelse(whole == "", text, whole), food)


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
    return {
        "no_food": _is_empty(food) & ~lines[IS_NO_CODE],
        "no_code": lines[IS_NO_CODE],
        "no_grams": grams.isnull() & ~is_text,
        "text": is_text,
        "negative": grams < 0,
        "heavy": grams > MOST_GRAMS,
        **{f"{EMPTY_KEY}{name}": _is_empty(lines[name]) for name in by},
    }


def _is_empty(value: ir.Value) -> ir.Value:
    """Whether a cell is missing: null, NaN, or a text of nothing or of white space alone."""
    if value.type().is_floating():
        return value.isnull() | value.isnan()
    if not value.type().is_string():
        return value.isnull()
    # Nearly every text begins with a sign between these two, and needs no pattern.
    is_plain = value.between("!", "~") & ~value.isin(NOT_A_NUMBER)
    is_blank = ~value.re_search(NOT_BLANK) | value.isin(NOT_A_NUMBER)
    return value.isnull() | ibis.ifelse(is_plain, False, is_blank)


def told_faults(counts: Mapping[str, int], file: str, asked: CohortOptions) -> list[str]:
    """The faults of a file, one line each, with their counts of lines."""
    names = {name: asked.called(name) for name in (FOOD, GRAMS)}
    told = {name: what.format(**names) for name, what in FAULTS.items()}
    told |= {f"{EMPTY_KEY}{name}": f"{asked.called(name)} is empty" for name in asked.by}
    return [
        f"{file}: in {count_of(counts[name], 'line')} {what}"
        for name, what in told.items()
        if counts[name]
    ]
