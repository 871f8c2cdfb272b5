"""Foods by words and by form: search."""

import click

from vitk2.cli.base_command import command
from vitk2.cli.options import catalog_of, query_options, screenful
from vitk2.cli.output_options import output_options
from vitk2.output.view import Output
from vitk2.output.write import write_view
from vitk2.queries.query import Query
from vitk2.queries.search import select
from vitk2.terminal.search import FoodsView


@command()
@click.argument("text", nargs=-1)
@query_options(limit=lambda: screenful(around=14))
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
    write_view(FoodsView(catalog, select(catalog, query)), output)
