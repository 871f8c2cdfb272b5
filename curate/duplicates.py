"""Readings that repeat another: a copy shares its original's fate and never votes beside it."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from curate.measurement import Reading

_ROUNDED_DIGITS: Final = 3
"""The fewest digits at which a rounded number is a copy and not another measurement."""


def share_fate(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings of one food and form, each copy with the doubt of its original.

    A Legacy row that repeats SR28's number is SR28's row, which has samples and a derivation. A
    number without a stated derivation that another source states as well is a copy.
    """
    shared: list[Reading] = []
    for r in sorted(readings, key=_copies_last):
        undecided = r.status in ("", "assumed")
        original = next((o for o in shared if _is_copy(r, o)), None) if undecided else None
        shared.append(_as_copy(r, original) if original else r)
    order = {r.reading_id: i for i, r in enumerate(readings)}
    return sorted(shared, key=lambda r: order[r.reading_id])


def _copies_last(reading: Reading) -> tuple[bool, int, str]:
    """Return a sort key that places possible originals before their possible copies."""
    tables = ("usda-sr-legacy", "frida-5.4", "cofid-2021", "ciqual-2025")
    index = tables.index(reading.source_id) if reading.source_id in tables else -1
    return (not reading.derivation_stated, index, reading.reading_id)


def _is_copy(reading: Reading, original: Reading) -> bool:
    if reading.source_id == "usda-sr-legacy" and original.source_id == "usda-sr28":
        same_food = reading.source_food == original.source_food
        return same_food and reading.number == original.number
    if reading.derivation_stated or reading.source_id == original.source_id:
        return False
    if not reading.value or not original.value:
        return False
    return _same(reading.value, original.value)


def _same(copy: Decimal, original: Decimal) -> bool:
    """Return whether `copy` equals `original`, whole or rounded."""
    if copy == original:
        return True
    _, digits, exponent = copy.normalize().as_tuple()
    rounded = original.quantize(Decimal(1).scaleb(int(exponent)), ROUND_HALF_UP)
    return len(digits) >= _ROUNDED_DIGITS and rounded == copy


def _as_copy(copy: Reading, original: Reading) -> Reading:
    """Return a copy that does not vote; the copy of a doubtful reading is doubtful as well."""
    legacy = original.source_id == "usda-sr28" and copy.source_id == "usda-sr-legacy"
    corrected = (
        replace(copy, tier=original.tier, qualifier=original.qualifier, marks=original.marks)
        if legacy
        else copy
    )
    if original.status == "doubtful":
        doubts = tuple(m for m in original.marks if m.startswith("doubtful"))
        marks = (*(m for m in corrected.marks if m not in doubts), *doubts)
        return replace(corrected, status="doubtful", marks=marks, repeats=original.reading_id)
    status = "superseded" if legacy else "duplicate"
    return replace(corrected, status=status, repeats=original.reading_id)
