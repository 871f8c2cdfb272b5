"""The table as data: export, forms, groups, sources, check."""

import click

from vitk2.answers import evidence, listings
from vitk2.answers.query import Query
from vitk2.answers.search import select
from vitk2.cli.options import catalog_of, file_format, output_options, query_options
from vitk2.cli.types import FormType
from vitk2.forms import Form
from vitk2.render.answer import Output, emit, emit_facts, emit_records, emit_text, report
from vitk2.render.files import FILE_WRITERS, FORMATS, save
from vitk2.tables import own
from vitk2.tables.catalog import records


@click.command()
@click.argument("text", nargs=-1)
@query_options(limit=0)
@click.option("--long", "shape", flag_value="long", help="One row a food and form.")
@click.option(
    "--measurements", "shape", flag_value="measurements", help="One row a published number."
)
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(dir_okay=False),
    help="The file to write; its ending picks the format. Left out: stdout.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    metavar="NAME",
    help=f"One of {', '.join(FORMATS)}; csv on stdout if left out.",
)
@click.option("--json", "format_", flag_value="json", help="Short for --format json.")
@click.option("--csv", "format_", flag_value="csv", help="Short for --format csv.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@click.option("--quiet", is_flag=True, help="No counts; the caution stays.")
@click.pass_context
def export(  # noqa: PLR0917  # click passes its options by name
    ctx: click.Context,
    query: Query,
    path: str | None,
    format_: str | None,
    force: bool,
    quiet: bool,
) -> None:
    """Write the filtered table, whole and unrounded, with the credits its rows need beside it.

    \b
    Examples:
      vitk2 export -o vitamin-k.csv
      vitk2 export --form MK-7 --long -o mk7.xlsx
      vitk2 export natto --measurements --json
      vitk2 export --group Cheese -o cheese.parquet --force
    """
    chosen = file_format(path, format_)
    if path is None and chosen in FILE_WRITERS:
        raise click.UsageError(f"{chosen} is a file: add -o FILE.{chosen}")
    catalog = catalog_of(ctx)
    answer = select(catalog, query)
    if path is None:
        emit(answer, Output(chosen, quiet=quiet))
    else:
        written, credits = save(catalog, answer, path, chosen, force=force)
        report(f"{len(answer.rows)} rows in {written}, their credits in {credits}", quiet=quiet)


@click.command()
@click.argument("form", type=FormType(), required=False)
@output_options
@click.pass_context
def forms(ctx: click.Context, form: Form | None, output: Output) -> None:
    """List the forms of vitamin K with how many foods carry each, or show the card of one.

    \b
    Examples:
      vitk2 forms
      vitk2 forms --csv
      vitk2 forms MK-7
    """
    catalog = catalog_of(ctx)
    if form is None:
        emit_records(listings.forms(catalog), output)
    else:
        emit_facts(evidence.form_card(catalog, form), output)


@click.command()
@output_options
@click.pass_context
def groups(ctx: click.Context, output: Output) -> None:
    """List the food groups, with how many foods each has and how many carry K1, MK-4, MK-7, K2.

    \b
    Examples:
      vitk2 groups
      vitk2 groups --json
    """
    emit_records(listings.groups(catalog_of(ctx)), output)


@click.command()
@click.argument("source_id", required=False)
@click.option("--bibtex", is_flag=True, help="Print BibTeX: of one source, or of all.")
@output_options
@click.pass_context
def sources(ctx: click.Context, source_id: str | None, bibtex: bool, output: Output) -> None:
    """List the sources behind the numbers, or print the citation of one.

    \b
    Examples:
      vitk2 sources
      vitk2 sources kamao-2007
      vitk2 sources kamao-2007 --bibtex
    """
    catalog = catalog_of(ctx)
    if bibtex:
        chosen = [listings.source(catalog, source_id)] if source_id else records(catalog, "sources")
        click.echo("\n".join(listings.bibtex(s) for s in chosen))
    elif source_id and output.format_ in (None, "table"):
        emit_text(listings.citation(listings.source(catalog, source_id)), output)
    elif source_id:
        emit_records([listings.source(catalog, source_id)], output)
    else:
        emit_records(listings.sources(catalog), output)


@click.command()
@click.argument("directory", type=click.Path(file_okay=False))
@click.option(
    "--init", is_flag=True, help="Write template files with an example row into DIRECTORY."
)
def check(directory: str, init: bool) -> None:
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
        click.echo("\n".join(own.write_templates(directory)))
    else:
        counts = own.check(directory)
        rows = ", ".join(f"{count} {name}" for name, count in counts.items())
        click.echo(f"{directory}: no problems: {rows}")


COMMANDS = {"export": export, "forms": forms, "groups": groups, "sources": sources, "check": check}
