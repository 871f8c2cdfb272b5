"""One food with all that is known of it."""

from typing import NamedTuple

from vitk2.answers.names import resolve
from vitk2.tables.catalog import Catalog, records
from vitk2.tables.columns import MEASUREMENTS, Record, Row


class FoodCard(NamedTuple):
    """One food whole: its row of foods.csv and those of the other tables that are of it.

    The amounts are what is shown of each form, the measurements what stands behind it; both are
    µg per 100 g. `sources` are those of its numbers, `names` its names in other languages. The
    columns are those of the published tables.
    """

    food: Record
    amounts: list[Record]
    measurements: list[Record]
    portions: list[Record]
    names: list[Record]
    sources: list[Record]
    data_version: str

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns of `rows`: those of measurements.csv."""
        return tuple(c.name for c in MEASUREMENTS)

    @property
    def rows(self) -> list[Row]:
        """One row a published number."""
        return [tuple(m.values()) for m in self.measurements]


def show(catalog: Catalog, text: str) -> FoodCard:
    """All that is known of one food, named by id, name, plain word, alias or code (`fdc:172443`).

    Raises FoodError, with the candidates, when no food or more than one answers to it.
    """
    food_id = resolve(catalog, text)
    measurements = records(catalog, "measurements", food_id)
    behind = {m["source_id"] for m in measurements}
    return FoodCard(
        food=records(catalog, "foods", food_id)[0],
        amounts=records(catalog, "amounts", food_id),
        measurements=measurements,
        portions=records(catalog, "portions", food_id),
        names=records(catalog, "names", food_id),
        sources=[s for s in records(catalog, "sources") if s["source_id"] in behind],
        data_version=catalog.data_version,
    )
