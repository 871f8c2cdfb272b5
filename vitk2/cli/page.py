"""The table as one HTML file: page."""

import sys

import click

from vitk2.cli.base_command import command
from vitk2.cli.options import catalog_of, query_options
from vitk2.cli.output_options import file_options
from vitk2.errors import FoodError, UsageError
from vitk2.output.notes import result_notes
from vitk2.output.view import Output
from vitk2.output.write import write_document
from vitk2.page.build import Page
from vitk2.queries.catalog_snapshot import snapshot
from vitk2.queries.citations import itself
from vitk2.queries.query import Query
from vitk2.queries.search import select


@command()
@click.argument("text", nargs=-1)
@query_options(sort=False, per=False)
@file_options(
    "Write to FILE, e.g. vitk2.html.  [default: standard output, if that is not a terminal]"
)
@click.pass_context
def page(ctx: click.Context, query: Query, output: Output) -> None:
    """Write one offline web page to search and add up foods; it can be sent by e-mail.

    The page searches, ranks foods by any form, shows every published number with its source, and
    adds up a day. Words and filters make a smaller page. --data adds your own foods.

    \b
    Examples:
      vitk2 page -o vitk2.html
      vitk2 page --group Cheese --form MK-9 -o cheese.html
      vitk2 --data my-foods page -o mine.html --force
    """
    if output.path is None and sys.stdout.isatty():
        raise UsageError("name the file of the page: -o vitk2.html")
    catalog = catalog_of(ctx)
    contents = snapshot(catalog, query)
    if not contents.foods:
        found = select(catalog, query)
        ask = (
            "" if found.suggestions else " Use fewer filters, or see vitk2 forms and vitk2 groups."
        )
        raise FoodError(" ".join(result_notes(found)) + ask)
    write_document(Page(contents, itself(catalog)), output)
