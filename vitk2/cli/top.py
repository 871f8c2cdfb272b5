"""The richest sources of a form: top."""

import click
from click.core import ParameterSource

from vitk2.cli.base_command import command
from vitk2.cli.options import catalog_of, query_options, screenful, show_option
from vitk2.cli.output_options import output_options
from vitk2.cli.types import RankedType
from vitk2.output.view import Output
from vitk2.output.write import write_view
from vitk2.queries.query import Query
from vitk2.queries.search import select, top_per_form
from vitk2.terminal.ranking import RankingView, TopPerFormView


@command()
@click.argument("form", type=RankedType(), required=False)
@show_option(
    "--holding",
    type=float,
    metavar="UG",
    help="Show the grams and portions with this many µg; hides uncertain foods.",
)
@query_options(forms=False, sort=False, limit=lambda: screenful(around=15))
@output_options()
@click.pass_context
def top(ctx: click.Context, query: Query, output: Output) -> None:
    """List the foods with the most of FORM, with their range and remarks.

    Without FORM, list the richest food of each form. An amount is the median of the studies; a
    remark says where they differ much. On a screen, foods with only an upper end and the first
    doubtful foods come below the ranking. In a pipe or a file, doubtful foods come only with
    --doubtful, and -n N gives exactly N rows.

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
        has_limit = ctx.get_parameter_source("limit") is ParameterSource.COMMANDLINE
        write_view(RankingView(catalog, select(catalog, query), exact_limit=has_limit), output)
    else:
        write_view(TopPerFormView(catalog, top_per_form(catalog, query)), output)
