"""Answers as pictures: chart."""

import click

from vitk2.charts import build
from vitk2.cli.base_command import command
from vitk2.cli.options import catalog_of, query_options
from vitk2.cli.output_options import file_options
from vitk2.cli.types import FoodType
from vitk2.errors import UsageError
from vitk2.output.formats.registry import PICTURES
from vitk2.output.view import Output
from vitk2.output.write import write_document
from vitk2.queries.food import FoodMatch
from vitk2.queries.interpret import interpret_query
from vitk2.queries.query import Query


@command()
@click.argument("text", type=FoodType(), nargs=-1, metavar="[FORM|GROUP|FOOD|WORD]...")
@click.option(
    *("-n", "--limit", "limit"),
    type=click.IntRange(1, build.MOST_ROWS),
    default=20,
    show_default=True,
    metavar="N",
    help=f"How many foods, {build.MOST_ROWS} at most.",
)
@query_options(sort=False)
@file_options(f"Write to FILE, which ends in {', '.join(PICTURES)}.", picture=True)
@click.pass_context
def chart(ctx: click.Context, query: Query, output: Output) -> None:
    """Draw the sources of a form, one food by form, or foods side by side, as svg, png or pdf.

    A form is ranked, a food group by its K2 or by the form named with --form. A food shows each
    form with the numbers of its sources. More forms or other words show foods side by side.
    Ranges, doubtful values and what is missing are drawn apart; a scale that is logarithmic says
    so. Needs pip install 'vitk2[plot]'.

    \b
    Examples:
      vitk2 chart MK-7 -o mk7.svg
      vitk2 chart natto -o natto.png
      vitk2 chart cheese --form MK-9 --form MK-4 -o cheese.pdf
      vitk2 chart K1 --per portion --group Vegetables -n 30 -o k1.svg
    """
    if query == Query(limit=query.limit, per=query.per):
        raise UsageError("what to draw? Name a form, a food group, a food or words")
    catalog = catalog_of(ctx)
    found = interpret_query(catalog, query)
    if isinstance(found, FoodMatch):
        write_document(build.picture_of_food(catalog, found, query), output)
    else:
        write_document(build.picture_of_foods(catalog, found), output)
