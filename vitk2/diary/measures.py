"""Household measures: a handful, a glass, a pinch; of which foods they hold, and what one is."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from vitk2.catalog.catalog import Catalog, records
from vitk2.catalog.schema import Record
from vitk2.diary.units import unit_words

USUAL = "usual portion"
"""In `stated_as`: the food's usual portion, whatever it is called."""


class Measure(NamedTuple):
    """A row of household_measures.csv: grams or ml of one, or what is asked back."""

    word: str
    spellings: tuple[tuple[str, ...], ...]
    groups: tuple[str, ...]
    preparations: tuple[str, ...]
    stated_as: tuple[str, ...]
    grams: float | None
    ml: float | None
    asks: str

    def holds_for(self, food: Record) -> bool:
        """Whether the amount of this row is one of such a food."""
        return (not self.groups or food["group"] in self.groups) and (
            not self.preparations or food["preparation"] in self.preparations
        )


def household_measures(catalog: Catalog) -> list[Measure]:
    """The measures of the table, in its order."""
    return [_measure(row) for row in records(catalog, "household_measures")]


def measures_named(measures: Iterable[Measure], unit: str) -> Sequence[Measure]:
    """The rows of the measure that a unit names, in any of its spellings."""
    typed = tuple(unit_words(unit))
    return [m for m in measures if typed in m.spellings]


def _measure(row: Record) -> Measure:
    def listed(column: str) -> tuple[str, ...]:
        return tuple(str(row[column]).split(";")) if row[column] else ()

    word = str(row["measure"])
    return Measure(
        word=word,
        spellings=tuple(tuple(unit_words(w)) for w in (word, *listed("other_words"))),
        groups=listed("groups"),
        preparations=listed("preparations"),
        stated_as=listed("stated_as"),
        grams=None if row["measure_g"] is None else float(row["measure_g"]),
        ml=None if row["measure_ml"] is None else float(row["measure_ml"]),
        asks=str(row["asks"] or ""),
    )
