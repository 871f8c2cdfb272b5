"""Foods side by side: compare."""

from typing import Final

import click

from vitk2.cli.base_command import command
from vitk2.cli.options import catalog_of
from vitk2.cli.output_options import output_options
from vitk2.cli.types import FoodType
from vitk2.output.view import Output
from vitk2.output.write import write_view
from vitk2.queries.compare import compare as compare_foods
from vitk2.terminal.comparison import ComparisonView
from vitk2.text import fold


@command()
@click.argument("foods", type=FoodType(), nargs=-1, required=True, metavar="FOOD FOOD...")
@output_options()
@click.pass_context
def compare(ctx: click.Context, foods: tuple[str, ...], output: Output) -> None:
    """Compare two to eight foods, form by form, per 100 g and per usual portion.

    \b
    Examples:
      vitk2 compare natto gouda-aged
      vitk2 compare 'spinach, raw' 'spinach, boiled' kale-raw
      vitk2 compare egg-raw egg-boiled --json
    """
    catalog = catalog_of(ctx)
    named = list(foods)
    if len(named) == 1 or any(fold(word) in WORDS_BETWEEN_FOODS for word in named):
        from vitk2.queries.questions import foods_compared  # most foods are named apart

        named = foods_compared(catalog, " ".join(named)) or named
    write_view(ComparisonView(catalog, compare_foods(catalog, named)), output)


WORDS_BETWEEN_FOODS: Final = (
    "vs",
    "vs.",
    "versus",
    "or",
    "and",
    "oder",
    "und",
    "ou",
    "et",
    "o",
    "y",
)
