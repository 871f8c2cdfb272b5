"""THE expression: a diary's lines joined with what foods hold, summed by group and form.

Written once in Ibis and run by DuckDB or Spark. Its rules are those of vitk2.diary.sums.
"""

from collections.abc import Sequence
from typing import NamedTuple

import ibis
from ibis.expr import types as ir

from vitk2.cohort.asked import LONG, OF_FORM, OURS
from vitk2.cohort.contents import (
    AT_LEAST,
    BITS,
    EMPTY,
    FLAGS,
    KEY,
    KNOWN,
    PARTS,
    PLACE,
    UNKNOWN,
    UNMATCHED,
    flags_of,
)
from vitk2.forms import WIDE_FORMS

EATEN_FOOD, EATEN_GRAMS = f"{OURS}food", f"{OURS}grams"
"""What lines call a food, by the key of contents, and its grams."""


class Tables(NamedTuple):
    """What lines are joined with: flags of each code, what it holds by form, and the forms."""

    foods: ir.Table
    held: ir.Table
    forms: ir.Table


@ibis.udf.agg.builtin(name="bit_or")  # type: ignore[untyped-decorator]
def _bit_or(flags: int) -> int:  # type: ignore[empty-body]  # both engines have their own
    """Flags that any row has."""


def long(lines: ir.Table, tables: Tables, by: Sequence[str]) -> ir.Table:
    """A row a group and form, with the columns of LONG."""
    rows = _groups(lines, tables.foods, by).cross_join(tables.forms)
    sums = _sums(lines, tables.held, by)
    whole = rows.left_join(sums, [rows[name] == sums[name] for name in (*by, PLACE)])
    told = _told(rows, sums)
    return whole.select(
        *(rows[name] for name in by),
        **{c.name: told[c.name] if c.name in told else rows[c.name] for c in LONG},
    )


def _groups(lines: ir.Table, foods: ir.Table, by: Sequence[str]) -> ir.Table:
    """A row a group: grams, lines, and the flags that any of its lines has."""
    grams, flags = lines[EATEN_GRAMS], foods[FLAGS].fill_null(flags_of(UNMATCHED))
    whole = lines.left_join(foods, lines[EATEN_FOOD] == foods[KEY])
    return whole.group_by(list(by)).aggregate(
        grams=grams.sum(),
        lines=whole.count(),
        **{FLAGS: _bit_or(ibis.ifelse(grams > 0, flags, 0))},  # of nothing eaten nothing is unknown
    )


def _sums(lines: ir.Table, held: ir.Table, by: Sequence[str]) -> ir.Table:
    """A row a group and form of which something is known or doubtful: the sum of each part."""
    whole = lines.inner_join(held, lines[EATEN_FOOD] == held[KEY])
    grams = lines[EATEN_GRAMS]
    return whole.group_by([*by, PLACE]).aggregate(
        **{part: (grams * held[part]).sum() for part in PARTS}
    )


def _told(rows: ir.Table, sums: ir.Table) -> dict[str, ir.Value]:
    """What a group says of a form, with the names of OF_FORM."""
    ug, low, high, known_g, doubtful_g = (sums[part].fill_null(0.0) for part in PARTS)
    bits = rows[FLAGS] >> (BITS * rows[PLACE])
    known, unknown, empty, at_least = (
        (bits & flag) != 0 for flag in (KNOWN, UNKNOWN, EMPTY, AT_LEAST)
    )
    nothing_found = empty & (ug == 0)
    # What nobody looked for, or doubts, may be all there is: then nothing found is no number.
    has_number, is_nd = known & ~nothing_found, known & nothing_found & ~unknown
    nothing, no_word = ibis.null("float64"), ibis.null("string")
    grams_known = ibis.ifelse(unknown, known_g, rows.grams)
    values = (
        ibis.ifelse(has_number, ug, nothing),
        ibis.cases((has_number, low), (is_nd, 0.0), else_=nothing),
        ibis.ifelse(has_number | is_nd, high, nothing),
        ibis.cases((is_nd, "nd"), (has_number & (unknown | at_least), ">="), else_=no_word),
        grams_known,
        ibis.ifelse(rows.grams > 0, grams_known / rows.grams, nothing),
        doubtful_g,
    )
    return {c.name: value for c, value in zip(OF_FORM, values, strict=True)}


def wide(rows: ir.Table, by: Sequence[str]) -> ir.Table:
    """A row a group, with the columns of WIDE, from rows of a group and form.

    The rows of a group are put in a list, in the order of the forms' names: an aggregate a column
    and form takes five times the time, and more memory than that.
    """
    in_order = sorted(form.value for form in WIDE_FORMS)
    told = ibis.struct({"form": rows.form, **{c.name: rows[c.name] for c in OF_FORM}})
    groups = rows.group_by(list(by)).aggregate(
        grams=rows.grams.max(), lines=rows.lines.max(), told=told.collect()
    )
    listed = groups.mutate(told=groups.told.sort())
    return listed.select(
        *(listed[name] for name in (*by, "grams", "lines")),
        **{
            f"{form.key}_{c.name}": listed.told[in_order.index(form.value)][c.name]
            for form in WIDE_FORMS
            for c in OF_FORM
        },
    )
