"""What the table is made of: forms, groups, check."""

import click

from vitk2.catalog import user_data
from vitk2.catalog.catalog import files_in
from vitk2.catalog.schema import Cell
from vitk2.cli.options import catalog_of, limit_option
from vitk2.cli.output import keep_apart, output_options
from vitk2.cli.paths import PathType
from vitk2.cli.plain import command
from vitk2.cli.types import FormType
from vitk2.forms import Form
from vitk2.output import answers
from vitk2.output.view import Output
from vitk2.output.write import emit
from vitk2.queries import claims, listings
from vitk2.text import count_of, singular


@command()
@click.argument("form", type=FormType(), required=False)
@limit_option()
@output_options()
@click.pass_context
def forms(ctx: click.Context, form: Form | None, limit: int, output: Output) -> None:
    """List the forms of vitamin K with how many foods carry each, or show the card of one.

    \b
    Examples:
      vitk2 forms
      vitk2 forms --csv
      vitk2 forms MK-7
    """
    catalog = catalog_of(ctx)
    if form is None:
        emit(answers.of_counts(listings.forms(catalog)[: limit or None]), output)
    else:
        emit(answers.of_form(claims.form_card(catalog, form)), output)


@command()
@limit_option()
@output_options()
@click.pass_context
def groups(ctx: click.Context, limit: int, output: Output) -> None:
    """List the food groups, with how many foods each has and how many carry K1, MK-4, MK-7, K2.

    \b
    Examples:
      vitk2 groups
      vitk2 groups --json
    """
    emit(answers.of_counts(listings.groups(catalog_of(ctx))[: limit or None]), output)


@command()
@click.argument("directory", type=PathType("dir"))
@click.option(
    "--init", is_flag=True, help="Write template files with an example row into DIRECTORY."
)
@output_options()
def check(directory: str, init: bool, output: Output) -> None:
    """Check a directory of your own foods, listing every problem with file and line.

    Foods, amounts and sources are needed; measurements and portions may be there. The columns are
    those of the published table; --data DIRECTORY then adds the foods to every command, marked as
    your own. An id of a food is made of a to z, 0 to 9, '.', '_' and '-', an id of a source of
    capitals too; a legal one is proposed for each that is not.

    \b
    Examples:
      vitk2 check my-foods --init
      vitk2 check my-foods
      vitk2 --data my-foods search natto
    """
    keep_apart(output, *files_in(directory))
    if init:
        written = user_data.write_templates(directory)
        emit(answers.of_text("\n".join(written), ["file"], [[path] for path in written]), output)
    else:
        counts = user_data.check(directory)
        nouns = {name: singular(name).replace("_", " ") for name in counts}
        told = ", ".join(count_of(count, nouns[name]) for name, count in counts.items())
        rows: list[list[Cell]] = [[name, count] for name, count in counts.items()]
        text = f"{directory}: no problems: {told}"
        emit(answers.of_text(text, ["table", "rows"], rows), output)


COMMANDS = {"forms": forms, "groups": groups, "check": check}
