"""The command export: the filtered table as a file or a package, or its sources."""

import click

from vitk2.catalog.catalog import Catalog
from vitk2.cli.base_command import command
from vitk2.cli.options import catalog_of, query_options
from vitk2.cli.output_options import BIB, is_bib, keep_apart, output_options
from vitk2.cli.types import PathType
from vitk2.output.view import Output, View
from vitk2.output.write import write_view
from vitk2.queries import citations
from vitk2.queries.query import Query
from vitk2.queries.search import select
from vitk2.terminal.records import TextView
from vitk2.terminal.search import listing_view


def _names(_: click.Context, __: click.Parameter, listed: str | None) -> tuple[str, ...]:
    if listed is None:
        return ()
    names = tuple(name.strip() for name in listed.split(","))
    if not all(names):
        raise click.BadParameter(
            f"{listed!r} has an empty name: name each column, such as food_id,k1_ug_per_100g"
        )
    return names


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
@click.option("--codes", is_flag=True, help="Add fdc_ids, ndb_nos, ciqual_codes and bls_codes.")
@click.option("--no-header", is_flag=True, help="No line of column names in csv and tsv.")
@click.option(
    "--package",
    type=PathType("dir"),
    metavar="DIR",
    help="Write a data package into DIR: the foods found and all that belongs to them as CSV "
    "files, with datapackage.json and a README.",
)
@click.option(
    "--bibtex", is_flag=True, help="The sources behind the rows as BibTeX; so does -o FILE.bib."
)
@output_options(default="csv", also_ending=BIB)
@click.pass_context
def export(
    ctx: click.Context,
    *,
    query: Query,
    no_header: bool,
    package: str | None,
    bibtex: bool,
    output: Output,
) -> None:
    """Write the filtered table, whole and unrounded, with the credits its rows need beside it.

    A sqlite file and a package hold whole tables: of the foods found every amount, published
    number, portion and name, and their sources.

    n counts the samples of all readings that vote; it is missing where one of them states none,
    and for a K2 that is a sum.

    \b
    Examples:
      vitk2 export -o vitamin-k.csv
      vitk2 export --form MK-7 --long -o mk7.xlsx
      vitk2 export natto --measurements --json
      vitk2 export --group Cheese -o cheese.parquet --force
      vitk2 export -o vitk2.sqlite
      vitk2 export --vegan --package vegan-foods
      vitk2 export --form MK-9 --bibtex
      vitk2 export --long --columns food_id,form,ug_per_100g,n
    """
    output = output._replace(header=not no_header, package=package)
    keep_apart(output)
    _check_tables(query, output, bibtex=bibtex or is_bib(output))
    catalog = catalog_of(ctx)
    view = listing_view(catalog, select(catalog, query))
    write_view(_as_bibtex(catalog, view) if bibtex or is_bib(output) else view, output)


def _check_tables(query: Query, output: Output, *, bibtex: bool) -> None:
    """Raise UsageError for whole tables with options of a part, or for two kinds of output."""
    of_rows = query.columns or query.codes or output.for_spreadsheet or not output.header
    if bibtex and (output.package or of_rows):
        raise click.UsageError(
            "BibTeX has no rows: leave out --package, --columns, --codes, --for-spreadsheet and "
            "--no-header"
        )
    if output.package and (output.path or output.format_ != "csv"):
        raise click.UsageError("a package is a directory of CSV files: leave out -o and --format")
    if output.package and (output.for_spreadsheet or not output.header):
        raise click.UsageError(
            "a package holds its tables as they are: leave out --for-spreadsheet and --no-header"
        )
    if (output.package or output.format_ == "sqlite") and (query.columns or query.codes):
        kind = "a package" if output.package else "sqlite"
        raise click.UsageError(f"{kind} holds whole tables: leave out --columns and --codes")


def _as_bibtex(catalog: Catalog, view: View) -> TextView:
    """Return vitk2 and the sources of the rows found as BibTeX, no entries if none is found."""
    sources = view.provenance.sources() if view.provenance else []
    entries = map(citations.bibtex, [citations.itself(catalog), *sources] if view.rows else [])
    return TextView("\n".join(entries), notes=view.notes)
