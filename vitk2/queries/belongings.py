"""What belongs to foods: their rows of every table, and the sources that these name."""

from collections.abc import Collection, Mapping
from typing import Final

from vitk2.catalog.catalog import Catalog, records
from vitk2.catalog.schema import COLUMNS, Record

OF_FOODS: Final = ("foods", "amounts", "measurements", "portions", "names")
"""Tables whose rows are of a food each."""

TABLES: Final = (*OF_FOODS, "sources", "forms")
"""Tables that make a whole by themselves: what one of them names is in another."""


def belongings(catalog: Catalog, food_ids: Collection[object]) -> dict[str, list[Record]]:
    """The rows of TABLES that belong to foods, in the order of the tables.

    Of sources those that a row names, of forms all. All foods give every table whole, so that
    nothing of the published table is lost.
    """
    chosen = set(food_ids)
    found = {table: records(catalog, table) for table in TABLES}
    if len(chosen) == len(found["foods"]):
        return found
    for table in OF_FOODS:
        found[table] = [row for row in found[table] if row["food_id"] in chosen]
    named = _named_sources(found)
    found["sources"] = [row for row in found["sources"] if row["source_id"] in named]
    return found


def _named_sources(tables: Mapping[str, list[Record]]) -> set[str]:
    """The source_ids that rows name, in a column of one or in a list."""
    return {
        source_id
        for table in OF_FOODS
        for column in COLUMNS[table]
        if column.refers == "sources.source_id"
        for row in tables[table]
        for source_id in str(row[column.name] or "").split(";")
    }
