"""The food groups: groups."""

import click

from vitk2.cli.base_command import command
from vitk2.cli.options import catalog_of, limit_option
from vitk2.cli.output_options import output_options
from vitk2.output.view import Output
from vitk2.output.write import write_view
from vitk2.queries import listings
from vitk2.terminal.records import CountsView


@command()
@limit_option()
@output_options()
@click.pass_context
def groups(ctx: click.Context, limit: int, output: Output) -> None:
    """List the food groups: the number of foods, and of foods with K1, MK-4, MK-7 and K2.

    \b
    Examples:
      vitk2 groups
      vitk2 groups --json
    """
    write_view(CountsView(listings.groups(catalog_of(ctx))[: limit or None]), output)
