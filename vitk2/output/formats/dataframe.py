"""Answers as pandas DataFrames; only this module and curate import pandas."""

from collections.abc import Iterable, Sequence
from itertools import repeat
from types import NoneType
from typing import TYPE_CHECKING, Any, Final, Protocol

from vitk2.catalog.schema import AMOUNTS, FOODS, MEASUREMENTS, PORTIONS, Cell, column_info

if TYPE_CHECKING:
    import pandas as pd


class Table(Protocol):
    """An object with columns and rows: a Result, a FoodDetails, a Comparison, an Intake."""

    @property
    def columns(self) -> Sequence[str]: ...
    @property
    def rows(self) -> Sequence[Sequence[Cell]]: ...


_DTYPE_OF_KIND: Final = {
    "number": "float64",
    "integer": "Int64",
    "boolean": "boolean",
    **dict.fromkeys(("text", "list", "flag"), "string"),
}
_PUBLISHED: Final = {
    c.name: _DTYPE_OF_KIND[c.kind] for c in (*FOODS, *AMOUNTS, *MEASUREMENTS, *PORTIONS)
}
_DTYPE_OF_ENDING: Final = {
    "studies": "Int64",
    **dict.fromkeys(("tier", "qualifier", "date", "meal", "left_out"), "string"),
}
"""Types by the last words of a column's name: columns of one form or food, and of a day."""

_DTYPE_OF_TYPE: Final = {str: "string", int: "Int64", bool: "boolean"}
_FORMS_IN_DOUBT: Final = "doubtful"
"""A boolean in a row that is an amount; in any other row the list of doubtful forms."""


def to_frame(answer: Table | list[Any]) -> "pd.DataFrame":
    """Return an answer as a DataFrame: its rows in order, its columns, missing cells as NA.

    A row is a food, or a food and form, of a Result by its shape; a published number of a
    FoodDetails; a form of a Comparison; a form, or a day and form, of an Intake. Lists of records,
    such as `card.amounts` or `intake.contributions`, become frames too.

    Amounts are float64 in the unit that their column names, counts Int64, a row's `doubtful`
    boolean, everything else string. A qualifier is in its own column: a missing amount is
    missing, never zero.
    """
    import pandas as pd

    columns, rows = _records(answer) if isinstance(answer, list) else (answer.columns, answer.rows)
    frame = pd.DataFrame.from_records(list(map(tuple, rows)), columns=list(columns))
    cells = zip(*rows, strict=True) if rows else repeat(())
    table = getattr(answer, "table", "")
    return frame.astype(
        {
            c: _type_in_schema(c, table) or _type_of_values(values) or _type_by_name(c, columns)
            for c, values in zip(columns, cells, strict=False)
        }
    )


def _records(records: list[Any]) -> tuple[Sequence[str], Sequence[Sequence[Cell]]]:
    return list(records[0]) if records else (), [list(r.values()) for r in records]


def _type_in_schema(column: str, table: str) -> str | None:
    """Return the type of a column of a listing, which does not depend on its rows."""
    found = column_info(column, table) if table else None
    return _DTYPE_OF_KIND[found.column.kind] if found else None


def _type_of_values(cells: Iterable[Cell]) -> str | None:
    """Return the type of a column by its values; None where it has none."""
    types = {type(cell) for cell in cells} - {NoneType}
    if not types:
        return None
    return _DTYPE_OF_TYPE[types.pop()] if len(types) == 1 and float not in types else "float64"


def _type_by_name(column: str, columns: Sequence[str]) -> str:
    """Return the type of a column by its name."""
    if column == _FORMS_IN_DOUBT and "form" not in columns:
        return "string"
    endings = (dtype for end, dtype in _DTYPE_OF_ENDING.items() if column.endswith(end))
    return _PUBLISHED.get(column) or next(endings, "float64")
