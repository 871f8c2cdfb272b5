"""Answers as pictures: chart."""

import click

from vitk2.charts import build
from vitk2.cli.base_command import command
from vitk2.cli.options import catalog_of, query_options, show_option
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
@show_option(
    *("-n", "--limit", "limit"),
    type=click.IntRange(1, build.MOST_ROWS),
    default=20,
    show_default=True,
    metavar="N",
    help=f"Show N foods, at most {build.MOST_ROWS}.",
)
@query_options(sort=False)
@file_options(f"Write to FILE; its ending, {', '.join(PICTURES)}, sets the format.", picture=True)
@click.pass_context
def chart(ctx: click.Context, query: Query, output: Output) -> None:
    """Draw a chart of a form, of one food or of several foods, as svg, png or pdf.

    A form shows its richest foods. A food group shows its foods by K2, or by the form of --form.
    One food shows each form with the numbers of its sources. Other words show foods side by side.
    An arrow means at least; hollow marks are doubtful; missing values are printed as words. A
    logarithmic scale is labelled. To install: pip install 'vitk2[plot]'.

    \b
    Examples:
      vitk2 chart MK-7 -o mk7.svg
      vitk2 chart natto -o natto.png
      vitk2 chart cheese --form MK-9 --form MK-4 -o cheese.pdf
      vitk2 chart K1 --per portion --group Vegetables -n 30 -o k1.svg
    """
    if query == Query(limit=query.limit, per=query.per):
        raise UsageError("nothing to draw: name a form, a food group or a food")
    catalog = catalog_of(ctx)
    found = interpret_query(catalog, query)
    if isinstance(found, FoodMatch):
        write_document(build.picture_of_food(catalog, found, query), output)
    else:
        write_document(build.picture_of_foods(catalog, found), output)
