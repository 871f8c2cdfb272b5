"""The forms of vitamin K: forms."""

import click

from vitk2.cli.base_command import command
from vitk2.cli.options import catalog_of, limit_option
from vitk2.cli.output_options import output_options
from vitk2.cli.types import FormType
from vitk2.forms import Form
from vitk2.output.view import Output
from vitk2.output.write import write_view
from vitk2.queries import claims, listings
from vitk2.terminal.records import CountsView, FormView


@command()
@click.argument("form", type=FormType(), required=False)
@limit_option()
@output_options()
@click.pass_context
def forms(ctx: click.Context, form: Form | None, limit: int, output: Output) -> None:
    """List the forms of vitamin K and the number of foods with each, or describe one form.

    \b
    Examples:
      vitk2 forms
      vitk2 forms --csv
      vitk2 forms MK-7
    """
    catalog = catalog_of(ctx)
    if form is None:
        write_view(CountsView(listings.forms(catalog)[: limit or None]), output)
    else:
        write_view(FormView(claims.form_card(catalog, form)), output)
