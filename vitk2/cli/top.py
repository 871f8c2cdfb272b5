"""The richest sources of a form: top."""

import click

from vitk2.cli.base_command import command
from vitk2.cli.options import catalog_of, query_options, screenful
from vitk2.cli.output_options import output_options
from vitk2.cli.types import RankedType
from vitk2.output.view import Output
from vitk2.output.write import write_view
from vitk2.queries.query import Query
from vitk2.queries.search import select, top_per_form
from vitk2.terminal.ranking import RankingView, TopPerFormView


@command()
@click.argument("form", type=RankedType(), required=False)
@click.option(
    "--holding",
    type=float,
    metavar="UG",
    help="Add the grams and portions that hold this many µg; leaves out what is unsure.",
)
@query_options(forms=False, sort=False, limit=lambda: screenful(around=15))
@output_options()
@click.pass_context
def top(ctx: click.Context, query: Query, output: Output) -> None:
    """List the richest sources of FORM, with their range and what to know of them.

    Without FORM: the richest source of each form. Foods that rest on doubtful readings alone come
    after the ranking. Numbers are medians over studies; where they differ much, a remark says so.

    \b
    Examples:
      vitk2 top MK-7
      vitk2 top K2 --group Cheese -n 10
      vitk2 top K1 --per portion
      vitk2 top mk4 --tier A --json
      vitk2 top K1 --holding 70
      vitk2 top K1 --group Vegetables --ascending
      vitk2 top K2 --vegan
    """
    catalog = catalog_of(ctx)
    if query.forms:
        write_view(RankingView(catalog, select(catalog, query)), output)
    else:
        write_view(TopPerFormView(catalog, top_per_form(catalog, query)), output)
