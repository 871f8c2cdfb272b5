"""The same sums in plain pandas: merge and groupby, one row per line and form."""

from collections.abc import Sequence

import pandas as pd

from vitk2.forms import TABLE_FORMS, Form
from vitk2.queries.amounts import Amount

Amounts = dict[str, dict[Form, Amount]]


def sums_by_pandas(lines: pd.DataFrame, amounts: Amounts, by: Sequence[str]) -> pd.DataFrame:
    """Return a row per group and form, with the columns of a cohort."""
    forms = pd.DataFrame({"form": [f.value for f in TABLE_FORMS]})
    line_forms = lines.merge(forms, how="cross")
    contents = pd.DataFrame(
        [
            {
                "food": food,
                "form": form.value,
                "per_100": a.ug or 0.0,
                "empty": a.ug is None,
                "low_100": a.low,
                "high_100": a.high,
                "least": a.qualifier == ">=",
                "known": a.known,
                "doubtful": a.doubtful,
            }
            for food, of_food in amounts.items()
            for form, a in of_food.items()
        ],
        columns=[
            *("food", "form", "per_100", "empty", "low_100", "high_100", "least", "known"),
            "doubtful",
        ],
    )
    rows = line_forms.merge(contents, how="left", on=["food", "form"])
    for flag in ("empty", "least", "known", "doubtful"):
        rows[flag] = rows[flag].eq(True)  # a food without contents has no flag
    return pd.DataFrame(
        [
            {**dict(zip([*by, "form"], key, strict=True)), **_sum(group)}
            for key, group in rows.groupby([*by, "form"], sort=True)
        ]
    )


def _sum(rows: pd.DataFrame) -> dict[str, object]:
    eaten = rows[rows["grams"] > 0]
    sound = eaten[eaten["known"]]
    grams, known_g = rows["grams"].sum(), sound["grams"].sum()
    row: dict[str, object] = {
        "ug": None,
        "low": None,
        "high": None,
        "qualifier": None,
        "grams": grams,
        "grams_known": known_g,
        "coverage": known_g / grams if grams else None,
        "lines": len(rows),
        "doubtful_grams": eaten[eaten["doubtful"]]["grams"].sum(),
    }
    if sound.empty:
        return row
    ug, low, high = (
        (sound["grams"] * sound[c] / 100).sum() for c in ("per_100", "low_100", "high_100")
    )
    unknown = len(sound) < len(eaten)
    if ug == 0 and sound["empty"].any():
        return row if unknown else row | {"low": 0.0, "high": high, "qualifier": "nd"}
    at_least = unknown or sound["least"].any()
    return row | {"ug": ug, "low": low, "high": high, "qualifier": ">=" if at_least else None}
