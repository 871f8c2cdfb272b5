"""One food with all that is known of it, and an amount of one form in it."""

from typing import NamedTuple

from vitk2.catalog.catalog import Catalog, records
from vitk2.catalog.schema import MEASUREMENTS, SOURCES, Record, Row
from vitk2.catalog.vocabulary import is_known
from vitk2.forms import Form
from vitk2.queries.resolve import resolve


def to_decimals(value: float, decimals: int = 6) -> float:
    """Round to so many decimals; a number above zero that would become 0 keeps three digits."""
    return round(value, decimals) or float(f"{value:.3g}")


class Amount(NamedTuple):
    """What the table shows of a food and form, µg per 100 g; after `times`, µg in so many grams."""

    form: Form
    ug: float | None
    low: float
    high: float
    qualifier: str = ""
    limit: float | None = None
    doubtful: bool = False
    why: str = ""
    """Why it is doubted."""

    @property
    def known(self) -> bool:
        """Whether a sum may count it; the index holds the same in its column `known`."""
        return is_known(self.qualifier, self.ug, doubtful=self.doubtful)

    def times(self, grams: float) -> "Amount":
        """The amount in so many grams, µg."""
        factor = grams / 100
        ug, limit = (None if x is None else to_decimals(x * factor) for x in (self.ug, self.limit))
        return self._replace(ug=ug, limit=limit, low=self.low * factor, high=self.high * factor)


def amount_of(row: Record) -> Amount:
    """The amount that a row of amounts.csv holds; its range ends at its limit."""
    numbers = ("ug_per_100g", "limit_ug_per_100g", "low", "high")
    ug, limit, low, high = (None if (n := row[c]) is None else float(n) for c in numbers)
    doubts = [m for m in str(row["marks"] or "").split(";") if m.startswith("doubtful")]
    return Amount(
        form=Form(str(row["form"])),
        ug=ug,
        low=low if low is not None else ug or 0.0,
        high=max(high if high is not None else ug or 0.0, limit or 0.0),
        qualifier=str(row["qualifier"] or ""),
        limit=limit,
        doubtful=bool(row["doubtful"]),
        why="; ".join(d.removeprefix("doubtful: ") for d in doubts) or "doubtful",
    )


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
    return card_of(catalog, resolve(catalog, text))


def card_of(catalog: Catalog, food_id: str) -> FoodCard:
    """All that is known of the food of an id that is there."""
    return FoodCard(
        food=records(catalog, "foods", food_id)[0],
        amounts=records(catalog, "amounts", food_id),
        measurements=records(catalog, "measurements", food_id),
        portions=records(catalog, "portions", food_id),
        names=records(catalog, "names", food_id),
        sources=_sources(catalog, food_id),
        data_version=catalog.data_version,
    )


def _sources(catalog: Catalog, food_id: str) -> list[Record]:
    """The sources of a food's numbers, each once."""
    columns = [c.name for c in SOURCES]
    rows = catalog.rows(
        f"SELECT {', '.join(columns)} FROM sources WHERE source_id IN "
        "(SELECT source_id FROM measurements WHERE food_id = ?) ORDER BY rowid",
        [food_id],
    )
    return [dict(zip(columns, row, strict=True)) for row in rows]
