"""The table as data: export, forms, groups, check."""

import click

from vitk2.answers import evidence, listings
from vitk2.answers.query import Query
from vitk2.answers.search import select
from vitk2.cli.options import catalog_of, limit_option, query_options
from vitk2.cli.output import output_options
from vitk2.cli.paths import PathType
from vitk2.cli.plain import command
from vitk2.cli.types import FormType
from vitk2.forms import Form
from vitk2.render import makers
from vitk2.render.answer import Output
from vitk2.render.emit import emit
from vitk2.tables import own
from vitk2.tables.columns import Cell


def _names(_: click.Context, __: click.Parameter, listed: str | None) -> tuple[str, ...]:
    if listed is not None and not listed.strip(", "):
        raise click.BadParameter("name at least one column, such as food_id,k1_ug_per_100g")
    return tuple(name.strip() for name in (listed or "").split(",") if name.strip())


@command()
@click.argument("text", nargs=-1)
@query_options(limit=0)
@click.option("--long", "shape", flag_value="long", help="One row a food and form.")
@click.option(
    "--measurements",
    "shape",
    flag_value="measurements",
    help="One row a published number; --min, --max, --tier, --source and --no-mark (also a status, "
    "e.g. superseded) then ask of it alone.",
)
@click.option(
    "--columns",
    callback=_names,
    metavar="NAMES",
    help="Only these columns, in this order, commas between; also those of foods.csv (aliases, "
    "tags, portion_g, fdc_ids ...) and, with --long, n, the number of samples.",
)
@click.option("--codes", is_flag=True, help="Add fdc_ids, ndb_nos and ciqual_codes to the columns.")
@click.option("--no-header", is_flag=True, help="No line of column names in csv and tsv.")
@output_options(default="csv")
@click.pass_context
def export(ctx: click.Context, query: Query, no_header: bool, output: Output) -> None:
    """Write the filtered table, whole and unrounded, with the credits its rows need beside it.

    n counts the samples of all readings that vote; it is missing where one of them states none,
    and for a K2 that is a sum.

    \b
    Examples:
      vitk2 export -o vitamin-k.csv
      vitk2 export --form MK-7 --long -o mk7.xlsx
      vitk2 export natto --measurements --json
      vitk2 export --group Cheese -o cheese.parquet --force
      vitk2 export --long --columns food_id,form,ug_per_100g,n
    """
    catalog = catalog_of(ctx)
    found = makers.of_result(catalog, select(catalog, query))
    emit(found, output._replace(header=not no_header))


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
        emit(makers.of_counts(listings.forms(catalog)[: limit or None]), output)
    else:
        emit(makers.of_form(evidence.form_card(catalog, form)), output)


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
    emit(makers.of_counts(listings.groups(catalog_of(ctx))[: limit or None]), output)


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
    your own.

    \b
    Examples:
      vitk2 check my-foods --init
      vitk2 check my-foods
      vitk2 --data my-foods search natto
    """
    if init:
        written = own.write_templates(directory)
        emit(makers.of_text("\n".join(written), ["file"], [[path] for path in written]), output)
    else:
        counts = own.check(directory)
        told = ", ".join(f"{count} {name}" for name, count in counts.items())
        rows: list[list[Cell]] = [[name, count] for name, count in counts.items()]
        text = f"{directory}: no problems: {told}"
        emit(makers.of_text(text, ["table", "rows"], rows), output)


COMMANDS = {"export": export, "forms": forms, "groups": groups, "check": check}
