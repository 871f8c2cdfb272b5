"""Answers as pandas DataFrames; with curate the only importer of pandas."""

from collections.abc import Iterable, Sequence
from itertools import repeat
from types import NoneType
from typing import TYPE_CHECKING, Final, Protocol

from vitk2.catalog.schema import AMOUNTS, FOODS, MEASUREMENTS, PORTIONS, Cell, Record, column_info

if TYPE_CHECKING:
    import pandas as pd


class Table(Protocol):
    """What has columns and rows: a Result, a FoodDetails, a Comparison, an Intake."""

    @property
    def columns(self) -> Sequence[str]: ...
    @property
    def rows(self) -> Sequence[Sequence[Cell]]: ...


_OF_KIND: Final = {
    "number": "float64",
    "integer": "Int64",
    "boolean": "boolean",
    **dict.fromkeys(("text", "list", "flag"), "string"),
}
_PUBLISHED: Final = {c.name: _OF_KIND[c.kind] for c in (*FOODS, *AMOUNTS, *MEASUREMENTS, *PORTIONS)}
_OF_ENDING: Final = {
    "studies": "Int64",
    **dict.fromkeys(("tier", "qualifier", "qualifiers", "date", "meal", "left_out"), "string"),
}
"""By the last words of a name: the columns of one form or food, and those of a day."""

_OF_TYPE: Final = {str: "string", int: "Int64", bool: "boolean"}
_FORMS_IN_DOUBT: Final = "doubtful"
"""True or false of a row that is an amount; of any other row the forms that are."""


def to_frame(answer: Table | list[Record]) -> "pd.DataFrame":
    """An answer as a DataFrame: its rows in order, its columns, missing cells as NA.

    A row is a food, or a food and form, of a Result as it was asked for; a published number of a
    FoodDetails; a form of a Comparison; a form, or a day and form, of an Intake. Lists of records,
    such as `card.amounts` or `intake.contributions`, become frames too.

    Amounts are float64 in the unit that their column names, counts Int64, a row's `doubtful`
    boolean, everything else string. A qualifier stands in its own column: a missing amount is
    missing, never zero.
    """
    import pandas as pd

    columns, rows = _records(answer) if isinstance(answer, list) else (answer.columns, answer.rows)
    frame = pd.DataFrame.from_records(list(map(tuple, rows)), columns=list(columns))
    cells = zip(*rows, strict=True) if rows else repeat(())
    table = getattr(answer, "table", "")
    return frame.astype(
        {
            c: _declared(c, table) or _held(held) or _named(c, columns)
            for c, held in zip(columns, cells, strict=False)
        }
    )


def _records(records: list[Record]) -> tuple[Sequence[str], Sequence[Sequence[Cell]]]:
    return list(records[0]) if records else (), [list(r.values()) for r in records]


def _declared(column: str, table: str) -> str | None:
    """The type of a column of a listing: the same whatever rows are in it."""
    found = column_info(column, table) if table else None
    return _OF_KIND[found.column.kind] if found else None


def _held(cells: Iterable[Cell]) -> str | None:
    """The type of what a column holds; None where it holds nothing."""
    types = {type(cell) for cell in cells} - {NoneType}
    if not types:
        return None
    return _OF_TYPE[types.pop()] if len(types) == 1 and float not in types else "float64"


def _named(column: str, columns: Sequence[str]) -> str:
    """The type of a column by its name."""
    if column == _FORMS_IN_DOUBT and "form" not in columns:
        return "string"
    endings = (dtype for end, dtype in _OF_ENDING.items() if column.endswith(end))
    return _PUBLISHED.get(column) or next(endings, "float64")
