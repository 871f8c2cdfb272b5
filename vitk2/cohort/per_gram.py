"""What one gram of a food, or of a dish, holds: the small table that a diary is joined with."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import pyarrow as pa

from vitk2.catalog.catalog import Catalog, records
from vitk2.cohort.codes import is_digits, without_zeros
from vitk2.cohort.options import OURS
from vitk2.forms import TABLE_FORMS, Form
from vitk2.queries.amounts import Amount, amount_of

KNOWN, UNKNOWN, EMPTY, AT_LEAST = 1, 2, 4, 8
"""What may be so of a form in a food or in any part of a dish: a sound value, none, a sound one
without a number (nd, tr, <), a lower bound. Four bits a form; a group's are those of its lines."""

BITS: Final = 4


class PerGram(NamedTuple):
    """What one gram holds of a form, µg, and which share of the gram has a sound value.

    `doubtful` is the share whose value is doubtful; `flags` are KNOWN, UNKNOWN, EMPTY, AT_LEAST.
    """

    ug: float = 0.0
    low: float = 0.0
    high: float = 0.0
    known: float = 0.0
    doubtful: float = 0.0
    flags: int = UNKNOWN


Contents = Mapping[Form, PerGram]
"""What one gram holds, by form."""

UNMATCHED: Final[Contents] = dict.fromkeys(TABLE_FORMS, PerGram())
"""A food that the table does not know."""


def contents_of(catalog: Catalog) -> dict[str, Contents]:
    """What one gram of each food holds, by food_id."""
    found: defaultdict[str, dict[Form, PerGram]] = defaultdict(lambda: dict(UNMATCHED))
    for row in records(catalog, "amounts"):
        amount = amount_of(row)
        if amount.form in UNMATCHED:
            found[str(row["food_id"])][amount.form] = held(amount)
    for (food_id,) in catalog.rows("SELECT food_id FROM foods"):
        found[str(food_id)]  # a food without any amount is known by name alone
    return dict(found)


def held(a: Amount) -> PerGram:
    """What one gram of a food holds of a form, by what is shown of 100 g."""
    if not a.known:
        return PerGram(doubtful=float(a.doubtful))
    flags = KNOWN | (EMPTY if a.ug is None else 0) | (AT_LEAST if a.qualifier == ">=" else 0)
    return PerGram((a.ug or 0.0) / 100, a.low / 100, a.high / 100, 1.0, 0.0, flags)


def mixed(parts: Sequence[tuple[Contents, float]], yield_g: float) -> Contents:
    """What one gram of a dish holds: `parts` are ingredients with their grams in `yield_g` of it.

    Its known share is that of the ingredients' grams, which the yield need not equal.
    """
    whole_g = sum(grams for _, grams in parts)
    return {
        form: _mixed([(c[form], g) for c, g in parts], yield_g, whole_g) for form in TABLE_FORMS
    }


def _mixed(parts: Sequence[tuple[PerGram, float]], yield_g: float, whole_g: float) -> PerGram:
    flags = 0
    for one, _ in parts:
        flags |= one.flags
    ug, low, high = (sum(one[i] * g for one, g in parts) / yield_g for i in range(3))
    known = sum(h.known * g for h, g in parts) / whole_g if flags & UNKNOWN else 1.0
    return PerGram(ug, low, high, known, sum(h.doubtful * g for h, g in parts) / whole_g, flags)


KEY, PLACE, FLAGS = f"{OURS}key", f"{OURS}place", f"{OURS}flags"
"""A code; which row of contents it leads to; the flags of all forms there."""

NOWHERE: Final = 0
"""The row of what no code leads to."""

PARTS: Final = PerGram._fields[:5]
"""What is multiplied with grams and summed."""

Key = type[str] | type[int]
"""The type that codes have in a diary."""


def column_of(form: Form, part: str) -> str:
    """What the column of a part of a form is called."""
    return OURS + form.column(part)


def tables_of(contents: Mapping[str, Contents], key: Key) -> tuple[pa.Table, pa.Table]:
    """Contents as an engine takes them: the row of each code, and what one gram holds, row by row.

    With keys of integers, codes that are none are left out; each code with zeros in front is there
    without them too, so that one row is left of each number.
    """
    keyed = {
        key(c): forms
        for c, forms in contents.items()
        if key is str or (is_digits(c) and c == without_zeros(c))
    }
    key_type = pa.string() if key is str else pa.int64()
    places = range(NOWHERE + 1, NOWHERE + 1 + len(keyed))
    rows = [UNMATCHED, *keyed.values()]
    held = {
        PLACE: pa.array([NOWHERE, *places], pa.int64()),
        FLAGS: pa.array(map(flags_of, rows), pa.int64()),
    }
    for form in TABLE_FORMS:
        for i, part in enumerate(PARTS):
            held[column_of(form, part)] = pa.array([row[form][i] for row in rows], pa.float64())
    codes = {KEY: pa.array(keyed, key_type), PLACE: pa.array(places, pa.int64())}
    return pa.table(codes), pa.table(held)


def flags_of(forms: Contents) -> int:
    """The flags of all forms in one number, four bits a form."""
    return sum(forms[form].flags << BITS * i for i, form in enumerate(TABLE_FORMS))


def names_of(catalog: Catalog) -> dict[str, str]:
    """What people call each food."""
    return {str(i): str(name) for i, name in catalog.rows("SELECT food_id, name FROM foods")}
