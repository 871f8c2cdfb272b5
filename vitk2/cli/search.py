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
    """Find foods by words of their name and by the forms they contain.

    Words may be in any order, in the plural or shortened; case and accents do not matter. Other
    names (courgette, zucchini) and food groups are searched too.

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
        # People look for well-known foods first.
        query = query._replace(sort="known")
    found = select(catalog, query)
    if not found.rows and query == Query(text=query.text, limit=query.limit):
        from vitk2.cli.question import run_command_line  # most words are in a name
        from vitk2.queries.questions import command_line

        if question := command_line(catalog, query.text):
            run_command_line(ctx, question, output)
            return
    write_view(FoodsView(catalog, found), output)
