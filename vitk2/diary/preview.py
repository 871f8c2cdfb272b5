"""What a diary was taken as, line by line and before anything is summed."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vitk2.diary.items import Item, Problem
from vitk2.diary.scales import Scales
from vitk2.tables.catalog import Catalog


class Line(NamedTuple):
    """One line of a diary: the food and grams it was taken as, or what is asked back."""

    place: str
    date: str | None
    meal: str | None
    written: str
    food_id: str | None = None
    name: str | None = None
    grams: float | None = None
    note: str | None = None
    asks: str | None = None


def preview(catalog: Catalog, items: Iterable[Item | Problem]) -> Iterator[Line]:
    """Each line with what was taken, in the order written."""
    scales = Scales(catalog)
    for item in items:
        taken = scales.weighed(item)
        written = item.written if isinstance(item, Problem) else item.typed or item.written
        meal = item.meal if isinstance(item, Item) else ""
        line = Line(item.place, item.date or None, meal or None, written)
        if isinstance(taken, Problem):
            yield line._replace(asks=taken.asks)
        else:
            yield line._replace(
                food_id=taken.food_id, name=taken.name, grams=taken.grams, note=taken.note or None
            )
