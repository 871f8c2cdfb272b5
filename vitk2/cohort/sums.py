"""THE expression: a diary's lines joined with what foods hold, summed by group and form.

Written once in Ibis and run by DuckDB or Spark. Its rules are those of vitk2.diary.sums.
"""

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_
from typing import Final

import ibis
from ibis.expr import types as ir

from vitk2.cohort.asked import LONG, OF_FORM, OF_GROUP, OURS
from vitk2.cohort.contents import (
    AT_LEAST,
    BITS,
    EMPTY,
    FLAGS,
    KEY,
    KNOWN,
    PARTS,
    UNKNOWN,
    UNMATCHED,
    flags_of,
    sum_column,
)
from vitk2.forms import WIDE_FORMS, Form

EATEN_FOOD, EATEN_GRAMS = f"{OURS}food", f"{OURS}grams"
"""What lines call a food, by the key of contents, and its grams."""

PANELS: Final = (
    (Form.K1,),
    (Form.DK1, Form.MK4),
    (Form.K2,),
    tuple(f for f in WIDE_FORMS if f not in (Form.K1, Form.DK1, Form.MK4, Form.K2)),
)
"""Forms that much the same foods have: each panel reads only lines of those. K1 nearly all have.

One pass for all forms takes twice the time, since each line then pays for forms it lacks.
"""


@ibis.udf.agg.builtin(name="bit_or")  # type: ignore[untyped-decorator]
def _bit_or(flags: int) -> int:  # type: ignore[empty-body]  # both engines have their own
    """Flags that any row has."""


def summed(lines: ir.Table, contents: ir.Table, by: Sequence[str]) -> ir.Table:
    """A row a group: grams, lines, the flags of its lines, and the sums of each part and form."""
    grams, flags = lines[EATEN_GRAMS], contents[FLAGS].fill_null(flags_of(UNMATCHED))
    whole = lines.left_join(contents, lines[EATEN_FOOD] == contents[KEY])
    groups = whole.group_by(list(by)).aggregate(
        grams=grams.sum(),
        lines=whole.count(),
        **{FLAGS: _bit_or(ibis.ifelse(grams > 0, flags, 0))},  # of nothing eaten nothing is unknown
        **_sums(PANELS[0], contents, grams),
    )
    for panel in PANELS[1:]:
        groups = _with_panel(groups, panel, lines, contents, by)
    return groups


def _with_panel(
    groups: ir.Table, panel: Sequence[Form], lines: ir.Table, contents: ir.Table, by: Sequence[str]
) -> ir.Table:
    """Groups with the sums of a panel, which only lines of foods that have them are read for."""
    used = _used(panel, contents)
    if not used:
        return groups
    having = contents.filter(reduce(or_, (contents[c].notnull() for c in used)))
    held = lines.inner_join(having, lines[EATEN_FOOD] == having[KEY])
    sums = held.group_by(list(by)).aggregate(**_sums(panel, having, lines[EATEN_GRAMS]))
    beside = groups.left_join(sums, [groups[name] == sums[name] for name in by])
    return beside.select(*(groups[c] for c in groups.columns), *(sums[c] for c in used))


def _used(panel: Sequence[Form], contents: ir.Table) -> list[str]:
    return [c for f in panel for p in PARTS if (c := sum_column(f, p)) in contents.columns]


def _sums(panel: Sequence[Form], contents: ir.Table, grams: ir.Value) -> dict[str, ir.Value]:
    return {c: (grams * contents[c]).sum() for c in _used(panel, contents)}


def long(groups: ir.Table, by: Sequence[str]) -> ir.Table:
    """A row a group and form, with the columns of LONG."""
    of_forms = [
        ibis.struct({"form": ibis.literal(form.value), **_told(groups, form)})
        for form in WIDE_FORMS
    ]
    kept = groups.select(*by, *(c.name for c in OF_GROUP), told=ibis.array(of_forms).unnest())
    columns = {c.name: c.name in groups.columns for c in LONG}
    return kept.select(
        *by, **{name: kept[name] if own else kept.told[name] for name, own in columns.items()}
    )


def wide(groups: ir.Table, by: Sequence[str]) -> ir.Table:
    """A row a group, with the columns of WIDE."""
    return groups.select(
        *by,
        *(c.name for c in OF_GROUP),
        **{f"{f.key}_{name}": v for f in WIDE_FORMS for name, v in _told(groups, f).items()},
    )


def _told(groups: ir.Table, form: Form) -> dict[str, ir.Value]:
    """What a group says of a form, with the names of OF_FORM."""

    def total(part: str) -> ir.Value:
        name = sum_column(form, part)
        return groups[name].fill_null(0.0) if name in groups.columns else ibis.literal(0.0)

    known, unknown, empty, at_least = map(_flag(groups, form), (KNOWN, UNKNOWN, EMPTY, AT_LEAST))
    ug = total("ug")
    nothing_found = empty & (ug == 0)
    # What nobody looked for, or doubts, may be all there is: then nothing found is no number.
    has_number, is_nd = known & ~nothing_found, known & nothing_found & ~unknown
    nothing, no_word = ibis.null("float64"), ibis.null("string")
    grams = groups.grams
    grams_known = ibis.ifelse(unknown, total("known"), grams)
    values = (
        ibis.ifelse(has_number, ug, nothing),
        ibis.cases((has_number, total("low")), (is_nd, 0.0), else_=nothing),
        ibis.ifelse(has_number | is_nd, total("high"), nothing),
        ibis.cases((is_nd, "nd"), (has_number & (unknown | at_least), ">="), else_=no_word),
        grams_known,
        ibis.ifelse(grams > 0, grams_known / grams, nothing),
        total("doubtful"),
    )
    return {c.name: value for c, value in zip(OF_FORM, values, strict=True)}


def _flag(groups: ir.Table, form: Form) -> Callable[[int], ir.Value]:
    bits = groups[FLAGS] >> BITS * WIDE_FORMS.index(form)
    return lambda flag: (bits & flag) != 0
