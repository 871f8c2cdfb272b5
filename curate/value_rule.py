"""The value rule applied to every food and form: its value, and the status of each reading."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

import pandas as pd

from curate.consensus import TieBreak, settle
from curate.grading import Verdicts, grade
from curate.like_foods import mark_families, measured_in_like_foods, withhold
from curate.measurement import Reading
from curate.source_readings import Row
from vitk2.catalog.k2 import FoodValue, mainly, sum_k2
from vitk2.catalog.vocabulary import TOTAL_FORM
from vitk2.forms import K2_PARTS, Form

Key = tuple[str, Form]

_DECIDES: Final = ("counted", "assumed")
"""Statuses of which one reading of a food and form must have one for it to be in the table."""


def settle_all(
    readings: pd.DataFrame,
    catalog: pd.DataFrame,
    verdicts: Verdicts,
    panels: Mapping[str, frozenset[Form]],
    families: Iterable[Iterable[str]] = (),
) -> tuple[dict[str, Reading], dict[Key, FoodValue]]:
    """Return every settled reading by reading_id, and the value of every food and form.

    `panels` are forms that the K2 of single foods needs besides the usual ones, `families` foods
    whose values are compared with each other.
    """
    graded: dict[str, Reading] = {}
    by_key: dict[Key, list[Reading]] = {}
    for (food_id, form), group in readings.groupby(["food_id", "form"], sort=True):
        rows: list[Row] = group.to_dict("records")  # type: ignore[assignment]  # all cells are text
        own = [grade(row, row["study"], verdicts) for row in rows]
        if form == TOTAL_FORM:
            graded |= {r.reading_id: r for r in own}
        else:
            by_key[str(food_id), Form(str(form))] = own
    values: dict[Key, FoodValue] = {}
    measured = {key: settle(own, _tie_break(key))[0] for key, own in by_key.items()}
    like_foods = measured_in_like_foods(measured, catalog)
    for key, own in by_key.items():
        value, settled = settle(own, _tie_break(key, like_foods.get(key)))
        graded |= {r.reading_id: r for r in settled}
        if any(r.status in _DECIDES for r in settled) or value.doubtful:
            values[key] = value
    withhold(values, list(_withheld(by_key, values, verdicts)), catalog)
    totals = {food_id: s for (food_id, form), s in values.items() if form == Form.K2}
    _add_k2(values, _panels_looked_for(by_key, graded), panels)
    for food_id, form in _main_forms(by_key, graded, verdicts):
        values.setdefault((food_id, form), mainly(form, totals[food_id]))
    mark_families(values, families)
    return graded, values


def _withheld(
    by_key: Mapping[Key, list[Reading]], values: Mapping[Key, FoodValue], verdicts: Verdicts
) -> Iterator[Key]:
    """Yield each food and form whose value rests on readings that must not be shown."""
    for key, own in by_key.items():
        doubtful = [r.reading_id for r in own if r.status == "doubtful" and r.value is not None]
        if key in values and values[key].doubtful and verdicts.withheld.issuperset(doubtful):
            yield key


def _main_forms(
    by_key: Mapping[Key, list[Reading]], graded: Mapping[str, Reading], verdicts: Verdicts
) -> Iterator[Key]:
    """Yield each food of whose counted total one form is the main part, with that form."""
    for (food_id, form), own in by_key.items():
        for r in own if form == Form.K2 else ():
            if graded[r.reading_id].status == "counted" and r.reading_id in verdicts.main_forms:
                yield food_id, verdicts.main_forms[r.reading_id]


def _tie_break(key: Key, like_foods: Decimal | None = None) -> TieBreak:
    return TieBreak(higher=key[1] == Form.K1, like_foods=like_foods)


def _panels_looked_for(
    by_key: Mapping[Key, list[Reading]], graded: Mapping[str, Reading]
) -> dict[str, set[frozenset[Form]]]:
    """Return the sets of menaquinones that the studies of each food looked for."""
    forms_of_studies: dict[str, dict[str, set[Form]]] = defaultdict(lambda: defaultdict(set))
    for (food_id, form), own in by_key.items():
        for r in own if form in K2_PARTS else ():
            if r.measured and graded[r.reading_id].status == "counted":
                forms_of_studies[food_id][r.study].add(form)
    return {
        food: {frozenset(forms) for forms in of_study.values()}
        for food, of_study in forms_of_studies.items()
    }


def _add_k2(
    values: dict[Key, FoodValue],
    looked_for: Mapping[str, set[frozenset[Form]]],
    panels: Mapping[str, frozenset[Form]],
) -> None:
    for food_id in sorted({food for food, _ in values}):
        parts = {f: values[food_id, f] for f in K2_PARTS if (food_id, f) in values}
        stated = values.pop((food_id, Form.K2), None)
        total = sum_k2(parts, stated, panels.get(food_id, frozenset()))
        if total and (total.value or total.qualifier != ">="):
            differ = len(looked_for.get(food_id, ())) > 1
            marks = (*total.marks, "panels differ") if differ else total.marks
            values[food_id, Form.K2] = replace(total, marks=marks)
