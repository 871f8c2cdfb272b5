"""Looking foods up: search and top."""

import click

from vitk2.cli.options import catalog_of, query_options, screenful
from vitk2.cli.output import output_options
from vitk2.cli.plain import command
from vitk2.cli.types import RankedType
from vitk2.output import answers
from vitk2.output.view import Output
from vitk2.output.write import emit
from vitk2.queries.query import Query
from vitk2.queries.search import leaders, select


@command()
@click.argument("text", nargs=-1)
@query_options(limit=screenful)
@output_options()
@click.pass_context
def search(ctx: click.Context, query: Query, output: Output) -> None:
    """Find foods by the words of their name and by the forms they carry.

    Words may come in any order, in the plural or cut short; case and accents do not matter, and
    other names (courgette, zucchini) and food groups count too.

    \b
    Examples:
      vitk2 search natto
      vitk2 search cheese --form MK-9 --sort MK-9
      vitk2 search --form MK-7 --min 1 --group 'Fish and seafood'
      vitk2 search liver raw --per portion
      vitk2 search lettuce --sort K1 --ascending
      vitk2 search --form K1 --max 10 --per portion --exclude juice
    """
    catalog = catalog_of(ctx)
    if not (query.text or query.sort or query.ascending):
        # Of many foods those that people know come first.
        query = query._replace(sort="known")
    emit(answers.of_result(catalog, select(catalog, query)), output)


@command()
@click.argument("form", type=RankedType(), required=False)
@click.option(
    "--holding",
    type=float,
    metavar="UG",
    help="Add the grams and portions that hold this many µg; leaves out what is unsure.",
)
@query_options(forms=False, sort=False, limit=lambda: screenful(around=14))
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
        emit(answers.of_result(catalog, select(catalog, query)), output)
    else:
        emit(answers.of_leaders(catalog, leaders(catalog, query)), output)


COMMANDS = {"search": search, "top": top}
