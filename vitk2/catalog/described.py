"""What each column of a listing is, whatever rows are in it: its kind, unit, form and meaning."""

from typing import Final, NamedTuple

from vitk2.catalog.column import Column
from vitk2.catalog.schema import FOODS, LONG, MEASUREMENTS
from vitk2.forms import WIDE_FORMS, Form


class Described(NamedTuple):
    """A column of a listing; `unit` is '' of what is no amount, `form` None of what is of none."""

    column: Column
    unit: str = ""
    form: Form | None = None


def described(name: str, table: str) -> Described | None:
    """What a column is in rows of `table`: wide, amounts or measurements; None where none knows.

    Columns of the food and those that an option adds are known in every one of them.
    """
    return _OF_TABLE[table].get(name) or _ANYWHERE.get(name)


_UNITS: Final = {"per 100 g": "µg/100 g", "per usual portion": "µg/portion", "gram": "g"}
"""What a meaning says of an amount, and the unit it is in."""


def _of(column: Column, form: Form | None = None) -> Described:
    told = [unit for words, unit in _UNITS.items() if words in column.meaning]
    return Described(column, told[0] if told and column.kind == "number" else "", form)


_ADDED: Final = (
    Column("source_ug_per_100g", "number", "what the source asked for states, µg per 100 g"),
    Column("highest_ug_per_100g", "number", "highest reading of the food, µg per 100 g"),
    Column("highest_ug_per_portion", "number", "highest reading, µg per usual portion"),
    Column("ug_per_portion", "number", "value shown, µg per usual portion"),
)
"""What an option adds, of an amount or of each form of a food."""

_ADDED_OF_AMOUNTS: Final = (
    Column("grams_holding", "number", "grams that hold the µg asked for, by the value shown"),
    Column("grams_holding_least", "number", "grams that hold it by the high end of the range"),
    Column("grams_holding_most", "number", "grams that hold it by the low end of the range"),
    Column("portions_holding", "number", "usual portions that hold it"),
    Column("n", "integer", "samples of all readings that vote; missing where one states none"),
)

_SUMMED_UP: Final = (
    Column("qualifiers", "list", "what stands instead of a plain number, each behind its form"),
    Column("doubtful", "list", "forms whose value rests on doubtful readings alone"),
    Column("marks", "list", "what a reader must know of a value, each behind its form"),
)
"""What a wide row says of all forms together."""


_OF_EACH_FORM: Final = (
    *(c for c in LONG if c.name in ("ug_per_100g", "low", "high", "studies", "tier")),
    *_ADDED,
)


def _in_a_wide_row() -> dict[str, Described]:
    of_forms = [
        _of(
            column._replace(name=form.column(column.name), meaning=f"{form}: {column.meaning}"),
            form,
        )
        for form in WIDE_FORMS
        for column in _OF_EACH_FORM
    ]
    return {d.column.name: d for d in (*map(_of, (*FOODS[:4], *_SUMMED_UP)), *of_forms)}


_OF_TABLE: Final = {
    "wide": _in_a_wide_row(),
    "amounts": {c.name: _of(c) for c in LONG},
    "measurements": {c.name: _of(c) for c in MEASUREMENTS},
}

_ANYWHERE: Final = {c.name: _of(c) for c in (*FOODS, *_ADDED, *_ADDED_OF_AMOUNTS)}
