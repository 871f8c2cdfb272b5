"""Forms, groups and sources with their counts, and the rows of every table that belong to foods."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Final

from vitk2.catalog.catalog import Catalog, records
from vitk2.catalog.schema import COLUMNS, Record
from vitk2.catalog.vocabulary import GROUPS
from vitk2.forms import MAIN_FORMS
from vitk2.text import match_unique

if TYPE_CHECKING:
    from vitk2.catalog.rows import SourceRow


def forms(catalog: Catalog) -> list[Record]:
    """Return each form with the number of foods that carry it and of each kind of other value."""
    counts = {form: found for form, *found in catalog.rows(_FORM_COUNTS)}
    counted = (
        *("foods", "measured_foods", "upper_end_only", "zeros", "not_found"),
        *("assumed_zeros", "doubtful"),
    )
    return [
        {
            "form": card["form"],
            "name": card["name"],
            "other_names": card["other_names"],
            **dict(zip(counted, counts.get(card["form"], [0] * len(counted)), strict=True)),
            "origin": card["origin"],
        }
        for card in records(catalog, "forms")
    ]


_FORM_COUNTS: Final = """
    SELECT form,
      ifnull(sum(ug_per_100g > 0 AND NOT doubtful), 0),
      ifnull(sum(ug_per_100g > 0 AND NOT doubtful AND tier <> 'C'), 0),
      ifnull(sum(qualifier IS '<='), 0),
      ifnull(sum(ug_per_100g = 0 AND qualifier IS NOT 'assumed'), 0),
      ifnull(sum(qualifier IN ('<', 'tr', 'nd')), 0),
      ifnull(sum(qualifier IS 'assumed'), 0),
      ifnull(sum(doubtful), 0)
    FROM amounts GROUP BY form"""


def groups(catalog: Catalog) -> list[Record]:
    """Return each food group with the number of foods and of those with K1, MK-4, MK-7, K2.

    These have an amount above zero that is not doubtful, as in forms().
    """
    sums = ", ".join(f"ifnull(sum(a.form = '{f}'), 0)" for f in MAIN_FORMS)
    rows = catalog.rows(
        f'SELECT f."group", count(DISTINCT f.food_id), {sums} FROM foods f LEFT JOIN amounts a '
        "ON a.food_id = f.food_id AND a.ug_per_100g > 0 AND NOT a.doubtful "
        'GROUP BY f."group"'
    )
    counts = {group: found for group, *found in rows}
    columns = ("foods", *(f.key for f in MAIN_FORMS))
    return [
        {"group": g, **dict(zip(columns, (n or 0 for n in counts[g]), strict=True))}
        for g in GROUPS
        if g in counts
    ]


def sources(catalog: Catalog) -> list[Record]:
    """Return each source of a number, with the counts of its numbers, foods and votes."""
    rows = catalog.rows(
        "SELECT source_id, count(*), count(DISTINCT food_id), sum(status = 'counted') "
        "FROM measurements GROUP BY source_id"
    )
    counts = {source_id: found for source_id, *found in rows}
    return [
        {
            "source_id": s["source_id"],
            "authors": s["authors"],
            "year": s["year"],
            "title": s["title"],
            **dict(zip(("numbers", "foods", "counted"), counts[s["source_id"]], strict=True)),
            "measured": s["measured"],
        }
        for s in records(catalog, "sources")
        if s["source_id"] in counts
    ]


def sources_of_foods(catalog: Catalog, food_ids: Collection[object]) -> "list[SourceRow]":
    """Return the sources of all numbers of the foods, in the order of sources.csv."""
    if not food_ids:
        return []
    foods = set(food_ids)
    sql = "SELECT DISTINCT food_id, source_id FROM measurements"
    parameters = [str(food) for food in foods] if len(foods) <= _MOST_PARAMETERS else []
    if parameters:  # many foods are filtered from all rows
        sql += f" WHERE food_id IN ({', '.join('?' * len(parameters))})"
    source_ids = {source for food, source in catalog.rows(sql, parameters) if food in foods}
    return [s for s in records(catalog, "sources") if s["source_id"] in source_ids]


_MOST_PARAMETERS: Final = 500
"""The number of values that every SQLite can bind."""


def source(catalog: Catalog, source_id: str) -> "SourceRow":
    """Return one source with its whole citation, by its id or the beginning of it.

    Raises UnknownNameError with the ids that begin so, else the nearest.
    """
    every = {s["source_id"]: s for s in records(catalog, "sources")}
    return every[match_unique("source", source_id, every)]


OF_FOODS: Final = ("foods", "amounts", "measurements", "portions", "names")
"""Tables whose rows are of a food each."""

TABLES: Final = (*OF_FOODS, "sources", "forms")
"""Tables that are complete by themselves: their references are within them."""


def related_rows(catalog: Catalog, food_ids: Collection[object]) -> dict[str, list[Record]]:
    """Return the rows of TABLES that belong to foods, in the order of the tables.

    The sources are those that a row names, the forms are all. All foods give every table whole, so
    that nothing of the published table is lost.
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
    """Return the source_ids that rows name, in a column of one or in a list."""
    return {
        source_id
        for table in OF_FOODS
        for column in COLUMNS[table]
        if column.refers == "sources.source_id"
        for row in tables[table]
        for source_id in str(row[column.name] or "").split(";")
    }
