"""The sums of a diary as Ibis expressions: lines joined with food contents, by group and form.

They are written once and run by DuckDB or Spark. The rules are those of vitk2.diary.totals.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import ibis
from ibis.expr import types as ir

from vitk2.cohort.options import LONG, OF_FORM, OF_GROUP, OURS
from vitk2.cohort.per_gram import (
    AT_LEAST,
    BITS,
    EMPTY,
    FLAGS,
    KEY,
    KNOWN,
    NOWHERE,
    PARTS,
    PLACE,
    UNKNOWN,
    column_of,
)
from vitk2.forms import TABLE_FORMS, Form

EATEN_FOOD, EATEN_GRAMS = f"{OURS}food", f"{OURS}grams"
"""Columns of the lines: the food, by the key of the contents, and its grams."""

IN_FORM = f"{OURS}in_form"
"""The column with a struct of all values of one form."""


class Tables(NamedTuple):
    """The tables that lines are joined with: the row number of each code, and the contents rows."""

    codes: ir.Table
    contents: ir.Table


@ibis.udf.agg.builtin(name="bit_or")  # type: ignore[untyped-decorator]
def _bit_or(flags: int) -> int:  # type: ignore[empty-body]  # both engines have their own
    """Combine the flags that any row has."""


def groups(lines: ir.Table, tables: Tables, by: Sequence[str]) -> ir.Table:
    """Return a row per group: grams, lines, the flags of any line, and the sums of each form.

    A line with an unknown code is assigned to the row NOWHERE, because an outer join of so many
    columns takes half as long again as an inner one.
    """
    codes, contents = tables
    matched = lines.left_join(codes, lines[EATEN_FOOD] == codes[KEY])
    indexed = matched.select(*by, EATEN_GRAMS, PLACE).fill_null({PLACE: NOWHERE})
    joined = indexed.inner_join(contents, PLACE)
    grams = joined[EATEN_GRAMS]
    parts = [column_of(form, part) for form in TABLE_FORMS for part in PARTS]
    return joined.group_by(list(by)).aggregate(
        grams=grams.sum(),
        lines=joined.count(),
        # A line of 0 g makes nothing unknown.
        **{FLAGS: _bit_or(ibis.ifelse(grams > 0, joined[FLAGS], 0))},
        **{part: (grams * joined[part]).sum() for part in parts},
    )


def wide(groups: ir.Table, by: Sequence[str]) -> ir.Table:
    """Return a row per group, with the columns of WIDE."""
    columns = {form: _form_values(_form_sums(groups, form), groups.grams) for form in TABLE_FORMS}
    return groups.select(
        *by,
        *(c.name for c in OF_GROUP),
        **{form.column(c.name): columns[form][c.name] for form in TABLE_FORMS for c in OF_FORM},
    )


def long(groups: ir.Table, by: Sequence[str]) -> ir.Table:
    """Return a row per group and form, with the columns of LONG."""
    rows = _rows_by_form(groups, by, lambda form: _form_sums(groups, form))
    return _long(rows, by, _form_values(rows[IN_FORM], rows.grams))


def long_of(wide: ir.Table, by: Sequence[str]) -> ir.Table:
    """Return the rows of `long`, made from those of `wide`."""
    names = [c.name for c in OF_FORM]
    rows = _rows_by_form(wide, by, lambda form: {name: wide[form.column(name)] for name in names})
    return _long(rows, by, {name: rows[IN_FORM][name] for name in names})


def _long(rows: ir.Table, by: Sequence[str], form_columns: Mapping[str, ir.Value]) -> ir.Table:
    """Return the columns of LONG in order, from the rows of _rows_by_form."""
    group_columns = {c.name: rows[c.name] for c in OF_GROUP}
    columns = {"form": rows[IN_FORM].form, **group_columns, **form_columns}
    return rows.select(*by, **{c.name: columns[c.name] for c in LONG})


def _rows_by_form(
    groups: ir.Table, by: Sequence[str], values: Callable[[Form], Mapping[str, ir.Value]]
) -> ir.Table:
    """Return a row per group and form, with the values of the form in one struct."""
    forms = [ibis.struct({"form": form.value, **values(form)}) for form in TABLE_FORMS]
    return groups.select(*by, *(c.name for c in OF_GROUP), **{IN_FORM: ibis.array(forms).unnest()})


def _form_sums(groups: ir.Table, form: Form) -> dict[str, ir.Value]:
    """Return the flags of a form, shifted to the lowest bits, and the sum of each part."""
    bits = groups[FLAGS] >> (BITS * TABLE_FORMS.index(form))
    return {FLAGS: bits, **{part: groups[column_of(form, part)] for part in PARTS}}


def _form_values(
    sums: Mapping[str, ir.Value] | ir.StructValue, grams: ir.Value
) -> dict[str, ir.Value]:
    """Return the columns of OF_FORM for a group and form, from the sums of _form_sums."""
    known, unknown, empty, at_least = (
        (sums[FLAGS] & flag) != 0 for flag in (KNOWN, UNKNOWN, EMPTY, AT_LEAST)
    )
    ug, low, high, known_g, doubtful_g = (sums[part] for part in PARTS)
    nothing_found = empty & (ug == 0)
    # An unmeasured or doubtful food may contain all there is, so "nothing found" is not a number.
    has_number, is_nd = known & ~nothing_found, known & nothing_found & ~unknown
    no_number, no_text = ibis.null("float64"), ibis.null("string")
    grams_known = ibis.ifelse(unknown, known_g, grams)
    values = (
        ibis.ifelse(has_number, ug, no_number),
        ibis.cases((has_number, low), (is_nd, 0.0), else_=no_number),
        ibis.ifelse(has_number | is_nd, high, no_number),
        ibis.cases((is_nd, "nd"), (has_number & (unknown | at_least), ">="), else_=no_text),
        grams_known,
        ibis.ifelse(grams > 0, grams_known / grams, no_number),
        doubtful_g,
    )
    return {c.name: value for c, value in zip(OF_FORM, values, strict=True)}
