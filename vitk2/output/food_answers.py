"""Answers about foods that are named: the card of one, several side by side."""

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
    """One food: as rows its published numbers; `limit` and `every` are about the screen.

    What was `asked` for is said where it is not the food's name: other foods may answer to it too.
    """
    whole = food.food | {k: v for k, v in food._asdict().items() if k != "food"}
    return Answer(
        drawer="terminal.food.food_card",
        content=(food, limit, every),
        notes=_taken(catalog, food.food, asked),
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
    """Foods side by side: a row a form."""
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


def _taken(catalog: Catalog, food: Record, asked: str) -> list[str]:
    """What was taken for a text that is not the food's name, and foods prepared another way."""
    named = [tokenize(str(food[c])) for c in ("name", "food_id")]
    taken = bool(asked) and ":" not in asked and tokenize(asked) not in named
    told = [f"{asked}: taken as {food['name']}"] if taken else []
    if told and (others := prepared_otherwise(catalog, food)):
        told.append(f"also {', '.join(others)} µg/100 g")
    return told
