"""THE expression: a diary's lines joined with what foods hold, summed by group and form.

Written once in Ibis and run by DuckDB or Spark. Its rules are those of vitk2.diary.totals.
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
"""What lines call a food, by the key of contents, and its grams."""

IN_FORM = f"{OURS}in_form"
"""What rows call a struct of all that is told of one form."""


class Tables(NamedTuple):
    """What lines are joined with: the place of each code, and what one gram holds, by place."""

    places: ir.Table
    held: ir.Table


@ibis.udf.agg.builtin(name="bit_or")  # type: ignore[untyped-decorator]
def _bit_or(flags: int) -> int:  # type: ignore[empty-body]  # both engines have their own
    """Flags that any row has."""


def groups(lines: ir.Table, tables: Tables, by: Sequence[str]) -> ir.Table:
    """A row a group: grams, lines, the flags that any line has, and of each form the sum of parts.

    A line whose code leads nowhere is given a place of its own, for an outer join of so many
    columns takes half as long again as an inner one.
    """
    places, held = tables
    met = lines.left_join(places, lines[EATEN_FOOD] == places[KEY])
    placed = met.select(*by, EATEN_GRAMS, PLACE).fill_null({PLACE: NOWHERE})
    whole = placed.inner_join(held, PLACE)
    grams = whole[EATEN_GRAMS]
    parts = [column_of(form, part) for form in TABLE_FORMS for part in PARTS]
    return whole.group_by(list(by)).aggregate(
        grams=grams.sum(),
        lines=whole.count(),
        # Of nothing eaten nothing is unknown.
        **{FLAGS: _bit_or(ibis.ifelse(grams > 0, whole[FLAGS], 0))},
        **{part: (grams * whole[part]).sum() for part in parts},
    )


def wide(groups: ir.Table, by: Sequence[str]) -> ir.Table:
    """A row a group, with the columns of WIDE."""
    told = {form: _told(_summed(groups, form), groups.grams) for form in TABLE_FORMS}
    return groups.select(
        *by,
        *(c.name for c in OF_GROUP),
        **{form.column(c.name): told[form][c.name] for form in TABLE_FORMS for c in OF_FORM},
    )


def long(groups: ir.Table, by: Sequence[str]) -> ir.Table:
    """A row a group and form, with the columns of LONG."""
    rows = _row_a_form(groups, by, lambda form: _summed(groups, form))
    return _long(rows, by, _told(rows[IN_FORM], rows.grams))


def long_of(wide: ir.Table, by: Sequence[str]) -> ir.Table:
    """The rows of `long`, made of those of `wide`."""
    names = [c.name for c in OF_FORM]
    rows = _row_a_form(wide, by, lambda form: {name: wide[form.column(name)] for name in names})
    return _long(rows, by, {name: rows[IN_FORM][name] for name in names})


def _long(rows: ir.Table, by: Sequence[str], told: Mapping[str, ir.Value]) -> ir.Table:
    """The columns of LONG in their order, of what _row_a_form gives."""
    whole = {c.name: rows[c.name] for c in OF_GROUP}
    every = {"form": rows[IN_FORM].form, **whole, **told}
    return rows.select(*by, **{c.name: every[c.name] for c in LONG})


def _row_a_form(
    groups: ir.Table, by: Sequence[str], values: Callable[[Form], Mapping[str, ir.Value]]
) -> ir.Table:
    """Each group once a form, whose values are one struct."""
    forms = [ibis.struct({"form": form.value, **values(form)}) for form in TABLE_FORMS]
    return groups.select(*by, *(c.name for c in OF_GROUP), **{IN_FORM: ibis.array(forms).unnest()})


def _summed(groups: ir.Table, form: Form) -> dict[str, ir.Value]:
    """The flags of a form, moved to where those of the first are, and the sum of each part."""
    bits = groups[FLAGS] >> (BITS * TABLE_FORMS.index(form))
    return {FLAGS: bits, **{part: groups[column_of(form, part)] for part in PARTS}}


def _told(summed: Mapping[str, ir.Value] | ir.StructValue, grams: ir.Value) -> dict[str, ir.Value]:
    """What a group says of a form, with the names of OF_FORM, by what _summed gives."""
    known, unknown, empty, at_least = (
        (summed[FLAGS] & flag) != 0 for flag in (KNOWN, UNKNOWN, EMPTY, AT_LEAST)
    )
    ug, low, high, known_g, doubtful_g = (summed[part] for part in PARTS)
    nothing_found = empty & (ug == 0)
    # What nobody looked for, or doubts, may be all there is: then nothing found is no number.
    has_number, is_nd = known & ~nothing_found, known & nothing_found & ~unknown
    nothing, no_word = ibis.null("float64"), ibis.null("string")
    grams_known = ibis.ifelse(unknown, known_g, grams)
    values = (
        ibis.ifelse(has_number, ug, nothing),
        ibis.cases((has_number, low), (is_nd, 0.0), else_=nothing),
        ibis.ifelse(has_number | is_nd, high, nothing),
        ibis.cases((is_nd, "nd"), (has_number & (unknown | at_least), ">="), else_=no_word),
        grams_known,
        ibis.ifelse(grams > 0, grams_known / grams, nothing),
        doubtful_g,
    )
    return {c.name: value for c, value in zip(OF_FORM, values, strict=True)}
