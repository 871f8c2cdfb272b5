"""The value rule applied to every food and form: its value, and the status of each reading."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

import pandas as pd

from curate.consensus import settle
from curate.grading import Verdicts, grade
from curate.measurement import Reading
from curate.source_readings import Row
from vitk2.catalog.k2 import FoodValue, sum_k2
from vitk2.catalog.vocabulary import RAW_OR_COOKED, TOTAL_FORM
from vitk2.forms import K2_PARTS, Form
from vitk2.text import tokenize

Key = tuple[str, Form]

_DECIDES: Final = ("counted", "assumed")
"""Statuses of which one reading of a food and form must have one for it to be in the table."""


def settle_all(
    readings: pd.DataFrame,
    catalog: pd.DataFrame,
    verdicts: Verdicts,
    panels: Mapping[str, frozenset[Form]],
) -> tuple[dict[str, Reading], dict[Key, FoodValue]]:
    """Return every settled reading by reading_id, and the value of every food and form.

    `panels` are forms that the K2 of single foods needs besides the usual ones.
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
    median_by_key = _measured_of_the_name(
        {key: settle(own)[0] for key, own in by_key.items()}, catalog
    )
    for key, own in by_key.items():
        value, settled = settle(own, median_by_key.get(key))
        graded |= {r.reading_id: r for r in settled}
        if any(r.status in _DECIDES for r in settled) or value.doubtful:
            values[key] = value
    _add_k2(values, _panels_looked_for(by_key, graded), panels)
    return graded, values


def _measured_of_the_name(
    values: Mapping[Key, FoodValue], catalog: pd.DataFrame
) -> dict[Key, Decimal]:
    """Return the lower median measured in the raw and cooked foods of each food's name."""
    names = {
        str(f["food_id"]): " ".join(tokenize(str(f["name"]).partition(",")[0]))
        for f in catalog.to_dict("records")
        if f["preparation"] in RAW_OR_COOKED
    }
    measured: dict[tuple[str, Form], list[Decimal]] = defaultdict(list)
    for (food_id, form), s in values.items():
        if food_id in names and s.tier != "C" and s.value is not None and not s.doubtful:
            measured[names[food_id], form].append(s.value)
    return {
        key: sorted(numbers)[(len(numbers) - 1) // 2]
        for key in values
        if (numbers := measured.get((names.get(key[0], ""), key[1])))
    }


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
        if total := sum_k2(parts, stated, panels.get(food_id, frozenset())):
            differ = len(looked_for.get(food_id, ())) > 1
            marks = (*total.marks, "panels differ") if differ else total.marks
            values[food_id, Form.K2] = replace(total, marks=marks)
