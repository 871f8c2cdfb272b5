"""Foods that are like a food: what was measured in them, and marks where they differ."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

import pandas as pd

from curate.source_readings import Row
from vitk2.catalog.k2 import FoodValue
from vitk2.catalog.vocabulary import NO_SOUND_FIGURE, RAW_OR_COOKED
from vitk2.forms import Form
from vitk2.text import tokenize

Key = tuple[str, Form]
"""A food_id and a form."""

_SAME_PLANT: Final = ("baby", "young", "mini", "swiss", "common")
"""Words before a name that do not make another food of it: baby spinach is like spinach."""

_PULSES: Final = "Legumes and soya"

SOAKED_TIMES: Final = Decimal("2.4")
"""The weight of a boiled pulse for 1 g of the dried one."""


def measured_in_like_foods(
    values: Mapping[Key, FoodValue], catalog: pd.DataFrame
) -> dict[Key, Decimal]:
    """Return the lower median measured in the foods like each food, µg per 100 g of that food.

    Like foods have the same name and are raw or cooked. A pulse is like its dried seeds too, whose
    number is divided by 2.4 for a boiled food.
    """
    rows: list[Row] = catalog.to_dict("records")  # type: ignore[assignment]  # all cells are text
    foods = {row["food_id"]: row for row in rows}
    name_of = {food_id: _name(f) for food_id, f in foods.items() if _is_comparable(f)}
    measured: dict[tuple[str, Form], list[Decimal]] = defaultdict(list)
    for (food_id, form), s in values.items():
        if food_id in name_of and s.tier != "C" and s.value is not None and not s.doubtful:
            measured[name_of[food_id], form].append(s.value * _dry_matter(foods[food_id]))
    return {
        (food_id, form): numbers[(len(numbers) - 1) // 2] / _dry_matter(foods[food_id])
        for food_id, form in values
        if (numbers := sorted(measured.get((name_of.get(food_id, ""), form), ())))
    }


def _is_comparable(food: Row) -> bool:
    dried_pulse = food["preparation"] == "dried" and food["group"] == _PULSES
    return food["preparation"] in RAW_OR_COOKED or dried_pulse


def _name(food: Row) -> str:
    """Return the name of a food without its state and without words such as baby."""
    words = tokenize(food["name"].partition(",")[0])
    return " ".join(w for w in words if w not in _SAME_PLANT)


def _dry_matter(food: Row) -> Decimal:
    """Return the factor from a food's number to that of the boiled food."""
    dried = food["preparation"] == "dried" and food["group"] == _PULSES
    return 1 / SOAKED_TIMES if dried else Decimal(1)


DIFFER: Final = "like foods differ"
_DIFFER_TIMES: Final = 2
_DIFFER_UG: Final = 5


def mark_families(values: dict[Key, FoodValue], families: Iterable[Iterable[str]]) -> None:
    """Add a mark to the values of a form that differ much between the foods of a family.

    Raw and cooked of one name often come from different laboratories, which the mark says.
    """
    for family in map(list, families):
        for form in Form:
            keys = [(food_id, form) for food_id in family]
            of_form = {key: values[key] for key in keys if _is_number(values.get(key))}
            for key, mark in _marks(of_form).items():
                values[key] = replace(values[key], marks=(*values[key].marks, mark))


def _is_number(value: FoodValue | None) -> bool:
    return value is not None and bool(value.value) and not value.doubtful


def _marks(values: Mapping[Key, FoodValue]) -> dict[Key, str]:
    """Return the mark of each value of a family and form, if they differ enough."""
    ranked = sorted(values.values(), key=_ug)
    if len(ranked) < 2:
        return {}
    low, high = ranked[0], ranked[-1]
    if _ug(high) < _DIFFER_TIMES * _ug(low) or _ug(high) - _ug(low) < _DIFFER_UG:
        return {}
    apart = bool(low.studies_voting) and not low.studies_voting & high.studies_voting
    who = ", from different laboratories," if apart else ""
    return dict.fromkeys(values, f"{DIFFER}{who} x{_ug(high) / _ug(low):.1f}")


def _ug(value: FoodValue) -> Decimal:
    return value.value or Decimal(0)


def withhold(values: dict[Key, FoodValue], keys: Iterable[Key], catalog: pd.DataFrame) -> None:
    """Replace values that must not be shown by a mark that names the raw or boiled food's."""
    rows: list[Row] = catalog.to_dict("records")  # type: ignore[assignment]  # all cells are text
    for food_id, form in keys:
        value = values[food_id, form]
        others = [
            f"{row['preparation']} is {_ug(values[row['food_id'], form]).normalize():f}"
            for state in ("raw", "boiled")
            for row in rows
            if row["preparation"] == state and _is_of(food_id, row["food_id"], state)
            if _is_number(values.get((row["food_id"], form)))
        ]
        mark = ", ".join([NO_SOUND_FIGURE, *others])
        marks = (*value.marks, mark)
        values[food_id, form] = replace(value, value=None, qualifier="", marks=marks)


def _is_of(food_id: str, other_id: str, state: str) -> bool:
    """Return whether `other_id` is the same food in a state: broccoli-raw of broccoli-steamed."""
    return food_id.startswith(f"{other_id.removesuffix(state)}")
