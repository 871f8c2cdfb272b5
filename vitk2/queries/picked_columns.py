"""Columns that can be asked for: those of a shape, those of the food, and n."""

from collections.abc import Mapping
from typing import Final

from vitk2.catalog.schema import FOODS
from vitk2.catalog.vocabulary import N_COUNTS_NO_SAMPLES
from vitk2.errors import UnknownNameError
from vitk2.forms import K2_PARTS, Form, is_form
from vitk2.queries.query import SHAPES, Query, Result
from vitk2.text import closest

CODES: Final = ("fdc_ids", "ndb_nos", "ciqual_codes")
"""What the same food is called elsewhere."""

_NO_SAMPLES: Final = ", ".join(f"'{source_id}'" for source_id in N_COUNTS_NO_SAMPLES)
_PARTS: Final = ", ".join(f"'{form.value}'" for form in K2_PARTS)
_N: Final = f"""(
    SELECT CASE WHEN count(*) = count(m.n) THEN sum(m.n) END FROM (
      SELECT CASE WHEN source_id NOT IN ({_NO_SAMPLES}) THEN n END AS n FROM measurements
      WHERE food_id = a.food_id AND form = a.form AND status = 'counted') m
    WHERE a.form <> '{Form.K2}' OR NOT EXISTS (
      SELECT 1 FROM amounts x
      WHERE x.food_id = a.food_id AND x.form IN ({_PARTS}) AND x.ug_per_100g > 0))"""
"""The samples of all readings that vote; missing where one of them does not state its own.

A K2 that is a sum has none: each of its parts may be of other samples.
"""


def picked(query: Query) -> tuple[str, ...]:
    """The columns that are asked for in place of the usual ones, in order; () is the usual ones."""
    codes = CODES if query.codes and query.columns else ()
    return tuple(dict.fromkeys((*spelt_out(query), *codes)))


def spelt_out(query: Query) -> tuple[str, ...]:
    """The columns asked for; in a row a food, k1 or MK-7 is short for the value of that form."""
    if query.shape != "wide":
        return query.columns
    return tuple(
        f"{Form.parse(name).key}_ug_per_100g" if is_form(name) else name for name in query.columns
    )


def more_columns(query: Query, there: Mapping[str, str]) -> dict[str, str]:
    """The SQL of each column asked for that neither the shape nor `there` has.

    Raises UnknownNameError, with the nearest, for a column that there is not.
    """
    table, columns = SHAPES[query.shape]
    of_food = {c.name: f'f."{c.name}"' for c in FOODS}
    available = of_food | ({"n": _N} if table == "amounts" else {})
    valid = list(dict.fromkeys([*columns, *there, *available]))
    for name in spelt_out(query):
        if name not in valid:
            begun = [column for column in valid if column.startswith(name)]
            raise UnknownNameError("column", name, begun or closest(name, valid) or valid)
    asked = dict.fromkeys([*spelt_out(query), *(CODES if query.codes else ())])
    return {c: available[c] for c in asked if c not in columns and c not in there}


def pick(result: Result) -> Result:
    """The same answer with the columns that were asked for, in their order."""
    if not (names := picked(result.query)):
        return result
    places = [result.columns.index(name) for name in names]
    rows = [tuple(row[place] for place in places) for row in result.rows]
    return result._replace(columns=names, rows=rows)


_SAY_WHAT_IT_IS: Final = ("qualifier", "qualifiers", "doubtful", "status")


def columns_left_unsaid(result: Result) -> list[str]:
    """Columns that say what an amount is, where amounts were picked without them."""
    if not any("ug_per_" in name for name in picked(result.query)):
        return []
    of_shape = SHAPES[result.query.shape][1]
    return [c for c in _SAY_WHAT_IT_IS if c in of_shape and c not in result.columns]
