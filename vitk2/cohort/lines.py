"""The lines of a diary with their foods and grams, and the counts of faulty lines."""

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
"""The column that is true where grams is a text that is not a number."""

IS_NO_CODE: Final = f"{OURS}is_no_code"
"""The column that is true where food is NaN, infinite, or a number too large to be exact."""

LARGEST_CODE: Final = 2.0**53
"""The size from which a float cannot represent every whole number."""

NOT_A_NUMBER: Final = ("NaN", "nan")
"""The texts that programs write for a missing number; people do not write names so."""

NO_CODES: Final = (*NOT_A_NUMBER, *("inf", "-inf", "Inf", "-Inf", "Infinity", "-Infinity"))

NOT_BLANK: Final = r"[^\s\pZ]"
"""A pattern that matches a character of any script that is not white space."""

MOST_GRAMS: Final = 10_000
"""The most grams on a line; more is mg for g, or a person's id in the wrong column."""

FAULTS: Final = {
    "no_food": "{food} is empty",
    "no_code": "{food} is not a code",
    "no_grams": "{grams} is empty",
    "text": "{grams} is not a number",
    "negative": "{grams} is below 0",
    "heavy": "{grams} is over 10 kg, so hardly in grams",
}
"""The message for each fault of a line."""

EMPTY_KEY: Final = f"{OURS}empty_"
"""The prefix of the counts of lines without a value to group by."""


def type_problems(
    schema: Mapping[str, dt.DataType], file: str, options: CohortOptions
) -> list[str]:
    """Return a message per column of a file whose type cannot be that of a code or of grams."""
    return [
        f"{file}: {column}: {dtype} is neither text nor a number"
        for column in map(options.called, (FOOD, GRAMS))
        if (dtype := schema.get(column))
        # null: an empty frame
        and not (dtype.is_string() or dtype.is_numeric() or dtype.is_null())
    ]


def mixed_types(
    schemas: Mapping[str, Mapping[str, dt.DataType]], options: CohortOptions
) -> list[str]:
    """Return a message per column that has different types in different files, with counts."""
    problems = []
    for column in needed(options):
        files: dict[str, list[str]] = {}
        for file, schema in schemas.items():
            if column in schema and not (schema[column].is_null() or schema[column].is_unknown()):
                files.setdefault(str(schema[column].copy(nullable=True)), []).append(file)
        if len(files) > 1:
            descriptions = [
                f"{type_name} in {count_of(len(paths), 'file')} such as {paths[0]}"
                for type_name, paths in files.items()
            ]
            problems.append(f"{column}: mixed types: {'; '.join(descriptions)}")
    return problems


def lines_of(diary: ir.Table, options: CohortOptions) -> ir.Table:
    """Return the lines of a diary: the grouping columns, the food code, and grams as numbers."""
    food, grams = diary[options.called(FOOD)], diary[options.called(GRAMS)]
    weight = grams.try_cast("float64") if grams.type().is_string() else grams.cast("float64")
    is_text = (
        grams.notnull() & (grams.strip() != "") & (weight.isnull() | weight.isnan())
        if grams.type().is_string()
        else ibis.literal(False)
    )
    if not grams.type().is_integer():
        weight = ibis.ifelse(weight.isnan(), ibis.null("float64"), weight)
    code, is_no_code = _food_codes(food)
    return diary.select(
        **{name: diary[options.called(name)] for name in options.by},
        **{EATEN_FOOD: code, EATEN_GRAMS: weight, IS_TEXT: is_text, IS_NO_CODE: is_no_code},
    )


def _food_codes(food: ir.Value) -> tuple[ir.Value, ir.Value]:
    """Return the codes, as integers if the column has integers, else as text; and where none is.

    A whole number with decimals, 11457.0, is the code 11457; any other number stays as written.
    """
    dtype = food.type()
    if dtype.is_string():
        code = _code_of(food)
        return code, code.isin(NO_CODES).fill_null(False)
    if dtype.is_null() or (dtype.is_integer() and not dtype.is_uint64()):
        return food.cast("int64"), ibis.literal(False)
    number = food.cast("float64")
    is_no_code = ~(number.abs() < LARGEST_CODE)
    if dtype.is_floating():
        is_no_code |= number.isnan()  # DuckDB sorts NaN above every number, others below
    is_broken = is_no_code | (number != number.floor())
    whole = ibis.ifelse(is_broken, ibis.null("float64"), number).cast("int64").cast("string")
    return whole.fill_null(food.cast("string")), is_no_code.fill_null(False)


def _code_of(food: ir.StringValue) -> ir.StringValue:
    """Return a text without outer spaces, and without the decimals of a whole number."""
    text = food.strip()
    whole = text.re_extract(WHOLE, 1)
    # Stripping a text takes longer than checking that it needs none, and nearly all need none.
    needs_strip = reduce(or_, (food.contains(sign) for sign in ". \t\n\r\v\f"))
    return ibis.ifelse(needs_strip, ibis.ifelse(whole == "", text, whole), food)


def key_of(lines: ir.Table) -> type[str] | type[int]:
    """Return the type of the codes of lines."""
    return int if lines[EATEN_FOOD].type().is_integer() else str


def by_food(lines: ir.Table, by: Sequence[str]) -> ir.Table:
    """Return a row per code: its lines, its grams, and the number of faulty lines."""
    return lines.group_by(EATEN_FOOD).aggregate(
        lines=lines.count(),
        grams=lines[EATEN_GRAMS].sum(),
        faults=lines.count(where=reduce(or_, _faults(lines, by).values())),
    )


def totals(foods: ir.Table) -> ir.Table:
    """Return one row with the lines, grams and faults of all codes."""
    return foods.aggregate(
        grams=foods.grams.sum().fill_null(0.0),
        **{c: foods[c].sum().fill_null(0).cast("int64") for c in ("lines", "faults")},
    )


def fault_counts(lines: ir.Table, by: Sequence[str]) -> ir.Table:
    """Return one row with the number of lines that have each fault."""
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
    """Return whether a cell is missing: null, NaN, or an empty or blank text."""
    if value.type().is_floating():
        return value.isnull() | value.isnan()
    if not value.type().is_string():
        return value.isnull()
    # Nearly every text begins with a character between these two, and needs no pattern.
    is_plain = value.between("!", "~") & ~value.isin(NOT_A_NUMBER)
    is_blank = ~value.re_search(NOT_BLANK) | value.isin(NOT_A_NUMBER)
    return value.isnull() | ibis.ifelse(is_plain, False, is_blank)


def fault_messages(counts: Mapping[str, int], file: str, options: CohortOptions) -> list[str]:
    """Return a message per fault of a file, with the number of lines that have it."""
    names = {name: options.called(name) for name in (FOOD, GRAMS)}
    messages = {name: message.format(**names) for name, message in FAULTS.items()}
    messages |= {f"{EMPTY_KEY}{name}": f"{options.called(name)} is empty" for name in options.by}
    return [
        f"{file}: in {count_of(counts[name], 'line')} {message}"
        for name, message in messages.items()
        if counts[name]
    ]
