"""The command export: the filtered table as a file or a package, or its sources."""

import click

from vitk2.catalog.catalog import Catalog
from vitk2.cli.base_command import OUTPUT, command, option
from vitk2.cli.options import catalog_of, query_options, show_option
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
            f"{listed!r} contains an empty name: write names such as food_id,k1_ug_per_100g"
        )
    return names


@command()
@click.argument("text", nargs=-1)
@query_options(limit=0)
@show_option("--long", "shape", flag_value="long", help="One row for each food and form.")
@show_option(
    "--measurements",
    "shape",
    flag_value="measurements",
    help="One row for each published number. --min, --max, --tier, --source and --no-mark (also "
    "with a status, e.g. superseded) then filter these numbers.",
)
@show_option(
    "--columns",
    callback=_names,
    metavar="NAMES",
    help="Only these columns, in this order, separated by commas; also columns of foods.csv "
    "(aliases, tags, portion_g, fdc_ids ...) and, with --long, n, the number of samples.",
)
@show_option("--codes", is_flag=True, help="Add fdc_ids, ndb_nos, ciqual_codes and bls_codes.")
@show_option("--no-header", is_flag=True, help="Leave out the column names in csv and tsv.")
@option(
    "--package",
    heading=OUTPUT,
    type=PathType("dir"),
    metavar="DIR",
    help="Write a data package into DIR: CSV files of the foods found and all their rows, with "
    "datapackage.json and a README.",
)
@option(
    "--bibtex",
    heading=OUTPUT,
    is_flag=True,
    help="Print the sources of the rows as BibTeX; -o FILE.bib writes them.",
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
    """Export the foods found, with all columns and unrounded numbers.

    -o FILE also writes FILE.sources.csv, the sources to credit. A sqlite file and a package
    contain all tables: every amount, published number, portion, name and source of the foods
    found.

    The column n is the number of samples behind a value. It is empty if a source does not state
    it, and for a K2 that is a sum.

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
            "BibTeX contains no rows: leave out --package, --columns, --codes, --for-spreadsheet "
            "and --no-header"
        )
    if output.package and (output.path or output.format_ != "csv"):
        raise click.UsageError(
            "--package writes a directory of CSV files: leave out -o and --format"
        )
    if output.package and (output.for_spreadsheet or not output.header):
        raise click.UsageError(
            "--package writes unchanged tables: leave out --for-spreadsheet and --no-header"
        )
    if (output.package or output.format_ == "sqlite") and (query.columns or query.codes):
        kind = "a package" if output.package else "a sqlite file"
        raise click.UsageError(f"{kind} contains all columns: leave out --columns and --codes")


def _as_bibtex(catalog: Catalog, view: View) -> TextView:
    """Return vitk2 and the sources of the rows found as BibTeX, no entries if none is found."""
    sources = view.provenance.sources() if view.provenance else []
    entries = map(citations.bibtex, [citations.itself(catalog), *sources] if view.rows else [])
    return TextView("\n".join(entries), notes=view.notes)
