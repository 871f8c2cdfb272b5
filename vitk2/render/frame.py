"""Answers as pandas DataFrames; with curate the only importer of pandas."""

from typing import TYPE_CHECKING, Final

from vitk2.answers.query import Result
from vitk2.tables.columns import COLUMNS

if TYPE_CHECKING:
    import pandas as pd

_KINDS: Final = {c.name: c.kind for columns in COLUMNS.values() for c in columns}
_INTEGERS: Final = ("studies",)
_TEXTS: Final = ("tier", "qualifiers", "marks")
_FORMS_IN_DOUBT: Final = "doubtful"
"""True or false of a row that is an amount; of a row that is a food, the forms that are."""


def to_frame(result: Result) -> "pd.DataFrame":
    """A result as a DataFrame: its rows in order, its columns, missing cells as NA.

    Amounts are float64 in µg per 100 g, counts Int64, a row's `doubtful` boolean, everything else
    string. A qualifier stands in its own column: a missing amount is missing, never zero.
    """
    import pandas as pd

    frame = pd.DataFrame.from_records(result.rows, columns=list(result.columns))
    return frame.astype({c: _dtype(c, result.query.shape) for c in result.columns})


def _dtype(column: str, shape: str) -> str:
    kind = "text" if shape == "wide" and column == _FORMS_IN_DOUBT else _KINDS.get(column)
    if kind == "boolean":
        return "boolean"
    if kind == "integer" or column.endswith(_INTEGERS):
        return "Int64"
    if kind in ("text", "list", "flag") or column.endswith(_TEXTS):
        return "string"
    return "float64"
