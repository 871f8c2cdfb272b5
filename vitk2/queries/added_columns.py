"""Columns that an option adds to a shape: a source's own number, portions, the highest reading."""

from typing import Final

from vitk2.forms import WIDE_FORMS, Form
from vitk2.queries.query import Query
from vitk2.queries.sql import Sql

_PER_PORTION: Final = "round({0} * f.portion_g / 100, 6)"


def added_columns(query: Query, table: str, sql: Sql) -> dict[str, str]:
    """Columns that an option adds, and the SQL that gives them."""
    extra = {}
    if query.sources and table != "measurements":
        stated = (
            "(SELECT round(avg(m.ug_per_100g), 6) FROM measurements m WHERE m.food_id = a.food_id "
            f"AND {sql.among('m.source_id', query.sources)} AND m.form = "
        )
        if table == "amounts":
            extra["source_ug_per_100g"] = stated + "a.form)"
        else:
            for form in query.forms or WIDE_FORMS:
                extra[f"{form.key}_source_ug_per_100g"] = f"{stated}{sql.bind(form.value)})"
    if query.holding is not None:
        grams = f"100 * {sql.bind(query.holding)} / a.ug_per_100g"
        extra["grams_holding"] = f"round({grams}, 6)"
        for name, end in (("least", "high"), ("most", "low")):
            grams_of_end = f"100 * {sql.bind(query.holding)} / nullif(a.{end}, 0)"
            extra[f"grams_holding_{name}"] = f"round({grams_of_end}, 6)"
        extra["portions_holding"] = f"round({grams} / f.portion_g, 6)"
        extra["portion"] = "f.portion"
    per_portion = query.per == "portion"
    highest = f"highest_ug_per_{'portion' if per_portion else '100g'}"
    if query.ascending and table == "amounts":
        extra[highest] = _PER_PORTION.format("a.reach") if per_portion else "a.reach"
    elif query.ascending and table == "wide" and isinstance(query.sort, Form):
        reach = (
            "(SELECT s.reach FROM amounts s WHERE s.food_id = a.food_id "
            f"AND s.form = {sql.bind(query.sort.value)})"
        )
        extra[f"{query.sort.key}_{highest}"] = _PER_PORTION.format(reach) if per_portion else reach
    if per_portion and table != "measurements":
        extra |= {"portion": "f.portion", "portion_g": "f.portion_g"}
        if table == "amounts":
            extra["ug_per_portion"] = _PER_PORTION.format("a.ug_per_100g")
        else:
            for form in WIDE_FORMS:
                value = _PER_PORTION.format(f"a.{form.key}_ug_per_100g")
                extra[f"{form.key}_ug_per_portion"] = value
    return extra
