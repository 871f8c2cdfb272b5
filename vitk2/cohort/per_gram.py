"""The contents of one gram of each food or dish: the small table that a diary is joined with."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import pyarrow as pa

from vitk2.catalog.catalog import Catalog, records
from vitk2.cohort.codes import is_digits, without_zeros
from vitk2.cohort.options import OURS
from vitk2.forms import TABLE_FORMS, Form
from vitk2.queries.amounts import Amount, amount_of

KNOWN, UNKNOWN, EMPTY, AT_LEAST = 1, 2, 4, 8
"""Flags of a form in a food or in any part of a dish: a sound value, none, a sound one without a
number (nd, tr, <), a lower bound. Four bits per form; those of a group are those of its lines."""

BITS: Final = 4


class PerGram(NamedTuple):
    """The µg of a form in one gram, and the share of the gram that has a sound value.

    `doubtful` is the share whose value is doubtful; `flags` are KNOWN, UNKNOWN, EMPTY, AT_LEAST.
    """

    ug: float = 0.0
    low: float = 0.0
    high: float = 0.0
    known_share: float = 0.0
    doubtful: float = 0.0
    flags: int = UNKNOWN


Contents = Mapping[Form, PerGram]
"""The contents of one gram, by form."""

UNMATCHED: Final[Contents] = dict.fromkeys(TABLE_FORMS, PerGram())
"""The contents of a food that is not in the table."""


def contents_of(catalog: Catalog) -> dict[str, Contents]:
    """Return the contents of one gram of each food, by food_id."""
    contents: defaultdict[str, dict[Form, PerGram]] = defaultdict(lambda: dict(UNMATCHED))
    for row in records(catalog, "amounts"):
        amount = amount_of(row)
        if amount.form in UNMATCHED:
            contents[row["food_id"]][amount.form] = per_gram(amount)
    for food_id in catalog.texts("SELECT food_id FROM foods"):
        contents[food_id]  # a food without any amount is in the table too
    return dict(contents)


def per_gram(a: Amount) -> PerGram:
    """Return the amount of a form in one gram of a food, from the amount in 100 g."""
    if a.upper_end_only:
        return PerGram(high=a.high / 100)
    if not a.known:
        return PerGram(doubtful=float(a.doubtful))
    flags = KNOWN | (EMPTY if a.ug is None else 0) | (AT_LEAST if a.lacks_parts else 0)
    return PerGram((a.ug or 0.0) / 100, a.low / 100, a.high / 100, 1.0, 0.0, flags)


def mixed(parts: Sequence[tuple[Contents, float]], yield_g: float) -> Contents:
    """Return the contents of one gram of a dish; `parts` are ingredients and grams in `yield_g`.

    Its known share is that of the ingredients' grams, which the yield need not equal.
    """
    total_g = sum(grams for _, grams in parts)
    return {
        form: _mixed_form([(c[form], g) for c, g in parts], yield_g, total_g)
        for form in TABLE_FORMS
    }


def _mixed_form(parts: Sequence[tuple[PerGram, float]], yield_g: float, total_g: float) -> PerGram:
    flags = 0
    for part, _ in parts:
        flags |= part.flags
    ug, low, high = (sum(part[i] * g for part, g in parts) / yield_g for i in range(3))
    known_share = sum(h.known_share * g for h, g in parts) / total_g if flags & UNKNOWN else 1.0
    return PerGram(
        ug, low, high, known_share, sum(h.doubtful * g for h, g in parts) / total_g, flags
    )


KEY, PLACE, FLAGS = f"{OURS}key", f"{OURS}place", f"{OURS}flags"
"""Columns: the code, the number of its contents row, and the flags of all forms in that row."""

NOWHERE: Final = 0
"""The contents row of unknown codes."""

PARTS: Final = PerGram._fields[:5]
"""The fields that are multiplied by grams and summed."""

Key = type[str] | type[int]
"""The type of the codes in a diary."""


def column_of(form: Form, part: str) -> str:
    """Return the name of the column of a part of a form."""
    return OURS + form.column(part)


def tables_of(contents: Mapping[str, Contents], key: Key) -> tuple[pa.Table, pa.Table]:
    """Return two tables for an engine: the row number of each code, and the contents by row.

    With integer keys, codes that are not integers are omitted, and those with leading zeros too:
    each of them is also in `contents` without the zeros, so each number has one row.
    """
    keyed = {
        key(c): forms
        for c, forms in contents.items()
        if key is str or (is_digits(c) and c == without_zeros(c))
    }
    key_type = pa.string() if key is str else pa.int64()
    row_numbers = range(NOWHERE + 1, NOWHERE + 1 + len(keyed))
    rows = [UNMATCHED, *keyed.values()]
    columns = {
        PLACE: pa.array([NOWHERE, *row_numbers], pa.int64()),
        FLAGS: pa.array(map(flags_of, rows), pa.int64()),
    }
    for form in TABLE_FORMS:
        for i, part in enumerate(PARTS):
            columns[column_of(form, part)] = pa.array([row[form][i] for row in rows], pa.float64())
    codes = {KEY: pa.array(keyed, key_type), PLACE: pa.array(row_numbers, pa.int64())}
    return pa.table(codes), pa.table(columns)


def flags_of(forms: Contents) -> int:
    """Return the flags of all forms as one number, four bits per form."""
    return sum(forms[form].flags << BITS * i for i, form in enumerate(TABLE_FORMS))


def names_of(catalog: Catalog) -> dict[str, str]:
    """Return the name of each food, by food_id."""
    rows: list[Any] = catalog.rows("SELECT food_id, name FROM foods")
    return dict(rows)
