"""One food with its rows of every table."""

from typing import TYPE_CHECKING, Any, NamedTuple

from vitk2.catalog.catalog import Catalog, records
from vitk2.catalog.schema import MEASUREMENTS, SOURCES
from vitk2.queries.resolve import prepared_otherwise
from vitk2.text import tokenize

if TYPE_CHECKING:
    from vitk2.catalog.rows import (
        AmountRow,
        ChangedValueRow,
        FoodRow,
        MeasurementRow,
        NameRow,
        PortionRow,
        SourceRow,
    )


class FoodDetails(NamedTuple):
    """One food whole: its row of foods.csv and its rows of the other tables.

    The amounts are the values of each form, the measurements the published numbers; both are
    µg per 100 g. `sources` are those of its numbers, `names` its names in other languages,
    `changed` the values that the version of the table before this one had otherwise. The columns
    are those of the published tables.
    """

    food: "FoodRow"
    amounts: "list[AmountRow]"
    measurements: "list[MeasurementRow]"
    portions: "list[PortionRow]"
    names: "list[NameRow]"
    sources: "list[SourceRow]"
    changed: "list[ChangedValueRow]"
    data_version: str

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns of `rows`: those of measurements.csv."""
        return tuple(c.name for c in MEASUREMENTS)

    @property
    def rows(self) -> list[tuple[Any, ...]]:
        """One row a published number."""
        return [tuple(m.values()) for m in self.measurements]


class FoodMatch(NamedTuple):
    """A food that a text names, and what is to be said where it is not the food's own name."""

    food: FoodDetails
    other_name: str = ""
    """The text, where it is neither the name nor the id of the food nor a code; else ''."""
    other_preparations: tuple[str, ...] = ()
    """Raw or cooked foods of the same name, each with its K1 and K2, where `other_name` is set."""


def match_of(catalog: Catalog, food_id: str, text: str) -> FoodMatch:
    """Return the food of an existing id as the match of a text."""
    food = details_of(catalog, food_id)
    if is_own_name(text, food_id, food.food["name"]):
        return FoodMatch(food)
    return FoodMatch(food, text, tuple(prepared_otherwise(catalog, food.food)))


def is_own_name(text: str, food_id: str, name: str) -> bool:
    """Return whether a text is the name or the id of a food, or a code: nothing else was meant."""
    return not text or ":" in text or tokenize(text) in (tokenize(name), tokenize(food_id))


def details_of(catalog: Catalog, food_id: str) -> FoodDetails:
    """Return the food of an existing id with its rows."""
    amounts = records(catalog, "amounts", food_id)
    return FoodDetails(
        food=records(catalog, "foods", food_id)[0],
        amounts=amounts,
        measurements=records(catalog, "measurements", food_id),
        portions=records(catalog, "portions", food_id),
        names=records(catalog, "names", food_id),
        sources=_sources(catalog, food_id),
        changed=_changed(catalog, food_id, amounts),
        data_version=catalog.data_version,
    )


def _changed(catalog: Catalog, food_id: str, amounts: "list[AmountRow]") -> "list[ChangedValueRow]":
    """Return the changed values of a food, without the forms that are the user's own."""
    own = {a["form"] for a in amounts if "own" in (a["marks"] or "").split(";")}
    return [c for c in records(catalog, "changed_values", food_id) if c["form"] not in own]


def _sources(catalog: Catalog, food_id: str) -> "list[SourceRow]":
    """Return the sources of a food's numbers, each once."""
    columns = [c.name for c in SOURCES]
    rows = catalog.rows(
        f"SELECT {', '.join(columns)} FROM sources WHERE source_id IN "
        "(SELECT source_id FROM measurements WHERE food_id = ?) ORDER BY rowid",
        [food_id],
    )
    found: list[Any] = [dict(zip(columns, row, strict=True)) for row in rows]
    return found
