"""Answers about named foods: the card of one food, and several foods side by side."""

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.schema import Record
from vitk2.output.answers import credits_of, tables_of
from vitk2.output.view import Answer
from vitk2.queries.compare import Comparison
from vitk2.queries.food import FoodDetails
from vitk2.queries.resolve import prepared_otherwise
from vitk2.text import tokenize


def of_card(
    catalog: Catalog,
    food: FoodDetails,
    limit: int | None = None,
    *,
    asked: str = "",
    every: bool = False,
) -> Answer:
    """Return the answer on one food: its published numbers as rows.

    `limit` and `every` affect the screen only. Where `asked`, the text that was typed, is not the
    food's name, a note gives both: the text may match other foods too.
    """
    whole = food.food | {k: v for k, v in food._asdict().items() if k != "food"}
    return Answer(
        drawer="terminal.food.food_card",
        content=(food, limit, every),
        notes=_match_notes(catalog, food.food, asked),
        columns=food.columns,
        rows=food.rows,
        whole=whole,
        data_version=food.data_version,
        credits=credits_of(catalog, [food.food["food_id"]]),
        title=f"{food.food['name']}, its published numbers",
        table="measurements",
        tables=tables_of(catalog, [food.food["food_id"]]),
    )


def of_comparison(catalog: Catalog, found: Comparison) -> Answer:
    """Return the comparison of foods side by side: a row a form."""
    return Answer(
        drawer="terminal.comparison.comparison",
        content=found,
        columns=found.columns,
        rows=found.rows,
        whole=found._asdict(),
        data_version=found.data_version,
        title=", ".join(str(f["name"]) for f in found.foods),
        credits=credits_of(catalog, [f["food_id"] for f in found.foods]),
    )


def _match_notes(catalog: Catalog, food: Record, requested: str) -> list[str]:
    """Return a note on the food that another name matched, and one on its other preparations."""
    own_names = [tokenize(str(food[c])) for c in ("name", "food_id")]
    is_another_name = (
        bool(requested) and ":" not in requested and tokenize(requested) not in own_names
    )
    notes = [f"{requested}: taken as {food['name']}"] if is_another_name else []
    if notes and (others := prepared_otherwise(catalog, food)):
        notes.append(f"also {', '.join(others)} µg/100 g")
    return notes
