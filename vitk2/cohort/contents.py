"""What one gram of a food, or of a dish, holds: the small table that a diary is joined with."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from vitk2.answers.amounts import Amount, amount_of
from vitk2.cohort.asked import OURS
from vitk2.forms import WIDE_FORMS, Form
from vitk2.tables.catalog import Catalog, records

KEY, FLAGS = f"{OURS}key", f"{OURS}flags"

KNOWN, UNKNOWN, EMPTY, AT_LEAST = 1, 2, 4, 8
"""What may be so of a form in a food or in any part of a dish: a sound value, none, a sound one
without a number (nd, tr, <), a lower bound. Four bits a form; a group's are those of its lines."""

BITS: Final = 4


class Held(NamedTuple):
    """What one gram holds of a form, µg, and which share of the gram has a sound value.

    `doubtful` is the share whose value is doubtful; `flags` are KNOWN, UNKNOWN, EMPTY, AT_LEAST.
    """

    ug: float = 0.0
    low: float = 0.0
    high: float = 0.0
    known: float = 0.0
    doubtful: float = 0.0
    flags: int = UNKNOWN


Contents = Mapping[Form, Held]
"""What one gram holds, by form."""

UNMATCHED: Final[Contents] = dict.fromkeys(WIDE_FORMS, Held())
"""A food that the table does not know."""


def contents_of(catalog: Catalog) -> dict[str, Contents]:
    """What one gram of each food holds, by food_id."""
    found: defaultdict[str, dict[Form, Held]] = defaultdict(lambda: dict(UNMATCHED))
    for row in records(catalog, "amounts"):
        amount = amount_of(row)
        if amount.form in UNMATCHED:
            found[str(row["food_id"])][amount.form] = held(amount)
    for (food_id,) in catalog.rows("SELECT food_id FROM foods"):
        found[str(food_id)]  # a food without any amount is known by name alone
    return dict(found)


def held(a: Amount) -> Held:
    """What one gram of a food holds of a form, by what is shown of 100 g."""
    if not a.known:
        return Held(doubtful=float(a.doubtful))
    flags = KNOWN | (EMPTY if a.ug is None else 0) | (AT_LEAST if a.qualifier == ">=" else 0)
    return Held((a.ug or 0.0) / 100, a.low / 100, a.high / 100, 1.0, 0.0, flags)


def mixed(parts: Sequence[tuple[Contents, float]], yield_g: float) -> Contents:
    """What one gram of a dish holds: `parts` are ingredients with their grams in `yield_g` of it.

    Its known share is that of the ingredients' grams, which the yield need not equal.
    """
    whole_g = sum(grams for _, grams in parts)
    return {form: _mixed([(c[form], g) for c, g in parts], yield_g, whole_g) for form in WIDE_FORMS}


def _mixed(parts: Sequence[tuple[Held, float]], yield_g: float, whole_g: float) -> Held:
    flags = 0
    for one, _ in parts:
        flags |= one.flags
    ug, low, high = (sum(one[i] * g for one, g in parts) / yield_g for i in range(3))
    known = sum(h.known * g for h, g in parts) / whole_g if flags & UNKNOWN else 1.0
    return Held(ug, low, high, known, sum(h.doubtful * g for h, g in parts) / whole_g, flags)


def sum_column(form: Form, part: str) -> str:
    """What the column of one part of a form is called: `vitk2_mk7_ug`."""
    return f"{OURS}{form.key}_{part}"


PARTS: Final = Held._fields[:5]
"""What is multiplied with grams and summed."""

Row = tuple[str | int | float | None, ...]


class Joined(NamedTuple):
    """A table of codes as an engine takes it: a key, the flags of all forms, and what is summed.

    Zeros are left empty, since engines skip those, and so are columns of zeros alone.
    """

    columns: tuple[str, ...]
    rows: list[Row]
    key: type[str] | type[int]


def joined(contents: Mapping[str, Contents], key: type[str] | type[int]) -> Joined:
    """Contents by code as a table; with keys of integers, codes that are none are left out."""
    keyed = {key(c): forms for c, forms in contents.items() if key is str or c.isdecimal()}
    every = [(form, part) for form in WIDE_FORMS for part in PARTS]
    used = [
        (form, part)
        for form, part in every
        if any(getattr(forms[form], part) for forms in keyed.values())
    ]
    rows: list[Row] = [
        (code, flags_of(forms), *(getattr(forms[f], part) or None for f, part in used))
        for code, forms in keyed.items()
    ]
    return Joined((KEY, FLAGS, *(sum_column(f, part) for f, part in used)), rows, key)


def flags_of(forms: Contents) -> int:
    """The flags of all forms in one number, four bits a form."""
    return sum(forms[form].flags << BITS * i for i, form in enumerate(WIDE_FORMS))


def names_of(catalog: Catalog, food_ids: Iterable[str]) -> dict[str, str]:
    """What people call foods."""
    names = {str(i): str(name) for i, name in catalog.rows("SELECT food_id, name FROM foods")}
    return {i: names.get(i, i) for i in food_ids}
